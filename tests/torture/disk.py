"""A disk that can be made to fail at any of the system calls that the program makes."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pmfacil.sessions.system import SYSTEM

CALLS = ("open", "write", "fsync", "close", "link", "replace", "unlink", "mkdir")
SHORT = -1
"""Not an error of the system: a write that takes one byte of all it was given."""
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EINTR, SHORT)


class Disk:
    """Stands in for the system of every part of the program, counting its calls; syncing takes no time on it."""

    def __init__(self, put: Callable[[object, str, object], None]) -> None:
        """Come into effect through `put`, which sets an attribute for as long as the test lasts."""
        self.calls: list[str] = []
        """The calls since `fail_at`."""
        self.failed: str | None = None
        """The first call that failed."""
        self._at = -1
        self._error = errno.EIO
        self._lasting = False
        for name in CALLS:
            put(SYSTEM, name, self._counted(name, getattr(os, name) if name != "fsync" else _at_once))

    def fail_at(self, at: int, error: int, *, lasting: bool) -> None:
        """Fail at the call with this number, counted from now and nought, or at all from there until `mend`."""
        self.calls, self.failed = [], None
        self._at, self._error, self._lasting = at, error, lasting

    def mend(self) -> None:
        """Fail no more."""
        self._at = -1

    @property
    def broken(self) -> bool:
        """Whether the next call fails as well."""
        return self._lasting and self._error != SHORT and 0 <= self._at < len(self.calls)

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **options: Any) -> Any:
            number = len(self.calls)
            self.calls.append(name)
            due = 0 <= self._at == number or (self._lasting and 0 <= self._at < number)
            if not due or (self._error == SHORT and name != "write"):
                return call(*given, **options)
            self.failed = self.failed or name
            if self._error == SHORT:
                return os.write(given[0], bytes(given[1])[:1])
            if name == "close":
                call(*given, **options)
            raise OSError(self._error, os.strerror(self._error))

        return counted


def _at_once(descriptor: int) -> None:
    os.fstat(descriptor)


def files(folder: Path) -> list[str]:
    """Everything in a folder, by its path from there."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def open_files() -> list[str]:
    """What this process has open of files, by path."""
    links = Path("/proc/self/fd")
    found: list[str] = []
    for link in links.iterdir() if links.is_dir() else ():
        try:
            found.append(str(link.readlink()))
        except OSError:
            continue
    return sorted(path for path in found if path.startswith("/") and not path.startswith(("/dev", "/proc")))


def is_sentence(text: str) -> bool:
    """Whether it is one clean sentence without anything that only a programmer would say."""
    words = re.sub("“[^”]*”", "“”", text)
    strange = re.search(r"Traceback|Errno|Error\b|Exception|\n|\.\s|None|0x|\[", words)
    return text.isprintable() and text[:1] in "“" + text[:1].upper() and text.endswith(".") and not strange
