"""Which day and which half of it was meant: what a file says once, or not at all, settled for all its events."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from pmfacil.documents.timelines.day_order import ordered
from pmfacil.documents.timelines.days import Day
from pmfacil.documents.timelines.found import Draft, Found
from pmfacil.documents.timelines.guesses import Guesses
from pmfacil.documents.timelines.halves import halved, since

_BACK = timedelta(hours=6)
"""A clock that goes back by more than this has passed midnight; by less, the rows are out of order."""


@dataclass(frozen=True)
class Dated:
    """An event with its day, where one can be known, and its clock."""

    found: Found
    day: date | None
    clock: time | None
    end: time | None = None
    midnights: int = 0
    """How many midnights have passed since the first event, where no day can be known."""


def dated(draft: Draft, name: str, today: date) -> tuple[list[Dated], list[str]]:
    """The events with days and clocks, and what was guessed, a sentence each."""
    guesses = Guesses()
    found = halved(ordered(draft, guesses), guesses)
    days = [*draft.days, *((day, "the name of the file") for day in _in_name(name))]
    anchor = _anchor(found, days, today, guesses)
    backwards = _backwards(found)
    settled: list[Dated] = []
    above: Day | None = None
    current: date | None = None
    last: time | None = None
    midnights = 0
    for one in found:
        stamp = one.stamp
        if stamp.at:
            end = stamp.end.time() if stamp.end else None
            settled.append(Dated(one, stamp.at.date(), stamp.at.timetz().replace(tzinfo=None), end))
            continue
        clock, end = stamp.clock.time() if stamp.clock else None, stamp.end.time() if stamp.end else None
        written = stamp.day or (one.day if one.day != above else None)
        if written:
            current, above = _settle(written, current, anchor, today, guesses), one.day
            last = None
        elif current is None and anchor and anchor[1]:
            current = anchor[0]
            guesses.add(f"The day, {current.isoformat()}, is from {anchor[1]}.")
        if clock and last and not stamp.day and _past_midnight(last, clock, backwards):
            guesses.add("A clock that starts again means the next day.")
            midnights += -1 if backwards else 1
            current = _moved(current, -1 if backwards else 1)
        last = clock or last
        # A day that is only guessed says nothing about an event whose time is not known.
        known = clock or stamp.day or one.day
        settled.append(Dated(one, current if known else None, clock, end, midnights))
    return settled, guesses.said


def _in_name(name: str) -> Iterator[Day]:
    for found in re.finditer(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)", name):
        day = Day(int(found[1]), int(found[2]), int(found[3]))
        if day.on(2000):
            yield day


def _settle(
    day: Day, current: date | None, anchor: tuple[date, str] | None, today: date, guesses: Guesses
) -> date | None:
    if day.year:
        return day.on(day.year)
    if current is None and anchor is None:
        guesses.add("No year is written; the latest that is not in the future was taken.")
        return day.near(today, latest=today)
    near = current or (anchor[0] if anchor else today)
    found = day.near(near)
    if found:
        guesses.add(f"Where no year is written, the nearest to {near.year} was taken.")
    return found


def _anchor(
    found: Sequence[Found], days: Sequence[tuple[Day, str]], today: date, guesses: Guesses
) -> tuple[date, str] | None:
    """The day from which years, and days that are not written, are reckoned, and where it is from."""
    own = [one.stamp.day for one in found if one.stamp.day and one.stamp.day.year]
    heads = [one.day for one in found if one.day and one.day.year]
    if first := next((day for day in [*own, *heads] if day), None):
        when = first.on(today.year)
        return (when, "") if when else None
    for day, place in days:
        if day.year and (when := day.on(day.year)):
            return when, place
    for day, place in days:
        if when := day.near(today, latest=today):
            guesses.add("No year is written; the latest that is not in the future was taken.")
            return when, place
    return None


def _past_midnight(before: time, now: time, backwards: bool) -> bool:
    gone = since(now) - since(before)
    return (-gone if backwards else gone) < -_BACK


def _moved(day: date | None, by: int) -> date | None:
    try:
        return day + timedelta(days=by) if day else None
    except OverflowError:
        return day


def _backwards(found: Sequence[Found]) -> bool:
    """Whether the newest comes first."""
    clocks = [since(one.stamp.clock.time()) for one in found if one.stamp.clock]
    steps = [later - earlier for earlier, later in pairwise(clocks)]
    down = sum(1 for step in steps if -_BACK < step < timedelta())
    up = sum(1 for step in steps if timedelta() < step < _BACK)
    return down > 1 and down > 2 * up
