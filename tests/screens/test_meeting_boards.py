"""The boards of the meeting screen: a key for each, an item for each, one at a time."""

from typing import TYPE_CHECKING

from pmfacil.review.review import Review
from pmfacil.widgets.agenda import Agenda
from pmfacil.widgets.boards import BOARDS, KEYS

if TYPE_CHECKING:
    from tests.conftest import Meet


async def test_every_number_key_shows_its_board_and_the_clock_stays_with_its_item(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        before = room.review.run
        for key, name in KEYS.items():
            await room.press(key)
            assert room.board.id == name
            assert room.board.has_focus
            assert BOARDS[name].TITLE.upper() in room.text
        assert room.review.run == before


async def test_the_meeting_opens_at_the_board_of_its_item(meet: "Meet") -> None:
    async with meet() as room:
        assert room.board.id == "whys"
        assert room.board.has_focus
        assert room.selected == "w1"


async def test_a_new_meeting_opens_at_its_first_board(meet: "Meet", new: Review) -> None:
    async with meet(new) as room:
        assert room.board.id == "open"


async def test_a_click_on_an_item_of_the_agenda_shows_its_board_and_nothing_else(meet: "Meet") -> None:
    async with meet() as room:
        before = room.review
        rows = [row.paragraphs[0][0] for row in room.screen.query_one(Agenda).shown]
        await room.pilot.click(Agenda, offset=(4, rows.index("Actions")))
        assert room.board.id == "actions"
        assert room.board.has_focus
        assert room.review is before


async def test_a_board_stays_on_the_row_in_hand_while_others_are_shown(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("down", "down", "9", "4")
        assert room.selected == "w3"


async def test_a_board_that_was_away_shows_what_happened_meanwhile(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("9", "4")
        await room.capture("a Roll-back button @dana")
        await room.press("escape", "9")
        assert "Roll-back button" in room.text


async def test_what_hides_at_eighty_columns_is_there_again_when_there_is_room(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        assert "AGENDA" not in room.text
        assert "Why analysis 7:00" in room.text
        await room.pilot.resize_terminal(120, 36)
        await room.pilot.pause()
        assert "AGENDA" in room.text
        assert "ACTIONS 1 · IDEAS 1" in room.text


async def test_it_lives_through_any_size_while_something_is_typed(meet: "Meet", sample: Review) -> None:
    async with meet(sample) as room:
        await room.press(":")
        for width, height in ((20, 5), (300, 100), (1, 1), (80, 24), (33, 70), (120, 36)):
            await room.pilot.resize_terminal(width, height)
            await room.type("ab")
        assert room.screen.query_one("#line").value == "ab" * 6  # pyright: ignore[reportAttributeAccessIssue]
        assert "Why was GitLab.com unavailable" in room.text
