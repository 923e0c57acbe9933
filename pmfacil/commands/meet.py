"""`open` and `demo`: the screen of a meeting."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmfacil.commands.saying import at_terminal
from pmfacil.commands.session import library_option, session_argument
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import SessionLocked
from pmfacil.sessions.library import Library

if TYPE_CHECKING:
    from pmfacil.sessions.live import LiveMeeting


@click.command("open")
@session_argument
@click.option("--read-only", is_flag=True, help="Look at it without changing anything, also while somebody writes it.")
@library_option
def open_meeting(session: Entry, read_only: bool) -> None:
    """Open the meeting screen of a session.

    \b
    Example:
      pmfacil open last
    """
    _need_terminal("open")
    from pmfacil.sessions.session_file import open_session

    try:
        file = open_session(session.path, write=not read_only)
    except SessionLocked as locked:
        held = str(locked).partition(";")[0]
        raise SessionLocked(f"{held}; `pmfacil open --read-only {session.id}` shows it meanwhile.") from locked

    def begin() -> "LiveMeeting":
        from pmfacil.sessions.live import LiveMeeting

        return LiveMeeting(file)

    hold(session.title, begin)
    if not read_only:
        click.echo(f"All of it is saved. Come back to it with: pmfacil open {session.id}")


@click.command()
@library_option
def demo() -> None:
    """Open a worked sample that is not kept.

    It stands in the middle of its meeting. Try anything: your own sessions are not touched.

    \b
    Example:
      pmfacil demo
    """
    _need_terminal("demo")
    from pmfacil.review.part import now_utc
    from pmfacil.sessions.live import LiveMeeting
    from pmfacil.sessions.sample import sample_review

    with tempfile.TemporaryDirectory(prefix="pmfacil-demo-", ignore_cleanup_errors=True) as folder:
        sample = sample_review(now_utc())
        meeting = LiveMeeting.create(Library(Path(folder)), sample)
        hold(sample.incident.title, lambda: meeting)
    click.echo("That was the sample: what you did in it is gone, and your own sessions were not touched.")


def hold(title: str, begin: "Callable[[], LiveMeeting]") -> None:
    """Show the meeting until the person leaves."""
    from pmfacil.start import run

    if code := run(title, begin):
        raise click.exceptions.Exit(code)


def _need_terminal(command: str) -> None:
    if not at_terminal():
        raise click.UsageError(f"`{command}` shows a screen and needs a terminal for its input and its output")
