"""One writer per session: an advisory lock that dies with its process."""

import contextlib
import errno
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from pmfacil.review.text import clean_text, short
from pmfacil.sessions.errors import SessionLocked, quoted
from pmfacil.sessions.system import KEEP, SYSTEM, System

_ATTEMPTS = 100
_TITLE = 60
"""The most characters of a title in a sentence."""
_WITHOUT_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        # A locked byte cannot be read on Windows, so it lies far behind the text.
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            # On a disk that knows no locks a session must still be writable.
            if error.errno not in _WITHOUT_LOCKS:
                raise
        return True


@dataclass(frozen=True)
class Holder:
    """Who writes a session, as told by the lock file."""

    user: str = "somebody"
    host: str = "an unknown machine"
    pid: int = 0
    since: str = ""
    """When the lock was taken, ISO 8601."""

    def __str__(self) -> str:
        """The holder in the middle of a sentence."""
        process = f" (process {self.pid})" if self.pid else ""
        try:
            since = f" since {datetime.fromisoformat(self.since).astimezone():%Y-%m-%d %H:%M}"
        except (ValueError, OverflowError):
            since = ""
        return f"{self.user} on {self.host}{process}{since}"


class Lock:
    """The right to write one session, held from `acquire` to `release` or to the end of the process."""

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        system: System = SYSTEM,
        title: str = "",
    ) -> None:
        self._path = path
        self._now = now
        self._system = system
        # Where only a part of the sentence is used, it ends at the semicolon.
        self._session = quoted(title.replace(";", ","), _TITLE) if title else "This session"
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock, or make sure that it is still held.

        Raises:
            SessionLocked: If another program holds it.
            OSError: If the lock file cannot be made.
        """
        for _ in range(_ATTEMPTS):
            if self._held():
                return
            # Between opening and locking, the last holder may have removed this very file: then look again.
            self._close()
            self._descriptor = self._taken()
        if not self._held():
            raise OSError(errno.ENOLCK, "its lock does not hold", str(self._path))

    def release(self) -> None:
        """Give the lock back and remove its file, which nobody else can hold at that moment."""
        if self._held():
            with contextlib.suppress(OSError):
                self._system.unlink(self._path)
        self._close()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _held(self) -> bool:
        if self._descriptor is None:
            return False
        try:
            return os.path.samestat(os.fstat(self._descriptor), self._path.lstat())
        except OSError:
            return False

    def _close(self) -> None:
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            with contextlib.suppress(OSError):
                self._system.close(descriptor)

    def _taken(self) -> int:
        """The lock file, opened, locked and signed."""
        descriptor = self._system.open(self._path, KEEP, 0o600)
        try:
            if not _try_lock(descriptor):
                raise SessionLocked(
                    f"{self._session} is being written by {_read(descriptor)}; "
                    "open it to read meanwhile, or write to it when that program has closed it."
                )
        except BaseException:
            self._system.close(descriptor)
            raise
        user, host = _names()
        holder = Holder(user, host, os.getpid(), self._now().isoformat(timespec="seconds"))
        # On a full disk the lock counts without a name on it.
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
            self._system.write(descriptor, json.dumps(asdict(holder)).encode())
        return descriptor


def holder(path: Path) -> Holder | None:
    """Who holds a lock now; `None` if nobody does. It is neither made nor taken.

    Raises:
        OSError: If the lock file is there and cannot be opened.
    """
    try:
        descriptor = os.open(path, KEEP & ~os.O_CREAT)
    except FileNotFoundError:
        return None
    try:
        # Closing gives back what this may have taken.
        return None if _try_lock(descriptor) else _read(descriptor)
    finally:
        os.close(descriptor)


def user_name() -> str:
    """Who runs this, by the name of the login."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _names() -> tuple[str, str]:
    """Who runs this, and on which machine."""
    # Most commands never lock, and this is slow to load.
    import socket

    return user_name(), socket.gethostname()


def _read(descriptor: int) -> Holder:
    """The holder according to the lock file, as far as it makes sense."""
    with contextlib.suppress(OSError, ValueError, RecursionError, TypeError, AttributeError):
        said: dict[str, Any] = json.loads(os.read(descriptor, 4096))
        known = {key: short(clean_text(said[key])) for key in ("user", "host", "since") if said.get(key)}
        pid: object = said.get("pid")
        return Holder(**known, pid=pid if isinstance(pid, int) and 0 < pid < 1 << 32 else 0)
    return Holder()
