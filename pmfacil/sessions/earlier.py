"""What earlier reviews of the same services left open (P81)."""

import contextlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pmfacil.review.review import Review
from pmfacil.review.text import clean_text, short
from pmfacil.sessions.library import Library

_FINISHED = frozenset({"done", "verified", "dropped"})


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
            with contextlib.suppress(OSError, ValueError, AttributeError):
                tables = json.loads(entry.path.read_text(encoding="utf-8"))
                found += [_action(document, entry.title) for document in tables["actions"].values() if _open(document)]
    return sorted(found, key=lambda action: (action.due is None, action.due or date.max, action.review, action.label))


def _open(document: dict[str, Any]) -> bool:
    committed = document.get("number") is not None and document.get("status") not in _FINISHED
    return committed and not document.get("restricted")


def _action(document: dict[str, Any], title: str) -> EarlierAction:
    due = None
    with contextlib.suppress(ValueError):
        due = date.fromisoformat(str(document.get("due")))
    text, owner = (clean_text(str(document.get(name) or "")) for name in ("text", "owner"))
    return EarlierAction(f"A{document['number']}", short(text, 300), short(owner, 60), due, title)
