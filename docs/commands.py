"""Write the page of all commands from the program itself: `python docs/commands.py`."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from pmfacil.commands.program import PROGRAM, program

PAGE = Path(__file__).with_name("commands.md")
TOP = """# Commands

All commands as they come, made from the program itself with `python docs/commands.py`.

`SESSION` is an id, a unique part of an id or title, `last`, or a path. The tab key completes commands, sessions and
numbers of actions once the shell knows how: `eval "$(pmfacil completion bash)"`. Every listing takes `--json`; an empty
or absent library is an empty listing. What a command answers goes to stdout, sentences about it to stderr. It ends
with 0 when it is done, 1 with findings or when something is not there, 2 when it was used wrongly.

More about some: [actions](actions.md) · [doctor](doctor.md) · [documents](documents.md) · [timelines](timelines.md) ·
[patterns](patterns.md) · [together](together.md)
"""


def page() -> str:
    """The page as it should be."""
    return TOP + "".join(_told(program, PROGRAM))


def _told(command: click.Command, name: str) -> Iterator[str]:
    """A command with its options, then those below it."""
    context = click.Context(command, info_name=name)
    pieces = command.collect_usage_pieces(context)
    text, _, example = inspect.cleandoc(command.help or "").partition("\b\nExample:\n")
    yield f"\n## `{' '.join([name, *pieces])}`\n\n{text.strip()}\n"
    if example:
        yield f"\n```console\n{inspect.cleandoc(example)}\n```\n"
    if command.epilog:
        title, _, letters = inspect.cleandoc(command.epilog).removeprefix("\b").strip().partition("\n")
        yield f"\n{title}\n\n```\n{inspect.cleandoc(letters)}\n```\n"
    options = [record for one in command.get_params(context) if (record := one.get_help_record(context))]
    rows = [f"| `{_cell(names)}` | {_cell(said)} |\n" for names, said in options if said and "--help" not in names]
    if rows:
        yield f"\n| option | |\n|---|---|\n{''.join(rows)}"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            if found := command.get_command(context, below):
                yield from _told(found, f"{name} {below}")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
