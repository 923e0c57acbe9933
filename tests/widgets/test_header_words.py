"""The words of the clock: the time left, how the meeting stands."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.review.clock import GoTo, Pause, Start
from pmfacil.review.edit import Change, Edit
from pmfacil.review.pace import Pace, pace
from pmfacil.review.review import Review
from pmfacil.sessions.saver import SaveState
from pmfacil.widgets.header import MeetingHeader, clock_words, pace_words

if TYPE_CHECKING:
    from tests.conftest import Meet


def after(review: Review, clock: FrozenClock, seconds: float, *edits: Edit) -> Pace:
    """How the meeting stands some seconds after it began, if these edits were made at that moment."""
    review = Start(at=clock.now()).apply(review)
    clock.move(seconds)
    for edit in edits:
        review = edit.apply(review)
    return pace(review, clock.now())


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "5:00"),
        (0.4, "5:00"),
        (1, "4:59"),
        (1.5, "4:59"),
        (239, "1:01"),
        (295, "0:05"),
        (299.9, "0:01"),
        (300, "0:00"),
        (301, "+0:01"),
        (301.9, "+0:01"),
        (367, "+1:07"),
        (300 + 3599, "+59:59"),
        (300 + 3600, "+1:00:00"),
        (300 + 3723, "+1:02:03"),
        (300 + 10 * 3600 + 1, "+10:00:01"),
    ],
)
def test_the_clock_counts_down_and_then_up_past_an_hour(
    new: Review, clock: FrozenClock, seconds: float, words: str
) -> None:
    assert clock_words(after(new, clock, seconds)) == words


def test_no_second_of_the_countdown_is_shown_twice_or_left_out(new: Review, clock: FrozenClock) -> None:
    shown = [clock_words(after(new, FrozenClock(clock.now()), second)) for second in range(300)]
    assert len(set(shown)) == 300


@pytest.mark.parametrize(("seconds", "soon", "over"), [(239, False, False), (240, True, False), (301, False, True)])
def test_it_warns_at_four_fifths_of_the_time_box_until_that_is_over(
    new: Review, clock: FrozenClock, seconds: float, soon: bool, over: bool
) -> None:
    at = after(new, clock, seconds)
    assert (at.soon, at.over) == (soon, over)
    assert ("over" in pace_words(at, clock.now()).split(" · ")) is over


def test_before_the_meeting_the_plan_and_the_key_that_begins_it_are_named(new: Review, clock: FrozenClock) -> None:
    assert pace_words(pace(new, clock.now()), clock.now()) == "75 min planned · space begins"


def test_it_names_what_is_spent_when_the_meeting_ends_and_what_is_to_spare(new: Review, clock: FrozenClock) -> None:
    at = after(new, clock, 125)
    assert pace_words(at, clock.now()) == "2 of 5 min · ends 11:46, 10 min to spare"


def test_a_meeting_that_ends_when_it_must_is_on_time(small: Review, clock: FrozenClock) -> None:
    assert pace_words(pace(small, clock.now()), clock.now()) == "8 of 15 min · ends 11:07, 10 min to spare"
    clock.move(10 * 60 + 7 * 60)
    assert pace_words(pace(small, clock.now()), clock.now()).endswith("over · ends 11:17, on time")


def test_a_late_meeting_says_by_how_much_it_is_behind(new: Review, clock: FrozenClock) -> None:
    at = after(new, clock, (5 + 10 + 4) * 60)
    assert pace_words(at, clock.now()) == "19 of 5 min · over · ends 12:00, 4 min behind"


def test_a_paused_clock_says_so_and_its_time_stands_still(new: Review, clock: FrozenClock) -> None:
    at = after(new, clock, 120, Pause(at=clock.now() + timedelta(seconds=60)))
    assert clock_words(at) == "4:00"
    assert "paused" in pace_words(at, clock.now()).split(" · ")


def test_past_ninety_minutes_it_says_so(new: Review, clock: FrozenClock) -> None:
    assert "past 90 min" not in pace_words(after(new, FrozenClock(clock.now()), 90 * 60), clock.now())
    assert "past 90 min" in pace_words(after(new, clock, 90 * 60 + 1), clock.now()).split(" · ")


def test_an_item_gone_back_to_goes_on_where_it_stood(new: Review, clock: FrozenClock) -> None:
    away = GoTo(item="item-overview", at=clock.now() + timedelta(seconds=60))
    back = GoTo(item="item-open", at=clock.now() + timedelta(seconds=180))
    at = after(new, clock, 180, away, back)
    assert clock_words(at) == "4:00"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_what_is_not_on_disk_after_a_moment_is_not_called_saved(
    meet: "Meet", clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with meet(size=size) as room:
        await room.settle()
        header, saved = room.screen.query_one(MeetingHeader), clock.now()
        header.tick(clock.now())
        header.saved = SaveState(True, saved)
        await room.calm()
        assert "not saved yet" not in room.read(MeetingHeader)
        clock.move(3)
        header.tick(clock.now())
        await room.calm()
        assert "not saved yet" in room.read(MeetingHeader)
        header.saved = SaveState(False, clock.now())
        await room.calm()
        assert "not saved yet" not in room.read(MeetingHeader)


async def test_a_severity_of_many_words_leaves_room_for_when_it_was_saved(meet: "Meet") -> None:
    async with meet() as room:
        room.screen.ask(Change(id="incident", changes={"severity": "SEV1 as far as we know at this moment " * 20}))
        await room.settle()
        assert "SEV1 as far as…" in room.read("MeetingHeader")
        assert "saved" in room.read("MeetingHeader")
