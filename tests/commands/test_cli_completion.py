import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from pmfacil.commands.program import program

Run = Callable[..., Result]
Make = Callable[..., Path]
DOCS = Path(__file__).parents[2] / "docs"


def every_command(group: click.Group = program, *above: str) -> Iterator[tuple[str, ...]]:
    """The words of every command that takes a session."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from every_command(command, *above, name)
        if any(parameter.name == "session" for parameter in command.params):
            yield (*above, name)


def offered(run: Run, monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    with monkeypatch.context() as shell:
        shell.setenv("_PMFACIL_COMPLETE", "bash_complete")
        shell.setenv("COMP_WORDS", " ".join(["pmfacil", *words]))
        shell.setenv("COMP_CWORD", str(len(words)))
        ran = run()
    assert (ran.exit_code, ran.stderr) == (0, "")
    return sorted(word.partition(",")[2] for word in ran.stdout.splitlines())


def test_there_are_commands_that_take_a_session() -> None:
    assert {("open",), ("show",), ("export",), ("check",), ("actions", "done")} <= set(every_command())


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_every_command_that_takes_a_session_completes_it(
    run: Run, make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    make("Users could not [/] check out", "aaaabbbb")
    make("Users could not log in", "k3f9x2ab").write_text("{")
    # One command takes a file first.
    words = [*command, *([str(tmp_path)] if command == ("import-timeline",) else [])]
    assert offered(run, monkeypatch, *words, "") == ["aaaabbbb", "k3f9x2ab"]
    assert offered(run, monkeypatch, *words, "out") == ["aaaabbbb"]


def test_completing_knows_a_session_that_was_just_made(run: Run, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    make("One", "aaaabbbb")
    assert offered(run, monkeypatch, "show", "") == ["aaaabbbb"]
    make("Two", "k3f9x2ab")
    assert offered(run, monkeypatch, "show", "") == ["aaaabbbb", "k3f9x2ab"]


def test_the_page_of_all_commands_is_what_they_say() -> None:
    spec = importlib.util.spec_from_file_location("commands_page", DOCS / "commands.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / "commands.md").read_text("utf-8") == module.page(), "`python docs/commands.py` writes it again"
