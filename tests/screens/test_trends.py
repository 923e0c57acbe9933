"""The screen of patterns over reviews, driven by keys."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.review.review import Review
from pmfacil.screens.trends import TrendsScreen
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.widgets.trends_rows import TrendsRows
from tests.coach.patterns.written import a_year, review_of
from tests.conftest import Meet, Room
from tests.hands import Hands
from tests.hostile import MARKUP

Snap = Callable[..., bool]
LONG = "checkout-and-payments-for-europe"


class Showing(PmfacilApp):
    """Shows the patterns alone, and remembers what they were left with."""

    def __init__(self, library: Library, clock: FrozenClock) -> None:
        super().__init__()
        self.left_with: list[str | None] = []
        self._shown = TrendsScreen(library, clock)

    def on_mount(self) -> None:
        super().on_mount()
        self.push_screen(self._shown, self.left_with.append)


class Patterns(Hands[Showing]):
    """Hands on the keys of the screen, and an eye on it."""

    async def calm(self) -> None:
        """Wait until all is read, too."""
        await self.app.workers.wait_for_complete()
        await super().calm()


Show = Callable[..., AbstractAsyncContextManager[Patterns]]


@pytest.fixture
def showing(tmp_path: Path, clock: FrozenClock) -> Callable[[Sequence[Review]], Showing]:
    """The app of a library with these reviews."""

    def make(reviews: Sequence[Review]) -> Showing:
        library = Library(tmp_path / "library")
        for review in reviews:
            LiveMeeting.create(library, review).close()
        return Showing(library, clock)

    return make


@pytest.fixture
def show(showing: Callable[[Sequence[Review]], Showing]) -> Show:
    """Shows the patterns over these reviews."""

    @asynccontextmanager
    async def show(reviews: Sequence[Review], size: tuple[int, int] = (120, 36)) -> AsyncGenerator[Patterns]:
        app = showing(reviews)
        async with app.run_test(size=size) as pilot:
            patterns = Patterns(pilot, app)
            await patterns.calm()
            yield patterns

    return show


async def test_the_card_shows_first_and_a_review_behind_a_square_is_in_hand(show: Show) -> None:
    async with show(a_year()) as patterns:
        assert "6 reviews, 2026-02 to 2026-11; 1 restricted one left out." in patterns.text
        assert "│ ●●● 3 ◆" in patterns.text
        await patterns.press("down")
        assert patterns.app.screen.query_one(TrendsRows).in_hand == "dns"


async def test_enter_leaves_for_the_review_in_hand(show: Show) -> None:
    async with show(a_year()) as patterns:
        await patterns.press("down", "down", "enter")
        assert patterns.app.left_with == ["again"]


async def test_enter_on_a_square_leaves_for_the_first_review_behind_it(show: Show) -> None:
    async with show(a_year()) as patterns:
        await patterns.press("enter")
        assert patterns.app.left_with == ["dns"]


async def test_enter_on_a_line_with_no_review_behind_it_says_so(show: Show) -> None:
    async with show(a_year()) as patterns:
        await patterns.press("end", "enter")
        assert patterns.app.left_with == []
        assert any("No single review stands behind this line" in said.message for said in patterns.app._notifications)


async def test_escape_leaves_for_nothing(show: Show) -> None:
    async with show(a_year()) as patterns:
        await patterns.press("escape")
        assert patterns.app.left_with == [None]


async def test_the_keys_reach_the_last_line(show: Show) -> None:
    async with show(a_year(), (80, 24)) as patterns:
        await patterns.press("end")
        assert "2 phrases back to the system in 2 meetings" in patterns.text


async def test_one_service_or_the_last_months_can_be_looked_at_alone(show: Show) -> None:
    async with show(a_year()) as patterns:
        await patterns.press("f", *"edge", "enter")
        assert "2 reviews, 2026-07 to 2026-11: too few for a trend" in patterns.text
        assert "Only service edge: " in patterns.text
        await patterns.press("f", *"90 days", "enter")
        assert "1 review, 2026-11" in patterns.text
        await patterns.press("f", *"every", "enter")
        assert "6 reviews" in patterns.text


@pytest.mark.parametrize(("size", "shown"), [((120, 100), LONG), ((80, 100), f"{LONG[:25]}…")])
async def test_names_have_the_room_they_need_and_bars_stand_in_line(
    show: Show, size: tuple[int, int], shown: str
) -> None:
    named = [review_of(f"r{n}", f"2026-05-0{n}", services=["mail", LONG]) for n in (1, 2, 3)]
    async with show(named, size) as patterns:
        await patterns.press("end")
        lines = patterns.text.split("\n")
        long = next(line for line in lines if line.strip("▌ ").startswith(shown))
        short = next(line for line in lines if line.strip("▌ ").startswith("mail") and "█" in line)
        assert long.index("█") == short.index("█")


async def test_an_empty_library_says_what_will_show_here(show: Show) -> None:
    async with show([]) as patterns:
        assert "Patterns show once a few reviews are there" in patterns.text
        await patterns.press("enter", "end", "down", "question_mark", "escape", "escape")
        assert patterns.app.left_with == [None]


async def test_what_was_typed_is_shown_as_it_is(show: Show) -> None:
    nasty = [
        review_of(f"r{n}", "2026-05-01", title=f"{MARKUP} \x1b[2J", services=["[/]"], factors=[f"{MARKUP} pool 山田"])
        for n in range(3)
    ]
    async with show(nasty, (80, 24)) as patterns:
        await patterns.press("end", "f", "down", "escape")
        assert "[/]" in patterns.text
        await patterns.press("home")
        assert MARKUP[:20] in patterns.text


async def test_leaving_while_it_reads_ends_nothing_else(showing: Callable[..., Showing]) -> None:
    app = showing(a_year())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.left_with == [None]
        assert app.is_running


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=["80x24", "120x36", "200x50"])
def test_the_patterns_look_as_they_did(
    snap_compare: Snap, showing: Callable[..., Showing], size: tuple[int, int]
) -> None:
    async def read(pilot: Pilot[Any]) -> None:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(showing(a_year()), terminal_size=size, run_before=read)


def opened(room: Room) -> str:
    return "\n".join(" ".join(text for text, _ in row.paragraphs) for row in room.board.rows())


async def test_the_opening_says_which_reviews_were_like_this_one(meet: Meet, small: Review) -> None:
    incident = small.incident.changed(services=("checkout",), tags=("postgresql",))
    secret = review_of("hush", "2026-10-01", title="Nothing to see here", restricted=True)

    def before(meeting: LiveMeeting) -> None:
        for review in (*a_year(), secret):
            LiveMeeting.create(Library(meeting.file.path.parent), review).close()

    async with meet(small.put(incident), before=before) as room:
        await room.press("1")
        await room.app.workers.wait_for_complete()
        await room.calm()
        said = opened(room)
        assert "Seen before" in said
        assert "Users could not again The same tag postgresql and service checkout." in said
        assert "Learnt then: A limit that nobody sees is found by customers" in said
        assert "Nothing to see here" not in said
