"""What happened, minute by minute (P30-P32)."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta, timezone

from pmfacil.documents.blocks import Blocks, table
from pmfacil.documents.voice import Voice
from pmfacil.review.timeline import Event
from pmfacil.review.times import close_together, say_length

Row = tuple[str, str, str, str]


def timeline(voice: Voice) -> Blocks:
    """The events in a table: a row for each new day and each explained gap, other recollections below the first."""
    events = voice.review.events
    if not events:
        return []
    several_days = len({voice.local(event.at).date() for event in events}) > 1
    close = close_together(event.at for event in events)
    rows: list[Row] = []
    before: Event | None = None
    for first, *others in _recollected(events):
        if several_days and (before is None or voice.local(before.at).date() != voice.local(first.at).date()):
            rows.append(("", f"*{voice.weekday_of(first.at)}*", "", ""))
        rows.extend(_rows(voice, first, before, close))
        for other in others:
            rows.extend(_rows(voice, other, None, close, first))
        before = first
    return [_zone(voice, events, several_days), *table(("Time", "Event", "Kind", "Source"), rows)]


def _zone(voice: Voice, events: Sequence[Event], several_days: bool) -> str:
    zone = voice.review.incident.timezone
    offsets = dict.fromkeys(str(timezone(voice.local(event.at).utcoffset() or timedelta())) for event in events)
    named = zone if zone == "UTC" else f"{zone} ({', later '.join(offsets)})"
    day = "" if several_days else f", on {voice.weekday_of(events[0].at)}"
    bold = " Milestones and what customers could see are bold." if any(map(_is_bold, events)) else ""
    return f"Times are {named}{day}.{bold}"


def _recollected(events: Sequence[Event]) -> list[list[Event]]:
    """Each first recollection with the others of the same moment."""
    by_id = {event.id: event for event in events}
    together = {event.id: [event] for event in events if not event.recollects}
    for event in events:
        first = event
        while first.recollects:
            first = by_id[first.recollects]
        if first is not event:
            together[first.id].append(event)
    return list(together.values())


def _is_bold(event: Event) -> bool:
    return event.milestone or event.customer_facing


def _rows(
    voice: Voice, event: Event, before: Event | None, close: Collection[datetime], recollects: Event | None = None
) -> list[Row]:
    text = f"**{voice.cell(event.text)}**" if _is_bold(event) else voice.cell(event.text)
    known = f" (known then: {voice.cell(event.known)})" if event.known else ""
    marks = (
        str(event.kind or ""),
        "milestone" if event.milestone else "",
        "customer-facing" if event.customer_facing else "",
    )
    kind = ", ".join(mark for mark in marks if mark)
    opening = f"Another recollection of {voice.clock(recollects.at, close)}: " if recollects else ""
    same_day = recollects is None or voice.local(recollects.at).date() == voice.local(event.at).date()
    clock = voice.clock(event.at, close)
    time = clock if same_day else f"{voice.date_of(event.at)}, {clock}"
    row = (time, f"{opening}{text}{known}{voice.tail(event)}", kind, voice.cell(event.source))
    if not event.gap_note:
        return [row]
    gap = event.at - before.at if before else timedelta()
    silence = f"{say_length(gap)} without an entry" if gap >= timedelta(minutes=1) else "Nothing written before this"
    return [("", f"*{silence}:* {voice.cell(event.gap_note)}", "", ""), row]
