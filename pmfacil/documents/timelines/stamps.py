"""The time at the beginning of a line, in a cell or at the end of a line."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from pmfacil.documents.timelines.clocks import BARE, Clock, read_clock, read_digits
from pmfacil.documents.timelines.days import Day, read_day
from pmfacil.documents.timelines.emphasis import unpaired
from pmfacil.documents.timelines.zones import read_zone

_OPEN = re.compile(r"[\s*_`\"'(\[<{~≈@]*")
_CLOSE = re.compile(r"[*_`\"')\]>}]*")
_APPROX = re.compile(r"(?:~|≈|(?:approx(?:imately|\.)?|around|about|circa|ca?\.)\s)\s*", re.IGNORECASE)
_LEAD = re.compile(r"(?:(?:at|on|by)\s+|time(?:stamp)?\s*:\s*)", re.IGNORECASE)
_ZONE_FIRST = re.compile(r"(UTC|GMT|CET|CEST|EST|EDT|PST|PDT)\s+(?=\d)")
_BETWEEN = re.compile(
    r"[*_`]*(?:\s*\((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\))?"
    r"(?:\s*[,|@]\s*|T|\s+(?:at\s+|@\s*|um\s+|[àa]\s+|às\s+|a las\s+|alle\s+|kl\.?\s+|-\s+)?|:\s+)[*_`~≈]*",
    re.IGNORECASE,
)
_ON = re.compile(r"[*_`]*[,\s]\s*(?:on\s+|\()?", re.IGNORECASE)
_ISO = re.compile(
    r"((?:19|20)\d\d)-([01]\d)-([0-3]\d)[T ](\d\d):([0-5]\d):([0-5]\d)(?:[.,]\d{1,9})?(Z|[+-]\d\d:?[0-5]\d|)"
    r"(?=[\s,;\]]\s?[A-Za-z\[<(]|\Z)(?!\s?(?:[AaPp][Mm]\b|[A-Z]{2,5}\b|to\b))"
)
_UNKNOWN = re.compile(
    r"(?:\?{1,2}\s?[:.]\s?\?{1,2}|\?{2,}|\d{1,2}:\?\?|--:--|T\s?[+\u2212-]\s?\d{1,4}(?::\d\d|\s?h\s?\d\d|\s?(?:s|m|h|d|min|mins|hrs?|hours?|days?)\b)?(?=\W)|(?:TBD|TBC|unknown|n/?a)(?=\s*[\]):|–—-]|$))",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\s?[+\u2212-]\d\d:?[0-5]\d(?!\d)|\s?[+\u2212-]\d\d(?![\d:])")
_PLUS_OFFSET = re.compile(r"\s?\+\d\d:?[0-5]\d(?!\d)|\s-\d{4}(?!\d)")
_TO = re.compile(r"[*_`]*\s*(?:-|–|—|→|->|to|until|till|bis)\s*[*_`]*(?:~|≈)?\s*", re.IGNORECASE)
_SECONDS = re.compile(r"[-–](?P<second>[0-5]\d)(?![\d:])")
_SECOND_ZONE = re.compile(r"\s?[(/|]\s?\d{1,2}:\d\d\s?(?:[ap]\.?m\.?)?\s?", re.IGNORECASE)
_SEPARATOR = re.compile(
    # A colon that begins a code such as “:fire:” belongs to the words.
    r"[\s*_`)\]>]*(?:(?:(?!(?<=\s):[a-z0-9+_-]{1,40}:(?!\w))[:\-–—|,;•·→=]|\.(?=\s))[\s*_`]*)*"
)


@dataclass(frozen=True)
class Stamp:
    """When something happened, as far as the words say it."""

    day: Day | None = None
    clock: Clock | None = None
    end: Clock | None = None
    zone: str = ""
    approx: bool = False
    at: datetime | None = None
    """The very moment, where a tool wrote it."""

    def shape(self) -> tuple[bool, ...]:
        """What it has, by which two stamps in one style are known."""
        half = bool(self.clock and self.clock.half)
        return (self.day is None, half, bool(self.zone), bool(self.clock and self.clock.second is not None))


def leading(text: str, bare: bool = False) -> tuple[Stamp, str] | None:
    """The time that a line begins with, and the words after it; `bare` takes “0930 - words” too."""
    found = read_stamp(text, 0, bare)
    if found is None:
        return None
    stamp, end = found
    separator = _SEPARATOR.match(text, end)
    after = separator.end() if separator else end
    if after == end and text[end : end + 1].isalnum():
        return None
    begun = text[:end]
    return stamp, unpaired(begun, text[after:].strip())


def whole(text: str, year: int | None = None) -> Stamp | None:
    """The time that a cell holds and nothing else."""
    found = leading(text.strip(), bare=True)
    if found is None or re.sub(r"[\W_]|\b(?:approx|est|estimated|approximately|ish)\b", "", found[1]):
        return None
    stamp = found[0]
    if year and stamp.day and not stamp.day.year:
        stamp = replace(stamp, day=replace(stamp.day, year=year))
    return stamp


_TAIL = re.compile(
    r"^(?P<text>.*?\w.*?)(?:\s*[-–—:|,]\s+|\s+(?:at|@|um)\s+|\s*[(\[]\s*(?:at\s+)?)(?=[~≈\d])(?P<tail>[^()\[\]]{4,60})[)\]]?\.?$"
)

_AT_THE_END = 100
"""The characters at the end of a line among which a time may stand; more would take long to look through."""


def trailing(text: str) -> tuple[Stamp, str] | None:
    """The time that a line ends with, and the words before it."""
    far = max(0, len(text) - _AT_THE_END)
    found = _TAIL.match(text[far:])
    stamp = whole(found["tail"]) if found else None
    if found is None or stamp is None or stamp.clock is None:
        return None
    return stamp, (text[:far] + found["text"]).strip()


def read_stamp(text: str, at: int = 0, bare: bool = False) -> tuple[Stamp, int] | None:
    """The time that is written at this place, and where it ends."""
    if (iso := _ISO.match(text, at)) and (quick := _of_iso(iso)):
        return quick, iso.end()
    opened = _OPEN.match(text, at)
    place = opened.end() if opened else at
    approx = "~" in text[at:place] or "≈" in text[at:place]
    for skip in (_LEAD, _APPROX):
        if found := skip.match(text, place):
            place, approx = found.end(), approx or skip is _APPROX
    if unknown := _UNKNOWN.match(text, place):
        return Stamp(approx=True), unknown.end()
    zoned = _ZONE_FIRST.match(text, place)
    place = zoned.end() if zoned else place
    dated = read_day(text, place)
    day, end = dated or (None, place)
    clock: tuple[Clock, int] | None = None
    if day:
        between = _BETWEEN.match(text, end)
        if between:
            approx = approx or "~" in between[0] or "≈" in between[0]
            start = between.end()
            more = _APPROX.match(text, start)
            start = more.end() if more else start
            clock = read_clock(text, start) or read_digits(text, between.end())
            if not clock and (unknown := _UNKNOWN.match(text, start)):
                return Stamp(day, approx=True), unknown.end()
        if not clock:
            return Stamp(day, approx=approx), _past(text, end)
    else:
        clock = read_clock(text, place) or (read_digits(text, place, BARE) if bare else None)
        if not clock:
            return None
    stamp, end = _finish(text, day, clock, approx)
    return (replace(stamp, zone=stamp.zone or zoned[1]) if zoned else stamp), end


def _of_iso(iso: re.Match[str]) -> Stamp | None:
    """The stamp that most tools write, without looking for anything else."""
    day = Day(int(iso[1]), int(iso[2]), int(iso[3]))
    clock = Clock(int(iso[4]), int(iso[5]), int(iso[6]) if iso[6] else None)
    return Stamp(day, clock, zone=iso[7] or "") if day.on(2000) and clock.hour < 24 else None


def _finish(text: str, day: Day | None, clock: tuple[Clock, int], approx: bool) -> tuple[Stamp, int]:
    """The stamp with what follows its clock: zone, end, a date that comes second."""
    first, end = clock
    zone, end = _zone(text, end, numeric=day is not None)
    last: Clock | None = None
    if (seconds := _SECONDS.match(text, end)) and first.second is not None and not zone:
        last, end = replace(first, second=int(seconds["second"])), seconds.end()
    elif to := _TO.match(text, end):
        other = read_day(text, to.end())
        between = _BETWEEN.match(text, other[1]) if other else None
        if later := read_clock(text, between.end() if between else to.end()):
            last, end = later[0], later[1]
            late, end = _zone(text, end, numeric=False)
            zone = zone or late
    if last and last.half and not first.half and first.hour <= 12:
        turned = first.hour % 12 > last.hour % 12
        first = replace(first, half={"a": "p", "p": "a"}[last.half] if turned else last.half)
    on = _ON.match(text, end) if day is None else None
    after = read_day(text, on.end()) if on else None
    if after and (after[0].year or not after[0].sign):
        day, end = after
    return Stamp(day, first, last, zone, approx), _past(text, end)


def _past(text: str, end: int) -> int:
    closed = _CLOSE.match(text, end)
    return closed.end() if closed else end


def _zone(text: str, at: int, numeric: bool) -> tuple[str, int]:
    """The zone after a clock, and where it ends; a second clock in another zone is passed over."""
    if offset := (_OFFSET if numeric else _PLUS_OFFSET).match(text, at):
        rest = text[offset.end() : offset.end() + 1]
        # A range such as “10:01-10:02” is no offset.
        if "+" in offset[0] or (
            numeric and text[at - 3 : at - 2] == ":" and "T" in text[max(0, at - 20) : at] and rest != ":"
        ):
            return offset[0].strip(), offset.end()
    opened = re.compile(r"[*_`]*\s?[(\[]?\s?").match(text, at)
    start = opened.end() if opened else at
    found = read_zone(text, start)
    if not found:
        return "", at
    zone, end = found
    if (second := _SECOND_ZONE.match(text, end)) and (other := read_zone(text, second.end())):
        end = other[1]
    return zone, end
