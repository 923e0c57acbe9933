"""`join`: a second terminal in a meeting."""

from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import click

from pmfacil.commands.meet import hold, need_terminal
from pmfacil.commands.session import fitting, library_of, library_option, name_option
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import NotFound, quoted
from pmfacil.sessions.library import Library

if TYPE_CHECKING:
    from pmfacil.sessions.joining import JoinedMeeting

_SOON = 2.0
"""Seconds within which whoever opens a meeting lets others in: once its first frame is there."""
_AGAIN = 0.1
"""Seconds between two attempts to join."""


def _open_one(context: click.Context, parameter: click.Parameter, words: str | None) -> Entry:
    library = library_of(context)
    if words:
        return library.find(words)
    held = library.held()
    if not held:
        folder = quoted(str(library.folder), 300)
        raise NotFound(
            f"No meeting is open in the library {folder}; `pmfacil open` opens one, `--library` names another."
        )
    if len(held) > 1:
        names = ", ".join(entry.id for entry in held)
        raise NotFound(f"{len(held)} meetings are open; say which one: {names}.")
    return held[0]


@click.command()
@click.argument("session", metavar="[SESSION]", required=False, callback=_open_one, shell_complete=fitting)
@click.option(
    "--as",
    "view",
    type=click.Choice(["notes", "desk", "room"]),
    default="notes",
    show_default=True,
    help="To write down, to lead in private, or to show the room.",
)
@name_option
@library_option
def join(session: Entry, view: str, name: str) -> None:
    """Join a meeting that is open in another terminal of this machine.

    From another machine, go through ssh. Without SESSION it is the meeting that is open.

    \b
    Example:
      pmfacil join
      pmfacil join --as desk --name Dana
      ssh -t host pmfacil join
    """
    need_terminal("join")
    meeting = _joined(session.path, view, name)

    def begin() -> "JoinedMeeting":
        return meeting

    hold(session.title, begin)


def _joined(path: Path, view: str, name: str) -> "JoinedMeeting":
    from pmfacil.sessions.joining import JoinedMeeting, NobodyThere, seat

    until = monotonic() + _SOON
    while True:
        try:
            return JoinedMeeting(path, seat(view, name))
        except NobodyThere:
            if monotonic() > until or path not in {entry.path for entry in Library(path.parent).held()}:
                raise
        sleep(_AGAIN)
