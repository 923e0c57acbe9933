"""The phases as one bar: to scale, as wide as the board, and never by pattern alone."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.review.edit import Add, Change
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.widgets.phase_strip import phase_strip, to_scale
from pmfacil.widgets.rows import cells
from tests.review.samples import after

if TYPE_CHECKING:
    from tests.conftest import Meet


def drawn(review: Review, width: int, *, brief: bool = False) -> list[str]:
    """The lines of the bar and of what stands below it."""
    return [row.paragraphs[0][0] for row in phase_strip(review, width, brief=brief)]


@pytest.fixture
def hit(small: Review) -> Review:
    """The small review, 12 minutes to detect and 12 more to mitigate, its customers hit from minute 12 to 48."""
    start = small.events[0].at
    return after(
        small,
        Add(part=Event(at=start + timedelta(minutes=24), text="Rolled back", kind=EventKind.MITIGATION)),
        Change(id="incident", changes={"end": start + timedelta(minutes=48)}),
        Change(id="incident", changes={"start": start + timedelta(minutes=12)}),
    )


def test_phases_and_impact_are_drawn_to_scale_with_pattern_word_and_minutes(hit: Review) -> None:
    assert drawn(hit, 60) == [
        "█" * 15 + "░" * 15 + "·" * 30,
        " " * 15 + "━" * 45,
        "█ detect 12 min  ░ mitigate 12 min  ━ impact 36 min",
        "From the start: to detect 12 min · mitigate 24 min",
    ]


def test_no_word_is_parted_from_its_minutes_and_briefly_the_times_are_left_out(hit: Review) -> None:
    assert drawn(hit, 24, brief=True)[2:] == ["█ detect 12 min", "░ mitigate 12 min", "━ impact 36 min"]


def test_an_incident_that_begins_before_its_first_trigger_begins_with_an_unknown_stretch(hit: Review) -> None:
    start = hit.events[0].at - timedelta(minutes=12)
    bar, impact, *_ = drawn(after(hit, Change(id="incident", changes={"start": start})), 60)
    assert bar == "·" * 12 + "█" * 12 + "░" * 12 + "·" * 24
    assert impact == "━" * 60


def test_without_an_end_nothing_is_said_about_the_impact(small: Review) -> None:
    assert drawn(small, 30) == ["█" * 30, "█ detect 12 min"]


async def test_the_bar_is_as_wide_as_the_board_at_any_size(meet: "Meet", hit: Review) -> None:
    async with meet(hit) as room:
        await room.press("3")
        for width, height in ((120, 36), (80, 24), (200, 50), (30, 10)):
            await room.pilot.resize_terminal(width, height)
            await room.pilot.pause()
            assert cells(room.board.shown[0].paragraphs[0][0]) == room.board._width


def test_there_is_no_bar_where_no_phase_is_known(new: Review) -> None:
    assert phase_strip(new, 60) == []


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=7), st.integers(7, 200))
def test_cells_are_shared_to_scale_and_no_phase_vanishes(minutes: list[int], width: int) -> None:
    shares = to_scale([timedelta(minutes=one) for one in minutes], width)
    assert sum(shares) == (width if any(minutes) else 0)
    for one, share in zip(minutes, shares, strict=True):
        assert bool(one) == bool(share)
        assert share <= one * width / max(sum(minutes), 1) + 1


def test_a_bar_narrower_than_its_phases_keeps_its_width() -> None:
    assert sum(to_scale([timedelta(minutes=1)] * 7, 3)) == 3


async def test_a_board_that_grows_less_high_leaves_the_times_out_and_brings_them_back(
    meet: "Meet", hit: Review
) -> None:
    async with meet(hit) as room:
        await room.press("3")
        for height, times in ((36, True), (20, False), (36, True)):
            await room.pilot.resize_terminal(120, height)
            await room.pilot.pause()
            assert ("From the start: to detect 12 min" in room.text) is times
