"""The live meeting: applies edits, remembers the past and keeps the disk true."""

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, cast

from pmfacil.clock import Clock, SystemClock
from pmfacil.review.edit import Edit
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables, to_tables
from pmfacil.review.text import EditRefused
from pmfacil.sessions.alive import Sign, beat, forget, last_sign
from pmfacil.sessions.library import Library
from pmfacil.sessions.order import Asked, Order
from pmfacil.sessions.place import Place
from pmfacil.sessions.reading import damaged
from pmfacil.sessions.replica import Replica
from pmfacil.sessions.saver import Saver, SaveState
from pmfacil.sessions.schema import SCHEMA, schema_of
from pmfacil.sessions.session_file import SessionFile, create_session, open_session
from pmfacil.sessions.tables import Tables, document, dumps

State = tuple[Review, int, dict[str, int]]
"""A review, its position in the order, how many edits of each terminal are in it."""
_TERMINALS = 64
"""Of so many terminals the file tells which edits of theirs are in it."""


class LiveMeeting(Replica):
    """One session, held: every accepted edit is on its way to disk when `apply` returns."""

    def __init__(self, file: SessionFile, clock: Clock | None = None, terminal: str = "") -> None:
        self.file = file
        self.clock = clock or SystemClock()
        self.notices: list[str] = [file.notice] if file.notice else []
        """What a person has to know on opening, a sentence each."""
        try:
            review, mended = from_tables(file.tables, newer=schema_of(file.tables) > SCHEMA)
        except ValueError as error:
            file.close()
            raise damaged(Place(file.path), error) from error
        self.notices += mended
        counts = _counts(file.tables)
        self.order = Order(counts)
        super().__init__(review, counts, self.order, terminal)
        self.order.receive(0, self.take)
        self.on_disk: tuple[int, Tables, dict[str, int]] = (0, file.tables, counts)
        """A position in the order, and what is on disk there."""
        self._made: tuple[Review, Tables] | None = None
        """What was to be written last, and the tables it became."""
        self.shared = False
        """Whether others are or were in it, so that the file has to tell which of their edits it has."""
        self._told_before = counts
        self._saved_before = _changed(file.path)
        self.listener: Callable[[SaveState], None] = lambda state: None
        """Told from another thread whenever the state of saving changes."""
        self._saver = Saver[State](self._write, self._told, self.clock.now)
        if mended and not self.read_only:
            self.settle()

    @classmethod
    def open(cls, path: Path, *, write: bool = True, clock: Clock | None = None) -> Self:
        """The meeting on a session that is there.

        Raises:
            SessionError: If it cannot be opened; the sentence says why.
        """
        return cls(open_session(path, write=write), clock)

    @classmethod
    def create(cls, library: Library, review: Review, clock: Clock | None = None) -> Self:
        """The meeting on a new session, which is on disk when this returns.

        Raises:
            SessionError: If it cannot be written.
        """
        return cls(create_session(library, to_tables(review, SCHEMA)), clock)

    @property
    def path(self) -> Path:
        """The session."""
        return self.file.path

    @property
    def holds(self) -> bool:
        """Whether the session is written by this program."""
        return not self.read_only

    @property
    def read_only(self) -> bool:
        """Whether it can only be looked at."""
        return self.file.read_only

    @property
    def saved(self) -> SaveState:
        """How much of it is on disk; before the first edit, since when."""
        state = self._saver.state
        return state if state.saved_at or state.problem else replace(state, saved_at=self._saved_before)

    def apply(self, edit: Edit) -> str:
        """Change the review, and say what was done.

        Raises:
            EditRefused: If the edit does not fit; nothing has changed then.
        """
        self._refuse_to_write()
        return super().apply(edit)

    def undo(self) -> str:
        """Take the latest edit back, and say which.

        Raises:
            EditRefused: If that is not possible.
        """
        self._refuse_to_write()
        return super().undo()

    def redo(self) -> str:
        """Do the latest undone edit again, and say which.

        Raises:
            EditRefused: If that is not possible.
        """
        self._refuse_to_write()
        return super().redo()

    def settle(self) -> None:
        """Have what everybody has now written."""
        self._saver.save((self.settled, self.position, dict(self.counts)))

    def catch_up(self, before: Replica, known: Iterable[Asked]) -> None:
        """Go on from what one terminal had of the meeting, with what whoever held it did not write any more."""
        self.shared = True
        before.arrived(self.counts)
        self.history, self.pending, self._asked = before.history, list(before.pending), before.asked
        self.start_over(self.settled, self.counts, self.position, known)

    def share(self) -> None:
        """Have the file tell from now on which edits of which terminal are in it."""
        if not self.shared:
            self.shared = True
            self.settle()

    def flush(self, timeout: float = 10.0) -> bool:
        """Whether everything is on disk within so many seconds."""
        return self._saver.flush(timeout)

    def rescue(self) -> Path:
        """A copy of the review in the folder for temporary files, for when its own folder cannot be written.

        Raises:
            OSError: If that cannot be written either.
        """
        return rescued(self.path, self.review)

    def drop(self) -> None:
        """Give the session free without one attempt more to write it."""
        self.file.close()

    def close(self, patience: float = 3.0) -> bool:
        """Save what is left and give the session free; whether everything is on disk within so many seconds."""
        saved = self._saver.close(patience)
        if not self.read_only and self.review.run.since is None:
            forget(self.file.alive)
        self.file.close()
        return saved

    # the sign of life, by which a gap is known after a crash or a closed lid

    def last_seen(self) -> Sign | None:
        """When the clock was last seen running, if it is still running and that is known."""
        return last_sign(self.file.alive) if self.review.run.since else None

    def beat(self) -> None:
        """Leave a sign of life while the clock runs; failing to is no harm."""
        if self.review.run.since and not self.read_only:
            beat(self.file.alive, Sign.now())

    def _refuse_to_write(self) -> None:
        if self.read_only:
            raise EditRefused("This review is open to read only; nothing was changed.")

    def _write(self, state: State) -> None:
        review, position, counts = state
        tables = to_tables(review, SCHEMA, self._made)
        self._made = review, tables
        if known := counts if self.shared else self._told_before:
            tables["session"]["session"]["terminals"] = dict(list(known.items())[-_TERMINALS:])
        self.file.notice = None
        self.file.write(tables)
        self.on_disk = (position, tables, counts)
        if self.file.notice:
            self.notices.append(self.file.notice)

    def _told(self, state: SaveState) -> None:
        self.listener(state)


def rescued(path: Path, review: Review) -> Path:
    """A copy of a review in the folder for temporary files.

    Raises:
        OSError: If it cannot be written.
    """
    descriptor, name = tempfile.mkstemp(prefix=f"{path.stem[:40]}-", suffix=".json")
    try:
        with os.fdopen(descriptor, "wb") as copy:
            copy.write(dumps(to_tables(review, SCHEMA)))
            copy.flush()
            os.fsync(descriptor)
    except BaseException:
        # Half a copy would only be taken for a whole one.
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _counts(tables: Tables) -> dict[str, int]:
    """How many edits of each terminal are in a session, as far as its file makes sense."""
    said: object = document(tables, "session").get("terminals")
    counts = cast(dict[str, object], said) if isinstance(said, dict) else {}
    return {terminal: count for terminal, count in counts.items() if isinstance(count, int)}


def _changed(path: Path) -> datetime | None:
    """When a file was last changed; `None` if that is not known, or in no year that there is."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
