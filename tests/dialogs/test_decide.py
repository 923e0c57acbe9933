"""A few answers: each is taken by a letter that stands before it."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.dialogs.card import FollowedCard
from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide, letters
from tests.hostile import MARKUP

if TYPE_CHECKING:
    from tests.conftest import Meet

STAY, LEAVE = Choice("stay", "Stay here", MARKUP), Choice("leave", f"Leave {MARKUP}")


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        (["Stay", "Leave"], "sl"),
        (["draft", "in review", "published", "closed"], "dipc"),
        (["Stay here", "Stop it", "Save it", "s", "s"], "sia12"),
    ],
)
def test_every_answer_has_a_letter_of_its_own(words: list[str], taken: str) -> None:
    assert "".join(letters([Choice(word, word) for word in words])) == taken


def test_a_key_that_an_answer_has_elsewhere_is_its_letter() -> None:
    assert list(letters([Choice("a", "Undo it"), Choice("b", "Take it back", key="U")])) == ["i", "u"]


@pytest.mark.parametrize(
    ("keys", "given"), [("l", "leave"), ("L", "leave"), ("enter", "stay"), ("down,enter", "leave"), ("x,escape", None)]
)
async def test_its_letter_or_enter_takes_it(meet: "Meet", keys: str, given: str | None) -> None:
    async with meet(size=(80, 24)) as room:
        answers: list[str | None] = []
        room.app.push_screen(Decide("What now?", [STAY, LEAVE], MARKUP), answers.append)
        await room.pilot.pause()
        assert "its letter, or enter, takes it" in room.text
        assert f"l  Leave {MARKUP}" in room.text
        await room.press(*keys.split(","))
        assert answers == [given]


async def test_a_long_question_leaves_room_for_the_answers(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        room.app.push_screen(Decide("What now?", [STAY, LEAVE], "Words and words. " * 200))
        await room.pilot.pause()
        assert "s  Stay here" in room.text
        assert "l  Leave" in room.text
        assert "╰" in room.text


async def test_an_answer_to_a_dialog_that_is_covered_closes_nothing(meet: "Meet") -> None:
    async with meet() as room:
        answers: list[str | None] = []
        lower, upper = Decide("Below?", [STAY, LEAVE]), Decide("Above?", [STAY, LEAVE])
        for dialog in (lower, upper):
            room.app.push_screen(dialog, answers.append)
            await room.pilot.pause()
        lower.give("stay")
        await room.pilot.pause()
        assert room.app.screen is upper
        await room.press("escape", "l")
        assert answers == [None, "leave"]
        assert room.app.screen is room.screen


async def test_a_sentence_that_is_over_below_a_dialog_goes_with_it(meet: "Meet") -> None:
    async with meet() as room:
        card, question = FollowedCard("What made that possible?", "Dana"), Decide("What now?", [STAY, LEAVE])
        for dialog in (card, question):
            room.app.push_screen(dialog)
            await room.pilot.pause()
        card.end()
        await room.pilot.pause()
        assert room.app.screen is question
        await room.press("escape")
        await room.calm()
        assert room.app.screen is room.screen
