"""The library: found by a word, opened with a key, and never in the way."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.review.agenda import Board
from pmfacil.review.edit import Change
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.state import read_state
from pmfacil.widgets.library_preview import Preview
from tests.screens.library_room import Desk, Shelf, damage, opened, put, review
from tests.terminal import PROGRAM, Terminal

CHECKOUT = "Users could not check out for 23 minutes"
LOGIN = "[red]Nobody[/] could [/ log in 山田 💥\u202e"
SEARCH = "Search was empty for two hours"


@pytest.fixture
def library(tmp_path: Path, clock: FrozenClock) -> Library:
    """Three reviews, one of them with a title that is markup, emoji and worse."""
    library = Library(tmp_path / "library")
    pool = "The connection pool was exhausted"
    actions = [("Alert at 75 %", "Dana", date(2026, 11, 17)), ("Load step", "Ravi", date(2026, 11, 20))]
    put(library, review(clock, CHECKOUT, severity="SEV1", services=("checkout",), actions=actions, why=pool), clock)
    put(library, review(clock, LOGIN, days=12, severity="SEV2", services=("login",)), clock)
    put(library, review(clock, SEARCH, days=40, severity="SEV3", tags=("index",), restricted=True), clock)
    return library


async def test_the_newest_review_is_first_and_in_hand(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        assert [title.split()[0] for title in desk.titles] == ["Users", "[red]Nobody[/]", "Search"]
        assert desk.screen.entry
        assert desk.screen.entry.title == CHECKOUT
        assert "3 reviews" in desk.text


async def test_what_is_due_stands_on_top_with_who_and_when(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        lines = desk.text.split("\n")
        assert "1 past its date · 1 this week" in lines[3]
        assert "Alert at 75 %" in lines[4]
        assert "Dana · 17 Nov · past" in lines[4]
        assert "Ravi · 20 Nov" in lines[6]


async def test_a_due_action_is_in_hand_in_the_meeting_that_it_opens(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.press("home", "down", "enter")
        await desk.met()
        await desk.until(lambda: desk.meeting.stage.name_shown == Board.ACTIONS)
        await desk.until(lambda: desk.meeting.stage.shown.selected)
        assert desk.meeting.stage.shown.selected.says() == "Load step"  # pyright: ignore[reportOptionalMemberAccess]


async def test_typing_searches_everything_and_shows_where_it_was_found(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.search("exhau")
        assert desk.titles == [CHECKOUT]
        assert "1 of 3 reviews" in desk.text
        assert "whys: Why? · The connection pool was exhausted" in desk.text
        assert "Actions due" not in desk.text
        await desk.press("escape", "escape")
        await desk.answered()
        assert len(desk.titles) == 3


async def test_a_click_takes_a_row_in_hand_and_another_opens_it(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        y = next(y for y, line in enumerate(desk.text.split("\n")) if "Nobody" in line)
        await desk.pilot.click(offset=(20, y))
        assert desk.screen.entry
        assert desk.screen.entry.title == LOGIN.replace("\u202e", "")
        assert desk.app.screen is desk.screen
        await desk.pilot.click(offset=(20, y))
        assert "Nobody" in (await desk.met()).review.incident.title


async def test_letters_in_the_line_are_words_and_no_keys(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.search("xaqt")
        assert desk.app.screen is desk.screen
        assert desk.titles == []
        assert "Nothing here fits that" in desk.text
        assert len(library.entries()) == 3


async def test_enter_waits_for_the_answer_to_the_newest_word(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.press("slash")
        await desk.type("nobody\r")
        assert "Nobody" in (await desk.met()).review.incident.title


async def test_a_review_is_opened_changed_and_left_and_the_list_knows_it(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.press("enter")
        (await desk.met()).ask(Change(id="incident", changes={"title": "Nobody could pay"}))
        await desk.press("q")
        await desk.until(lambda: desk.titles[0] == "Nobody could pay")
        assert desk.app.screen is desk.screen
        # The session is free again.
        LiveMeeting.open(library.entries()[0].path).close()


async def test_filters_are_words_in_the_line_one_of_each_kind(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.press("f")
        assert "severity: SEV2 · 1 review" in desk.text
        await desk.type("sev2\r")
        await desk.answered()
        assert [title.split()[0] for title in desk.titles] == ["[red]Nobody[/]"]
        await desk.press("f")
        await desk.type("sev3\r")
        await desk.answered()
        assert desk.titles == [SEARCH]
        await desk.press("f")
        await desk.type("checkout\r")
        await desk.answered()
        assert desk.titles == []


async def test_mine_asks_once_who_that_is(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.press("m")
        assert "Which of these is you?" in desk.text
        await desk.type("ravi\r")
        await desk.answered()
        assert desk.titles == [CHECKOUT]
        await desk.press("m")
        await desk.answered()
        assert len(desk.titles) == 3
        await desk.press("m")
        await desk.answered()
        assert desk.titles == [CHECKOUT]
        assert read_state()["name"] == "ravi"


async def test_a_session_that_is_being_written_can_be_read(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        other = LiveMeeting.open(library.entries()[0].path)
        await desk.press("enter")
        await desk.until(lambda: "Somebody is writing it" in desk.text)
        await desk.press("enter")
        assert (await desk.met()).meeting.read_only
        other.close()


async def test_a_damaged_session_offers_its_backup(library: Library, clock: FrozenClock) -> None:
    path = library.entries()[0].path
    damage(path, clock)
    async with opened(library, clock) as desk:
        await desk.until(lambda: "damaged" in desk.text)
        await desk.search("nothing")
        await desk.press("escape", "escape")
        await desk.answered()
        await desk.press("end" if desk.titles[-1] == path.stem else "home")
        while desk.screen.entry and not desk.screen.entry.damaged:
            await desk.press("down")
        await desk.press("enter")
        await desk.until(lambda: "This session is damaged" in desk.text)
        await desk.press("enter")
        assert (await desk.met()).review.incident.title == CHECKOUT
        assert desk.meeting.review.incident.severity == "SEV1"


async def test_a_damaged_session_without_a_backup_is_told_and_left_alone(library: Library, clock: FrozenClock) -> None:
    broken = library.folder / "2026-12-01-broken-k3f9x2ab.json"
    broken.write_text('{"incident": {')
    async with opened(library, clock) as desk:
        await desk.press("enter")
        await desk.until(lambda: "is damaged" in desk.text)
        assert desk.app.screen is desk.screen
        assert broken.read_text() == '{"incident": {'


async def test_an_empty_library_welcomes_with_a_sample_that_is_thrown_away(tmp_path: Path, clock: FrozenClock) -> None:
    library = Library(tmp_path / "none")
    async with opened(library, clock) as desk:
        assert "Try the sample" in desk.text
        assert "Start a review" in desk.text
        await desk.press("enter")
        assert (await desk.met()).review.incident.title.startswith("GitLab.com was unavailable")
        folder = desk.meeting.meeting.path.parent
        await desk.press("q")
        await desk.until(lambda: "That was the sample" in desk.text)
        assert not folder.exists()
        assert not library.folder.exists()


@pytest.mark.parametrize(("size", "there"), [((80, 24), False), ((120, 36), True), ((200, 50), True)])
async def test_the_preview_has_the_first_part_in_plain_words_where_there_is_room(
    library: Library, clock: FrozenClock, size: tuple[int, int], there: bool
) -> None:
    async with opened(library, clock, size) as desk:
        if not there:
            assert desk.screen.query_one(Preview).size.width == 0
            return
        await desk.until(lambda: "Still to do" in desk.text)
        assert "A2  Load step · Ravi · 20 Nov" in desk.text
        await desk.press("end")
        await desk.until(lambda: "Restricted: only the review itself" in desk.text)


async def test_going_on_at_the_end_brings_more(tmp_path: Path, clock: FrozenClock, monkeypatch: Any) -> None:
    monkeypatch.setattr("pmfacil.screens.library.PAGE", 20)
    library = Library(tmp_path / "many")
    first = put(library, review(clock, "Number 0"), clock)
    for number in range(1, 45):
        text = first.read_text().replace("Number 0", f"Number {number}")
        id = f"many{number:04}"
        path = library.folder / f"2026-11-15-number-{id}.json"
        path.write_text(text.replace(first.stem[-8:], id))
    async with opened(library, clock) as desk:
        assert len(desk.titles) == 20
        await desk.press("end")
        await desk.until(lambda: len(desk.titles) == 40)
        await desk.press("end")
        await desk.until(lambda: len(desk.titles) == 45)


async def test_a_changed_and_a_removed_file_are_seen_after_a_meeting(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        put(library, review(clock, "Made elsewhere", days=1), clock)
        library.entries()[-1].path.unlink()
        await desk.press("enter")
        await desk.met()
        await desk.press("q")
        await desk.until(lambda: "Made elsewhere" in desk.titles and SEARCH not in desk.titles)
        assert desk.screen.entry
        assert desk.screen.entry.title == CHECKOUT


async def test_a_library_that_cannot_be_read_is_one_sentence(tmp_path: Path, clock: FrozenClock) -> None:
    folder = tmp_path / "file"
    folder.write_text("")
    library = Library(folder)
    app = Shelf(library, clock)
    async with app.run_test(size=(120, 36)) as pilot:
        desk = Desk(pilot, app)
        await desk.until(lambda: "cannot be read" in desk.text)
        await desk.press("q")


def test_without_a_command_the_program_shows_the_library_in_a_terminal(
    library: Library,
) -> None:
    with Terminal([PROGRAM], env={"PMFACIL_LIBRARY": str(library.folder)}) as terminal:
        terminal.wait_for("3 reviews")
        terminal.send("\r")
        terminal.wait_for("AGENDA")
        terminal.send(":n A note that is kept\r\x1b")
        terminal.wait_for("✓ add note")
        terminal.send("q")
        terminal.wait_for("3 reviews")
        terminal.send("q")
        assert terminal.ended() == 0
    meeting = LiveMeeting.open(library.entries()[0].path)
    assert [note.text for note in meeting.review.notes] == ["A note that is kept"]
    meeting.close()


def test_leaving_at_once_in_the_meeting_keeps_everything(library: Library) -> None:
    with Terminal([PROGRAM], env={"PMFACIL_LIBRARY": str(library.folder)}) as terminal:
        terminal.wait_for("3 reviews")
        terminal.send("\r")
        terminal.wait_for("AGENDA")
        terminal.send(":n Kept\r\x11")
        assert terminal.ended() == 0
    meeting = LiveMeeting.open(library.entries()[0].path)
    assert [note.text for note in meeting.review.notes] == ["Kept"]
    meeting.close()
