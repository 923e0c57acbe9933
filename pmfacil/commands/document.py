"""`show`: the document of a session in the terminal, at any moment, also in the middle of its meeting."""

import sys

import click

from pmfacil.commands.saying import say
from pmfacil.commands.session import library_option, session_argument
from pmfacil.sessions.entry import Entry


@click.command()
@session_argument
@library_option
def show(session: Entry) -> None:
    """Show the document of a session.

    \b
    Example:
      pmfacil show last
    """
    document = _document(session)
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(document))
    else:
        click.echo(document.encode(), nl=False)


def _document(session: Entry) -> str:
    from pmfacil.documents.markdown import to_markdown
    from pmfacil.review.part import now_utc
    from pmfacil.sessions.live import LiveMeeting
    from pmfacil.settings import read_settings

    meeting = LiveMeeting.open(session.path, write=False)
    meeting.close()
    for notice in meeting.notices:
        say(notice)
    return to_markdown(meeting.review, now=now_utc(), policies=read_settings().policies)
