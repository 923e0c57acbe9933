from zoneinfo import ZoneInfo

import pytest

from pmfacil.review.edit import Change
from pmfacil.review.incident import Incident

from .samples import at, begun, refusal


def test_the_fields_of_an_incident_are_changed_one_by_one():
    review = Change(
        id="incident", changes={"severity": "SEV1", "services": ["checkout", "pay\x1b"], "start": at(-130)}
    ).apply(begun())
    incident = review.incident
    assert (incident.severity, incident.services, incident.start) == ("SEV1", ("checkout", "pay"), at(-130))
    assert incident.says() == incident.title == "Users could not check out"


def test_an_end_before_the_start_is_refused_from_both_sides():
    said = "The incident would end before it starts; nothing was changed."
    assert refusal(begun(), Change(id="incident", changes={"end": at(-121)})) == said
    assert refusal(begun(), Change(id="incident", changes={"start": at(-96)})) == said


def test_an_incident_may_end_as_it_starts_or_have_no_end_yet():
    assert Change(id="incident", changes={"end": at(-120)}).apply(begun()).incident.end == at(-120)
    assert Change(id="incident", changes={"end": None, "start": at(0)}).apply(begun()).incident.end is None


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"])
def test_known_time_zones_are_taken(name: str):
    incident = Change(id="incident", changes={"timezone": name}).apply(begun()).incident
    assert incident.zone() == ZoneInfo(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Mars/Olympus", "Mars/Olympus"),
        ("", ""),
        ("../../etc/passwd", "../../etc/passwd"),
        ("/etc/localtime", "/etc/localtime"),
        ("CEST?", "CEST?"),
        ("a\x00b", "ab"),
        ("\x1b[2J\nUTC", "[2J UTC"),
        ("\ud800", "\ufffd"),
        ("x" * 5000, "x" * 59 + "…"),
    ],
)
def test_unknown_time_zones_are_refused_with_an_example(name: str, shown: str):
    said = refusal(begun(), Change(id="incident", changes={"timezone": name}))
    assert said == f"“{shown}” is not a time zone; write one like UTC or Europe/Berlin."


def test_an_incident_without_a_zone_is_told_in_utc():
    assert Incident().timezone == "UTC"
