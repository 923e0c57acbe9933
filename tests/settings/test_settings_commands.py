import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pmfacil.settings import Settings, read_settings
from tests.commands.conftest import Program

Write = Callable[..., Path]
Run = Callable[..., Result]


@pytest.fixture
def run(write: Write, tmp_path: Path) -> Run:
    """Runs the program as a shell does, in this process."""

    def run(*args: str, **more: str) -> Result:
        env = {"PMFACIL_LIBRARY": str(tmp_path / "library"), **more}
        return CliRunner().invoke(Program("pmfacil"), args, env=env)

    return run


def agenda_of(folder: Path) -> tuple[str, list[int], list[str], list[str]]:
    """The format, the minutes, the categories and the layers of the only session."""
    (path,) = folder.glob("*.json")
    tables: dict[str, Any] = json.loads(path.read_text())

    def column(table: str, name: str) -> list[Any]:
        return [row[name] for row in sorted(tables[table].values(), key=lambda row: row["order"])]

    (plan,) = tables["plan"].values()
    return plan["format"], column("agenda", "minutes"), column("categories", "text"), column("layers", "text")


def test_it_shows_where_the_file_would_be_and_what_holds_without_one(run: Run, tmp_path: Path) -> None:
    ran = run("settings")
    assert (ran.exit_code, ran.stderr) == (0, "")
    lines = ran.stdout.splitlines()
    assert lines[0] == f"# {tmp_path / 'config' / 'settings.toml'} is not there; all is as usual."
    assert lines[1] == f"# library: {tmp_path / 'library'} (PMFACIL_LIBRARY)"
    assert tomllib.loads(ran.stdout) == Settings().values()
    assert all(line.endswith("  # default") for line in lines[2:])
    assert not (tmp_path / "config").exists()


def test_every_value_has_its_source(run: Run, write: Write, tmp_path: Path) -> None:
    write('gap_minutes = 15\nservices = ["checkout"]\nkeymap.meeting.run = "f5"\n')
    ran = run("settings", PMFACIL_THEME="nord")
    lines = {line.split(" = ")[0]: " ".join(line.split()) for line in ran.stdout.splitlines()}
    assert lines["gap_minutes"] == "gap_minutes = 15 # file"
    assert lines["services"] == 'services = ["checkout"] # file'
    assert lines["theme"] == 'theme = "nord" # PMFACIL_THEME'
    assert lines["due_days"] == "due_days = 45 # default"
    assert lines["keymap"] == 'keymap = { "meeting.run" = "f5" } # file'
    read_settings().remember_theme("dracula")
    assert 'theme = "dracula"' in run("settings").stdout
    assert run("settings", "--library", str(tmp_path)).stdout.splitlines()[1] == f"# library: {tmp_path} (--library)"


def test_what_is_shown_can_be_the_file(run: Run, write: Write) -> None:
    write('gap_minutes = 15\n[formats.team]\nminutes = [5, 5, 20, 15, 5, 5, 5, 10, 2]\n[keymap]\n"meeting.run" = "f5"')
    shown = run("settings").stdout
    write(shown)
    again = run("settings")
    assert (again.exit_code, tomllib.loads(again.stdout)) == (0, tomllib.loads(shown))


def test_as_json_it_is_one_object(run: Run, write: Write, tmp_path: Path) -> None:
    path = write("gap_minutes = 15\nx = 1")
    ran = run("settings", "--json")
    told = json.loads(ran.stdout)
    assert ran.exit_code == 1
    assert (told["path"], told["exists"]) == (str(path), True)
    assert told["values"]["gap_minutes"] == {"value": 15, "source": "file"}
    assert told["values"]["due_days"] == {"value": 45, "source": "default"}
    assert told["values"]["library"] == {"value": str(tmp_path / "library"), "source": "PMFACIL_LIBRARY"}
    assert told["problems"] == [
        "settings.toml line 2: there is no setting “x”; `pmfacil settings` shows all there are."
    ]


def test_what_is_wrong_is_told_a_sentence_each_and_the_exit_code_is_one(run: Run, write: Write) -> None:
    write('gap_minutes = "x"\ntheme = "no such"\n[keymap]\n"meeting.run" = "z"\n"no.such" = "f5"\n')
    ran = run("settings")
    assert ran.exit_code == 1
    assert sorted(line.partition(":")[0] for line in ran.stderr.splitlines()) == [
        f"settings.toml line {line}" for line in (1, 2, 4, 5)
    ]
    assert 'theme = "pmfacil-dark"' in ran.stdout
    assert "keymap = {}" in ran.stdout


@pytest.mark.parametrize("content", [b"theme = ", b"\xff", b"x" * 100_000], ids=["syntax", "encoding", "size"])
def test_of_a_file_that_cannot_be_read_the_defaults_are_shown(run: Run, write: Write, content: bytes) -> None:
    write(content)
    ran = run("settings")
    assert ran.exit_code == 1
    assert tomllib.loads(ran.stdout) == Settings().values()
    assert ran.stderr.count("\n") == 1


def test_a_new_review_has_the_agenda_the_categories_and_the_layers_of_the_team(
    run: Run, write: Write, tmp_path: Path
) -> None:
    write(
        'categories = ["Vendors"]\nlayers = ["Canary"]\n'
        "formats.team = { minutes = [5, 5, 20, 15, 5, 5, 5, 10, 2], reserve = 5 }"
    )
    assert run("new", "Users could not log in", "--format", "team", "--no-open").exit_code == 0
    format, minutes, categories, layers = agenda_of(tmp_path / "library")
    assert (format, minutes) == ("team", [5, 5, 20, 15, 5, 5, 5, 10, 2])
    assert (categories[-2:], layers[-2:]) == (["Environment", "Vendors"], ["Incident response", "Canary"])


def test_a_wrong_file_is_told_and_the_review_is_made_as_usual(run: Run, write: Write, tmp_path: Path) -> None:
    write("categories = ")
    ran = run("new", "Users could not log in", "--no-open")
    assert ran.exit_code == 0
    assert "line 1 cannot be read" in ran.stderr
    assert agenda_of(tmp_path / "library")[2] == ["People", "Process", "Technology", "Environment"]


def test_an_agenda_that_is_too_long_is_refused_with_the_reason(run: Run, write: Write, tmp_path: Path) -> None:
    write("formats.team = { minutes = [5, 5, 30, 15, 5, 5, 5, 10, 2], reserve = 9 }")
    ran = run("new", "Users could not log in", "--format", "team", "--no-open")
    assert ran.exit_code == 2
    why, refused = ran.stderr.splitlines()
    assert "the plan would be 91 minutes with its reserve, and 90 is the most; it is left out." in why
    assert "'team' is not one of 'short', 'standard', 'deep'" in refused
    assert not (tmp_path / "library").exists()


def test_agendas_of_ones_own_are_completed(run: Run, write: Write) -> None:
    write("formats.team = { minutes = [5, 5, 20, 15, 5, 5, 5, 10, 2] }")
    asked = {"_PMFACIL_COMPLETE": "bash_complete", "COMP_WORDS": "pmfacil new x --format ", "COMP_CWORD": "4"}
    assert run(**asked).stdout.split() == ["plain,short", "plain,standard", "plain,deep", "plain,team"]


@pytest.mark.parametrize("args", [["--version"], ["list"], ["list", "--json"], ["settings", "--help"]])
def test_quick_commands_do_not_read_the_settings(write: Write, tmp_path: Path, args: list[str]) -> None:
    write("wrong")
    code = f"import sys; from pmfacil.cli import main; main({args}); print(*sys.modules, file=sys.stderr)"
    env = {**os.environ, "PMFACIL_LIBRARY": str(tmp_path / "library")}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    loaded = ran.stderr.split()
    assert "pmfacil" in loaded
    assert not {"pmfacil.settings", "pmfacil.toml", "pydantic", "tomllib", "textual"} & set(loaded)


def test_all_keys_are_shown_with_their_ids_and_as_they_are_here(run: Run, write: Write) -> None:
    write('[keymap]\n"meeting.run" = "f5"\n')
    ran = run("keys")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "| `f5` | Start, pause | Let the clock run, or not | `meeting.run` |" in ran.stdout
    rows = {row["id"]: row for row in json.loads(run("keys", "--json").stdout)}
    assert rows["meeting.run"] == {
        "id": "meeting.run",
        "key": "f5",
        "name": "Start, pause",
        "does": "Let the clock run, or not",
        "where": "Everywhere in the meeting",
    }
    assert rows["go.whys"]["key"] == "4"
