"""The beginning of a review's document beside the list, read only when somebody stays on its row."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

from textual import work
from textual.timer import Timer

from pmfacil.review.text import clean_text, short
from pmfacil.sessions.backup import read_backup
from pmfacil.sessions.entry import Entry, entry_of, is_open, line
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.tables import Tables, document
from pmfacil.widgets.library_rows import day_of
from pmfacil.widgets.row_view import RowView
from pmfacil.widgets.rows import SPACE, Row, heading

_PAUSE = 0.06
"""Seconds on a row after which it is read."""
_LONGEST = 1500
"""Characters of one text; the document has all of it."""
_ITEMS = 8
"""Lessons, or actions, that show."""


class Preview(RowView):
    """Shows what one wants to know of a review before opening it."""

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._entry: Entry | None = None
        self._asked: tuple[Entry | None, date] = (None, date.min)
        self._timer: Timer | None = None

    def preview(self, entry: Entry | None, today: date) -> None:
        """Show another review, as soon as somebody stays on it."""
        self._asked = (entry, today)
        if entry == self._entry:
            return
        self._entry = entry
        if self._timer:
            self._timer.stop()
        if entry is None or not self.size.width:
            self._entry = None
            self.show(())
            return
        self._timer = self.set_timer(_PAUSE, lambda: self._read(entry, today))

    def on_resize(self) -> None:
        """Show what was asked for while there was no room for it."""
        super().on_resize()
        if self._entry is None and self.size.width:
            self.preview(*self._asked)

    @work(thread=True, group="preview", exclusive=True, description="preview")
    def _read(self, entry: Entry, today: date) -> None:
        tables = None if entry.restricted else entry_of(entry.path)[0]
        rows = preview_rows(tables, entry, today)
        self.app.call_from_thread(self._take, entry, rows)

    def _take(self, entry: Entry, rows: Sequence[Row]) -> None:
        if entry == self._entry and self.is_attached:
            self.show(rows)
            self.scroll_to(y=0, animate=False)


def preview_rows(tables: Tables | None, entry: Entry, today: date) -> list[Row]:
    """The first part of the document as plain words: what it is about, the summary, lessons, what is left to do."""
    rows: list[Row] = [Row(((entry.title, "heading"),)), SPACE]
    if entry.restricted:
        return [*rows, _hint("Restricted: only the review itself shows what is in it. Enter opens it.")]
    if tables is None:
        return [*rows, _hint(f"Damaged: {entry.problem or 'it cannot be read'}. {_way_out(entry)}")]
    incident = document(tables, "incident")
    rows += [_fact(name, value) for name, value in _about(incident, entry, today) if value]
    summary = _text(incident.get("summary"))
    rows += _section("Executive summary", [summary] if summary else [])
    rows += _section("Lessons", _items(tables, "lessons", "L"))
    rows += _section("Still to do", _items(tables, "actions", "A", today))
    if len(rows) < 6:
        rows += [SPACE, _hint("Nothing else is written in it yet.")]
    return rows


def _way_out(entry: Entry) -> str:
    """What Enter does about a session that is damaged."""
    if not os.access(entry.path, os.R_OK):
        return "Nothing in it was changed."
    try:
        read_backup(entry.path)
    except SessionError:
        return "There is no backup of it to put in its place; it is left as it is."
    return "Enter offers its backup, the last good version."


def _about(incident: dict[str, Any], entry: Entry, today: date) -> Iterator[tuple[str, str]]:
    yield "Day", day_of(entry.date, today)
    yield "Severity", entry.severity
    yield "Status", entry.status
    yield "Services", ", ".join(entry.services)
    tags = incident.get("tags")
    several = cast("list[object]", tags) if isinstance(tags, list) else []
    yield "Tags", ", ".join(filter(None, map(line, several)))
    yield "Team", line(incident.get("owner_team"))


def _items(tables: Tables, table: str, letter: str, today: date | None = None) -> list[str]:
    """Numbered parts in their order; of actions only those that are open, with who and when."""
    parts = [p for p in tables.get(table, {}).values() if isinstance(p.get("number"), int) and not p.get("restricted")]
    parts = [part for part in parts if today is None or is_open(part)]
    said: list[str] = []
    for part in sorted(parts, key=lambda part: part["number"])[:_ITEMS]:
        words = [line(part.get("text"))]
        if today:
            words += [line(part.get("owner")), day_of(line(part.get("due")), today)]
        said.append(f"{letter}{part['number']}  {short(' · '.join(filter(None, words)), 300)}")
    more = len(parts) - _ITEMS
    return [*said, *([f"and {more} more"] if more > 0 else [])]


def _section(title: str, paragraphs: Sequence[str]) -> list[Row]:
    return [SPACE, heading(title), *(Row(((words, "text"),)) for words in paragraphs)] if paragraphs else []


def _fact(name: str, value: str) -> Row:
    return Row(((short(value, 300), "text"),), name.ljust(9))


def _hint(words: str) -> Row:
    return Row(((words, "hint"),))


def _text(value: object) -> str:
    text = clean_text(value[: 4 * _LONGEST]) if isinstance(value, str) else ""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
