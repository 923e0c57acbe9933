import pytest

from pmfacil.review.edit import Add
from pmfacil.review.review import Review
from pmfacil.review.whys import Why

from .samples import MADE, ROOM, begun, captured, noted, why

EMPTY = begun(None)


@pytest.mark.parametrize(
    ("typed", "question", "answer"),
    [
        ("Why was the site down? The primary's data was gone", "Why was the site down?", "The primary's data was gone"),
        ("Why was the site down?", "Why was the site down?", ""),
        ("The primary's data was gone", "", "The primary's data was gone"),
        ("Why? Who knows? Nobody", "Why?", "Who knows? Nobody"),
        ("Why?! It was gone", "Why?!", "It was gone"),
        ("Why?It was gone", "Why?", "It was gone"),
    ],
)
def test_a_why_is_a_question_up_to_the_first_question_mark_and_then_its_answer(typed: str, question: str, answer: str):
    part = captured(f"w {typed}").part
    assert (part.question, part.text) == (question, answer)


@pytest.mark.parametrize(
    ("typed", "selected", "number", "said"),
    [
        ("It was gone", "1.2", "1.3", "why 1.3 under 1.2"),
        ("It was gone", "1.1", "1.1b", "why 1.1b under 1.1"),
        ("It was gone", "1.1a", "1.1a.1", "why 1.1a.1 under 1.1a"),
        ("#1.2 It was gone", "2.1", "1.3", "why 1.3 under 1.2"),
        ("#1.1A It was gone", "2.1", "1.1a.1", "why 1.1a.1 under 1.1a"),
        ("#1.2 It was gone", None, "1.3", "why 1.3 under 1.2"),
        ("+ It was gone", "1.2", "3", "chain 3"),
        ("It was gone", None, "2.2", "why 2.2 under 2.1"),
        ("It was gone", "pruned", "2.2", "why 2.2 under 2.1"),
        ("It was gone", "L1", "2.2", "why 2.2 under 2.1"),
    ],
)
def test_a_why_goes_under_the_named_the_selected_or_the_last_one(
    typed: str, selected: str | None, number: str, said: str
):
    found = captured(f"w {typed}", why=selected)
    assert (found.part.number, found.part.text) == (number, "It was gone")
    assert found.reading.said == said


def test_the_last_why_is_the_one_made_last_wherever_it_stands():
    room = ROOM.put(Why(id="late", made=MADE.replace(hour=11), order=0.5, text="late", parent="1", number="1.1b"))
    assert captured("w It was gone", room).part.parent == "late"


@pytest.mark.parametrize("line", ["w It was gone", "w + It was gone"])
def test_the_first_why_begins_chain_1(line: str):
    found = captured(line, EMPTY)
    assert (found.part.number, found.part.parent, found.reading.said) == ("1", None, "chain 1")


@pytest.mark.parametrize(
    ("line", "said"), [("w It was !", "why 2.2 under 2.1 · factor"), ("w ! It was", "why 2.2 under 2.1")]
)
def test_an_exclamation_mark_at_the_end_makes_it_a_contributing_factor(line: str, said: str):
    found = captured(line)
    assert found.part.factor == said.endswith("factor")
    assert found.reading.said == said


def test_a_factor_may_stand_behind_a_question_alone():
    part = captured("w Why did it last? !").part
    assert (part.question, part.text, part.factor) == ("Why did it last?", "", True)


def test_what_follows_from_is_its_evidence():
    found = captured('w #1.2 Why? from:"query log" It was gone !')
    assert (found.part.question, found.part.text, found.part.evidence) == ("Why?", "It was gone", "query log")
    assert found.reading.said == "why 1.3 under 1.2 · factor · evidence query log · the words: “Why? It was gone”"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("it was #1.2 of + many", "it was #1.2 of + many"),
        (r"\#1.2 was closed", "#1.2 was closed"),
        (r"\+ more", "+ more"),
        (r"it was from \from:here \!", "it was from from:here !"),
        ("@kim P1 ~detect by:fri check: it", "@kim P1 ~detect by:fri check: it"),
        ("+1 for the replica", "+1 for the replica"),
    ],
)
def test_a_number_counts_only_first_and_other_letters_tokens_are_words(typed: str, text: str):
    found = captured(f"w {typed}")
    assert (found.part.text, found.part.parent) == (text, "2.1")


@pytest.mark.parametrize("room", [ROOM, EMPTY])
def test_a_why_under_an_unknown_number_becomes_a_note(room: Review):
    assert noted("w #9.9 It was gone", room) == "There is no why “9.9”"
    assert noted("w #monitoring It was gone", room) == "There is no why “monitoring”"


@pytest.mark.parametrize("line", ["w #1.2", "w +", "w !", "w from:chat"])
def test_tokens_alone_become_a_note(line: str):
    assert noted(line) == "Tokens alone make no why: say a question, an answer, or both"


def test_an_answer_goes_on_below_a_deep_chain():
    room, above = EMPTY, None
    for depth in range(40):
        part = why(f"w{depth}", above)
        room, above = Add(part=part).apply(room), part.id
    assert captured("w It was gone", room, "w39").reading.said == "why 1.40 under 1.39"
