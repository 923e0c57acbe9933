"""Which actions of all reviews are due this week, or were due before (P80, P81)."""

import heapq
import json
from dataclasses import dataclass
from datetime import date, timedelta

from pmfacil.review.text import short
from pmfacil.sessions.entry import Entry, entry_of
from pmfacil.sessions.followed_up import open_actions
from pmfacil.sessions.index import Index

_MOST = 100
"""Sessions that are looked into, those with the earliest dates first."""


@dataclass(frozen=True)
class DueAction:
    """An open action with a date that is near or past."""

    id: str
    label: str
    text: str
    owner: str
    due: str
    """ISO 8601."""
    entry: Entry
    """Its session."""

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due < today.isoformat()


class DueActions:
    """Finds them, and reads no session twice that did not change."""

    def __init__(self) -> None:
        self._read: dict[Entry, list[DueAction]] = {}

    def find(self, index: Index, today: date) -> tuple[DueAction, ...]:
        """The open actions that are due by Sunday, the earliest first; none that is restricted."""
        by = (today + timedelta(days=6 - today.weekday())).isoformat()
        rows = index.database.execute("SELECT entry FROM reviews WHERE open > 0 AND NOT damaged").fetchall()
        known = json.loads(f"[{','.join(said for (said,) in rows)}]")
        near = [one for one in known if one["due"] and one["due"][0] <= by and not one["restricted"]]
        soonest = map(index.entry, heapq.nsmallest(_MOST, near, key=lambda one: one["due"][0]))
        self._read = {entry: self._read[entry] if entry in self._read else _dated(entry) for entry in soonest}
        found = [action for actions in self._read.values() for action in actions if action.due <= by]
        return tuple(sorted(found, key=lambda action: (action.due, action.entry.title, action.label)))


def _dated(entry: Entry) -> list[DueAction]:
    return [
        DueAction(one.id, short(one.label, 12), short(one.text, 300), short(one.owner, 60), one.due, entry)
        for one in open_actions(entry_of(entry.path)[0] or {})
        if one.due
    ]
