"""One session, opened: its tables, and the right to write them."""

import contextlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Self

from pmfacil.review.text import short
from pmfacil.sessions.entry import day_of, title_of
from pmfacil.sessions.errors import NotSaved, SessionError, quoted, reason
from pmfacil.sessions.library import Library
from pmfacil.sessions.lock import Lock
from pmfacil.sessions.place import Place
from pmfacil.sessions.reading import read_tables, upgraded
from pmfacil.sessions.schema import SCHEMA, STEPS, Step, refuse_newer, schema_of
from pmfacil.sessions.storage import AtomicStorage
from pmfacil.sessions.system import SYSTEM, System, discard, put_over, read_whole
from pmfacil.sessions.tables import Tables, session_id


class SessionFile:
    """A session on disk; made by `open_session`, `create_session` or `restore_backup`."""

    def __init__(
        self,
        place: Place,
        storage: AtomicStorage,
        tables: Tables,
        lock: Lock | None,
        notice: str | None = None,
        schema: int = SCHEMA,
    ) -> None:
        self.path = place.session
        self.id = place.key(session_id(tables))
        self.alive = place.alive(self.id)
        """Where the sign of life of a meeting on it is kept."""
        self.tables = tables
        self.notice = notice
        """What a person has to know about it, one sentence."""
        self._storage = storage
        self._lock = lock
        self._schema = schema

    @property
    def read_only(self) -> bool:
        """Whether it cannot be written."""
        return self._lock is None

    def write(self, tables: Tables) -> None:
        """Put the tables on disk; when this returns they are there.

        Raises:
            NotSaved: If that could not be done; what was there before still is.
            SessionLocked: If the lock was lost and somebody else has it.
            NewerSession: If the tables are newer than this pmfacil.
        """
        if self._lock is None:
            raise NotSaved(self.path.name, "it is open to read only")
        refuse_newer(tables, self._schema)
        try:
            # `git clean` may have taken the lock file away: hold it again before anybody else does.
            self._storage.prepare()
            self._lock.acquire()
            self._storage.write(tables)
        except OSError as error:
            raise NotSaved(self.path.name, reason(error)) from error
        except (TypeError, ValueError, RecursionError) as error:
            raise NotSaved(self.path.name, f"something in it cannot be written ({short(str(error))})") from error
        self.tables = tables
        if kept := self._storage.kept:
            self._storage.kept = None
            self.notice = (
                f"{quoted(self.path.name)} was changed by another program meanwhile; "
                f"what was saved here counts, and that version is kept as {quoted(str(kept))}."
            )

    def close(self) -> None:
        """Give the lock back; the session can no longer be written."""
        if self._lock:
            self._lock.release()
        self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_session(
    path: Path | str, *, write: bool, steps: Sequence[Step] = STEPS, system: System = SYSTEM
) -> SessionFile:
    """The session at this path, with the lock if it is to be written.

    One that cannot be written, being newer or on a disk that can only be read, is open to read only and its notice
    says why.

    Raises:
        NotFound: If there is no such file.
        NotOpened: If it cannot be read or is no session.
        DamagedSession: If it is not whole.
        SessionLocked: If it is to be written and somebody else is writing it.
    """
    place = Place(Path(path).absolute())
    storage = AtomicStorage(place.session, system)
    tables = read_tables(place, storage)
    name, schema = quoted(place.session.name), 1 + len(steps)

    def to_read(why: str | None) -> SessionFile:
        notice = f"{name} is open to read only: {why}." if why else None
        return SessionFile(place, storage, upgraded(place, tables, steps), None, notice, schema)

    def newer() -> str | None:
        if (number := schema_of(tables)) <= schema:
            return None
        return f"a newer pmfacil wrote it (schema {number}, this one writes {schema}); upgrade to change it"

    if not write or newer():
        return to_read(newer())
    key = place.key(session_id(tables))
    lock = Lock(place.lock(key), system=system, title=title_of(tables))
    try:
        place.prepare(system)
        lock.acquire()
        if storage.changed():
            tables = read_tables(place, storage)
        refuse_newer(tables, schema)
        place.sweep(key, system)
        _keep_older(place, tables, schema, system)
        return SessionFile(place, storage, upgraded(place, tables, steps), lock, None, schema)
    except OSError as error:
        lock.release()
        return to_read(f"it cannot be written, as {reason(error)}; nothing was changed")
    except BaseException:
        lock.release()
        raise


def create_session(library: Library, tables: Tables, system: System = SYSTEM) -> SessionFile:
    """A new session in the library, written and locked.

    Raises:
        NotSaved: If it could not be written.
        SessionError: If it has no id that can be part of a file name, or is there already.
        SessionLocked: If somebody else is making it.
    """
    id = session_id(tables)
    if not id:
        raise SessionError("This session has no id of letters and digits; nothing was written, give it one.")
    day = day_of(tables)
    title = title_of(tables)
    place = Place(library.path_for(date.fromisoformat(day) if day else date.today(), title, id).absolute())
    lock = Lock(place.lock(id), system=system, title=title)
    session = SessionFile(place, AtomicStorage(place.session, system), tables, lock)
    try:
        library.make()
        place.prepare(system)
        lock.acquire()
        if place.session.exists():
            raise SessionError(f"{quoted(place.session.name)} is in the library already; nothing was written.")
        try:
            session.write(tables)
        except BaseException:
            # The disk may fail after the file is in place: what is told to be missing must not turn up later.
            discard(place.session, system)
            raise
    except OSError as error:
        lock.release()
        raise NotSaved(place.session.name, reason(error)) from error
    except BaseException:
        lock.release()
        raise
    return session


def _keep_older(place: Place, tables: Tables, schema: int, system: System) -> None:
    """Keep a copy of a session in an older schema, for whoever has to go back."""
    if (number := schema_of(tables)) < schema:
        content, status = read_whole(place.session, system)
        target = place.kept(f"schema-{number}")
        with contextlib.suppress(FileNotFoundError):
            if read_whole(target, system)[0] != content:
                target = place.kept(f"schema-{number}-{status.st_mtime_ns}")
        put_over(target, content, place.temporary(), system)
