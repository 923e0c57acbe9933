"""What people see of the library, as pictures; look at each before accepting it with `pytest --snapshot-update`."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from pmfacil.clock import FrozenClock
from pmfacil.screens.library import LibraryScreen
from pmfacil.sessions.library import Library
from pmfacil.sessions.sample import sample_review
from pmfacil.widgets.library_preview import Preview
from tests.hostile import EMOJI, MARKUP
from tests.screens.library_room import Desk, Shelf, put, review

Snap = Callable[..., bool]
SMALL, FULL, LARGE = (80, 24), (120, 36), (200, 50)
EVENTS = f"""2026-11-18 10:02 Release 41 goes out
2026-11-18 10:05 {MARKUP}
2026-11-18 10:25 {EMOJI} rolled back
"""


def size_name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


sizes = pytest.mark.parametrize("size", [SMALL, FULL, LARGE], ids=size_name)


@pytest.fixture
def library(tmp_path: Path, clock: FrozenClock) -> Library:
    """Reviews of which some are hard to draw."""
    library = Library(tmp_path / "library")
    actions = [
        ("Alert at 75 % and 90 % pool use", "Dana", date(2026, 11, 17)),
        (MARKUP, "山田-太郎", date(2026, 11, 20)),
    ]
    long = "Search results were empty for customers in Europe for two hours, and a partner told it first"
    for number, made in enumerate(
        (
            sample_review(clock.now()),
            review(clock, "Users could not check out for 23 minutes", severity="SEV1", actions=actions, why="Pool"),
            review(clock, f"{MARKUP} {EMOJI} 漢字", days=12, severity="SEV2", services=("login", MARKUP)),
            review(clock, long, days=40, services=("search", "index"), tags=("pool",)),
            review(clock, "Invoices were sent twice to 312 customers", days=400, restricted=True),
        )
    ):
        put(library, made.model_copy(update={"id": f"picture{number}"}), clock)
    (library.folder / "2026-11-02-broken-k3f9x2ab.json").write_text('{"incident": {')
    return library


def previewed(desk: Desk) -> bool:
    """Whether the review in hand stands beside the list; it is read when somebody stays on its row."""
    shown, entry = desk.screen.query_one(Preview).shown, desk.screen.entry
    return entry is None or bool(shown and shown[0].paragraphs[0][0] == entry.title)


def pressed(*keys: str, typed: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys one by one, type some text, and let the cursor stand still."""

    async def press(pilot: Pilot[Any]) -> None:
        desk = Desk(pilot, pilot.app)  # pyright: ignore[reportArgumentType]
        screens = pilot.app.screen_stack
        await desk.until(lambda: isinstance(screens[-1], LibraryScreen) and screens[-1].found.every is not None)
        await desk.until(lambda: desk.screen.found.to_read == 0)
        for key in keys:
            await desk.press(key)
        if typed:
            await desk.type(typed)
        for kind in (Input, TextArea):
            for field in pilot.app.screen.query(kind):
                field.cursor_blink = False
        if pilot.app.screen is desk.screen:
            await desk.answered()
        if pilot.app.screen is desk.screen and desk.screen.query_one(Preview).size.width:
            await desk.until(lambda: previewed(desk))
        await desk.calm()

    return press


@sizes
def test_the_library_looks_as_it_did(snap_compare: Snap, library: Library, clock: FrozenClock, size: Any) -> None:
    assert snap_compare(Shelf(library, clock), terminal_size=size, run_before=pressed())


@sizes
def test_what_was_found_looks_as_it_did(snap_compare: Snap, library: Library, clock: FrozenClock, size: Any) -> None:
    assert snap_compare(Shelf(library, clock), terminal_size=size, run_before=pressed("slash", typed="poo"))


@sizes
def test_the_welcome_looks_as_it_did(snap_compare: Snap, tmp_path: Path, clock: FrozenClock, size: Any) -> None:
    assert snap_compare(Shelf(Library(tmp_path / "none"), clock), terminal_size=size, run_before=pressed())


@pytest.mark.parametrize("theme", ["pmfacil-light", "pmfacil-contrast"])
def test_the_library_looks_as_it_did_in_other_themes(
    snap_compare: Snap, library: Library, clock: FrozenClock, theme: str
) -> None:
    shelf = Shelf(library, clock)
    shelf.theme = theme
    assert snap_compare(shelf, terminal_size=FULL, run_before=pressed("down"))


@pytest.mark.parametrize(
    "keys", [("a",), ("f",), ("m",), ("question_mark",), ("ctrl+s",), ("ctrl+s", "f"), ("ctrl+s", "o"), ("x", "t")]
)
def test_what_the_library_asks_looks_as_it_did(
    snap_compare: Snap, library: Library, clock: FrozenClock, keys: tuple[str, ...]
) -> None:
    assert snap_compare(Shelf(library, clock), terminal_size=SMALL, run_before=pressed(*keys))


@sizes
def test_the_preview_of_an_import_looks_as_it_did(
    snap_compare: Snap, app: Any, new: Any, tmp_path: Path, size: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text(EVENTS)
    monkeypatch.chdir(tmp_path)

    async def look(pilot: Pilot[Any]) -> None:
        desk = Desk(pilot, pilot.app)  # pyright: ignore[reportArgumentType]
        await desk.press("ctrl+o")
        await desk.type("notes.txt\r")
        await desk.until(lambda: "Import from" in desk.text)
        await desk.press("down", "space")
        pilot.app.screen.query_one(Input).cursor_blink = False

    assert snap_compare(app(new), terminal_size=size, run_before=look)
