"""What somebody who leads for the first time does wrong, and what comes of it."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.form import Form, Sentence
from pmfacil.documents.audience import Audience
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.edit import Add
from pmfacil.review.lessons import Lesson
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.widgets.agenda import Agenda

if TYPE_CHECKING:
    from tests.conftest import Meet


def given(review: Review, *parts: Part) -> Review:
    for part in parts:
        review = Add(part=part).apply(review)
    return review


# leaving


async def test_a_line_that_was_not_kept_is_shown_before_leaving(meet: "Meet") -> None:
    async with meet() as room:
        await room.press(":")
        await room.paste("n precious in the bar")
        await room.press("escape", "q")
        assert isinstance(room.app.screen, Decide)
        assert "“n precious in the bar”" in room.text
        await room.press("enter")
        assert room.app.is_running
        await room.press(":", "enter")
        assert room.on_disk().notes[-1].text == "precious in the bar"


async def test_what_was_typed_into_a_closed_form_is_shown_before_leaving(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("4", "a")
        await room.type("Why did [/] it last so long?")
        await room.press("escape", "q")
        assert "Why did [/] it last so long?" in room.text
        await room.press("escape", "a")
        assert room.app.screen.query_one("#question", Sentence).text == "Why did [/] it last so long?"


async def test_words_can_be_left_behind_on_purpose(meet: "Meet") -> None:
    async with meet() as room:
        await room.press(":")
        await room.paste("n not this")
        await room.press("escape", "q", "down", "enter")
        assert not room.app.is_running


async def test_with_nothing_waiting_q_leaves_at_once(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("4", "e", "escape", "q")
        assert not room.app.is_running


# names in documents


@pytest.mark.parametrize(
    "text",
    ["A backup nobody restores is none", "Will this hold at peak hour?", "It held. Mark the next one in red"],
)
@pytest.mark.parametrize("audience", Audience)
def test_everyday_words_stay_in_the_document_whoever_is_called_so(new: Review, text: str, audience: Audience) -> None:
    people = [Person(name=name, role="responder") for name in ("nobody", "Will", "Mark")]
    assert text in to_markdown(given(new, *people, Lesson(text=text)), audience=audience)


def test_such_a_name_is_still_a_role_inside_a_sentence(new: Review) -> None:
    review = given(new, Person(name="Will", role="responder"), Lesson(text="The page reached Will at night"))
    assert "The page reached responder at night" in to_markdown(review)


async def test_nobody_becomes_no_person(meet: "Meet") -> None:
    async with meet() as room:
        await room.capture("a Colour the prompts @nobody P1")
        assert "nobody" not in [person.name for person in room.review.people]
        assert "kept, with @nobody as text" in room.read("#reading")


# forms and boards


async def test_a_name_and_a_role_in_one_line_are_a_name_and_a_role(meet: "Meet", new: Review) -> None:
    async with meet(new) as room:
        await room.press("1", "end", "up", "up")
        await room.press("a")
        await room.fill(name="Dana, incident commander")
        await room.press("enter")
        assert [(person.name, person.role) for person in room.review.people] == [("Dana", "incident commander")]


async def test_only_the_invitation_in_hand_asks_for_the_key(meet: "Meet", new: Review) -> None:
    async with meet(new, (120, 50)) as room:
        await room.press("1")
        assert "Press a." not in room.text
        for _ in range(5):
            await room.press("down")
        assert room.text.count("Press a.") == 1


async def test_the_hand_stays_on_the_field_that_was_changed(meet: "Meet", new: Review) -> None:
    async with meet(new, (120, 50)) as room:
        await room.press("2", "down", "down")
        before = room.board.cursor
        await room.press("e")
        await room.fill(start="2026-11-18 09:00")
        await room.press("enter")
        assert room.review.incident.start
        assert room.board.cursor == before


async def test_after_an_undo_the_hand_stays_among_its_like(meet: "Meet", new: Review) -> None:
    async with meet(new, (120, 50)) as room:
        await room.press("1", "a")
        await room.fill(text="Phones stay in the pocket")
        await room.press("enter", "u")
        assert room.board.selected in room.review.ground_rules


async def test_a_sentence_is_one_line_to_the_keys_that_delete(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("4", "e")
        await room.fill(question="word " * 60)
        room.app.screen.query_one("#question", Sentence).move_cursor((0, 300))
        await room.press("ctrl+u")
        assert room.app.screen.query_one("#question", Sentence).text == ""


async def test_the_form_says_which_key_keeps_it_from_here(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("7", "e")
        assert isinstance(room.app.screen, Form)
        assert "ctrl+s keeps" in room.text
        await room.press("escape", "4", "e")
        assert "enter keeps" in room.text
        assert "ctrl+s keeps" not in room.text


async def test_the_agenda_says_which_board_shows_while_the_clock_is_elsewhere(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("9")
        assert "Actions ◂" in room.read(Agenda)
        await room.press("6")
        assert "Fishbone, layers ◂" in room.read(Agenda)
        await room.press("4")
        assert "◂" not in room.read(Agenda)


async def test_the_letter_of_a_key_chooses_in_the_list_of_what_can_be_done(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("4", "f10", "x", "enter")
        assert not room.review.has("w1")


async def test_the_same_sentence_is_not_shown_twice_at_once(meet: "Meet", new: Review) -> None:
    async with meet(new) as room:
        await room.press("u", "u", "u")
        assert len(room.app._notifications) == 1


async def test_the_zoom_says_once_how_to_leave_it(meet: "Meet", clock: FrozenClock) -> None:
    async with meet() as room:
        await room.press("z", "z", "z")
        assert [told for told in room.app.told if "esc" in told] == ["esc brings everything else back."]


async def test_the_hand_begins_in_the_answer_where_the_why_is_asked_already(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("4", "end", "w")
        await room.type("Nobody had drawn the limit")
        await room.press("enter")
        assert [why.text for why in room.review.whys][-1] == "Nobody had drawn the limit"
