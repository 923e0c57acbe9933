"""What the system did and what people did, decided and knew (P30, P31)."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from pmfacil.review.part import Id, Instant, Line, Part, Words
from pmfacil.review.text import EditRefused

if TYPE_CHECKING:
    from pmfacil.review.review import Review


class EventKind(StrEnum):
    """What sort of moment an event was (P31)."""

    TRIGGER = "trigger"
    SYMPTOM = "symptom"
    DETECTION = "detection"
    ESCALATION = "escalation"
    DECISION = "decision"
    ACTION = "action"
    COMMUNICATION = "communication"
    ACKNOWLEDGEMENT = "acknowledgement"
    DIAGNOSIS = "diagnosis"
    MITIGATION = "mitigation"
    RECOVERY = "recovery"


class Event(Part):
    """One moment of the timeline."""

    table: ClassVar[str] = "events"
    noun: ClassVar[str] = "event"

    at: Instant
    text: Words
    kind: EventKind | None = None
    source: Line = ""
    """Alert, chat, deploy log, customer, memory."""
    milestone: bool = False
    customer_facing: bool = False
    known: Line = ""
    """What was known at that moment."""
    gap_note: Line = ""
    """Why nothing is written between the event before and this one (P32)."""
    recollects: Id | None = None
    """The event of which this is somebody else's recollection (P4)."""

    def sort_key(self) -> tuple[object, ...]:
        """By time, then in the order in which they were written down."""
        return (self.at, self.order, self.made, self.id)

    def refers(self) -> tuple[Id, ...]:
        """The event that it recollects."""
        return (self.recollects,) if self.recollects else ()

    def verify(self, review: "Review") -> None:
        """Refuse one that recollects itself, or what is no event."""
        above = self.recollects
        while above:
            if above == self.id:
                raise EditRefused("An event cannot be a recollection of itself.")
            above = review.get(Event, above).recollects

    def orphaned(self, review: "Review") -> Part:
        """The event on its own."""
        return self.changed(recollects=None)
