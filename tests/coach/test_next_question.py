"""The one question for each board, which changes with what is there."""

from datetime import UTC, datetime

import pytest

from pmfacil.coach.findings.finding import Context
from pmfacil.coach.next_question import next_question
from pmfacil.review.actions import Action
from pmfacil.review.agenda import Board
from pmfacil.review.communication import Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.edit import Add, Change, Edit
from pmfacil.review.fishbone import Cause
from pmfacil.review.layers import Hole
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Leaf, Why

AT = datetime(2026, 11, 18, 9, 2, tzinfo=UTC)
HUMAN = "What made this step easy to take, and hard to see or take back?"


def asked(review: Review, board: Board, *what: Part | Edit) -> str:
    """The question for a board after these were added and done."""
    for one in what:
        review = (Add(part=one) if isinstance(one, Part) else one).apply(review)
    return next_question(review, board, Context())


def why(id: str, text: str = "", parent: str | None = None, leaf: Leaf = Leaf.OPEN, question: str = "") -> Why:
    return Why(id=id, text=text, parent=parent, leaf=leaf, question=question)


CHAIN = (why("a", "It failed"), why("b", "No connection", "a"))
DONE = why("c", "No limit on queries", "b", Leaf.ACTIONABLE)
OTHERS = (*(why(f"d{n}", f"No alert {n}", f"d{n - 1}" if n else None, Leaf.ACTIONABLE) for n in range(3)),)
LASTING = (*(why(f"m{n}", f"Slow copy {n * 7}", f"m{n - 1}" if n else None, Leaf.ACTIONABLE) for n in range(3)),)


@pytest.mark.parametrize(
    ("whys", "question"),
    [
        ((), "What did customers meet, and what made that possible?"),
        ((CHAIN[0],), "What made 1 possible?"),
        (CHAIN, "What made 1.1 possible?"),
        ((*CHAIN, why("q", question="Why was no limit set?", parent="b")), "Why was no limit set?"),
        ((*CHAIN, why("h", "Human error", "b")), HUMAN),
        (
            (*CHAIN, DONE, why("k", "Nobody knew", "a", Leaf.KEEP_ASKING)),
            "What made 1a possible, and who could tell us more?",
        ),
        ((*CHAIN, why("o", "No limit on queries", "b")), "Is 1.2 something we can change, or shall we keep asking?"),
        ((*CHAIN, DONE), "Why did we learn of it when we did, and not earlier?"),
        ((*CHAIN, DONE, *OTHERS), "Once we knew, what made it take so long to end?"),
        ((*CHAIN, DONE, *OTHERS, *LASTING), "What else had to be true that day for this to happen?"),
    ],
)
def test_the_whys_ask_where_they_stop(new: Review, whys: tuple[Why, ...], question: str) -> None:
    assert asked(new, Board.WHYS, *whys) == question


def test_the_timeline_asks_for_its_beginning_its_gaps_and_its_moments(new: Review) -> None:
    trigger = Event(at=AT, text="Release 41 goes out", kind=EventKind.TRIGGER)
    page = Event(at=AT.replace(minute=30), text="The pager goes off", kind=EventKind.DETECTION)
    assert asked(new, Board.TIMELINE) == "What is the first thing that anybody saw, and when?"
    assert asked(new, Board.TIMELINE, page) == "What changed before that: a release, a setting, traffic, a job?"
    assert asked(new, Board.TIMELINE, trigger, page) == "What was going on between 09:02 and 09:30?"
    explained = page.changed(gap_note="Nobody looked")
    assert asked(new, Board.TIMELINE, trigger, explained).startswith("Which of these moments was the acknowledgement")


def test_the_fishbone_asks_for_empty_ribs_then_for_what_lies_behind(new: Review) -> None:
    assert asked(new, Board.FISHBONE) == "What did people have to know, or do at the same time, for this to go well?"
    ribs = [Cause(id=rib.id[9:], text=f"{rib.text} cause", category=rib.id) for rib in new.categories]
    assert asked(new, Board.FISHBONE, *ribs[:1]) == "Which step did our way of working ask for, or leave out?"
    assert asked(new, Board.FISHBONE, *ribs) == "What lies behind “People cause”?"
    below = [Cause(text="below", category=rib.category, parent=rib.id) for rib in ribs]
    assert asked(new, Board.FISHBONE, *ribs, *below).startswith("Which of these would still be there tomorrow")


def test_the_layers_ask_what_each_did_then_for_holes(new: Review) -> None:
    assert asked(new, Board.LAYERS) == "Did Code review hold, let it through, or play no part?"
    held = [Change(id=layer.id, changes={"state": "held"}) for layer in new.layers]
    assert asked(new, Board.LAYERS, *held) == "Which layer could have stopped it one step earlier?"
    hole = Hole(text="No load step", layer="layer-testing")
    assert asked(new, Board.LAYERS, *held, hole) == "What would close the hole in Testing, or why do we live with it?"
    unnamed = Change(id="layer-testing", changes={"state": "hole"})
    assert asked(new, Board.LAYERS, *held, unnamed) == "What did Testing let through?"


def test_the_response_asks_for_halves_decisions_words_and_other_days(new: Review) -> None:
    assert asked(new, Board.RESPONSE) == "How could we have cut detection in half?"
    said = {"happened": "An alert", "helped": "A page", "halved": "A page on orders"}
    halved = [Change(id=phase.id, changes=said) for phase in new.phases]
    assert asked(new, Board.RESPONSE, *halved).startswith("At which moment did we have to choose")
    decision = Decision(text="Roll back?", known="errors", options="two", sense="quick")
    assert asked(new, Board.RESPONSE, *halved, decision) == ("“Roll back?”: what would have made the choice easier?")
    whole = (*halved, decision.changed(helped="a dry run"))
    assert asked(new, Board.RESPONSE, *whole) == "Who told whom, and what did not arrive?"
    other_day = (Told(text="Down"), WhatIf(text="at peak hour"))
    assert asked(new, Board.RESPONSE, *whole, *other_day) == "“at peak hour”: what would have happened then?"


def test_lessons_ask_for_all_three_sides_first(new: Review) -> None:
    assert asked(new, Board.LESSONS) == "What went well, and what made it go well?"
    sides = [Reflection(text="So it was", side=side) for side in Side]
    assert asked(new, Board.LESSONS, *sides) == "What would we tell another team over lunch?"
    lesson = Lesson(text="A limit that nobody watches is found by customers")
    assert asked(new, Board.LESSONS, *sides, lesson) == "What will be different because of L1?"


def test_actions_ask_for_an_owner_first(new: Review) -> None:
    assert asked(new, Board.ACTIONS) == "What will we do first?"
    assert asked(new, Board.ACTIONS, Action(text="An idea")).startswith("Which of these ideas")
    bare = Action(text="Alert at 75 %", number=0)
    assert asked(new, Board.ACTIONS, bare) == "Who would like to see A1 through?"
    assert asked(new, Board.ACTIONS, bare.changed(owner="Dana")) == "By when can A1 be done?"


def test_the_first_board_asks_who_is_there(new: Review) -> None:
    assert asked(new, Board.OPEN) == "Who is here, and in which role?"
    writer = Person(name="Joel", role="note-taker")
    assert asked(new, Board.OPEN, Person(name="Dana", role="responder")).startswith("Who writes down")
    assert asked(new, Board.OPEN, writer).endswith("speak openly today?")


@pytest.mark.parametrize("board", list(Board))
def test_there_is_always_one_sayable_question_without_a_name(new: Review, sample: Review, board: Board) -> None:
    for review in (new, sample, Review.blank()):
        question = next_question(review, board, Context())
        assert question.endswith("?")
        assert len(question.split()) <= 25
        assert not [person.name for person in review.people if person.name in question]
