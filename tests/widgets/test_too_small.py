from typing import TYPE_CHECKING

from textual.widgets import TextArea

from pmfacil.dialogs.form import Form
from pmfacil.widgets.capture_bar import CaptureLine
from pmfacil.widgets.too_small import LEAST, TooSmall

if TYPE_CHECKING:
    from tests.conftest import Meet, Room


async def resize(room: "Room", width: int, height: int) -> None:
    await room.pilot.resize_terminal(width, height)
    await room.pilot.pause(0.05)


def covered(room: "Room") -> bool:
    return any(sentence.display for sentence in room.app.screen.query(TooSmall))


async def test_a_terminal_that_is_too_small_says_so_and_how_much_is_enough(meet: "Meet") -> None:
    async with meet(size=(20, 5)) as room:
        assert covered(room)
        assert " ".join(room.text.split()) == "Too small: 20×5; 60×16 is enough."
        lines = [line for line in room.text.splitlines() if line.strip()]
        assert len(lines) == 2


async def test_it_covers_just_what_is_smaller_than_enough(meet: "Meet") -> None:
    assert (LEAST.width, LEAST.height) == (60, 16)
    async with meet() as room:
        for width, height, hidden in (
            *((60, 16, False), (59, 16, True), (60, 15, True), (300, 15, True)),
            *((59, 100, True), (1, 1, True), (80, 24, False)),
        ):
            await resize(room, width, height)
            assert covered(room) is hidden, (width, height)
            assert ("Users could not" in room.text) is not hidden, (width, height)
            await resize(room, 120, 36)
            assert not covered(room), (width, height)
            assert "Users could not check out for 23 minutes" in room.text, (width, height)


async def test_the_sentence_follows_the_size(meet: "Meet") -> None:
    async with meet(size=(40, 10)) as room:
        assert "Too small: 40×10" in room.text
        await resize(room, 50, 12)
        assert "Too small: 50×12" in room.text


async def test_what_is_being_written_goes_on_below_and_is_there_again(meet: "Meet") -> None:
    async with meet() as room:
        await room.press(":")
        await room.type("a Alert at")
        await resize(room, 20, 5)
        assert "Alert" not in room.text
        await room.type(" 75 %")
        await resize(room, 120, 36)
        assert room.screen.query_one(CaptureLine).has_focus
        assert room.screen.query_one(CaptureLine).value == "a Alert at 75 %"
        assert "a Alert at 75 %" in room.text


async def test_a_form_keeps_what_is_in_it(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("9", "a")
        await room.type("Alert at")
        await resize(room, 20, 5)
        assert isinstance(room.app.screen, Form)
        assert room.text.split()[:2] == ["Too", "small:"]
        await room.type(" 90 %")
        await resize(room, 120, 36)
        assert isinstance(room.app.focused, TextArea)
        assert room.app.focused.text == "Alert at 90 %"
        assert "Alert at 90 %" in room.text


async def test_what_opens_while_it_is_too_small_is_covered_as_well(meet: "Meet") -> None:
    async with meet(size=(20, 5)) as room:
        for keys in (["4", "e"], ["?"], ["ctrl+p"]):
            await room.press(*keys)
            await room.pilot.pause(0.05)
            assert room.app.screen is not room.screen
            assert covered(room)
            assert " ".join(room.text.split()) == "Too small: 20×5; 60×16 is enough."
            await room.press("escape")
        await resize(room, 120, 36)
        assert not covered(room)


async def test_a_storm_of_sizes_while_somebody_types_loses_nothing(meet: "Meet") -> None:
    async with meet() as room:
        await room.press(":")
        typed = ""
        for number, (width, height) in enumerate([(20, 5), (300, 100), (60, 16), (59, 16), (120, 36), (8, 3)] * 3):
            typed += f"{number % 10}"
            await room.pilot.resize_terminal(width, height)
            await room.type(f"{number % 10}")
        await resize(room, 120, 36)
        assert room.screen.query_one(CaptureLine).value == typed
        assert not covered(room)
        assert len(room.screen.query(TooSmall)) == 1
