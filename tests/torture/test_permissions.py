"""Who may read what is kept: nobody but its owner, whatever the umask, and links lead nowhere."""

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmfacil import state
from pmfacil.clock import FrozenClock
from pmfacil.review.clock import Start
from pmfacil.review.edit import Add, Change
from pmfacil.review.notes import Note
from pmfacil.screens.document import write_whole
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.commands.conftest import Program
from tests.conftest import NOW

Tell = Callable[[str], None]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library in folders that are not there yet, and settings in others."""
    monkeypatch.setenv("PMFACIL_LIBRARY", str(tmp_path / "share" / "team" / "reviews"))
    monkeypatch.setenv("PMFACIL_CONFIG", str(tmp_path / "config" / "pmfacil"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "share" / "team" / "reviews"


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Each of the usual umasks."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def run(*args: str, stdin: str = "") -> Result:
    return CliRunner().invoke(Program("pmfacil"), args, input=stdin)


def new() -> Path:
    """Make a session and give its file."""
    ran = run("new", "Users could not check out", "--no-open")
    assert ran.exit_code == 0
    return next(Path(os.environ["PMFACIL_LIBRARY"]).glob(f"*{ran.stdout.split()[-1]}.json"))


def open_to_others(folder: Path) -> dict[str, str]:
    """What others than the owner may do with the files and folders in here."""
    modes = {str(path.relative_to(folder)): stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}
    return {name: oct(mode) for name, mode in modes.items() if mode & 0o077}


def test_everything_that_is_kept_is_for_its_owner_only_whatever_the_umask(
    library: Path, umask: int, clock: FrozenClock, tmp_path: Path, tell: Tell
) -> None:
    path = new()
    assert run("capture", "last", "n In a hurry", "a Alert at 75 % @dana").exit_code == 0
    meeting = LiveMeeting.open(path, clock=clock)
    meeting.apply(Start(at=NOW))
    assert meeting.flush()
    meeting.beat()
    # Somebody else's version is set aside.
    path.write_bytes(path.read_bytes() + b"\n")
    meeting.apply(Add(part=Note(id="n1", text="Said in the meeting")))
    assert meeting.flush()
    meeting.rescue().rename(tmp_path / "rescued.json")
    write_whole(path.with_suffix(".md"), "# Restricted")
    assert state.remember(theme="new") is None
    names = {found.name.partition(".")[2] for found in (library / ".pmfacil").iterdir()}
    assert names >= {"gitignore", "lock", "alive", "backup.json"}
    assert len(names) == 5
    assert meeting.close()
    Library(library).trash(Library(library).entries()[0])
    assert open_to_others(tmp_path) == {}
    tell(f"{len(list(tmp_path.rglob('*')))} files and folders with umask {umask:03o}: none of them for others")


@pytest.mark.parametrize("mode", [0o755, 0o777, 0o2775])
def test_a_library_that_others_share_keeps_its_rights_and_gets_nothing_that_others_can_read(
    library: Path, umask: int, mode: int
) -> None:
    library.mkdir(parents=True)
    library.chmod(mode)
    new()
    assert run("capture", "last", "n In a hurry").exit_code == 0
    assert stat.S_IMODE(library.stat().st_mode) == mode
    assert {name: mode for name, mode in open_to_others(library).items() if not mode.startswith("0o2")} == {}


def test_a_session_that_others_could_read_is_for_its_owner_only_once_it_is_saved(library: Path, umask: int) -> None:
    path = new()
    # As `git clone` leaves it.
    path.chmod(0o644)
    assert run("capture", "last", "n In a hurry").exit_code == 0
    assert run("capture", "last", "n And another").exit_code == 0
    path.chmod(0o666)
    assert run("capture", "last", "n And one more").exit_code == 0
    assert open_to_others(library) == {}


@pytest.mark.parametrize(
    "name", ["session", "hidden", "ignore", "backup", "lock", "alive", "trash", "state", "document"]
)
@pytest.mark.parametrize("dangling", [False, True], ids=["to a file", "to nowhere"])
def test_a_link_in_the_place_of_anything_is_not_followed(
    library: Path, tmp_path: Path, clock: FrozenClock, name: str, dangling: bool
) -> None:
    path = new()
    new()
    hidden = library / ".pmfacil"
    key = path.stem.rpartition("-")[2]
    places = {
        "session": path,
        "hidden": hidden,
        "ignore": hidden / ".gitignore",
        "backup": hidden / f"{path.stem}.backup.json",
        "lock": hidden / f"{key}.lock",
        "alive": hidden / f"{key}.alive",
        "trash": hidden / "trash",
        "state": state.state_path(),
        "document": path.with_suffix(".md"),
    }
    target = tmp_path / "target"
    in_folder = name in ("hidden", "trash")
    if in_folder and not dangling:
        target.mkdir()
    elif not dangling:
        target.write_bytes(path.read_bytes() if name == "session" else b"precious")
    before = target.read_bytes() if target.is_file() else None
    place = places[name]
    if place.is_dir():
        (place / ".gitignore").unlink()
        place.rmdir()
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)

    run("capture", key, "n Through a link?")
    with suppress(SessionError):
        meeting = LiveMeeting.open(path, clock=clock)
        if not meeting.read_only:
            meeting.apply(Start(at=NOW))
            assert meeting.flush()
            if name == "alive" and not place.is_symlink():
                # A meeting that ended before has taken the link away.
                place.symlink_to(target)
            meeting.beat()
        with suppress(OSError):
            write_whole(path.with_suffix(".md"), "# Through a link?")
        meeting.close()
    state.remember(theme="new")
    for entry in Library(library).entries():
        with suppress(SessionError):
            Library(library).trash(entry)
    assert target.is_symlink() is False
    if in_folder:
        assert not target.exists() or list(target.iterdir()) == []
    else:
        assert (target.read_bytes() if target.exists() else None) == before
    assert place.is_symlink() or name not in ("session", "hidden")


def test_an_export_through_a_link_leaves_what_it_leads_to(library: Path, tmp_path: Path) -> None:
    new()
    precious = tmp_path / "precious.md"
    precious.write_text("precious")
    link = tmp_path / "review.md"
    link.symlink_to(precious)
    run("export", "last", "-o", str(link))
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("whole", [True, False], ids=["the whole review", "a part of it"])
def test_an_export_of_what_is_restricted_says_so_on_its_first_line_and_is_for_its_owner_only(
    library: Path, tmp_path: Path, umask: int, whole: bool
) -> None:
    path = new()
    with_secret(path, whole=whole)
    for name in ("fresh.md", "there.md"):
        file = tmp_path / name
        if name == "there.md":
            file.write_text("older")
            file.chmod(0o644)
        assert run("export", "last", "-o", str(file)).exit_code == 0
        first, _, rest = file.read_text().partition("\n")
        assert first.startswith("> **Restricted**")
        assert "Known to few" in rest
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("show", "last").stdout.startswith("> **Restricted**")
    for audience in ("shareable", "customer", "executive"):
        out = run("export", "last", "--audience", audience)
        assert "Known to few" not in out.stdout
        assert not out.stdout.startswith("> **Restricted**")


def test_an_export_with_nothing_restricted_has_the_rights_that_its_owner_chose(
    library: Path, tmp_path: Path, umask: int
) -> None:
    new()
    assert run("export", "last", "-o", str(tmp_path / "fresh.md")).exit_code == 0
    assert stat.S_IMODE((tmp_path / "fresh.md").stat().st_mode) == 0o666 & ~umask
    (tmp_path / "fresh.md").chmod(0o640)
    assert run("export", "last", "-o", str(tmp_path / "fresh.md")).exit_code == 0
    assert stat.S_IMODE((tmp_path / "fresh.md").stat().st_mode) == 0o640


def with_secret(path: Path, *, whole: bool) -> None:
    """Write down what few may know, and mark it, or the whole review."""
    meeting = LiveMeeting.open(path)
    meeting.apply(Add(part=Note(id="n1", text="Known to few")))
    meeting.apply(Change(id="incident" if whole else "n1", changes={"restricted": True}))
    assert meeting.close()
