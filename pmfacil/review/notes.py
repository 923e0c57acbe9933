"""What is written beside the boards: notes, parking lot, ground rules, follow-ups, the pulse of the meeting."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from pydantic import NonNegativeInt

from pmfacil.review.part import Id, Line, Part, Text, Words
from pmfacil.review.text import EditRefused

if TYPE_CHECKING:
    from pmfacil.review.review import Review


class Note(Part):
    """A note, taken during an agenda item."""

    table: ClassVar[str] = "notes"
    noun: ClassVar[str] = "note"

    text: Text
    item: Id | None = None
    """The agenda item during which it was taken."""
    reason: Line = ""
    """Why a captured line became a note, if it was meant as something else."""

    def verify(self, review: "Review") -> None:
        """Refuse an empty one."""
        if not self.text:
            raise EditRefused("A note needs words.")


class Parked(Part):
    """Something off-topic, kept for later (P12)."""

    table: ClassVar[str] = "parked"
    noun: ClassVar[str] = "parked topic"

    text: Words


class GroundRule(Part):
    """One rule of the meeting, read aloud before the first question (P3)."""

    table: ClassVar[str] = "ground_rules"
    noun: ClassVar[str] = "ground rule"

    text: Words


class FollowUp(Part):
    """A date on which the team looks at its actions again (P80)."""

    table: ClassVar[str] = "follow_ups"
    noun: ClassVar[str] = "follow-up"

    text: Words
    on: date

    def sort_key(self) -> tuple[object, ...]:
        """By date."""
        return (self.on, self.order, self.id)


class Pulse(Part):
    """How the meeting was for the people in it: totals counted from private answers (P13, P85)."""

    table: ClassVar[str] = "pulse"
    noun: ClassVar[str] = "pulse"

    id: Id = "pulse"
    present: NonNegativeInt = 0
    worth: NonNegativeInt = 0
    """How many found it worth the time."""
    safe: NonNegativeInt = 0
    """How many felt safe to speak."""
    spoke: NonNegativeInt = 0
    """How many said something, at least."""
    redirects: NonNegativeInt = 0
    """How often a phrase was used; never for whom."""

    def verify(self, review: "Review") -> None:
        """Refuse more answers than people."""
        if self.present and max(self.worth, self.safe, self.spoke) > self.present:
            raise EditRefused(f"There were {self.present} people in the meeting; an answer counts no more than that.")

    def voices(self, people: int) -> str:
        """How many of those present, or else on the list, were heard; nothing if too few were marked to say it."""
        of = self.present or people
        if not 0 < of <= 2 * self.spoke <= 2 * of:
            return ""
        return "everybody was heard" if self.spoke == of else f"at least {self.spoke} of {of} were heard"


_GROUND_RULES = (
    "We look at systems, not at people.",
    "Everybody did what made sense with what they knew.",
    "We look for several causes, never just one.",
    "How well somebody works is talked about elsewhere, not here.",
    "Anyone may say: this is turning into blame.",
)


def preset_ground_rules() -> tuple[GroundRule, ...]:
    """The ground rules that a review begins with."""
    return tuple(GroundRule(id=f"rule-{i}", order=i, text=text) for i, text in enumerate(_GROUND_RULES, 1))
