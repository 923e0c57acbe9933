from datetime import date

import pytest

from pmfacil.review.actions import Action, Progress
from pmfacil.review.due import SetDue
from pmfacil.review.edit import Change, SetProgress
from pmfacil.review.history import History

from .samples import after, at, refusal, worked

LATER = date(2026, 12, 18)


def test_a_date_moves_with_its_reason_and_the_one_before_is_kept():
    edit = SetDue(id="a2", due=LATER, note="the vendor ships later", at=at(60))
    action = after(worked(), SetProgress(id="a2", status=Progress.IN_PROGRESS, at=at(50)), edit).get(Action, "a2")
    assert action.due == LATER
    assert action.status == Progress.IN_PROGRESS
    step = action.history[-1]
    assert (step.was, step.due, step.note, step.at) == (date(2026, 12, 4), LATER, "the vendor ships later", at(60))


def test_without_a_reason_an_agreed_date_stays():
    edit = SetDue(id="a2", due=LATER, note=" \x07 ", at=at(60))
    assert refusal(worked(), edit) == "A1 moves to another date only with a reason; nothing was changed."


def test_a_first_date_needs_no_reason():
    review = after(worked(), Change(id="a2", changes={"due": None}), SetDue(id="a2", due=LATER, at=at(60)))
    assert review.get(Action, "a2").due == LATER


def test_the_same_date_again_and_the_date_of_an_idea_are_refused():
    same = SetDue(id="a2", due=date(2026, 12, 4), note="so")
    assert refusal(worked(), same) == "A1 is due on 2026-12-04 already; nothing was changed."
    idea = SetDue(id="a1", due=LATER, note="so")
    assert refusal(worked(), idea) == "An idea has no agreed date; commit to it first."


def test_a_day_that_has_passed_where_the_review_is_at_home_is_refused():
    before = SetDue(id="a2", due=date(2026, 11, 19), note="so", at=at(60))
    assert refusal(worked(), before) == (
        "2026-11-19 has passed, and a new date is today or later; nothing was changed."
    )
    today = SetDue(id="a2", due=date(2026, 11, 20), note="so", at=at(60))
    assert after(worked(), today).get(Action, "a2").due == date(2026, 11, 20)


@pytest.mark.parametrize("status", [Progress.DONE, Progress.VERIFIED, Progress.DROPPED])
def test_what_is_closed_gets_no_other_date(status: Progress):
    closed = after(worked(), SetProgress(id="a2", status=status, at=at(50)))
    edit = SetDue(id="a2", due=LATER, note="so", at=at(60))
    assert refusal(closed, edit) == f"A1 is {status} and needs no other date; nothing was changed."


def test_undo_puts_the_date_back_with_its_history():
    old, edit = worked(), SetDue(id="a2", due=LATER, note="so", at=at(60))
    new = edit.apply(old)
    _, back = History().after(edit, old, new).undo(new)
    assert back.apply(new).get(Action, "a2") == old.get(Action, "a2")
    assert edit.label(old) == "A1 due 18 Dec: Alert at 75 % pool use"
    next_year = SetDue(id="a2", due=date(2027, 1, 8), note="so", at=at(60))
    assert next_year.label(old) == "A1 due 8 Jan 2027: Alert at 75 % pool use"
