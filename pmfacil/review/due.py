"""An agreed date that moves: the action keeps the one before, and why."""

from datetime import date
from typing import Literal

from pydantic import Field

from pmfacil.review.actions import Action, ProgressStep
from pmfacil.review.edit import Edit
from pmfacil.review.part import Id, Instant, Line, now_utc
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, short

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class SetDue(Edit):
    """Agree on another date for a commitment, with the reason."""

    edit: Literal["due"] = "due"
    id: Id
    due: date
    note: Line = ""
    """Why; only a first date needs none."""
    at: Instant = Field(default_factory=now_utc)

    def label(self, review: Review) -> str:
        """Lead with the number and the date: a narrow screen shows no more."""
        action = review.get(Action, self.id)
        year = f" {self.due.year}" if self.due.year != self.at.year else ""
        return f"{action.label()} due {self.due.day} {_MONTHS[self.due.month - 1]}{year}: {short(action.says())}"

    def apply(self, review: Review) -> Review:
        """The review with the date, and the one before in the action's history."""
        action = review.get(Action, self.id)
        if action.number is None:
            raise EditRefused("An idea has no agreed date; commit to it first.")
        if action.due == self.due:
            raise EditRefused(f"{action.label()} is due on {self.due} already; nothing was changed.")
        if action.closed():
            raise EditRefused(f"{action.label()} is {action.status} and needs no other date; nothing was changed.")
        if self.due < self.at.astimezone(review.incident.zone()).date():
            raise EditRefused(f"{self.due} has passed, and a new date is today or later; nothing was changed.")
        if action.due and not self.note:
            raise EditRefused(f"{action.label()} moves to another date only with a reason; nothing was changed.")
        step = ProgressStep(status=action.status, at=self.at, note=self.note, due=self.due, was=action.due)
        return review.put(action.changed(due=self.due, history=(*action.history, step)))
