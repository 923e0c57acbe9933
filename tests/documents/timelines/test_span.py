"""From when until when the incident was: taken only where a file states it, and only where nothing is written."""

import json
from datetime import UTC, datetime

import pytest

from pmfacil.documents.timelines.placing import Placed, placed
from pmfacil.documents.timelines.reading import read_timeline
from pmfacil.review.begin import new_review
from pmfacil.review.incident import Incident
from tests.documents.timelines.cases import TODAY

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
BEGAN, ENDED = "2026-11-18T10:02:00Z", "2026-11-18T10:25:00Z"
START, END = datetime(2026, 11, 18, 10, 2, tzinfo=UTC), datetime(2026, 11, 18, 10, 25, tzinfo=UTC)
ENTRIES = [{"created_at": "2026-11-18T10:14:00Z", "message": "Looking"}]


def brought(content: object, **known: object) -> Placed:
    text = content if isinstance(content, str) else json.dumps(content)
    read = read_timeline(text.encode(), TODAY)
    review = new_review(Incident.model_validate({"title": "It was slow", **known}), NOW)
    return placed(review, read.ticked, TODAY, None, read.stated)


@pytest.mark.parametrize(
    "content",
    [
        {"started_at": BEGAN, "resolved_at": ENDED, "incident_updates": ENTRIES},
        {"incident": {"start": BEGAN, "end": ENDED, "incident_updates": ENTRIES}},
        {"incidents": [{"start_time": BEGAN, "end_time": ENDED, "incident_updates": ENTRIES}]},
        {"data": {"attributes": {"impact_start": BEGAN, "impact_end": ENDED}}, "events": ENTRIES},
        {"incident": {"milestones": [{"type": "started", "occurred_at": BEGAN}], "resolvedAt": ENDED}, "log": ENTRIES},
        {
            "incident": {
                "incident_timestamp_values": [
                    {"incident_timestamp": {"name": "Impact started"}, "value": {"value": BEGAN}},
                    {"incident_timestamp": {"name": "Resolved at"}, "value": {"value": ENDED}},
                    {"incident_timestamp": {"name": "Reported at"}, "value": {"value": "2026-11-18T08:00:00Z"}},
                ]
            },
            "incident_updates": ENTRIES,
        },
        {
            "data": [
                {"type": "incident_milestone", "data": {"milestone": "started"}, "occurred_at": BEGAN},
                {"type": "incident_milestone", "data": {"milestone": "resolved"}, "occurred_at": ENDED},
            ]
        },
        f"time,event,kind\n{BEGAN},Release 41 goes out,trigger\n{ENDED},All clear,recovery\n",
        f"---\nstart: {BEGAN}\nend: {ENDED}\n---\n## Timeline\n\n- 10:14 UTC Looking\n",
        "# Outage of 2026-11-18\n\n**Start:** 10:02 UTC\n- End of impact: 10:25 UTC\n\n## Timeline\n\n- 10:14 UTC a\n",
        "| Impact start | 2026-11-18 10:02 UTC |\n|---|---|\n| Resolved | 2026-11-18 10:25 UTC |\n\n"
        "## Timeline\n\n- 10:14 a\n",
    ],
)
def test_what_a_file_states_fills_what_is_empty(content: object) -> None:
    place = brought(content)
    assert dict(place.incident) == {"start": START, "end": END}
    assert (
        "; the incident's start (2026-11-18 10:02) and end (2026-11-18 10:25) were taken from the file" in place.said()
    )


@pytest.mark.parametrize(
    "content",
    [
        # When customers were hit is not when something was opened, paged or asked for.
        {"created_at": BEGAN, "updated_at": ENDED, "incident_updates": ENTRIES},
        {"start": BEGAN, "end": ENDED, "log": ENTRIES},
        {"incidents": [{"started_at": BEGAN, "log": ENTRIES}, {"started_at": ENDED, "log": ENTRIES}]},
        {"log_entries": [{"type": "trigger_log_entry", "summary": "Paged", "created_at": BEGAN}]},
        {"started_at": None, "resolved_at": "soon", "incident_updates": ENTRIES},
        "- 2026-11-18 10:02 Release 41 goes out\n- 2026-11-18 10:25 Rolled back\n",
        "Start: Tuesday\nEnd: unknown\n\n## Timeline\n\n- 2026-11-18 10:02 UTC a\n",
    ],
)
def test_what_a_file_does_not_state_stays_empty(content: object) -> None:
    assert not brought(content).incident


def test_what_somebody_wrote_stays() -> None:
    file = {"started_at": BEGAN, "resolved_at": ENDED, "incident_updates": ENTRIES}
    assert dict(brought(file, start=START.replace(minute=0)).incident) == {"end": END}
    assert dict(brought(file, end=END.replace(minute=40)).incident) == {"start": START}
    assert not brought(file, start=START, end=END).incident


def test_an_end_before_the_start_that_somebody_wrote_is_not_taken() -> None:
    place = brought({"resolved_at": ENDED, "incident_updates": ENTRIES}, start=END.replace(hour=23))
    assert (len(place.events), dict(place.incident)) == (1, {})


def test_the_end_of_the_impact_counts_before_that_of_the_tool() -> None:
    place = brought({"resolved_at": "2026-11-18T18:00:00Z", "impact_ended_at": ENDED, "incident_updates": ENTRIES})
    assert dict(place.incident) == {"end": END}


def test_it_comes_with_the_events_as_one_edit_and_in_the_zone_of_the_review() -> None:
    place = brought({"started_at": BEGAN, "incident_updates": ENTRIES}, timezone="Europe/Berlin")
    assert place.said() == "Added one event; the incident's start (2026-11-18 11:02) was taken from the file."
    edit = place.edit("incident.json")
    assert edit is not None
    after = edit.apply(new_review(Incident(title="It was slow"), NOW))
    assert (after.incident.start, len(after.events)) == (START, 1)


def test_without_a_new_event_nothing_else_changes_either() -> None:
    file = {"started_at": BEGAN, "incident_updates": ENTRIES}
    edit = brought(file).edit("incident.json")
    assert edit is not None
    before = new_review(Incident(title="It was slow"), NOW)
    held = edit.apply(before)
    held = held.put(before.incident)
    read = read_timeline(json.dumps(file).encode(), TODAY)
    again = placed(held, read.ticked, TODAY, None, read.stated)
    assert (dict(again.incident), again.edit("incident.json")) == ({}, None)
