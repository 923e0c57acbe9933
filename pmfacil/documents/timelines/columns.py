"""Which column of a table holds what, guessed from its heading and its cells."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pmfacil.documents.timelines.found import Found
from pmfacil.documents.timelines.stamps import Stamp, whole
from pmfacil.documents.timelines.zones import find_zone, zone_of

_TIME = re.compile(
    r"time|when|date|stamp|start|begin|occurred|created|\bat\b|\bts\b|zeit|uhr|hora|heure|fecha|data", re.I
)
_END = re.compile(r"\bend(?:ed|s)?\b|until|finish|\bto\b|resolved|closed|ende|\bfin\b", re.I)
_NOT_TIME = re.compile(
    r"durat|elapsed|delta|\bgap\b|\bdue\b|deadline|target|t\+|offset|\bage\b|eta\b|updated|modified", re.I
)
_TEXT = (
    re.compile(r"^\W*(?:event|what(?: happened)?|entry|event description|timeline)\W*$", re.I),
    re.compile(
        r"descri|happened|message|summary|\btext\b|ereignis|beschreib|evento|événement|gebeurtenis|was passiert", re.I
    ),
    re.compile(r"event|details?|activity|update|title|note|comment|action|body|content|incident|what", re.I),
)
_SOURCE = re.compile(
    r"source|\bwho\b|actor|author|owner|\buser|person|\bby\b|channel|from|system|service|team|role|quelle|\bwer\b", re.I
)
_KIND = re.compile(r"type|kind|categor|phase|status|label|severity|\bart\b", re.I)
_ZONE = re.compile(r"zone|\btz\b", re.I)
_EPOCH = re.compile(r"\d{10}(?:\.\d{1,9})?|\d{13}")
_IS_TIME = re.compile(r"^\W*(?:time|when|time ?stamp|uhrzeit|zeit|hora|heure)\b", re.I)
_MOSTLY = 0.6
_SOME = 0.25
Row = Sequence[str]


@dataclass(frozen=True)
class Columns:
    """The numbers of the columns of a table, and what had to be guessed."""

    text: int
    time: int | None = None
    date: int | None = None
    end: int | None = None
    source: int | None = None
    kind: int | None = None
    zone: int | None = None
    year: int | None = None
    unused: tuple[int, ...] = ()

    def said(self, header: Row) -> str:
        """Which column was taken for what, as a sentence."""
        named = {"time": self.time, "date": self.date, "end": self.end, "text": self.text, "source": self.source}
        parts = [f"{what} from {_name(header, place)}" for what, place in named.items() if place is not None]
        return f"Columns: {', '.join(parts)}."


def columns_of(header: Row, rows: Sequence[Row]) -> Columns | None:
    """The columns of a table with times; `None` for any other table."""
    width = max((len(row) for row in [header, *rows]), default=0)
    names = [header[place].strip() if place < len(header) else "" for place in range(width)]
    cells = [[row[place].strip() if place < len(row) else "" for row in rows] for place in range(width)]
    stamps = [[_stamp(cell, names[place]) for cell in column] for place, column in enumerate(cells)]
    clocked = [_share(cells[p], stamps[p], lambda s: s.clock is not None or s.at is not None) for p in range(width)]
    dated = [_share(cells[p], stamps[p], lambda s: s.day is not None) for p in range(width)]
    able = [p for p in range(width) if not _NOT_TIME.search(names[p])]
    times = [p for p in able if clocked[p] >= (_SOME if _IS_TIME.search(names[p]) else _MOSTLY)]
    times += [p for p in able if p not in times and clocked[p] > _SOME and clocked[p] + dated[p] >= _MOSTLY]
    times.sort(key=lambda p: (bool(_END.search(names[p])), not _TIME.search(names[p]), p))
    time = times[0] if times else None
    dates = [p for p in able if dated[p] >= _MOSTLY and p not in times and clocked[p] < 0.3]
    date = dates[0] if dates else None
    if time is None:
        if date is None or not (_TIME.search(names[date]) or not any(names)) or dated[date] < _MOSTLY:
            return None
        time, date = date, None
    end = next((p for p in times if p != time and _END.search(names[p])), None)
    zone = next((p for p in range(width) if _ZONE.search(names[p]) and p not in (time, date)), None)
    rest = [p for p in range(width) if p not in (time, date, end, zone) and p not in times and any(cells[p])]
    rest = [p for p in rest if not _weekdays(cells[p])]
    if not rest:
        return None
    text = min(rest, key=lambda p: (_text_rank(names[p], cells[p]), -_length(cells[p])))
    source = next((p for p in rest if p != text and _SOURCE.search(names[p])), None)
    kind = next((p for p in rest if p not in (text, source) and _KIND.search(names[p])), None)
    year = next((int(y[0]) for p in (date, time) if p is not None and (y := re.search(r"\b20\d\d\b", names[p]))), None)
    unused = tuple(p for p in rest if p not in (text, source, kind))
    return Columns(text, time, date, end, source, kind, zone, year, unused)


def events_of(columns: Columns, header: Row, rows: Sequence[Row]) -> tuple[list[Found], list[str]]:
    """The events of a table, and the rows that say nothing."""
    title, day_title = (_reader(header)(place) for place in (columns.time, columns.date))
    zone = find_zone(f"({title})") or find_zone(f"({day_title})")
    found: list[Found] = []
    last = Stamp()
    left: list[str] = []
    for row in rows:
        cell = _reader(row)
        stamp = _stamp(cell(columns.time), title, columns.year)
        if columns.date is not None:
            day = whole(cell(columns.date), columns.year)
            stamp = replace(stamp or Stamp(), day=(day and day.day) or (stamp and stamp.day) or last.day)
        text = cell(columns.text)
        if not cell(columns.time) and (alone := whole(text)) and alone.day and not alone.clock:
            # A row for a new day, as between the days of a long timeline.
            last = alone
            continue
        if stamp and stamp.clock and not stamp.day and last.day and last.clock is None:
            stamp = replace(stamp, day=last.day)
        if stamp is None:
            # An empty cell means the time above it; words in it, such as “later”, no time that can be known.
            stamp = last if not cell(columns.time) else Stamp(approx=True)
        if not text:
            if any(part.strip() for part in row) and stamp.clock is None and stamp.day:
                last = stamp
            elif any(part.strip() for part in row):
                left.append(" ".join(part.strip() for part in row if part.strip()))
            continue
        last = stamp
        if end := whole(cell(columns.end)):
            stamp = replace(stamp, end=end.clock)
        named = cell(columns.zone)
        stamp = replace(stamp, zone=stamp.zone or (named if zone_of(named) else "") or zone) if not stamp.at else stamp
        found.append(Found(stamp, text, cell(columns.source), cell(columns.kind)))
    return found, left


def _reader(row: Row) -> Callable[[int | None], str]:
    return lambda place: row[place].strip() if place is not None and place < len(row) else ""


def _stamp(cell: str, name: str, year: int | None = None) -> Stamp | None:
    if _EPOCH.fullmatch(cell) and _TIME.search(name):
        seconds = float(cell) / (1000 if len(cell) == 13 and "." not in cell else 1)
        return Stamp(at=datetime.fromtimestamp(seconds, UTC))
    return whole(cell[:80], year) if cell and len(cell) <= 80 else None


def _share(cells: Sequence[str], stamps: Sequence[Stamp | None], good: Callable[[Stamp], bool]) -> float:
    filled = sum(1 for cell in cells if cell)
    return sum(1 for stamp in stamps if stamp and good(stamp)) / filled if filled else 0.0


def _weekdays(cells: Sequence[str]) -> bool:
    return all(
        re.fullmatch(r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?", c, re.I) for c in cells if c
    )


def _text_rank(name: str, cells: Sequence[str]) -> int:
    rank = next((rank for rank, names in enumerate(_TEXT) if names.search(name)), len(_TEXT))
    # A column of single words is no telling of what happened, whatever its name.
    return rank + (4 if _SOURCE.search(name) or (_KIND.search(name) and rank) else 0) + (2 if _length(cells) < 8 else 0)


def _length(cells: Sequence[str]) -> float:
    filled = [len(cell) for cell in cells if cell]
    return sum(filled) / len(filled) if filled else 0.0


def _name(header: Row, place: int) -> str:
    name = header[place].strip() if place < len(header) else ""
    return f"“{name}”" if name else f"column {place + 1}"
