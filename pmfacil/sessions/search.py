"""Search in a library: what was asked for, and where it was found."""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta

from pmfacil.review.text import LINE_LIMIT, clean_text, short
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.index import Index, day_number
from pmfacil.sessions.indexed import PLACES, storable

_PART = re.compile(r"""(?:([a-z-]+):)?(?:"([^"]*)"?|(\S*))""", re.IGNORECASE)
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_LABELS = ("service", "tag", "severity", "status", "owner")
_DAMAGED = "damaged"
_BETWEEN = "[] \u00a0_./:,;|()[@#&+-]"
"""Between the words of a label, for GLOB, where a bracket stands first and a hyphen last."""
_MARK, _END = "\ue000", "\ue001"
_CUT = "…"
"""Around what was found, and where the text goes on; the marks are letters of no script."""
_AROUND = 14
"""Words of the text around what was found."""
_FOUND = ", ".join(
    [f"snippet(texts, -1, '{_MARK}', '{_END}', '{_CUT}', {_AROUND})", *(f"texts.{place}" for place in PLACES)]
)
"""Of each session in the same question: asked one by one, all that begins so would be looked up again each time."""

COUNTED = 1000
"""Sessions that fit are counted up to here."""
KEYS = (*_LABELS, "before", "after", "open-actions")
"""What can stand before a colon."""


@dataclass(frozen=True)
class Query:
    """What was asked for; all of it has to hold."""

    words: tuple[str, ...] = ()
    """In the language of the index."""
    labels: tuple[tuple[str, str, bool], ...] = ()
    """Kind, value, and whether that is the whole value; else a word of it begins so."""
    before: str = ""
    """A day, a month or a year, ISO 8601."""
    after: str = ""
    open_actions: bool | None = None
    problems: tuple[str, ...] = ()
    """What was passed over because it makes no sense, a sentence each without its full stop."""


@dataclass(frozen=True)
class Hit:
    """A session that fits."""

    entry: Entry
    place: str = ""
    """Where the words were found: the title, or a board; empty if no words were asked for."""
    around: tuple[tuple[str, bool], ...] = ()
    """The text there, in pieces, each with whether it was asked for."""


def read_query(typed: str, *, unfinished: bool = False) -> Query:
    """Understand `pool "out of memory" restor* service:checkout before:2026-06 open-actions:yes`.

    Args:
        typed: What somebody typed; what makes no sense in it, such as half a date, is passed over.
        unfinished: Whether the last word may go on.
    """
    words: list[str] = []
    labels: list[tuple[str, str, bool]] = []
    problems: list[str] = []
    days = {"before": "", "after": ""}
    open_actions: bool | None = None
    # A space at the end says that the last word is whole.
    typed = storable(clean_text(typed)) + " " * typed.endswith(" ")
    for found in _PART.finditer(typed):
        key, value = (found[1] or "").casefold(), found[2] if found[2] is not None else found[3]
        if key in _LABELS:
            whole = found[2] is not None and not value.endswith("*")
            labels += [(key, value.casefold(), whole)] if value else []
        elif key in days and _is_day(value):
            days[key] = value
        elif key in days:
            problems.append(f"“{short(value or found[0], 40)}” is no date; write 2026, 2026-06 or 2026-06-15")
        elif key == "open-actions":
            open_actions = value.casefold() not in ("no", "none", "0")
        else:
            last = unfinished and found.end() == len(typed) and found[2] is None
            word = found[2] if found[2] is not None else found[0]
            words += _asked(word, word.endswith("*") or last)
    return Query(tuple(words), tuple(labels), **days, open_actions=open_actions, problems=tuple(problems))


def search(index: Index, query: Query, most: int = 50) -> tuple[list[Hit], int]:
    """The newest sessions that fit, and how many there are in all, or `COUNTED` if there are more."""
    where, values = _conditions(query)
    tables = "texts JOIN reviews ON id = texts.rowid" if query.words else "reviews"
    fit = f"FROM {tables} {where}"
    (count,) = index.database.execute(f"SELECT count(*) FROM (SELECT 1 {fit} LIMIT {COUNTED})", values).fetchone()
    asked, by = (f"entry, {_FOUND}", "texts.rowid") if query.words else ("entry", "id")
    rows = index.database.execute(f"SELECT {asked} {fit} ORDER BY {by} DESC LIMIT ?", (*values, most)).fetchall()
    return [Hit(index.entry(json.loads(said)), *_around(*found)) for said, *found in rows], count


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and date.max > date.fromisoformat(_next(value)) > date.min
    except (ValueError, OverflowError):
        return False


def _asked(word: str, begins: bool) -> list[str]:
    kept = word.rstrip("*").replace('"', "")
    if not any(sign.isalnum() for sign in kept):
        return []
    return [f'"{kept}"*' if begins else f'"{kept}"']


def _conditions(query: Query) -> tuple[str, tuple[object, ...]]:
    conditions: list[str] = []
    values: list[object] = []
    column = "texts.rowid" if query.words else "id"
    if query.words:
        conditions.append("texts MATCH ?")
        values.append(" AND ".join(query.words))
    for kind, value, whole in query.labels:
        fits = "value = ?" if whole else "(value GLOB ? OR value GLOB ?)"
        # The plus has the words looked up first and in order: few sessions have to be looked at for the newest.
        labelled = f"+{column} IN (SELECT review FROM labels WHERE kind = ? AND {fits})"
        # A damaged session has no labels, as nobody can say what it holds.
        damaged = kind == "status" and (value == _DAMAGED if whole else _DAMAGED.startswith(value.rstrip("*")))
        conditions.append(f"({labelled} OR damaged)" if damaged else labelled)
        begun = re.sub(r"([*?\[])", r"[\1]", value.rstrip("*")[:LINE_LIMIT])
        values += [kind, value] if whole else [kind, f"{begun}*", f"*{_BETWEEN}{begun}*"]
    if query.before:
        conditions.append(f"{column} BETWEEN {day_number('0001')} AND ?")
        values.append(day_number(query.before) - 1)
    if query.after:
        conditions.append(f"{column} >= ?")
        values.append(day_number(_next(query.after)))
    if query.open_actions is not None:
        conditions.append("open > 0" if query.open_actions else "open = 0 AND NOT damaged")
    return ("WHERE " + " AND ".join(conditions) if conditions else ""), tuple(values)


def _next(day: str) -> str:
    """The day after a day, the month after a month, the year after a year."""
    first = date.fromisoformat((day + "-01-01")[: len("2026-01-01")])
    if len(day) == len("2026-01-01"):
        return (first + timedelta(days=1)).isoformat()
    later = first + timedelta(days=32 if "-" in day else 366)
    return later.replace(day=1, month=later.month if "-" in day else 1).isoformat()


def _around(marked: str = "", *texts: str) -> tuple[str, tuple[tuple[str, bool], ...]]:
    """The place with most of what was asked for, and the text around it there."""
    if not texts:
        return "", ()
    plain = marked.replace(_MARK, "").replace(_END, "").strip(_CUT)
    place = next((place for place, text in zip(PLACES, texts, strict=True) if plain in text), "")
    return place, _pieces(marked)


def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    for piece in text.split(_MARK):
        found, ended, rest = piece.partition(_END)
        pieces += [(found, True), (rest, False)] if ended else [(piece, False)]
    return tuple((words, hit) for words, hit in pieces if words)
