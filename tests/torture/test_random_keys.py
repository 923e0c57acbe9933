"""Hands that press anything for as long as they like: the program goes on, is never held, and loses nothing."""

import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandList, CommandPalette

from pmfacil.review.agenda import Board
from pmfacil.review.review import Review
from pmfacil.typeahead import READY
from tests.conftest import LONG, Meet
from tests.hostile import review_of
from tests.torture import deeds
from tests.torture.storm import Storm

Times = Callable[[int, int], int]
Tell = Callable[[str], None]
MOST = 0.1 if LONG else 0.3
"""Seconds for which our own code may hold the loop at once; in an ordinary test run the machine may be a slow one."""
SHARE = {"the sample": 0.6, "the hostile review": 0.25, "ten times the hostile review": 0.15}
"""How much of the time goes to which review."""


def reviews(names: list[str], sample: Review) -> dict[str, Review]:
    now = datetime.now(UTC)
    sizes = {"the hostile review": 1, "ten times the hostile review": 10}
    return {
        name: review_of(now, whys=60 * sizes[name], events=80 * sizes[name], actions=25 * sizes[name])
        if name in sizes
        else sample
        for name in names
    }


@pytest.mark.parametrize("name", list(SHARE) if LONG else ["the sample"])
def test_whatever_is_pressed_the_program_goes_on_is_never_held_and_loses_nothing(
    tmp_path: Path, sample: Review, times: Times, tell: Tell, name: str
) -> None:
    seconds = times(0, 600) * SHARE[name]
    seed = int(os.environ.get("SEED", "4"))
    with Storm(tmp_path, reviews([name], sample)[name], seed) as storm:
        end = time.monotonic() + seconds
        while True:
            for _ in range(times(12, 15)):
                deeds.anything(storm)
            storm.mark(times(60, 240))
            if time.monotonic() > end:
                break
        storm.leave()
    slow = [hold for hold in storm.holds if hold["collecting"] > MOST]
    longest = storm.longest(MOST if name != "ten times the hostile review" else 3 * MOST)
    tell(
        f"{seconds:.0f} s of anything on {name} (seed {seed}): {storm.told()}; {storm.edits} edits; "
        f"our own code held the loop at most {longest}; {len(slow)} collections over {MOST * 1000:.0f} ms"
    )


@pytest.mark.skipif(not LONG, reason="takes seconds; `make torture` does it")
def test_millions_of_letters_pasted_are_refused_and_what_is_typed_after_them_is_kept(
    tmp_path: Path, sample: Review, times: Times, tell: Tell
) -> None:
    text = "five megabytes " * times(35_000, 350_000)
    took: list[str] = []
    with Storm(tmp_path, sample, seed=1) as storm:
        for paste in (f"\x1b[200~{text}\x1b[201~", text):
            storm.send(":")
            began = time.monotonic()
            storm.send(paste, "long pastes")
            storm.terminal.wait(lambda: b"That paste is longer" in storm.terminal.written, 60)
            took.append(f"{time.monotonic() - began:.1f} s")
            storm.mark()
        storm.leave()
        assert "megabytes" not in storm.path.read_text()
    tell(
        f"pastes of {len(text) / 1e6:.1f} MB, announced and not, were refused after {' and '.join(took)}; "
        f"our own code held the loop at most {storm.longest(MOST)}"
    )


def test_a_paste_that_is_cut_by_the_end_of_the_line_loses_nothing_that_was_kept(tmp_path: Path, sample: Review) -> None:
    with Storm(tmp_path, sample, seed=1) as storm:
        storm.mark()
        storm.send("\x1b[200~" + "half " * 1000)
        storm.terminal.hang_up()
        storm.terminal.signal(signal.SIGHUP)
        storm.terminal.ended()
        assert "Mark00001" in storm.path.read_text()


async def test_keys_are_heard_again_after_the_focus_was_lost(meet: Meet) -> None:
    async with meet() as room:
        room.screen.set_focus(None)
        await room.press("8")
        assert room.screen.stage.name_shown == Board.LESSONS
        assert room.screen.focused is room.board


async def test_whoever_types_is_heard_though_the_terminal_told_only_that_its_window_was_left(meet: Meet) -> None:
    async with meet() as room:
        assert room.app._driver
        room.app._driver.send_message(events.AppBlur())
        await room.pilot.pause()
        await room.press("8")
        assert room.screen.stage.name_shown == Board.LESSONS


async def test_keys_that_wait_for_a_dialog_are_not_looked_at_one_by_one(meet: Meet) -> None:
    async with meet() as room:
        assert room.app._driver
        room.app.opening = 1
        for _ in range(200):
            room.app._driver.send_message(events.Key("down", None))
        looks: list[int] = []
        # Between two looks there may be none.
        while len(room.app._waiting) < 200 or max(looks, default=0) < 1:
            await room.pilot.pause(READY / 4)
            looks.append(sum(timer._interval == READY for timer in room.app._timers))
        room.app.opening = 0
        assert max(looks) == 1
        await room.calm()


async def test_clicks_beside_the_palette_close_it_and_nothing_else(meet: Meet) -> None:
    async with meet() as room:
        await room.press("ctrl+p")
        palette = room.app.screen
        assert isinstance(palette, CommandPalette)

        def click_thrice() -> None:
            for _ in range(3):
                palette._on_click(events.Click(palette, 0, 0, 0, 0, 1, False, False, False, 0, 0))

        room.app.call_later(click_thrice)
        await room.pilot.pause(0.2)
        await room.calm()
        assert room.app.screen is room.screen
        assert room.app.is_running


async def test_a_command_that_is_chosen_twice_at_once_is_run_once(meet: Meet) -> None:
    async with meet() as room:
        await room.press("+")
        once = room.review
        await room.press("+", "ctrl+p")
        await room.type("undo")
        palette = room.app.screen
        assert isinstance(palette, CommandPalette)
        commands = palette.query_one(CommandList)
        while not commands.option_count or "Undo" not in str(commands.get_option_at_index(0).prompt):
            await room.pilot.pause(0.05)
        commands.highlighted = 0

        def choose_twice() -> None:
            for _ in range(2):
                palette._action_command_list("select")

        room.app.call_later(choose_twice)
        await room.pilot.pause(0.2)
        await room.calm()
        assert room.app.screen is room.screen
        assert room.review == once


async def test_what_is_under_the_pointer_is_known_before_a_new_look_is_drawn(meet: Meet) -> None:
    async with meet() as room:
        for key in ("4", "5", "8"):
            await room.press(key)
            room.board._look_again()
            assert room.board.render_line(3).cell_length == room.board.size.width
