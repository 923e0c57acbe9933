"""A library to try things on: its clock stands still, keys drive its screen."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.review.actions import Action
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.review.whys import Why
from pmfacil.screens.library import LibraryScreen
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.widgets.library_list import LibraryList, SearchLine

Due = tuple[str, str, date | None]
"""What, who, when."""


class Shelf(PmfacilApp):
    """The app on a library, remembering every sentence that it showed for some seconds."""

    def __init__(self, library: Library, clock: FrozenClock) -> None:
        super().__init__()
        self.library = library
        self.clock = clock
        self.told: list[str] = []

    def on_mount(self) -> None:
        """Show the library."""
        self.show_library(self.library, None, self.clock)

    def notify(self, message: str, **how: Any) -> None:
        """Show a sentence."""
        self.told.append(message)
        super().notify(message, **how)


def review(
    clock: FrozenClock, title: str, *, days: int = 3, actions: Sequence[Due] = (), why: str = "", **fields: Any
) -> Review:
    """A review of an incident so many days ago."""
    made = new_review(Incident(title=title, start=clock.now() - timedelta(days=days), **fields), clock.now())
    for text, owner, due in actions:
        made = Add(part=Action(text=text, number=0, owner=owner, agreed=True, due=due)).apply(made)
    return Add(part=Why(question="Why?", text=why)).apply(made) if why else made


def put(library: Library, made: Review, clock: FrozenClock) -> Path:
    """Put a review into the library; gives its file."""
    meeting = LiveMeeting.create(library, made, clock)
    assert meeting.close()
    return meeting.file.path


class Desk:
    """Hands on the keys of a library, an eye on its screen."""

    def __init__(self, pilot: Pilot[None], app: Shelf) -> None:
        self.pilot = pilot
        self.app = app

    @property
    def screen(self) -> LibraryScreen:
        """The library, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def meeting(self) -> MeetingScreen:
        """The meeting that is open."""
        assert isinstance(self.app.screen, MeetingScreen), self.text
        return self.app.screen

    @property
    def text(self) -> str:
        """Everything that can be read on the screen or dialog in front."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    @property
    def titles(self) -> list[str]:
        """The titles that are listed, without what is due."""
        rows = self.screen.query_one(LibraryList).shown
        return [row.entry.title for row in rows if getattr(row, "entry", None) and not getattr(row, "due", None)]  # pyright: ignore[reportAttributeAccessIssue]

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for something that another thread does."""
        for _ in range(2000):
            await self.pilot.pause(0.005)
            if self.app.quiet and true():
                return await self.calm()
        raise AssertionError(f"this did not come:\n{self.text}")

    async def met(self) -> MeetingScreen:
        """The meeting, once it is there."""
        await self.until(lambda: isinstance(self.app.screen, MeetingScreen) and self.app.screen.focused)
        return self.meeting

    async def answered(self) -> None:
        """Wait for the answer to what stands in the line."""
        screen = self.screen
        typed = screen.query_one(SearchLine).value
        await self.until(lambda: screen.found.typed == typed and screen.found.every is not None)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what comes of them."""
        await self.pilot.press(*keys)
        await self.calm()

    async def calm(self) -> None:
        """Wait until every key has done all it does."""
        while self.app.is_running and not self.app.quiet:
            await self.pilot.pause(0.005)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type text quickly, a key for every character; then enter, if it ends in `\\r`."""
        assert self.app._driver is not None
        for character in text.removesuffix("\r"):
            name = character if character.isalnum() else _character_to_key(character)
            self.app._driver.send_message(events.Key(name, character))
        await self.pilot.pause()
        await self.calm()
        if text.endswith("\r"):
            await self.press("enter")

    async def search(self, words: str) -> None:
        """Have something found."""
        await self.press("slash")
        self.screen.query_one(SearchLine).value = ""
        await self.type(words)
        await self.answered()

    def field(self, name: str) -> Input:
        """A field of the form in front."""
        return self.app.screen.query_one(f"#{name}", Input)


@asynccontextmanager
async def opened(library: Library, clock: FrozenClock, size: tuple[int, int] = (120, 36)) -> AsyncGenerator[Desk]:
    """The library on a screen, read."""
    app = Shelf(library, clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        desk = Desk(pilot, app)
        await desk.until(lambda: isinstance(app.screen, LibraryScreen) and app.screen.found.every is not None)
        await desk.until(lambda: desk.screen.found.to_read == 0)
        yield desk
