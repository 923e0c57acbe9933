from pmfacil.review.links import Link
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

from .writing import INCIDENT, at, under


def rows(*parts: Event | Why | Link, timezone: str = "UTC") -> list[str]:
    return under("## Timeline", INCIDENT.changed(timezone=timezone), *parts).splitlines()


def test_times_of_day_stand_in_the_zone_of_the_review_which_is_named():
    said = rows(Event(at=at("14:02"), text="Release", source="log"), timezone="Europe/Berlin")
    assert said[0] == "Times are Europe/Berlin (UTC+01:00), on Wednesday, 18 Nov 2026."
    assert said[2:] == ["| Time | Event | Source |", "| :--- | :--- | :--- |", "| 15:02 | Release | log |"]


def test_a_change_of_the_clocks_is_said():
    winter = [Event(at=at("00:30").replace(month=10, day=25), text="a"), Event(at=at("02:30"), text="b")]
    assert rows(*winter, timezone="Europe/Berlin")[0] == "Times are Europe/Berlin (UTC+02:00, later UTC+01:00)."


def test_a_new_day_has_a_row_of_its_own():
    said = rows(Event(at=at("23:50"), text="a"), Event(at=at("00:10", 19), text="b"))
    assert said[4:] == [
        "|  | *Wednesday, 18 Nov 2026* |",
        "| 23:50 | a |",
        "|  | *Thursday, 19 Nov 2026* |",
        "| 00:10 | b |",
    ]


def test_milestones_and_customer_facing_events_are_bold_and_say_so():
    said = rows(
        Event(at=at("14:02"), text="Release", kind=EventKind.TRIGGER, milestone=True),
        Event(at=at("14:03"), text="Errors", customer_facing=True),
        Event(at=at("14:04"), text="Page", kind=EventKind.DETECTION),
    )
    assert said[0].endswith("Milestones and what customers could see are bold.")
    assert said[4:] == [
        "| 14:02 | **Release** | trigger, milestone |",
        "| 14:03 | **Errors** | customer-facing |",
        "| 14:04 | Page | detection |",
    ]


def test_what_was_known_follows_the_event():
    said = rows(Event(at=at("14:02"), text="Rollback", known="release 41 is bad"))
    assert said[-1] == "| 14:02 | Rollback (known then: release 41 is bad) |"


def test_an_explained_gap_stands_before_its_event():
    said = rows(
        Event(at=at("14:02"), text="a", gap_note="nobody wrote"), Event(at=at("14:27"), text="b", gap_note="on a call")
    )
    assert said[4:] == [
        "|  | *Nothing written before this:* nobody wrote |",
        "| 14:02 | a |",
        "|  | *25 min without an entry:* on a call |",
        "| 14:27 | b |",
    ]


def test_other_recollections_stand_beneath_the_first():
    said = rows(
        Event(id="first", at=at("00:02", 19), text="Offline"),
        Event(at=at("00:01", 19), text="Before that"),
        Event(id="second", at=at("00:09", 19), text="It was nine past", recollects="first", milestone=True),
        Event(at=at("23:58"), text="It was earlier", recollects="second"),
    )
    assert [row.split(" | ")[:2] for row in said[5:]] == [
        ["| 00:01", "Before that"],
        ["| 00:02", "Offline"],
        ["| 18 Nov 2026, 23:58", "Another recollection of 00:02: It was earlier"],
        ["| 00:09", "Another recollection of 00:02: **It was nine past**"],
    ]


def test_only_events_of_one_minute_show_the_seconds_that_tell_them_apart():
    said = rows(
        Event(at=at("14:02").replace(second=31), text="a"),
        Event(id="b", at=at("14:03").replace(second=5), text="b"),
        Event(at=at("14:03").replace(second=40), text="c"),
        Event(at=at("14:04").replace(second=10), text="d", recollects="b"),
    )
    assert [row.split(" | ")[:2] for row in said[4:]] == [
        ["| 14:02", "a |"],
        ["| 14:03:05", "b |"],
        ["| 14:04", "Another recollection of 14:03:05: d |"],
        ["| 14:03:40", "c |"],
    ]


def test_links_are_readable_numbers():
    said = rows(
        Event(id="e", at=at("14:02"), text="Release"),
        Why(id="w", number="1.2", text="Ten times the queries"),
        Link(source="w", target="e"),
    )
    assert said[-1] == "| 14:02 | Release → 1.2 |"
