"""The last line shows the keys that work now, whole ones only, and a click presses one."""

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset

from pmfacil.widgets.capture_bar import CaptureLine
from pmfacil.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from tests.conftest import Meet


async def test_it_follows_the_focus_and_the_board(meet: "Meet") -> None:
    async with meet() as room:
        assert "w Ask why" in room.read(KeyLine)
        await room.press("9")
        assert "w Ask why" not in room.read(KeyLine)
        assert "c Commit" in room.read(KeyLine)
        await room.press(":")
        assert room.read(KeyLine).startswith("tab Complete esc Back to the board")
        await room.press("escape", "4")
        assert "w Ask why" in room.read(KeyLine)


@pytest.mark.parametrize("width", [60, 80, 100, 160])
async def test_no_key_is_shown_in_part(meet: "Meet", width: int) -> None:
    async with meet(size=(width, 24)) as room:
        line = room.screen.query_one(KeyLine)
        said = room.read(KeyLine)
        whole = [f"{key.shown} {key.words}" for key in line._keys]
        shown = [f"{key.shown} {key.words}" for key in line._fit]
        assert said == " ".join(shown)
        assert [words for words in whole if words in shown] == shown
        assert sum(key.width for key in line._fit) <= width + 1


async def test_help_and_commands_show_at_every_width(meet: "Meet") -> None:
    async with meet(size=(60, 24)) as room:
        for board in "1234567890":
            await room.press(board)
            for width in (60, 80, 100, 160):
                await room.pilot.resize_terminal(width, 24)
                assert "? Help" in room.read(KeyLine), (board, width)
                assert "^p Commands" in room.read(KeyLine), (board, width)


async def test_a_click_presses_the_key_under_the_pointer(meet: "Meet") -> None:
    async with meet(size=(103, 28)) as room:
        line = room.screen.query_one(KeyLine)
        at = room.text.splitlines()[-1].index("Capture")
        await room.pilot.click(KeyLine, offset=(at, 0))
        assert room.screen.query_one(CaptureLine).has_focus
        await room.press("escape")
        beside = line._ends[-1]
        await room.pilot.click(KeyLine, offset=(beside, 0))
        assert room.app.screen is room.screen
        assert line._under(beside) is None


async def test_the_pointer_is_told_what_a_key_is_good_for(meet: "Meet") -> None:
    async with meet() as room:
        at = room.text.splitlines()[-1].index("Factor")
        await room.pilot.hover(KeyLine, offset=Offset(at, 0))
        assert str(room.screen.query_one(KeyLine).tooltip) == "Count it as a contributing factor"


async def test_moving_the_focus_leaves_nothing_behind(meet: "Meet") -> None:
    async with meet() as room:
        before = len(list(room.screen.walk_children()))
        for _ in range(3):
            await room.press(":", "escape")
        assert len(list(room.screen.walk_children())) == before
        assert not room.screen.query_one(KeyLine).children
