from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
from hypothesis import given, settings

from pmfacil.documents.audience import Audience
from pmfacil.documents.ics import to_ics
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action, Priority, Progress
from pmfacil.review.notes import FollowUp
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line
from tests.hostile import hostile_review

from .typed import TYPED
from .writing import INCIDENT, review_of

NOW = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)
ACTION = Action(id="a", number=1, text="Alert, loudly", owner="Dana", due=date(2026, 12, 4), priority=Priority.P1)


def written(review: Review, now: datetime = NOW, *, restricted: bool = False) -> str:
    """The calendar of a review."""
    return to_ics(Voice(review, Audience.INTERNAL, now), restricted=restricted)


def events(*parts: Part, now: datetime = NOW) -> list[Any]:
    """The events as a calendar reads them."""
    return icalendar.Calendar.from_ical(written(review_of(*parts), now)).walk("VEVENT")


def test_a_due_date_is_a_whole_day_that_keeps_nobody_busy():
    [event] = events(ACTION)
    assert event["dtstart"].dt == date(2026, 12, 4)
    assert event["dtend"].dt == date(2026, 12, 5)
    assert event["summary"] == "A1 Alert, loudly"
    assert event["description"] == f"Owner: Dana\nPriority: P1\nReview: {INCIDENT.title}"
    assert (event["transp"], event["status"]) == ("TRANSPARENT", "CONFIRMED")


def test_follow_up_reviews_are_there_and_actions_without_a_date_are_not():
    found = events(FollowUp(text="P0 done?", on=date(2026, 12, 2)), ACTION.changed(due=None), Action(text="idea"))
    assert [(event["summary"], event["dtstart"].dt) for event in found] == [
        ("Follow-up review: P0 done?", date(2026, 12, 2))
    ]


def test_a_second_export_changes_what_the_first_one_brought():
    [first], [second] = events(ACTION), events(ACTION.changed(due=date(2026, 12, 9)), now=NOW + timedelta(hours=1))
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]


def test_what_is_closed_is_taken_out_of_the_calendar():
    [event] = events(ACTION.changed(status=Progress.DONE))
    assert event["status"] == "CANCELLED"
    assert event["summary"] == "Done: A1 Alert, loudly"


def test_what_is_restricted_is_confidential_and_the_calendar_says_so():
    [event] = events(ACTION.changed(restricted=True))
    assert event["class"] == "CONFIDENTIAL"
    assert "X-WR-CALNAME:Restricted: " in written(review_of(ACTION), restricted=True)
    assert "Restricted" not in written(review_of(ACTION))


def test_the_last_day_of_all_has_no_day_after_it():
    [event] = events(ACTION.changed(due=date.max))
    assert event["dtstart"].dt == date.max


@settings(max_examples=50)
@given(TYPED)
def test_whatever_is_typed_is_words_in_lines_of_75_octets(text: str):
    action = ACTION.changed(text=f"{text}x", check=text * 9, owner=text)
    review = review_of(action, INCIDENT.changed(title=f"{text}x"))
    said = written(review)
    lines = said.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in said.replace("\r\n", "")
    [event] = icalendar.Calendar.from_ical(said).walk("VEVENT")
    assert event["summary"] == f"A1 {clean_line(text + 'x')}"
    assert len(event) == len(events(ACTION)[0])


def test_a_hostile_review_is_a_calendar():
    found: Any = icalendar.Calendar.from_ical(written(hostile_review(NOW)))
    assert len(found.walk("VEVENT")) == 14
    assert len({event["uid"] for event in found.walk("VEVENT")}) == 14
