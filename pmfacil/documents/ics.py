"""The dates of a review for a calendar: due dates of actions and follow-up reviews, each a whole day (P64, P80)."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pmfacil.documents.spreadsheet import said
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action
from pmfacil.review.notes import FollowUp
from pmfacil.review.text import short

if TYPE_CHECKING:
    from icalendar import Event

RESTRICTED = "Restricted"
"""What the name of a calendar begins with if it holds what is not for everybody."""


def to_ics(voice: Voice, *, restricted: bool) -> str:
    """The dates as a calendar; taken in a second time it changes what the first one brought.

    Args:
        voice: The review as its readers may see it.
        restricted: Whether there is something in it that is not for everybody.
    """
    # Loaded when it is used: it takes longer than all the rest of a command.
    from icalendar import Calendar

    title = short(voice.hide(voice.review.incident.title) or "Incident review", 200)
    calendar = Calendar()
    calendar.add("prodid", "-//pmfacil//review//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{RESTRICTED}: {title}" if restricted else title)
    for action in voice.review.commitments():
        if action.due:
            calendar.add_component(_event(voice, action, action.due, *_of_action(voice, action, title)))
    for follow_up in voice.review.follow_ups:
        summary = f"Follow-up review: {voice.hide(follow_up.text)}"
        calendar.add_component(_event(voice, follow_up, follow_up.on, summary, title))
    return calendar.to_ical().decode()


def _of_action(voice: Voice, action: Action, title: str) -> tuple[str, str]:
    """The summary and the description of a due date."""
    told = (
        ("Owner", action.owner),
        ("Priority", voice.policies.priority_name(action.priority)),
        ("Done when", action.check),
        ("Ticket", action.ticket),
        ("Review", title),
    )
    state = f"{str(action.status).capitalize()}: " if action.closed() else ""
    description = "\n".join(f"{label}: {text}" for label, text in told if text)
    return f"{state}{action.label()} {said(voice, action)}", description


def _event(voice: Voice, part: Action | FollowUp, on: date, summary: str, description: str) -> "Event":
    from icalendar import Event

    review = voice.review
    now: datetime = voice.now or review.created
    event = Event()
    event.add("uid", f"{part.id}-{review.id}@pmfacil")
    event.add("dtstamp", now)
    # Counted up with the time, so that a calendar takes the later one of two exports.
    event.add("sequence", max(0, int((now - review.created).total_seconds() // 60)))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1) if on < date.max else on)
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    closed = isinstance(part, Action) and part.closed()
    event.add("status", "CANCELLED" if closed else "CONFIRMED")
    if part.restricted or review.incident.restricted:
        event.add("class", "CONFIDENTIAL")
    return event
