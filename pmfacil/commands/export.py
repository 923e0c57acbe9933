"""`export`: the document of a session in any form, at any moment, also in the middle of its meeting."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmfacil.commands.saying import say
from pmfacil.commands.session import library_option, session_argument
from pmfacil.sessions.entry import Entry, read_entry
from pmfacil.sessions.errors import SessionError, quoted, reason
from pmfacil.sessions.system import CREATE

if TYPE_CHECKING:
    from pmfacil.review.review import Review
    from pmfacil.settings import Settings

_FORMS = ("md", "html", "json", "csv", "ics")
_AUDIENCES = ("internal", "shareable", "customer", "executive")
_TRACKERS = ("jira", "gitlab", "linear", "github")
_SUFFIXES = {"": "md", ".txt": "md", ".markdown": "md", ".htm": "html", **{f".{form}": form for form in _FORMS}}


@click.command()
@session_argument
@click.option("--to", "form", type=click.Choice(_FORMS), help="Else as the name of FILE ends, else Markdown.")
@click.option("-o", "--output", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE", help="Else stdout.")
@click.option(
    "--audience",
    type=click.Choice(_AUDIENCES),
    default="internal",
    show_default=True,
    help="Who reads it: only internal has restricted parts, executive is one page, customer is safe to send.",
)
@click.option("--for", "tracker", type=click.Choice(_TRACKERS), help="The actions as this tracker takes them in.")
@library_option
def export(session: Entry, form: str | None, output: Path | None, audience: str, tracker: str | None) -> None:
    """Write the document of a session.

    As md or html it is the document, as json the whole review, as csv its actions, as ics its dates. For github the
    actions are a shell script that makes an issue of each. A file is written whole or not at all, and never through a
    link.

    \b
    Example:
      pmfacil export last -o review.html
      pmfacil export last --to csv --for jira -o actions.csv
      pmfacil export last --audience customer -o customers.md
    """
    from pmfacil.documents.audience import Audience, holds_restricted, withheld
    from pmfacil.documents.forms import Form, exported, offered
    from pmfacil.documents.markdown import WITHHELD
    from pmfacil.documents.trackers import Tracker
    from pmfacil.review.part import now_utc

    ending = output.suffix.lower() if output else ""
    tracker = tracker or ("github" if ending == ".sh" and not form else None)
    chosen = Form(form or ("csv" if tracker else _named(ending)))
    reader, where = Audience(audience), Tracker(tracker) if tracker else None
    if where and chosen != Form.CSV:
        raise click.UsageError(f"--for is about the actions as csv, not about {chosen}")
    fitting = ("", ".txt", ".csv", ".sh") if where == Tracker.GITHUB else ("", ".txt", ".csv")
    if where and not form and ending not in fitting:
        wanted = quoted(ending[1:], 20)
        raise click.UsageError(f"--for is about the actions as csv, not about {wanted}; --to csv takes any name")
    if not offered(chosen, reader):
        raise click.UsageError(f"Customers are given no actions and no dates, so there is no {chosen} for them")
    review, settings = _read(session)
    document = exported(review, chosen, reader, now_utc(), settings.policies, where).encode()
    if chosen not in (Form.MD, Form.HTML) and withheld(review, reader):
        say(WITHHELD.strip())
    if output is None or str(output) == "-":
        click.echo(document, nl=False)
    else:
        _save(output, document, private=reader == Audience.INTERNAL and holds_restricted(review))


def _named(ending: str) -> str:
    """The form that the end of a file's name asks for.

    Raises:
        click.UsageError: If there is no such form: a document under a false name opens nowhere.
    """
    if ending in _SUFFIXES:
        return _SUFFIXES[ending]
    wanted = quoted(ending[1:], 20)
    raise click.UsageError(
        f"{wanted} is not a form it writes ({', '.join(_FORMS)}); html prints well, and --to takes any name"
    )


def _read(session: Entry) -> "tuple[Review, Settings]":
    from pmfacil.sessions.live import LiveMeeting
    from pmfacil.settings import read_settings

    meeting = LiveMeeting.open(session.path, write=False)
    meeting.close()
    for notice in meeting.notices:
        say(notice)
    return meeting.review, read_settings()


def _save(path: Path, content: bytes, *, private: bool) -> None:
    """Put the content into a file and say where it is.

    Raises:
        SessionError: If that failed; what was there is as it was.
    """
    try:
        _write(path, content, private)
    except FileNotFoundError as error:
        raise SessionError(f"There is no folder {quoted(str(path.parent), 300)}; nothing was written.") from error
    except OSError as error:
        where = quoted(str(path), 300)
        raise SessionError(f"{where} cannot be written: {reason(error)}; what was there is as it was.") from error
    say(f"Wrote {quoted(str(path), 300)}.")


def _write(path: Path, content: bytes, private: bool) -> None:
    """Put the content into the file whole or not at all; a pipe or a device just gets it.

    What is private is for its owner only, whoever could read what was there before.

    Raises:
        OSError: If it cannot be written, or is a link.
        SessionError: If the file is a session.
    """
    if read_entry(path.absolute()):
        raise SessionError(f"{quoted(path.name)} is a session itself; nothing was written, give another name.")
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        _pour(path, content)
        return
    temporary = path.with_name(f".pmfacil-{os.urandom(4).hex()}.tmp")
    try:
        rights = 0o600 if private or mode is not None else 0o666
        with os.fdopen(os.open(temporary, CREATE, rights), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode) & (0o700 if private else 0o7777))
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _pour(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _mode(path: Path) -> int | None:
    """What is there under this name, and who may read it; nothing if nothing is there."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None
