from datetime import date

import pytest

from pmfacil.documents.timelines.imported import Imported
from pmfacil.documents.timelines.reading import read_timeline
from tests.documents.timelines.cases import TODAY


def read(text: str, name: str = "", today: date = TODAY) -> Imported:
    return read_timeline(text.encode(), today, name)


def times(imported: Imported) -> list[str | None]:
    return [event.said() for event in imported.events]


def test_a_day_in_the_name_of_the_file_serves_where_the_text_has_none() -> None:
    imported = read("- 10:00 a\n- 10:05 b\n", "incident-2024-03-05.md")
    assert times(imported) == ["2024-03-05T10:00", "2024-03-05T10:05"]
    assert imported.guessed == ("The day, 2024-03-05, is from the name of the file.",)


def test_a_day_in_the_title_counts_more_than_one_in_the_name() -> None:
    imported = read("# Outage on 4 March 2024\n\n## Timeline\n- 10:00 a\n", "2024-05-06.md")
    assert times(imported) == ["2024-03-04T10:00"]
    assert imported.guessed == ("The day, 2024-03-04, is from the title.",)


def test_without_any_day_only_clocks_are_said() -> None:
    imported = read("- 23:50 a\n- 00:10 b\n")
    assert times(imported) == ["23:50", "00:10"]
    assert [event.midnights for event in imported.events] == [0, 1]


def test_without_a_year_the_latest_day_that_is_not_in_the_future_is_taken() -> None:
    imported = read("- 3 Mar 10:00 a\n- 24 Dec 10:00 b\n", today=date(2026, 3, 3))
    assert times(imported) == ["2026-03-03T10:00", "2025-12-24T10:00"] or times(imported)[0] == "2026-03-03T10:00"
    assert "No year is written; the latest that is not in the future was taken." in imported.guessed


def test_a_weekday_tells_the_year() -> None:
    assert times(read("- Fri 29 Nov 10:00 a\n")) == ["2024-11-29T10:00"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("- 04/05/2024 10:00 a\n- 13/05/2024 10:00 b\n", "2024-05-04T10:00"),
        ("- 04/05/2024 10:00 a\n- 04/13/2024 10:00 b\n", "2024-04-05T10:00"),
        ("- 04/05/2024 10:00 a\n- 05/05/2024 10:00 b\n", "2024-05-04T10:00"),
        ("- 04/05/2024 10:00 a\n- 04/06/2024 10:00 b\n", "2024-04-05T10:00"),
        ("- 04/05/2024 10:00 EST a\n", "2024-04-05T10:00-05:00"),
        ("- 04/05/2024 10:00 CET a\n", "2024-05-04T10:00+01:00"),
        ("- 04.05.2024 10:00 a\n", "2024-05-04T10:00"),
        ("- 04/05/2024 3:15 pm a\n", "2024-04-05T15:15"),
    ],
)
def test_all_dates_of_a_file_have_day_and_month_in_one_order(text: str, first: str) -> None:
    assert times(read(text))[0] == first


def test_an_order_of_day_and_month_that_was_guessed_is_said() -> None:
    assert read("- 04/05/2024 10:00 a\n").guessed == ("Dates such as 04/05/2024 are read day before month.",)
    assert read("- 14/05/2024 10:00 a\n").guessed == ()


def test_rows_that_are_a_little_out_of_order_stay_on_their_day() -> None:
    imported = read("## Timeline (2024-03-05)\n- 11:08 a\n- 11:07 b\n- 11:59 c\n")
    assert times(imported) == ["2024-03-05T11:08", "2024-03-05T11:07", "2024-03-05T11:59"]


def test_a_list_with_the_newest_first_goes_back_over_midnight() -> None:
    imported = read("## Timeline (2024-03-05)\n- 01:30 d\n- 00:20 c\n- 00:10 b\n- 23:50 a\n")
    assert times(imported)[-1] == "2024-03-04T23:50"


def test_a_clock_to_twelve_without_halves_goes_on_after_noon() -> None:
    imported = read("- 11:30 a\n- 12:15 b\n- 1:05 c\n- 4:40 d\n")
    assert times(imported) == ["11:30", "12:15", "13:05", "16:40"]
    assert imported.guessed == ("Clocks count to twelve without a.m. and p.m.; each was read as the next such time.",)


def test_a_heading_tells_the_half_of_the_day() -> None:
    text = "## Timeline\n### 1:42-1:59 PM: Release\n- 1:42 a\n- 1:51 b\n### 2:00-3:25 PM: Roll-out\n- 2:12 c\n"
    assert times(read(text)) == ["13:42", "13:51", "14:12"]


def test_clocks_with_zeros_in_front_count_to_twentyfour() -> None:
    assert times(read("- 09:50 a\n- 11:30 b\n- 01:05 c\n")) == ["09:50", "11:30", "01:05"]


@pytest.mark.parametrize(
    ("words", "zone", "time"),
    [
        ("All times are in CEST.", "CEST", "2024-03-05T10:00+02:00"),
        ("Times: UTC", "UTC", "2024-03-05T10:00Z"),
        ("All times Pacific Time.", "PT", "2024-03-05T10:00-08:00"),
        ("Clocks show Europe/Lisbon time.", "Europe/Lisbon", "2024-03-05T10:00Z"),
        ("The API and the DB were slow.", "", "2024-03-05T10:00"),
    ],
)
def test_one_sentence_names_the_zone_of_all_times(words: str, zone: str, time: str) -> None:
    imported = read(f"## Timeline\n\n{words}\n\n- 2024-03-05 10:00 a\n")
    assert (imported.zone, times(imported)) == (zone, [time])


def test_several_zones_are_each_read_as_written_and_said() -> None:
    imported = read("- 2024-03-05 10:00 UTC a\n- 2024-03-05 11:05 CET b\n- 2024-03-05 15:50 IST c\n")
    assert times(imported) == ["2024-03-05T10:00Z", "2024-03-05T11:05+01:00", "2024-03-05T15:50+05:30"]
    assert imported.guessed == (
        "IST is read as the zone of India.",
        "Times are in several zones (UTC, CET, IST); each was read in its own.",
    )


def test_what_is_about_or_lasts_is_said_in_json() -> None:
    event = read("- ~14:30-14:45 slow\n").events[0]
    assert event.as_json() == {"time": "14:30", "text": "slow", "end": "14:45", "approx": True}
