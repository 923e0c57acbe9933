import pytest

from pmfacil.review.text import LINE_LIMIT

from .samples import HOSTILE, ROOM, captured, noted, read


@pytest.mark.parametrize(
    ("letter", "table", "said", "fields"),
    [
        ("l", "lessons", "lesson L3", {"number": 3}),
        ("g", "reflections", "went well", {"side": "well"}),
        ("b", "reflections", "could be better", {"side": "better"}),
        ("y", "reflections", "lucky", {"side": "lucky"}),
        ("d", "decisions", "decision point", {}),
        ("n", "notes", "note", {"item": "item-whys", "reason": ""}),
        ("k", "parked", "parking lot", {}),
    ],
)
def test_the_rest_of_the_line_is_kept_as_it_is(letter: str, table: str, said: str, fields: dict[str, object]):
    text = r"Backups  that @nobody P1 ~detect by:fri #1.2 \#1.2 L1 ! * restores: are hopes?"
    found = captured(f"{letter} {text}")
    assert (found.part.table, found.part.text, found.reading.said) == (table, text, said)
    assert {name: getattr(found.part, name) for name in fields} == fields
    assert found.reading.unknown == ()


def test_a_note_of_an_item_that_is_gone_belongs_to_none():
    reading = read("n Ask support", item="gone")
    assert reading.edit is not None
    assert reading.edit.apply(ROOM).notes[-1].item is None


@pytest.mark.parametrize("line", ["", " ", "\t\n", "\x00\x1b\x07", "\u200b\u202e \u2066"])
def test_an_empty_line_is_nothing_and_no_problem(line: str):
    reading = read(line)
    assert (reading.edit, reading.said, reading.problem, reading.part) == (None, "", None, None)


@pytest.mark.parametrize("letter", "ailtwfogbydnk")
def test_a_letter_alone_keeps_nothing_and_says_so(letter: str):
    for line in (letter, f" {letter}  ", f"{letter}\t\u200b"):
        reading = read(line)
        assert reading.edit is None
        assert reading.said
        assert reading.problem is not None
        assert reading.problem.startswith(f"There is nothing to keep yet: type on, as in “{letter} ")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("hello room", "“hello” is not a letter of the capture line"),
        ("x marks it", "“x” is not a letter of the capture line"),
        ("a: Alert", "“a:” is not a letter of the capture line"),
        ("A Alert", "“A” is not a letter of the capture line, whose letters are lower-case"),
        (r"\a Alert", r"“\a” is not a letter of the capture line"),
        ("🙂", "“🙂” is not a letter of the capture line"),
        ("z" * 50, f"“{'z' * 19}…” is not a letter of the capture line"),
    ],
)
def test_a_line_without_a_known_letter_becomes_a_note(line: str, reason: str):
    assert noted(line) == reason


@pytest.mark.parametrize("letter", "ailtwfogbydk")
def test_a_line_that_is_too_long_becomes_a_note(letter: str):
    line = f"{letter} {'x' * (LINE_LIMIT - 1)}"
    assert noted(line) == f"It has {LINE_LIMIT + 1:,} characters and {LINE_LIMIT:,} is the most for anything but a note"


def test_a_line_just_short_enough_is_what_it_asks_for():
    assert len(captured(f"l {'x' * (LINE_LIMIT - 2)}").part.text) == LINE_LIMIT - 2


def test_a_note_may_be_as_long_as_it_likes():
    text = "long " * 1_000_000 + "end"
    assert captured(f"n {text}").part.text == text


def test_foreign_text_is_cleaned_and_kept():
    assert captured(f"l {HOSTILE}").part.text == "[/] ]52;c;eA==2Jdlrow 🙂"


def test_line_breaks_become_spaces():
    assert captured("n first\r\nsecond\u2028third").part.text == "first second third"
