"""What the team will do: ideas in the basket and committed actions (P61-P66, P80)."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self

from pmfacil.review.part import Frozen, Instant, Line, Part, Words

if TYPE_CHECKING:
    from pmfacil.review.review import Review


class ActionType(StrEnum):
    """What an action is good for (P62)."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


class Priority(StrEnum):
    """How soon it has to be done."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class Progress(StrEnum):
    """How far an action is."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    VERIFIED = "verified"
    DROPPED = "dropped"


CLOSED = (Progress.DONE, Progress.VERIFIED, Progress.DROPPED)
"""How far an action is when nothing is left to do."""


class ProgressStep(Frozen):
    """One change of an action's progress or date, with the link or reason that goes with it."""

    status: Progress
    at: Instant
    link: Line = ""
    note: Line = ""
    due: date | None = None
    """The new date, if that is what changed."""
    was: date | None = None
    """The date before."""


class Action(Part):
    """An idea while it has no number, a commitment once it has one."""

    table: ClassVar[str] = "actions"
    noun: ClassVar[str] = "action"
    guarded: ClassVar[frozenset[str]] = frozenset({"number", "status", "history"})

    text: Words
    number: int | None = None
    """`None` for an idea in the basket; given on commitment and never given again."""
    owner: Line = ""
    agreed: bool = False
    """Whether the owner said yes."""
    due: date | None = None
    type: ActionType | None = None
    priority: Priority | None = None
    effort: Line = ""
    effect: Line = ""
    """What it is expected to change."""
    check: Line = ""
    """How anyone can see that it is done: thresholds, names of things."""
    success: Line = ""
    """How the team will know that it worked."""
    ticket: Line = ""
    status: Progress = Progress.OPEN
    history: tuple[ProgressStep, ...] = ()

    def label(self) -> str:
        """How people say it: `A3`, or `idea`."""
        return f"A{self.number}" if self.number else "idea"

    def numbers(self) -> tuple[str, ...]:
        """The number that it uses up."""
        return (self.label(),) if self.number else ()

    def committed(self, review: "Review") -> Self:
        """Itself as a commitment, with the next unused number."""
        return self.changed(number=review.next_number("A"))

    renumbered = committed

    def admitted(self, review: "Review") -> Self:
        """Itself, numbered if it asks for a number with a zero."""
        placed = super().admitted(review)
        return placed if self.number is None else placed.committed(review)

    def closed(self) -> bool:
        """Whether nothing is left to do."""
        return self.status in CLOSED
