"""The mouse does what the keys do: the right button shows it all."""

from typing import TYPE_CHECKING

from pmfacil.dialogs.choose import Choose
from pmfacil.dialogs.form import Form
from pmfacil.review.whys import Why

if TYPE_CHECKING:
    from tests.conftest import Meet, Room


async def right(room: "Room", words: str) -> None:
    """Press the right button on the words."""
    lines = room.text.split("\n")
    y = next(place for place, line in enumerate(lines) if words in line)
    await room.pilot.click(offset=(lines[y].index(words), y), button=3)
    await room.calm()


async def choose(room: "Room", words: str) -> None:
    """Narrow the list down, and take what is left."""
    await room.type(words)
    await room.press("enter")


async def test_the_right_button_takes_a_row_in_hand_and_shows_what_can_be_done(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("4")
        await right(room, "The pool was exhausted")
        assert isinstance(room.app.screen, Choose)
        assert room.selected == "w2"
        for words in ("Edit", "Remove", "Move", "Link", "Idea", "Lesson", "Factor", "Ask why"):
            assert words in room.text


async def test_what_is_chosen_there_is_done(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("4")
        await right(room, "The pool was exhausted")
        await choose(room, "factor")
        assert room.review.get(Why, "w2").factor
        await right(room, "The pool was exhausted")
        await choose(room, "remove")
        assert not room.review.has("w2")
        await room.press("u")
        assert room.review.get(Why, "w2").factor


async def test_a_key_shows_it_too(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("4", "down", "f10")
        assert isinstance(room.app.screen, Choose)
        assert "What to do here?" in room.text


async def test_what_asks_for_more_opens_its_own_question(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("4")
        await right(room, "The pool was exhausted")
        await choose(room, "link")
        assert isinstance(room.app.screen, Choose)
        assert "Link it with what?" in room.text
        await room.press("escape")
        await right(room, "The pool was exhausted")
        await choose(room, "edit")
        assert isinstance(room.app.screen, Form)


async def test_a_drawn_board_has_it_too(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("5")
        await right(room, "load step")
        assert room.selected == "c1"
        await choose(room, "remove")
        assert not room.review.has("c1")


async def test_the_right_button_beside_every_row_does_nothing(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("4")
        x, y, width, height = room.board.region
        await room.pilot.click(offset=(x + width // 2, y + height - 1), button=3)
        await room.calm()
        assert room.app.screen is room.screen
