"""How an action is said: its date only while it counts."""

from datetime import UTC, date, datetime

import pytest

from pmfacil.review.actions import Action, Progress, ProgressStep
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.widgets.action_rows import action_row

DUE = date(2026, 12, 2)
TODAY = date(2026, 12, 9)


def stands(review: Review, *steps: tuple[Progress, datetime], status: Progress | None = None) -> str:
    """What is said of a commitment after these steps, or of one that has come to stand so without any."""
    history = tuple(ProgressStep(status=to, at=at) for to, at in steps)
    action = Action(text="Alert", number=1, owner="Dana", due=DUE, status=status or steps[-1][0], history=history)
    return action_row(action, review, Policies(), TODAY).paragraphs[1][0]


def on(day: int, hour: int = 12) -> datetime:
    """An hour of a day in December."""
    return datetime(2026, 12, day, hour, tzinfo=UTC)


def test_of_an_open_one_the_date_is_said_and_that_it_has_passed(new: Review) -> None:
    assert stands(new, status=Progress.OPEN) == "Dana · overdue: Wed 2 Dec, 1 week ago"


@pytest.mark.parametrize("status", [Progress.DONE, Progress.VERIFIED, Progress.DROPPED])
def test_of_a_closed_one_the_date_is_said_only_if_it_was_late(new: Review, status: Progress) -> None:
    assert stands(new, (status, on(2))) == f"{status} · Dana"
    assert stands(new, (status, on(3))) == f"{status} · Dana · was due Wed 2 Dec"


def test_what_was_done_in_time_is_not_late_because_somebody_looked_later(new: Review) -> None:
    assert stands(new, (Progress.DONE, on(1)), (Progress.VERIFIED, on(8))) == "verified · Dana"


def test_what_was_opened_again_is_late_if_it_was_done_too_late_the_last_time(new: Review) -> None:
    steps = (Progress.DONE, on(1)), (Progress.IN_PROGRESS, on(2)), (Progress.DONE, on(5))
    assert stands(new, *steps) == "done · Dana · was due Wed 2 Dec"


def test_its_day_is_that_of_the_zone_of_the_review(new: Review) -> None:
    tokyo = new.put(new.incident.changed(timezone="Asia/Tokyo"))
    assert stands(tokyo, (Progress.DONE, on(2, 14))) == "done · Dana"
    assert stands(tokyo, (Progress.DONE, on(2, 16))) == "done · Dana · was due Wed 2 Dec"


def test_of_one_that_was_closed_without_a_step_nobody_knows_that_it_was_late(new: Review) -> None:
    assert stands(new, status=Progress.DONE) == "done · Dana"
