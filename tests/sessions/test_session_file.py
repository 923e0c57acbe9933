import errno
import json
import os
import time
from pathlib import Path

import pytest

from pmfacil.sessions.errors import (
    DamagedSession,
    NewerSession,
    NotFound,
    NotOpened,
    NotSaved,
    SessionError,
    SessionLocked,
)
from pmfacil.sessions.library import Library
from pmfacil.sessions.session_file import create_session, open_session
from pmfacil.sessions.system import LARGEST, System
from pmfacil.sessions.tables import Tables


class ReadOnly(System):
    """A disk on which nothing can be made."""

    @staticmethod
    def mkdir(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def changed(tables: Tables, title: str) -> Tables:
    return {**tables, "incident": {"incident": {**tables["incident"]["incident"], "title": title}}}


def files(path: Path) -> list[str]:
    return sorted(file.name for file in (path.parent / ".pmfacil").iterdir())


@pytest.fixture
def path(library: Library, tables: Tables) -> Path:
    with create_session(library, tables) as session:
        return session.path


def test_a_new_session_is_on_disk_and_locked_until_it_is_closed(library: Library, tables: Tables) -> None:
    session = create_session(library, tables)
    assert session.path.name == "2026-11-19-users-could-not-check-out-for-23-minutes-k3f9x2ab.json"
    assert json.loads(session.path.read_bytes()) == tables
    assert session.path.stat().st_mode & 0o777 == 0o600
    assert library.folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(SessionLocked):
        open_session(session.path, write=True)
    session.close()
    assert files(session.path) == [".gitignore"]


def test_what_was_written_is_read_back(path: Path, tables: Tables) -> None:
    with open_session(path, write=True) as session:
        assert session.tables == tables
        assert (session.read_only, session.notice, session.id) == (False, None, "k3f9x2ab")
        assert session.alive == path.parent / ".pmfacil" / "k3f9x2ab.alive"
        session.write(changed(tables, "Checkout down"))
    assert open_session(path, write=False).tables == changed(tables, "Checkout down")


def test_reading_needs_no_lock_and_leaves_nothing(path: Path, tables: Tables) -> None:
    with open_session(path, write=True), open_session(str(path), write=False) as reader:
        assert reader.tables == tables
        assert reader.read_only
        with pytest.raises(NotSaved, match="open to read only"):
            reader.write(tables)


def test_a_closed_session_is_not_written(path: Path, tables: Tables) -> None:
    session = open_session(path, write=True)
    session.close()
    session.close()
    with pytest.raises(NotSaved):
        session.write(changed(tables, "late"))
    assert json.loads(path.read_bytes()) == tables


def test_the_same_session_is_not_created_twice(library: Library, path: Path, tables: Tables) -> None:
    before = path.read_bytes()
    with pytest.raises(SessionError, match="in the library already; nothing was written"):
        create_session(library, tables)
    assert path.read_bytes() == before
    open_session(path, write=True).close()


@pytest.mark.parametrize("id", [None, "", "../../x", 5])
def test_a_session_without_a_plain_id_is_not_created(library: Library, tables: Tables, id: object) -> None:
    tables["session"]["session"]["id"] = id
    with pytest.raises(SessionError, match="no id of letters and digits"):
        create_session(library, tables)
    assert not library.folder.exists()


def test_a_library_that_cannot_be_made_is_one_sentence(tmp_path: Path, tables: Tables) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSaved, match="was not saved: a part of its path is not a folder; what was on disk"):
        create_session(Library(tmp_path / "file" / "reviews"), tables)


@pytest.mark.parametrize("write", [True, False])
def test_what_cannot_be_opened_is_one_sentence(tmp_path: Path, write: bool) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "file").write_text("")
    (tmp_path / "link.json").symlink_to("package.json")
    with (tmp_path / "huge.json").open("wb") as huge:
        huge.truncate(LARGEST + 1)
    for name, error, words in [
        ("missing.json", NotFound, "There is no file “missing.json”; `pmfacil list` shows"),
        ("folder.json", NotOpened, "cannot be opened: it is a folder; nothing"),
        ("package.json", NotOpened, "“package.json” is no session of pmfacil; nothing was changed."),
        ("file/x.json", NotOpened, "cannot be opened: a part of its path is not a folder"),
        ("link.json", NotOpened, "cannot be opened: it is a link, and links are not followed"),
        ("huge.json", NotOpened, "cannot be opened: it is larger than any review can be"),
        ("x" * 300, NotOpened, "cannot be opened: its name is too long"),
        ("\x1b[2J\udcff.json", NotFound, "There is no file “[2J\ufffd.json”"),
    ]:
        with pytest.raises(error) as refused:
            open_session(tmp_path / name, write=write)
        assert words in str(refused.value)
    assert not (tmp_path / ".pmfacil").exists()


def test_a_file_that_must_not_be_read_is_one_sentence(path: Path) -> None:
    class Forbidden(System):
        @staticmethod
        def open(*_: object) -> int:
            raise PermissionError(errno.EACCES, "no")

    with pytest.raises(NotOpened, match="cannot be opened: there is no permission"):
        open_session(path, write=False, system=Forbidden())


def test_on_a_disk_that_can_only_be_read_a_session_opens_to_read(path: Path, tables: Tables) -> None:
    (path.parent / ".pmfacil" / ".gitignore").unlink()
    session = open_session(path, write=True, system=ReadOnly())
    assert session.read_only
    assert session.tables == tables
    assert (session.notice or "").endswith(
        "is open to read only: it cannot be written, as the disk can only be read; nothing was changed."
    )


def test_a_damaged_session_names_its_backup_and_stays_as_it_is(path: Path, tables: Tables) -> None:
    with open_session(path, write=True) as session:
        session.write(tables)
    path.write_bytes(path.read_bytes()[:200])
    before = path.read_bytes()
    for write in (True, False):
        told = rf"nothing was overwritten.*{path.stem}\.backup\.json”, as it was on "
        with pytest.raises(DamagedSession, match=told):
            open_session(path, write=write)
    assert path.read_bytes() == before
    assert files(path) == [".gitignore", f"{path.stem}.backup.json"]


def test_a_damaged_session_without_a_backup_says_so(path: Path) -> None:
    path.write_text("null")
    with pytest.raises(DamagedSession, match="it holds no review; nothing was overwritten, and it has no backup"):
        open_session(path, write=True)


def test_a_newer_session_opens_to_read_with_a_sentence(path: Path, tables: Tables) -> None:
    tables["session"]["session"]["schema"] = 2
    path.write_text(json.dumps(tables))
    session = open_session(path, write=True)
    assert session.read_only
    assert session.tables == tables
    assert "a newer pmfacil wrote it (schema 2, this one writes 1)" in (session.notice or "")
    assert files(path) == [".gitignore"]


def test_newer_tables_are_not_written(path: Path, tables: Tables) -> None:
    with open_session(path, write=True) as session, pytest.raises(NewerSession):
        session.write({**tables, "session": {"session": {"schema": 2}}})
    assert json.loads(path.read_bytes()) == tables


def test_an_older_session_is_upgraded_and_the_old_one_kept(path: Path, tables: Tables) -> None:
    before = path.read_bytes()

    def step(old: Tables) -> Tables:
        return changed(old, "upgraded")

    assert open_session(path, write=False, steps=[step]).tables["incident"]["incident"]["title"] == "upgraded"
    assert files(path) == [".gitignore"]
    for _ in range(2):
        with open_session(path, write=True, steps=[step]) as session:
            assert session.tables["session"]["session"]["schema"] == 2
        assert path.read_bytes() == before
    with open_session(path, write=True, steps=[step]) as session:
        session.write(session.tables)
    kept = path.parent / ".pmfacil" / f"{path.stem}.schema-1.json"
    assert kept.read_bytes() == before
    assert not kept.samefile(path.parent / ".pmfacil" / f"{path.stem}.backup.json")
    path.write_bytes(before + b" ")
    open_session(path, write=True, steps=[step]).close()
    assert kept.read_bytes() == before
    assert len([name for name in files(path) if ".schema-1" in name]) == 2


def test_an_older_session_that_cannot_be_kept_opens_to_read(path: Path, tables: Tables) -> None:
    class Full(System):
        @staticmethod
        def write(fd: int, data: object, /) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with open_session(path, write=True, steps=[lambda old: old], system=Full()) as session:
        assert session.read_only
        assert "as the disk is full" in (session.notice or "")
        assert session.tables["session"]["session"]["schema"] == 2
    assert files(path) == [".gitignore"]


def test_leftovers_of_dead_writers_are_swept(path: Path) -> None:
    hidden = path.parent / ".pmfacil"
    old, other = hidden / "other.deadbeef.tmp", hidden / f"{path.stem}-x.deadbeef.tmp"
    left = [hidden / f"{path.stem}.{name}.tmp" for name in ("0123abcd", "deadbeef")] + [
        hidden / "k3f9x2ab.alive.0123abcd.tmp",
        old,
    ]
    for file in [*left, other, hidden / "mine.tmp"]:
        file.write_text("half")
    long_ago = time.time() - 90_000
    os.utime(old, (long_ago, long_ago))
    open_session(path, write=False)
    assert all(file.exists() for file in left)
    open_session(path, write=True).close()
    assert files(path) == sorted([".gitignore", other.name, "mine.tmp"])


def test_a_version_saved_between_reading_and_locking_counts(path: Path, tables: Tables) -> None:
    class Slow(System):
        @staticmethod
        def mkdir(path: Path, mode: int) -> None:
            newer = json.dumps(changed(tables, "just now"))
            path.with_name("new").write_text(newer)
            path.with_name("new").replace(session_path)
            path.mkdir(mode)

    session_path = path
    with open_session(path, write=True, system=Slow()) as session:
        assert session.tables["incident"]["incident"]["title"] == "just now"


def test_a_folder_that_vanishes_and_comes_back_is_written_again(path: Path, tables: Tables) -> None:
    away = path.parent.with_name("away")
    with open_session(path, write=True) as session:
        path.parent.rename(away)
        with pytest.raises(NotSaved, match="is gone"):
            session.write(changed(tables, "while away"))
        assert not path.parent.exists()
        away.rename(path.parent)
        session.write(changed(tables, "back"))
    assert json.loads(path.read_bytes()) == changed(tables, "back")


def test_a_hidden_folder_that_was_cleaned_away_is_made_and_locked_again(path: Path, tables: Tables) -> None:
    with open_session(path, write=True) as session:
        for file in (path.parent / ".pmfacil").iterdir():
            file.unlink()
        (path.parent / ".pmfacil").rmdir()
        session.write(tables)
        with pytest.raises(SessionLocked):
            open_session(path, write=True)


def test_a_change_by_another_program_is_kept_and_told(path: Path, tables: Tables) -> None:
    with open_session(path, write=True) as session:
        path.write_text("from a pull")
        session.write(changed(tables, "mine"))
        assert "was changed by another program meanwhile" in (session.notice or "")
        session.notice = None
        session.write(changed(tables, "mine"))
        assert session.notice is None
    [kept] = (path.parent / ".pmfacil").glob("*.kept-*.json")
    assert kept.read_text() == "from a pull"
    assert json.loads(path.read_bytes()) == changed(tables, "mine")


def test_what_is_not_json_is_one_sentence(path: Path, tables: Tables) -> None:
    with open_session(path, write=True) as session:
        with pytest.raises(NotSaved, match="something in it cannot be written"):
            session.write({**tables, "notes": {"n1": {"text": object()}}})
        assert session.tables == tables


def test_fifty_megabytes_are_saved_and_read(path: Path, tables: Tables) -> None:
    large: Tables = {**tables, "notes": {f"n{number}": {"text": "ü" * 2_500_000} for number in range(10)}}
    with open_session(path, write=True) as session:
        session.write(large)
    assert path.stat().st_size > 50_000_000
    assert open_session(path, write=False).tables == large
