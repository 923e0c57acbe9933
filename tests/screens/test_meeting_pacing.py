"""The clock of the meeting screen: items, minutes, re-planning, and time that nobody was there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Digits

from pmfacil.clock import FrozenClock
from pmfacil.dialogs.choose import Choose
from pmfacil.dialogs.decide import Decide
from pmfacil.review.agenda import Item
from pmfacil.review.clock import ParkItem, Pause
from pmfacil.review.pace import pace
from pmfacil.review.review import Review
from pmfacil.sessions.alive import Sign, beat, gap
from pmfacil.sessions.live import LiveMeeting
from pmfacil.widgets.agenda import Agenda
from pmfacil.widgets.header import MeetingHeader

if TYPE_CHECKING:
    from tests.conftest import Meet, Room


def minutes(room: "Room", item: str) -> int:
    """What an item has by plan."""
    return room.review.get(Item, item).minutes


async def pass_time(room: "Room", clock: FrozenClock, seconds: float) -> None:
    """Let time go by, and the screen show it."""
    clock.move(seconds)
    room.screen.tick()
    await room.pilot.pause()


def away(minutes: float) -> Sign:
    """A sign of life so many minutes ago."""
    now = Sign.now()
    return replace(now, wall=now.wall - timedelta(minutes=minutes), boot=(now.boot or 0) - minutes * 60)


def crash(minutes: float) -> Callable[[LiveMeeting], None]:
    """Have a meeting's last sign of life be so many minutes old."""
    return lambda meeting: beat(meeting.file.alive, away(minutes))


async def test_the_bracket_keys_go_from_item_to_item_and_show_their_boards(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("]")
        assert room.review.run.item == "item-fishbone"
        assert room.board.id == "fishbone"
        assert room.read(MeetingHeader).count("Fishbone, layers") == 1
        await room.press("[", "[")
        assert room.review.run.item == "item-timeline"
        assert room.board.id == "timeline"
        assert room.on_disk().run.item == "item-timeline"


async def test_at_either_end_of_the_agenda_it_says_so(meet: "Meet", new: Review) -> None:
    async with meet(new) as room:
        await room.press("space", "[")
        assert room.app.told == ["This is the first item."]
        await room.press(*"]" * 10)
        assert room.app.told[1:] == ["That was the last item; space stops the clock, q leaves."]
        assert room.review.run.item == "item-close"
        await room.press("space")
        assert room.review.run.since is None
        await room.press("]")
        assert room.app.told[-1] == "That was the last item; q leaves."


async def test_a_parked_item_is_stepped_over(meet: "Meet", small: Review) -> None:
    async with meet(ParkItem(item="item-fishbone").apply(small)) as room:
        assert "parked" in room.read(Agenda)
        await room.press("]")
        assert room.review.run.item == "item-response"


async def test_space_begins_a_new_meeting_at_its_first_item(meet: "Meet", new: Review, clock: FrozenClock) -> None:
    async with meet(new) as room:
        assert "75 min planned · space begins" in room.read("#pace")
        await room.press("4", "space")
        assert room.review.run.since == clock.now()
        assert room.board.id == "open"
        assert room.read("#item") == "Open"


async def test_space_pauses_and_goes_on_and_the_time_between_does_not_count(meet: "Meet", clock: FrozenClock) -> None:
    async with meet() as room:
        await room.press("space")
        assert "paused" in room.read("#pace")
        await pass_time(room, clock, 600)
        assert room.screen.query_one(Digits).value == "7:00"
        await room.press("space")
        assert "paused" not in room.read("#pace")
        await pass_time(room, clock, 61)
        assert room.screen.query_one(Digits).value == "5:59"


async def test_the_clock_warns_then_counts_up_past_an_hour_with_a_word(meet: "Meet", clock: FrozenClock) -> None:
    async with meet() as room:
        header, digits = room.screen.query_one(MeetingHeader), room.screen.query_one(Digits)
        await pass_time(room, clock, 4 * 60)
        assert (header.has_class("soon"), header.has_class("over")) == (True, False)
        await pass_time(room, clock, 3 * 60 + 67)
        assert digits.value == "+1:07"
        assert (header.has_class("soon"), header.has_class("over")) == (False, True)
        assert room.read("#pace").startswith("16 of 15 min · over ends ")
        assert "16/15 !" in room.read(Agenda)
        await pass_time(room, clock, 3600)
        assert digits.value == "+1:01:07"


async def test_plus_takes_a_minute_from_the_reserve_and_minus_puts_it_back(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("+", "+", "-")
        assert minutes(room, "item-whys") == 16
        assert room.review.plan.reserve == 9
        assert "8/16" in room.read(Agenda)
        assert "9 min" in room.read(Agenda)
        await room.press("u")
        assert minutes(room, "item-whys") == 17


async def test_minutes_cannot_be_given_before_the_meeting_or_below_the_least(meet: "Meet", new: Review) -> None:
    async with meet(new) as room:
        await room.press("+")
        assert room.app.told == ["The meeting has not begun; space begins it."]
        await room.press("space", *"-" * 5)
        assert minutes(room, "item-open") == 1
        assert room.app.told[1:] == ["Open keeps at least 1 min."]


async def test_replanning_shows_what_comes_of_each_way_before_one_is_chosen(meet: "Meet", clock: FrozenClock) -> None:
    async with meet(size=(100, 50)) as room:
        await pass_time(room, clock, 22 * 60)
        before = room.review
        await room.press("=")
        assert isinstance(room.app.screen, Choose)
        assert "By plan the meeting ends 5 min late." in room.text
        assert "Shorten in proportion\n" in "\n".join(line.strip(" │") for line in room.text.splitlines())
        assert "Response 4 min" in room.text
        assert "Park Response" in room.text
        assert room.review is before
        await room.press("enter")
        left = [minutes(room, f"item-{name}") for name in ("fishbone", "response", "lessons", "actions", "close")]
        assert left == [4, 4, 4, 10, 2]
        assert "✓ re-plan: " in room.text
        assert "on time" in room.read("#meta") + room.read("#pace")


async def test_escape_leaves_the_plan_as_it_was_and_a_way_can_be_typed(meet: "Meet", clock: FrozenClock) -> None:
    async with meet() as room:
        await pass_time(room, clock, 22 * 60)
        before = room.review
        await room.press("=", "escape")
        assert room.review is before
        await room.press("=")
        await room.type("park les")
        await room.press("enter")
        assert room.review.get(Item, "item-lessons").parked


async def test_past_ninety_minutes_it_offers_another_plan_once(meet: "Meet", clock: FrozenClock) -> None:
    async with meet() as room:
        await pass_time(room, clock, 52 * 60)
        assert room.app.told == [
            "The meeting is past 90 minutes: re-plan what is left with =, or plan a second meeting."
        ]
        assert "past 90 min" in room.read("#pace")
        await pass_time(room, clock, 60)
        assert len(room.app.told) == 1


@pytest.mark.parametrize(("key", "spent"), [("enter", 3), ("down", 8), ("escape", 8)])
async def test_after_a_crash_it_asks_once_whether_the_gap_counts(
    meet: "Meet", clock: FrozenClock, key: str, spent: int
) -> None:
    async with meet(before=crash(5)) as room:
        assert isinstance(room.app.screen, Decide)
        assert "The clock ran for 5 min while this screen was away. Does that time count?" in room.read("#question")
        await room.press(key, *(["enter"] if key == "down" else []))
        room.screen.tick()
        await room.pilot.pause()
        assert room.app.screen is room.screen
        # The gap is measured on the machine's own clock, which does not stand still.
        assert room.review.run.seconds("item-whys", clock.now()) == pytest.approx(spent * 60, abs=30)


async def test_a_closed_lid_is_asked_about_when_it_opens(meet: "Meet") -> None:
    async with meet() as room:
        room.screen._sign = away(90)
        room.screen.tick()
        await room.pilot.pause()
        assert "The clock ran for 1 h 30 min" in room.text
        await room.press("escape")
        room.screen.tick()
        await room.pilot.pause()
        assert room.app.screen is room.screen


async def test_a_lid_closed_again_before_the_answer_asks_no_second_time_and_the_answer_means_both(
    meet: "Meet", clock: FrozenClock
) -> None:
    async with meet() as room:
        before = room.review.run.seconds("item-whys", clock.now())
        for minutes in (3, 2):
            room.screen._sign = away(minutes)
            room.screen.tick()
            await room.pilot.pause()
        assert room.app.screen_stack[-2] is room.screen
        assert isinstance(room.app.screen, Decide)
        await room.press("enter")
        assert room.app.screen is room.screen
        assert room.review.run.seconds("item-whys", clock.now()) == pytest.approx(before - 300, abs=5)


async def test_nobody_is_asked_while_the_clock_stands_still_or_after_a_moment(
    meet: "Meet", small: Review, clock: FrozenClock
) -> None:
    async with meet(Pause(at=clock.now()).apply(small), before=crash(5)) as room:
        assert room.app.screen is room.screen
    async with meet(before=crash(0.9)) as room:
        assert room.app.screen is room.screen


async def test_a_machine_whose_clock_is_set_changes_no_minute_of_the_meeting(meet: "Meet", clock: FrozenClock) -> None:
    async with meet() as room:
        if Sign.now().boot is None:
            pytest.skip("this machine has one clock only")
        for hours in (2, -2):
            now = Sign.now()
            clock.move(hours * 3600)
            room.screen._sign = replace(now, wall=now.wall - timedelta(hours=hours))
            room.screen.tick()
            await room.pilot.pause()
            assert room.app.screen is room.screen
            assert room.app.told[-1] == "This machine's clock was set; the meeting's time was kept right."
            assert room.review.run.seconds("item-whys", clock.now()) == pytest.approx(480, abs=2)
            assert pace(room.review, clock.now()).spare == pytest.approx(600, abs=2)


async def test_a_running_meeting_leaves_a_sign_of_life_and_a_paused_one_takes_it_along(meet: "Meet") -> None:
    async with meet() as room:
        await room.app.workers.wait_for_complete()
        room.screen.tick()
        await room.app.workers.wait_for_complete()
        assert room.meeting.file.alive.exists()
        last = room.meeting.last_seen()
        assert last
        assert gap(last, Sign.now()) < 60
        await room.press("space")
        assert room.meeting.close()
        assert not room.meeting.file.alive.exists()
