"""What a key leaves on the terminal is what would be there if all were drawn from nothing."""

from typing import TYPE_CHECKING, Any

import pyte
import pytest
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.review.review import Review
from pmfacil.widgets.boards import KEYS
from tests.hostile import hostile_review

if TYPE_CHECKING:
    from tests.conftest import Meet

WALK = ("down", "down", "right", "down", "left", "pagedown", "up", "end", "home")
EDITS = ("x", "down", "x", "u", "u")


class Painted:
    """A terminal that shows what the app has drawn, frame upon frame."""

    def __init__(self, width: int, height: int) -> None:
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self._screen)

    def show(self, screen: Screen[Any], update: object) -> None:
        """Draw a frame."""
        if isinstance(update, ChopsUpdate | LayoutUpdate) and screen.is_current:
            self._stream.feed(update.render_segments(screen.app.console))

    def cells(self, region: Region) -> list[object]:
        """The signs with their colours, line by line."""
        return [[self._screen.buffer[y][x] for x in region.column_range] for y in region.line_range]


@pytest.mark.parametrize(
    ("board", "size"),
    [
        ("timeline", (120, 36)),
        ("whys", (80, 24)),
        ("fishbone", (160, 40)),
        ("response", (160, 40)),
    ],
    ids=str,
)
async def test_walking_over_a_board_and_editing_it_leaves_no_trace(
    meet: "Meet", monkeypatch: pytest.MonkeyPatch, sample: Review, board: str, size: tuple[int, int]
) -> None:
    terminal = Painted(*size)
    monkeypatch.setattr(PmfacilApp, "_display", terminal.show)
    async with meet(sample, size=size) as room:
        await room.press(next(key for key, name in KEYS.items() if name == board))
        for step in (*WALK, *EDITS):
            await room.press(step)
            before = terminal.cells(room.board.region)
            room.screen.refresh()
            room.board.refresh()
            await room.pilot.pause()
            assert before == terminal.cells(room.board.region), step


async def test_another_theme_colours_what_was_drawn_before(meet: "Meet", sample: Review) -> None:
    async with meet(sample) as room:
        await room.press("4")
        crop = room.board.size.region
        dark = room.board.render_lines(crop)
        room.app.theme = "pmfacil-light"
        await room.calm()
        light = room.board.render_lines(crop)
        assert [strip.text for strip in dark] == [strip.text for strip in light]
        assert all(list(one) != list(other) for one, other in zip(dark, light, strict=True))


async def test_a_step_over_a_board_that_asks_more_lays_nothing_else_out(meet: "Meet", clock: FrozenClock) -> None:
    laid_out: list[object] = []
    async with meet(hostile_review(clock.now())) as room:
        await room.press("7")
        await room.calm()
        room.screen.screen_layout_refresh_signal.subscribe(room.board, laid_out.append)
        heights = set[int]()
        for step in ("down",) * 6:
            await room.press(step)
            heights.add(room.board.virtual_size.height)
        assert len(heights) > 1
        assert laid_out == []
