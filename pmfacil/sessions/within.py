"""What a library tells in the few seconds for which nobody waits."""

import contextlib
from collections.abc import Callable, Iterable
from itertools import takewhile
from time import monotonic
from typing import TypeVar

from pmfacil.sessions.index import Index, readable
from pmfacil.sessions.library import Library

T = TypeVar("T")


def known_within(seconds: float, library: Library, ask: Callable[[Index], Iterable[T]]) -> list[T]:
    """The answers of a library's index, refreshed as far as there is time; what takes longer is left to the next time.

    Args:
        seconds: The time for all of it.
        library: Other than of one review alone, which tells nothing of others.
        ask: Gives the answers one by one.

    Raises:
        SessionError: If the library cannot be read.
    """
    until = monotonic() + seconds
    if len(library.files()) < 2:
        # No index is to be kept of a library that is thrown away, as the sample's is.
        return []

    def told(done: int, every: int) -> None:
        if monotonic() > until:
            raise _Enough

    with Index(library) as index, readable():
        with contextlib.suppress(_Enough):
            index.refresh(told)
        return list(takewhile(lambda _: monotonic() < until, ask(index)))


class _Enough(Exception):
    """Reading on would take too long."""
