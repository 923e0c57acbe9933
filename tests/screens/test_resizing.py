"""A terminal that changes its size: no word is lost, the row in hand stays in hand and in sight, what folds returns."""

from typing import TYPE_CHECKING

import pytest
from textual.containers import VerticalScroll
from textual.widget import Widget

from pmfacil.clock import FrozenClock
from pmfacil.dialogs.form import Form
from pmfacil.review.review import Review
from pmfacil.widgets.agenda import Agenda
from pmfacil.widgets.capture_bar import CaptureBar, CaptureLine
from pmfacil.widgets.drawn_board import DrawnBoard
from pmfacil.widgets.header import MeetingHeader
from pmfacil.widgets.key_line import KeyLine
from pmfacil.widgets.side import SidePanel
from pmfacil.widgets.too_small import TooSmall
from tests.hostile import hostile_review

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

SMALL, FULL, LARGE = (80, 24), (120, 36), (200, 50)
TINY, LEAST, NARROW = (20, 5), (60, 16), (100, 36)
"""Too small; just enough; with both panels beside the narrowest board."""
ROUND = (SMALL, TINY, LARGE, FULL)
"""From the facilitator's terminal through every other one, and back."""


@pytest.fixture
def hostile(clock: FrozenClock) -> Review:
    """A big review of everything that is hard to draw."""
    return hostile_review(clock.now())


async def resize(room: "Room", *sizes: tuple[int, int]) -> None:
    for size in sizes:
        await room.pilot.resize_terminal(*size)
        await room.calm()


def in_sight(room: "Room") -> bool:
    """Whether the row in hand is on the screen, by the hand that is drawn beside it."""
    board = room.board.region
    strips = room.app.screen._compositor.render_strips()[board.y : board.bottom]
    return any("▌" in strip.crop(board.x, board.right).text for strip in strips)


def shown(room: "Room", *kinds: type[Widget]) -> list[bool]:
    """Which of these can be seen."""
    return [bool(room.screen.query_one(kind).region.area) for kind in kinds]


async def test_a_line_typed_in_the_bar_through_every_size_is_kept_whole(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        await room.press(":")
        await room.type("i Alert when the pool")
        for size, more in zip(ROUND, (" is at", " 75 %", " or at 90 %", " 👩 [/]"), strict=True):
            await resize(room, size)
            await room.type(more)
        line = room.screen.query_one(CaptureLine)
        assert line.has_focus
        assert "i Alert when the pool is at 75 % or at 90 % 👩 [/]" in room.read(CaptureBar)
        await room.press("enter")
        assert room.review.actions[-1].text == "Alert when the pool is at 75 % or at 90 % 👩 [/]"
        assert room.review.actions[:-1] == hostile.actions
        assert line.value == ""
        assert line.has_focus


async def test_the_place_in_a_line_stays_where_it_is(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        await room.press(":")
        await room.type("k Who pays?")
        await room.press(*["left"] * 5)
        await resize(room, *ROUND)
        await room.type("the supplier ")
        await room.press("enter")
        assert room.review.parked[-1].text == "Who the supplier pays?"


async def test_the_end_of_a_long_line_is_in_sight_at_every_size(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        await room.press(":")
        await room.paste("k " + "nobody knows who asked for it and " * 8 + "the end")
        for size in (SMALL, LARGE, LEAST, FULL):
            await resize(room, size)
            assert "the end" in room.read(CaptureLine)


async def test_a_form_filled_in_through_every_size_is_kept_whole(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        await room.press("9", "a")
        await room.type("Alert when")
        await resize(room, SMALL)
        await room.type(" the pool")
        await room.press("tab")
        await resize(room, TINY, LARGE)
        await room.type("Dana [/]")
        await resize(room, FULL)
        assert isinstance(room.app.screen, Form)
        assert room.app.focused is room.app.screen.query_one("#owner")
        await room.press("enter")
        assert room.app.screen is room.screen
        new = room.review.actions[-1]
        assert (new.text, new.owner) == ("Alert when the pool", "Dana [/]")
        assert room.selected == new.id


async def test_the_field_that_is_typed_into_is_in_sight_at_every_size(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        await room.press("9", "a")
        room.app.screen.query_one("#ticket").focus()
        for size in (SMALL, LEAST, FULL):
            await resize(room, size)
            focused = room.app.focused
            assert focused is not None
            assert focused.region.height
            assert room.app.screen.query_one(VerticalScroll).content_region.contains_region(focused.region)


async def test_the_row_in_hand_stays_in_hand_and_in_sight(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        for key, part in (("4", "why47"), ("3", "event55"), ("5", "cause17"), ("6", "hole4"), ("9", "action12")):
            await room.press(key)
            room.select(part)
            await room.calm()
            for size in (SMALL, LARGE, LEAST, TINY, FULL, SMALL, FULL):
                await resize(room, size)
                assert room.selected == part
                assert room.board.has_focus
                assert in_sight(room) is (size != TINY), (part, size)


async def test_a_fish_that_becomes_a_list_keeps_the_cause_in_hand(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        await room.press("5")
        room.select("cause12")
        board = room.board
        assert isinstance(board, DrawnBoard)
        for size, drawn in ((FULL, True), (NARROW, False), (LARGE, True), (NARROW, False), (SMALL, True)):
            await resize(room, size)
            assert bool(board.picture.lines) is drawn
            assert room.selected == "cause12"
            assert in_sight(room)
        await resize(room, NARROW)
        await room.press("x")
        assert not room.review.has("cause12")
        await room.press("u")
        assert room.review.has("cause12")


async def test_the_zoom_stays_and_only_the_board_is_in_it(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        await room.press("4")
        room.select("why47")
        await room.press("z")
        for size in (SMALL, LARGE, LEAST, TINY, FULL):
            await resize(room, size)
            assert shown(room, Agenda, SidePanel, CaptureBar, KeyLine, MeetingHeader) == [False] * 4 + [True]
            assert room.board.size.width >= size[0] - 2
            assert room.selected == "why47"
        assert in_sight(room)
        await room.press("z")
        assert shown(room, Agenda, SidePanel, CaptureBar, KeyLine) == [True] * 4
        assert in_sight(room)


async def test_the_panels_fold_away_where_the_board_would_be_too_narrow(meet: "Meet", hostile: Review) -> None:
    async with meet(hostile, FULL) as room:
        for width in (60, 200, 99, 100, 80, 160, 120):
            await resize(room, (width, 36))
            seen = width >= 100
            assert shown(room, Agenda, SidePanel) == [seen, seen], width
            assert room.board.size.width >= (40 if seen else width - 2)
            assert room.screen.virtual_size.width == width


async def test_a_storm_of_sizes_over_every_board_leaves_the_review_and_the_board_alone(
    meet: "Meet", hostile: Review
) -> None:
    async with meet(hostile, FULL) as room:
        for key in "34567":
            await room.press(key, "end")
            held = room.selected
            for size in ((300, 100) if key == "3" else LARGE, TINY, (1, 1), (99, 27)):
                await room.pilot.resize_terminal(*size)
            await resize(room, FULL)
            assert room.selected == held
            assert not any(cover.display for cover in room.app.screen.query(TooSmall))
        assert room.review == hostile


async def test_the_palette_in_a_terminal_of_four_columns_is_covered_and_there_again_after(meet: "Meet") -> None:
    async with meet(size=FULL) as room:
        await room.press("ctrl+p")
        palette = room.app.screen
        await resize(room, (4, 8))
        assert room.read(TooSmall).startswith("Too")
        await resize(room, FULL)
        assert room.app.screen is palette
        assert "Next item" in room.text
