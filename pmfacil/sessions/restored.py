"""The last good version of a damaged session as a session of its own, beside the damaged one."""

import hashlib
from pathlib import Path

from pmfacil.sessions.backup import read_backup
from pmfacil.sessions.errors import NotFound
from pmfacil.sessions.library import Library
from pmfacil.sessions.session_file import create_session
from pmfacil.sessions.tables import document, dumps

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def restored_beside(library: Library, path: Path, *, write: bool) -> tuple[str | None, bool]:
    """The id under which the last good version stands beside the damaged one, and whether that is new.

    Not told to write, it gives no id if none is there yet, and whether there could be one.

    Raises:
        SessionError: If the backup is not whole either, or cannot be written anew.
    """
    try:
        tables = read_backup(path)
    except NotFound:
        return None, False
    # The same backup has the same id again: it is put there once, however often this is asked for.
    digest = hashlib.sha256(path.name.encode(errors="surrogateescape") + dumps(tables)).digest()
    id = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:8])
    if any(file.name.endswith(f"-{id}.json") for file in library.files()):
        return id, False
    if not write:
        return None, True
    about = {**document(tables, "session"), "id": id}
    create_session(library, {**tables, "session": {"session": about}}).close()
    return id, True
