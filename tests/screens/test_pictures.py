"""What people see, as pictures; look at each before accepting it with `pytest --snapshot-update`."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from pmfacil.clock import FrozenClock
from pmfacil.review.review import Review
from tests.hostile import EMOJI, MARKUP, hostile_review

Snap = Callable[..., bool]
SMALL, FULL, LARGE = (80, 24), (120, 36), (200, 50)
BOARDS = {
    "open": "1",
    "overview": "2",
    "timeline": "3",
    "whys": "4",
    "fishbone": "5",
    "layers": "6",
    "response": "7",
    "lessons": "8",
    "actions": "9",
    "close": "0",
}
DIALOGS = {
    "form-of-a-why": ("4", "down", "e"),
    "form-of-an-action": ("9", "end", *["up"] * 10, "e"),
    "form-of-an-event": ("3", "a"),
    "form-of-the-incident": ("2", *["down"] * 12, "e"),
    "move": ("4", "down", "m"),
    "link": ("8", "n"),
    "help": ("4", "?"),
    "card": ("1", "o"),
    "re-plan": ("=",),
    "commands": ("ctrl+p",),
    "phrases": ("4", "down", "r"),
    "phrases-of-a-moment": ("4", "down", "r", "h"),
    "coach": ("4", "h"),
    "what-to-do": ("4", "down", "f10"),
}


@pytest.fixture
def hostile(clock: FrozenClock) -> Review:
    """A big review of everything that is hard to draw."""
    return hostile_review(clock.now())


def size_name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def board_name(key: str) -> str:
    return next(name for name, other in BOARDS.items() if other == key)


sizes = pytest.mark.parametrize("size", [SMALL, FULL, LARGE], ids=size_name)


def pressed(*keys: str, typed: str = "", hidden: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys one by one, type some text, hide what differs from run to run, and let the cursor stand still."""

    async def press(pilot: Pilot[Any]) -> None:
        app: Any = pilot.app
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            # Until the coach has looked, too: what it has to say moves the rows below it.
            while app.is_running and not (app.quiet and all(worker.group != "coach" for worker in app.workers)):
                await pilot.pause(0.005)
            await pilot.pause()
        for kind in (Input, TextArea):
            for field in pilot.app.screen.query(kind):
                field.cursor_blink = False
        if typed:
            pilot.app.screen.query_one(Input).insert_text_at_cursor(typed)
        if hidden:
            pilot.app.screen.query_one(hidden).display = False
        await pilot.pause()

    return press


@sizes
@pytest.mark.parametrize("key", BOARDS.values(), ids=board_name)
def test_every_board_looks_as_it_did(
    snap_compare: Snap, app: Any, hostile: Review, key: str, size: tuple[int, int]
) -> None:
    # In the largest its end shows, in the others its beginning.
    keys = (key, "end") if size == LARGE else (key,)
    assert snap_compare(app(hostile), terminal_size=size, run_before=pressed(*keys))


@pytest.mark.parametrize("theme", ["pmfacil-light", "pmfacil-contrast"])
@pytest.mark.parametrize("key", ["3", "4"], ids=board_name)
def test_two_boards_look_as_they_did_in_other_themes(
    snap_compare: Snap, app: Any, hostile: Review, key: str, theme: str
) -> None:
    shown = app(hostile)
    shown.theme = theme
    assert snap_compare(shown, terminal_size=FULL, run_before=pressed(key))


@pytest.mark.parametrize("size", [SMALL, FULL], ids=size_name)
def test_the_zoom_looks_as_it_did(snap_compare: Snap, app: Any, hostile: Review, size: tuple[int, int]) -> None:
    assert snap_compare(app(hostile), terminal_size=size, run_before=pressed("4", "z"))


@pytest.mark.parametrize("keys", DIALOGS.values(), ids=DIALOGS.keys())
def test_every_dialog_looks_as_it_did(snap_compare: Snap, app: Any, hostile: Review, keys: tuple[str, ...]) -> None:
    assert snap_compare(app(hostile), terminal_size=SMALL, run_before=pressed(*keys))


@pytest.mark.parametrize("times", [1, 2, 3], ids=["decisions", "who-told-whom", "customer-facing"])
def test_every_filter_of_the_timeline_looks_as_it_did(
    snap_compare: Snap, app: Any, hostile: Review, times: int
) -> None:
    assert snap_compare(app(hostile), terminal_size=SMALL, run_before=pressed("3", *["t"] * times))


@sizes
def test_the_bar_looks_as_it_did_with_a_reading(
    snap_compare: Snap, app: Any, hostile: Review, size: tuple[int, int]
) -> None:
    line = f"a Alert at 90 % {MARKUP} @山田-太郎 P1 ~detect by:2w #1.1 check: fires in a drill {EMOJI}"
    assert snap_compare(app(hostile), terminal_size=size, run_before=pressed(":", typed=line))


def test_an_item_that_is_over_looks_as_it_did(
    snap_compare: Snap, app: Any, hostile: Review, clock: FrozenClock
) -> None:
    clock.move(187)
    assert snap_compare(app(hostile), terminal_size=FULL, run_before=pressed("4"))


def test_the_document_looks_as_it_did(snap_compare: Snap, app: Any, hostile: Review) -> None:
    assert snap_compare(app(hostile), terminal_size=SMALL, run_before=pressed("ctrl+s", hidden="#where"))


def test_a_terminal_that_is_too_small_looks_as_it_did(snap_compare: Snap, app: Any, hostile: Review) -> None:
    assert snap_compare(app(hostile), terminal_size=(20, 5), run_before=pressed())


@pytest.mark.parametrize("key", BOARDS.values(), ids=board_name)
def test_every_empty_board_looks_as_inviting_as_it_did(snap_compare: Snap, app: Any, new: Review, key: str) -> None:
    assert snap_compare(app(new), terminal_size=SMALL, run_before=pressed(key))
