from datetime import date, timedelta

import pytest

from pmfacil.review.actions import Action, Priority, Progress
from pmfacil.review.agenda import FOLLOW_UP, planned_minutes
from pmfacil.review.clock import GoTo, Pause, Start
from pmfacil.review.edit import Add, SetProgress, SetStatus
from pmfacil.review.follow_up import BeginFollowUp, follow_up_due, in_follow_up, may_close, walk
from pmfacil.review.history import History
from pmfacil.review.incident import Status
from pmfacil.review.notes import FollowUp, Note
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables, to_tables

from .samples import after, at, begun, refusal

WEEKS = 60 * 24 * 7
"""Minutes."""
ACTION = Action(id="a1", text="Alert at 75 %", number=0, priority=Priority.P1, due=date(2026, 12, 4))


def held() -> Review:
    """A review whose meeting took eight minutes."""
    edits = (Add(part=ACTION), Start(at=at(0)), GoTo(item="item-overview", at=at(5)), Pause(at=at(8)))
    return after(begun(), *edits)


def test_what_the_first_meeting_took_stays_on_record():
    review = after(held(), BeginFollowUp(at=at(2 * WEEKS)))
    (first,) = review.meetings
    assert (first.format, first.began, first.reserve, len(first.items)) == ("deep", at(0), 10, 9)
    assert [(item.id, item.text, item.planned, item.spent) for item in first.items[:2]] == [
        ("item-open", "Open", 5, 300),
        ("item-overview", "Overview", 6, 180),
    ]


def test_the_follow_up_is_short_and_its_clock_is_its_own():
    review = after(held(), BeginFollowUp(at=at(2 * WEEKS)))
    assert [item.text for item in review.agenda] == ["Open", "Open actions", "Verify fixes", "Close"]
    assert 20 <= planned_minutes(review) + review.plan.reserve <= 25
    assert (review.run.began, review.run.spent, review.plan.format) == (None, {}, FOLLOW_UP)
    review = after(review, Start(at=at(2 * WEEKS + 1)))
    assert review.run.must_end == at(2 * WEEKS + 1) + timedelta(minutes=planned_minutes(review))
    assert len(review.meetings) == 1


def test_the_four_week_follow_up_follows_the_one_at_two_weeks():
    edits = (BeginFollowUp(at=at(2 * WEEKS)), Start(at=at(2 * WEEKS)), Pause(at=at(2 * WEEKS + 3)))
    review = after(held(), *edits, BeginFollowUp(at=at(4 * WEEKS)))
    assert [meeting.format for meeting in review.meetings] == ["deep", FOLLOW_UP]
    assert sum(item.spent for item in review.meetings[1].items) == 180
    ids = [item.id for item in (*review.agenda, *(item for meeting in review.meetings for item in meeting.items))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("ended", "seconds"), [(at(30), 1500), (None, 85 * 60 - 300), (at(5 * WEEKS), 2 * WEEKS * 60 - 300)]
)
def test_a_clock_that_nobody_stopped_counts_up_to_where_the_meeting_was_last_seen(ended: object, seconds: float):
    running = after(begun(), Add(part=ACTION), Start(at=at(0)), GoTo(item="item-overview", at=at(5)))
    review = BeginFollowUp.model_validate({"at": at(2 * WEEKS), "ended": ended}).apply(running)
    assert review.meetings[0].items[1].spent == seconds


def test_before_any_meeting_was_held_it_is_refused():
    never = "No meeting was held yet, and a follow-up comes on a later day; nothing was changed."
    assert refusal(after(begun(), Add(part=ACTION)), BeginFollowUp(at=at(2 * WEEKS))) == never


def test_it_is_refused_without_actions_and_twice_and_on_the_day_of_the_meeting():
    follow_up = BeginFollowUp(at=at(2 * WEEKS))
    assert refusal(begun(), follow_up) == "There is no agreed action to follow up; nothing was changed."
    today = "This meeting began today and a follow-up comes on a later day; nothing was changed."
    assert refusal(held(), BeginFollowUp(at=at(60))) == today
    planned = follow_up.apply(held())
    assert refusal(planned, BeginFollowUp(at=at(3 * WEEKS))) == "The follow-up is planned already; space begins it."


def test_undo_brings_the_first_meeting_back_as_it_was():
    old, edit = held(), BeginFollowUp(at=at(2 * WEEKS))
    new = edit.apply(old)
    _, back = History().after(edit, old, new).undo(new)
    assert back.apply(new) == old


def test_a_session_with_two_meetings_is_read_again():
    review = after(held(), Add(part=Note(text="So", item="item-open")), BeginFollowUp(at=at(2 * WEEKS)))
    assert from_tables(to_tables(review, 1)) == (review, [])


def test_a_follow_up_is_due_from_its_day_on_until_the_team_has_met():
    two, four = (FollowUp(id=f"v{n}", text=f"{n} weeks", on=(at(n * WEEKS)).date()) for n in (2, 4))
    review = after(held(), Add(part=two), Add(part=four))
    assert follow_up_due(review, at(0).date()) is None
    assert follow_up_due(review, at(2 * WEEKS - 60 * 24).date()) is None
    assert (follow_up_due(review, at(2 * WEEKS).date()) or four).id == "v2"
    review = after(review, BeginFollowUp(at=at(2 * WEEKS)))
    assert follow_up_due(review, at(2 * WEEKS).date()) is None
    assert in_follow_up(review, at(3 * WEEKS))
    review = after(review, Start(at=at(2 * WEEKS)))
    assert in_follow_up(review, at(2 * WEEKS + 5))
    assert not in_follow_up(review, at(4 * WEEKS))
    assert follow_up_due(review, at(2 * WEEKS + 5).date()) is None
    assert (follow_up_due(review, at(5 * WEEKS).date()) or two).id == "v4"


def test_a_follow_up_closes_the_review_once_nothing_urgent_is_open():
    small = Action(id="a2", text="Tidy up", number=0, priority=Priority.P3)
    review = after(held(), Add(part=small), BeginFollowUp(at=at(2 * WEEKS)))
    assert not may_close(review)
    done = after(review, SetProgress(id="a1", status=Progress.VERIFIED))
    assert may_close(done)
    assert not may_close(after(done, SetStatus(status=Status.CLOSED)))
    assert not may_close(after(held(), SetProgress(id="a1", status=Progress.VERIFIED)))


def test_without_anything_urgent_all_has_to_be_done():
    small = Action(id="a2", text="Tidy up", number=0, priority=Priority.P3)
    review = after(begun(), Add(part=small), Start(at=at(0)), BeginFollowUp(at=at(2 * WEEKS)))
    assert not may_close(review)
    assert may_close(after(review, SetProgress(id="a2", status=Progress.DONE)))


def test_the_walk_is_by_date_and_what_is_closed_stands_apart_unverified_first():
    given = {
        "a1": (date(2026, 12, 20), Progress.IN_PROGRESS),
        "a2": (None, Progress.OPEN),
        "a3": (date(2026, 12, 1), Progress.VERIFIED),
        "a4": (date(2026, 12, 4), Progress.OPEN),
        "a5": (date(2026, 11, 1), Progress.DROPPED),
        "a6": (date(2026, 12, 4), Progress.OPEN),
        "a7": (None, Progress.DONE),
    }
    adds = [Add(part=Action(id=id, text=id, number=0, due=due)) for id, (due, _) in given.items()]
    steps = [SetProgress(id=id, status=status) for id, (_, status) in given.items() if status != Progress.OPEN]
    left, closed = walk(after(begun(), *adds, *steps))
    assert [action.id for action in left] == ["a4", "a6", "a1", "a2"]
    assert [action.id for action in closed] == ["a7", "a3", "a5"]
