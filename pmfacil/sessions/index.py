"""The index of a library: what lists, search and patterns need, kept beside the files so that none is read twice.

It is derived from the files and nothing else; thrown away or damaged, it is made anew.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Collection, Generator, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from pmfacil.sessions.entry import Entry, entry_of
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.indexed import PLACES, labels_of, storable, texts_of
from pmfacil.sessions.library import Library
from pmfacil.sessions.system import KEEP, make_folders
from pmfacil.sessions.tables import Tables

_VERSION = 2
"""To be raised whenever the tables here, or what goes into them, change."""
_AT_ONCE = 100
"""Files between two commits: a program that is ended in the middle goes on from there."""
_SCHEMA = f"""
CREATE TABLE reviews(
    id INTEGER PRIMARY KEY, name BLOB UNIQUE NOT NULL, size INTEGER, mtime INTEGER,
    damaged INTEGER, open INTEGER, entry TEXT NOT NULL
);
CREATE TABLE labels(review INTEGER, kind TEXT, value TEXT);
CREATE INDEX by_label ON labels(kind, value);
CREATE INDEX by_review ON labels(review);
CREATE TABLE facts(review INTEGER, kind TEXT, facts TEXT, PRIMARY KEY (review, kind));
CREATE VIRTUAL TABLE texts USING fts5(
    {", ".join(PLACES)}, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4', columnsize = 0
);
PRAGMA user_version = {_VERSION};
"""


_BITS = 24
"""Of a session's number, below those of its day."""


def day_number(day: str) -> int:
    """Where the numbers of the sessions of a day begin; of a year or month, those of its first day."""
    try:
        return date.fromisoformat((day + "-01-01")[: len("2026-01-01")]).toordinal() << _BITS
    except ValueError:
        return 0


def index_folder() -> Path:
    """Where indexes are kept: in `PMFACIL_CACHE`, else in the platform's own folder for that."""
    if chosen := os.environ.get("PMFACIL_CACHE"):
        return Path(chosen).absolute()
    from platformdirs import user_cache_path

    return user_cache_path("pmfacil", appauthor=False)


@contextlib.contextmanager
def readable() -> Generator[None]:
    """What is done with an index that may be damaged at any moment.

    Raises:
        SessionError: If it was damaged meanwhile.
    """
    try:
        yield
    except sqlite3.Error as error:
        again = "the reviews are safe, and the next try makes it anew"
        raise SessionError(f"The index of the library was damaged while it was read; {again}.") from error


class Index:
    """What is known of a library; used by one thread, and best closed at the end."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._path = self.path_of(library)
        self.database = self._opened()

    @staticmethod
    def path_of(library: Library) -> Path:
        """Where the index of a library is kept."""
        key = hashlib.sha256(os.fsencode(library.folder.absolute())).hexdigest()[:16]
        return index_folder() / f"{key}.sqlite"

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *how: object) -> None:
        self.database.close()

    def refresh(self, told: Callable[[int, int], None] = lambda done, all: None) -> None:
        """Read what was changed since the last time, telling how many files of how many are done.

        Raises:
            SessionError: If the library's folder cannot be read.
        """
        try:
            self._refresh(told)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                # Another program is at it: what it has read so far is there.
                return
            self._throw_away()
            self._refresh(told)

    def entries(self, most: int = -1) -> list[Entry]:
        """The newest sessions first, as of the last refresh."""
        said = self.database.execute("SELECT entry FROM reviews ORDER BY id DESC LIMIT ?", (most,)).fetchall()
        return [self.entry(known) for known in json.loads(f"[{','.join(entry for (entry,) in said)}]")]

    def entry(self, known: dict[str, Any]) -> Entry:
        """The entry that was remembered."""
        known.update(services=tuple(known["services"]), due=tuple(known["due"]))
        known["path"] = self.library.folder / known["path"]
        return Entry(**known)

    def facts(
        self, kind: str, make: Callable[[Tables], Any], services: Collection[str] = ()
    ) -> Iterator[tuple[Entry, Any]]:
        """What is made of the tables of each session that is whole, newest first, remembered until the file changes.

        Args:
            kind: The name to remember it by, with a number that is raised whenever `make` makes something else.
            make: Gives something that JSON can hold; what it raises leaves that session out.
            services: Only sessions of one of these, if any is named.
        """
        kept = f"SELECT id, entry, facts FROM reviews LEFT JOIN facts ON review = id AND kind = {kind!r}"
        names = tuple(storable(service.casefold()) for service in services)
        labels = f"SELECT review FROM labels WHERE kind = 'service' AND value IN ({', '.join('?' * len(names))})"
        of = f"AND id IN ({labels})" if names else ""
        rows = self.database.execute(f"{kept} WHERE NOT damaged {of} ORDER BY id DESC", names).fetchall()
        for id, said, facts in rows:
            entry = self.entry(json.loads(said))
            if facts is not None:
                yield entry, json.loads(facts)
                continue
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
                tables, _, _ = entry_of(entry.path)
                assert tables is not None
                made = make(tables)
                with contextlib.suppress(sqlite3.Error), self.database:
                    self.database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", (id, kind, json.dumps(made)))
                yield entry, made

    def _refresh(self, told: Callable[[int, int], None]) -> None:
        there: dict[str, os.stat_result] = {}
        for file in self.library.files():
            # What went away since the folder was listed is gone.
            with contextlib.suppress(FileNotFoundError):
                there[file.name] = file.stat(follow_symlinks=False)
        known = {
            os.fsdecode(name): (id, *state)
            for id, name, *state in self.database.execute("SELECT id, name, size, mtime FROM reviews")
        }
        gone = [known[name][0] for name in known.keys() - there.keys()]
        new = [n for n, s in there.items() if n not in known or known[n][1:] != (s.st_size, s.st_mtime_ns)]
        with self.database:
            self._forget(gone)
        # The newest are wanted first.
        new.sort(reverse=True)
        for done in range(0, len(new), _AT_ONCE):
            told(done, len(new))
            with self.database:
                for name in new[done : done + _AT_ONCE]:
                    self._forget([known[name][0]] if name in known else [])
                    self._read(name)
        if new:
            told(len(new), len(new))

    def _read(self, name: str) -> None:
        tables, entry, status = entry_of(self.library.folder / name)
        if not entry:
            return
        said = {**asdict(entry), "path": name}
        state = (status.st_size, status.st_mtime_ns) if status else (0, 0)
        id = self._id_for(entry)
        # A name need not be UTF-8, and no database takes it as text then.
        row = (id, os.fsencode(name), *state, entry.damaged, entry.actions_open, json.dumps(said))
        self.database.execute("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        if tables is None:
            return
        labels = [(id, kind, value) for kind, value in labels_of(tables, entry)]
        self.database.executemany("INSERT INTO labels VALUES (?, ?, ?)", labels)
        marks = ", ".join("?" * (len(PLACES) + 1))
        values = (id, *texts_of(tables))
        self.database.execute(f"INSERT INTO texts(rowid, {', '.join(PLACES)}) VALUES ({marks})", values)

    def _id_for(self, entry: Entry) -> int:
        """A free number; those of newer days are higher, so that the newest are found without sorting."""
        id = day_number(entry.date) + zlib.crc32(os.fsencode(entry.path.name)) % 2**_BITS
        while self.database.execute("SELECT 1 FROM reviews WHERE id = ?", (id,)).fetchone():
            id += 1
        return id

    def _forget(self, ids: list[int]) -> None:
        for table, column in (("reviews", "id"), ("labels", "review"), ("facts", "review"), ("texts", "rowid")):
            self.database.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(id,) for id in ids])

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._at_its_place()
        except sqlite3.OperationalError:
            return self._with_tables(":memory:")
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError, sqlite3.Error):
                self._path.unlink()
                return self._at_its_place()
            return self._with_tables(":memory:")
        except OSError:
            # Without a place of its own it is there for this once.
            return self._with_tables(":memory:")

    def _at_its_place(self) -> sqlite3.Connection:
        make_folders(self._path.parent)
        # Made before SQLite does, so that nobody else can read it.
        os.close(os.open(self._path, KEEP, 0o600))
        return self._with_tables(str(self._path))

    def _with_tables(self, path: str) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=5)
        database.execute("PRAGMA synchronous = OFF")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'texts_%'")
            for (name,) in names.fetchall():
                database.execute(f'DROP TABLE IF EXISTS "{name}"')
            database.executescript(_SCHEMA)
        return database

    def _throw_away(self) -> None:
        self.database.close()
        with contextlib.suppress(OSError):
            self._path.unlink()
        self.database = self._opened()
