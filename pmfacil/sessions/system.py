"""The system calls a session is kept with, and the few safe things made of them."""

import contextlib
import errno
import os
import stat
from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""The most bytes that are read as one session."""

_SAFE = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
READ = os.O_RDONLY | _SAFE
"""How a file is opened to read: never through a link, never waiting for the other end of a pipe."""
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE
"""How a file is made: never an existing one, never through a link."""
KEEP = os.O_RDWR | os.O_CREAT | _SAFE
"""How a file that may be there already is opened, never through a link."""


class System:
    """The calls that can fail; whoever wants to see them fail hands in others."""

    open = staticmethod(os.open)
    write = staticmethod(os.write)
    fsync = staticmethod(os.fsync)
    close = staticmethod(os.close)
    link = staticmethod(os.link)
    replace = staticmethod(os.replace)
    unlink = staticmethod(os.unlink)
    mkdir = staticmethod(os.mkdir)


SYSTEM = System()
"""The real ones."""


def read_whole(path: Path, system: System = SYSTEM) -> tuple[bytes, os.stat_result]:
    """All bytes of a plain file and what it was when they were read.

    Raises:
        OSError: If it cannot be read, is a link, not a plain file, or larger than `LARGEST`.
    """
    if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        raise OSError(errno.ELOOP, "a link", str(path))
    descriptor = system.open(path, READ)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL, "not a file", str(path))
        if status.st_size > LARGEST:
            raise OSError(errno.EFBIG, "too large", str(path))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(LARGEST), status
    finally:
        system.close(descriptor)


def put(path: Path, content: bytes, system: System = SYSTEM, *, sync: bool = True) -> os.stat_result:
    """Make a new file of mode 0600 with this content, on disk when this returns if `sync`.

    Raises:
        OSError: If there is a file already, or it could not be written whole.
    """
    descriptor = system.open(path, CREATE, 0o600)
    try:
        left = memoryview(content)
        while left:
            written = system.write(descriptor, left)
            if not written:
                raise OSError(errno.EIO, "nothing was written", str(path))
            left = left[written:]
        if sync:
            system.fsync(descriptor)
        return os.fstat(descriptor)
    finally:
        system.close(descriptor)


def put_over(path: Path, content: bytes, temporary: Path, system: System = SYSTEM, *, sync: bool = True) -> None:
    """Put a file in the place of another in one step, or leave the other as it was.

    Raises:
        OSError: If it could not be written; the temporary file is gone again.
    """
    try:
        put(temporary, content, system, sync=sync)
        system.replace(temporary, path)
    finally:
        discard(temporary, system)


def discard(path: Path, system: System = SYSTEM) -> None:
    """Remove a file if it is there and can be removed."""
    with contextlib.suppress(OSError):
        system.unlink(path)


def sync_folder(folder: Path, system: System = SYSTEM) -> None:
    """Have the names in the folder on disk when this returns, where a folder can be synced."""
    if os.name == "nt":
        return
    descriptor = system.open(folder, os.O_RDONLY)
    try:
        system.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        system.close(descriptor)


def make_folder(folder: Path, system: System = SYSTEM) -> None:
    """Make a folder of mode 0700 if there is none.

    Raises:
        OSError: If it cannot be made, or something else, such as a link, has its name.
    """
    try:
        system.mkdir(folder, 0o700)
    except FileExistsError:
        mode = folder.lstat().st_mode
        if not stat.S_ISDIR(mode):
            raise OSError(errno.ELOOP if stat.S_ISLNK(mode) else errno.ENOTDIR, "in the way", str(folder)) from None


def make_folders(folder: Path, system: System = SYSTEM) -> None:
    """Make a folder and those above it that are missing, each of mode 0700; what is there stays as it is.

    Raises:
        OSError: If one of them cannot be made.
    """
    for missing in [at for at in (folder, *folder.parents) if not at.is_dir()][::-1]:
        try:
            system.mkdir(missing, 0o700)
        except FileExistsError as error:
            if not missing.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "in the way", str(missing)) from error


def move(source: Path, target: Path, system: System = SYSTEM) -> None:
    """Give a file another name, never one that is taken.

    Raises:
        OSError: If the name is taken or the file cannot be moved; it is still where it was.
    """
    if source.is_symlink():
        raise OSError(errno.ELOOP, "a link", str(source))
    try:
        system.link(source, target)
    except OSError:
        if target.exists() or target.is_symlink():
            raise FileExistsError(errno.EEXIST, "taken", str(target)) from None
        system.replace(source, target)
    else:
        try:
            system.unlink(source)
        except OSError:
            discard(target, system)
            raise
