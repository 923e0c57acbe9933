"""The live meeting: applies edits, remembers the past and keeps the disk true."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pmfacil.clock import Clock, SystemClock
from pmfacil.review.edit import Edit
from pmfacil.review.history import History
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables, to_tables
from pmfacil.review.text import EditRefused
from pmfacil.sessions.alive import Sign, beat, forget, last_sign
from pmfacil.sessions.library import Library
from pmfacil.sessions.place import Place
from pmfacil.sessions.reading import damaged
from pmfacil.sessions.saver import Saver, SaveState
from pmfacil.sessions.schema import SCHEMA, schema_of
from pmfacil.sessions.session_file import SessionFile, create_session, open_session
from pmfacil.sessions.tables import dumps


class LiveMeeting:
    """One session, open: every accepted edit is on its way to disk when `apply` returns."""

    def __init__(self, file: SessionFile, clock: Clock | None = None) -> None:
        self.file = file
        self.clock = clock or SystemClock()
        self.notices: list[str] = [file.notice] if file.notice else []
        """What a person has to know on opening, a sentence each."""
        try:
            self.review, mended = from_tables(file.tables, newer=schema_of(file.tables) > SCHEMA)
        except ValueError as error:
            file.close()
            raise damaged(Place(file.path), error) from error
        self.notices += mended
        self.history = History()
        self._on_disk = _changed(file.path)
        self.listener: Callable[[SaveState], None] = lambda state: None
        """Told from another thread whenever the state of saving changes."""
        self._saver = Saver[Review](self._write, self._told, self.clock.now)
        if mended and not self.read_only:
            self._saver.save(self.review)

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
    def read_only(self) -> bool:
        """Whether it can only be looked at."""
        return self.file.read_only

    @property
    def saved(self) -> SaveState:
        """How much of it is on disk; before the first edit, since when."""
        state = self._saver.state
        return state if state.saved_at or state.problem else replace(state, saved_at=self._on_disk)

    def apply(self, edit: Edit) -> str:
        """Change the review, and say what was done.

        Raises:
            EditRefused: If the edit does not fit; nothing has changed then.
        """
        self._refuse_to_write()
        new = edit.apply(self.review)
        label = edit.label(self.review)
        self.history = self.history.after(edit, self.review, new)
        self._become(new)
        return label

    def undo(self) -> str:
        """Take the latest edit back, and say which.

        Raises:
            EditRefused: If that is not possible.
        """
        self._refuse_to_write()
        try:
            self.history, back = self.history.undo(self.review)
        except EditRefused:
            self.history = self.history.stepped_over()
            raise
        self._become(back.apply(self.review))
        return f"Undid: {back.said}"

    def redo(self) -> str:
        """Do the latest undone edit again, and say which.

        Raises:
            EditRefused: If that is not possible.
        """
        self._refuse_to_write()
        self.history, again = self.history.redo(self.review)
        self._become(again.apply(self.review))
        return f"Did again: {again.said}"

    def flush(self, timeout: float = 10.0) -> bool:
        """Whether everything is on disk within so many seconds."""
        return self._saver.flush(timeout)

    def rescue(self) -> Path:
        """A copy of the review in the folder for temporary files, for when its own folder cannot be written.

        Raises:
            OSError: If that cannot be written either.
        """
        descriptor, name = tempfile.mkstemp(prefix=f"{self.file.path.stem[:40]}-", suffix=".json")
        try:
            with os.fdopen(descriptor, "wb") as copy:
                copy.write(dumps(to_tables(self.review, SCHEMA)))
                copy.flush()
                os.fsync(descriptor)
        except BaseException:
            # Half a copy would only be taken for a whole one.
            Path(name).unlink(missing_ok=True)
            raise
        return Path(name)

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

    def _become(self, review: Review) -> None:
        if review is not self.review:
            self.review = review
            self._saver.save(review)

    def _refuse_to_write(self) -> None:
        if self.read_only:
            raise EditRefused("This review is open to read only; nothing was changed.")

    def _write(self, review: Review) -> None:
        self.file.notice = None
        self.file.write(to_tables(review, SCHEMA))
        if self.file.notice:
            self.notices.append(self.file.notice)

    def _told(self, state: SaveState) -> None:
        self.listener(state)


def _changed(path: Path) -> datetime | None:
    """When a file was last changed; `None` if that is not known, or in no year that there is."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
