"""The last good version of a session: to look at, and to put back."""

from pathlib import Path

from pmfacil.sessions.entry import title_of
from pmfacil.sessions.errors import NotFound, quoted
from pmfacil.sessions.lock import Lock
from pmfacil.sessions.place import Place
from pmfacil.sessions.reading import read_tables, upgraded
from pmfacil.sessions.schema import STEPS
from pmfacil.sessions.session_file import SessionFile
from pmfacil.sessions.storage import AtomicStorage
from pmfacil.sessions.system import SYSTEM, System
from pmfacil.sessions.tables import Tables, session_id


def read_backup(path: Path | str) -> Tables:
    """The tables of the last good version before the present one.

    Raises:
        NotFound: If there is no backup.
        NotOpened: If it cannot be read.
        DamagedSession: If it is not whole either.
    """
    place = Place(Path(path).absolute())
    if not place.backup.exists():
        raise NotFound(f"There is no backup of {quoted(place.session.name)}; nothing was changed.")
    backup = Place(place.backup)
    return upgraded(backup, read_tables(backup, AtomicStorage(place.backup)), STEPS)


def restore_backup(path: Path | str, system: System = SYSTEM) -> SessionFile:
    """The session with its backup written in its place; the damaged version is kept in the hidden folder.

    Raises:
        SessionError: If there is no good backup, or it cannot be written.
    """
    place = Place(Path(path).absolute())
    tables = read_backup(path)
    lock = Lock(place.lock(place.key(session_id(tables))), system=system, title=title_of(tables))
    session = SessionFile(place, AtomicStorage(place.session, system), tables, lock)
    try:
        session.write(tables)
    except BaseException:
        lock.release()
        raise
    session.notice = f"The backup of {quoted(session.path.name)} is in its place; the version before is kept beside it."
    return session
