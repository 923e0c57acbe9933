"""What shows while a library is read for the first time."""

import sys
from collections.abc import Callable

import click

from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library

_LONG = 200
"""From so many files on, somebody may wonder."""
_STEP = 50
"""Files between two words on it."""


def up_to_date(library: Library) -> Index:
    """The index of a library as it is now; whoever waits sees how far it is.

    Raises:
        SessionError: If the library's folder cannot be read.
    """
    index = Index(library)
    index.refresh(telling("Reading the library"))
    return index


def telling(words: str) -> Callable[[int, int], None]:
    """What shows on a terminal how many of how many are done, as long as that may take a while."""

    def told(done: int, every: int) -> None:
        if every >= _LONG and (done % _STEP == 0 or done == every) and sys.stderr.isatty():
            end = "\r\x1b[K" if done == every else ""
            click.echo(f"\r{words}: {done} of {every}{end}", nl=False, err=True)

    return told
