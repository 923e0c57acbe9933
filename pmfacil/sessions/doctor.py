"""What is wrong around the sessions: folders, damaged files, locks, leftovers, the index; and what is safe to mend."""

import contextlib
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import SessionError, quoted, reason
from pmfacil.sessions.index import Index, index_folder
from pmfacil.sessions.library import Library
from pmfacil.sessions.lock import Lock, holder
from pmfacil.sessions.place import HIDDEN, Place, stale
from pmfacil.sessions.system import discard

_LITTLE = 100 * 1024 * 1024
"""Bytes; from less than that on, somebody should know."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    what: str
    good: bool
    """Whether nobody has to do anything about it."""
    said: str
    todo: str = ""
    """What a person can do."""
    mended: bool = False
    """Whether it was wrong until a moment ago."""


def examine(library: Library, folders: dict[str, Path], repair: bool) -> Iterator[Check]:
    """What is found, one check after the other; if asked to, what is safe to mend is mended.

    Args:
        library: The library that is looked at.
        folders: Our other folders by what they are for.
        repair: Whether to mend. No session and no backup is ever changed or overwritten.
    """
    yield from _folders({"library": library.folder, **folders, "index": index_folder()})
    yield from _rights(library, folders, repair)
    try:
        entries = library.entries()
    except SessionError as problem:
        yield Check(
            "sessions", False, str(problem).partition(";")[0], "mend the folder, or give another with --library"
        )
        return
    yield from _sessions(library, entries, repair)
    yield from _locks(library, entries, repair)
    yield from _leftovers(library, entries, repair)
    yield _index(library, repair)


def _folders(folders: dict[str, Path]) -> Iterator[Check]:
    for what, folder in folders.items():
        there = next(at for at in (folder, *folder.parents) if os.path.lexists(at))
        name = f"{what} in {quoted(str(folder), 300)}"
        if not there.is_dir():
            yield Check("folder", False, f"{name}: {quoted(there.name)} is no folder", "move that file away")
        elif not os.access(there, os.R_OK | os.W_OK | os.X_OK):
            todo = "give yourself the right to, or choose another folder"
            yield Check("folder", False, f"{name} cannot be written", todo)
        elif (free := shutil.disk_usage(there).free) < _LITTLE:
            yield Check("folder", False, f"{name}, {free >> 20} MB free", "make room, or nothing can be saved soon")
        else:
            room = f"{free >> 30} GB free" if free >> 30 else f"{free >> 20} MB free"
            yield Check("folder", True, f"{name}, {room if there == folder else 'made when it is needed'}")


def _rights(library: Library, folders: dict[str, Path], repair: bool) -> Iterator[Check]:
    """Our own folders are for their owner only; what people made themselves keeps its rights."""
    own = [library.folder / HIDDEN, library.bin.folder, index_folder(), *folders.values()]
    for folder in dict.fromkeys(own):
        mode = _mode(folder)
        if mode is None or not mode & 0o077 or os.name == "nt":
            continue
        name = f"{quoted(str(folder), 300)} can be opened by others on this machine"
        yield _mend("rights", repair, name, "yours alone now", lambda folder=folder: folder.chmod(0o700))
    mode = _mode(library.folder)
    if mode and mode & 0o077 and os.name != "nt":
        yield Check(
            "rights", True, "others on this machine can see the library's folder; you made it so, so it stays so"
        )


def _sessions(library: Library, entries: list[Entry], repair: bool) -> Iterator[Check]:
    damaged = [entry for entry in entries if entry.damaged]
    yield Check("sessions", True, f"{len(entries) - len(damaged)} can be read")
    for entry in entries:
        name = quoted(entry.path.name)
        if entry.damaged:
            yield _damaged(library, entry, repair)
        elif entry.problem:
            yield Check("session", True, f"{name}: {entry.problem}")


def _damaged(library: Library, entry: Entry, repair: bool) -> Check:
    # What opens sessions is slow to load, and most libraries have no damaged one.
    from pmfacil.sessions.reading import age_of_backup
    from pmfacil.sessions.restored import restored_beside

    said = f"{quoted(entry.path.name)} is damaged: {entry.problem}"
    try:
        id, new = restored_beside(library, entry.path, write=repair)
    except (SessionError, OSError) as problem:
        why = str(problem) if isinstance(problem, SessionError) else reason(problem)
        return Check(
            "session", False, f"{said}; its backup cannot be used", f"take it from git or a copy ({why.rstrip('.')})"
        )
    age = age_of_backup(Place(entry.path))
    if id is None:
        todo = f"`pmfacil doctor --repair` puts its last good version beside it, {age}"
        return Check("session", False, said, todo if new else "it has no backup: take it from git or a copy")
    made = "its last good version was put beside it" if new else "its last good version is beside it"
    todo = f"look at `pmfacil show {id}`, then move one of the two away"
    return Check("session", False, f"{said}; {made} as {id}, {age}", todo, new)


def _locks(library: Library, entries: list[Entry], repair: bool) -> Iterator[Check]:
    titles = {entry.id: entry.title for entry in entries}
    left: list[Path] = []
    for path in sorted((library.folder / HIDDEN).glob("*.lock")):
        name = quoted(titles.get(path.stem, path.stem), 60)
        try:
            writes = holder(path)
        except OSError as error:
            yield Check("lock", False, f"the lock of {name} cannot be looked at: {reason(error)}", "remove it by hand")
            continue
        if writes:
            yield Check("lock", True, f"{name} is being written by {writes}")
        else:
            left.append(path)
    if left:
        said = f"{_count(left, 'lock')} of programs that are gone; they keep nobody out"
        yield _mend("locks", repair, said, "removed", lambda: [_release(path) for path in left], harmless=True)


def _release(path: Path) -> None:
    # Taken first, so that it is not removed under somebody who takes it in this moment.
    with contextlib.suppress(SessionError), Lock(path):
        pass


def _leftovers(library: Library, entries: list[Entry], repair: bool) -> Iterator[Check]:
    hidden = library.folder / HIDDEN
    left = [path for path in hidden.glob("*.tmp") if stale(path)]
    known = {entry.id for entry in entries}
    left += [path for path in hidden.glob("*.alive") if path.stem not in known]
    if left:
        said = f"{_count(left, 'file')} left by programs that are gone; no session needs them"
        yield _mend("leftovers", repair, said, "removed", lambda: [discard(path) for path in left], harmless=True)


def _index(library: Library, repair: bool) -> Check:
    path = Index.path_of(library)
    if not path.exists():
        return Check("index", True, "not there yet; the first list or search makes it")
    problem = _problem_of(path)
    if not problem:
        return Check("index", True, "whole")

    def rebuild() -> None:
        path.unlink(missing_ok=True)
        with Index(library) as index:
            index.refresh()

    said = f"it is damaged ({problem}); the sessions are not, and the next list makes it anew"
    return _mend("index", repair, said, "made anew", rebuild, harmless=True)


def _problem_of(path: Path) -> str:
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return "" if said == "ok" else str(said)


def _mend(what: str, repair: bool, said: str, done: str, how: Callable[[], object], *, harmless: bool = False) -> Check:
    """Mend it if asked to; what is harmless as it is keeps nobody from saying that all is well."""
    if not repair:
        return Check(what, harmless, said, "`pmfacil doctor --repair` mends it")
    try:
        how()
    except (OSError, SessionError, sqlite3.Error) as error:
        why = reason(error) if isinstance(error, OSError) else str(error).rstrip(".")
        return Check(what, False, f"{said}; it could not be mended: {why}", "mend it by hand")
    return Check(what, True, f"{said} → {done}", mended=True)


def _mode(path: Path) -> int | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return stat.S_IMODE(status.st_mode) if stat.S_ISDIR(status.st_mode) else None


def _count(found: list[Path], noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"
