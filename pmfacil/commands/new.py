"""`new`: a new review."""

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click
from click.shell_completion import CompletionItem

from pmfacil.commands.meet import hold
from pmfacil.commands.saying import answer_json, at_terminal, one_line, say
from pmfacil.commands.session import library_of, library_option, name_option
from pmfacil.review.text import EditRefused, short

if TYPE_CHECKING:
    from pmfacil.documents.timelines.imported import Imported
    from pmfacil.review.policies import Policies
    from pmfacil.review.review import Review

_MOMENT = re.compile(r"[12]\d{3}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?( ?Z|[+-]\d\d:?\d\d)?", re.ASCII)


class _Formats(click.Choice[str]):
    """The usual agendas, and those of the settings, which are only read for a word that is none of the usual."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of a format.

        Raises:
            click.BadParameter: If there is none of this name.
        """
        if value in self.choices:
            return value
        from pmfacil.settings import read_settings

        settings = read_settings()
        names = [*self.choices, *settings.policies.formats]
        if value not in names:
            # An agenda that does not fit is not among them, and here is where somebody wonders why.
            for problem in settings.problems:
                say(problem)
        return click.Choice(names).convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names of formats that begin so."""
        from pmfacil.settings import read_settings

        names = dict.fromkeys([*self.choices, *read_settings().policies.formats])
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.command()
@click.argument("title")
@click.option("--severity", default="", help="As your organisation says it, such as SEV1.")
@click.option("--start", metavar="TIME", help="When it began, such as 2017-01-31 17:20 or 2017-01-31T17:20Z.")
@click.option("--end", metavar="TIME", help="When customers were no longer hit.")
@click.option("--tz", default="UTC", show_default=True, metavar="ZONE", help="The zone of all times in the review.")
@click.option(
    "--format",
    type=_Formats(["short", "standard", "deep"]),
    default="deep",
    show_default=True,
    help="An agenda of 45, of 60, or of 75 minutes and 10 in reserve, or one of your settings.",
)
@click.option(
    "--timeline", metavar="FILE", type=click.Path(exists=True), help="Events from another tool: see import-timeline."
)
@click.option("--no-open", is_flag=True, help="Do not open the meeting screen.")
@click.option("--json", "as_json", is_flag=True, help="Print id, path and title as JSON, and do not open it.")
@name_option
@library_option
@click.pass_context
def new(
    context: click.Context,
    title: str,
    severity: str,
    start: str | None,
    end: str | None,
    tz: str,
    format: str,
    timeline: str | None,
    no_open: bool,
    as_json: bool,
    name: str,
) -> None:
    """Make a new review and open its meeting.

    TITLE says what customers met and for how long. The last word printed is the id of the session.

    \b
    Example:
      pmfacil new "Users could not check out for 23 minutes" --severity SEV1
          --start "2026-11-18 10:02" --end "2026-11-18 10:25" --tz Europe/Berlin
    """
    from pmfacil.sessions.live import LiveMeeting
    from pmfacil.settings import read_settings

    settings = read_settings()
    for problem in settings.problems:
        say(problem)
    try:
        review = _review(settings.policies, title, severity, start, end, tz, format)
    except EditRefused as refused:
        raise click.UsageError(str(refused)) from refused
    imported = _imported(timeline, review) if timeline else None
    meeting = LiveMeeting.create(library_of(context), review)
    if imported:
        from pmfacil.commands.import_timeline import add_events

        say(add_events(meeting, imported, None, Path(timeline or "").name).said())
    made, path = review.incident.title, meeting.file.path
    if as_json:
        answer_json({"id": meeting.file.id, "path": str(path), "title": made})
    else:
        click.echo(f"Made “{made}” in {one_line(str(path))}")
        click.echo(f"Come back to it with: pmfacil open {meeting.file.id}")
    if as_json or no_open or not at_terminal():
        meeting.close()
    else:
        hold(made, lambda: meeting, name)


def _review(
    policies: "Policies", title: str, severity: str, start: str | None, end: str | None, tz: str, format: str
) -> "Review":
    from pmfacil.review.incident import Incident
    from pmfacil.review.part import now_utc

    zone = Incident(timezone=tz).zone()
    incident = Incident(
        title=title,
        severity=severity,
        timezone=tz,
        start=_moment(start, zone) if start is not None else None,
        end=_moment(end, zone) if end is not None else None,
    )
    return policies.new_review(incident, now_utc(), format)


def _imported(file: str, review: "Review") -> "Imported":
    from pmfacil.review.part import now_utc
    from pmfacil.sessions.timeline_file import read_timeline_file

    imported = read_timeline_file(Path(file), review, now_utc().date())
    for sentence in (*imported.left_out, *imported.guessed):
        say(sentence)
    return imported


def _moment(words: str, zone: ZoneInfo) -> datetime:
    """The moment that is meant, in its own offset or else in the zone.

    Raises:
        EditRefused: If there is no such moment, or two of them.
    """
    try:
        if not _MOMENT.fullmatch(words):
            raise ValueError
        at = datetime.fromisoformat(words.replace(" Z", "Z"))
    except ValueError as error:
        raise EditRefused(f"“{short(words, 40)}” is no date and time; write it like 2017-01-31 17:20.") from error
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    if at.utcoffset() != at.replace(fold=1).utcoffset():
        raise EditRefused(
            f"“{short(words, 40)}” is not one moment in {zone.key}, where the clocks were changed then; "
            f"add the offset that you mean, as in {at.isoformat(' ', 'minutes')}."
        )
    return at
