"""A walk down the lines of a timeline: which begin an event, which go on with one, which only name a day."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pmfacil.documents.timelines.days import Day, find_days
from pmfacil.documents.timelines.found import Found
from pmfacil.documents.timelines.lines import ABOUT_TIMES, Line, Sort, titled
from pmfacil.documents.timelines.paragraphs import Paragraph, finished
from pmfacil.documents.timelines.stamps import Stamp, read_stamp


@dataclass
class _Reading:
    """How far the reading of one part has come."""

    paragraphs: list[Paragraph] = field(default_factory=list[Paragraph])
    day: Day | None = None
    above: Stamp | None = None
    blank: bool = False


def walked(lines: Sequence[Line], stamped: Sequence[tuple[Stamp, str] | None], kind: Sort) -> Iterator[Found]:
    """The events of some lines.

    Args:
        lines: The lines, from top to bottom.
        stamped: For each line, the time it begins with and the words after it.
        kind: The sort of line that most often begins with a time.
    """
    reading = _Reading()
    last = max((n for n, found in enumerate(stamped) if found), default=-1)
    for number, (line, found) in enumerate(zip(lines, stamped, strict=True)):
        if line.sort is Sort.BLANK:
            reading.blank = True
            continue
        if found and _is_context(line, found, lines, stamped, number):
            reading.day = found[0].day or reading.day
            reading.above = found[0] if found[0].clock else None
            _close(reading)
        elif found and not _wrapped(reading, line, kind):
            _open(reading, line, found)
        elif line.sort is Sort.HEADING:
            _close(reading)
            reading.above = _half(line.text)
            reading.day = next((day for day, _, _ in find_days(line.text)), reading.day)
        elif reading.paragraphs and _continues(reading, line, number > last):
            reading.paragraphs[-1].parts.append(line.text)
        elif line.sort is Sort.WORDS and (days := list(find_days(line.text))) and len(line.text) < 60 and not found:
            reading.day = days[0][0]
        else:
            _close(reading)
        reading.blank = False
    for event in reading.paragraphs:
        yield from finished(event)


def _close(reading: _Reading) -> None:
    if reading.paragraphs:
        reading.paragraphs[-1].nested = True


def _open(reading: _Reading, line: Line, found: tuple[Stamp, str]) -> None:
    stamp, text = found
    reading.paragraphs.append(
        Paragraph(line, stamp, [text] if text else [], reading.day, reading.above, begun=line.text[:5])
    )
    if stamp.day:
        reading.day = stamp.day


def _half(text: str) -> Stamp | None:
    """The time within a heading that tells morning from evening."""
    found = re.search(r"\d{1,2}[:.]\d\d(?:\s?[-–]\s?\d{1,2}[:.]\d\d)?\s?[ap]\.?m", text, re.IGNORECASE)
    read = read_stamp(text, found.start()) if found else None
    return read[0] if read else None


def _is_context(
    line: Line,
    found: tuple[Stamp, str],
    lines: Sequence[Line],
    stamped: Sequence[tuple[Stamp, str] | None],
    number: int,
) -> bool:
    """Whether a line with a time only says when the lines below it were, or is the title of some of them."""
    stamp, text = found
    below = ((lines[n], stamped[n]) for n in range(number + 1, len(lines)))
    if line.sort is Sort.HEADING:
        return _heads(line, stamp, below)
    if stamp.clock or stamp.approx or not stamp.day:
        return False
    if not re.sub(r"\W", "", text):
        return next((bool(one) for other, one in below if other.sort is not Sort.BLANK), False)
    # “2024-03-05 (all times UTC)” with a list below it.
    remark = text.endswith(":") or text.startswith("(") or (bool(ABOUT_TIMES.search(text)) and len(text) < 40)
    return remark and next((bool(one and one[0].clock) for _, one in below if one), False)


def _heads(line: Line, stamp: Stamp, below: Iterable[tuple[Line, tuple[Stamp, str] | None]]) -> bool:
    """Whether the events are below a heading with a time, so that it is none itself."""
    for other, one in below:
        if other.sort is Sort.HEADING:
            clocked = bool(one and one[0].clock)
            return stamp.clock is None and not stamp.approx and clocked and other.depth >= line.depth
        if one and (one[0].clock or not stamp.clock):
            return True
    return False


def _wrapped(reading: _Reading, line: Line, kind: Sort) -> bool:
    """Whether a line with a time is the rest of an item that was broken just there."""
    if not reading.paragraphs or reading.blank or line.sort is not Sort.WORDS or kind is not Sort.ITEM:
        return False
    above = reading.paragraphs[-1]
    return not above.nested and above.line.sort is Sort.ITEM and bool(above.parts)


def _continues(reading: _Reading, line: Line, trailing_off: bool) -> bool:
    """Whether a line without a time belongs to the event above it."""
    event = reading.paragraphs[-1]
    if event.nested:
        return False
    if not event.parts:
        return True
    if line.sort is Sort.ITEM and event.line.sort is not Sort.ITEM:
        listing = event.line.sort is Sort.HEADING or not reading.blank or event.parts[-1].endswith(":")
        event.listing = event.listing or listing
        return event.listing
    if line.sort is Sort.ITEM:
        return line.depth > event.line.depth
    if not reading.blank or event.line.sort is Sort.HEADING:
        return True
    if event.line.sort is Sort.ITEM:
        return line.depth > event.line.depth
    return not trailing_off and not titled(line)
