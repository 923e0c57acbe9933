"""`settings` and `keys`: what was chosen, where it comes from, and which keys there are."""

import os
from typing import Any

import click

from pmfacil.commands.saying import answer_json, one_line, say
from pmfacil.commands.session import library_of, library_option
from pmfacil.sessions.library import library_folder

_WIDEST = 60
"""The most characters in front of the sources that are set one below the other."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@library_option
@click.pass_context
def settings(context: click.Context, as_json: bool) -> None:
    """Show the file of settings, and every value with its source.

    What is printed can stand in the file itself. What is wrong with the file is told, and the exit code is 1 then.

    \b
    Example:
      pmfacil settings
      pmfacil settings --json
    """
    from pmfacil.settings import read_settings

    found = read_settings()
    if found.keymap or "theme" in found.sources:
        # Only the screen knows all keys and themes, and loading it takes a while.
        from pmfacil.start import checked

        found = checked(found)
    rows = {name: (value, found.sources.get(name, "default")) for name, value in found.values().items()}
    rows["library"] = _library(context)
    if as_json:
        values = {name: {"value": value, "source": source} for name, (value, source) in rows.items()}
        problems = list(found.problems)
        answer_json({"path": str(found.path), "exists": found.path.exists(), "values": values, "problems": problems})
    else:
        _print(str(found.path), found.path.exists(), rows)
    for problem in found.problems:
        say(problem)
    if found.problems:
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As one JSON array.")
def keys(as_json: bool) -> None:
    """Show every key with the id under which the settings can change it.

    \b
    Example:
      pmfacil keys
    """
    from pmfacil.app import PmfacilApp
    from pmfacil.keys import groups, key_table, shown
    from pmfacil.settings import read_settings
    from pmfacil.start import checked

    keymap = checked(read_settings()).keymap
    if not as_json:
        click.echo(key_table(PmfacilApp, keymap), nl=False)
        return
    rows: list[dict[str, Any]] = [
        {
            "id": binding.id,
            "key": shown(keymap.get(binding.id or "", binding.key)),
            "name": binding.description,
            "does": binding.tooltip,
            "where": where,
        }
        for where, bindings in groups(PmfacilApp).items()
        for binding in bindings
    ]
    answer_json(rows, indent=2)


def _library(context: click.Context) -> tuple[str, str]:
    folder = library_of(context).folder
    usual = "PMFACIL_LIBRARY" if os.environ.get("PMFACIL_LIBRARY") else "default"
    return str(folder), usual if folder == library_folder(None) else "--library"


def _print(path: str, exists: bool, rows: dict[str, tuple[Any, str]]) -> None:
    from pmfacil import toml

    click.echo(f"# {one_line(path)}{'' if exists else ' is not there; all is as usual.'}")
    library, source = rows.pop("library")
    click.echo(f"# library: {one_line(library)} ({source})")
    lines = [(f"{name} = {toml.dumps(value)}", source) for name, (value, source) in rows.items()]
    width = max(len(line) for line, _ in lines if len(line) <= _WIDEST)
    for line, source in lines:
        click.echo(f"{line.ljust(width)}  # {source}")
