"""A meeting to try things on: its clock stands still, its library is thrown away, keys drive its screen."""

import gc
import itertools
import os
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from textual import events
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from pmfacil.clock import FrozenClock
from pmfacil.review.actions import Action, ActionType, Priority
from pmfacil.review.begin import new_review
from pmfacil.review.clock import GoTo, Start
from pmfacil.review.decisions import Decision
from pmfacil.review.edit import Add, Edit
from pmfacil.review.fishbone import Cause
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole
from pmfacil.review.lessons import Lesson
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.sample import sample_review
from pmfacil.sessions.session_file import open_session
from pmfacil.widgets.board import Board
from pmfacil.widgets.capture_bar import CaptureLine
from tests.at_rest import paint_at_rest
from tests.hands import Hands, Remembering

NOW = datetime(2026, 11, 18, 10, 31, 7, tzinfo=UTC)

os.environ["TZ"] = "UTC"
time.tzset()

LONG = os.environ.get("TORTURE") == "long"
"""Whether this is `make torture`; else the same examples are tried in each run, so that it is red only for a change."""
settings.register_profile("short", max_examples=25, derandomize=True, deadline=None)
settings.register_profile("long", max_examples=3000, deadline=None, print_blob=True)
settings.load_profile("long" if LONG else "short")


def pytest_collection_finish() -> None:
    """Spare the tests a third of their time, which goes into looking for garbage among widgets."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 50)


@pytest.fixture(scope="session", autouse=True)
def styles_read_once() -> Iterator[None]:
    """Spare every app what the one before it has read already: the rules of the same style sheets."""
    usual = Stylesheet._parse_rules
    known: dict[object, list[RuleSet]] = {}

    def parse_rules(sheet: Stylesheet, css: str, **about: Any) -> list[RuleSet]:
        key = (css, *about.items(), *sheet._variables.items())
        if key not in known:
            known[key] = usual(sheet, css, **about)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_rules)
        yield


@pytest.fixture(autouse=True)
def painted_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare every app the frames that nobody looks at."""
    paint_at_rest(monkeypatch)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that asks for nothing special."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TEXTUAL_THEME", "COLORTERM", "TMUX", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders for one test each; pytest would look through all that it has made before it makes another."""
    every = tmp_path_factory.mktemp("homes")
    return (every / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> None:
    """No test reads or writes the settings of whoever runs it."""
    for name in ("PMFACIL_CONFIG", "PMFACIL_CACHE", "PMFACIL_RUNTIME"):
        home = next(homes)
        home.mkdir(0o700)
        monkeypatch.setenv(name, str(home))


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands at the moment of the meeting."""
    return FrozenClock(NOW)


known_sample = cache(sample_review)
"""Made once: it takes as long as a test, and no review ever changes."""


@pytest.fixture
def sample(clock: FrozenClock) -> Review:
    """The sample, 43 minutes into its meeting."""
    return known_sample(clock.now())


@pytest.fixture
def new(clock: FrozenClock) -> Review:
    """A review in which nobody has written anything yet."""
    return new_review(Incident(title="Users could not check out"), clock.now(), id="newone22")


@pytest.fixture
def small(clock: FrozenClock) -> Review:
    """A review with a little of everything, its meeting eight minutes into the why analysis."""
    start = clock.now() - timedelta(hours=24)
    incident = Incident(title="Users could not check out for 23 minutes", severity="SEV1", start=start)
    parts = (
        Person(id="p1", name="Dana", role="responder"),
        Event(id="e1", at=start, text="Release 41 goes out", kind=EventKind.TRIGGER, source="deploy log"),
        Event(id="e2", at=start + timedelta(minutes=12), text="The pager goes off", kind=EventKind.DETECTION),
        Why(id="w1", question="Why did checkout fail?", text="No server could reach the database"),
        Why(id="w2", question="Why not?", text="The pool was exhausted", parent="w1", evidence="pool graph"),
        Why(id="w3", question="Why did we learn it so late?", text="Only error rates raise alerts"),
        Cause(id="c1", text="The release check has no load step", category="category-process"),
        Hole(id="h1", text="No load step before release", layer="layer-testing"),
        Decision(id="d1", text="Roll back, or add servers?", at=start + timedelta(minutes=20)),
        Lesson(id="l1", text="A limit that nobody sees is found by customers"),
        Action(id="a1", text="Alert at 75 % pool use", number=0, owner="Dana", agreed=True, due=date(2026, 12, 2)),
        Action(id="a2", text="Load step in the release check", type=ActionType.PREVENT, priority=Priority.P2),
    )
    began = clock.now() - timedelta(minutes=39)
    edits: list[Edit] = [Add(part=part.changed(made=began)) for part in parts]
    edits += [Start(at=began)]
    edits += [
        GoTo(item=f"item-{board}", at=began + timedelta(minutes=minutes))
        for board, minutes in (("overview", 5), ("timeline", 11), ("whys", 31))
    ]
    review = new_review(incident, began, id="small222")
    for edit in edits:
        review = edit.apply(review)
    return review


class Overheard(Remembering):
    """The app in a meeting."""

    def __init__(self, meeting: LiveMeeting) -> None:
        super().__init__(meeting)
        self.live = meeting


@pytest.fixture
def app(tmp_path: Path, clock: FrozenClock, small: Review) -> Iterator[Callable[..., Overheard]]:
    """Makes the app of a review whose session was saved an hour ago."""
    made: list[LiveMeeting] = []

    def make(review: Review | None = None, *, write: bool = True) -> Overheard:
        library = Library(tmp_path / f"library-{len(made)}")
        first = LiveMeeting.create(library, review or small, clock)
        assert first.close()
        hour_ago = (clock.now() - timedelta(hours=1)).timestamp()
        os.utime(first.file.path, (hour_ago, hour_ago))
        made.append(LiveMeeting.open(first.file.path, write=write, clock=clock))
        return Overheard(made[-1])

    yield make
    for meeting in made:
        meeting.close()


class Room(Hands[Overheard]):
    """Hands on the keys of a meeting, an eye on its screen and on its disk."""

    def __init__(self, pilot: Pilot[None], app: Overheard) -> None:
        super().__init__(pilot, app)
        self.meeting = app.live

    @property
    def review(self) -> Review:
        """The review as the meeting has it."""
        return self.meeting.review

    @property
    def screen(self) -> MeetingScreen:
        """The meeting, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MeetingScreen))

    @property
    def board(self) -> Board:
        """The board that shows."""
        return self.screen.stage.shown

    @property
    def selected(self) -> str | None:
        """The id of the part in hand."""
        return self.board.row.id if self.board.row else None

    def on_disk(self) -> Review:
        """The review as another program would read it."""
        assert self.meeting.flush()
        return from_tables(open_session(self.meeting.file.path, write=False).tables)[0]

    async def settle(self) -> None:
        """Wait for the disk, and for what the screen says about it."""
        for _ in range(100):
            await self.pilot.pause(0.01)
            saved = self.screen.saved
            if saved == self.meeting.saved and (saved.problem or not saved.pending):
                break
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Put text into what has the focus, as a terminal would."""
        assert self.app._driver is not None
        self.app._driver.send_message(events.Paste(text))
        await self.pilot.pause()

    async def capture(self, *lines: str) -> None:
        """Write lines in the bar."""
        if not self.screen.query_one(CaptureLine).has_focus:
            await self.press(":")
        for line in lines:
            await self.paste(line)
            await self.press("enter")

    async def fill(self, **answers: Any) -> None:
        """Answer the fields of the form in front, instead of what stands in them."""
        for name, answer in answers.items():
            field: Any = self.app.screen.query_one(f"#{name}")
            if isinstance(field, Input | TextArea):
                self.app.screen.set_focus(field)
            setattr(field, "text" if isinstance(field, TextArea) else "value", answer)
        await self.pilot.pause()

    def select(self, part: str) -> None:
        """Take a part in hand on the board that shows."""
        self.board.select(part)
        assert self.selected == part


Meet = Callable[..., AbstractAsyncContextManager[Room]]


@pytest.fixture
def meet(app: Callable[..., Overheard]) -> Meet:
    """Shows the meeting of a review, and gives the room."""

    @asynccontextmanager
    async def meet(
        review: Review | None = None,
        size: tuple[int, int] = (100, 28),
        *,
        write: bool = True,
        before: Callable[[LiveMeeting], None] = lambda meeting: None,
    ) -> AsyncGenerator[Room]:
        shown = app(review, write=write)
        before(shown.live)
        async with shown.run_test(size=size, notifications=True) as pilot:
            yield Room(pilot, shown)

    return meet
