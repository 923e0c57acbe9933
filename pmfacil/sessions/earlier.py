"""What earlier reviews of the same services left open (P81)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.sessions.followed_up import kept_in, left_to_do
from pmfacil.sessions.library import Library
from pmfacil.sessions.within import known_within


@dataclass(frozen=True)
class EarlierAction:
    """An action of another review that is still open."""

    label: str
    text: str
    owner: str
    due: date | None
    review: str
    """The title of its review."""


def earlier_actions(folder: Path, review: Review, seconds: float = 5.0) -> list[EarlierAction]:
    """Open actions of other reviews that share a service, most urgent first; none that is restricted.

    Args:
        folder: That of the library.
        review: The one that is not earlier than itself.
        seconds: The time there is; what takes longer is left to the next time.

    Raises:
        SessionError: If the library cannot be read.
    """
    services = review.incident.services
    if not services:
        return []
    known = known_within(seconds, Library(folder), lambda index: kept_in(index, services))
    found = [
        EarlierAction(one.label, short(one.text, 300), short(one.owner, 60), _due(one.due), entry.title)
        for entry, kept in known
        if entry.id != review.id and not entry.restricted
        for one in left_to_do(kept)
    ]
    return sorted(found, key=lambda action: (action.due is None, action.due or date.max, action.review, action.label))


def _due(day: str) -> date | None:
    return date.fromisoformat(day) if day else None
