"""`digest`: a month of reviews in Markdown, for everyone."""

import re
from pathlib import Path

import click

from pmfacil.commands.action_figures import tell_damaged
from pmfacil.commands.progress import telling, up_to_date
from pmfacil.commands.session import library_of, library_option
from pmfacil.commands.trends import tell_unread

_MONTH = re.compile(r"[1-9]\d{3}-(0[1-9]|1[0-2])")


def _month(context: click.Context, parameter: click.Parameter, month: str | None) -> str:
    if month is None:
        from datetime import datetime

        return f"{datetime.now():%Y-%m}"
    if not _MONTH.fullmatch(month):
        raise click.BadParameter(f"{month!r} is no month; write one like 2026-11.")
    return month


@click.command()
@click.option("--month", metavar="MONTH", callback=_month, help="Like 2026-11; without it, this month.")
@library_option
@click.pass_context
def digest(context: click.Context, month: str) -> None:
    """Write the lessons of a month for everyone, in Markdown.

    A review belongs to the month of its incident, and to the one in which it was published. Drafts are marked, names
    are roles, and what is restricted is left out.

    \b
    Example:
      pmfacil digest --month 2026-11 > november.md
    """
    from pmfacil.documents.digest import month_of, to_digest
    from pmfacil.packs import read_squares
    from pmfacil.sessions.patterns import known_facts

    squares = read_squares()
    with up_to_date(library_of(context)) as index:
        known = known_facts(index, squares, telling("Looking for lessons"))
        tell_damaged(index)
    tell_unread(known)
    links = {id: _beside(path).name for id, path in known.files.items()}
    click.echo(to_digest(month_of(month, known.facts), squares, links).encode(), nl=False)


def _beside(session: Path) -> Path:
    """The document beside a session if one was written, else the session."""
    document = session.with_suffix(".md")
    return document if document.is_file() else session
