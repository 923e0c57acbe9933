"""Two who write at once: no words of either are lost."""

import asyncio
from collections.abc import Callable
from typing import cast

from pmfacil.clock import FrozenClock
from pmfacil.review.edit import Change, Remove
from pmfacil.review.whys import Why
from pmfacil.screens.clashing import CALM
from pmfacil.sessions.joining import JoinedMeeting
from pmfacil.widgets.capture_bar import CaptureLine
from tests.conftest import Overheard, Room
from tests.screens.company_room import together, until


async def reword_at_once(here: Room, notes: Room) -> None:
    """Have one text changed in both, first by whoever holds the meeting."""
    await notes.press("escape")
    await notes.press("4")
    notes.select("w3")
    await notes.press("e")
    await notes.fill(text="The alert is on the wrong number")
    here.screen.ask(Change(id="w3", changes={"text": "Nobody looks at queries"}))
    await until(notes, lambda: notes.meeting.review.get(Why, "w3").text == "Nobody looks at queries")
    await notes.press("ctrl+s")


async def test_a_line_that_does_not_fit_any_more_comes_back_into_the_bar(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        joined = cast(JoinedMeeting, notes.app.meeting)
        unheard: list[Callable[[], None]] = []
        usual, joined.deliver = joined.deliver, unheard.append
        here.screen.ask(Remove(id="w2"))
        await notes.capture("w #1.1 Why so full? Nobody saw the limit")
        assert "Nobody saw the limit" in notes.text
        await until(here, lambda: len(here.meeting.order.log) == 2)
        await until(here, lambda: len(unheard) >= 2)
        joined.deliver = usual
        for work in unheard:
            usual(work)
        await until(notes, lambda: "the line is in the bar again" in " ".join(notes.text.split()))
        assert notes.screen.query_one(CaptureLine).value == "w #1.1 Why so full? Nobody saw the limit"
        assert notes.review == here.review


async def test_two_who_change_one_text_at_once_lose_no_words_and_the_second_chooses(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await reword_at_once(here, notes)
        await until(notes, lambda: "which words count" in notes.text)
        assert any("The alert is on the wrong number" in note.text for note in notes.meeting.review.notes)
        await notes.press("enter")
        await until(here, lambda: here.review.get(Why, "w3").text == "The alert is on the wrong number")
        await until(here, lambda: not here.review.notes)
        await notes.press("u")
        await until(here, lambda: here.review.get(Why, "w3").text == "Nobody looks at queries")
        assert any("The alert is on the wrong number" in note.text for note in here.review.notes)


async def test_nobody_who_writes_is_asked_which_words_count_before_that_is_done(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await reword_at_once(here, notes)
        await notes.press(":")
        for letter in "n both":
            await notes.press("space" if letter == " " else letter)
        await asyncio.sleep(CALM * 1.5)
        assert "which words count" not in notes.text
        assert notes.screen.query_one(CaptureLine).value == "n both"
        await notes.press("enter")
        await until(notes, lambda: "which words count" in notes.text)
        assert "both" in [note.text for note in notes.meeting.review.notes]


async def test_a_line_that_was_taken_back_is_not_brought_back_by_what_came_in_its_place(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        joined = cast(JoinedMeeting, notes.app.meeting)
        here.screen.part()
        await until(notes, lambda: joined.cut_off_since)
        await notes.capture("n taken back")
        await notes.press("escape")
        await notes.press("u")
        assert not joined.pending
        notes.screen.ask(Remove(id="w3"))
        here.screen.ask(Remove(id="w3"))
        here.screen.meet()
        await until(notes, lambda: not joined.cut_off_since and not joined.pending)
        await until(notes, lambda: "nothing else was lost" in " ".join(notes.text.split()))
        assert not notes.screen.query_one(CaptureLine).value
