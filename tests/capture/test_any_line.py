import re
from datetime import UTC, date, datetime
from typing import Any, cast

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pmfacil.capture.letters import LETTERS
from pmfacil.capture.line import read_line
from pmfacil.capture.reading import Place
from pmfacil.review.edits import read_edit
from pmfacil.review.review import Review
from pmfacil.review.text import clean_text

from .samples import HOSTILE, ROOM, TODAY, begun, captured, read

ROOMS = (
    ROOM,
    begun(None),
    begun(datetime(2026, 3, 28, 22, 0, tzinfo=UTC)),
    begun(datetime(2, 1, 1, tzinfo=UTC), "America/New_York"),
    begun(datetime(9998, 12, 31, 20, 0, tzinfo=UTC), "Pacific/Kiritimati"),
    Review(id="blank", created=datetime(2026, 1, 1, tzinfo=UTC)),
)
PIECES = (
    *("a", "t", "w", "f", "o", "@", '"', "~", "#", "P1", "P7", "L1", "L9", "by:", "from:", "check:", "!", "*", "!*"),
    *("+", "+1", "-1", ":", "?", "\\", "\\\\", "@dana", '@"Dana Smith"', "@sam", "@new", "#1.2", "#9.9", "#testing"),
    *("fri", "4", "dec", "2w", "ago", "next", "2026-12-04", "0000-01-01", "23:27", "24:00", "02:30", "9999999", "held"),
    *(
        "n/a",
        "missing",
        "monitoring",
        "people",
        "~detect",
        "~trigger",
        "[/]",
        "🙂",
        "e\u0301",
        "\u0301",
        "ﬁ",
        "ـ",
        "０",
    ),
    *("\x00", "\x1b[2J", "\u202e", "\ud800", "\u200d", "\n", "\r\n", "\t", "\u00a0", "\u3000", "\u2028", "\xad"),
)
PLAIN = ("apples", "(pears)", "figs!", "kiwi?", "plums;", "it's-@lime", "ki#wi", "x*", "a/b")
anything = st.text(st.characters())
mixed = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join)
lines = anything | mixed | st.builds("{} {}".format, st.sampled_from(list(LETTERS)), mixed | anything)
words = st.sampled_from((*PIECES, "by", "P10", "Lx", "a@b", "C#", "it!", "C:\\temp", "\\\\share", "check", "from"))
texts = st.lists(words | st.text(max_size=6), min_size=1, max_size=10).flatmap(
    lambda parts: st.sampled_from([" ", "  ", "\u00a0"]).map(lambda gap: gap.join(parts))
)
TOKENS = {
    "a": r"@\S|~\S|#\S|by:|check:|P[0-9](?!\S)|L[0-9]+(?!\S)",
    "t": r"~\S|from:|(?:!|\*|!\*|\*!)(?!\S)",
    "w": r"#\S|from:|(?:\+|!)(?!\S)",
    "f": r"!(?!\S)",
}
ALIKE = {"i": "a", "o": "f"}


@given(lines, st.sampled_from(ROOMS), st.dates(), st.sampled_from([None, "1.2", "gone", "L1"]))
@example("a x by:29 feb", ROOM, date.max, None)
@example("t +9999999 23:59 x", ROOM, date.max, None)
@example("a " + "by:x " * 799, ROOM, TODAY, None)
@settings(deadline=None)
def test_any_line_is_read_and_its_edit_applies(line: str, room: Review, today: date, why: str | None):
    place = Place(today, why, "item-whys")
    reading = read_line(line, room, place)
    assert reading.said == clean_text(reading.said)
    assert "\n" not in f"{reading.said}{reading.problem}"
    if reading.edit is None:
        assert reading.part is None
        assert clean_text(line) in {"", *LETTERS}
        assert bool(reading.problem) == bool(clean_text(line))
        return
    after = reading.edit.apply(room)
    assert reading.part is not None
    assert after.has(reading.part)
    assert read_edit(reading.edit.model_dump_json()).apply(room) == after
    if reading.problem:
        assert reading.problem == f"{after.find(reading.part).model_dump()['reason']}; kept as a note."
    again = read_line(line, room, place)
    assert (again.said, again.problem, again.unknown) == (reading.said, reading.problem, reading.unknown)


def _kept(text: str) -> str:
    return clean_text(text).replace("\n", " ")


def _escaped(letter: str, text: str) -> str:
    tokens = TOKENS.get(ALIKE.get(letter, letter))
    return re.sub(rf"(?<!\S)(?=\\*(?:{tokens}))", r"\\", text) if tokens else text


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(cast(dict[str, Any], value).values())
    if isinstance(value, list | tuple):
        return [said for one in cast(list[Any], value) for said in _strings(one)]
    return [str(value)]


@given(st.sampled_from(list(LETTERS)), texts)
@example("a", HOSTILE)
@example("l", HOSTILE)
@example("a", r"\@here \\#1 ! \! by: fri check:  P1")
def test_text_with_its_tokens_escaped_comes_back_as_it_was(letter: str, text: str):
    text = _kept(text)
    assume(text)
    before = {"t": "23:27 ", "f": "people: ", "o": "testing: "}.get(letter, "")
    part = captured(f"{letter} {before}{_escaped(letter, text)}").part
    if letter == "w":
        assert part.question + part.text == re.sub(r"^([^?]*\?[?!]*)\s+", r"\1", text)
    else:
        assert part.text == text


@given(
    st.sampled_from([f"{letter} " for letter in LETTERS] + ["t 23:27 ", "f people: ", "o testing: ", "w #1.2 ", "x "]),
    st.lists(st.sampled_from(PLAIN) | st.sampled_from(PIECES), min_size=1, max_size=12),
)
@settings(deadline=None)
def test_nothing_typed_is_lost(start: str, typed: list[str]):
    assume(any(word in PLAIN for word in typed))
    reading = read(start + " ".join(typed))
    assert reading.edit is not None
    kept = "\n".join(_strings(reading.edit.model_dump()))
    assert [word for word in typed if word in PLAIN and word not in kept] == []
    assert [token for token in reading.unknown if token not in kept] == []
