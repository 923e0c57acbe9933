import contextlib
import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document, Table

from pmfacil.sessions.storage import AtomicStorage
from pmfacil.sessions.system import System
from pmfacil.sessions.tables import NotTables, Tables

CALLS = {"open", "write", "fsync", "close", "link", "replace", "unlink", "mkdir"}
OLD = {"notes": {"n1": {"text": "old " * 500}}}
NEW = {"notes": {"n1": {"text": "new"}}}


class Faulty(System):
    """Fails at one of its calls, counted from nought, or from there on at all of them."""

    def __init__(self, error: int = errno.EIO, *, lasting: bool = False) -> None:
        self.error = error
        self.lasting = lasting
        self.at = -1
        self.calls: list[str] = []

    def fail_at(self, at: int) -> None:
        """Begin to count; without this nothing fails."""
        self.at = at
        self.calls = []

    def __getattribute__(self, name: str) -> Any:
        call: Callable[..., Any] = object.__getattribute__(self, name)
        return self._counted(name, call) if name in CALLS else call

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            number = len(self.calls)
            self.calls.append(name)
            if 0 <= self.at == number or (self.lasting and 0 <= self.at < number):
                if name == "close":
                    call(*args, **options)
                raise OSError(self.error, os.strerror(self.error))
            return call(*args, **options)

        return counted


class Dribbling(System):
    """Writes seven bytes at a time."""

    @staticmethod
    def write(fd: int, data: Any, /) -> int:
        return os.write(fd, data[:7])


class Linkless(System):
    """A disk without hard links."""

    @staticmethod
    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")


def fault_of(storage: AtomicStorage) -> OSError | None:
    try:
        storage.write(NEW)
    except OSError as error:
        return error
    return None


def hidden(path: Path) -> list[str]:
    return sorted(file.name for file in (path.parent / ".pmfacil").iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "2026-11-18-down-k3f9x2ab.json"
    AtomicStorage(path).write(OLD)
    return path


def test_the_file_is_sorted_indented_utf_8_with_a_newline_at_its_end(path: Path) -> None:
    AtomicStorage(path).write({"b": {"2": {"y": "ü", "x": 1}}, "a": {}})
    assert path.read_bytes().decode() == (
        '{\n  "a": {},\n  "b": {\n    "2": {\n      "x": 1,\n      "y": "ü"\n    }\n  }\n}\n'
    )


def test_everything_is_for_its_owner_only(path: Path) -> None:
    AtomicStorage(path).write(NEW)
    folder = path.parent / ".pmfacil"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in [path, *folder.iterdir()]] == [0o600] * (len(hidden(path)) + 1)


def test_git_leaves_the_hidden_folder_alone(path: Path) -> None:
    assert (path.parent / ".pmfacil" / ".gitignore").read_text() == "*\n"


def test_the_last_good_version_is_the_backup(path: Path) -> None:
    storage = AtomicStorage(path)
    storage.read()
    storage.write(NEW)
    storage.write({})
    backup = path.parent / ".pmfacil" / f"{path.stem}.backup.json"
    assert json.loads(backup.read_bytes()) == NEW
    assert hidden(path) == [".gitignore", backup.name]


def test_a_disk_without_hard_links_gets_a_copy_as_backup(path: Path) -> None:
    storage = AtomicStorage(path, Linkless())
    storage.read()
    storage.write(NEW)
    assert json.loads((path.parent / ".pmfacil" / f"{path.stem}.backup.json").read_bytes()) == OLD
    assert storage.read() == NEW


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_them_all(path: Path) -> None:
    AtomicStorage(path, Dribbling()).write(OLD)
    assert AtomicStorage(path).read() == OLD


def test_lone_surrogates_come_back_as_they_were(path: Path) -> None:
    tables = {"notes": {"\udcff": {"text": 'a\ud800b\udc80"\\ 💥'}}}
    AtomicStorage(path).write(tables)
    assert AtomicStorage(path).read() == tables
    path.read_bytes().decode()


@pytest.mark.parametrize("value", [object(), float("nan"), {1, 2}])
def test_what_is_not_json_is_refused_before_anything_is_touched(path: Path, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        AtomicStorage(path).write({"notes": {"n1": {"text": "x" * 99, "value": value}}})
    assert AtomicStorage(path).read() == OLD
    assert hidden(path) == [".gitignore"]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_fault_at_any_call_leaves_the_old_file_or_the_new_one_whole(tmp_path: Path, error: int) -> None:
    raised: list[str] = []
    for at in range(40):
        path = tmp_path / f"{at}" / "session.json"
        path.parent.mkdir()
        AtomicStorage(path).write(OLD)
        system = Faulty(error)
        storage = AtomicStorage(path, system)
        storage.read()
        system.fail_at(at)
        fault = fault_of(storage)
        if fault:
            raised.append(system.calls[at])
            assert fault.errno == error
        # The backup is put in place, then the session; after that only the folder is synced.
        assert AtomicStorage(path).read() == (NEW if system.calls[:at].count("replace") == 2 or not fault else OLD)
        assert not [name for name in hidden(path) if name.endswith(".tmp")]
        if at >= len(system.calls):
            assert set(raised) == {"open", "write", "fsync", "close", "replace", "mkdir"}
            return
    pytest.fail("a write has more calls than this test tries")


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_stays_broken_from_any_call_on_never_harms_the_file(tmp_path: Path, error: int) -> None:
    for at in range(30):
        path = tmp_path / f"{at}" / "session.json"
        path.parent.mkdir()
        AtomicStorage(path).write(OLD)
        system = Faulty(error, lasting=True)
        storage = AtomicStorage(path, system)
        storage.read()
        system.fail_at(at)
        with contextlib.suppress(OSError):
            storage.write(NEW)
        assert AtomicStorage(path).read() in (OLD, NEW)
        system.fail_at(-1)
        storage.write(NEW)
        assert AtomicStorage(path).read() == NEW
        if at >= len(system.calls):
            return
    pytest.fail("a write has more calls than this test tries")


def test_a_first_write_that_fails_at_any_call_leaves_no_part_of_a_file(tmp_path: Path) -> None:
    for at in range(40):
        path = tmp_path / f"{at}" / "session.json"
        path.parent.mkdir()
        system = Faulty(errno.ENOSPC)
        system.fail_at(at)
        with contextlib.suppress(OSError):
            AtomicStorage(path, system).write(NEW)
        assert AtomicStorage(path).read() in (None, NEW)
        assert not list(path.parent.rglob("*.tmp"))
        if at >= len(system.calls):
            assert path.exists()
            return
    pytest.fail("a write has more calls than this test tries")


def test_content_is_synced_before_it_is_put_in_place_and_the_folder_after(path: Path) -> None:
    system = Faulty()
    storage = AtomicStorage(path, system)
    storage.read()
    storage.write(NEW)
    order = [call for call in system.calls if call in ("fsync", "link", "replace")]
    assert order == ["fsync", "link", "replace", "replace", "fsync"]


def test_damage_that_was_read_is_set_aside_and_never_becomes_the_backup(path: Path) -> None:
    path.write_text("{ half")
    storage = AtomicStorage(path)
    with pytest.raises(NotTables):
        storage.read()
    storage.write(NEW)
    assert storage.kept is not None
    assert storage.kept.read_text() == "{ half"
    assert hidden(path) == sorted([".gitignore", storage.kept.name])


def test_saving_again_after_a_fault_works_and_keeps_the_backup_good(path: Path) -> None:
    system = Faulty()
    storage = AtomicStorage(path, system)
    storage.read()
    for at in range(20):
        system.fail_at(at)
        with contextlib.suppress(OSError):
            storage.write(OLD)
    system.fail_at(-1)
    storage.write(NEW)
    assert storage.read() == NEW
    assert hidden(path) == [".gitignore", f"{path.stem}.backup.json"]


def test_a_version_nobody_here_has_seen_is_set_aside_and_the_backup_stays_good(path: Path) -> None:
    storage = AtomicStorage(path)
    storage.read()
    storage.write(NEW)
    path.write_text("<<<<<<< ours")
    storage.write(NEW)
    assert storage.kept is not None
    assert storage.kept.read_text() == "<<<<<<< ours"
    assert json.loads((path.parent / ".pmfacil" / f"{path.stem}.backup.json").read_bytes()) == OLD


def test_the_same_content_in_another_file_is_no_change(path: Path) -> None:
    storage = AtomicStorage(path)
    storage.read()
    twin = path.with_suffix(".twin")
    twin.write_bytes(path.read_bytes())
    twin.replace(path)
    assert not storage.changed()
    storage.write(NEW)
    assert storage.kept is None


def test_a_link_in_the_place_of_the_session_is_neither_read_nor_written(path: Path) -> None:
    target = path.with_name("elsewhere")
    path.rename(target)
    path.symlink_to(target)
    before = target.read_bytes()
    for attempt in (AtomicStorage(path).read, lambda: AtomicStorage(path).write(NEW)):
        with pytest.raises(OSError, match=r"link|symbolic") as refused:
            attempt()
        assert refused.value.errno == errno.ELOOP
    assert target.read_bytes() == before
    assert path.is_symlink()


def test_a_link_in_the_place_of_the_hidden_folder_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".pmfacil").symlink_to(elsewhere)
    with pytest.raises(OSError, match="in the way"):
        AtomicStorage(tmp_path / "session.json").write(NEW)
    assert list(elsewhere.iterdir()) == []


def test_a_pipe_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "session.json")
    with pytest.raises(OSError, match="not a file"):
        AtomicStorage(tmp_path / "session.json").read()


def test_what_is_half_written_is_not_taken_for_tables(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(NotTables, match="not whole JSON from line"):
        AtomicStorage(path).read()


class Sessions(TinyDB):
    """TinyDB with the string ids it was made to allow."""

    table_class = type("StringTable", (Table,), {"document_id_class": str})


def test_plain_tinydb_reads_what_was_saved(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "session.json"
    AtomicStorage(path).write(tables)
    database: Any = Sessions(path, storage=AtomicStorage)
    found = database.table("actions").search(where("status") == "open")
    assert {document.doc_id for document in found} == {"a1", "a3"}
    assert TinyDB(path, storage=AtomicStorage).tables() == {"session", "incident", "actions"}


def test_what_plain_tinydb_writes_is_read(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "session.json"
    AtomicStorage(path).write(tables)
    database: Any = Sessions(path, storage=AtomicStorage)
    document: Any = Document
    database.table("actions").insert(document({"text": "Ask"}, doc_id="zz"))
    assert AtomicStorage(path).read() == {**tables, "actions": {**tables["actions"], "zz": {"text": "Ask"}}}
