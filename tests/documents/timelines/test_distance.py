from datetime import UTC, date, datetime, time, timedelta

from pmfacil.documents.timelines.distance import without_far
from pmfacil.documents.timelines.imported import ImportedEvent

START = datetime(2026, 11, 18, 10, tzinfo=UTC)
AROUND = (START, START + timedelta(hours=2))


def event(days: int, *, ticked: bool = True) -> ImportedEvent:
    return ImportedEvent("x", START.date() + timedelta(days=days), time(10), UTC, ticked=ticked)


def test_how_far_they_are_is_said_on_one_line_each_for_before_and_after() -> None:
    events = [event(-60), event(-46), event(0), event(3), event(-50, ticked=False)]
    kept, said = without_far(events, AROUND, written=False)
    assert [one.ticked for one in kept] == [False, False, True, False, False]
    assert said == [
        "2 events lie 46 to 60 days before the incident's start and were not taken.",
        "One event lies 2 days after the incident and was not taken.",
    ]


def test_what_a_person_put_beside_near_events_stays_and_is_said() -> None:
    kept, said = without_far([event(-21), event(0)], AROUND, written=True)
    assert [one.ticked for one in kept] == [True, True]
    assert said == ["One event lies 21 days before the incident's start."]


def test_a_written_file_that_is_wholly_elsewhere_is_not_taken() -> None:
    kept, said = without_far([event(-46)] * 8, AROUND, written=True)
    assert not any(one.ticked for one in kept)
    assert said == ["8 events lie 46 days before the incident's start and were not taken."]


def test_what_is_near_or_has_no_day_is_left_alone() -> None:
    events = [event(-1), event(1), ImportedEvent("x", None, time(10)), ImportedEvent("x", date(2026, 11, 18))]
    assert without_far(events, AROUND, written=False) == (events, [])
