"""How parts are named on boards and in lists of choices."""

from pmfacil.review.actions import Action
from pmfacil.review.lessons import Lesson
from pmfacil.review.part import Part
from pmfacil.review.text import short
from pmfacil.review.whys import Why


def named(part: Part) -> str:
    """What a part is called: `A3`, `L2`, `why 1.2`, `event`."""
    if isinstance(part, Action | Lesson):
        return part.label()
    return f"why {part.number}" if isinstance(part, Why) else part.noun


def target(part: Part) -> str:
    """A part in one line of a list of choices."""
    return f"{named(part)} · {short(part.says(), 100)}"


def label_of(part: Part) -> str:
    """How another row refers to a part: `A3`, `L2`, `1.2`, else its words cut short."""
    return part.label() if isinstance(part, Action | Lesson | Why) else short(part.says(), 24)
