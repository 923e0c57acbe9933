"""Where terminals of one machine meet: a socket that only its owner can reach."""

import hashlib
import os
from pathlib import Path

from pmfacil.sessions.system import make_folders


def meeting_point(session: Path) -> Path:
    """The path of the socket for the meeting on a session, in a folder for nobody else.

    Raises:
        OSError: If there can be no such folder.
    """
    # The folders that a login names differ from one login to the next, and some go with it: over ssh, or after a
    # connection broke, the same meeting has to be found.
    folder = Path(os.environ.get("PMFACIL_RUNTIME") or f"/tmp/pmfacil-{os.getuid()}")
    make_folders(folder)
    # Not where a link leads to: anybody may have put one there.
    state = folder.lstat()
    if state.st_uid != os.getuid() or state.st_mode & 0o077:
        chmod = state.st_uid == os.getuid() and not folder.is_symlink()
        way = f"run `chmod 700 {folder}`" if chmod else "set PMFACIL_RUNTIME to a folder of your own"
        raise PermissionError(f"{folder} belongs to others, too; {way}, then open the meeting again")
    # A name of its own length: the path of a socket has little more than a hundred bytes.
    name = hashlib.sha256(os.fsencode(session.resolve())).hexdigest()[:20]
    return folder / f"{name}.sock"


def is_held(session: Path) -> bool:
    """Whether somebody seems to hold a meeting on a session; a crash may have left that behind."""
    try:
        return meeting_point(session).is_socket()
    except OSError:
        return False
