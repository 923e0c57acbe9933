import json
from pathlib import Path

import pytest

from pmfacil.sessions.backup import read_backup, restore_backup
from pmfacil.sessions.errors import DamagedSession, NotFound, SessionLocked
from pmfacil.sessions.library import Library
from pmfacil.sessions.session_file import create_session, open_session
from pmfacil.sessions.tables import Tables


@pytest.fixture
def path(library: Library, tables: Tables) -> Path:
    """A session whose backup is the given one and which is damaged now."""
    with create_session(library, tables) as session:
        session.write({**tables, "notes": {}})
        path = session.path
    path.write_text("{ half")
    return path


def test_the_backup_can_be_looked_at(path: Path, tables: Tables) -> None:
    assert read_backup(path) == tables
    assert path.read_text() == "{ half"


def test_the_backup_can_be_put_back_and_the_damaged_version_is_kept(path: Path, tables: Tables) -> None:
    with restore_backup(path) as session:
        assert session.tables == tables
        assert not session.read_only
        assert "is in its place" in (session.notice or "")
        with pytest.raises(SessionLocked):
            open_session(path, write=True)
    assert json.loads(path.read_bytes()) == tables
    [kept] = (path.parent / ".pmfacil").glob("*.kept-*.json")
    assert kept.read_text() == "{ half"


def test_no_backup_and_a_damaged_backup_are_one_sentence_each(path: Path) -> None:
    backup = path.parent / ".pmfacil" / f"{path.stem}.backup.json"
    backup.write_text("{ half too")
    with pytest.raises(DamagedSession, match="is damaged"):
        restore_backup(path)
    backup.unlink()
    with pytest.raises(NotFound, match="There is no backup"):
        read_backup(path)
    assert path.read_text() == "{ half"


def test_the_backup_is_not_put_under_somebody_who_writes(library: Library, path: Path, tables: Tables) -> None:
    with restore_backup(path), pytest.raises(SessionLocked):
        restore_backup(path)
