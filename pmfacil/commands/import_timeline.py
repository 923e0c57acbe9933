"""`import-timeline`: events from other tools and from text."""

import sys
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmfacil.commands.saying import answer_json, one_line, say
from pmfacil.commands.session import fitting, library_of, library_option
from pmfacil.commands.writing import await_disk, writing
from pmfacil.review.text import short
from pmfacil.sessions.errors import SessionError, reason

if TYPE_CHECKING:
    from pmfacil.documents.timelines.imported import Imported, ImportedEvent
    from pmfacil.documents.timelines.placing import Placed
    from pmfacil.review.review import Review
    from pmfacil.sessions.entry import Entry
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.live import LiveMeeting


@click.command("import-timeline")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, allow_dash=True))
@click.argument("session", metavar="[SESSION]", required=False, shell_complete=fitting)
@click.option("--dry-run", is_flag=True, help="Show what would be read; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: the events with --dry-run, else what was done.")
@click.option("--tz", metavar="ZONE", help="The zone of times for which the file names none; else that of the review.")
@library_option
@click.pass_context
def import_timeline(
    context: click.Context, file: str, session: str | None, dry_run: bool, as_json: bool, tz: str | None
) -> None:
    """Read events from a file of another tool, or from a text.

    FILE is a Slack export (ZIP or folder), a copied chat, a log or an incident of PagerDuty, incident.io, FireHydrant,
    Opsgenie, Statuspage or GitHub as JSON, a table as CSV, a calendar, or a timeline in Markdown, HTML or plain text;
    `-` is stdin. What it is, is seen by what is in it. Reading the same file again adds nothing twice.

    \b
    Example:
      pmfacil import-timeline notes.md --dry-run
      pmfacil import-timeline export.zip last --tz Europe/Berlin
    """
    if session is None and not dry_run:
        raise click.UsageError("Name the session that the events are for, or add --dry-run to look at them only")
    entry = library_of(context).find(session) if session is not None else None
    zone = _zone(tz)
    review = _review(entry) if entry is not None else None
    imported = _read(file, review)
    for sentence in (*imported.left_out, *imported.guessed):
        say(sentence)
    if dry_run:
        for sentence in _guessed(imported, review, zone):
            say(sentence)
        _show(imported, review, zone, as_json)
    elif entry is not None and (imported.events or as_json):
        place = _add(entry, imported, zone, Path(file).name)
        _tell(place, as_json)
        if not place.events and not place.there_already:
            raise click.exceptions.Exit(1)
    if not imported.events:
        raise click.exceptions.Exit(1)


def _review(entry: "Entry") -> "Review":
    """The review of a session as it is now, which stays open to others."""
    from pmfacil.sessions.live import LiveMeeting

    meeting = LiveMeeting.open(entry.path, write=False)
    meeting.close()
    return meeting.review


def _read(file: str, review: "Review | None") -> "Imported":
    """What the file holds.

    Raises:
        SessionError: If it cannot be read at all.
    """
    from pmfacil.clock import SystemClock
    from pmfacil.documents.timelines.reading import read_timeline
    from pmfacil.sessions.timeline_file import LARGEST_ARCHIVE, around_incident, read_timeline_file

    today = SystemClock().now().date()
    if file != "-":
        return read_timeline_file(Path(file), review, today)
    try:
        return read_timeline(sys.stdin.buffer.read(LARGEST_ARCHIVE), today, around=around_incident(review))
    except OSError as error:
        raise SessionError(f"stdin cannot be read: {reason(error)}; nothing was changed.") from error


def _guessed(imported: "Imported", review: "Review | None", zone: tzinfo | None) -> tuple[str, ...]:
    """What would have to be guessed about days and times, a sentence each."""
    from pmfacil.clock import SystemClock
    from pmfacil.documents.timelines.placing import placed

    if review is not None:
        today = SystemClock().now().astimezone(review.incident.zone()).date()
        return placed(review, imported.ticked, today, zone, imported.stated).guessed
    if any(event.clock and not event.day for event in imported.ticked):
        return ("No day is written: the one nearest to the start of an incident is meant; name its session to see it.",)
    return ()


def _show(imported: "Imported", review: "Review | None", zone: tzinfo | None, as_json: bool) -> None:
    """Print the events as they would be read, with roles for names if a session says who is who."""
    from dataclasses import replace

    from pmfacil.documents.timelines.links import unlinked
    from pmfacil.documents.timelines.placing import with_roles

    hide = with_roles(review.people if review else ())
    events = [
        replace(event, zone=event.zone or zone, text=hide(unlinked(event.text)), source=hide(event.source))
        for event in imported.ticked
    ]
    if as_json:
        answer_json([event.as_json() for event in events], indent=2)
        return
    for event in events:
        click.echo(_line(event))
    if imported.events:
        click.echo(_summary(imported))


def _line(event: "ImportedEvent") -> str:
    about = "~" if event.approx else ""
    until = f"–{event.end.isoformat('minutes')}" if event.end else ""
    source = f" ({event.source})" if event.source else ""
    when = f"{about}{(event.said() or '??:??').replace('T', ' ')}{until}"
    return one_line(f"{when}  {event.text}{source}")


def _summary(imported: "Imported") -> str:
    passed_over = len(imported.events) - len(imported.ticked)
    zone = f", times in {imported.zone}" if imported.zone else ", no zone named"
    noise = (
        f"; {passed_over} more are far from the incident, or joins, notifications and the like" if passed_over else ""
    )
    count = f"{len(imported.ticked)} events" if len(imported.ticked) != 1 else "One event"
    return one_line(f"{count}, read as {imported.shape}{zone}{noise}.")


def _add(entry: "Entry", imported: "Imported", zone: tzinfo | None, name: str) -> "Placed":
    """Add the events to the session as one edit, and wait until it is on disk; without any it is not even opened.

    Raises:
        SessionError: If the session cannot be written.
    """
    from pmfacil.documents.timelines.placing import Placed

    if not imported.ticked:
        return Placed()
    with writing(entry.path, "no event was added") as meeting:
        place = add_events(meeting, imported, zone, name)
        await_disk(meeting, "no event was added, and what was there is safe")
    return place


def add_events(
    meeting: "LiveMeeting | JoinedMeeting", imported: "Imported", zone: tzinfo | None, name: str
) -> "Placed":
    """Add the events to a meeting in one step, and say what had to be guessed."""
    from pmfacil.documents.timelines.placing import placed

    today = meeting.clock.now().astimezone(meeting.review.incident.zone()).date()
    place = placed(meeting.review, imported.ticked, today, zone, imported.stated)
    for sentence in place.guessed:
        say(sentence)
    if edit := place.edit(name):
        meeting.apply(edit)
    return place


def _tell(place: "Placed", as_json: bool) -> None:
    if not as_json:
        click.echo(place.said())
        return
    say(place.said())
    answer_json(
        {
            "added": len(place.events),
            "there_already": place.there_already,
            "without_time": len(place.without_time),
            "ids": [event.id for event in place.events],
        }
    )


def _zone(name: str | None) -> tzinfo | None:
    """The zone of this name.

    Raises:
        click.UsageError: If there is none.
    """
    from pmfacil.documents.timelines.zones import zone_of

    if name is None:
        return None
    zone = zone_of(name)
    if zone is None:
        raise click.UsageError(f"“{short(one_line(name))}” is not a time zone; write one like UTC or Europe/Berlin")
    return zone
