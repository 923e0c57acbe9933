"""Looking things up in a library without keeping anybody waiting: a thread that answers the newest question."""

import json
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pmfacil.sessions.due import DueAction, DueActions
from pmfacil.sessions.errors import SessionError, reason
from pmfacil.sessions.index import Index
from pmfacil.sessions.indexed import storable
from pmfacil.sessions.library import Library
from pmfacil.sessions.search import Hit, read_query, search

LABELS = ("status", "severity", "service", "tag", "owner")
"""What sessions can be narrowed down by, in the order in which people are asked."""
PAGE = 40
"""Sessions that are found at first, also before anybody asks; going on brings more."""
_VALUES = 200
"""The most values of one label; the most frequent come first."""
_PAUSE = 5.0
"""Seconds between two looks at whether another program changed something."""


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

    def __init__(
        self, library: Library, told: Callable[[Found], None], today: Callable[[], date], pause: float = _PAUSE
    ) -> None:
        """Begin; `pause` seconds lie between two looks at whether another program changed something."""
        self._pause = pause
        self._library = library
        self._told = told
        self._today = today
        self._found = Found()
        self._due = DueActions()
        self._changed = threading.Condition()
        self._question: tuple[str, int] | None = None
        self._asked = ("", PAGE)
        self._stale = True
        self._resting = False
        self._ended = False
        self._seen: object = None
        """The files, and the day, when they were looked at last."""
        self._agreed: object = None
        """The state of the index that what is due, and the labels, are from."""
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

    def rest(self) -> None:
        """Look at nothing by itself, until woken."""
        with self._changed:
            self._resting = True
            self._changed.notify()

    def wake(self) -> None:
        """After a rest, have a look, and go on looking by itself."""
        with self._changed:
            if self._resting:
                self._resting, self._stale = False, True
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
                asked = self._changed.wait_for(
                    lambda: self._stale or self._question or self._ended, None if self._resting else self._pause
                )
                stale, self._stale = self._stale, False
                question = self._question
            try:
                if not asked:
                    stale = self._is_behind(index) and not self._resting
                    if not stale:
                        continue
                if stale:
                    self._look_again(index)
                self._answer(index)
            except (SessionError, OSError) as problem:
                words = str(problem) if isinstance(problem, SessionError) else f"It cannot be read: {reason(problem)}."
                self._tell_problem(words, question)
            except sqlite3.Error:
                # Damaged while it was used: looking again makes it anew, but not for ever.
                if stale:
                    words = "The library cannot be searched at this moment; every review in it is safe."
                    self._tell_problem(words, question)
                else:
                    self.refresh()

    def _look_again(self, index: Index) -> None:
        def told(done: int, every: int) -> None:
            self._found = replace(self._found, read=done, to_read=every)
            self._answer(index)

        # Before it is read: what is changed meanwhile is seen the next time.
        self._seen = self._state()
        index.refresh(told)
        self._found = replace(self._found, problem="", read=0, to_read=0)

    def _is_behind(self, index: Index) -> bool:
        """Whether another program changed the files, or what is known of them, since they were looked at last."""
        return self._state() != self._seen or self._version(index) != self._agreed

    def _state(self) -> object:
        """What is different once another program changed the library, or the day has ended."""
        try:
            states = ((file.name, file.stat(follow_symlinks=False)) for file in self._library.files())
            return self._today(), frozenset((name, state.st_size, state.st_mtime_ns) for name, state in states)
        except (SessionError, OSError) as problem:
            return str(problem)

    def _answer(self, index: Index) -> None:
        """Answer the newest question, or the one before once more."""
        self._stop_if_ended()
        with self._changed:
            self._asked, self._question = self._question or self._asked, None
            self._searching = index.database
        typed, most = self._asked
        try:
            hits, count = search(index, read_query(typed, unfinished=True), most)
            (every,) = index.database.execute("SELECT count(*) FROM reviews").fetchone()
            self._agree(index)
        except sqlite3.OperationalError:
            if not self._question:
                raise
        else:
            self._tell(typed=typed, hits=tuple(hits), count=count, every=every)
        finally:
            with self._changed:
                self._searching = None

    def _agree(self, index: Index) -> None:
        """Have what is due, and the labels, be as new as the reviews: other programs keep the index, too."""
        version = self._version(index)
        if version != self._agreed and self._found.read == self._found.to_read:
            due, labels = self._due.find(index, self._today()), _labels(index)
            self._found = replace(self._found, due=due, labels=labels)
            self._agreed = version

    def _version(self, index: Index) -> object:
        """What is different once the index was changed, by whatever program, or the day has ended."""
        (elsewhere,) = index.database.execute("PRAGMA data_version").fetchone()
        return index.database, elsewhere, index.database.total_changes, self._today()

    def _tell_problem(self, words: str, question: object) -> None:
        """Say why nothing can be found: once, until it is something else or somebody asks."""
        if question or words != self._found.problem:
            self._tell(problem=words)

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
    found = {kind: tuple(index.database.execute(asked, (kind,)).fetchall()) for kind in LABELS}
    found["severity"] = tuple((_as_written(index, value), count) for value, count in found["severity"])
    return found


def _as_written(index: Index, severity: str) -> str:
    """A severity as the newest review with it has it: labels are in small letters."""
    asked = (
        "SELECT entry FROM labels JOIN reviews ON review = id WHERE kind = 'severity' AND value = ? ORDER BY id DESC"
    )
    (said,) = index.database.execute(f"{asked} LIMIT 1", (severity,)).fetchone()
    return storable(json.loads(said)["severity"])
