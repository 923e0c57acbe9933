"""`list`: the sessions of the library."""

import dataclasses
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

import click

from pmfacil.commands.progress import up_to_date
from pmfacil.commands.saying import answer_json
from pmfacil.commands.session import library_of, library_option
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import quoted
from pmfacil.sessions.library import Library

_PIECE = 20
"""Lines that are written in one go."""
_WIDEST = 12
"""The most cells that a column is padded to: one long word must not push everything else away."""


@click.command("list")
@library_option
@click.option("--json", "as_json", is_flag=True, help="As one JSON array.")
@click.pass_context
def list_sessions(context: click.Context, as_json: bool) -> None:
    """List all sessions, newest first.

    The columns: id, day, severity, status, open actions, title.

    \b
    Example:
      pmfacil list --json
    """
    library = library_of(context)
    if as_json:
        with up_to_date(library) as index:
            found = [{**dataclasses.asdict(entry), "path": str(entry.path)} for entry in index.entries()]
        answer_json(found, indent=2)
    else:
        say_library(library)


def say_library(library: Library) -> bool:
    """Print a line for each session, or one that says how to make the first; whether there are any."""
    with up_to_date(library) as index:
        entries = index.entries()
    if not entries:
        click.echo(
            f"No session yet in {quoted(str(library.folder), 300)}: "
            "`pmfacil new TITLE` makes the first, `pmfacil demo` shows a sample."
        )
    say_entries(entries)
    return bool(entries)


def say_entries(entries: Sequence[Entry], below: Sequence[str] = ()) -> None:
    """Print a line for each session, and below it another if there is one."""
    say_rows([_cells(entry) for entry in entries], below)


def say_rows(rows: Sequence[Sequence[str]], below: Sequence[str] = ()) -> None:
    """Print a line for each row, all but its last cell in columns, and below it another if there is one."""
    widths = [min(max(map(_width, column)), _WIDEST) for column in zip(*rows, strict=True)]
    lines: list[str] = []
    for (*cells, title), more in zip_longest(rows, below, fillvalue=""):
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=False))
        lines += ["  ".join([*padded, title]), *([f"    {more}"] if more else [])]
    # A call for each line would take longer than all the rest; in one for all, Python misses a reader that has left.
    for first in range(0, len(lines), _PIECE):
        click.echo("\n".join(lines[first : first + _PIECE]))


def _cells(entry: Entry) -> list[str]:
    status = "damaged" if entry.damaged else entry.status or "-"
    actions = f"{entry.actions_open} open" if entry.actions_open else "-"
    title = f"{entry.title} ({entry.problem})" if entry.problem else entry.title
    return [entry.id, entry.date or "-", entry.severity or "-", status, actions, title]


def _width(text: str) -> int:
    """The cells that a terminal gives the text; rich would know better, but loading it takes longer than the list."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)
