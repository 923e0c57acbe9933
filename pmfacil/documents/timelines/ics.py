"""Calendar files: maintenance windows, deploy calendars, on-call shifts."""

from datetime import UTC, date, datetime

from pmfacil.documents.timelines.clocks import Clock
from pmfacil.documents.timelines.days import Day
from pmfacil.documents.timelines.found import Content, Draft, Found
from pmfacil.documents.timelines.stamps import Stamp


def sure(content: Content) -> float:
    """How sure it is that this is a calendar."""
    return 1 if content.text.lstrip()[:15].upper() == "BEGIN:VCALENDAR" else 0


def read_ics(content: Content) -> Draft | None:
    """The events of a calendar."""
    from icalendar import Calendar

    found: list[Found] = []
    left: tuple[str, ...] = ()
    try:
        calendars = Calendar.from_ical(content.text, multiple=True)
    except (ValueError, KeyError, IndexError):
        return None
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            start, end = event.get("DTSTART"), event.get("DTEND")
            stamp = _stamp(getattr(start, "dt", None), getattr(end, "dt", None))
            text = ": ".join(part for key in ("SUMMARY", "DESCRIPTION") if (part := str(event.get(key, "")).strip()))
            if stamp and text:
                found.append(Found(stamp, text, str(event.get("LOCATION", "")).strip() or "calendar"))
            if event.get("RRULE"):
                left = ("Of events that repeat, only the first is read.",)
    return Draft(tuple(found), "a calendar", left_out=left)


def _stamp(start: object, end: object) -> Stamp | None:
    if isinstance(start, datetime):
        last = end.astimezone(start.tzinfo) if isinstance(end, datetime) and end.tzinfo and start.tzinfo else end
        clock = Clock(last.hour, last.minute) if isinstance(last, datetime) and last != start else None
        if start.tzinfo:
            return Stamp(at=start if start.utcoffset() else start.astimezone(UTC), end=clock)
        return Stamp(Day(start.year, start.month, start.day), Clock(start.hour, start.minute, start.second), clock)
    return Stamp(Day(start.year, start.month, start.day)) if isinstance(start, date) else None
