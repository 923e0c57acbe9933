from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.capture.complete import complete, word_start
from pmfacil.capture.reading import Place
from pmfacil.review.edit import Add
from pmfacil.review.layers import Layer
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.text import clean_text

from .samples import ROOM, TODAY, captured


def offered(line: str, review: Review = ROOM, why: str | None = None) -> list[str]:
    """What tab offers at the end of a line."""
    return complete(line, len(line), review, Place(TODAY, why))


def test_an_empty_line_offers_the_letters():
    assert offered("") == list("ailtwfogbydnk")
    assert offered("  ") == list("ailtwfogbydnk")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a", []),
        ("x @", []),
        ("hello @", []),
        ("a Fix it", []),
        ("a Fix it ", []),
        ("a Fix @", ["@Dana", "@sam-lee", "@sam-poe", "@Kim", "@Zoë"]),
        ("a Fix @DA", ["@Dana"]),
        ("a Fix @smi", ["@Dana"]),
        ("a Fix @sam-p", ["@sam-poe"]),
        ('a Fix @"Da', ["@Dana"]),
        ("a Fix @zo", ["@Zoë"]),
        ("a Fix @x", []),
        ("t 23:27 told @", []),
        ("i Fix #1", ["#1.1", "#1.1a", "#1.2"]),
        ("i Fix #1.1", ["#1.1a"]),
        ("i Fix #m", ["#monitoring"]),
        ("w #2", ["#2.1"]),
        ("w was #2", []),
        ("w #m", []),
        ("a Fix L", ["L1", "L2"]),
        ("a Fix P", ["P0", "P1", "P2", "P3"]),
        ("a Fix p1", ["P1"]),
        ("a Fix ~", ["~prevent", "~detect", "~mitigate", "~process"]),
        ("t 23:27 rm ~de", ["~detection", "~decision"]),
        ("a Fix by", ["by:today", "by:tomorrow", "by:fri", "by:next mon", "by:1w", "by:2w", "by:4w", "by:eom"]),
        ("a Fix by:t", ["by:today", "by:tomorrow"]),
        ("a Fix ch", ["check:"]),
        ("t 23:27 rm fr", ["from:"]),
        ("w It was fr", ["from:"]),
        ("f ", ["people:", "process:", "technology:", "environment:"]),
        ("f P", ["people:", "process:"]),
        ("f people: p", []),
        ("o ", ["code-review", "testing", "deployment-safeguards", "monitoring", "incident-response"]),
        ("o testing ", ["held", "missing", "n/a"]),
        ("o testing m", ["missing"]),
        ("o testing: m", []),
        ("n @", []),
        ("l L", []),
    ],
)
def test_tab_offers_what_fits_the_word_before_the_cursor(line: str, words: list[str]):
    assert sorted(offered(line)) == sorted(words)


def test_the_selected_why_comes_first():
    assert offered("a Fix #", why="2.1")[:3] == ["#2.1", "#1", "#1.1"]


def test_only_the_word_before_the_cursor_counts():
    line = "a Ask @da about it"
    assert word_start(line, 9) == 6
    assert complete(line, 9, ROOM, Place(TODAY)) == ["@Dana"]
    assert complete(line, 8, ROOM, Place(TODAY)) == ["@Dana"]
    assert (
        complete(line, 999, ROOM, Place(TODAY)) == complete(line, -1, ROOM, Place(TODAY)) or word_start(line, -1) == 0
    )


@pytest.mark.parametrize("line", ["a Fix @", "a Fix #", "a Fix L", "a Fix P", "a Fix ~", "a Fix by:"])
def test_whatever_is_offered_is_known(line: str):
    for word in offered(line):
        found = captured(f"{line[:6]}{word}")
        assert found.reading.unknown == ()
        assert found.part.text == "Fix"


@given(
    st.lists(
        st.text(st.characters(codec="utf-8"))
        | st.sampled_from(["Sam", "🔥", "🔥 🚀", "🔥 x", "Sam Lee", "sam-lee", 'a"b c']),
        max_size=5,
    )
)
def test_an_offered_name_is_read_as_the_person_it_stands_for(names: list[str]):
    room = ROOM
    for name in filter(clean_text, names):
        room = Add(part=Person(name=name)).apply(room)
    for word in offered("a Fix @", room):
        found = captured(f"a Fix {word}", room)
        assert found.part.owner in {person.name for person in room.people}
        assert (found.part.text, found.after.people) == ("Fix", room.people)


def test_a_name_without_letters_offers_nothing():
    room = Add(part=Layer(text="🔥", made=datetime(2026, 11, 20, tzinfo=UTC))).apply(ROOM)
    assert "" not in offered("o ", room)
    assert "#" not in offered("a Fix #", room)


@given(st.text(st.characters(exclude_categories=())), st.integers(-5, 40))
def test_any_line_and_any_cursor_give_words(line: str, cursor: int):
    start = word_start(line, cursor)
    assert 0 <= start <= max(0, min(cursor, len(line)))
    assert not any(sign.isspace() for sign in line[start : max(cursor, 0)])
    assert all(complete(line, cursor, ROOM, Place(TODAY)))
