import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from pmfacil.commands.new import new
from pmfacil.review.agenda import FORMATS
from pmfacil.review.review import Review
from pmfacil.sessions.live import LiveMeeting

Run = Callable[..., Result]
Make = Callable[..., Path]


def review_in(folder: Path) -> Review:
    (path,) = folder.glob("*.json")
    meeting = LiveMeeting.open(path, write=False)
    meeting.close()
    return meeting.review


def test_it_says_what_was_made_and_where_and_ends_with_the_id(run: Run, library: Path) -> None:
    ran = run("new", "Users could not [/] log in", "--severity", "SEV1", "--start", "2017-01-31 17:20")
    (path,) = library.glob("*.json")
    id = review_in(library).id
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0] == f"Made “Users could not [/] log in” in {path}"
    assert ran.stdout.split()[-1] == id
    assert path.name == f"2017-01-31-users-could-not-log-in-{id}.json"
    assert run("show", id).exit_code == 0


def test_as_json_it_is_one_object(run: Run, library: Path) -> None:
    ran = run("new", "結帳 failed", "--json")
    (path,) = library.glob("*.json")
    assert json.loads(ran.stdout) == {"id": review_in(library).id, "path": str(path), "title": "結帳 failed"}


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_has_its_agenda(run: Run, library: Path, format: str) -> None:
    assert run("new", "Title", "--format", format).exit_code == 0
    review = review_in(library)
    assert (tuple(item.minutes for item in review.agenda), review.plan.reserve) == FORMATS[format]


def test_all_formats_can_be_chosen_and_no_others() -> None:
    (option,) = (option for option in new.params if option.name == "format")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(FORMATS)


@pytest.mark.parametrize(
    ("words", "zone", "meant"),
    [
        ("2017-01-31 17:20", "UTC", "2017-01-31T17:20Z"),
        ("2017-01-31T17:20Z", "UTC", "2017-01-31T17:20Z"),
        ("2017-01-31T17:20:30", "UTC", "2017-01-31T17:20:30Z"),
        ("2017-01-31 17:20", "Europe/Berlin", "2017-01-31T16:20Z"),
        ("2017-07-31 17:20", "Europe/Berlin", "2017-07-31T15:20Z"),
        ("2017-01-31 17:20 Z", "Europe/Berlin", "2017-01-31T17:20Z"),
        ("2017-01-31 17:20+05:30", "Europe/Berlin", "2017-01-31T11:50Z"),
        ("2017-01-31T17:20-0800", "UTC", "2017-02-01T01:20Z"),
        ("2026-10-25 02:30+01:00", "Europe/Berlin", "2026-10-25T01:30Z"),
    ],
)
def test_a_time_is_read_in_its_own_offset_or_in_the_zone(
    run: Run, library: Path, words: str, zone: str, meant: str
) -> None:
    assert run("new", "Title", "--start", words, "--tz", zone).exit_code == 0
    incident = review_in(library).incident
    assert (incident.start, incident.timezone) == (datetime.fromisoformat(meant), zone)


@pytest.mark.parametrize("option", ["--start", "--end"])
@pytest.mark.parametrize(
    "words",
    [
        "2017-02-30 10:00",
        "2017-13-01 10:00",
        "2017-01-31 24:01",
        "2017-01-31",
        "17:20",
        "20170131T1720",
        "2017-01-31 17:20+99:00",
        "0001-01-01 00:00",
        "9999-12-31 23:59",
        "٢٠١٧-٠١-٣١ ١٧:٢٠",
        "yesterday",
        "",
        "\x1b[31m[/]",
        "1" * 100_000,
    ],
)
def test_a_date_that_does_not_exist_is_one_sentence(run: Run, library: Path, option: str, words: str) -> None:
    refused(run("new", "Title", option, words), library, "is no date and time; write it like 2017-01-31 17:20;")


@pytest.mark.parametrize(("words", "example"), [("2026-03-29 02:30", "+01:00"), ("2026-10-25 02:30", "+02:00")])
def test_a_time_that_the_clocks_skipped_or_showed_twice_needs_an_offset(
    run: Run, library: Path, words: str, example: str
) -> None:
    ran = run("new", "Title", "--start", words, "--tz", "Europe/Berlin")
    refused(ran, library, f"“{words}” is not one moment in Europe/Berlin, where the clocks were changed then;")
    assert f"as in {words}{example};" in ran.stderr


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "Europe", "\x1b[31m[/]", "x" * 100_000])
def test_a_zone_that_does_not_exist_is_one_sentence(run: Run, library: Path, zone: str) -> None:
    refused(run("new", "Title", "--tz", zone), library, "is not a time zone; write one like UTC or Europe/Berlin;")


@pytest.mark.parametrize("title", ["", "   ", "\x00\x1b\u202e\u200b"])
def test_an_empty_title_is_one_sentence(run: Run, library: Path, title: str) -> None:
    refused(run("new", title), library, "A review needs a title: say what customers met;")


@pytest.mark.parametrize("fields", [["x" * 100_000], ["Title", "--severity", "x" * 100_000]])
def test_a_line_that_is_too_long_is_one_sentence(run: Run, library: Path, fields: list[str]) -> None:
    refused(run("new", *fields), library, "That line has 100,000 characters and 4,000 is the most")


def test_an_end_before_the_start_is_one_sentence(run: Run, library: Path) -> None:
    ran = run("new", "Title", "--start", "2017-01-31 17:20", "--end", "2017-01-31 17:19")
    refused(ran, library, "The incident would end before it starts;")


def refused(ran: Result, library: Path, said: str) -> None:
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert ran.stderr.endswith("`pmfacil new --help` shows how it is used.\n")
    assert ran.stderr[:-1].isprintable()
    assert not library.exists()


def test_control_characters_are_dropped_and_markup_is_text(run: Run, library: Path) -> None:
    hostile = "\x1b]0;\x07[/] [red]\x9b\u202e\n結帳"
    ran = run("new", hostile, "--severity", hostile)
    assert ran.exit_code == 0
    assert all(line.isprintable() for line in ran.stdout.splitlines())
    incident = review_in(library).incident
    assert (incident.title, incident.severity) == ("]0;[/] [red] 結帳",) * 2


def test_a_library_that_cannot_be_written_is_one_sentence(
    run: Run, tmp_path: Path, everything: Callable[[], Any]
) -> None:
    (tmp_path / "file").write_text("no folder")
    before = everything()
    ran = run("new", "Title", "--library", str(tmp_path / "file" / "library"))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "was not saved: a part of its path is not a folder; what was on disk was left as it is" in ran.stderr
    assert everything() == before


def test_a_timeline_from_elsewhere_comes_with_it(run: Run, library: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("- 10:02 Release 412 goes out\n- 10:14 Alert on the error rate\n")
    ran = run("new", "Title", "--start", "2026-11-18 10:02", "--timeline", str(notes), "--no-open")
    assert ran.exit_code == 0
    assert "Added 2 events." in ran.stderr
    (path,) = library.glob("*.json")
    texts = {event["text"] for event in json.loads(path.read_text())["events"].values()}
    assert texts == {"Release 412 goes out", "Alert on the error rate"}


def test_the_start_and_the_end_are_those_of_its_timeline_if_nobody_says_others(
    run: Run, library: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.csv"
    notes.write_text(
        "time,event,kind\n2026-11-18T09:02Z,Release 412 goes out,trigger\n2026-11-18T09:25Z,All is well,recovery\n"
    )
    ran = run(
        "new", "Title", "--tz", "Europe/Berlin", "--end", "2026-11-18 10:40", "--timeline", str(notes), "--no-open"
    )
    assert "Added 2 events; the incident's start (2026-11-18 10:02) was taken from the file." in ran.stderr
    (path,) = library.glob("*.json")
    (incident,) = json.loads(path.read_text())["incident"].values()
    assert (incident["start"], incident["end"]) == ("2026-11-18T09:02:00Z", "2026-11-18T09:40:00Z")


def test_a_timeline_that_cannot_be_read_makes_no_review(run: Run, library: Path, tmp_path: Path) -> None:
    ran = run("new", "Title", "--timeline", str(tmp_path / "gone"), "--no-open")
    assert ran.exit_code == 2
    assert not library.exists()
