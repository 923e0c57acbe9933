"""`show` and `export`: the document of a session, at any moment, also in the middle of its meeting."""

import os
import shutil
import sys
from pathlib import Path

import click

from pmfacil.commands.saying import say
from pmfacil.commands.session import library_option, session_argument
from pmfacil.sessions.entry import Entry, read_entry
from pmfacil.sessions.errors import SessionError, quoted, reason


@click.command()
@session_argument
@library_option
def show(session: Entry) -> None:
    """Show the document of a session.

    \b
    Example:
      pmfacil show last
    """
    document = _document(session, "internal")
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(document))
    else:
        click.echo(document.encode(), nl=False)


@click.command()
@session_argument
@click.option("--to", "_to", type=click.Choice(["md"]), default="md", help="Markdown, the default.")
@click.option("-o", "--output", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE", help="Else stdout.")
@click.option(
    "--audience",
    type=click.Choice(["internal", "shareable"]),
    default="internal",
    show_default=True,
    help="Whether restricted parts are in it: only internal has them.",
)
@library_option
def export(session: Entry, _to: str, output: Path | None, audience: str) -> None:
    """Write the document of a session as Markdown.

    \b
    Example:
      pmfacil export last -o review.md --audience shareable
    """
    document = _document(session, audience).encode()
    if output is None or str(output) == "-":
        click.echo(document, nl=False)
        return
    try:
        _write(output, document)
    except OSError as error:
        path = quoted(str(output), 300)
        raise SessionError(f"{path} cannot be written: {reason(error)}; what was there is as it was.") from error
    say(f"Wrote {quoted(str(output), 300)}.")


def _document(session: Entry, audience: str) -> str:
    from pmfacil.documents.audience import Audience
    from pmfacil.documents.markdown import to_markdown
    from pmfacil.review.part import now_utc
    from pmfacil.sessions.live import LiveMeeting
    from pmfacil.settings import read_settings

    meeting = LiveMeeting.open(session.path, write=False)
    meeting.close()
    for notice in meeting.notices:
        say(notice)
    return to_markdown(meeting.review, audience=Audience(audience), now=now_utc(), policies=read_settings().policies)


def _write(path: Path, content: bytes) -> None:
    """Put the content into the file whole or not at all; what is no plain file, such as a pipe, just gets it.

    Raises:
        OSError: If it cannot be written.
        SessionError: If the file is a session.
    """
    if read_entry(path.absolute()):
        raise SessionError(f"{quoted(path.name)} is a session itself; nothing was written, give another name.")
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    temporary = path.with_name(f".pmfacil-{os.urandom(4).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
