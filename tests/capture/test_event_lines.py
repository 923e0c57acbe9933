from datetime import UTC, date, datetime

import pytest

from pmfacil.review.timeline import Event, EventKind

from .samples import ROOM, begun, captured, noted


def utc(*fields: int) -> datetime:
    """A moment in UTC."""
    return datetime(*fields, tzinfo=UTC)  # pyright: ignore[reportArgumentType]


def test_a_line_with_every_token_is_one_event():
    found = captured('t 23:27 ~trigger rm run on the primary from:"deploy log" ! *')
    assert found.part == Event(
        id=found.part.id,
        made=found.part.made,
        order=2,
        at=utc(2026, 11, 18, 22, 27),
        text="rm run on the primary",
        kind=EventKind.TRIGGER,
        source="deploy log",
        milestone=True,
        customer_facing=True,
    )
    assert found.reading.said == "event · 23:27 · Trigger · from deploy log · milestone · customer-facing"


@pytest.mark.parametrize(
    ("typed", "at", "said"),
    [
        ("23:27", utc(2026, 11, 18, 22, 27), "23:27"),
        ("23:27:30", utc(2026, 11, 18, 22, 27, 30), "23:27:30"),
        ("17:20", utc(2026, 11, 18, 16, 20), "17:20"),
        ("17:20:10", utc(2026, 11, 18, 16, 20, 10), "17:20:10"),
        ("17:19", utc(2026, 11, 19, 16, 19), "Thu 19 Nov 17:19"),
        ("17:19:59", utc(2026, 11, 19, 16, 19, 59), "Thu 19 Nov 17:19:59"),
        ("9:05", utc(2026, 11, 19, 8, 5), "Thu 19 Nov 09:05"),
        ("9:05:07", utc(2026, 11, 19, 8, 5, 7), "Thu 19 Nov 09:05:07"),
        ("+0 09:05", utc(2026, 11, 18, 8, 5), "09:05"),
        ("+1 00:36", utc(2026, 11, 18, 23, 36), "Thu 19 Nov 00:36"),
        ("-1 23:00", utc(2026, 11, 17, 22, 0), "Tue 17 Nov 23:00"),
        ("2017-02-01 00:36", utc(2017, 1, 31, 23, 36), "Wed 1 Feb 2017 00:36"),
        ("2026-11-18 00:36", utc(2026, 11, 17, 23, 36), "00:36"),
    ],
)
def test_a_time_is_read_in_the_zone_of_the_review_and_said_with_its_day_if_that_is_another(
    typed: str, at: datetime, said: str
):
    found = captured(f"t {typed} rm run")
    assert (found.part.at, found.part.text) == (at, "rm run")
    assert found.reading.said == f"event · {said}"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("24:00 x", "“24:00” is not a time of day"),
        ("25:99 x", "“25:99” is not a time of day"),
        ("12:34:60 x", "“12:34:60” is not a time of day"),
        ("2017-02-30 10:00 x", "“2017-02-30 10:00” is not on any calendar"),
        ("0000-01-01 10:00 x", "“0000-01-01 10:00” is not on any calendar"),
        ("0001-01-01 00:00 x", "“0001-01-01 00:00” is not on any calendar"),
        ("+9999999 10:00 x", "“+9999999 10:00” is not on any calendar"),
        ("rm run", "An event begins with its time, as in 23:27, +1 00:36 or 2017-02-01 00:36"),
        ("+1 rm run", "An event begins with its time, as in 23:27, +1 00:36 or 2017-02-01 00:36"),
        ("23:27, rm run", "An event begins with its time, as in 23:27, +1 00:36 or 2017-02-01 00:36"),
        ("٢٣:٢٧ rm run", "An event begins with its time, as in 23:27, +1 00:36 or 2017-02-01 00:36"),
        ("23:27", "A time alone makes no event: say what happened"),
        ("23:27 ~trigger !", "A time alone makes no event: say what happened"),
    ],
)
def test_a_line_without_a_time_or_without_words_becomes_a_note(typed: str, reason: str):
    assert noted(f"t {typed}") == reason


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_is_known_by_its_name(kind: EventKind):
    found = captured(f"t 23:27 ~{kind} it was so")
    assert (found.part.kind, found.part.text) == (kind, "it was so")
    assert found.reading.said == f"event · 23:27 · {kind.capitalize()}"


@pytest.mark.parametrize(
    ("typed", "kind"), [("~Recovery", "recovery"), ("~ACKNOWLEDGE-MENT", "acknowledgement"), ("~detect", None)]
)
def test_a_kind_may_be_written_with_capitals_and_hyphens_but_not_in_part(typed: str, kind: str | None):
    found = captured(f"t 23:27 it was so {typed}")
    assert found.part.kind == kind
    assert found.part.text == ("it was so" if kind else f"it was so {typed}")


@pytest.mark.parametrize(
    ("typed", "text", "milestone", "customer_facing"),
    [
        ("it was so !", "it was so", True, False),
        ("it was so *", "it was so", False, True),
        ("it was so !*", "it was so", True, True),
        ("it was so *!", "it was so", True, True),
        ("it was so * from:chat !", "it was so", True, True),
        ("it ! was * so", "it ! was * so", False, False),
        ("it was so!", "it was so!", False, False),
        ("it was so ! !", "it was so !", True, False),
        ("it was so ! !*", "it was so !*", True, False),
        (r"it was so \!", "it was so !", False, False),
        (r"it was so \! *", "it was so !", False, True),
        ("it was so !!", "it was so !!", False, False),
    ],
)
def test_milestone_and_customer_facing_count_only_at_the_end(
    typed: str, text: str, milestone: bool, customer_facing: bool
):
    event = captured(f"t 23:27 {typed}").part
    assert (event.text, event.milestone, event.customer_facing) == (text, milestone, customer_facing)


@pytest.mark.parametrize(
    ("typed", "text", "source"),
    [
        ("it was so from:terminal", "it was so", "terminal"),
        ('it was from:"deploy log" so', "it was so", "deploy log"),
        ("it was so from: terminal", "it was so from: terminal", ""),
        ('it was so from:"half open', 'it was so from:"half open', ""),
        ("it was so from:a from:b", "it was so from:b", "a"),
        (r"it was so \from:chat", "it was so from:chat", ""),
        ("@kim P1 #1.2 L1 by:fri check: it was so", "@kim P1 #1.2 L1 by:fri check: it was so", ""),
    ],
)
def test_a_source_is_one_word_or_quoted_and_the_tokens_of_actions_are_words(typed: str, text: str, source: str):
    event = captured(f"t 23:27 {typed}").part
    assert (event.text, event.source) == (text, source)


def test_a_kept_token_is_said():
    reading = captured("t 23:27 it was so ~typo from: !").reading
    assert (
        reading.said == "event · 23:27 · milestone · kept as text: ~typo (no kind of event), from: (nothing after it)"
    )
    assert reading.unknown == ("~typo", "from:")


def test_without_a_start_a_time_is_on_the_day_of_the_first_event_and_that_is_said():
    room = begun(None, "Europe/Berlin", Event(at=utc(2026, 11, 12, 23, 30), text="first"))
    found = captured("t 00:10 it was so", room)
    assert found.part.at == utc(2026, 11, 12, 23, 10)
    assert found.reading.said == "event · Fri 13 Nov 00:10 · the first event's day, as the incident has no start yet"
    assert captured("t +1 00:10 it was so", room).part.at == utc(2026, 11, 13, 23, 10)


def test_without_a_start_or_an_event_a_time_is_today_and_that_is_said():
    found = captured("t 9:05 it was so", begun(None))
    assert found.part.at == utc(2026, 11, 20, 8, 5)
    assert found.reading.said == "event · Fri 20 Nov 09:05 · today, as the incident has no start yet"


def test_a_whole_date_needs_no_start():
    assert captured("t 2026-11-01 9:05 it was so", begun(None)).reading.said == "event · Sun 1 Nov 09:05"


SPRING = begun(utc(2026, 3, 28, 22, 0))
"""Started at 23:00, three hours before the clocks in Berlin went from 02:00 to 03:00."""
AUTUMN = begun(utc(2026, 10, 24, 21, 0))
"""Started at 23:00, four hours before the clocks in Berlin went from 03:00 to 02:00."""
NIGHT = "There was no 02:30 on Sun 29 Mar: the clocks in Europe/Berlin went forward"


@pytest.mark.parametrize("typed", ["02:30", "+1 02:30", "2026-03-29 02:30"])
def test_a_time_that_the_clocks_skipped_becomes_a_note(typed: str):
    assert noted(f"t {typed} it was so", SPRING) == NIGHT


def test_a_skipped_time_before_the_start_is_the_next_day():
    after_the_gap = begun(utc(2026, 3, 29, 8, 0))
    assert captured("t 02:30 it was so", after_the_gap).part.at == utc(2026, 3, 30, 0, 30)


@pytest.mark.parametrize("typed", ["02:30", "+1 02:30", "2026-10-25 02:30"])
def test_a_time_that_was_twice_is_the_first_one_and_that_is_said(typed: str):
    found = captured(f"t {typed} it was so", AUTUMN)
    assert found.part.at == utc(2026, 10, 25, 0, 30)
    assert found.reading.said == "event · Sun 25 Oct 02:30 · the first of two, as the clocks went back"


def test_a_time_that_was_twice_is_the_second_one_if_the_first_was_before_the_start():
    found = captured("t 02:30 it was so", begun(utc(2026, 10, 25, 1, 10)))
    assert found.part.at == utc(2026, 10, 25, 1, 30)
    assert found.reading.said == "event · 02:30 · the second of two, as the clocks went back"


def test_the_last_day_of_the_calendar_has_no_day_after_it():
    room = begun(utc(9998, 12, 31, 20, 0), "UTC")
    assert noted("t 10:00 it was so", room) == "“10:00” is not on any calendar"
    assert noted("t 9999-12-31 10:00 it was so") == "“9999-12-31 10:00” is not on any calendar"


def test_the_year_is_said_only_if_it_is_not_this_one():
    assert date(2026, 1, 2).year == ROOM.created.year
    assert captured("t 2026-01-02 10:00 it was so").reading.said == "event · Fri 2 Jan 10:00"
    assert captured("t 2025-01-02 10:00 it was so").reading.said == "event · Thu 2 Jan 2025 10:00"
