"""Several terminals in one meeting, in one process."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.review.review import Review
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.settings import read_settings
from tests.conftest import Overheard, Room


@asynccontextmanager
async def together(
    app: Callable[..., Overheard],
    clock: FrozenClock,
    *views: str,
    review: Review | None = None,
    size: tuple[int, int] = (120, 36),
) -> AsyncGenerator[list[Room]]:
    """The room of whoever holds a meeting, and those of terminals of this size that joined it in these views."""
    holder = app(review)
    holder._settings = read_settings()
    rooms: list[Room] = []
    async with holder.run_test(size=(120, 36), notifications=True) as pilot:
        rooms.append(Room(pilot, holder))
        await until(rooms[0], lambda: rooms[0].screen.company)
        async with joining(rooms, clock, size, *views):
            yield rooms


@asynccontextmanager
async def joining(rooms: list[Room], clock: FrozenClock, size: tuple[int, int], *views: str) -> AsyncGenerator[None]:
    if not views:
        yield
        return
    here = rooms[0]
    meeting = await asyncio.to_thread(JoinedMeeting, here.meeting.path, seat(views[0], views[0].title()), clock)
    joined = PmfacilApp(meeting)
    async with joined.run_test(size=size, notifications=True) as pilot:
        room = Room.__new__(Room)
        room.pilot, room.app, room.meeting = pilot, joined, meeting  # pyright: ignore[reportAttributeAccessIssue]
        rooms.append(room)
        async with joining(rooms, clock, size, *views[1:]):
            yield
    await asyncio.to_thread(meeting.close)


async def led_from(desk: Room, here: Room) -> None:
    """Pass the lead on to another terminal."""
    assert desk.screen.company
    assert here.screen.company
    here.screen.company.lead(desk.screen.company.seat.terminal)
    await until(desk, lambda: desk.screen.leads)
    await until(here, lambda: not here.screen.leads)


def said(room: Room) -> str:
    """What the header says."""
    return room.read("MeetingHeader")


async def until(room: Room, true: Callable[[], object]) -> None:
    """Wait for something that comes from another terminal."""
    for _ in range(2000):
        await room.pilot.pause(0.005)
        if true():
            return
    raise AssertionError(room.text)
