import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from textual.content import Content

from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.coach.patterns.written import a_year, review_of
from tests.hostile import MARKUP

Run = Callable[..., Result]


@pytest.fixture
def year(library: Path) -> Path:
    """A library with the reviews of a year."""
    for review in a_year():
        LiveMeeting.create(Library(library), review).close()
    return library


def test_the_card_and_every_section_are_written(run: Run, year: Path) -> None:
    ran = run("trends")
    assert (ran.exit_code, ran.stderr) == (0, "")
    lines = ran.stdout.splitlines()
    assert lines[0] == "6 reviews, 2026-02 to 2026-11; 1 restricted one left out."
    assert "│ ●●● 3 ◆" in lines[4]
    assert "Monitoring        █████████    in 3 of 4 reviews that looked at it" in lines
    assert (
        "    Ask: Where on the way out could such a change have met fewer customers, or have gone back by itself?"
        in lines
    )
    assert "To detect         median 8 min (5 reviews)" in lines
    assert (
        "All               ████         1 of 3 in time, 33 %; the target is 85 %, not reached yet; only 3 actions"
        in lines
    )
    assert "Keys" not in ran.stdout


def test_as_json_everything_is_there(run: Run, year: Path) -> None:
    found = json.loads(run("trends", "--json").stdout)
    card = {square["id"]: square for square in found["card"]}
    assert [hit["review"]["id"] for hit in card["monitoring"]["hits"]] == ["dns", "again", "pool"]
    assert (card["monitoring"]["full"], card["testing"]["full"]) == (True, False)
    assert found["repeats"][0]["actions"] == ["A1"]
    assert found["actions"]["all"] == {"met": 1, "of": 3, "target": 85}
    assert (found["withheld"], found["few"]) == (1, False)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--since", "2026-05"), ["late", "export", "dns", "again"]),
        (("--since", "2026-08-09"), ["late", "export"]),
        (("--since", "2027"), []),
        (("--service", "CHECKOUT"), ["late", "again", "pool"]),
        (("--service", "edge", "--since", "2026-08"), ["late"]),
    ],
)
def test_it_can_be_narrowed_down(run: Run, year: Path, options: tuple[str, ...], expected: list[str]) -> None:
    found = json.loads(run("trends", "--json", *options).stdout)
    assert [review["id"] for review in found["reviews"]] == expected


def test_what_is_narrowed_to_a_service_does_not_speak_of_reviews_of_others(run: Run, year: Path) -> None:
    said = run("trends", "--service", "edge").stdout
    assert "edge, as in “Users could not dns”" in said
    assert "Users could not again" not in said


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--service", "nope[/]"), "No review fits service “nope[/]”; there are "),
        (("--since", "2027"), "No review fits that: the latest incident was on 2026-11-"),
        (
            ("--service", "checkout", "--since", "2027"),
            "No review of “checkout” fits that: none of its incidents was since 2027.",
        ),
    ],
)
def test_when_none_fits_it_says_what_there_is(run: Run, year: Path, options: tuple[str, ...], expected: str) -> None:
    ran = run("trends", *options)
    assert (ran.exit_code, ran.stdout.count("\n")) == (0, 1)
    assert ran.stdout.startswith(expected)
    assert ("checkout" in ran.stdout.casefold()) == ("--service" in options)


def test_services_that_are_many_are_not_all_named(run: Run, library: Path) -> None:
    services = [f"service-{number:02}" for number in range(15)]
    LiveMeeting.create(Library(library), review_of("r1", "2026-05-01", services=services)).close()
    said = run("trends", "--service", "nope").stdout
    assert said.endswith("service-10, service-11 and 3 more.\n")
    assert said.count("service-") == 12


def test_bars_stand_below_one_another_whatever_the_names_are(run: Run, library: Path) -> None:
    services = ["a", "the-service-with-a-long-name", "山田山田山田山田山田", "x" * 90]
    LiveMeeting.create(Library(library), review_of("r1", "2026-05-01", services=services)).close()
    lines = [line for line in run("trends").stdout.splitlines() if "█" in line and "last on" in line]
    starts = [Content(line.partition("█")[0]).cell_length for line in lines]
    assert starts == [41, 41, 41, 41]


@pytest.mark.parametrize("since", ["yesterday", "2026-13-", "26"])
def test_a_month_that_is_none_is_one_sentence(run: Run, year: Path, since: str) -> None:
    ran = run("trends", "--since", since)
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("args", [[], ["--json"]])
def test_an_absent_library_is_no_fault(run: Run, library: Path, args: list[str]) -> None:
    ran = run("trends", *args)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert not library.exists()


@pytest.mark.parametrize("command", [("trends",), ("digest", "--month", "2026-11")])
def test_a_damaged_file_among_good_ones_is_told_and_passed_over(run: Run, year: Path, command: tuple[str, ...]) -> None:
    whole = run(*command).stdout
    (year / "2026-05-01-damaged-abcd2345.json").write_text('{"session": ')
    ran = run(*command)
    assert (ran.exit_code, ran.stdout) == (0, whole)
    assert ran.stderr == "“2026-05-01-damaged-abcd2345.json” is left out: it is not whole JSON from line 1.\n"


@pytest.mark.parametrize("command", [("trends",), ("digest", "--month", "2026-11")])
def test_what_is_no_review_is_counted_and_a_copy_is_not(run: Run, year: Path, command: tuple[str, ...]) -> None:
    whole = run(*command).stdout
    (path,) = year.glob("2026-11-02-*.json")
    (year / f"copy-{path.name}").write_text(path.read_text())
    strange = path.read_text().replace('"SEV2"', "[1]").replace('"late"', '"odd23456"')
    (year / "2026-11-02-odd-odd23456.json").write_text(strange)
    ran = run(*command)
    assert (ran.exit_code, ran.stdout) == (0, whole)
    assert ran.stderr == "1 session makes no sense as a review and is left out; nothing was changed.\n"


def test_what_was_typed_commands_no_terminal(run: Run, library: Path) -> None:
    for number in range(3):
        nasty = f"{MARKUP} \x1b[2J 山田 {number}"
        review = review_of(f"r{number}", "2026-05-01", title=nasty, factors=[nasty], services=[nasty], tags=[nasty])
        LiveMeeting.create(Library(library), review).close()
    ran = run("trends")
    assert ran.exit_code == 0
    assert "\x1b" not in ran.stdout
    assert MARKUP in ran.stdout


def test_a_changed_review_is_read_again_and_the_others_are_not(run: Run, year: Path) -> None:
    assert "late" in json.dumps(json.loads(run("trends", "--json").stdout)["reviews"])
    (path,) = year.glob("2026-11-02-*.json")
    path.write_text(path.read_text().replace("Users could not late", "Users could not wait"))
    os.utime(path, (time.time() + 5, time.time() + 5))
    assert "Users could not wait" in run("trends", "--json").stdout
