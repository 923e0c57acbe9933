from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmfacil.capture.dates import goes_on, longest_date, read_date, say_date, say_day

FRIDAY = date(2026, 11, 20)
PIECES = (
    *("today", "tomorrow", "eom", "next", "in", "fri", "Monday", "dec", "4", "31", "29", "feb", "th", "2026", "0000"),
    *("99999", "999999999", "d", "w", "m", "weeks", "-", ",", "/", " ", "\u00a0", "٤", "\x00", "[/]", "🙂"),
)
hostile = st.text() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
relative = st.one_of(
    st.builds("{}{}".format, st.integers(0, 3000), st.sampled_from(["d", "w", "m", " days", " weeks", " months"])),
    st.sampled_from(
        ["today", "tomorrow", "eom", "fri", "sunday", "next mon", "next sunday", "4 dec", "29 feb", "dec 31"]
    ),
)
days = st.dates()
everyday = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("0d", date(2026, 11, 20)),
        ("10d", date(2026, 11, 30)),
        ("10 days", date(2026, 11, 30)),
        ("1 day", date(2026, 11, 21)),
        ("2w", date(2026, 12, 4)),
        ("2 w", date(2026, 12, 4)),
        ("2 weeks", date(2026, 12, 4)),
        ("2weeks", date(2026, 12, 4)),
        ("1 week", date(2026, 11, 27)),
        ("in 2 weeks", date(2026, 12, 4)),
        ("in 2w", date(2026, 12, 4)),
        ("3m", date(2027, 2, 20)),
        ("3 months", date(2027, 2, 20)),
        ("1 month", date(2026, 12, 20)),
        ("12m", date(2027, 11, 20)),
        ("today", date(2026, 11, 20)),
        ("tomorrow", date(2026, 11, 21)),
        ("eom", date(2026, 11, 30)),
        ("sat", date(2026, 11, 21)),
        ("thu", date(2026, 11, 26)),
        ("thurs", date(2026, 11, 26)),
        ("fri", date(2026, 11, 27)),
        ("friday", date(2026, 11, 27)),
        ("next mon", date(2026, 11, 23)),
        ("next monday", date(2026, 11, 23)),
        ("next fri", date(2026, 11, 27)),
        ("next sun", date(2026, 11, 29)),
        ("4dec", date(2026, 12, 4)),
        ("4 dec", date(2026, 12, 4)),
        ("04 dec", date(2026, 12, 4)),
        ("dec4", date(2026, 12, 4)),
        ("dec 4", date(2026, 12, 4)),
        ("4 december", date(2026, 12, 4)),
        ("december 4", date(2026, 12, 4)),
        ("4th dec", date(2026, 12, 4)),
        ("dec 4th", date(2026, 12, 4)),
        ("1st sept", date(2027, 9, 1)),
        ("may 2nd", date(2027, 5, 2)),
        ("20 nov", date(2026, 11, 20)),
        ("19 nov", date(2027, 11, 19)),
        ("29 feb", date(2028, 2, 29)),
        ("4 dec 2026", date(2026, 12, 4)),
        ("4 dec, 2026", date(2026, 12, 4)),
        ("4dec2026", date(2026, 12, 4)),
        ("dec 4 2026", date(2026, 12, 4)),
        ("dec 4, 2026", date(2026, 12, 4)),
        ("dec 4,2026", date(2026, 12, 4)),
        ("4 dec 2019", date(2019, 12, 4)),
        ("29 feb 2028", date(2028, 2, 29)),
        ("2026-12-04", date(2026, 12, 4)),
        ("fri 4 dec", date(2026, 12, 4)),
        ("Friday, 4 December 2026", date(2026, 12, 4)),
        ("fri dec 4, 2026", date(2026, 12, 4)),
        ("fri 2026-12-04", date(2026, 12, 4)),
        ("  In\t2   WEEKS ", date(2026, 12, 4)),
        (" 4\u00a0DEC  2026  ", date(2026, 12, 4)),
        (" fri  4 dec 2026  ", date(2026, 12, 4)),
    ],
)
def test_a_date_phrase_is_read_whole(words: str, day: date):
    assert read_date(words, FRIDAY) == day


@pytest.mark.parametrize(
    "words", ["4/12", "04/12/2026", "12/4", "04.12", "04.12.2026", "4-12", "20261204", "2026-W49-5"]
)
def test_numbers_that_could_be_read_two_ways_are_no_date(words: str):
    assert read_date(words, FRIDAY) is None


@pytest.mark.parametrize("words", ["31 feb", "30 feb 2028", "29 feb 2027", "0 dec", "32 dec", "31 nov", "4 dec 0000"])
def test_a_named_day_that_does_not_exist_is_no_date(words: str):
    assert read_date(words, FRIDAY) is None


@pytest.mark.parametrize("words", ["2026-02-30", "2026-13-01", "2026-00-10", "0000-01-01", "2026-2-3"])
def test_an_iso_day_that_does_not_exist_is_no_date(words: str):
    assert read_date(words, FRIDAY) is None


@pytest.mark.parametrize("words", ["999999m", "99999m", "99999999999d", "999999999w", "9" * 5000 + "d"])
def test_a_day_beyond_the_calendar_is_no_date(words: str):
    assert read_date(words, FRIDAY) is None


@pytest.mark.parametrize("words", ["٤ dec", "4 dec ２０２６", "２w", "２０２６-12-04", "4 ſept", "2 wee\u212as"])
def test_letters_and_digits_of_other_scripts_are_no_date(words: str):
    assert read_date(words, FRIDAY) is None


@pytest.mark.parametrize(
    "words",
    [
        *("", " ", "2", "w", "-1d", "+2w", "2.5w", "2y", "in", "in fri", "2w ago", "4 thursday", "4 decision", "dec"),
        *("dec 2026", "dec 42026", "4 dec 26", "de 4", "fr", "fri,", "next", "next week", "next month", "eow"),
        *("fri 5 dec", "fri 2w", "fri fri", "next fri 4 dec", "fri 4 dec 2026 10:00", "[/]", "\x1b[31mfri"),
    ],
)
def test_whatever_else_people_type_is_no_date(words: str):
    assert read_date(words, FRIDAY) is None


def test_months_end_on_the_last_day_where_the_month_is_shorter():
    assert read_date("1m", date(2027, 1, 31)) == date(2027, 2, 28)
    assert read_date("1m", date(2028, 1, 31)) == date(2028, 2, 29)
    assert read_date("13m", date(2026, 12, 31)) == date(2028, 1, 31)


def test_next_monday_is_tomorrow_on_a_sunday_and_a_week_off_on_a_monday():
    assert read_date("next mon", date(2026, 11, 22)) == date(2026, 11, 23)
    assert read_date("next mon", date(2026, 11, 23)) == date(2026, 11, 30)


def test_the_end_of_the_month_is_today_on_its_last_day():
    assert read_date("eom", date(2028, 2, 1)) == date(2028, 2, 29)
    assert read_date("eom", date(2028, 2, 29)) == date(2028, 2, 29)


def test_a_leap_day_is_found_across_a_century_without_one():
    assert read_date("29 feb", date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize("words", ["1d", "1m", "tomorrow", "fri", "next mon", "1 jan", "29 feb"])
def test_the_last_day_of_the_calendar_has_nothing_after_it(words: str):
    assert read_date(words, date.max) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2w #2.1 L1", (date(2026, 12, 4), 1)),
        ("2 weeks from now", (date(2026, 12, 4), 2)),
        ("in 2 weeks @dana", (date(2026, 12, 4), 3)),
        ("4 dec", (date(2026, 12, 4), 2)),
        ("4 dec 2027 check: fires", (date(2027, 12, 4), 3)),
        ("dec 4, 2027 P1", (date(2027, 12, 4), 3)),
        ("fri 4 dec 2026 2w", (date(2026, 12, 4), 4)),
        ("fri 4 dec @sam", (date(2026, 12, 4), 3)),
        ("fri then", (date(2026, 11, 27), 1)),
        ("next mon fri", (date(2026, 11, 23), 2)),
        ("next week", None),
        ("soon fri", None),
        ("31 feb", None),
        ("", None),
    ],
)
def test_the_longest_run_of_words_that_is_a_date_is_taken(line: str, found: tuple[date, int] | None):
    assert longest_date(line.split(), FRIDAY) == found


@pytest.mark.parametrize(
    ("days_off", "said"),
    [
        (0, "Fri 20 Nov, today"),
        (1, "Sat 21 Nov, tomorrow"),
        (-1, "Thu 19 Nov, yesterday"),
        (2, "Sun 22 Nov, in 2 days"),
        (7, "Fri 27 Nov, in 1 week"),
        (8, "Sat 28 Nov, in 8 days"),
        (14, "Fri 4 Dec, in 2 weeks"),
        (16, "Sun 6 Dec, in 16 days"),
        (56, "Fri 15 Jan 2027, in 8 weeks"),
        (62, "Thu 21 Jan 2027, in 62 days"),
        (63, "Fri 22 Jan 2027, in about 2 months"),
        (92, "Sat 20 Feb 2027, in about 3 months"),
        (-3, "Tue 17 Nov, 3 days ago"),
        (-14, "Fri 6 Nov, 2 weeks ago"),
        (-365, "Thu 20 Nov 2025, about 12 months ago"),
    ],
)
def test_a_date_is_said_with_its_distance(days_off: int, said: str):
    assert say_date(FRIDAY + timedelta(days=days_off), FRIDAY) == said


@pytest.mark.parametrize(
    "word",
    ["27", "2027", "5th", "2.", "dec", "Dec,", "september", "may", "fri", "Monday", "week", "weeks", "ago", "next"],
)
def test_a_word_that_might_belong_to_a_date_goes_on_with_it(word: str):
    assert goes_on(word)


@pytest.mark.parametrize("word", ["", "de", "decide", "then", "5%", "10x", "2w", "27-12", "٢٧", "@dana", "P1", "17:00"])
def test_any_other_word_ends_a_date(word: str):
    assert not goes_on(word)


def test_a_day_is_said_with_its_year_only_in_another_one():
    assert say_day(date(2026, 12, 4), FRIDAY) == "Fri 4 Dec"
    assert say_day(date(2027, 12, 4), FRIDAY) == "Sat 4 Dec 2027"


@given(hostile, days)
@example("in " * 1_000_000, FRIDAY)
@example("4" * 5_000_000, FRIDAY)
def test_any_text_gives_a_day_or_none(text: str, today: date):
    read = read_date(text, today)
    assert read is None or date.min <= read <= date.max


@given(st.lists(hostile | st.sampled_from(PIECES), max_size=6), days)
def test_the_longest_run_reads_alone_as_the_same_day(words: list[str], today: date):
    reads = [read_date(" ".join(words[:count]), today) for count in range(1, min(len(words), 4) + 1)]
    found = longest_date(words, today)
    if found is None:
        assert not any(reads)
    else:
        assert reads[found[1] - 1] == found[0]
        assert not any(reads[found[1] :])


@given(days, days)
def test_an_iso_date_is_read_as_itself_on_any_day(day: date, today: date):
    assert read_date(day.isoformat(), today) == day


@given(relative, everyday)
def test_a_date_without_a_year_is_never_past(words: str, today: date):
    read = read_date(words, today)
    assert read is not None
    assert read >= today


@given(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), everyday)
def test_a_weekday_is_within_the_coming_week_and_next_puts_it_in_the_week_after(name: str, today: date):
    coming, after = read_date(name, today), read_date(f"next {name}", today)
    assert coming is not None
    assert after is not None
    assert 1 <= (coming - today).days <= 7
    assert coming.weekday() == after.weekday()
    assert after.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]


@given(everyday, st.integers(-400, 400))
@example(date(1000, 1, 1), -1)
def test_a_day_that_was_said_reads_back_unless_it_is_past_and_has_no_year(today: date, days_off: int):
    day = today + timedelta(days=days_off)
    said = say_date(day, today).split(", ")[0]
    assert read_date(said, today) == (None if day < today and day.year == today.year else day)


@given(everyday, st.integers(-62, 62))
def test_a_short_distance_counts_back_to_the_day(today: date, days_off: int):
    day = today + timedelta(days=days_off)
    distance = say_date(day, today).split(", ")[1]
    span = distance.removeprefix("in ").removesuffix(" ago")
    forward = read_date("1 day" if span == "yesterday" else span, today)
    assert forward == today + timedelta(days=abs(days_off))
    assert distance.endswith("ago") or distance == "yesterday" if days_off < 0 else not distance.endswith("ago")


@given(everyday, st.integers(63, 3000))
def test_a_long_distance_is_right_to_the_month(today: date, days_off: int):
    distance = say_date(today + timedelta(days=days_off), today).split(", ")[1]
    months = int(distance.removeprefix("in about ").removesuffix(" months"))
    assert abs(months * 30.44 - days_off) <= 16
