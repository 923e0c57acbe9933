"""Where terminals of one machine meet: a socket that only its owner can reach."""

import hashlib
import os
import warnings
from pathlib import Path

import platformdirs

from pmfacil.sessions.system import make_folders


def meeting_point(session: Path) -> Path:
    """The path of the socket for the meeting on a session, in a folder for nobody else.

    Raises:
        OSError: If there can be no such folder.
    """
    folder = Path(os.environ.get("PMFACIL_RUNTIME") or _usual())
    make_folders(folder)
    state = folder.stat()
    if state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to others, too")
    # A name of its own length: the path of a socket has little more than a hundred bytes.
    name = hashlib.sha256(os.fsencode(session.resolve())).hexdigest()[:20]
    return folder / f"{name}.sock"


def _usual() -> Path:
    # Where there is no session of the system's own, it takes another folder, which is looked at like any other.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return platformdirs.user_runtime_path("pmfacil", appauthor=False)
