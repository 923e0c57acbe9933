"""Out of the library into a meeting that another program holds, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.screens.library import LibraryScreen
from pmfacil.sessions.joining import JoinedMeeting
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.screens.library_room import Desk, opened, put, review
from tests.sessions.held import Held, notes

TITLE = "Users could not check out for 23 minutes"


@pytest.fixture
def library(tmp_path: Path, clock: FrozenClock) -> Library:
    library = Library(tmp_path / "library")
    put(library, review(clock, TITLE), clock)
    return library


@pytest.fixture
def held(library: Library) -> Iterator[Held]:
    with Held(LiveMeeting.open(library.entries()[0].path)) as held:
        yield held


async def write_down(desk: Desk, words: str) -> None:
    await desk.press("escape", "colon")
    await desk.type(f"n {words}\r")
    await desk.press("escape")


async def join_from_library(desk: Desk) -> None:
    await desk.press("enter")
    await desk.until(lambda: "Join its meeting" in desk.text)
    await desk.press("enter")


async def leave(desk: Desk) -> None:
    await desk.press("q")
    await desk.until(lambda: isinstance(desk.app.screen, LibraryScreen) and not desk.app.opening)


async def test_enter_on_a_review_whose_meeting_is_open_joins_it_to_take_notes(
    library: Library, clock: FrozenClock, held: Held
) -> None:
    async with opened(library, clock) as desk:
        await join_from_library(desk)
        meeting = (await desk.met()).meeting
        assert isinstance(meeting, JoinedMeeting)
        await desk.until(lambda: [seat.view for seat in held.host.present.seats] == ["meeting", "notes"])
        await write_down(desk, "from the library")
        await desk.until(lambda: notes(held.live.review) == ["from the library"])
        await desk.until(lambda: not meeting.saved.pending)
        await leave(desk)
        await desk.until(lambda: len(held.host.present.seats) == 1)


async def test_a_meeting_that_was_taken_over_is_given_free_when_it_is_left(
    library: Library, clock: FrozenClock, held: Held
) -> None:
    async with opened(library, clock) as desk:
        await join_from_library(desk)
        await desk.met()
        held.close()
        await desk.until(lambda: desk.meeting.cut_off)
        await desk.press("escape", "ctrl+t")
        await desk.until(lambda: isinstance(desk.meeting.meeting, LiveMeeting))
        await write_down(desk, "taken over")
        await leave(desk)
        again = LiveMeeting.open(held.live.path)
        assert notes(again.review) == ["taken over"]
        again.close()


async def test_where_a_crash_left_a_meeting_behind_joining_says_so(
    library: Library, clock: FrozenClock, held: Held
) -> None:
    async with opened(library, clock) as desk:
        held.vanish()
        writing = LiveMeeting.open(held.live.path)
        await join_from_library(desk)
        await desk.until(lambda: "Nobody holds a meeting on this session" in desk.text)
        writing.close()
