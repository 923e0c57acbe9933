"""What shows for some seconds, and what was done, hide nothing that is being read."""

from typing import TYPE_CHECKING

import pytest
from textual.widgets._toast import Toast

from pmfacil.widgets.capture_bar import CaptureBar, CaptureLine
from pmfacil.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from tests.conftest import Meet


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_sentence_for_some_seconds_lies_over_the_keys_alone(meet: "Meet", size: tuple[int, int]) -> None:
    async with meet(size=size) as room:
        room.app.notify("There is nothing to undo.", markup=False)
        await room.pilot.pause()
        toast = list(room.app.screen.query(Toast))[-1]
        assert toast.region.height == 1
        assert room.screen.query_one(KeyLine).region.y == toast.region.y


async def test_at_80_columns_what_was_done_has_the_whole_bar(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        assert "Press : and write it down" in room.text
        await room.press("9", "c")
        await room.press("ctrl+s")
        assert "✓ commit to “Load step in the release check”" in room.text
        await room.press("end", "s", "enter")
        assert "✓ A2 in progress: " in room.text
        assert room.screen.query_one(CaptureLine).region.width == 1
        await room.pilot.click(CaptureBar, offset=(40, 0))
        assert room.screen.query_one(CaptureLine).region.width > 70
        await room.type("n kept")
        await room.press("escape")
        assert "n kept" in room.text
