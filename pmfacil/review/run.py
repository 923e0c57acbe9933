"""The run of a meeting: facts from which everything about time is computed, never counted (see `pace`)."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from pydantic import NonNegativeFloat, NonNegativeInt

from pmfacil.review.part import Frozen, Id, Instant, Line, Part, Words

if TYPE_CHECKING:
    from pmfacil.review.review import Review


class Run(Part):
    """Which item runs since when, and what was spent before."""

    table: ClassVar[str] = "run"
    noun: ClassVar[str] = "clock"
    guarded: ClassVar[frozenset[str]] = frozenset({"item", "since", "spent", "began", "must_end"})

    id: Id = "run"
    item: Id | None = None
    """The item that the meeting is at."""
    since: Instant | None = None
    """Since when the clock runs; `None` while it stands still."""
    spent: dict[Id, float] = {}
    """Seconds spent on each item up to `since`; never changed in place."""
    began: Instant | None = None
    must_end: Instant | None = None
    """Began plus the whole plan and its reserve."""

    def refers(self) -> tuple[Id, ...]:
        """The item that the meeting is at."""
        return (self.item,) if self.item else ()

    def orphaned(self, review: "Review") -> "Run":
        """The clock standing still, at no item."""
        return self.changed(item=None, since=None)

    def stopped(self, at: datetime) -> "Run":
        """Itself with the running stretch counted and the clock standing still."""
        if self.since is None or self.item is None:
            return self
        ran = max(0.0, round((at - self.since).total_seconds(), 3))
        spent = {**self.spent, self.item: round(self.spent.get(self.item, 0.0) + ran, 3)}
        return self.changed(since=None, spent=spent)

    def seconds(self, item: Id, at: datetime) -> float:
        """Seconds spent on an item until `at`."""
        running = max(0.0, (at - self.since).total_seconds()) if self.since and item == self.item else 0.0
        return self.spent.get(item, 0.0) + running


class HeldItem(Frozen):
    """One item of a meeting that is over."""

    id: Id = ""
    """The id that it had on the agenda, by which notes still name it."""
    text: Words
    planned: NonNegativeInt = 0
    """Minutes; 0 if it was parked."""
    spent: NonNegativeFloat = 0
    """Seconds."""


class Meeting(Part):
    """A meeting that is over, as a record: when it began, what was planned and what it took."""

    table: ClassVar[str] = "meetings"
    noun: ClassVar[str] = "meeting"
    guarded: ClassVar[frozenset[str]] = frozenset({"format", "began", "reserve", "items"})

    format: Line = ""
    began: Instant
    reserve: NonNegativeInt = 0
    items: tuple[HeldItem, ...] = ()

    def sort_key(self) -> tuple[object, ...]:
        """By when it began."""
        return (self.began, self.id)
