"""A second meeting on the same review: what the first one took stays on record, and a short plan begins (P80)."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from pmfacil.review.actions import Action, Priority, Progress
from pmfacil.review.agenda import FOLLOW_UP, follow_up_agenda
from pmfacil.review.edit import Edit
from pmfacil.review.incident import Status
from pmfacil.review.notes import FollowUp
from pmfacil.review.part import Id, Instant, new_id, now_utc
from pmfacil.review.review import Review
from pmfacil.review.run import HeldItem, Meeting
from pmfacil.review.text import EditRefused

_URGENT = (Priority.P0, Priority.P1)
_CLOSED = (Progress.DONE, Progress.VERIFIED, Progress.DROPPED)


class BeginFollowUp(Edit):
    """Put the meeting so far on record and plan a short one that walks the open actions."""

    edit: Literal["follow-up"] = "follow-up"
    at: Instant = Field(default_factory=now_utc)
    ended: Instant | None = None
    """When the meeting so far was last seen, if its clock was left running."""
    id: Id = Field(default_factory=new_id)

    def label(self, review: Review) -> str:
        """Say so."""
        return "begin the follow-up"

    def apply(self, review: Review) -> Review:
        """The review with the agenda of a follow-up, its clock not begun."""
        run, plan = review.run, review.plan
        if not review.commitments():
            raise EditRefused("There is no agreed action to follow up; nothing was changed.")
        if plan.format == FOLLOW_UP and run.began is None:
            raise EditRefused("The follow-up is planned already; space begins it.")
        if run.began is None and not review.meetings:
            raise EditRefused("No meeting was held yet, and a follow-up comes on a later day; nothing was changed.")
        if run.began and _day(review, run.began) == _day(review, self.at):
            raise EditRefused("This meeting began today and a follow-up comes on a later day; nothing was changed.")
        if review.has(f"meeting-{self.id}"):
            raise EditRefused("This follow-up was begun already; nothing was changed.")
        after = review.without({item.id for item in review.agenda})
        if run.began:
            after = after.put(self._record(review, run.began).admitted(after))
        blank = run.changed(item=None, since=None, spent={}, began=None, must_end=None)
        short = plan.changed(format=FOLLOW_UP, reserve=0, meeting=None)
        return after.put(blank, short, *follow_up_agenda(self.id, self.at))

    def _record(self, review: Review, began: datetime) -> Meeting:
        run = review.run
        # A clock that nobody stopped counts up to where the meeting was last seen, not up to weeks later.
        seen = min(self.ended or run.must_end or self.at, self.at)
        run = run.stopped(seen)
        items = [
            HeldItem(id=item.id, text=item.text, planned=item.planned(), spent=run.seconds(item.id, seen))
            for item in review.agenda
        ]
        return Meeting(
            id=f"meeting-{self.id}",
            made=self.at,
            format=review.plan.format,
            began=began,
            reserve=review.plan.reserve,
            items=tuple(items),
        )


def in_follow_up(review: Review, now: datetime) -> bool:
    """Whether the present meeting is a follow-up that was planned or begun today."""
    began = review.run.began
    return review.plan.format == FOLLOW_UP and (began is None or _day(review, began) == _day(review, now))


def follow_up_due(review: Review, today: date) -> FollowUp | None:
    """The latest follow-up whose day has come and since when nobody met; nothing before the first meeting began."""
    last = review.run.began or (review.meetings[-1].began if review.meetings else None)
    if last is None or (review.plan.format == FOLLOW_UP and review.run.began is None):
        return None
    met = _day(review, last)
    come = [follow_up for follow_up in review.follow_ups if met < follow_up.on <= today]
    return come[-1] if come else None


def walk(review: Review) -> tuple[list[Action], list[Action]]:
    """The commitments as a follow-up takes them up: by date, then those that are closed, unverified first."""
    committed = review.commitments()
    left = [action for action in committed if not action.closed()]
    closed = [action for action in committed if action.closed()]
    left.sort(key=lambda action: action.due or date.max)
    closed.sort(key=lambda action: _CLOSED.index(action.status))
    return left, closed


def may_close(review: Review) -> bool:
    """Whether a follow-up can close the review: nothing of P0 and P1 is open; if there is none, nothing at all."""
    if review.plan.format != FOLLOW_UP or review.incident.status == Status.CLOSED:
        return False
    committed = review.commitments()
    urgent = [action for action in committed if action.priority in _URGENT]
    return all(action.closed() for action in urgent or committed)


def _day(review: Review, at: datetime) -> date:
    return at.astimezone(review.incident.zone()).date()
