"""Where the terminals of one person meet."""

import os
import stat
from pathlib import Path

import pytest

from pmfacil.sessions.meeting_point import meeting_point

LOGINS = {
    "a desktop": {"XDG_RUNTIME_DIR": "{0}", "TMPDIR": "{0}", "HOME": "{0}", "XDG_CACHE_HOME": "{0}"},
    "ssh": {},
    "another home": {"HOME": "/"},
    "another language": {"LANG": "C", "LC_ALL": "POSIX"},
}


@pytest.mark.parametrize("login", LOGINS.values(), ids=LOGINS)
def test_every_login_of_a_person_meets_at_the_same_place(
    login: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PMFACIL_RUNTIME", "XDG_RUNTIME_DIR", "TMPDIR", "HOME", "LANG", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in login.items():
        monkeypatch.setenv(name, value.format(tmp_path))
    place = meeting_point(Path("/reviews/a.json"))
    assert place.parent == Path(f"/tmp/pmfacil-{os.getuid()}")
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert place.name == "fa4137f9c55bc082dc48.sock"


def test_a_link_is_no_place_to_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own").mkdir(0o700)
    (tmp_path / "link").symlink_to(tmp_path / "own")
    monkeypatch.setenv("PMFACIL_RUNTIME", str(tmp_path / "link"))
    with pytest.raises(PermissionError, match="belongs to others, too; set PMFACIL_RUNTIME to a"):
        meeting_point(Path("/reviews/a.json"))


def test_a_folder_with_wrong_rights_is_named_with_what_puts_it_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Runtime"
    folder.mkdir()
    folder.chmod(0o750)
    monkeypatch.setenv("PMFACIL_RUNTIME", str(folder))
    with pytest.raises(PermissionError, match=f"{folder} belongs to others, too; run `chmod 700 {folder}`, then open"):
        meeting_point(Path("/reviews/a.json"))
    folder.chmod(0o700)
    assert meeting_point(Path("/reviews/a.json")).parent == folder


def test_a_session_is_the_same_by_whichever_path_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "there").symlink_to(tmp_path)
    assert meeting_point(tmp_path / "there" / "a.json") == meeting_point(tmp_path / "a.json")
    assert meeting_point(tmp_path / "b.json") != meeting_point(tmp_path / "a.json")
