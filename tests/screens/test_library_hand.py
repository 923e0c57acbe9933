"""The row in hand in the library: what keys do to it, and where the bar stands afterwards."""

from datetime import date
from pathlib import Path

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.sessions.library import Library
from pmfacil.widgets.library_list import LibraryList
from tests.screens.library_room import damage, opened, put, review

NEWEST, OLDER, OLDEST = "Newest [/]", "Older", "[red]Oldest[/] 山田 [/"


@pytest.fixture
def library(tmp_path: Path, clock: FrozenClock) -> Library:
    """Three reviews; the newest has something due."""
    library = Library(tmp_path / "library")
    put(library, review(clock, NEWEST, actions=[("Alert at 75 %", "Dana", date(2026, 11, 17))]), clock)
    put(library, review(clock, OLDER, days=10), clock)
    put(library, review(clock, OLDEST, days=20), clock)
    return library


async def test_x_on_an_action_that_is_due_trashes_no_review(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.press("home", "x")
        assert f"x works on a review; this is an action of “{NEWEST}”." in desk.text
        assert len(library.entries()) == 3


async def test_x_puts_a_review_into_the_trash_and_u_brings_it_back_in_hand(
    library: Library, clock: FrozenClock
) -> None:
    async with opened(library, clock) as desk:
        await desk.press("end", "x")
        await desk.until(lambda: len(desk.titles) == 2)
        assert "is in the trash: u brings it back" in desk.text
        await desk.press("home", "u")
        await desk.until(lambda: desk.screen.entry and desk.screen.entry.title == OLDEST)
        assert "It is back among the reviews." in desk.text


async def test_in_the_trash_a_review_can_only_be_put_back_and_is_in_hand_then(
    library: Library, clock: FrozenClock
) -> None:
    async with opened(library, clock) as desk:
        await desk.press("end", "x")
        await desk.until(lambda: len(desk.titles) == 2)
        await desk.press("t")
        assert desk.titles == [OLDEST]
        assert "Put back" in desk.text.split("\n")[-1]
        assert "Open" not in desk.text.split("\n")[-1]
        await desk.press("x", "a", "slash")
        assert desk.app.screen is desk.screen
        await desk.press("enter")
        await desk.until(lambda: "Nothing is in the trash." in desk.text)
        await desk.press("escape")
        await desk.until(lambda: len(desk.titles) == 3)
        await desk.until(lambda: desk.screen.entry and desk.screen.entry.title == OLDEST)
        assert "Open" in desk.text.split("\n")[-1]


async def test_the_bar_stands_on_a_new_review_after_its_meeting(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.begin(title="Long ago", start="2026-01-01 10:00")
        await desk.met()
        await desk.press("q")
        await desk.until(lambda: desk.titles[-1] == "Long ago")
        await desk.until(lambda: desk.screen.entry and desk.screen.entry.title == "Long ago")


async def test_the_sample_can_be_looked_at_beside_reviews_of_ones_own(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.press("s")
        assert (await desk.met()).review.incident.title.startswith("GitLab.com was unavailable")
        await desk.press("q")
        await desk.until(lambda: "That was the sample" in desk.text)
        assert len(library.entries()) == 3


async def test_a_preview_is_there_as_soon_as_there_is_room_for_it(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock, (80, 24)) as desk:
        assert "Still to do" not in desk.text
        await desk.pilot.resize_terminal(120, 36)
        await desk.until(lambda: "Still to do" in desk.text)


@pytest.mark.parametrize("kept", [True, False])
async def test_of_a_damaged_session_the_preview_promises_only_what_there_is(
    library: Library, clock: FrozenClock, kept: bool
) -> None:
    path = library.entries()[0].path
    damage(path, clock, backup=kept)
    async with opened(library, clock) as desk:
        while desk.screen.entry and not desk.screen.entry.damaged:
            await desk.press("down")
        words = "Enter offers its backup" if kept else "There is no backup of it"
        await desk.until(lambda: words in desk.text)


async def test_at_80_columns_the_keys_that_matter_most_are_there(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock, (80, 24)) as desk:
        always = ("⏎ Open", "/ Find", "a New", "m Mine", "^s Export", "q Leave", "? Help", "^p Commands")
        for words in (*always, "x Trash"):
            assert words in desk.text.split("\n")[-1]
        await desk.press("x")
        await desk.until(lambda: len(desk.titles) == 2)
        for words in (*always, "u Undo"):
            assert words in desk.text.split("\n")[-1]


async def test_what_was_chosen_from_the_list_is_looked_for_as_a_whole(library: Library, clock: FrozenClock) -> None:
    for name in ("pay", "pay-europe"):
        put(library, review(clock, f"{name} was down", services=(name,)), clock)
    async with opened(library, clock) as desk:
        await desk.press("f")
        await desk.type("pay ·\r")
        await desk.answered()
        assert 'service:"pay"' in desk.text
        assert desk.titles == ["pay was down"]


async def test_what_another_program_did_shows_after_a_dialog(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.press("question_mark")
        actions = [("Load step", "Ravi", date(2026, 11, 16))]
        put(library, review(clock, "Made elsewhere", days=1, actions=actions), clock)
        await desk.press("escape")
        await desk.until(lambda: "Made elsewhere" in desk.titles)
        assert "2 past their dates" in desk.text
        assert [owner for owner, _ in desk.screen.found.labels["owner"]] == ["dana", "ravi"]
        rows = desk.screen.query_one(LibraryList)
        assert rows.in_hand
        assert rows.in_hand.entry
        assert rows.in_hand.entry.title == NEWEST
