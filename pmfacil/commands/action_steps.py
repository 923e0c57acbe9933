"""`actions start`, `done`, `date` and `drop`: how far one action is."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from pmfacil.commands.saying import one_line
from pmfacil.commands.session import library_option, session_argument
from pmfacil.commands.writing import await_disk, writing
from pmfacil.review.text import EditRefused, short
from pmfacil.sessions.entry import Entry, entry_of
from pmfacil.sessions.errors import NotFound, quoted

if TYPE_CHECKING:
    from pmfacil.review.actions import Action
    from pmfacil.review.edit import Edit
    from pmfacil.review.review import Review

_TITLE = 40
"""The most characters of a title behind the words of an action."""
_LINK = re.compile(r"https?://\S+")


def _fitting_actions(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem[Any]]:
    """The numbers of the session's actions that begin with what was typed, open ones first."""
    from pmfacil.sessions.followed_up import kept_of_tables

    session = context.params.get("session")
    tables = entry_of(session.path)[0] if isinstance(session, Entry) else None
    every = sorted(kept_of_tables(tables or {}), key=lambda kept: bool(kept["closed"]))
    sought = begun.casefold()
    return [
        CompletionItem(kept["label"], help=short(f"{kept['status']}: {kept['text']}", 80))
        for kept in every
        if kept["label"].casefold().startswith(sought) or (sought and sought in kept["text"].casefold())
    ]


_action_argument = click.argument("action", metavar="ACTION", shell_complete=_fitting_actions)
"""The number of an action, such as A3."""


@click.command()
@session_argument
@_action_argument
@library_option
def start(session: Entry, action: str) -> None:
    """Say that an action is in progress, also one that was closed.

    \b
    Example:
      pmfacil actions start last A3
    """
    _set_progress(session, action, "in progress")


@click.command()
@session_argument
@_action_argument
@click.option("--link", metavar="URL", default="", help="The change, drill or document that shows it.")
@click.option("--verified", is_flag=True, help="It was also seen to work in production.")
@library_option
def done(session: Entry, action: str, link: str, verified: bool) -> None:
    """Say that an action is done.

    \b
    Example:
      pmfacil actions done last A3 --link https://example.com/change/41
    """
    _set_progress(session, action, "verified" if verified else "done", link=_web(link))


@click.command("date")
@session_argument
@_action_argument
@click.argument("day", metavar="DATE")
@click.option("--because", metavar="REASON", default="", help="Why it moves; only a first date needs none.")
@library_option
def set_date(session: Entry, action: str, day: str, because: str) -> None:
    """Move an action to another date; the one before, and the reason, stay in its history.

    \b
    Example:
      pmfacil actions date last A3 2026-12-01 --because "the vendor ships on 28 November"
    """
    from pmfacil.review.due import SetDue

    due = read_day(day, date.today())
    _change(session, action, lambda found: SetDue(id=found.id, due=due, note=because), f"due on {due}")


@click.command()
@session_argument
@_action_argument
@click.option("--because", metavar="REASON", required=True, help="Why nobody will do it.")
@library_option
def drop(session: Entry, action: str, because: str) -> None:
    """Say that an action will not be done, and why; it stays in the document with its reason.

    \b
    Example:
      pmfacil actions drop last A3 --because "the service is retired in January"
    """
    _set_progress(session, action, "dropped", note=_reason(because))


def read_day(words: str, today: date) -> date:
    """The day that the words name, as people type it.

    Raises:
        click.UsageError: If they name none.
    """
    from pmfacil.capture.dates import read_date

    if day := read_date(words, today):
        return day
    raise click.UsageError(f"{quoted(words, 40)} is no date; write one like 2026-12-01, fri or 2w")


def _set_progress(session: Entry, label: str, status: str, link: str = "", note: str = "") -> None:
    from pmfacil.review.actions import Progress
    from pmfacil.review.edit import SetProgress

    def edit(action: "Action") -> "Edit":
        _check_step(action, status, link)
        return SetProgress(id=action.id, status=Progress(status), link=link, note=note)

    _change(session, label, edit, status)


def _check_step(action: "Action", status: str, link: str) -> None:
    """Refuse a step that says nothing new, or takes back that the action is closed without saying so.

    Raises:
        EditRefused: With what stands already.
    """
    if action.status == status:
        if link and link not in [step.link for step in action.history]:
            return
    elif status == "in progress" or not action.closed() or (action.status, status) == ("done", "verified"):
        return
    label = action.label()
    if action.status != "dropped":
        again = "; `actions start` begins it again" if status == "dropped" else "; nothing was changed"
        raise EditRefused(f"{label} is {action.status} already{again}.")
    reasons = [step.note for step in action.history if step.status == "dropped" and step.note]
    why = f" because {quoted(reasons[-1], 200)}" if reasons else ""
    raise EditRefused(f"{label} was dropped{why}; `actions start` begins it again.")


def _change(session: Entry, label: str, edit: "Callable[[Action], Edit]", now: str) -> None:
    """Make an edit of an action and say so, with the review it is of, once it is on disk.

    Raises:
        SessionError: If the session cannot be written, or has no such action.
        EditRefused: If the edit does not fit.
    """
    with writing(session.path, "nothing was changed") as meeting:
        action = _action(meeting.review, session, label)
        meeting.apply(edit(action))
        await_disk(meeting, f"{action.label()} stays as it was")
        title = meeting.review.incident.title or session.title
    click.echo(one_line(f"{action.label()} is {now}: {action.text} (in {quoted(title, _TITLE)})"))


def _action(review: "Review", session: Entry, label: str) -> "Action":
    sought = label.strip().casefold().removeprefix("a")
    for action in review.commitments():
        if str(action.number) == sought:
            return action
    raise NotFound(
        f"{quoted(review.incident.title, 40)} has no action {quoted(label, 20)}; "
        f"`pmfacil actions --review {session.id}` shows those it has."
    )


def _web(link: str) -> str:
    if link and not _LINK.fullmatch(link := one_line(link).strip()):
        raise click.UsageError(f"{quoted(link, 80)} is no link; write one that begins with https:// or http://")
    return link


def _reason(words: str) -> str:
    if not one_line(words).strip():
        raise click.UsageError("--because needs words: they stay in the action's history")
    return words
