"""Whether a file writes the day before the month or after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pmfacil.documents.timelines.days import Day
from pmfacil.documents.timelines.found import Draft, Found
from pmfacil.documents.timelines.guesses import Guesses
from pmfacil.documents.timelines.zones import AMERICAN


def ordered(draft: Draft, guesses: Guesses) -> list[Found]:
    """The events with day and month of every date in the order that this file has."""
    found = list(draft.found)
    every = [one.stamp.day for one in found if one.stamp.day] + [one.day for one in found if one.day]
    every += [day for day, _ in draft.days]
    numeric = [day for day in every if day.sign]
    open_ones = [day for day in numeric if not day.sure]
    if not open_ones:
        return found
    sure = [day for day in numeric if day.sure]
    if sure:
        # What was read day first and had to be swapped shows a day above 12.
        month_first = sum(day.month_first for day in sure) > len(sure) / 2
    else:
        month_first = _month_first(found, open_ones, draft)
        order = "month before day" if month_first else "day before month"
        guesses.add(f"Dates such as {_like(open_ones[0])} are read {order}.")
    if not month_first:
        return found
    return [replace(one, stamp=replace(one.stamp, day=_swap(one.stamp.day)), day=_swap(one.day)) for one in found]


def _swap(day: Day | None) -> Day | None:
    return day.swapped() if day and not day.sure else day


def _like(day: Day) -> str:
    return f"{day.day:02}{day.sign}{day.month:02}{f'{day.sign}{day.year}' if day.year else ''}"


def _month_first(found: Sequence[Found], days: Sequence[Day], draft: Draft) -> bool:
    """Whether month before day is the better guess: by the order of the events, by the zone, by a 12-hour clock."""
    spans = [_disorder([day.on(2000) for day in some]) for some in (days, [day.swapped() for day in days])]
    if spans[0] != spans[1]:
        return spans[1] < spans[0]
    zones = {draft.zone, *(one.stamp.zone for one in found)}
    if zones & AMERICAN:
        return True
    if days[0].sign == "-" and not days[0].year:
        return True
    return days[0].sign == "/" and any(one.stamp.clock and one.stamp.clock.half for one in found) and zones <= {""}


def _disorder(days: Sequence[date | None]) -> int:
    """By how many days the days are apart, one after the other."""
    whole = [day for day in days if day]
    apart = sum(abs((later - earlier).days) for earlier, later in pairwise(whole))
    return apart + 10_000 * (len(days) - len(whole))
