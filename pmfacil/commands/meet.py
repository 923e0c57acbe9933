"""`open` and `demo`: the screen of a meeting."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmfacil.commands.saying import at_terminal
from pmfacil.commands.session import library_option, name_option, session_argument
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import SessionError, SessionLocked
from pmfacil.sessions.library import Library

if TYPE_CHECKING:
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.live import LiveMeeting


@click.command("open")
@session_argument
@click.option("--read-only", is_flag=True, help="Look at it without changing anything, also while somebody writes it.")
@click.option("--follow-up", is_flag=True, help="Begin the short second meeting that walks the open actions.")
@name_option
@library_option
def open_meeting(session: Entry, read_only: bool, follow_up: bool, name: str) -> None:
    """Open the meeting screen of a session.

    \b
    Example:
      pmfacil open last
      pmfacil open last --follow-up
    """
    if read_only and follow_up:
        raise click.UsageError("A follow-up is written down: --follow-up and --read-only do not go together")
    need_terminal("open")
    from pmfacil.sessions.session_file import open_session

    try:
        file = open_session(session.path, write=not read_only)
    except SessionLocked as locked:
        held = str(locked).partition(";")[0]
        ways = f"`pmfacil join {session.id}` joins its meeting, `pmfacil open --read-only {session.id}` only shows it"
        raise SessionLocked(f"{held}; {ways}.") from locked

    def begin() -> "LiveMeeting":
        from pmfacil.sessions.live import LiveMeeting

        return LiveMeeting(file)

    hold(session.title, _followed_up(begin()) if follow_up else begin, name)
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
    need_terminal("demo")
    from pmfacil.review.part import now_utc
    from pmfacil.sessions.live import LiveMeeting
    from pmfacil.sessions.sample import sample_review

    with tempfile.TemporaryDirectory(prefix="pmfacil-demo-", ignore_cleanup_errors=True) as folder:
        sample = sample_review(now_utc())
        meeting = LiveMeeting.create(Library(Path(folder)), sample)
        hold(sample.incident.title, lambda: meeting)
    click.echo("That was the sample: what you did in it is gone, and your own sessions were not touched.")


def _followed_up(meeting: "LiveMeeting") -> "Callable[[], LiveMeeting]":
    """The meeting with the plan of its follow-up, unless it stands in one already.

    Raises:
        SessionError: If it cannot be written.
        EditRefused: If there is nothing to follow up.
    """
    from pmfacil.review.follow_up import BeginFollowUp, follow_up_due, in_follow_up

    now = meeting.clock.now()
    review, seen = meeting.review, meeting.last_seen()
    try:
        if meeting.read_only:
            raise SessionError(f"{meeting.notices[0].rstrip('.')}; no follow-up was begun.")
        if not in_follow_up(review, now):
            meeting.apply(BeginFollowUp(at=now, ended=seen.wall if seen else None))
            today = now.astimezone(review.incident.zone()).date()
            if review.follow_ups and follow_up_due(review, today) is None:
                meeting.notices.append("The day that was set for the follow-up has not come yet; u takes it back.")
    except BaseException:
        meeting.close()
        raise
    return lambda: meeting


def hold(title: str, begin: "Callable[[], LiveMeeting | JoinedMeeting | Library]", called: str = "") -> None:
    """Show the meeting, or the library, until the person leaves, who is `called` so to those who join."""
    from pmfacil.start import run

    if code := run(title, begin, called):
        raise click.exceptions.Exit(code)


def need_terminal(command: str) -> None:
    """Refuse to show a screen where there is none.

    Raises:
        UsageError: If input or output is no terminal.
    """
    if not at_terminal():
        words = f"`{command}` shows a screen and needs a terminal for its input and its output"
        raise click.UsageError(f"{words}; over ssh, `ssh -t` gives it one")
