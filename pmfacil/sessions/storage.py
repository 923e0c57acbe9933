"""A TinyDB storage that writes a file whole or not at all."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from pmfacil.sessions.place import Place
from pmfacil.sessions.system import LARGEST, SYSTEM, System, discard, put, read_whole, sync_folder
from pmfacil.sessions.tables import dumps, loads


class AtomicStorage(Storage):
    """Keeps the tables of one session; `TinyDB(path, storage=AtomicStorage)` works as well."""

    kept: Path | None = None
    """Where the last write put a version that neither this storage nor its reader had seen."""

    def __init__(self, path: Path | str, system: System = SYSTEM) -> None:
        super().__init__()
        self._place = Place(Path(path).absolute())
        self._system = system
        self._mark: tuple[int, ...] | None = None
        self._content: int | None = None

    def read(self) -> Any:
        """The tables, or `None` if there is no file yet.

        Raises:
            NotTables: If the file is not whole JSON.
            OSError: If it cannot be read.
        """
        try:
            content, status = read_whole(self._place.session, self._system)
        except FileNotFoundError:
            self._mark = self._content = None
            return None
        data = loads(content)
        self._remember(content, status)
        return data

    def write(self, data: Mapping[str, Any]) -> None:
        """Put the tables on disk; when this returns they are there, if it raises the file is as it was.

        Only when the folder could not be synced at the very end is the file the new one, and whole.

        Raises:
            OSError: If it could not be done.
            TypeError: If the tables are not JSON.
            ValueError: If a number in the tables is not JSON.
        """
        content = dumps(data)
        if len(content) > LARGEST:
            raise OSError(errno.EFBIG, "too large", str(self._place.session))
        if self._place.session.is_symlink():
            raise OSError(errno.ELOOP, "a link", str(self._place.session))
        self.prepare()
        temporary = self._place.temporary()
        try:
            status = put(temporary, content, self._system)
            self._keep_present()
            self._system.replace(temporary, self._place.session)
        finally:
            discard(temporary, self._system)
        self._remember(content, status)
        sync_folder(self._place.session.parent, self._system)

    def prepare(self) -> None:
        """Make the hidden folder beside the file.

        Raises:
            OSError: If it cannot be made.
        """
        self._place.prepare(self._system)

    def changed(self) -> bool:
        """Whether the file is no longer what was last read or written here."""
        try:
            # Its content has the last word: on some disks a file's number and times change by themselves.
            if _mark(self._place.session.lstat()) == self._mark:
                return False
            return hash(read_whole(self._place.session, self._system)[0]) != self._content
        except FileNotFoundError:
            return self._mark is not None
        except OSError:
            return True

    def _remember(self, content: bytes, status: os.stat_result) -> None:
        self._mark, self._content = _mark(status), hash(content)

    def _keep_present(self) -> None:
        """Make the present file the backup, or set it aside if it is nothing that was read or written here."""
        if not self._place.session.exists():
            return
        if not self.changed():
            self._keep_as(self._place.backup)
        else:
            self.kept = self._place.kept(f"kept-{self._place.session.stat().st_mtime_ns}")
            self._keep_as(self.kept)

    def _keep_as(self, target: Path) -> None:
        temporary = self._place.temporary()
        try:
            if not self._linked(temporary):
                put(temporary, read_whole(self._place.session, self._system)[0], self._system)
            self._system.replace(temporary, target)
        finally:
            # Replacing a file by a link to itself does nothing and leaves the link.
            discard(temporary, self._system)

    def _linked(self, temporary: Path) -> bool:
        """Whether the present file has a second name now; some disks have none, and others may read some files."""
        if self._place.session.lstat().st_mode & 0o077:
            return False
        try:
            self._system.link(self._place.session, temporary)
        except OSError:
            return False
        return True


def _mark(status: os.stat_result) -> tuple[int, ...]:
    """What tells one version of a file from the next."""
    return status.st_ino, status.st_size, status.st_mtime_ns
