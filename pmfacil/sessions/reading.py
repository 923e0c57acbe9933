"""Reading a session, with one sentence for each way in which that can fail."""

from collections.abc import Sequence
from datetime import datetime

from pmfacil.sessions.errors import DamagedSession, NotFound, NotOpened, quoted, reason
from pmfacil.sessions.place import Place
from pmfacil.sessions.schema import Step, schema_of, upgrade
from pmfacil.sessions.storage import AtomicStorage
from pmfacil.sessions.tables import NotTables, Tables, checked


def read_tables(place: Place, storage: AtomicStorage) -> Tables:
    """The tables of the session as they are on disk.

    Raises:
        NotFound: If there is no such file.
        NotOpened: If it cannot be read or is no session.
        DamagedSession: If it is not whole.
    """
    name = quoted(place.session.name)
    try:
        data = storage.read()
        if data is None and not place.session.exists():
            raise NotFound(f"There is no file {name}; `pmfacil list` shows the sessions there are.")
        tables = checked(data)
        schema_of(tables)
    except NotTables as damage:
        if not place.claims(damage.ours):
            raise NotOpened(f"{name} is no session of pmfacil; nothing was changed.") from damage
        raise damaged(place, damage) from damage
    except OSError as error:
        raise NotOpened(f"{name} cannot be opened: {reason(error)}; nothing was changed.") from error
    return tables


def upgraded(place: Place, tables: Tables, steps: Sequence[Step]) -> Tables:
    """The tables in the schema that the steps lead to.

    Raises:
        DamagedSession: If a step cannot make sense of them.
    """
    try:
        return upgrade(tables, steps)
    except NotTables as damage:
        raise damaged(place, damage) from damage


def damaged(place: Place, damage: ValueError) -> DamagedSession:
    """The error that says what is wrong with a session, and where its last good version is."""
    age = age_of_backup(place)
    backup = f"its last good version is {quoted(str(place.backup), 300)}, {age}" if age else "it has no backup"
    name = quoted(place.session.name)
    return DamagedSession(f"{name} is damaged: {damage}; nothing was overwritten, and {backup}.")


def age_of_backup(place: Place) -> str:
    """From when the last good version is, as the end of a sentence; empty if there is none."""
    if not place.backup.is_file():
        return ""
    at = datetime.fromtimestamp(place.backup.stat().st_mtime)
    return f"as it was on {at.day} {at:%b %Y} at {at:%H:%M}; what was written after that is not in it"
