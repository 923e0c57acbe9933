from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.review.review import Review
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.settings import read_settings
from pmfacil.state import read_state
from tests.at_rest import offered, until

if TYPE_CHECKING:
    from .conftest import Start

Write = Callable[..., Path]
HINT = ": writes things down · ? shows every key · z leaves only the board"


async def test_a_theme_chosen_in_the_palette_is_there_the_next_time(write: Write, start: "Start") -> None:
    path = write("# ours\n")
    async with start() as (app, pilot):
        await pilot.press("ctrl+p", *"gruvbox")
        await until(pilot, lambda: any("gruvbox" in found for found in offered(pilot)[:1]))
        await pilot.press("enter")
        await until(pilot, lambda: app.theme == "gruvbox")
        assert app.theme == "gruvbox"
        await app.workers.wait_for_complete()
    async with start() as (app, _):
        assert app.theme == "gruvbox"
    assert path.read_text() == "# ours\n"


async def test_the_last_of_several_themes_is_remembered(start: "Start") -> None:
    async with start() as (app, pilot):
        for theme in ("nord", "gruvbox", "pmfacil-contrast"):
            app.theme = theme
            await pilot.pause()
        await app.workers.wait_for_complete()
    assert read_settings().theme == "pmfacil-contrast"


async def test_a_theme_that_cannot_be_remembered_is_told(write: Write, start: "Start", tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way")
    async with start() as (app, pilot):
        app.told.clear()
        app.theme = "nord"
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(app.told) == 1
        assert app.told[0].endswith("; the choice holds until you leave.")
        assert app.theme == "nord"


async def test_without_settings_all_is_as_usual_and_nothing_is_remembered(
    write: Write, tmp_path: Path, clock: FrozenClock, small: Review
) -> None:
    write('theme = "dracula"')
    meeting = LiveMeeting.create(Library(tmp_path / "library"), small, clock)
    app = PmfacilApp(meeting)
    async with app.run_test() as pilot:
        assert app.theme == "pmfacil-dark"
        app.theme = "nord"
        await pilot.pause()
        await app.workers.wait_for_complete()
    meeting.close()
    assert read_state() == {}


async def test_what_is_wrong_is_shown_and_the_meeting_begins_all_the_same(write: Write, start: "Start") -> None:
    write('gap_minutes = "[/]"\ntheme = "no such"\nkeymap.x.y = "f5"\ndraft_hours = 0\ndue_days = 0\n')
    async with start() as (app, pilot):
        assert app.told == [
            "settings.toml line 1: gap_minutes must be a whole number from 1 to 240 (minutes), not “[/]”; 10 is used.",
            "settings.toml line 4: draft_hours must be a whole number from 1 to 72 (hours), not 0; 48 is used.",
            "settings.toml line 5: due_days must be a whole number from 1 to 365 (days), not 0; 45 is used.",
            "2 more about the settings: `pmfacil settings` tells.",
        ]
        assert "settings.toml line 1: gap_minutes" in app.text
        await pilot.press("4")
        assert "The pool was exhausted" in app.text


@pytest.mark.parametrize("content", ["theme = ", b"\xff\xfe", "x" * 100_000], ids=["syntax", "encoding", "size"])
async def test_a_file_that_cannot_be_read_is_one_sentence(write: Write, start: "Start", content: str) -> None:
    write(content)
    async with start() as (app, _):
        assert len(app.told) == 1
        assert "; the usual settings are used" in app.told[0]
        assert app.theme == "pmfacil-dark"


async def test_an_unknown_theme_is_told_with_where_it_was_named(
    write: Write, start: "Start", monkeypatch: pytest.MonkeyPatch
) -> None:
    write('\ntheme = "[/] no such"')
    async with start() as (app, _):
        assert app.told == ["settings.toml line 2: there is no theme “[/] no such”; pmfacil-dark is used."]
    monkeypatch.setenv("PMFACIL_THEME", "other")
    async with start() as (app, _):
        assert app.told == ["PMFACIL_THEME: there is no theme “other”; pmfacil-dark is used."]
        assert app.theme == "pmfacil-dark"


async def test_the_screen_gets_the_policies(write: Write, start: "Start") -> None:
    write("gap_minutes = 15")
    async with start() as (app, _):
        assert isinstance(app.screen, MeetingScreen)
        assert app.screen.policies.gap_minutes == 15


async def test_the_first_time_and_never_again_three_keys_are_named(write: Write, start: "Start") -> None:
    async with start() as (app, _):
        assert HINT in app.text
    async with start() as (app, _):
        assert "writes things down" not in app.text


async def test_the_first_words_fit_a_small_terminal_and_give_way_to_what_is_done(start: "Start") -> None:
    async with start(size=(80, 24)) as (app, pilot):
        assert ": writes things down · ? shows every key" in app.text
        await pilot.press("plus")
        assert "writes things down" not in app.text


async def test_the_first_words_name_the_keys_as_they_are_here(write: Write, start: "Start") -> None:
    write('[keymap]\n"meeting.zoom" = "f11"\n"meeting.help" = "f1"\n')
    async with start() as (app, _):
        assert ": writes things down · f1 shows every key · f11 leaves only the board" in app.text


async def test_where_nothing_can_be_remembered_the_first_words_are_said_again(start: "Start", tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way")
    for _ in range(2):
        async with start() as (app, _):
            # A sentence about the file lies over it for a while.
            assert HINT in str(app.screen.query_one("#reading", Static).content)


async def test_an_empty_board_invites_with_the_key_that_was_chosen(write: Write, start: "Start", new: Review) -> None:
    write('[keymap]\n"board.add" = "f6"\n')
    async with start(new) as (app, pilot):
        for key, words in (("1", "Press f6."), ("3", "Press f6 and write its time")):
            await pilot.press(key, "end")
            await pilot.pause()
            said = " ".join(app.text.split()).replace("F6", "f6")
            assert words in said
            assert "Press a" not in said
