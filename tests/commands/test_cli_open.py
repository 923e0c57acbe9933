import json
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from pmfacil.review.clock import Pause, Start
from pmfacil.sessions.live import LiveMeeting

Run = Callable[..., Result]
Make = Callable[..., Path]
Everything = Callable[[], dict[Path, bytes]]

APP = """
import json, sys, types
from pmfacil.cli import main

def run(title, begin, called=""):
    meeting = begin()
    running = meeting.review.run.since is not None
    print("APP", json.dumps([title, str(meeting.file.path), meeting.read_only, running]))
    print(*meeting.notices)
    print(f"called “{called}”")
    meeting.close()
    return LEAVES

start = types.ModuleType("pmfacil.start")
start.run = run
sys.modules["pmfacil.start"] = start
sys.exit(main(sys.argv[1:]))
"""
"""The program with an app that says what it was given, and leaves at once."""


def in_terminal(*args: str, program: str = APP, leaves: int = 0) -> tuple[int, str]:
    """The exit code and what a terminal shows."""
    ours, theirs = pty.openpty()
    code = program.replace("LEAVES", str(leaves))
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *args], stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    deadline = time.monotonic() + 20
    try:
        while time.monotonic() < deadline and select.select([ours], [], [], 20)[0] and (more := os.read(ours, 65536)):
            shown += more
    except OSError:  # how Linux says that nobody is at the other end any more
        pass
    finally:
        os.close(ours)
    return process.wait(10), shown.decode().replace("\r\n", "\n")


def app_got(shown: str) -> tuple[str, Path, bool, bool]:
    (line,) = [line for line in shown.splitlines() if line.startswith("APP ")]
    title, path, read_only, running = json.loads(line.removeprefix("APP "))
    return title, Path(path), read_only, running


@pytest.mark.parametrize("args", [["open", "last"], ["open", "--read-only", "last"], ["demo"]])
def test_without_a_terminal_it_says_so(run: Run, make: Make, everything: Everything, args: list[str]) -> None:
    make()
    before = everything()
    ran = run(*args)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"`{args[0]}` shows a screen and needs a terminal for its input and its output;" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert everything() == before


def test_only_half_a_terminal_is_none(make: Make) -> None:
    make()
    code, shown = in_terminal("open", "last", program=f"import os; os.dup2(os.open(os.devnull, os.O_RDONLY), 0)\n{APP}")
    assert code == 2
    assert "needs a terminal" in shown


def test_open_shows_the_meeting_of_the_session(make: Make) -> None:
    path = make("Users could not [/] log in")
    code, shown = in_terminal("open", "log in")
    assert code == 0
    assert app_got(shown) == ("Users could not [/] log in", path, False, False)


def test_what_the_app_leaves_with_is_the_exit_code(make: Make) -> None:
    make()
    assert in_terminal("open", "last", leaves=1)[0] == 1


def test_a_session_that_somebody_writes_can_be_opened_to_read(make: Make) -> None:
    path = make("Title", "k3f9x2ab")
    meeting = LiveMeeting.open(path)
    before = path.read_bytes()
    code, shown = in_terminal("open", "last")
    assert code == 1
    assert f"(process {os.getpid()})" in shown
    assert "`pmfacil join k3f9x2ab` joins its meeting" in shown
    assert shown.endswith("`pmfacil open --read-only k3f9x2ab` only shows it.\n")
    assert shown.count("\n") == 1
    code, shown = in_terminal("open", "--read-only", "k3f9x2ab")
    meeting.close()
    assert code == 0
    assert app_got(shown) == ("Title", path, True, False)
    assert path.read_bytes() == before


def test_a_newer_session_is_opened_to_read_with_a_sentence(make: Make) -> None:
    path = make("Title")
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 99'))
    before = path.read_bytes()
    code, shown = in_terminal("open", "last")
    assert code == 0
    assert app_got(shown) == ("Title", path, True, False)
    assert "is open to read only: a newer pmfacil wrote it" in shown
    assert path.read_bytes() == before


def test_a_damaged_session_is_not_opened(make: Make, everything: Everything) -> None:
    path = make("Title", "k3f9x2ab")
    path.write_bytes(path.read_bytes()[:-100])
    before = everything()
    code, shown = in_terminal("open", "k3f9x2ab")
    assert code == 1
    assert "is damaged: it is not whole JSON" in shown
    assert shown.endswith("nothing was overwritten, and it has no backup.\n")
    assert everything() == before


def test_new_opens_the_meeting_it_made(library: Path) -> None:
    code, shown = in_terminal("new", "Title")
    (path,) = library.glob("*.json")
    assert code == 0
    assert shown.splitlines()[0] == f"Made “Title” in {path}"
    assert app_got(shown) == ("Title", path, False, False)


@pytest.mark.parametrize("args", [["open", "last"], ["new", "Title"]])
def test_whoever_opens_a_meeting_can_say_the_name_that_the_others_see(make: Make, args: list[str]) -> None:
    make()
    assert "called “Dana”" in in_terminal(*args, "--name", "Da\x07na")[1]
    assert "called “”" in in_terminal(*args)[1]


@pytest.mark.parametrize("args", [["open", "last"], ["new", "Title"]])
def test_a_name_that_is_too_long_changes_nothing(run: Run, make: Make, everything: Everything, args: list[str]) -> None:
    make()
    before = everything()
    ran = run(*args, "--name", "x" * 61)
    assert (ran.exit_code, ran.stderr.splitlines()[-1]) == (1, "A name has at most 60 characters.")
    assert everything() == before


@pytest.mark.parametrize("option", ["--no-open", "--json"])
def test_new_opens_nothing_when_told_so(library: Path, option: str) -> None:
    code, shown = in_terminal("new", "Title", option)
    assert code == 0
    assert "APP" not in shown
    assert len(list(library.glob("*.json"))) == 1


def test_the_demo_is_in_the_middle_of_its_meeting_and_nothing_of_it_stays(library: Path) -> None:
    code, shown = in_terminal("demo")
    title, path, read_only, running = app_got(shown)
    assert code == 0
    assert (bool(title), read_only, running) == (True, False, True)
    assert path.is_relative_to(tempfile.gettempdir())
    assert not path.parent.exists()
    assert not library.exists()
    said = "That was the sample: what you did in it is gone, and your own sessions were not touched."
    assert shown.splitlines()[-1] == said


def test_show_draws_the_document_in_a_terminal(make: Make) -> None:
    make("Users could not [/] log in")
    code, shown = in_terminal("show", "last")
    assert code == 0
    assert "Users could not [/] log in" in shown
    assert "# Users" not in shown
    assert "\x1b[1m" in shown


def hold_long_ago(path: Path) -> None:
    """Say that its meeting was held some weeks ago."""
    meeting = LiveMeeting.open(path)
    meeting.apply(Start(at=meeting.clock.now() - timedelta(weeks=3)))
    meeting.apply(Pause(at=meeting.clock.now() - timedelta(weeks=3)))
    meeting.close()


def test_a_follow_up_begins_a_short_meeting_and_goes_on_in_it(run: Run, make: Make) -> None:
    path = make("Title", "k3f9x2ab")
    assert run("capture", "last", "a Alert at 75 % P1 @dana").exit_code == 0
    hold_long_ago(path)
    code, shown = in_terminal("open", "last", "--follow-up")
    assert code == 0
    assert app_got(shown) == ("Title", path, False, False)
    tables = json.loads(path.read_text())
    assert tables["plan"]["plan"]["format"] == "follow-up"
    assert sorted(item["minutes"] for item in tables["agenda"].values()) == [2, 3, 6, 12]
    assert in_terminal("open", "last", "--follow-up")[0] == 0
    assert json.loads(path.read_text()) == tables


def test_a_follow_up_that_comes_early_is_said(run: Run, make: Make) -> None:
    path = make("Title", "k3f9x2ab")
    assert run("capture", "last", "a Alert at 75 %").exit_code == 0
    hold_long_ago(path)
    tables = json.loads(path.read_text())
    tables["follow_ups"]["one"] = {"text": "Look again", "on": "9000-01-01"}
    path.write_text(json.dumps(tables))
    code, shown = in_terminal("open", "last", "--follow-up")
    assert code == 0
    assert "The day that was set for the follow-up has not come yet; u takes it back." in shown


def test_before_its_meeting_was_held_there_is_nothing_to_follow_up(
    run: Run, make: Make, everything: Everything
) -> None:
    make("Title", "k3f9x2ab")
    assert run("capture", "last", "a Alert at 75 %").exit_code == 0
    before = everything()
    code, shown = in_terminal("open", "last", "--follow-up")
    assert code == 1
    assert shown == "No meeting was held yet, and a follow-up comes on a later day; nothing was changed.\n"
    assert everything() == before


def test_without_actions_there_is_nothing_to_follow_up(make: Make, everything: Everything) -> None:
    make("Title", "k3f9x2ab")
    before = everything()
    code, shown = in_terminal("open", "last", "--follow-up")
    assert code == 1
    assert shown == "There is no agreed action to follow up; nothing was changed.\n"
    assert everything() == before
    assert in_terminal("open", "last", "--follow-up", "--read-only")[0] == 2
