"""The library: a folder with one file per session."""

import contextlib
import os
from datetime import date
from pathlib import Path

from pmfacil.sessions.entry import Entry, read_entry
from pmfacil.sessions.errors import Ambiguous, NotFound, NotMoved, SessionError, quoted, reason
from pmfacil.sessions.file_name import file_name, id_in
from pmfacil.sessions.lock import Lock, holder
from pmfacil.sessions.place import HIDDEN, Place
from pmfacil.sessions.system import SYSTEM, System, discard, make_folder, make_folders, move

_NAMED = 5


def library_folder(option: str | None) -> Path:
    """The folder given with `--library`, else in `PMFACIL_LIBRARY`, else the platform's own for data.

    Raises:
        SessionError: If it begins with the home folder of somebody unknown.
    """
    chosen = option or os.environ.get("PMFACIL_LIBRARY")
    if not chosen:
        from platformdirs import user_data_path

        return user_data_path("pmfacil", appauthor=False)
    try:
        return Path(chosen).expanduser().absolute()
    except RuntimeError as error:
        raise SessionError(f"The library {quoted(chosen)} names no known home folder; give its full path.") from error


class Library:
    """The sessions in one folder."""

    def __init__(self, folder: Path, system: System = SYSTEM) -> None:
        self.folder = folder
        self._system = system

    def entries(self) -> list[Entry]:
        """All sessions, newest first, the damaged ones too; none if there is no folder.

        Raises:
            SessionError: If the folder cannot be read.
        """
        entries = [entry for path in self._files() if (entry := read_entry(path))]
        return sorted(entries, key=lambda entry: (entry.date, entry.path.name), reverse=True)

    def find(self, words: str) -> Entry:
        """The session with this id or path, with this in its id or title, or, for `last`, the one changed last.

        Raises:
            NotFound: If there is none.
            Ambiguous: If there are several.
            SessionError: If the folder cannot be read.
        """
        if words == "last":
            return self._last()
        if entry := self._at_path(words) or self._with_id(words):
            return entry
        sought = words.strip().casefold()
        entries = self.entries() if sought else []
        found = [entry for entry in entries if sought in entry.id.casefold() or sought in entry.title.casefold()]
        exact = [entry for entry in found if sought in (entry.id.casefold(), entry.title.casefold())]
        if len(one := exact or found) == 1:
            return one[0]
        if not found:
            raise NotFound(f"No session fits {quoted(words)}; `pmfacil list` shows all there are.")
        named = ", ".join(
            f"{entry.id} {quoted(entry.title, 40)} in {quoted(entry.path.name)}" for entry in one[:_NAMED]
        )
        more = f" and {len(one) - _NAMED} more" if len(one) > _NAMED else ""
        raise Ambiguous(f"{quoted(words)} fits {len(one)} sessions: {named}{more}; give the id or the file of one.")

    def held(self) -> list[Entry]:
        """The sessions that some program writes at this moment.

        Raises:
            SessionError: If the folder cannot be read.
        """
        locks = self.folder.joinpath(HIDDEN).glob("*.lock")
        found = [self._with_id(path.stem) for path in locks if holder(path)]
        return [entry for entry in found if entry]

    def path_for(self, day: date, title: str, id: str) -> Path:
        """Where a session with this day, title and id is kept.

        Raises:
            ValueError: If the id cannot be part of a file name.
        """
        return self.folder / file_name(day, title, id)

    def make(self) -> None:
        """Make the folder, and those above it, for their owner only, if there are none.

        Raises:
            OSError: If it cannot be made.
        """
        make_folders(self.folder, self._system)

    @property
    def bin(self) -> "Library":
        """The trash folder, a library of its own."""
        return Library(self.folder / HIDDEN / "trash", self._system)

    def trash(self, entry: Entry) -> str:
        """Move a session and its backup to the trash; gives the name to restore it by.

        Raises:
            NotMoved: If it cannot be moved.
            SessionLocked: If somebody is writing it.
        """
        place = Place(entry.path)
        try:
            place.prepare(self._system)
            Place(self.folder / entry.path.name).prepare(self._system)
            make_folder(self.bin.folder, self._system)
            with Lock(place.lock(entry.id), system=self._system, title=entry.title):
                target = Place(_free(self.bin.folder / entry.path.name))
                _move(place, target, self._system)
            discard(place.alive(entry.id), self._system)
        except OSError as error:
            raise NotMoved(
                f"{quoted(entry.title)} cannot be moved to the trash: {reason(error)}; it was left as it is."
            ) from error
        return target.session.name

    def restore(self, name: str) -> Path:
        """Move a session and its backup back from the trash.

        Raises:
            NotFound: If it is not in the trash.
            NotMoved: If it cannot be moved, or its name is taken.
        """
        source = Place(self.bin.folder / name)
        target = Place(self.folder / name)
        if source.session.parent != self.bin.folder or not source.session.is_file():
            raise NotFound(f"There is no {quoted(name)} in the trash; nothing was changed.")
        try:
            _move(source, target, self._system)
        except FileExistsError as error:
            raise NotMoved(
                f"A session named {quoted(name)} is in the library already; the one in the trash stays there."
            ) from error
        except OSError as error:
            raise NotMoved(f"{quoted(name)} cannot be restored: {reason(error)}; it is still in the trash.") from error
        return target.session

    def files(self) -> list[os.DirEntry[str]]:
        """Everything in the folder that may be a session.

        Raises:
            SessionError: If the folder cannot be read.
        """
        try:
            with os.scandir(self.folder) as found:
                return [
                    file
                    for file in found
                    if file.name.endswith(".json")
                    and not file.name.startswith(".")
                    and (file.is_file(follow_symlinks=False) or file.is_symlink())
                ]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise SessionError(
                f"The library {quoted(str(self.folder))} cannot be read: {reason(error)}; give another with --library."
            ) from error

    def _files(self) -> list[Path]:
        return [self.folder / file.name for file in self.files()]

    def _last(self) -> Entry:
        def changed(path: Path) -> int:
            with contextlib.suppress(OSError):
                return path.lstat().st_mtime_ns
            return 0

        for path in sorted(self._files(), key=changed, reverse=True):
            if entry := read_entry(path):
                return entry
        raise NotFound("There is no session yet; `pmfacil new TITLE` makes the first.")

    def _at_path(self, words: str) -> Entry | None:
        if os.sep in words or words.endswith(".json"):
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                path = Path(words).expanduser().absolute()
                return read_entry(path) or read_entry(self.folder / words)
        return None

    def _with_id(self, words: str) -> Entry | None:
        found = [entry for path in self._files() if id_in(path.name) == words and (entry := read_entry(path))]
        return found[0] if len(found) == 1 and found[0].id == words else None


def _free(path: Path) -> Path:
    """The path, or the first like it that is not taken."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _move(source: Place, target: Place, system: System) -> None:
    move(source.session, target.session, system)
    if source.backup.exists():
        # A backup that stays behind does no harm.
        with contextlib.suppress(OSError):
            target.prepare(system)
            system.replace(source.backup, target.backup)
