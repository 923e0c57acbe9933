"""Silences of the timeline: those over the limit ask for a reason, and a reason is never passed over."""

from datetime import timedelta

import pytest

from pmfacil.review.edit import Add, Change
from pmfacil.review.gaps import gaps, recollections, unexplained
from pmfacil.review.policies import Policies
from pmfacil.review.restore import Restore
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event
from tests.review.samples import after, at, begun

LIMIT = timedelta(minutes=Policies().gap_minutes)


def timeline(*minutes: float, **notes: str) -> Review:
    """A review with an event at each of these minutes, named after it; `e20="…"` is the note of the one at 20."""
    events = [
        Event(id=f"e{m:g}", made=at(0), at=at(m), text=f"At {m:g}", gap_note=notes.get(f"e{m:g}", "")) for m in minutes
    ]
    return after(begun(), *(Add(part=event) for event in events))


def ends(review: Review) -> list[tuple[str, str]]:
    """Between which events a reason is asked for."""
    return [(gap.before.id, gap.after.id) for gap in unexplained(review, LIMIT)]


def test_the_usual_limit_is_ten_minutes_and_exactly_ten_need_no_reason() -> None:
    assert timedelta(minutes=10) == LIMIT
    assert ends(timeline(0, 10, 20.5)) == [("e10", "e20.5")]


@pytest.mark.parametrize(("minutes", "found"), [(5, 2), (11, 1), (60, 0)])
def test_a_team_can_have_a_limit_of_its_own(minutes: int, found: int) -> None:
    assert len(unexplained(timeline(0, 11, 40), timedelta(minutes=minutes))) == found


def test_a_gap_knows_its_length_and_its_reason() -> None:
    [gap] = gaps(timeline(0, 130, e130="Everybody was in a call."), LIMIT)
    assert (gap.length(), gap.reason()) == (timedelta(hours=2, minutes=10), "Everybody was in a call.")


def test_a_gap_with_a_reason_asks_no_more_and_asks_again_when_it_is_taken_away() -> None:
    silent = timeline(0, 30)
    explained = after(silent, Change(id="e30", changes={"gap_note": "Lunch"}))
    assert (ends(silent), ends(explained)) == ([("e0", "e30")], [])
    assert ends(after(explained, Restore.between(silent, explained, "why"))) == [("e0", "e30")]


def test_a_short_gap_shows_only_if_somebody_gave_its_reason() -> None:
    assert [gap.after.id for gap in gaps(timeline(0, 4, 8, e8="The bridge was being opened"), LIMIT)] == ["e8"]


def test_what_happened_in_the_same_moment_has_no_silence_between_it() -> None:
    review = timeline(0, e0="Nothing was known before")
    review = after(review, Add(part=Event(id="same", at=at(0), text="At once", gap_note="No gap at all")))
    assert gaps(review, LIMIT) == []


def test_events_written_down_out_of_order_are_looked_at_in_order() -> None:
    assert ends(timeline(60, 0, 30)) == [("e0", "e30"), ("e30", "e60")]


def test_nothing_and_one_event_have_no_gaps() -> None:
    assert gaps(timeline(), LIMIT) == gaps(timeline(5), LIMIT) == []


def test_another_recollection_is_no_word_between_two_events() -> None:
    review = after(timeline(0, 30), Add(part=Event(id="other", at=at(15), text="Earlier, I think", recollects="e30")))
    assert ends(review) == [("e0", "e30")]


def test_recollections_stand_behind_the_first_one_even_if_they_are_earlier_or_recollect_one_another() -> None:
    review = after(
        timeline(0, 30, 40),
        Add(part=Event(id="earlier", at=at(-5), text="Before that", recollects="e30")),
        Add(part=Event(id="again", at=at(50), text="No, later", recollects="earlier")),
    )
    assert [[event.id for event in group] for group in recollections(review.events)] == [
        ["e0"],
        ["e30", "earlier", "again"],
        ["e40"],
    ]
