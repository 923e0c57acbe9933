"""Several terminals in one meeting, each with its screen: edits are everywhere, whoever leads is followed."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import cast

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.dialogs.card import Card
from pmfacil.review.agenda import Board
from pmfacil.review.edit import Change, Remove
from pmfacil.review.review import Review
from pmfacil.review.whys import Why
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.settings import read_settings
from pmfacil.widgets.capture_bar import CaptureLine
from tests.conftest import Overheard, Room


@asynccontextmanager
async def together(
    app: Callable[..., Overheard], clock: FrozenClock, *views: str, review: Review | None = None
) -> AsyncGenerator[list[Room]]:
    """The room of whoever holds a meeting, and those of terminals that joined it in these views."""
    holder = app(review)
    holder._settings = read_settings()
    rooms: list[Room] = []
    async with holder.run_test(size=(120, 36), notifications=True) as pilot:
        rooms.append(Room(pilot, holder))
        await until(rooms[0], lambda: rooms[0].screen.company)
        async with _joined(rooms, clock, *views):
            yield rooms


@asynccontextmanager
async def _joined(rooms: list[Room], clock: FrozenClock, *views: str) -> AsyncGenerator[None]:
    if not views:
        yield
        return
    here = rooms[0]
    meeting = await asyncio.to_thread(JoinedMeeting, here.meeting.path, seat(views[0], views[0].title()), clock)
    joined = PmfacilApp(meeting)
    async with joined.run_test(size=(120, 36), notifications=True) as pilot:
        room = Room.__new__(Room)
        room.pilot, room.app, room.meeting = pilot, joined, meeting  # pyright: ignore[reportAttributeAccessIssue]
        rooms.append(room)
        async with _joined(rooms, clock, *views[1:]):
            yield
    await asyncio.to_thread(meeting.close)


async def until(room: Room, true: Callable[[], object]) -> None:
    """Wait for something that comes from another terminal."""
    for _ in range(2000):
        await room.pilot.pause(0.005)
        if true():
            return
    raise AssertionError(room.text)


async def test_a_line_of_the_note_taker_is_on_the_shared_screen_and_on_disk(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await notes.capture("a Alert at 75 % of the pool @dana P1")
        await until(here, lambda: "A2 Alert at 75 % of the" in here.text)
        await until(notes, lambda: notes.meeting.flush(0))
        assert here.on_disk() == here.review == notes.meeting.review
        await until(here, lambda: "Notes" in here.read("MeetingHeader"))


async def test_the_key_that_leads_to_the_bar_is_no_part_of_a_line(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await notes.type(":n They called the vendor")
        await notes.press("enter")
        await until(here, lambda: [note.text for note in here.review.notes] == ["They called the vendor"])


async def test_undo_takes_back_what_was_done_here_and_nothing_of_another(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await here.capture("n from the one who leads")
        await until(notes, lambda: notes.meeting.review.notes)
        await notes.press("escape")
        await notes.press("u")
        assert "nothing to undo" in notes.text
        assert [note.text for note in here.review.notes] == ["from the one who leads"]


async def test_the_room_follows_the_board_and_the_zoom_of_whoever_leads(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room", "desk") as (here, room, desk):
        await here.press("8")
        await until(room, lambda: room.screen.stage.name_shown == Board.LESSONS)
        await here.press("z")
        await until(room, lambda: room.screen.has_class("-zoom"))
        await here.press("z")
        assert desk.screen.stage.name_shown != Board.LESSONS
        here.screen.company.lead(desk.screen.company.seat.terminal)  # pyright: ignore[reportOptionalMemberAccess]
        await until(desk, lambda: desk.screen.leads)
        await desk.press("3")
        await until(room, lambda: room.screen.stage.name_shown == Board.TIMELINE)
        desk.select("e2")
        desk.screen.tick()
        await until(room, lambda: room.selected == "e2")
        await until(here, lambda: here.screen.stage.name_shown == Board.TIMELINE)
        minutes = here.review.agenda[3].minutes
        await here.press("plus")
        assert here.review.agenda[3].minutes == minutes
        await desk.press("plus")
        await until(here, lambda: here.review.agenda[3].minutes == minutes + 1)


async def test_a_question_from_the_desk_lies_over_the_room_until_the_desk_closes_it(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room", "desk") as (here, room, desk):
        await here.press("ctrl+l")
        await here.press("down" if "Desk" not in here.text.partition("Room")[0] else "home", "enter")
        await until(desk, lambda: desk.screen.leads)
        await until(desk, lambda: "Back to the system" in desk.text)
        await desk.press("r", "b", "enter")
        await until(room, lambda: isinstance(room.app.screen, Card))
        shown = [one.app.screen for one in (room, desk)]
        assert len({card.words for card in shown if isinstance(card, Card)}) == 1
        await desk.press("escape")
        await until(room, lambda: room.app.screen is room.screen)
        assert here.review.pulse.redirects == desk.review.pulse.redirects == 1


async def test_where_only_the_room_is_shown_nothing_is_written(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room") as (here, room):
        before = here.review
        await room.press("a", "e", "x", "plus", "space", "bracketright", "colon", "i", "f")
        assert here.review is before
        assert room.app.screen is room.screen
        assert "Leave" in room.read("KeyLine")


async def test_a_line_that_does_not_fit_any_more_comes_back_into_the_bar(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        joined = cast(JoinedMeeting, notes.app.meeting)
        unheard: list[Callable[[], None]] = []
        usual, joined.deliver = joined.deliver, unheard.append
        here.screen.ask(Remove(id="w2"))
        await notes.capture("w #1.1 Why so full? Nobody saw the limit")
        assert "Nobody saw the limit" in notes.text
        await until(here, lambda: len(here.meeting.order.log) == 2)
        await until(here, lambda: len(unheard) >= 2)
        joined.deliver = usual
        for work in unheard:
            usual(work)
        await until(notes, lambda: "the line is in the bar again" in " ".join(notes.text.split()))
        assert notes.screen.query_one(CaptureLine).value == "w #1.1 Why so full? Nobody saw the limit"
        assert notes.review == here.review


async def test_two_who_change_one_text_at_once_lose_no_words_and_the_second_chooses(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await notes.press("escape")
        await notes.press("4")
        notes.select("w3")
        await notes.press("e")
        await notes.fill(text="The alert is on the wrong number")
        here.screen.ask(Change(id="w3", changes={"text": "Nobody looks at queries"}))
        await until(notes, lambda: notes.meeting.review.get(Why, "w3").text == "Nobody looks at queries")
        await notes.press("ctrl+s")
        await until(notes, lambda: "which words count" in notes.text)
        assert any("The alert is on the wrong number" in note.text for note in notes.meeting.review.notes)
        await notes.press("enter")
        await until(here, lambda: here.review.get(Why, "w3").text == "The alert is on the wrong number")
        await until(here, lambda: not here.review.notes)
        await notes.press("u")
        await until(here, lambda: here.review.get(Why, "w3").text == "Nobody looks at queries")
        assert any("The alert is on the wrong number" in note.text for note in here.review.notes)


async def test_a_terminal_that_is_cut_off_goes_on_and_takes_the_meeting_over(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await notes.capture("n before")
        await until(here, lambda: here.review.notes)
        here.screen.part()
        here.meeting.close()
        await until(notes, lambda: "Cut off" in notes.text)
        await notes.capture("n after")
        await notes.press("ctrl+t")
        await until(notes, lambda: "holds the meeting now" in notes.text)
        assert [note.text for note in notes.app.meeting.review.notes] == ["before", "after"]
        await until(notes, lambda: notes.screen._host)
        assert notes.screen.company
        assert notes.screen.company.seat.name == "Notes"
        await notes.press("escape")
        await notes.press("u")
        assert [note.text for note in notes.app.meeting.review.notes] == ["before"]
        await asyncio.to_thread(notes.app.meeting.close)


async def test_whoever_holds_the_meeting_is_asked_before_the_others_are_left_alone(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await here.press("q")
        assert "Others are still in this meeting" in here.text
        assert "Notes" in here.text
        await here.press("enter")
        assert here.app.screen is here.screen
        await asyncio.to_thread(notes.meeting.close)
        await until(here, lambda: "with Notes" not in here.text)
        assert here.app.is_running
