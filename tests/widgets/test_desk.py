"""The joined views: the desk with its panels and keys, the notes, the room."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.containers import Horizontal
from textual.widgets import Digits

from pmfacil.packs import read_phrases
from pmfacil.review.agenda import Board
from pmfacil.review.part import Id
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.sessions.wire import Present, Seat, Shown
from pmfacil.widgets.agenda import Agenda
from pmfacil.widgets.capture_bar import CaptureBar, CaptureLine
from pmfacil.widgets.desk import DeskPanel, PacePanel, PhraseAsked
from pmfacil.widgets.desk_rows import PhraseRow
from pmfacil.widgets.header import MeetingHeader
from pmfacil.widgets.side import SidePanel
from pmfacil.widgets.stage import Stage
from tests.hostile import MARKUP

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

PRESENT = Present(
    seats=(Seat(terminal="a", name=MARKUP, view="meeting"), Seat(terminal="c", name="Sam", view="desk")), leader="c"
)


class Ear(Horizontal):
    """Holds the desk, and remembers what it asks for."""

    def __init__(self, *panels: DeskPanel | PacePanel) -> None:
        super().__init__(*panels)
        self.asked: list[tuple[Id, str]] = []

    def on_phrase_asked(self, event: PhraseAsked) -> None:
        """Remember a phrase that is to be shown."""
        self.asked.append((event.phrase, event.words))


class Desk:
    """Hands on the keys at a desk."""

    def __init__(self, room: "Room", panel: DeskPanel, pace: PacePanel, ear: Ear) -> None:
        self.room = room
        self.panel = panel
        self.pace = pace
        self.ear = ear

    def opened(self) -> bool:
        """Whether the phrases of a moment show."""
        return any(isinstance(row, PhraseRow) and row.phrase for row in self.panel.shown)


@asynccontextmanager
async def at_the_desk(
    meet: "Meet", review: Review | None = None, size: tuple[int, int] = (200, 50)
) -> AsyncGenerator[Desk]:
    """A desk beside a meeting, all of it known."""
    async with meet(review, size) as room:
        screen, meeting = room.screen, room.meeting
        screen.add_class("-desk")
        panel, pace = DeskPanel(meeting.review, meeting.clock, "c"), PacePanel(meeting.review, meeting.clock, "c")
        ear = Ear(pace, panel)
        await screen.query_one("#middle").mount(ear, before=0)
        screen._panel = panel
        for one in (panel, pace):
            one.shown_to_room = Shown(board=Board.WHYS, part="w2")
            one.present = PRESENT
        panel.phrases = read_phrases()[0]
        while not hasattr(screen, "thoughts"):
            await room.pilot.pause(0.01)
        screen.brief()
        panel.focus()
        await room.calm()
        while pace.region.area and "PACE" not in room.read(PacePanel):
            await room.pilot.pause(0.01)
        yield Desk(room, panel, pace, ear)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_desk_has_everything_at_every_size_each_once(meet: "Meet", size: tuple[int, int]) -> None:
    async with at_the_desk(meet, size=size) as desk:
        shown = [row for panel in (desk.panel, desk.pace) for row in panel.shown]
        titles = [text for row in shown for text, look in row.paragraphs if look == "heading"]
        for once in ("PACE", "The room sees", "Not heard yet", "Connected", "COACH", "Worth a look here", "Phrases"):
            assert titles.count(once) == 1
        assert any(text == MARKUP for row in shown for text, _ in row.paragraphs)


async def test_a_letter_opens_its_moment_only_among_the_phrases_and_enter_asks_for_the_phrase(meet: "Meet") -> None:
    async with at_the_desk(meet) as desk:
        await desk.room.press("d", "b")
        assert not desk.opened()
        assert "then a letter" in desk.room.read(DeskPanel)
        desk.panel.begin_phrases()
        assert "a letter opens" in desk.room.read(DeskPanel)
        await desk.room.press("d", "enter")
        phrase, words = desk.ear.asked[0]
        deeper = read_phrases()[0].at("d")
        assert deeper
        assert phrase in [one.id for one in read_phrases()[0].of(deeper.id)]
        assert "The pool was exhausted" in words


async def test_escape_folds_the_moment_then_leaves_the_phrases_then_the_desk(meet: "Meet") -> None:
    async with at_the_desk(meet) as desk:
        desk.panel.begin_phrases()
        await desk.room.press("d")
        assert desk.opened()
        await desk.room.press("escape")
        assert not desk.opened()
        await desk.room.press("escape")
        assert "then a letter" in desk.room.read(DeskPanel)
        await desk.room.press("escape")
        assert desk.room.board.has_focus


async def test_s_on_a_name_counts_who_was_heard_and_keeps_only_the_number(meet: "Meet", small: Review) -> None:
    review = small.put(Person(id="p2", name="Mei", role="product", order=9))
    async with at_the_desk(meet, review) as desk:
        desk.pace.focus()
        await desk.room.press("s")
        assert desk.room.screen.heard == {"p1"}
        assert desk.room.review.pulse.spoke == 1
        desk.pace.heard = desk.room.screen.heard
        await desk.room.calm()
        assert "Dana" not in desk.room.read(PacePanel)
        assert "Mei, product" in desk.room.read(PacePanel)


async def test_the_hand_shows_only_where_the_keys_go(meet: "Meet") -> None:
    async with at_the_desk(meet) as desk:
        assert "▌" in desk.room.read(DeskPanel)
        assert "▌" not in desk.room.read(PacePanel)
        desk.pace.focus()
        await desk.room.calm()
        assert "▌" not in desk.room.read(DeskPanel)
        assert "▌" in desk.room.read(PacePanel)


async def test_a_minute_that_goes_by_shows(meet: "Meet") -> None:
    async with at_the_desk(meet) as desk:
        assert "8 of 15 · 7 left" in desk.room.read(PacePanel)
        for panel in (desk.panel, desk.pace):
            panel.tick(desk.room.meeting.clock.now().replace(minute=33))
        await desk.room.calm()
        assert "10 of 15 · 5 left" in desk.room.read(PacePanel)


async def test_who_was_heard_before_is_a_number_without_names(meet: "Meet", small: Review) -> None:
    async with at_the_desk(meet, small.put(small.pulse.changed(spoke=4))) as desk:
        assert "At least 4 marked before or elsewhere;" in desk.room.read(PacePanel)


async def test_the_title_says_what_enter_does_while_the_hand_is_there(meet: "Meet") -> None:
    async with at_the_desk(meet) as desk:
        assert "enter shows it to the room" in desk.room.read(DeskPanel)
        desk.pace.focus()
        await desk.room.calm()
        assert "enter shows it to the room" not in desk.room.read(DeskPanel)


async def test_at_120_columns_the_board_is_behind_and_comes_when_it_is_asked_for(meet: "Meet") -> None:
    async with at_the_desk(meet, size=(120, 36)) as desk:
        stage = desk.room.screen.query_one(Stage)
        assert not stage.region.area
        desk.room.screen.add_class("-board")
        await desk.room.calm()
        assert stage.region.width > 40
        assert desk.panel.region.area


async def test_the_zoom_of_the_room_takes_nothing_from_the_desk(meet: "Meet") -> None:
    async with at_the_desk(meet) as desk:
        desk.room.screen.add_class("-zoom")
        await desk.room.calm()
        assert desk.panel.region.area
        assert desk.pace.region.area
        assert desk.room.screen.query_one(CaptureBar).region.area
        item = desk.room.review.run.item
        await desk.room.press("end", "pagedown", "pagedown")
        assert desk.room.review.run.item == item


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_notes_have_the_line_on_top_and_no_clock(meet: "Meet", size: tuple[int, int]) -> None:
    async with meet(size=size) as room:
        room.screen.add_class("-notes")
        room.screen.query_one(MeetingHeader).company = ("Dana", MARKUP)
        room.screen.set_focus(room.screen.query_one(CaptureLine))
        await room.calm()
        assert room.screen.query_one(CaptureBar).region.bottom <= room.screen.query_one(Stage).region.y
        assert not room.screen.query_one(Digits).region.area
        assert not room.screen.query_one(Agenda).region.area
        assert bool(room.screen.query_one(SidePanel).region.area) == (size[0] > 80)
        assert "of 15" not in room.read(MeetingHeader)
        assert f"· with Dana, {MARKUP}" in room.read("#meta")


async def test_notes_take_lines_and_reach_every_board(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        room.screen.add_class("-notes")
        await room.capture("i Restore drill every week")
        assert "Restore drill every week" in [idea.text for idea in room.review.ideas()]
        assert "✓ add" in room.read("#reading")
        await room.press("escape", "9")
        assert "Restore drill every week" in room.read(Stage)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_room_has_the_clock_and_the_board_and_nothing_to_write_in(
    meet: "Meet", size: tuple[int, int]
) -> None:
    async with meet(size=size) as room:
        room.screen.add_class("-room")
        await room.calm()
        assert not room.screen.query_one(CaptureBar).region.area
        assert bool(room.screen.query_one(SidePanel).region.area) == (size[0] == 200)
        assert bool(room.screen.query_one(Agenda).region.area) == (size[0] > 80)
        assert "7:00" in room.read(MeetingHeader) or room.screen.query_one(Digits).region.area
