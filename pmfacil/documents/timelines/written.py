"""Timelines that people wrote: lists, lines, headings and tables, in Markdown or plain text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pmfacil.documents.timelines.found import Content, Draft, Found
from pmfacil.documents.timelines.lines import MOST_LINES, Line, Sort, front, lines_of, sections
from pmfacil.documents.timelines.span import stated_by
from pmfacil.documents.timelines.stamps import Stamp, leading, trailing
from pmfacil.documents.timelines.surroundings import days_in, zone_in
from pmfacil.documents.timelines.tables import table_events, tables
from pmfacil.documents.timelines.walk import walked

_SPOKEN = re.compile(r"(?:at|on|by|around|about)\s", re.IGNORECASE)
_SURE_ENOUGH = 2


def read_written(content: Content) -> Draft | None:
    """The events of a text, from the parts titled as timelines if there are any."""
    facts, text = front(content.text)
    # What is in a block of code counts only where the timeline is nowhere else.
    for titled_so, fenced in ((True, False), (True, True), (False, False), (False, True)):
        lines = lines_of(text, fenced)
        found, scope, left = _from(lines, titled_so)
        if found:
            break
    else:
        return None
    if text.count("\n") > MOST_LINES:
        left = [*left, f"Only the first {MOST_LINES:,} lines were read."]
    zone = zone_in(lines, scope)
    return Draft(
        tuple(found),
        "written by hand",
        zone,
        tuple(days_in(lines, scope, facts)),
        left_out=tuple(left),
        stated=stated_by(facts, (line.text for line in lines)),
        written=True,
    )


def _from(lines: Sequence[Line], titled_so: bool) -> tuple[list[Found], list[Line], list[str]]:
    """The events, the lines of the parts they stand in, and what was left out."""
    # Tables and lists elsewhere in a document with a timeline hold times too, of other things.
    parts = list(sections(lines)) if titled_so else []
    scope = [line for title, below in parts for line in (title, *below)] if titled_so else list(lines)
    found = [one for _, below in parts for one in _events(below, True)] if titled_so else list(_events(lines, False))
    return found, scope, _unread(scope) if found else []


def _unread(lines: Sequence[Line]) -> list[str]:
    found = [table_events(table) for table in tables(lines)]
    return list(dict.fromkeys(sentence for one in found if one for sentence in one[1]))


def _events(lines: Sequence[Line], titled_so: bool) -> Iterator[Found]:
    """The events of some lines in order: rows of tables with times, and lines with a time."""
    bare = (
        sum(
            1
            for line in lines
            if line.sort in (Sort.ITEM, Sort.WORDS) and re.match(r"\W*[01]\d[0-5]\d\s*[:–—-]\s", line.text)
        )
        > 1
    )
    chunk: list[Line] = []
    every = list(tables(lines))
    starts = {id(table[0]): table for table in every}
    inside = {id(line) for table in every for line in table}
    collected: list[list[Line] | list[Found]] = []
    for line in lines:
        if id(line) in starts:
            rows = table_events(starts[id(line)])
            if rows and (titled_so or _convincing(rows[0])):
                collected += [chunk, rows[0]]
                chunk = []
        elif id(line) not in inside:
            chunk.append(line)
    collected.append(chunk)
    kind = leading_kind(line for part in collected for line in part if isinstance(line, Line))
    tabled = any(isinstance(one, Found) for part in collected for one in part)
    for part in collected:
        if part and isinstance(part[0], Found):
            yield from (one for one in part if isinstance(one, Found))
        else:
            own = [line for line in part if isinstance(line, Line)]
            if not tabled or titled_so:
                yield from _lines(own, titled_so, bare, kind)


def _convincing(rows: Sequence[Found]) -> bool:
    return sum(1 for row in rows if row.stamp.clock or row.stamp.at) >= min(_SURE_ENOUGH, len(rows))


def leading_kind(lines: Iterable[Line]) -> Sort:
    """The sort of line that most often begins with a time."""
    counts = {Sort.ITEM: 0, Sort.WORDS: 0, Sort.HEADING: 0}
    for line in lines:
        if line.sort in counts and (found := line.stamped) and found[0].clock:
            counts[line.sort] += 1
    return max(counts, key=lambda sort: counts[sort])


def _lines(lines: Sequence[Line], titled_so: bool, bare: bool, kind: Sort) -> Iterator[Found]:
    stamped = [_stamped(line, bare) for line in lines]
    spoken = [_SPOKEN.match(line.text) if line.sort is Sort.WORDS else None for line in lines]
    if not titled_so and sum(map(bool, spoken)) < _SURE_ENOUGH:
        # “At 10:00 we met.” alone is a sentence of a letter.
        stamped = [None if said else found for said, found in zip(spoken, stamped, strict=True)]
    if not any(found and (found[0].clock or found[0].approx) for found in stamped):
        if not titled_so:
            stamped = [None] * len(lines)
        if (late := [trailing(line.text) if line.sort is not Sort.HEADING else None for line in lines]) and sum(
            map(bool, late)
        ) >= _SURE_ENOUGH:
            stamped = late
    if _ends_with_times(lines, stamped):
        lines, stamped = list(lines)[::-1], stamped[::-1]
        yield from list(walked(lines, stamped, kind))[::-1]
        return
    yield from walked(lines, stamped, kind)


def _ends_with_times(lines: Sequence[Line], stamped: Sequence[tuple[Stamp, str] | None]) -> bool:
    """Whether each time stands alone on the line below its words, as on status pages."""
    filled = [found for line, found in zip(lines, stamped, strict=True) if line.sort in (Sort.WORDS, Sort.ITEM)]
    alone = [found for found in filled if found and found[0].clock]
    return (
        len(alone) > 1
        and not any(text for _, text in alone)
        and filled[0] is None
        and filled[-1] is not None
        and all(not (one and other) for one, other in pairwise(filled))
    )


def _stamped(line: Line, bare: bool) -> tuple[Stamp, str] | None:
    if line.sort in (Sort.BLANK, Sort.ROW):
        return None
    found = leading(line.text, bare) if bare else line.stamped
    if found and line.sort is Sort.WORDS and found[0].clock is None and not found[0].approx and len(found[1]) > 200:
        return None
    return found


def sure(content: Content) -> float:
    """How sure it is that somebody wrote this by hand: it is what remains."""
    return 0.5 if content.json.value is None else 0
