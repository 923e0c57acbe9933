import json
import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pmfacil.sessions.errors import DamagedSession
from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.place import Place

Run = Callable[..., Result]
Make = Callable[..., Path]
Everything = Callable[[], dict[Path, bytes]]


def found(run: Run, *args: str, code: int = 0) -> list[dict[str, Any]]:
    ran = run("doctor", "--json", *args)
    assert (ran.exit_code, ran.stderr) == (code, "")
    return json.loads(ran.stdout)


def of(checks: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    return [check for check in checks if check["what"] == what]


@pytest.fixture
def twice(run: Run, make: Make) -> Path:
    """A session that was saved twice, so that it has a backup."""
    path = make("Users could not check out", "k3f9x2ab")
    assert run("capture", "last", "a One", "a Two").exit_code == 0
    return path


def test_without_a_library_all_is_well_and_nothing_is_made(run: Run, library: Path) -> None:
    ran = run("doctor")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert all(line.startswith("✓ ") and line.endswith(".") for line in ran.stdout.splitlines())
    assert f"library in “{library}”, made when it is needed" in ran.stdout
    assert not library.exists()


def test_it_names_the_versions_and_what_it_cannot_see(run: Run) -> None:
    checks = found(run)
    (program,) = of(checks, "program")
    assert "Python 3." in program["said"]
    assert "Textual 8." in program["said"]
    assert of(checks, "terminal")[0]["said"] == "not looked at: this command does not run in one"
    assert len(of(checks, "clipboard")) == 1


def test_a_damaged_session_needs_somebody_and_looking_changes_nothing(
    run: Run, twice: Path, everything: Everything
) -> None:
    twice.write_bytes(twice.read_bytes()[:300])
    before = everything()
    (session,) = of(found(run, code=1), "session")
    assert session["said"].startswith(f"“{twice.name}” is damaged: it is not whole JSON")
    assert session["todo"].startswith("`pmfacil doctor --repair` puts its last good version beside it, as it was on ")
    assert everything() == before


def test_repair_puts_the_backup_beside_the_damaged_one_once_and_overwrites_nothing(
    run: Run, make: Make, twice: Path, everything: Everything
) -> None:
    make("Another one", "aaaabbbb")
    twice.write_bytes(twice.read_bytes()[:300])
    before = everything()
    (session,) = of(found(run, "--repair", code=1), "session")
    assert session["mended"]
    assert {path: content for path, content in everything().items() if path in before} == before
    (new,) = [path for path in twice.parent.glob("*.json") if path not in before]
    id = json.loads(new.read_text())["session"]["session"]["id"]
    assert f"as {id}" in session["said"]
    assert f"pmfacil show {id}" in session["todo"]
    assert "One" in run("show", id).stdout
    assert new.stat().st_mode & 0o777 == 0o600
    assert run("capture", id, "a Three").exit_code == 0
    again = of(found(run, "--repair", code=1), "session")
    assert [check["mended"] for check in again] == [False]
    assert f"is beside it as {id}" in again[0]["said"]
    assert len(list(twice.parent.glob("*.json"))) == 3


def test_it_says_from_when_the_last_good_version_is_and_what_it_lacks(run: Run, twice: Path) -> None:
    twice.write_bytes(twice.read_bytes()[:300])
    then = datetime(2026, 11, 5, 10, 31).timestamp()
    os.utime(Place(twice).backup, (then, then))
    age = "as it was on 5 Nov 2026 at 10:31; what was written after that is not in it"
    with pytest.raises(DamagedSession) as refused:
        LiveMeeting.open(twice)
    assert str(refused.value).endswith(f".backup.json”, {age}.")
    assert of(found(run, code=1), "session")[0]["todo"].endswith(f"beside it, {age}")
    for _ in range(2):
        assert of(found(run, "--repair", code=1), "session")[0]["said"].endswith(f", {age}")


def test_a_damaged_session_without_a_good_backup_says_where_to_look(run: Run, make: Make, twice: Path) -> None:
    alone = make("Alone", "aaaabbbb")
    alone.write_text("{")
    twice.write_text("{")
    Place(twice).backup.write_text("[]")
    said = {check["said"].split("”")[0][1:]: check["todo"] for check in of(found(run, "--repair", code=1), "session")}
    assert said[alone.name] == "it has no backup: take it from git or a copy"
    assert said[twice.name].startswith("take it from git or a copy (")


def test_a_newer_session_is_told_and_needs_nobody(run: Run, twice: Path) -> None:
    twice.write_text(twice.read_text().replace('"schema": 1', '"schema": 99'))
    (session,) = of(found(run), "session")
    assert "a newer pmfacil wrote it (schema 99)" in session["said"]


def test_a_session_that_is_being_written_is_told_and_stays_locked(run: Run, twice: Path) -> None:
    meeting = LiveMeeting.open(twice)
    (lock,) = of(found(run, "--repair"), "lock")
    assert lock["said"].startswith("“Users could not check out” is being written by ")
    assert lock["good"]
    assert run("capture", "last", "n No").exit_code == 1
    assert meeting.close()


def test_what_dead_programs_left_is_told_and_removed_on_request(run: Run, twice: Path) -> None:
    hidden = Place(twice).hidden
    left = [hidden / "k3f9x2ab.lock", hidden / "old.12345678.tmp", hidden / "gone2222.alive"]
    kept = [hidden / "new.12345678.tmp", hidden / "k3f9x2ab.alive", Place(twice).backup]
    for path in (*left, *kept[:2]):
        path.write_text("{}")
    old = time.time() - 90_000
    os.utime(left[1], (old, old))
    checks = found(run)
    assert of(checks, "locks")[0]["said"].startswith("1 lock of programs that are gone")
    assert of(checks, "leftovers")[0]["said"].startswith("2 files left")
    assert all(path.exists() for path in left)
    checks = found(run, "--repair")
    assert [check["mended"] for check in (*of(checks, "locks"), *of(checks, "leftovers"))] == [True, True]
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in kept)
    assert not of(found(run), "leftovers")


def test_our_own_folders_are_made_ours_alone_again_and_the_library_keeps_its_rights(run: Run, twice: Path) -> None:
    twice.parent.chmod(0o755)
    Place(twice).hidden.chmod(0o755)
    rights = of(found(run, code=1), "rights")
    assert [check["good"] for check in rights] == [False, True]
    rights = of(found(run, "--repair"), "rights")
    assert [(check["good"], check["mended"]) for check in rights] == [(True, True), (True, False)]
    assert Place(twice).hidden.stat().st_mode & 0o777 == 0o700
    assert twice.parent.stat().st_mode & 0o777 == 0o755


def test_a_damaged_index_is_made_anew(run: Run, twice: Path) -> None:
    assert run("list").exit_code == 0
    path = Index.path_of(Library(twice.parent))
    assert of(found(run), "index")[0]["said"] == "whole"
    path.write_bytes(b"no database " * 1000)
    (index,) = of(found(run), "index")
    assert index["said"].startswith("it is damaged (file is not a database)")
    assert path.read_bytes().startswith(b"no database")
    (index,) = of(found(run, "--repair"), "index")
    assert index["mended"]
    assert of(found(run), "index")[0]["said"] == "whole"
    assert "k3f9x2ab" in run("list").stdout


def test_what_is_wrong_with_settings_and_packs_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMFACIL_CONFIG", str(tmp_path))
    (tmp_path / "settings.toml").write_text('gap_minutes = 0\n[keymap]\n"no.such" = "f5"\n')
    (tmp_path / "phrases.toml").write_text("[[phrase]\n\x1b")
    checks = of(found(run, code=1), "settings")
    assert len(checks) == 3
    assert checks[0]["said"].startswith("settings.toml line 1: gap_minutes must be")
    lines = run("doctor").stdout.splitlines()
    assert sum(line.startswith("! settings") for line in lines) == 3
    assert all(line.isprintable() for line in lines)


def test_a_library_that_is_a_file_and_one_that_cannot_be_written(run: Run, tmp_path: Path, twice: Path) -> None:
    (tmp_path / "file").write_text("")
    checks = found(run, "--library", str(tmp_path / "file"), code=1)
    assert [check["what"] for check in checks if not check["good"]] == ["folder", "sessions"]
    if os.geteuid():
        twice.parent.chmod(0o500)
        assert any("cannot be written" in check["said"] for check in of(found(run, code=1), "folder"))
        twice.parent.chmod(0o700)


def test_hostile_names_are_one_clean_line_each(run: Run, twice: Path, library: Path) -> None:
    twice.write_text(twice.read_text().replace("Users could not", r"\u001b]52;c;\u0007[/]\u202e"))
    (library / "2026-11-18-\x1b[2J-k3f9x2ac.json").write_text('{"incident": {')
    (Place(twice).hidden / "\x1b[2J.lock").write_text("")
    meeting = LiveMeeting.open(twice)
    ran = run("doctor")
    meeting.close()
    assert ran.exit_code in (0, 1)
    assert all(line.isprintable() for line in ran.stdout.splitlines())
