"""Who was told what: customers (P25) and each other (P35)."""

from typing import ClassVar

from pmfacil.review.part import Instant, Line, Part, Words


class Message(Part):
    """What customers were told, when and where."""

    table: ClassVar[str] = "messages"
    noun: ClassVar[str] = "customer message"

    text: Words
    at: Instant | None = None
    channel: Line = ""
    """Status page, support briefing, direct message, follow-up."""

    def sort_key(self) -> tuple[object, ...]:
        """By time; what has none comes last."""
        return (self.at is None, self.at or self.made, self.order, self.id)


class Told(Part):
    """One step of the communication flow inside the response."""

    table: ClassVar[str] = "told"
    noun: ClassVar[str] = "communication step"

    text: Words
    """What was passed on."""
    sender: Line = ""
    receiver: Line = ""
    at: Instant | None = None
    arrived: bool = True

    def sort_key(self) -> tuple[object, ...]:
        """By time; what has none comes last."""
        return (self.at is None, self.at or self.made, self.order, self.id)
