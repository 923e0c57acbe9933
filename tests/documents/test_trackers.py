import csv
import io
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pmfacil.documents.audience import Audience
from pmfacil.documents.trackers import Tracker, to_tracker
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action, ActionType, Priority, Progress, ProgressStep
from pmfacil.review.part import Part
from pmfacil.review.policies import Policies

from .typed import TYPED
from .writing import INCIDENT, review_of

NOW = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)
ACTION = Action(
    number=1,
    made=NOW,
    text="Alert at 75 %",
    owner="Dana",
    due=date(2026, 12, 4),
    type=ActionType.DETECT,
    priority=Priority.P1,
    check="fires in a drill",
)
DONE = ProgressStep(status=Progress.DONE, at=NOW)
CLOSED = Action(number=2, made=NOW, text="Old", status=Progress.DONE, history=(DONE,))
TABLES = (Tracker.JIRA, Tracker.GITLAB, Tracker.LINEAR)


def text(tracker: Tracker, *parts: Part, policies: Policies | None = None) -> str:
    """What goes to a tracker."""
    return to_tracker(Voice(review_of(*parts), Audience.INTERNAL, NOW, policies), tracker)


def table(tracker: Tracker, *parts: Part, policies: Policies | None = None) -> list[list[str]]:
    """The rows as the tracker reads them."""
    return list(csv.reader(io.StringIO(text(tracker, *parts, policies=policies), newline="")))


def test_jira_gets_its_columns_and_one_more_for_a_second_label():
    head, row = table(Tracker.JIRA, ACTION)
    assert ",".join(head) == "Summary,Issue Type,Description,Assignee,Priority,Due Date,Labels,Labels"
    about = f"Done when: fires in a drill\nFrom: A1 of the incident review “{INCIDENT.title}”"
    assert row == ["Alert at 75 %", "Task", about, "Dana", "High", "2026-12-04", "incident-review", "detect"]


def test_jira_gets_the_names_that_the_team_has_for_its_priorities():
    row = table(Tracker.JIRA, ACTION, policies=Policies(priority_names={Priority.P1: "Blocker"}))[1]
    assert row[4] == "Blocker"


def test_gitlab_gets_owner_and_labels_as_quick_actions_on_lines_of_their_own():
    head, row = table(Tracker.GITLAB, ACTION)
    assert ",".join(head) == "title,description,due_date,milestone,type"
    assert row[1].splitlines()[-2:] == ["/assign @Dana", "/label ~incident-review ~detect"]
    assert (row[0], *row[2:]) == ("Alert at 75 %", "2026-12-04", "", "issue")


@pytest.mark.parametrize("owner", ["Dana Meier", "山田", "x y\n/close", "@", "a" * 80])
def test_gitlab_gets_a_name_that_is_no_account_as_words(owner: str):
    row = table(Tracker.GITLAB, ACTION.changed(owner=owner))[1]
    assert "/assign" not in row[1]
    assert "Owner: " in row[1]


@given(TYPED)
def test_nothing_that_is_typed_is_a_quick_action(typed: str):
    row = table(Tracker.GITLAB, ACTION.changed(text=f"{typed}x", check=typed, effect=typed, owner=typed))[1]
    commands = [line.split()[0] for line in row[1].splitlines() if line.startswith("/")]
    assert commands in (["/label"], ["/assign", "/label"])


def test_linear_gets_its_own_words_for_states_and_priorities():
    head, open_row, done_row = table(Tracker.LINEAR, ACTION, CLOSED)
    assert ",".join(head) == (
        "Title,Description,Status,Priority,Assignee,Labels,Estimate,Created,Started,Completed,Archived"
    )
    assert open_row[2:] == ["Todo", "High", "Dana", "incident-review, detect", "", "2026-11-18", "", "", ""]
    assert open_row[1].endswith("Due: 2026-12-04")
    assert done_row[2:4] == ["Done", "No priority"]
    assert done_row[9] == "2026-11-18"


@pytest.mark.parametrize("tracker", [Tracker.JIRA, Tracker.GITLAB, Tracker.GITHUB])
def test_what_is_closed_is_not_opened_again(tracker: Tracker):
    assert "Old" not in text(tracker, ACTION, CLOSED)


@pytest.mark.parametrize("tracker", TABLES)
def test_a_formula_is_words_in_every_table(tracker: Tracker):
    row = table(tracker, ACTION.changed(text="=HYPERLINK(1)", owner="@SUM(A1)"))[1]
    assert row[0] == "'=HYPERLINK(1)"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with a `gh` that only writes down what it was called with."""
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(f'#!/bin/sh\nprintf "%s\\0" "$@" >> "{tmp_path}/called"\nprintf "\\1" >> "{tmp_path}/called"\n')
    gh.chmod(0o755)
    return tmp_path


def called(made: Path, script: str) -> list[list[str]]:
    """The arguments of every call that a shell makes of the script."""
    (made / "called").write_text("")
    env = {"PATH": f"{made}/bin:/usr/bin:/bin"}
    subprocess.run(["sh", "-c", script], check=True, env=env, cwd=made, timeout=20)
    return [call.split("\0")[:-1] for call in (made / "called").read_bytes().decode().split("\1")[:-1]]


def test_github_gets_a_script_that_makes_an_issue_of_each(made: Path):
    calls = called(made, text(Tracker.GITHUB, ACTION, CLOSED))
    assert calls[:2] == [["label", "create", "detect"], ["label", "create", "incident-review"]]
    assert calls[2][:3] == ["issue", "create", "--title=Alert at 75 %"]
    assert calls[2][4:] == ["--label=incident-review", "--label=detect"]
    assert calls[2][3].startswith("--body=Done when: fires in a drill\n\nFrom: A1 of the incident review ")
    assert calls[2][3].endswith("Owner: Dana\n\nDue: 2026-12-04")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED)
def test_a_shell_does_nothing_of_what_is_typed(made: Path, typed: str):
    action = ACTION.changed(text=f"{typed}x", check=typed, owner=typed)
    calls = called(made, text(Tracker.GITHUB, action))
    assert calls[2][2] == f"--title={action.text}"
    assert len(calls) == 3
    assert {path.name for path in made.iterdir()} == {"bin", "called"}


def test_a_script_of_restricted_actions_says_so_first():
    script = text(Tracker.GITHUB, ACTION.changed(restricted=True))
    assert script.splitlines()[1].startswith("# Restricted")
    assert "'--title=Alert at 75 % (restricted)'" in script
    assert "Restricted" not in text(Tracker.GITHUB, ACTION)
