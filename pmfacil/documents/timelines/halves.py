"""Clocks that count to twelve and do not say which half of the day it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta

from pmfacil.documents.timelines.clocks import Clock
from pmfacil.documents.timelines.found import Found
from pmfacil.documents.timelines.guesses import Guesses

_NOON = 12
_TOLERANCE = timedelta(minutes=45)


def halved(found: list[Found], guesses: Guesses) -> list[Found]:
    """The events with their clocks on 24 hours, where the file counts to twelve and does not say which half."""
    if not _counts_to_twelve(found):
        return found
    guesses.add("Clocks count to twelve without a.m. and p.m.; each was read as the next such time.")
    last: timedelta | None = None
    day, above = None, None
    halved: list[Found] = []
    for one in found:
        stamp = one.stamp
        if (stamp.day != day and stamp.day) or one.day != above:
            last, day, above = None, stamp.day or day, one.day
        if one.above and one.above.clock and one.above.clock.half:
            begun = since(one.above.clock.time())
            last = begun if last is None or last < begun else last
        if stamp.clock and not stamp.clock.half:
            clock = _next(stamp.clock, last)
            last = since(clock.time())
            end = _next(stamp.end, last) if stamp.end and not stamp.end.half else stamp.end
            stamp = replace(stamp, clock=clock, end=end)
        elif stamp.clock:
            last = since(stamp.clock.time())
        halved.append(replace(one, stamp=stamp))
    return halved


def _next(clock: Clock, last: timedelta | None) -> Clock:
    """The clock in the half of the day in which it comes next."""
    morning, evening = replace(clock, half="a"), replace(clock, half="p")
    if last is None:
        return morning if clock.hour != _NOON else evening
    return next((one for one in (morning, evening) if since(one.time()) >= last - _TOLERANCE), morning)


def _counts_to_twelve(found: Sequence[Found]) -> bool:
    clocks = [one.stamp.clock for one in found if one.stamp.clock]
    plain = [clock for clock in clocks if not clock.half]
    if not plain or any(clock.hour > _NOON or clock.hour == 0 for clock in plain):
        return False
    if not any(clock.short for clock in plain):
        # “09:15” is how a 24-hour clock is written; only a clock without such zeros can be a 12-hour one.
        return False
    told = len(plain) < len(clocks) or any(one.above and one.above.clock and one.above.clock.half for one in found)
    return told or _round(plain)


def _round(clocks: Sequence[Clock]) -> bool:
    """Whether the clock goes back in a way that noon explains."""
    times = [since(Clock(clock.hour % _NOON, clock.minute).time()) for clock in clocks]
    plain = [since(clock.time()) for clock in clocks]
    went_back = [n for n in range(1, len(plain)) if plain[n] < plain[n - 1] - _TOLERANCE]
    return bool(went_back) and all(times[n] <= timedelta(hours=6) for n in went_back) and len(went_back) == 1


def since(clock: time) -> timedelta:
    """How long after midnight."""
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
