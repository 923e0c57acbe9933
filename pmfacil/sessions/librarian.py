"""Looking things up in a library without keeping anybody waiting: a thread that answers the newest question."""

import re
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pmfacil.sessions.due import DueAction, DueActions
from pmfacil.sessions.errors import SessionError, reason
from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library
from pmfacil.sessions.search import Hit, read_query, search

LABELS = ("status", "severity", "service", "tag", "owner")
"""What sessions can be narrowed down by, in the order in which people are asked."""
_LETTER = re.compile(r"(?:^|(?<=\s))[A-Za-z0-9]$")
"""The first letter of a word that is being typed: it would find nearly everything, and that slowly."""
_VALUES = 200
"""The most values of one label; the most frequent come first."""


@dataclass(frozen=True)
class Found:
    """What the library holds, and what of it fits a question."""

    typed: str = ""
    """The question."""
    hits: tuple[Hit, ...] = ()
    count: int = 0
    """How many fit, counted up to a limit."""
    every: int | None = None
    """How many sessions there are; not known before the first look."""
    due: tuple[DueAction, ...] = ()
    labels: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict[str, tuple[tuple[str, int], ...]])
    """Values of each label with how many sessions have them."""
    read: int = 0
    """How many changed files were read of `to_read`; while the two differ, the library is being read."""
    to_read: int = 0
    problem: str = ""
    """Why the library cannot be read, one sentence."""


class Librarian:
    """Keeps the index of a library true and answers; `told` is called in its own thread."""

    def __init__(self, library: Library, told: Callable[[Found], None], today: Callable[[], date]) -> None:
        self._library = library
        self._told = told
        self._today = today
        self._found = Found()
        self._due = DueActions()
        self._changed = threading.Condition()
        self._question: tuple[str, int] | None = None
        self._asked = ("", 0)
        self._stale = True
        self._ended = False
        self._searching: sqlite3.Connection | None = None
        """What is being asked at this moment."""
        threading.Thread(target=self._run, name="librarian", daemon=True).start()

    def ask(self, typed: str, most: int) -> None:
        """Have the newest sessions found that fit what was typed, at most so many; older questions are dropped."""
        with self._changed:
            self._question = (typed, most)
            if self._searching:
                self._searching.interrupt()
            self._changed.notify()

    def refresh(self) -> None:
        """Have a look at which files were changed."""
        with self._changed:
            self._stale = True
            self._changed.notify()

    def end(self) -> None:
        """Answer nothing more."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def _run(self) -> None:
        try:
            with Index(self._library) as index:
                self._serve(index)
        except _Ended:
            return

    def _serve(self, index: Index) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stale or self._question or self._ended)
                stale, self._stale = self._stale, False
            try:
                if stale:
                    self._look_again(index)
                self._answer(index)
            except (SessionError, OSError) as problem:
                words = str(problem) if isinstance(problem, SessionError) else f"It cannot be read: {reason(problem)}."
                self._tell(problem=words)
            except sqlite3.Error:
                # Damaged while it was used: looking again makes it anew, but not for ever.
                if stale:
                    self._tell(problem="The library cannot be searched at this moment; every review in it is safe.")
                else:
                    self.refresh()

    def _look_again(self, index: Index) -> None:
        def told(done: int, every: int) -> None:
            self._found = replace(self._found, read=done, to_read=every)
            self._answer(index)

        index.refresh(told)
        due, labels = self._due.find(index, self._today()), _labels(index)
        self._found = replace(self._found, problem="", read=0, to_read=0, due=due, labels=labels)

    def _answer(self, index: Index) -> None:
        """Answer the newest question, or the one before once more."""
        self._stop_if_ended()
        with self._changed:
            self._asked, self._question = self._question or self._asked, None
            self._searching = index.database
        typed, most = self._asked
        try:
            hits, count = search(index, read_query(_LETTER.sub("", typed), unfinished=True), most)
            (every,) = index.database.execute("SELECT count(*) FROM reviews").fetchone()
        except sqlite3.OperationalError:
            if not self._question:
                raise
        else:
            self._tell(typed=typed, hits=tuple(hits), count=count, every=every)
        finally:
            with self._changed:
                self._searching = None

    def _tell(self, **news: object) -> None:
        self._stop_if_ended()
        self._found = replace(self._found, **news)  # pyright: ignore[reportArgumentType]
        self._told(self._found)

    def _stop_if_ended(self) -> None:
        if self._ended:
            raise _Ended


class _Ended(Exception):
    """Nobody waits for an answer any more."""


def _labels(index: Index) -> dict[str, tuple[tuple[str, int], ...]]:
    asked = f"SELECT value, count(*) FROM labels WHERE kind = ? GROUP BY value ORDER BY 2 DESC, 1 LIMIT {_VALUES}"
    return {kind: tuple(index.database.execute(asked, (kind,)).fetchall()) for kind in LABELS}
