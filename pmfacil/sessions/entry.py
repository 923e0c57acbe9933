"""One line of the library: what a list says about a session without opening it."""

import contextlib
import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from pmfacil.review.text import LINE_LIMIT, clean_text
from pmfacil.sessions.errors import reason
from pmfacil.sessions.file_name import id_in
from pmfacil.sessions.place import Place
from pmfacil.sessions.schema import SCHEMA, schema_of
from pmfacil.sessions.system import read_whole
from pmfacil.sessions.tables import NotTables, Tables, checked, document, loads, session_id

_FINISHED = frozenset({"done", "verified", "dropped"})


@dataclass(frozen=True)
class Entry:
    """A session as it is listed."""

    id: str
    path: Path
    title: str
    date: str = ""
    """The day of the incident in its own time zone, ISO 8601; empty if unknown."""
    severity: str = ""
    status: str = ""
    services: tuple[str, ...] = ()
    restricted: bool = False
    actions_open: int = 0
    due: tuple[str, ...] = ()
    """The due dates of the open actions, ISO 8601, earliest first."""
    changed: int = 0
    """When the file was last changed, nanoseconds since 1970."""
    problem: str | None = None
    """What is wrong with it, as the end of a sentence."""
    damaged: bool = False
    """Whether it cannot be opened."""

    def overdue(self, today: dt.date) -> int:
        """How many open actions were due before this day."""
        return sum(due < today.isoformat() for due in self.due)


def read_entry(path: Path) -> Entry | None:
    """The entry for a file, or `None` if it is none of ours."""
    return entry_of(path)[1]


def entry_of(path: Path) -> tuple[Tables | None, Entry | None, os.stat_result | None]:
    """What a file holds if it is whole, its entry if it is one of ours, and what it was when it was read."""
    place, status = Place(path), None
    try:
        content, status = read_whole(path)
        tables = checked(loads(content))
        schema = schema_of(tables)
    except NotTables as damage:
        return None, _damaged(place, str(damage)) if place.claims(damage.ours) else None, status
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None, None, None
    except OSError as error:
        return None, _damaged(place, f"it cannot be read: {reason(error)}") if place.claims(None) else None, None
    newer = f"a newer pmfacil wrote it (schema {schema}), so it can only be read" if schema > SCHEMA else None
    return tables, _entry(place, tables, status.st_mtime_ns, newer), status


def day_of(tables: Tables) -> str:
    """The day of the incident in its own time zone, else the day the session was made, else nothing."""
    incident = document(tables, "incident")
    for stamp in (incident.get("start"), document(tables, "session").get("created")):
        with contextlib.suppress(TypeError, ValueError):
            at = dt.datetime.fromisoformat(cast("str", stamp))
            with contextlib.suppress(TypeError, ValueError, KeyError, OSError, OverflowError):
                at = at.astimezone(ZoneInfo(incident["timezone"])) if at.tzinfo else at
            return at.date().isoformat()
    return ""


def title_of(tables: Tables) -> str:
    """The title of the incident, if it has one."""
    return line(document(tables, "incident").get("title"))


def line(value: object) -> str:
    """The value as one clean line if it is text, else nothing: files may come from anywhere."""
    return clean_text(value[:LINE_LIMIT]).replace("\n", " ") if isinstance(value, str) else ""


def _entry(place: Place, tables: Tables, changed: int, problem: str | None) -> Entry:
    incident = document(tables, "incident")
    actions = [action for action in tables.get("actions", {}).values() if is_open(action)]
    return Entry(
        id=line(place.key(session_id(tables))),
        path=place.session,
        title=title_of(tables) or line(place.session.stem),
        date=day_of(tables) or _day(place),
        severity=line(incident.get("severity")),
        status=line(incident.get("status")),
        services=tuple(filter(None, map(line, _list(incident.get("services"))))),
        restricted=incident.get("restricted") is True,
        actions_open=len(actions),
        due=tuple(sorted(filter(None, (line(action.get("due")) for action in actions)))),
        changed=changed,
        problem=problem,
    )


def _damaged(place: Place, problem: str) -> Entry:
    changed = 0
    with contextlib.suppress(OSError):
        changed = place.session.lstat().st_mtime_ns
    return Entry(
        id=line(place.key(None)),
        path=place.session,
        title=line(place.session.stem),
        date=_day(place),
        changed=changed,
        problem=problem,
        damaged=True,
    )


def is_open(action: dict[str, Any]) -> bool:
    """Whether it is a commitment, not an idea, and something is left to do."""
    return action.get("number") is not None and line(action.get("status")) not in _FINISHED


def _day(place: Place) -> str:
    return place.session.name[:10] if id_in(place.session.name) else ""


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []
