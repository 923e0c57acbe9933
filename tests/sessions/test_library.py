import json
import os
import subprocess
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from pmfacil.sessions.alive import Sign, beat
from pmfacil.sessions.errors import Ambiguous, NotFound, NotMoved, SessionError, SessionLocked
from pmfacil.sessions.library import Library, library_folder
from pmfacil.sessions.session_file import create_session, open_session
from pmfacil.sessions.tables import Tables


def saved(library: Library, tables: Tables, **incident: object) -> Path:
    """One more session like the given one, with another id if need be."""
    tables = deepcopy(tables)
    tables["session"]["session"]["id"] = incident.pop("id", "k3f9x2ab")
    tables["incident"]["incident"].update(incident)
    with create_session(library, tables) as session:
        return session.path


def test_the_folder_is_the_one_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PMFACIL_LIBRARY", "~/reviews")
    assert library_folder("/elsewhere") == Path("/elsewhere")
    assert library_folder(None) == tmp_path / "reviews"
    monkeypatch.setenv("PMFACIL_LIBRARY", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert library_folder(None).name == "pmfacil"
    with pytest.raises(SessionError, match="no known home folder"):
        library_folder("~nobody-of-that-name/reviews")


def test_a_missing_and_an_empty_folder_are_empty_lists(library: Library) -> None:
    assert library.entries() == []
    library.make()
    assert library.entries() == []
    assert library.folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SessionError, match=r"cannot be read: a part of its path is not a folder; give another"):
        Library(tmp_path / "file").entries()


def test_an_entry_says_what_a_list_needs(library: Library, tables: Tables) -> None:
    path = saved(library, tables, restricted=True)
    [entry] = library.entries()
    assert entry.path == path
    assert (entry.id, entry.title) == ("k3f9x2ab", "Users could not check out for 23 minutes")
    assert entry.date == "2026-11-19", "the day in Berlin"
    assert (entry.severity, entry.status, entry.restricted) == ("SEV1", "draft", True)
    assert entry.services == ("checkout", "payments")
    assert entry.actions_open == 2
    assert entry.due == ("2026-12-01",)
    assert [entry.overdue(date(2026, 12, day)) for day in (1, 2)] == [0, 1]
    assert entry.problem is None
    assert entry.changed == path.stat().st_mtime_ns


def test_the_newest_is_first(library: Library, tables: Tables) -> None:
    for number, start in enumerate(["2026-01-05T10:00:00Z", "2026-11-05T10:00:00Z", "2025-12-05T10:00:00Z", None]):
        saved(library, tables, id=f"aaaa{number}", start=start)
    assert [entry.id for entry in library.entries()] == ["aaaa3", "aaaa1", "aaaa0", "aaaa2"]


def test_any_key_may_be_missing(library: Library) -> None:
    library.make()
    (library.folder / "bare.json").write_text('{"session": {"session": {}}}')
    [entry] = library.entries()
    assert (entry.id, entry.title, entry.date, entry.actions_open, entry.problem) == ("bare", "bare", "", 0, None)


def test_values_of_any_kind_are_listed(library: Library) -> None:
    library.make()
    odd: dict[str, object] = {
        "title": ["x"],
        "start": 5,
        "timezone": "../../etc",
        "services": {"a": 1},
        "severity": None,
        "status": "\x1b[2J",
    }
    tables: Tables = {
        "session": {"session": {"schema": 1, "id": "../../x", "created": "9999-12-31T23:59:59+00:00"}},
        "incident": {"incident": {**odd, "timezone": "Asia/Tokyo"}},
        "actions": {"a": {"number": [], "due": 5, "status": {}}},
    }
    (library.folder / "odd.json").write_text(json.dumps(tables))
    tables["incident"]["incident"] = {**odd, "title": "[/]\x1b]0;x\x07\u202e💥\nnext", "services": ["\x9b1m", 4, ""]}
    (library.folder / "worse.json").write_text(json.dumps(tables))
    worse, odd_one = sorted(library.entries(), key=lambda entry: entry.path.name, reverse=True)
    assert (odd_one.id, odd_one.title, odd_one.services, odd_one.status) == ("odd", "odd", (), "[2J")
    assert (worse.title, worse.services, worse.actions_open) == ("[/]]0;x💥 next", ("1m",), 1)


def test_damaged_sessions_are_listed_and_foreign_files_are_not(library: Library, tables: Tables) -> None:
    good = saved(library, tables)
    folder = library.folder
    whole = good.read_bytes()
    damaged = {
        "2026-11-01-cut-aaaa1.json": (whole[:100], "it is not whole JSON from line"),
        "2026-11-02-empty-aaaa2.json": (b"", "it is empty"),
        "2026-11-03-zeros-aaaa3.json": (b"\0" * 4096, "it is empty"),
        "2026-11-04-bare-aaaa4.json": (b"{}", "it holds no review"),
        "2026-11-05-deep-aaaa5.json": (b"[" * 100_000, "it is not whole JSON"),
        "2026-11-06-merge-aaaa6.json": (b"{\n<<<<<<< ours\n}", "it holds a merge that is not resolved"),
        "2026-11-07-binary-aaaa7.json": (os.urandom(16) + b"\xff", "it is not whole JSON"),
        "2026-11-08-digits-aaaa8.json": (b'{"session": ' + b"1" * 5000 + b"}", "it is not whole JSON"),
        "2026-11-09-headless-aaaa9.json": (json.dumps({"incident": {}}).encode(), "it holds no review"),
        "any name.json": (json.dumps({**tables, "whys": {"w1": []}}).encode(), "its part “whys” is broken"),
        "numbered.json": (b'{"session": {"session": {"schema": "9"}}}', "its schema number makes no sense"),
    }
    foreign = {
        "package.json": b'{"name": "x"}',
        "broken.json": b'{"name": ',
        "cookies.json": b'{"session": "3f"}',
        "2026-11-18-meeting-notes.json": b'{"hello": 1}',
        "2026-11-18-list-aaaab.json": b"[1, 2]",
        ".2026-11-18-hidden-aaaac.json": b"{",
        "notes.md": b"# notes",
    }
    for name, (content, _) in damaged.items():
        (folder / name).write_bytes(content)
    for name, content in foreign.items():
        (folder / name).write_bytes(content)
    (folder / "2026-11-18-folder-aaaad.json").mkdir()
    os.mkfifo(folder / "2026-11-18-pipe-aaaae.json")
    (folder / "2026-11-10-link-aaaaf.json").symlink_to(good)
    (folder / "link.json").symlink_to(good)
    (folder / "2026-11-11-void-aaaag.json").symlink_to("nowhere")
    entries = {entry.path.name: entry for entry in library.entries()}
    links = {"2026-11-10-link-aaaaf.json", "2026-11-11-void-aaaag.json"}
    assert set(entries) == {good.name, *damaged, *links}
    assert {name for name, entry in entries.items() if not entry.damaged} == {good.name}
    for name, (_, problem) in damaged.items():
        assert problem in (entries[name].problem or "")
    assert all("it is a link" in (entries[name].problem or "") for name in links)
    assert entries["2026-11-01-cut-aaaa1.json"].date == "2026-11-01"
    assert entries["2026-11-01-cut-aaaa1.json"].id == "aaaa1"


def test_a_damaged_session_of_any_name_is_known_by_its_backup(library: Library, tables: Tables) -> None:
    path = saved(library, tables).rename(library.folder / "my review.json")
    with open_session(path, write=True) as session:
        session.write(tables)
    path.write_text("{")
    [entry] = library.entries()
    assert entry.damaged


def test_a_session_of_a_newer_pmfacil_is_listed_as_such(library: Library, tables: Tables) -> None:
    path = saved(library, tables)
    tables["session"]["session"]["schema"] = 7
    path.write_text(json.dumps(tables))
    [entry] = library.entries()
    assert entry.problem == "a newer pmfacil wrote it (schema 7), so it can only be read"
    assert not entry.damaged
    assert entry.title == "Users could not check out for 23 minutes"


def test_a_session_is_found_by_id_part_of_id_part_of_title_and_path(
    library: Library, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    down = saved(library, tables, id="k3f9x2ab", title="Checkout down / api/v2")
    slow = saved(library, tables, id="m4g8y3cd", title="Straße: checkout slow")
    for words in ("k3f9x2ab", "K3F9", "DOWN", "api/v2", str(down), down.name, "  down "):
        assert library.find(words).path == down
    assert library.find("STRASSE").path == slow
    monkeypatch.chdir(library.folder)
    assert library.find(f"./{slow.name}").path == slow


def test_a_path_outside_the_library_is_found(library: Library, tables: Tables, tmp_path: Path) -> None:
    path = saved(Library(tmp_path / "other"), tables)
    assert library.find(str(path)).path == path


def test_a_whole_title_or_id_wins_over_a_part(library: Library, tables: Tables) -> None:
    short = saved(library, tables, id="aaaa1", title="Database down")
    saved(library, tables, id="aaaa11", title="Database down again, aaaa1")
    assert library.find("database down").path == short
    assert library.find("aaaa1").path == short


def test_last_is_the_session_that_was_changed_last(library: Library, tables: Tables) -> None:
    old = saved(library, tables, id="aaaa1")
    new = saved(library, tables, id="aaaa2")
    foreign = library.folder / "foreign.json"
    foreign.write_text("{}")
    for path, at in ((old, 2000), (new, 1000), (foreign, 3000)):
        os.utime(path, (at, at))
    assert library.find("last").path == old


def test_what_fits_several_names_them(library: Library, tables: Tables) -> None:
    for number in range(7):
        saved(library, tables, id=f"aaaa{number}")
    with pytest.raises(Ambiguous, match=r"“check” fits 7 sessions: aaaa6 “Users .* and 2 more; give the id"):
        library.find("check")


@pytest.mark.parametrize(
    "words",
    [
        "nothing like it",
        "",
        "   ",
        "last",
        "../nowhere.json",
        "x\0.json",
        "x/" * 5000,
        "\x1b[2J",
        "~nobody-of-that-name/x",
    ],
)
def test_what_fits_nothing_is_one_sentence(library: Library, words: str) -> None:
    with pytest.raises(NotFound) as missing:
        library.find(words)
    assert "\x1b" not in str(missing.value)
    assert str(missing.value).endswith(".")
    assert len(str(missing.value)) < 300


def test_a_session_goes_to_the_trash_and_comes_back_with_its_backup(library: Library, tables: Tables) -> None:
    path = saved(library, tables)
    with open_session(path, write=True) as session:
        session.write(tables)
        beat(session.alive, Sign.now())
    before = path.read_bytes()
    name = library.trash(library.find("k3f9x2ab"))
    assert library.entries() == []
    assert sorted(file.name for file in (library.folder / ".pmfacil").iterdir()) == [".gitignore", "trash"]
    assert [entry.title for entry in library.bin.entries()] == ["Users could not check out for 23 minutes"]
    assert library.restore(name) == path
    assert path.read_bytes() == before
    assert (library.folder / ".pmfacil" / f"{path.stem}.backup.json").exists()
    assert library.bin.entries() == []


def test_nothing_in_the_trash_or_the_library_is_ever_overwritten(library: Library, tables: Tables) -> None:
    first = saved(library, tables, severity="SEV1")
    name = library.trash(library.find("last"))
    assert saved(library, tables, severity="SEV2") == first
    with pytest.raises(NotMoved, match="in the library already"):
        library.restore(name)
    other = library.trash(library.find("last"))
    assert other != name
    assert sorted(entry.severity for entry in library.bin.entries()) == ["SEV1", "SEV2"]


def test_a_session_that_somebody_writes_stays_out_of_the_trash(library: Library, tables: Tables) -> None:
    with open_session(saved(library, tables), write=True), pytest.raises(SessionLocked):
        library.trash(library.find("last"))
    assert len(library.entries()) == 1


@pytest.mark.parametrize("name", ["nothing.json", "../k3f9x2ab.lock", "/etc/passwd", "", "."])
def test_only_what_is_in_the_trash_is_restored(library: Library, tables: Tables, name: str) -> None:
    saved(library, tables)
    with pytest.raises(NotFound, match="in the trash; nothing was changed"):
        library.restore(name)


def test_a_link_is_not_moved_to_the_trash(library: Library, tables: Tables, tmp_path: Path) -> None:
    target = saved(Library(tmp_path / "other"), tables)
    library.make()
    (library.folder / "2026-11-10-link-aaaaf.json").symlink_to(target)
    with pytest.raises(NotMoved, match="it is a link"):
        library.trash(library.find("aaaaf"))
    assert target.exists()


def test_listing_loads_neither_pydantic_nor_textual_nor_tinydb(library: Library, tables: Tables) -> None:
    saved(library, tables)
    code = (
        "import sys, pathlib\n"
        "from pmfacil.sessions.library import Library\n"
        "assert len(Library(pathlib.Path(sys.argv[1])).entries()) == 1\n"
        "print([name for name in ('pydantic', 'textual', 'tinydb', 'platformdirs') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(library.folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout, ran.stderr) == ("[]\n", "")
