"""The phrase panel: a letter and a key bring a phrase, one step back at a time; a card is closed by any key."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from pmfacil.coach.phrases import Moment, Phrase, Phrases
from pmfacil.dialogs.card import Card
from pmfacil.dialogs.phrases import Chosen, MomentList, Phrasebook, PhraseList
from pmfacil.packs import read_phrases
from pmfacil.review.part import Part
from pmfacil.review.timeline import Event, EventKind

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

DEPLOY = Event(at=datetime(2026, 11, 18, 10, tzinfo=UTC), text="Deploy of 41 begins", kind=EventKind.TRIGGER)


async def opened(
    room: "Room", part: Part | None = DEPLOY, phrases: Phrases | None = None
) -> tuple[Phrasebook, list[Chosen | None]]:
    """The panel, and the list that what was chosen will be put into."""
    came: list[Chosen | None] = []
    panel = Phrasebook(phrases or read_phrases()[0], part, room.review)
    room.app.push_screen(panel, came.append)
    await room.calm()
    return panel, came


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_all_moments_are_there_at_once_with_their_letters(meet: "Meet", size: tuple[int, int]) -> None:
    async with meet(size=size) as room:
        panel, _ = await opened(room)
        for moment in read_phrases()[0].moments:
            assert f"{moment.letter}  {moment.label}" in room.text
        assert panel.query_one(".dialog--box").max_scroll_y == 0


async def test_a_letter_and_enter_give_a_phrase_with_the_thing_in_hand_to_show(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        _, came = await opened(room)
        await room.press("b")
        assert "made the deploy possible?" in room.text
        assert "▌ What in our tools" in room.text
        await room.press("enter")
        first = read_phrases()[0].of("back")[0]
        assert came == [Chosen(first, "What in our tools and routines made the deploy possible?", copy=False)]


async def test_arrow_keys_walk_the_phrases_and_y_copies_the_one_in_hand(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        _, came = await opened(room)
        await room.press("w", "down", "down", "down", "up", "y")
        third = read_phrases()[0].of("then")[2]
        said = "Which signals were there around the deploy, and what else was as loud?"
        assert came == [Chosen(third, said, copy=True)]


async def test_y_does_nothing_while_there_is_no_phrase_to_copy(meet: "Meet") -> None:
    async with meet() as room:
        _, came = await opened(room)
        await room.press("y")
        assert came == []


async def test_a_letter_leads_from_one_moment_to_another(meet: "Meet") -> None:
    async with meet() as room:
        panel, _ = await opened(room)
        await room.press("b", "p")
        assert str(panel.query_one(".dialog--box").border_title) == "Park it"
        await room.press("B")
        assert str(panel.query_one(".dialog--box").border_title) == "Back to the system"


async def test_escape_goes_one_step_back_and_then_closes(meet: "Meet") -> None:
    async with meet() as room:
        panel, came = await opened(room)
        await room.press("b", "escape")
        assert panel.query_one(MomentList).has_class("shown")
        await room.press("slash", "escape")
        assert panel.query_one(MomentList).has_class("shown")
        assert came == []
        await room.press("escape")
        assert came == [None]


async def test_arrow_keys_walk_both_columns_of_moments_and_enter_opens_one(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        panel, _ = await opened(room)
        await room.press("down", "right", "up", "up", "left", "left", "right", "down", "down", "enter")
        assert str(panel.query_one(".dialog--box").border_title) == "Our side of it"


async def test_searching_finds_words_of_phrases_and_of_labels_and_takes_letters_as_letters(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        panel, came = await opened(room)
        await room.press("slash")
        await room.type("busy")
        assert panel.query_one(PhraseList).count == 0
        assert "No phrase has these words." in room.text
        await room.press("enter")
        assert came == []
        panel.query_one(Input).value = ""
        await room.type("park owner")
        panel.query_one(Input).value = "LOG graph"
        await room.calm()
        found = panel.query_one(PhraseList).count
        assert 1 < found < 6
        await room.press("down", "enter")
        assert came[0] is not None
        assert "log" in came[0].text


async def test_a_found_phrase_is_copied_once_the_list_has_the_focus(meet: "Meet") -> None:
    async with meet() as room:
        panel, came = await opened(room)
        await room.press("slash")
        await room.type("yesterday")
        assert panel.query_one(Input).value == "yesterday"
        panel.query_one(Input).value = "three in the morning"
        await room.press("tab", "y")
        assert [chosen.copy for chosen in came if chosen] == [True]


async def test_up_from_the_first_found_phrase_leads_back_to_the_line(meet: "Meet") -> None:
    async with meet(size=(60, 20)) as room:
        panel, _ = await opened(room)
        await room.press("slash", *["down"] * 12)
        assert not panel.query_one(Input).has_focus
        assert "▌" in room.text
        await room.press("pageup", "pageup", "pageup", "up")
        assert panel.query_one(Input).has_focus
        assert "▌ What in our tools" in room.text


async def test_the_phrase_in_hand_is_never_out_of_sight(meet: "Meet") -> None:
    async with meet(size=(60, 16)) as room:
        panel, _ = await opened(room)
        await room.press("c")
        for _ in range(5):
            lines = [line for line in room.text.splitlines() if "│  ▌ " in line]
            spots = panel.query_one(PhraseList)
            assert len(lines) == spots.spots(spots.content_size.width)[spots.hand].height
            await room.press("down")


async def test_the_mouse_opens_a_moment_and_takes_a_phrase(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        panel, came = await opened(room)
        await room.pilot.click(MomentList, offset=(50, 4))
        await room.calm()
        assert str(panel.query_one(".dialog--box").border_title) == "Our side of it"
        await room.pilot.click(PhraseList, offset=(5, 1))
        await room.calm()
        assert came == []
        await room.pilot.click(PhraseList, offset=(5, 2))
        await room.calm()
        assert [chosen.phrase.id for chosen in came if chosen] == ["ours-unchanged"]


async def test_a_pack_full_of_markup_and_wide_letters_is_shown_as_it_is(meet: "Meet") -> None:
    phrases = Phrases((Moment("x", "ж", "[/] [red]漢字"),), (Phrase("x", "x", "[/] {thing} 🙂 [b"),))
    async with meet(size=(80, 24)) as room:
        _, came = await opened(room, None, phrases)
        assert "[/] [red]漢字" in room.text
        await room.press("enter")
        assert "[/] that step 🙂 [b" in room.text
        await room.press("enter")
        assert [chosen.text for chosen in came if chosen] == ["[/] that step 🙂 [b"]


async def test_an_empty_pack_can_be_opened_and_closed(meet: "Meet") -> None:
    async with meet() as room:
        _, came = await opened(room, None, Phrases((Moment("x", "x", "Else"),)))
        await room.press("down", "x", "y", "enter", "down", "escape", "slash", "down", "enter", "escape", "escape")
        assert came == [None]
        _, came = await opened(room, None, Phrases(moments=(), phrases=(), used={"x": 1}))
        await room.press("enter", "down", "escape")
        assert came == [None]


async def test_any_key_closes_a_card_of_one_sentence_and_does_nothing_else(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("4")
        before, board, selected = room.review, room.board, room.selected
        for key in ("escape", "enter", "space", "x", "u", "w", "q", "1", "right_square_bracket", "up", "tab"):
            closed: list[None] = []
            room.app.push_screen(Card(["What was known then?"]), closed.append)
            await room.calm()
            assert "any key closes" in room.text
            await room.press(key)
            assert closed == [None], key
            assert (room.review, room.board, room.selected) == (before, board, selected), key
            assert room.app.screen is room.screen, key
            assert room.app.is_running, key


async def test_a_click_closes_a_card_of_one_sentence(meet: "Meet") -> None:
    async with meet() as room:
        closed: list[None] = []
        room.app.push_screen(Card(["What was known then?"]), closed.append)
        await room.calm()
        await room.pilot.click("#sentence")
        await room.calm()
        assert closed == [None]


async def test_several_sentences_still_go_on_with_their_own_keys_only(meet: "Meet") -> None:
    async with meet() as room:
        closed: list[None] = []
        room.app.push_screen(Card(["First.", "Second."]), closed.append)
        await room.calm()
        await room.press("x", "right")
        assert "Second." in room.text
        await room.press("left", "space", "space")
        assert closed == [None]
