"""What a meeting would leave open, and what a commitment still lacks."""

from datetime import UTC, date, datetime

import pytest

from pmfacil.coach.loose_ends import LooseEnd, loose_ends, missing
from pmfacil.review.actions import Action, ActionType, Priority, Progress
from pmfacil.review.agenda import Board
from pmfacil.review.edit import Add, Change, Edit, LinkParts, Promote, SetProgress
from pmfacil.review.fishbone import Cause
from pmfacil.review.impact import Measure
from pmfacil.review.layers import Hole
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import FollowUp
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Leaf, Why

AT = datetime(2026, 11, 18, 9, 2, tzinfo=UTC)
DUE = date(2026, 12, 2)
WHOLE = Action(
    id="a1",
    text="Alert at 75 % pool use",
    number=0,
    owner="Dana",
    agreed=True,
    due=DUE,
    type=ActionType.DETECT,
    priority=Priority.P1,
    check="fires in a drill",
)


def after(review: Review, *edits: Edit | Part) -> list[str]:
    """What is open once these were done and added."""
    for edit in edits:
        review = (Add(part=edit) if isinstance(edit, Part) else edit).apply(review)
    return [end.text for end in loose_ends(review)]


def test_a_new_review_leaves_everything_open_in_the_order_of_the_agenda(new: Review) -> None:
    ends = loose_ends(new)
    places = [list(Board).index(end.board) for end in ends]
    assert places == sorted(places)
    assert LooseEnd("The timeline is empty.", Board.TIMELINE) in ends
    assert LooseEnd("Nobody has committed to an action.", Board.ACTIONS) in ends
    assert all(end.text.endswith(".") for end in ends)
    assert len(ends) == 10


@pytest.mark.parametrize(
    ("edit", "closed"),
    [
        (Change(id="incident", changes={"summary": "Checkout was down."}), "The summary is not written."),
        (Change(id="incident", changes={"end": AT}), "Nothing says when customers were served again."),
        (Change(id="pulse", changes={"present": 8}), "How the meeting was for people is not counted."),
        (Measure(text="checkouts lost"), "No number says how much customers were hit."),
        (Event(at=AT, text="Release 41 goes out"), "The timeline is empty."),
        (Why(text="The pool was exhausted"), "Nobody has asked why yet."),
        (Cause(text="No load step", category="category-process"), "The fishbone is empty."),
        (Lesson(text="Pools need an alert"), "No lesson is written down."),
        (WHOLE, "Nobody has committed to an action."),
        (FollowUp(text="Look at the actions", on=DUE), "No date is set to look at the actions again."),
    ],
)
def test_writing_it_down_closes_a_loose_end_and_no_other(new: Review, edit: Edit | Part, closed: str) -> None:
    before, now = after(new), after(new, edit)
    assert closed in before
    assert [end for end in before if end not in now] == [closed]


def test_a_lesson_needs_an_action_that_somebody_committed_to(new: Review) -> None:
    lesson, idea = Lesson(id="l1", text="Pools need an alert"), WHOLE.changed(number=None)
    linked = (lesson, idea, LinkParts(source="a1", target="l1"))
    assert "No action for L1." in after(new, *linked)
    assert "1 idea waits in the basket." in after(new, *linked)
    committed = after(new, *linked, Promote(id="a1"))
    assert "No action for L1." not in committed
    assert not [end for end in committed if "idea" in end]


def test_the_direction_of_a_link_makes_no_difference(new: Review) -> None:
    linked = (Lesson(id="l1", text="Pools need an alert"), WHOLE, LinkParts(source="l1", target="a1"))
    assert "No action for L1." not in after(new, *linked)


def test_a_hole_is_closed_by_an_action_or_by_accepting_it(new: Review) -> None:
    hole = Hole(id="h1", text="No load step", layer="layer-testing")
    other = Hole(id="h2", text="No canary", layer="layer-testing")
    assert "1 hole has no action and no acceptance." in after(new, hole)
    assert "2 holes have no action and no acceptance." in after(new, hole, other)
    accepted = Change(id="h1", changes={"accepted": "it is switched off next month"})
    acted = (WHOLE, LinkParts(source="h2", target="a1"))
    assert not [end for end in after(new, hole, other, accepted, *acted) if "hole" in end]


def test_a_branch_to_keep_asking_at_is_open_until_something_is_below_it(new: Review) -> None:
    why = Why(id="w1", text="The pool was exhausted", leaf=Leaf.KEEP_ASKING)
    assert "Keep asking at 1." in after(new, why)
    assert not [end for end in after(new, why, Why(text="Ten times the queries", parent="w1")) if "Keep" in end]


def test_a_whole_commitment_lacks_nothing() -> None:
    assert missing(WHOLE) == []


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({"owner": ""}, ["no owner"]),
        ({"agreed": False}, ["owner has not agreed"]),
        ({"owner": "", "agreed": False}, ["no owner"]),
        ({"due": None}, ["no date"]),
        ({"type": None}, ["no type"]),
        ({"priority": None}, ["no priority"]),
        ({"check": ""}, ["no check"]),
    ],
)
def test_what_a_commitment_lacks_is_named_and_nothing_else(fields: dict[str, object], lacks: list[str]) -> None:
    assert missing(WHOLE.changed(**fields)) == lacks


def test_a_commitment_that_lacks_something_is_a_loose_end_until_it_is_closed(new: Review) -> None:
    bare = WHOLE.changed(check="")
    assert "Something is missing in A1." in after(new, bare)
    dropped = SetProgress(id="a1", status=Progress.DROPPED, at=AT)
    assert "Something is missing in A1." not in after(new, bare, dropped)
