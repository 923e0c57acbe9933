"""What shows while a library is read for the first time."""

import sys

import click

from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library

_LONG = 200
"""From so many files on, somebody may wonder."""


def up_to_date(library: Library) -> Index:
    """The index of a library as it is now; whoever waits sees how far it is.

    Raises:
        SessionError: If the library's folder cannot be read.
    """
    index = Index(library)

    def told(done: int, every: int) -> None:
        if every >= _LONG and sys.stderr.isatty():
            end = "\r\x1b[K" if done == every else ""
            click.echo(f"\rReading the library: {done} of {every}{end}", nl=False, err=True)

    index.refresh(told)
    return index
