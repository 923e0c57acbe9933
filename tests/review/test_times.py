from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pmfacil.review.edit import Add, Change
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.times import (
    MEASURED,
    close_together,
    impact,
    moment,
    say_clock,
    say_length,
    started,
    stretches,
    times_to,
)

from .samples import after, at, begun


def told(*events: tuple[float, EventKind | None, bool]) -> Review:
    """A review of an incident from minute 0 to 60, with events: minute, kind, milestone or not."""
    review = Change(id="incident", changes={"start": at(0), "end": at(60)}).apply(begun())
    return after(review, *(Add(part=Event(at=at(m), text="x", kind=kind, milestone=key)) for m, kind, key in events))


def spoken(review: Review) -> dict[str, str]:
    return {verb: say_length(length) for verb, length in times_to(review).items()}


WHOLE = (
    (2, EventKind.TRIGGER, False),
    (5, EventKind.DETECTION, False),
    (9, EventKind.ACKNOWLEDGEMENT, False),
    (20, EventKind.DIAGNOSIS, False),
    (32, EventKind.MITIGATION, False),
    (62, EventKind.RECOVERY, False),
)


def test_the_times_are_counted_from_the_first_trigger():
    assert spoken(told(*WHOLE)) == {
        "detect": "3 min",
        "acknowledge": "7 min",
        "diagnose": "18 min",
        "mitigate": "30 min",
        "recover": "1 h",
    }


def test_without_a_trigger_they_are_counted_from_the_start_of_the_incident():
    assert started(told(*WHOLE[1:])) == at(0)
    assert spoken(told(*WHOLE[1:]))["detect"] == "5 min"


def test_the_first_of_several_triggers_counts_even_if_a_later_one_is_a_milestone():
    assert started(told((8, EventKind.TRIGGER, True), (-30, EventKind.TRIGGER, False))) == at(-30)


def test_without_any_start_there_are_no_times():
    review = Change(id="incident", changes={"start": None}).apply(told(*WHOLE[1:]))
    assert started(review) is None
    assert times_to(review) == {}
    assert stretches(review) == []
    assert impact(review) is None


def test_a_milestone_of_its_kind_goes_before_an_earlier_event_of_it():
    review = told(
        (5, EventKind.DETECTION, False),
        (7, EventKind.DETECTION, True),
        (9, EventKind.DETECTION, True),
        (6, EventKind.MITIGATION, True),
    )
    assert spoken(review) == {"detect": "7 min", "mitigate": "6 min"}
    assert moment(review.events, EventKind.DETECTION) == at(7)
    assert moment(review.events, EventKind.RECOVERY) is None


def test_what_is_missing_or_negative_is_left_out():
    review = told((10, EventKind.TRIGGER, False), (4, EventKind.DETECTION, False), (10, EventKind.DIAGNOSIS, False))
    assert spoken(review) == {"diagnose": "0 min"}


def test_events_of_other_kinds_measure_nothing():
    other = set(EventKind) - {kind for kind, _ in MEASURED} - {EventKind.TRIGGER}
    assert times_to(told(*((3, kind, True) for kind in (*sorted(other), None)))) == {}
    assert [verb for _, verb in MEASURED] == ["detect", "acknowledge", "diagnose", "mitigate", "recover"]


def minutes(review: Review) -> list[tuple[str, datetime, float]]:
    return [(s.verb, s.begins, s.length().total_seconds() / 60) for s in stretches(review)]


def test_phases_are_the_stretches_between():
    assert minutes(told(*WHOLE)) == [
        ("detect", at(2), 3),
        ("acknowledge", at(5), 4),
        ("diagnose", at(9), 11),
        ("mitigate", at(20), 12),
        ("recover", at(32), 30),
    ]


def test_a_phase_that_is_missing_belongs_to_the_next_one():
    assert minutes(told(WHOLE[0], WHOLE[1], WHOLE[4])) == [("detect", at(2), 3), ("mitigate", at(5), 27)]


def test_a_phase_that_would_run_backwards_is_left_out():
    review = told((0, EventKind.TRIGGER, False), (30, EventKind.DETECTION, False), (20, EventKind.MITIGATION, False))
    review = Add(part=Event(at=at(40), text="x", kind=EventKind.RECOVERY)).apply(review)
    assert minutes(review) == [("detect", at(0), 30), ("recover", at(30), 10)]


def test_the_impact_lasts_from_the_start_of_the_incident_to_its_end():
    assert impact(told(*WHOLE)) == timedelta(hours=1)
    assert impact(Change(id="incident", changes={"end": None}).apply(told())) is None
    assert impact(Change(id="incident", changes={"end": at(0)}).apply(told())) is None


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(minutes=3), "3 min"),
        (timedelta(hours=18, minutes=40), "18 h 40 min"),
        (timedelta(days=2, hours=3), "2 d 3 h"),
        (timedelta(0), "0 min"),
        (timedelta(seconds=59), "0 min"),
        (timedelta(seconds=119), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(minutes=61), "1 h 1 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(hours=24), "1 d"),
        (timedelta(hours=24, minutes=59), "1 d 59 min"),
        (timedelta(days=40, hours=23, minutes=59), "40 d 23 h"),
    ],
)
def test_lengths_are_said_as_people_say_them(length: timedelta, said: str):
    assert say_length(length) == said


def test_only_moments_that_their_minute_does_not_tell_apart_are_close_together() -> None:
    berlin, noon = ZoneInfo("Europe/Berlin"), datetime(2026, 11, 18, 12, tzinfo=UTC)
    one, same, other = noon.replace(second=31), noon.replace(second=31, microsecond=5000), noon.replace(second=32)
    assert close_together([noon, noon, noon.replace(minute=1)]) == set()
    assert close_together([one, same, noon.replace(minute=1, second=31)]) == set()
    close = close_together([one, same, other, noon.replace(minute=1, second=2)])
    assert close == {one, same, other}
    assert [say_clock(at.astimezone(berlin), close) for at in (one, other, noon)] == ["13:00:31", "13:00:32", "13:00"]
    close = close_together([noon, one])
    assert [say_clock(at.astimezone(berlin), close) for at in (noon, one)] == ["13:00", "13:00:31"]
