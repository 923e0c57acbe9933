import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Make = Callable[..., Path]
PMFACIL = [sys.executable, "-m", "pmfacil", "check"]


def objects(ran: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.parametrize(
    ("kind", "line", "category"),
    [
        ("wording", "Dana forgot to run the migration.", "person"),
        ("action", "Improve the alerts (owner: Dana) (due: Friday)", "vague"),
        ("title", "Connection pool exhausted", "cause"),
    ],
)
def test_lines_are_checked_as_what_they_are(run: Run, kind: str, line: str, category: str) -> None:
    ran = run("check", "--lines", kind, "--json", stdin=line + "\n")
    assert (ran.exit_code, ran.stderr) == (1, "")
    (found,) = objects(ran)
    assert (found["line"], found["text"]) == (1, line)
    assert [set(finding) for finding in found["findings"]] == [{"rule", "category", "message", "suggestions"}]
    finding = found["findings"][0]
    assert finding["category"] == category
    assert finding["rule"].startswith(f"{category}-")
    assert finding["message"].endswith(".")
    assert len(finding["suggestions"]) >= 2


def test_for_people_there_are_only_the_lines_with_a_finding(run: Run) -> None:
    ran = run("check", "--lines", "title", stdin="Customers could not pay\n\nCustomers could not pay\nDisk full\n")
    assert ran.exit_code == 1
    assert [line.split(": ")[:2] for line in ran.stdout.splitlines()] == [["2", "uninformative"], ["4", "cause"]]


@pytest.mark.parametrize("args", [[], ["--json"]])
def test_nothing_to_say_is_exit_code_0(run: Run, args: list[str]) -> None:
    assert run("check", "--lines", "title", *args, stdin="Customers could not pay").exit_code == 0
    assert run("check", "--lines", "wording", *args, stdin="").exit_code == 0


def test_only_a_newline_ends_a_line_and_empty_lines_are_lines(run: Run) -> None:
    typed = "a\rb\n\nc\x0bd\x0ce\x1cf\x85g\u2028h\u2029i\r\n\n"
    lines = objects(run("check", "--lines", "wording", "--json", stdin=typed))
    assert [line["text"] for line in lines] == ["a\rb", "", "c\x0bd\x0ce\x1cf\x85g\u2028h\u2029i\r", ""]
    assert [line["line"] for line in lines] == [1, 2, 3, 4]


def test_a_line_that_ends_without_a_newline_is_one(run: Run) -> None:
    assert [line["text"] for line in objects(run("check", "--lines", "action", "--json", stdin="a\nb"))] == ["a", "b"]


@pytest.mark.parametrize("kind", ["wording", "action", "title"])
def test_hostile_bytes_are_answered_in_plain_signs(run: Run, kind: str) -> None:
    typed = b"\xff\xfe [/] \x1b]52;c;aGk=\x07 \x00\nImprove \xe2\x80\xae the \xc2\x9b2J alerts\n\xed\xa0\x80\n"
    ran = run("check", "--lines", kind, "--json", stdin=typed)
    assert ran.exit_code in (0, 1)
    assert len(objects(ran)) == 3
    assert ran.stdout.isascii()
    ran = run("check", "--lines", kind, stdin=typed)
    assert not {"\x1b", "\x00", "\u202e", "\x9b"} & set(ran.stdout)


@pytest.mark.parametrize("args", [[], ["last", "--lines", "action"], ["--lines", "prose"]])
def test_what_to_check_has_to_be_said_once(run: Run, make: Make, args: list[str]) -> None:
    make()
    ran = run("check", *args)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1
    assert "check --help" in ran.stderr


def test_an_answer_comes_before_the_next_line_is_there() -> None:
    process = subprocess.Popen(
        [*PMFACIL, "--lines", "title", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    late = threading.Timer(30, process.kill)
    late.start()
    process.stdin.write("Disk full\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["text"] == "Disk full"
    process.stdin.close()
    assert process.wait() == 1
    process.stdout.close()
    late.cancel()


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    with endless.open("wb") as file:
        file.truncate(400_000_000)
        file.seek(0, os.SEEK_END)
        file.write(b"\nDisk full\n")
    # A limit, for what a process says it used at most includes what the one that started it had used.
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (350_000_000, 350_000_000));"
        "from pmfacil.cli import main; main(['check', '--lines', 'title'])"
    )
    with endless.open("rb") as file:
        ran = subprocess.run([sys.executable, "-c", code], stdin=file, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout.splitlines()[-1].startswith("2: cause: ")


def test_a_session_that_is_not_ready_says_what_blocks_it(run: Run, make: Make) -> None:
    make("Connection pool exhausted")
    ran = run("check", "last")
    assert (ran.exit_code, ran.stderr) == (1, "")
    said = ran.stdout.splitlines()
    assert said[0].endswith("publishing it.")
    assert any(line.startswith("blocks: ") for line in said)
    assert sum(line.startswith("reader: ") for line in said) == 5
    assert said[-1] == "status: draft"


def test_as_json_a_session_is_one_object(run: Run, make: Make) -> None:
    make("Connection pool exhausted")
    ran = run("check", "last", "--json")
    found = json.loads(ran.stdout)
    assert (ran.exit_code, found["title"], found["ready"]) == (1, "Connection pool exhausted", False)
    assert len(found["questions"]) == 5
    for finding in found["findings"]:
        assert set(finding) == {"rule", "severity", "place", "part", "message", "suggestions", "source"}
    assert {"blocks"} <= {finding["severity"] for finding in found["findings"]}


def test_a_session_that_is_not_there_is_told(run: Run) -> None:
    ran = run("check", "nosuch")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.count("\n") == 1
