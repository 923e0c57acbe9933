"""`join`: a second terminal in a meeting."""

from typing import TYPE_CHECKING

import click

from pmfacil.commands.meet import hold, need_terminal
from pmfacil.commands.session import fitting, library_of, library_option
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import NotFound

if TYPE_CHECKING:
    from pmfacil.sessions.joining import JoinedMeeting


def _open_one(context: click.Context, parameter: click.Parameter, words: str | None) -> Entry:
    library = library_of(context)
    if words:
        return library.find(words)
    held = library.held()
    if not held:
        raise NotFound("No meeting is open in this library; `pmfacil open` opens one.")
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
@click.option("--name", default="", help="What the others see; else the name you are logged in with.")
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
    from pmfacil.sessions.joining import JoinedMeeting, seat

    meeting = JoinedMeeting(session.path, seat(view, name))

    def begin() -> "JoinedMeeting":
        return meeting

    hold(session.title, begin)
