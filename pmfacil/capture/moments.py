"""When was that: the times people type, in the zone of the review."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta

from pmfacil.capture.dates import say_day
from pmfacil.capture.reading import Unclear, say
from pmfacil.review.review import Review

_TYPED = re.compile(
    r"(?:(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})\s+|(?P<days>[+-][0-9]{1,7})\s+)?"
    r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?!\S)\s*"
)
_DAY = timedelta(days=1)
_TWICE = ("the first of two, as the clocks went back", "the second of two, as the clocks went back")


@dataclass(frozen=True)
class Moment:
    """A moment that was typed, and the words after it."""

    at: datetime
    said: str
    """The time as it was understood, with its day where that is not the day of the incident's start."""
    rest: str


def read_moment(words: str, review: Review, today: date) -> Moment:
    """The moment that the words begin with.

    Raises:
        Unclear: If they begin with none, or with one that never was.
    """
    typed = _TYPED.match(words)
    if typed is None:
        raise Unclear("An event begins with its time, as in 23:27, +1 00:36 or 2017-02-01 00:36")
    try:
        hour, minute, second = (int(part) for part in f"{typed['clock']}:0".split(":")[:3])
        clock = time(hour, minute, second)
    except ValueError:
        raise Unclear(f"“{typed['clock']}” is not a time of day") from None
    try:
        at, remark = _find(typed, clock, review, today)
        if not MINYEAR < at.year < MAXYEAR:
            raise OverflowError
        return Moment(at, say(_say(at, review, today), remark), words[typed.end() :])
    except (ValueError, OverflowError):
        raise Unclear(f"“{typed[0].strip()}” is not on any calendar") from None


def begins_with_time(words: str) -> bool:
    """Whether the words begin like a moment, even if there was none such."""
    return _TYPED.match(words) is not None


def _find(typed: re.Match[str], clock: time, review: Review, today: date) -> tuple[datetime, str]:
    """The moment, and what has to be said about how it was found."""
    if typed["date"]:
        return _first(date.fromisoformat(typed["date"]), clock, review)
    start = review.incident.start
    if start is not None and not typed["days"]:
        return _from_start(start, clock, review)
    day, remark = _first_day(review, today)
    at, twice = _first(day + timedelta(days=int(typed["days"] or 0)), clock, review)
    return at, say(remark, twice)


def _first_day(review: Review, today: date) -> tuple[date, str]:
    """The day that times are counted from, and what has to be said if it is not the incident's start."""
    if review.incident.start is not None:
        return _local(review.incident.start, review).date(), ""
    if review.events:
        return _local(review.events[0].at, review).date(), "the first event's day, as the incident has no start yet"
    return today, "today, as the incident has no start yet"


def _first(day: date, clock: time, review: Review) -> tuple[datetime, str]:
    found = _moments(day, clock, review)
    if not found:
        raise Unclear(_skipped(day, clock, review))
    return found[0], _TWICE[0] if len(found) > 1 else ""


def _from_start(start: datetime, clock: time, review: Review) -> tuple[datetime, str]:
    """The first such moment at or after the start, to the minute: nothing in its minute is meant a day later."""
    began = _local(start, review).replace(second=0, microsecond=0)
    since = began.astimezone(UTC)
    for day in (began.date(), began.date() + _DAY):
        found = _moments(day, clock, review)
        if not found and datetime.combine(day, clock) >= began.replace(tzinfo=None):
            raise Unclear(_skipped(day, clock, review))
        for at, twice in zip(found, _TWICE, strict=False):
            if at >= since:
                return at, twice if len(found) > 1 else ""
    raise OverflowError


def _moments(day: date, clock: time, review: Review) -> list[datetime]:
    """When clocks on the wall show this on that day: never in the gap of spring, twice in autumn."""
    wall = datetime.combine(day, clock)
    zone = review.incident.zone()
    both = dict.fromkeys(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return [at for at in both if at.astimezone(zone).replace(tzinfo=None) == wall]


def _skipped(day: date, clock: time, review: Review) -> str:
    where = review.incident.timezone
    return f"There was no {_clock(clock)} on {say_day(day, day)}: the clocks in {where} went forward"


def _local(at: datetime, review: Review) -> datetime:
    return at.astimezone(review.incident.zone())


def _say(at: datetime, review: Review, today: date) -> str:
    local, start = _local(at, review), review.incident.start
    same_day = start is not None and _local(start, review).date() == local.date()
    return _clock(local.time()) if same_day else f"{say_day(local.date(), today)} {_clock(local.time())}"


def _clock(clock: time) -> str:
    return clock.isoformat("seconds" if clock.second else "minutes")
