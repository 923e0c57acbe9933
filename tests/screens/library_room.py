"""A library to try things on: its clock stands still, keys drive its screen."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from textual.widgets import Input

from pmfacil.clock import FrozenClock
from pmfacil.review.actions import Action
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add, Change
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.review.whys import Why
from pmfacil.screens.library import LibraryScreen
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.widgets.library_list import LibraryList, SearchLine
from tests.hands import Hands, Remembering

Due = tuple[str, str, date | None]
"""What, who, when."""


class Shelf(Remembering):
    """The app on a library."""

    def __init__(self, library: Library, clock: FrozenClock) -> None:
        super().__init__()
        self.library = library
        self.clock = clock

    def on_mount(self) -> None:
        """Show the library."""
        self.show_library(self.library, None, self.clock)


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


def damage(path: Path, clock: FrozenClock, *, backup: bool = True) -> None:
    """Have a session damaged, perhaps after an edit, so that there is a backup of what it was before."""
    if backup:
        meeting = LiveMeeting.open(path, clock=clock)
        meeting.apply(Change(id="incident", changes={"severity": "SEV4"}))
        meeting.close()
    path.write_text('{"incident": {')


class Desk(Hands[Shelf]):
    """Hands on the keys of a library, an eye on its screen."""

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
    def titles(self) -> list[str]:
        """The titles that are listed, without what is due."""
        rows = self.screen.query_one(LibraryList).shown
        return [row.entry.title for row in rows if getattr(row, "entry", None) and not getattr(row, "due", None)]  # pyright: ignore[reportAttributeAccessIssue]

    async def met(self) -> MeetingScreen:
        """The meeting, once it is there."""
        await self.until(lambda: isinstance(self.app.screen, MeetingScreen) and self.app.screen.focused)
        return self.meeting

    async def answered(self) -> None:
        """Wait for the answer to what stands in the line."""
        screen = self.screen
        typed = screen.query_one(SearchLine).value
        await self.until(lambda: screen.found.typed == typed and screen.found.every is not None)

    async def search(self, words: str) -> None:
        """Have something found."""
        await self.press("slash")
        self.screen.query_one(SearchLine).value = ""
        await self.type(words)
        await self.answered()

    async def begin(self, **answers: str) -> None:
        """Fill the form for a new review in, and keep it."""
        await self.press("a")
        for name, words in answers.items():
            self.app.screen.set_focus(self.app.screen.query_one(f"#{name}"))
            await self.type(words)
        await self.press("enter")

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
