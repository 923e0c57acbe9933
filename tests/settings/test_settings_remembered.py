import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmfacil.sessions.system import System
from pmfacil.settings import read_settings
from pmfacil.state import read_state, remember

Write = Callable[..., Path]


def test_a_theme_that_was_chosen_is_there_the_next_time(write: Write, tmp_path: Path) -> None:
    assert read_settings().remember_theme("nord") is None
    again = read_settings()
    assert (again.theme, again.sources["theme"]) == ("nord", "chosen")
    assert (tmp_path / "config" / "state.toml").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "config").iterdir()] == ["state.toml"]


def test_what_was_chosen_last_holds_on_the_screen_or_in_the_file(write: Write) -> None:
    path = write('# mine\ntheme = "dracula"\n')
    assert (read_settings().theme, read_settings().sources["theme"]) == ("dracula", "file")
    read_settings().remember_theme("nord")
    assert read_settings().theme == "nord"
    assert path.read_text() == '# mine\ntheme = "dracula"\n'
    write('theme = "gruvbox"')
    assert (read_settings().theme, read_settings().sources["theme"]) == ("gruvbox", "file")
    write("")
    assert read_settings().theme == "pmfacil-dark"


def test_the_environment_goes_before_both(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write('theme = "dracula"')
    read_settings().remember_theme("nord")
    monkeypatch.setenv("PMFACIL_THEME", "monokai")
    assert (read_settings().theme, read_settings().sources["theme"]) == ("monokai", "PMFACIL_THEME")


def test_a_theme_is_remembered_beside_a_file_that_is_wrong(write: Write) -> None:
    path = write("theme = ")
    read_settings().remember_theme("nord")
    assert (read_settings().theme, len(read_settings().problems)) == ("nord", 1)
    assert path.read_text() == "theme = "


def test_what_is_remembered_is_kept_when_more_is(write: Write) -> None:
    read_settings().remember_theme("nord")
    read_settings().remember_welcome()
    assert read_settings().welcomed
    assert read_settings().theme == "nord"


@pytest.mark.parametrize(
    "content",
    [b"theme = ", b"\xff", b"theme = 3", b"theme = ['nord']\nwelcomed = 'yes'", b"x" * 100_000, b'theme = "a"\n' * 2],
    ids=range(6),
)
def test_a_damaged_memory_is_no_memory_and_is_not_told(write: Write, content: bytes) -> None:
    write(content, "state.toml")
    found = read_settings()
    assert (found.theme, found.welcomed, found.problems) == ("pmfacil-dark", False, ())
    assert found.remember_theme("nord") is None
    assert read_settings().theme == "nord"


class Full(System):
    """A disk on which nothing can be written any more."""

    def write(self, *args: Any) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Fail."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_cannot_be_written_is_one_sentence_and_harms_nothing(write: Write, tmp_path: Path) -> None:
    remember(theme="nord")
    before = (tmp_path / "config" / "state.toml").read_bytes()
    said = remember(Full(), theme="dracula")
    assert said == (
        f"“{tmp_path / 'config' / 'state.toml'}” cannot be written: the disk is full; the choice holds until you leave."
    )
    assert (tmp_path / "config" / "state.toml").read_bytes() == before
    assert [path.name for path in (tmp_path / "config").iterdir()] == ["state.toml"]


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PMFACIL_CONFIG", str(tmp_path / "file" / "config"))
    said = remember(welcomed=True)
    assert said is not None
    assert said.endswith("; the choice holds until you leave.")


def test_hostile_names_survive_being_remembered(write: Write) -> None:
    remember(theme='a"b\\c\n[/] 結帳 \u2028')
    assert read_state()["theme"] == 'a"b\\c\n[/] 結帳 \u2028'


def test_without_the_variable_the_platform_has_a_folder_for_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("PMFACIL_CONFIG", "PMFACIL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "a"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "b"))
    monkeypatch.setenv("HOME", str(tmp_path))
    remember(theme="nord")
    assert read_settings().theme == "nord"
    assert read_settings().path.name == "settings.toml"
    (state,) = tmp_path.rglob("state.toml")
    assert state.parent.name == "pmfacil"
