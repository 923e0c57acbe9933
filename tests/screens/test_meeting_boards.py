"""The boards of the meeting screen: a key for each, an item for each, an invitation in each."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.review.review import Review
from pmfacil.widgets.agenda import Agenda
from pmfacil.widgets.boards import BOARDS, KEYS

if TYPE_CHECKING:
    from tests.conftest import Meet


async def test_every_number_key_shows_its_board_and_the_clock_stays_with_its_item(meet: "Meet") -> None:
    async with meet() as room:
        before = room.review.run
        for key, name in KEYS.items():
            await room.press(key)
            assert room.board.id == name
            assert room.board.has_focus
            assert BOARDS[name].TITLE.upper() in room.text
            assert room.words.count(BOARDS[name].QUESTION.split()[0]) >= 1
        assert room.review.run == before
