import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from pmfacil import __version__
from pmfacil.commands.program import PLACES, program
from pmfacil.review.text import EditRefused

Run = Callable[..., Result]
Make = Callable[..., Path]
PMFACIL = [sys.executable, "-m", "pmfacil"]


@pytest.mark.parametrize(
    ("args", "absent"),
    [
        (["--version"], {"click", "pydantic", "textual", "rich", "tinydb", "json"}),
        (["list"], {"pydantic", "textual", "rich", "tinydb"}),
        (["list", "--json"], {"pydantic", "textual", "rich", "tinydb"}),
        (["new", "--help"], {"pydantic", "textual", "rich", "tinydb"}),
    ],
)
def test_quick_commands_load_nothing_slow(make: Make, args: list[str], absent: set[str]) -> None:
    make()
    code = f"import sys; from pmfacil.cli import main; main({args}); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    assert "pmfacil" in loaded
    assert not loaded & absent


@pytest.mark.parametrize("args", [["--version"], ["--library", "x", "--version"]])
def test_the_version_is_said(run: Run, args: list[str]) -> None:
    ran = run(*args)
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, f"pmfacil {__version__}\n", "")


def test_without_a_command_the_library_is_listed_with_a_hint(run: Run, make: Make) -> None:
    make(id="k3f9x2ab")
    ran = run()
    assert ran.exit_code == 0
    assert ran.stdout.splitlines()[0].startswith("k3f9x2ab  2026-11-18")
    assert "pmfacil open SESSION" in ran.stdout.splitlines()[-1]


@pytest.mark.parametrize("name", [None, *PLACES])
def test_every_help_has_an_example(run: Run, name: str | None) -> None:
    ran = run(*filter(None, [name]), "--help")
    assert ran.exit_code == 0
    assert f"  pmfacil {name or 'new'}" in ran.stdout.partition("Example:")[2]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["serve"], "No such command 'serve'"),
        (["list", "--frobnicate"], "--frobnicate"),
        (["open"], "Missing argument 'SESSION'"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["new", "x", "--format", "\x1b]0;[/]\x07"], "is not one of"),
        (["x\x9b" * 50_000], "No such command"),
    ],
)
def test_wrong_usage_is_one_clean_sentence(run: Run, args: list[str], words: str) -> None:
    ran = run(*args)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert ran.stderr.endswith("\n")
    assert ran.stderr[:-1].isprintable()
    assert len(ran.stderr) < 2500


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyError("[/]"), 1, "This command met a fault of its own (KeyError); what was saved before is safe"),
        (OSError(errno.ENOSPC, "full"), 1, "This could not be finished: the disk is full; what was saved before"),
        (RecursionError(), 1, "a fault of its own (RecursionError)"),
        (
            EditRefused("That is no longer there; nothing was changed."),
            1,
            "That is no longer there; nothing was changed",
        ),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
    ],
)
def test_whatever_goes_wrong_inside_is_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setitem(program.commands, "fail", click.Command("fail", callback=fail))
    ran = run("fail")
    assert (ran.exit_code, ran.stdout) == (code, "")
    assert said in ran.stderr
    assert ran.stderr.count("\n") == (1 if said else 0)


def test_a_library_may_be_named_before_and_after_the_command_and_the_last_counts(run: Run, tmp_path: Path) -> None:
    here, there = str(tmp_path / "here"), str(tmp_path / "there")
    assert run("--library", here, "new", "Before").exit_code == 0
    assert run("new", "After", "--library", there).exit_code == 0
    assert "Before" in run("list", "--library", here).stdout
    assert "After" in run("--library", there, "list").stdout
    assert "After" in run("--library", here, "list", "--library", there).stdout
    assert "After" in run("show", "After", "--library", there).stdout
    assert "No session yet" in run("list").stdout


@pytest.mark.parametrize("words", ["k3f9x2ab", "f9x2", "log in", "LOG", "last", "PATH", "NAME"])
def test_a_session_is_named_in_many_ways(run: Run, make: Make, words: str) -> None:
    make("Users could not check out", "aaaabbbb")
    path = make("Users could not log in", "k3f9x2ab")
    os.utime(path, (4_000_000_000, 4_000_000_000))
    words = {"PATH": str(path), "NAME": path.name}.get(words, words)
    assert run("show", words).stdout.startswith("# Users could not log in\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nothing like it", "No session fits “nothing like it”; `pmfacil list` shows all there are."),
        ("users could", "“users could” fits 2 sessions: "),
        ("", "No session fits “”"),
        ("\x1b[2J[/]\u202e", "No session fits “[2J[/]”"),
        ("x" * 100_000, "No session fits “xxx"),
        ("/" * 100_000, "No session fits “///"),
        ("2026-11-18-gone-aaaaaaaa.json", "No session fits"),
    ],
)
@pytest.mark.parametrize("command", ["open", "capture", "show", "export"])
def test_a_session_that_is_not_there_or_not_clear_is_one_sentence(
    run: Run, make: Make, everything: Callable[[], object], command: str, words: str, said: str
) -> None:
    make("Users could not check out")
    make("Users could not log in")
    before = everything()
    ran = run(command, words, stdin="n lost\n")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert said in ran.stderr
    assert ran.stderr[:-1].isprintable()
    assert ran.stderr.endswith((".\n", "…\n"))
    assert everything() == before


def test_a_reader_that_goes_away_ends_it_silently(make: Make, library: Path) -> None:
    path = make("x" * 3000, "k3f9x2ab")
    for number in range(100):
        id = f"k3f9x{number:03}"
        path.with_name(path.name.replace("k3f9x2ab", id)).write_text(path.read_text().replace("k3f9x2ab", id))
    listing = subprocess.Popen([*PMFACIL, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert listing.stdout
    assert listing.stdout.readline()
    listing.stdout.close()
    assert listing.stderr
    assert listing.stderr.read() == b""
    assert listing.wait(10) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_is_full_is_one_sentence(make: Make) -> None:
    make()
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*PMFACIL, "list"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert ran.returncode == 1
    assert ran.stderr == "This could not be finished: the disk is full; what was saved before is safe, try again.\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_with_few_signs_gets_the_others_as_question_marks(make: Make, encoding: str) -> None:
    make("結帳 “failed” 🙂", "k3f9x2ab")
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    ran = subprocess.run([*PMFACIL, "list"], capture_output=True, env=env, check=True)
    assert b"k3f9x2ab" in ran.stdout
    assert ran.stderr == b""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(run: Run, shell: str) -> None:
    ran = run("completion", shell)
    assert ran.exit_code == 0
    assert f"_PMFACIL_COMPLETE={shell}_complete" in ran.stdout
    assert "pmfacil" in ran.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("pmfacil ex", ["plain,export"]),
        ("pmfacil open ", ["plain,k3f9x2ab", "plain,aaaabbbb"]),
        ("pmfacil open k3", ["plain,k3f9x2ab"]),
        ("pmfacil capture chec", ["plain,aaaabbbb"]),
        ("pmfacil show --library EMPTY k", [""]),
        ("pmfacil show --library FILE k", [""]),
        ("pmfacil export last --audience s", ["plain,shareable"]),
        ("pmfacil list --library rev", ["dir,rev"]),
    ],
)
def test_commands_sessions_and_values_are_completed(
    run: Run, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, offered: list[str]
) -> None:
    make("Users could not check out", "aaaabbbb")
    make("Users could not log in", "k3f9x2ab")
    (tmp_path / "file").write_text("no folder")
    typed = typed.replace("EMPTY", str(tmp_path / "empty")).replace("FILE", str(tmp_path / "file"))
    monkeypatch.setenv("_PMFACIL_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split(" ")) - 1))
    ran = run()
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert sorted(ran.stdout.splitlines()) == sorted(offered)
