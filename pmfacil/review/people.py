"""Who takes part in a review (P2); names stay out of the analysis (P5)."""

from typing import ClassVar

from pmfacil.review.part import Line, Part, Words

ROLES = (
    "facilitator",
    "note-taker",
    "incident commander",
    "responder",
    "subject expert",
    "support / customer voice",
    "product",
    "observer",
)
"""The usual roles; the room may use its own words."""


class Person(Part):
    """Somebody in the meeting, with the role that stands for the name in documents."""

    table: ClassVar[str] = "people"
    noun: ClassVar[str] = "person"

    name: Words
    role: Line = ""

    def says(self) -> str:
        """The name, and the role if there is one."""
        return f"{self.name}, {self.role}" if self.role else self.name
