"""Where the files of one session lie: itself in the library folder, all others in the hidden folder beside it."""

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from pmfacil.sessions.file_name import id_in
from pmfacil.sessions.system import SYSTEM, System, discard, make_folder, put_over

HIDDEN = ".pmfacil"
"""The name of the hidden folder."""

_TEMPORARY = re.compile(r"(.+)\.[0-9a-f]{8}\.tmp", re.DOTALL)
_STALE = 24 * 3600


@dataclass(frozen=True)
class Place:
    """The paths that belong to the session at this path."""

    session: Path

    @property
    def hidden(self) -> Path:
        """The folder for everything that is not a session."""
        return self.session.parent / HIDDEN

    @property
    def backup(self) -> Path:
        """The last good version before the present one."""
        return self.hidden / f"{self.session.stem}.backup.json"

    def kept(self, label: str) -> Path:
        """A version set aside for good."""
        return self.hidden / f"{self.session.stem}.{label}.json"

    def key(self, id: str | None) -> str:
        """What its lock and sign of life are named after: its id, if need be the one in its name."""
        return id or id_in(self.session.name) or self.session.stem

    def lock(self, key: str) -> Path:
        """The file that whoever writes the session with this key holds."""
        return self.hidden / f"{key}.lock"

    def alive(self, key: str) -> Path:
        """The sign of life of the meeting on the session with this key."""
        return self.hidden / f"{key}.alive"

    def temporary(self) -> Path:
        """A new name for a file that is not whole yet."""
        return temporary_for(self.hidden / self.session.stem)

    def claims(self, ours: bool | None) -> bool:
        """Whether what cannot be read here is a damaged session, given what its content says (see `NotTables`)."""
        named = id_in(self.session.name) is not None or self.session.parent.name == HIDDEN
        return bool(ours) or self.backup.is_file() or (ours is None and named)

    def prepare(self, system: System = SYSTEM) -> None:
        """Make the hidden folder, which git leaves alone.

        Raises:
            OSError: If it cannot be made or is not a folder of its own.
        """
        make_folder(self.hidden, system)
        ignore = self.hidden / ".gitignore"
        if not ignore.exists():
            put_over(ignore, b"*\n", temporary_for(ignore), system, sync=False)

    def sweep(self, key: str, system: System = SYSTEM) -> None:
        """Remove what dead writers of the session with this key left; call it with the lock held.

        Temporary files of other sessions go when they are a day old: a save takes milliseconds, so nobody is at them.
        """
        own = {self.session.stem, self.alive(key).name}
        for path in self.hidden.glob("*.tmp"):
            found = _TEMPORARY.fullmatch(path.name)
            if found and (found[1] in own or stale(path)):
                discard(path, system)


def temporary_for(path: Path) -> Path:
    """A new name beside a file in the hidden folder, for its next version while that is not whole yet."""
    return path.with_name(f"{path.name}.{os.urandom(4).hex()}.tmp")


def sweep_beside(path: Path, system: System = SYSTEM) -> None:
    """Remove what dead writers of this file left beside it a day ago or earlier."""
    for left in path.parent.glob("*.tmp"):
        found = _TEMPORARY.fullmatch(left.name)
        if found and found[1] == path.name and stale(left):
            discard(left, system)


def stale(path: Path) -> bool:
    """Whether a file was not touched for a day."""
    try:
        return time.time() - path.lstat().st_mtime > _STALE
    except OSError:
        return False
