"""What a line was understood to be."""

from dataclasses import dataclass
from datetime import date

from pmfacil.review.edits import AnyEdit
from pmfacil.review.part import Id
from pmfacil.review.review import Review


@dataclass(frozen=True)
class Place:
    """Where and when a line is said."""

    today: date
    """The day of the meeting, in the zone of the review."""
    why: Id | None = None
    """The selected why; in a shell the one written last."""
    item: Id | None = None
    """The present agenda item."""


@dataclass(frozen=True)
class Reading:
    """What a line was understood to be."""

    edit: AnyEdit | None
    """What the line becomes; `None` where it holds nothing that could be kept."""
    said: str
    """What was understood, on one line."""
    problem: str | None = None
    """Why it became a note instead of what its letter asks for, or why there is nothing to keep."""
    unknown: tuple[str, ...] = ()
    """The tokens whose value is not known; they stay in the text."""
    part: Id | None = None
    """The part that it adds or changes."""


@dataclass(frozen=True)
class Words:
    """What stands after a letter, with where it is said."""

    letter: str
    rest: str
    review: Review
    place: Place


class Unclear(Exception):
    """Something typed that cannot be what it seems to ask for; `str()` is the reason, without a full stop."""


def say(*words: str) -> str:
    """What was understood, on one line, without what is empty."""
    return " · ".join(word for word in words if word)
