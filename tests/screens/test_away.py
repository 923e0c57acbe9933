"""A terminal that is cut off, or whose meeting was left."""

import asyncio
from collections.abc import Callable

from pmfacil.clock import FrozenClock
from tests.conftest import Overheard
from tests.screens.company_room import said, together, until


async def test_a_terminal_that_is_cut_off_goes_on_and_takes_the_meeting_over(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await notes.capture("n before")
        await until(here, lambda: here.review.notes)
        here.screen.part()
        here.meeting.close()
        await until(notes, lambda: "has left the meeting: everything is kept, and ctrl+t" in said(notes))
        assert "Cut off" not in notes.text
        await notes.capture("n after")
        await notes.press("ctrl+t")
        await until(notes, lambda: "holds the meeting now" in notes.text)
        assert [note.text for note in notes.app.meeting.review.notes] == ["before", "after"]
        await until(notes, lambda: notes.screen._host)
        assert notes.screen.company
        assert notes.screen.company.seat.name == "Notes"
        await until(notes, lambda: "has left" not in said(notes))
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


async def test_a_meeting_that_was_left_is_waited_for_in_words_that_fit(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes", "room") as (here, notes, room):
        here.screen.part()
        await until(notes, lambda: "has left the meeting: everything is kept" in said(notes))
        await until(room, lambda: "has left the meeting: this is how it stood at" in said(room))
        assert "written here" not in room.text
        await notes.press("escape", "q")
        assert not notes.app.is_running


async def test_a_meeting_that_broke_off_says_so_and_asks_only_for_what_waits(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes", "room") as (here, notes, room):
        host = here.screen._host
        assert host
        assert host._server
        host._server.close()
        for terminal in list(host._terminals.values()):
            terminal.writer.transport.abort()
        await until(notes, lambda: "what is written here is kept and goes in" in said(notes))
        await until(room, lambda: "this is how it stood then" in said(room))
        assert "ctrl+t takes it over if it is gone for good" in said(notes)
        assert "gone for good" not in room.text
        here.screen.part()
        await here.screen._let_in()
        await until(notes, lambda: "The meeting is back." in notes.read("#reading"))
        await until(notes, lambda: "Cut off" not in said(notes))
        here.screen.part()
        await until(notes, lambda: notes.screen.cut_off)
        await notes.capture("n waits here")
        await notes.press("escape", "q")
        assert "Not everything is saved" in notes.text
        assert "ctrl+t takes the meeting over" in notes.text
        await notes.press("escape")
        assert notes.app.is_running
