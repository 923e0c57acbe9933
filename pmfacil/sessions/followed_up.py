"""The committed actions of all reviews: what is known of each without opening its session (P80, P81)."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo

from pmfacil.coach.completion import Commitment
from pmfacil.review.text import short
from pmfacil.sessions.entry import Entry, line
from pmfacil.sessions.index import Index
from pmfacil.sessions.tables import Tables, document

_FACTS = "actions1"
_DONE = ("done", "verified")
_LONGEST = 2_000
"""The most characters of a text that are remembered."""


@dataclass(frozen=True)
class Kept:
    """What is remembered of one action; dates are ISO 8601, and empty if there are none."""

    id: str
    label: str
    text: str
    status: str
    owner: str = ""
    agreed: bool = False
    due: str = ""
    first_due: str = ""
    """The date before it was moved for the first time; else the same as `due`."""
    type: str = ""
    priority: str = ""
    made: str = ""
    done: str = ""
    """The day since which it is done."""
    closed: str = ""
    """The day since which it is done or dropped."""
    link: str = ""
    """The last link that came with a step, else the ticket."""
    because: str = ""
    """The last reason that somebody gave."""
    restricted: bool = False


@dataclass(frozen=True)
class FollowedAction:
    """A committed action in its session."""

    kept: Kept
    entry: Entry

    @property
    def due(self) -> dt.date | None:
        """When it is to be done."""
        return _day(self.kept.due)

    def commitment(self) -> Commitment:
        """What counts about it."""
        kept = self.kept
        return Commitment(
            status=kept.status,
            priority=kept.priority,
            type=kept.type,
            due=self.due,
            first_due=_day(kept.first_due),
            made=_day(kept.made),
            done=_day(kept.done),
        )


def followed_actions(index: Index) -> list[FollowedAction]:
    """The commitments of every session that is whole: open ones by date, then those that are closed, newest first."""
    found = [FollowedAction(Kept(**kept), entry) for entry, facts in kept_in(index) for kept in facts]
    open, closed = [one for one in found if not one.kept.closed], [one for one in found if one.kept.closed]
    open.sort(key=lambda one: (one.due or dt.date.max, one.kept.priority or "P9", one.entry.title, one.kept.label))
    closed.sort(key=lambda one: one.kept.closed, reverse=True)
    return [*open, *closed]


def kept_in(index: Index, services: Collection[str] = ()) -> Iterator[tuple[Entry, list[dict[str, Any]]]]:
    """What is remembered of the commitments of each session, or of those of some services, newest first."""
    return index.facts(_FACTS, kept_of_tables, services)


def kept_of_tables(tables: Tables) -> list[dict[str, Any]]:
    """What is to be remembered of each commitment of a session, by number."""
    numbered = [
        (action["number"], id, action)
        for id, action in tables.get("actions", {}).items()
        if type(action.get("number")) is int
    ]
    zone = _zone(tables)
    created = document(tables, "session").get("created")
    return [asdict(_kept(id, action, zone, created)) for _, id, action in sorted(numbered, key=lambda one: one[:2])]


def open_actions(tables: Tables) -> list[Kept]:
    """The commitments of a session with something left to do, by number; none that is restricted."""
    return left_to_do(kept_of_tables(tables))


def left_to_do(kept: Iterable[dict[str, Any]]) -> list[Kept]:
    """Of what is remembered of commitments, those with something left to do; none that is restricted."""
    every = [Kept(**one) for one in kept]
    return [one for one in every if not one.closed and not one.restricted]


def _kept(id: str, action: dict[str, Any], zone: dt.tzinfo, created: object) -> Kept:
    status = line(action.get("status")) or "open"
    steps = _steps(action)
    due = _iso(action.get("due"))
    closed = _since(steps, zone, (*_DONE, "dropped"))
    return Kept(
        id=line(id),
        label=f"A{action['number']}",
        text=short(line(action.get("text")), _LONGEST),
        status=status,
        owner=short(line(action.get("owner")), 200),
        agreed=action.get("agreed") is True,
        due=due,
        first_due=next(filter(None, (_iso(step.get("was")) for step in steps)), due),
        type=line(action.get("type")),
        priority=line(action.get("priority")),
        made=_local(action.get("made") or created, zone),
        done=_since(steps, zone, _DONE) if status in _DONE else "",
        # Closed by hand, without a step that says when: it is closed all the same.
        closed=(closed or "0001-01-01") if status in (*_DONE, "dropped") else "",
        link=_last(steps, "link") or short(line(action.get("ticket")), _LONGEST),
        because=_last(steps, "note"),
        restricted=action.get("restricted") is True,
    )


def _since(steps: list[dict[str, Any]], zone: dt.tzinfo, states: tuple[str, ...]) -> str:
    """The day since which it has been in one of the states without a break, as far as its steps say."""
    since = ""
    for step in steps:
        since = (since or _local(step.get("at"), zone)) if step.get("status") in states else ""
    return since


def _steps(action: dict[str, Any]) -> list[dict[str, Any]]:
    history = action.get("history")
    every = cast("list[object]", history) if isinstance(history, list) else []
    return [cast("dict[str, Any]", step) for step in every if isinstance(step, dict)]


def _last(steps: list[dict[str, Any]], name: str) -> str:
    said: Iterator[str] = filter(None, (line(step.get(name)) for step in reversed(steps)))
    return short(next(said, ""), _LONGEST)


def _local(stamp: object, zone: dt.tzinfo) -> str:
    """The day of a moment in the zone of its review."""
    try:
        return dt.datetime.fromisoformat(cast("str", stamp)).astimezone(zone).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def _zone(tables: Tables) -> dt.tzinfo:
    try:
        return ZoneInfo(document(tables, "incident")["timezone"])
    except (KeyError, TypeError, ValueError, OSError):
        return dt.UTC


def _iso(day: object) -> str:
    return day if isinstance(day, str) and _day(day) else ""


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError:
        return None
