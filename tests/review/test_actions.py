from datetime import date

import pytest

from pmfacil.review.actions import Action, Priority, Progress
from pmfacil.review.edit import Add, Change, Promote, Remove

from .samples import after, begun


def test_an_idea_has_no_number_and_a_commitment_has_one():
    review = after(begun(), Add(part=Action(id="i", text="x")), Add(part=Action(id="c", text="y", number=0)))
    assert [review.get(Action, id).label() for id in "ic"] == ["idea", "A1"]
    assert review.used == {"A1"}


def test_a_number_that_is_asked_for_is_not_given():
    assert Add(part=Action(id="c", text="y", number=7)).apply(begun()).get(Action, "c").number == 1


def test_commitments_count_on_and_never_return():
    ideas = (Add(part=Action(id=id, text=id)) for id in "abcd")
    review = after(begun(), *ideas, Promote(id="b"), Promote(id="a"), Remove(id="a"), Promote(id="d"), Promote(id="c"))
    assert [(action.id, action.label()) for action in review.commitments()] == [("b", "A1"), ("d", "A3"), ("c", "A4")]


@pytest.mark.parametrize(
    ("status", "closed"),
    [
        (Progress.OPEN, False),
        (Progress.IN_PROGRESS, False),
        (Progress.DONE, True),
        (Progress.VERIFIED, True),
        (Progress.DROPPED, True),
    ],
)
def test_done_verified_and_dropped_are_closed(status: Progress, closed: bool):
    assert Action(text="x", status=status).closed() is closed


def test_an_action_holds_what_a_commitment_needs():
    fields = {
        "owner": "Dana",
        "agreed": True,
        "due": "2026-12-04",
        "type": "detect",
        "priority": "P1",
        "effort": "a day",
    }
    more = {
        "effect": "half the time to detect",
        "check": "fires in a drill",
        "success": "no late page",
        "ticket": "OPS-7",
    }
    review = after(begun(), Add(part=Action(id="a", text="x", number=0)), Change(id="a", changes=fields | more))
    action = review.get(Action, "a")
    assert (action.due, action.priority) == (date(2026, 12, 4), Priority.P1)
    assert action.model_dump(mode="json", include={*fields, *more}) == fields | more
