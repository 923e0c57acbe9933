"""The board of the close: what is still open, when the team meets again, how the meeting was."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pmfacil.coach.readiness import readiness
from pmfacil.packs import read_packs
from pmfacil.review.edit import Change
from pmfacil.review.incident import Status
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.widgets.closing import CloseBoard
from pmfacil.widgets.readiness_rows import AskedRow, OpenRow

if TYPE_CHECKING:
    from tests.conftest import Meet, Room


async def looked(room: "Room") -> None:
    """Wait until the coach has looked at the review."""
    while room.app.workers:
        # The packs are read first, and then looked through.
        await room.app.workers.wait_for_complete()
        await room.pilot.pause()


async def test_what_is_open_is_listed_with_its_board_and_what_blocks_comes_first(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        await room.press("0")
        await looked(room)
        ready = readiness(room.review, read_packs().context(Policies()), room.meeting.clock.now())
        assert len(ready.blocks()) > 1
        lines = room.text.splitlines()
        places = [
            next(y for y, line in enumerate(lines) if f"■ {finding.text[:40]}" in line) for finding in ready.blocks()
        ]
        assert places == sorted(places)
        assert f"{len(ready.blocks())} block publishing" in room.text


async def test_enter_on_what_is_open_goes_there(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        await room.press("0")
        await looked(room)
        place, finding = next(
            (place, row.finding) for place, row in enumerate(room.board.shown) if isinstance(row, OpenRow)
        )
        room.board.cursor = place
        await room.press("enter")
        assert room.screen.stage.name_shown == finding.board
        assert finding.part is None or room.selected == finding.part


async def test_what_was_open_goes_as_soon_as_it_is_closed(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        await room.press("0")
        await looked(room)
        assert "L1 has no action" in room.text
        await room.capture("a Publish limits on a dashboard L1")
        await looked(room)
        assert "L1 has no action" not in room.text


async def test_words_that_turn_to_a_person_are_not_listed_for_the_room(meet: "Meet") -> None:
    async with meet(size=(120, 60)) as room:
        await room.capture("w + Why? The on-call engineer was careless and forgot the check")
        await room.press("escape", "0")
        await looked(room)
        assert isinstance(room.board, CloseBoard)
        assert room.board.readiness
        rules = {finding.rule for finding in room.board.readiness.findings}
        assert "document.blame" in rules
        assert "person" not in room.read(".board").replace("one person", "")


async def test_a_reader_from_outside_signs_and_takes_it_back(meet: "Meet") -> None:
    async with meet(size=(120, 60)) as room:
        await room.press("0")
        await looked(room)
        assert "0 of 5 signed" in room.text
        place = next(place for place, row in enumerate(room.board.shown) if isinstance(row, AskedRow))
        room.board.cursor = place
        await room.press("e")
        await room.fill(by="Noor [/]")
        await room.press("enter")
        await looked(room)
        assert [signature.by for signature in room.on_disk().signatures] == ["Noor [/]"]
        assert "signed by Noor [/]" in room.text
        assert "1 of 5 signed" in room.text
        await room.press("x")
        await looked(room)
        assert room.on_disk().signatures == ()


async def test_deadlines_and_every_status_stand_with_their_times(meet: "Meet", small: Review) -> None:
    assert small.incident.start
    end = small.incident.start + timedelta(hours=2)
    async with meet(Change(id="incident", changes={"end": end}).apply(small), (120, 60)) as room:
        await room.press("0", "s")
        await room.press("i")
        await looked(room)
        await room.press("end")
        assert "Draft: by 19 Nov 2026 12:31" in room.text
        assert "in review since 18 Nov 2026" in room.text


async def test_d_sets_follow_ups_in_two_and_four_weeks_once(meet: "Meet") -> None:
    async with meet(size=(120, 60)) as room:
        await room.press("0", "d")
        assert [follow_up.on for follow_up in room.on_disk().follow_ups] == [date(2026, 12, 2), date(2026, 12, 16)]
        assert "✓ set the follow-ups" in room.text
        await room.press("d")
        assert room.read("#reading") == "Both dates are set already."
        await room.press("u")
        assert room.on_disk().follow_ups == ()
        assert "In two weeks and in four: press d." in room.text


async def test_the_pulse_takes_totals_and_no_more_answers_than_people(meet: "Meet") -> None:
    async with meet(size=(120, 60)) as room:
        await room.press("0")
        await looked(room)
        room.select("pulse")
        await room.press("e")
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
        await room.press("p")
        assert room.on_disk().incident.status == Status.PUBLISHED
        assert "published" in room.read("#meta")
