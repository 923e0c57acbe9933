"""The board of the close: what is still open, when the team meets again, how the meeting was."""

from datetime import date
from typing import TYPE_CHECKING

from pmfacil.coach.loose_ends import loose_ends
from pmfacil.review.incident import Status

if TYPE_CHECKING:
    from tests.conftest import Meet


async def test_every_loose_end_is_listed_with_its_board(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        await room.press("0")
        ends = loose_ends(room.review)
        assert len(ends) > 5
        lines = room.text.splitlines()
        for end in ends:
            assert any(end.text in line and f" {end.board} " in line for line in lines), end.text


async def test_a_loose_end_goes_as_soon_as_it_is_closed(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("0")
        assert "No action for L1." in room.text
        await room.capture("a Publish limits on a dashboard L1")
        assert "No action for L1." not in room.text


async def test_d_sets_follow_ups_in_two_and_four_weeks_once(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("0", "d")
        assert [follow_up.on for follow_up in room.on_disk().follow_ups] == [date(2026, 12, 2), date(2026, 12, 16)]
        assert "✓ set the follow-ups" in room.text
        await room.press("d")
        assert room.read("#reading") == "Both dates are set already."
        await room.press("u")
        assert room.on_disk().follow_ups == ()
        assert "In two weeks and in four: press d." in room.text


async def test_the_pulse_takes_totals_and_no_more_answers_than_people(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("0", "end", "e")
        assert "In the meeting" in room.text
        await room.fill(present="8", worth="9", safe="8", spoke="6")
        await room.press("enter")
        assert room.read("#problem") == "There were 8 people in the meeting; an answer counts no more than that."
        await room.fill(worth="many")
        await room.press("enter")
        assert room.read("#problem").startswith("Found it worth the time: That is a whole number of people")
        await room.fill(worth="7")
        await room.press("enter")
        pulse = room.on_disk().pulse
        assert (pulse.present, pulse.worth, pulse.safe, pulse.spoke) == (8, 7, 8, 6)
        assert "7 of 8 found it worth the time" in room.text
        assert "How the meeting was for people is not counted." not in room.text


async def test_s_moves_the_document_on(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("0", "s")
        assert "draft" not in room.read("OptionList")
        await room.type("publ")
        await room.press("enter")
        assert room.on_disk().incident.status == Status.PUBLISHED
        assert "published" in room.read("#meta")
