"""What earlier reviews of the same services left open (P81)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.sessions.entry import entry_of
from pmfacil.sessions.followed_up import open_actions
from pmfacil.sessions.library import Library


@dataclass(frozen=True)
class EarlierAction:
    """An action of another review that is still open."""

    label: str
    text: str
    owner: str
    due: date | None
    review: str
    """The title of its review."""


def earlier_actions(folder: Path, review: Review) -> list[EarlierAction]:
    """Open actions of other reviews that share a service, most urgent first; none that is restricted."""
    services = {service.casefold() for service in review.incident.services}
    found: list[EarlierAction] = []
    for entry in Library(folder).entries():
        shared = services & {service.casefold() for service in entry.services}
        readable = not (entry.damaged or entry.restricted)
        if shared and entry.id != review.id and entry.actions_open and readable:
            tables, _, _ = entry_of(entry.path)
            found += [
                EarlierAction(one.label, short(one.text, 300), short(one.owner, 60), _due(one.due), entry.title)
                for one in open_actions(tables or {})
            ]
    return sorted(found, key=lambda action: (action.due is None, action.due or date.max, action.review, action.label))


def _due(day: str) -> date | None:
    return date.fromisoformat(day) if day else None
