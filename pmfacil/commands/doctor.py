"""`doctor`: whether all around the program is as it should be, and what can be mended."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import metadata
from itertools import chain
from typing import cast

import click

from pmfacil import __version__
from pmfacil.commands.saying import answer_json, at_terminal, one_line
from pmfacil.commands.session import library_of, library_option
from pmfacil.sessions.doctor import Check, examine

_COLUMNS, _LINES = 80, 24
"""The smallest screen on which everything works."""
_WIDEST = 9
"""The cells of the first column."""


@click.command()
@click.option("--repair", is_flag=True, help="Mend what is safe to mend; no session and no backup is overwritten.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON array.")
@library_option
@click.pass_context
def doctor(context: click.Context, repair: bool, as_json: bool) -> None:
    """Look at folders, sessions, index, settings, terminal and clipboard.

    A line each: ✓ is well, ! needs somebody, and says what to do. The exit code is 1 if anything needs somebody.

    \b
    Example:
      pmfacil doctor
      pmfacil doctor --repair
    """
    from pmfacil.state import settings_path, state_path

    folders = {"settings": settings_path().parent, "memory": state_path().parent}
    checks: list[Check] = []
    library = library_of(context)
    for check in chain(_versions(), _terminal(), _clipboard(), _settings(), examine(library, folders, repair)):
        checks.append(check)
        if not as_json:
            _say(check)
    if as_json:
        answer_json([asdict(check) for check in checks], indent=2)
    if not all(check.good for check in checks):
        raise click.exceptions.Exit(1)


def _say(check: Check) -> None:
    """Print a check as soon as it is done: reading a large library takes a while."""
    said = f"{check.said} → {check.todo}" if check.todo else check.said
    click.echo(one_line(f"{'✓' if check.good else '!'} {check.what:{_WIDEST}} {said}."))


def _versions() -> Iterator[Check]:
    import sqlite3

    said = f"pmfacil {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    try:
        textual = metadata.version("textual")
        wanted = {name.replace(" ", "") for name in metadata.requires("pmfacil") or ()}
    except metadata.PackageNotFoundError as missing:
        yield Check("program", False, f"{said}; {missing.name} is not installed", "install pmfacil again")
        return
    fits = f"textual=={textual}" in wanted
    said += f", Textual {textual}"
    todo = "install pmfacil again, in an environment of its own"
    yield (
        Check("program", True, said)
        if fits
        else Check("program", False, f"{said}, which is not the one it is made for", todo)
    )


def _terminal() -> Iterator[Check]:
    if not at_terminal():
        yield Check("terminal", True, "not looked at: this command does not run in one")
        return
    size = shutil.get_terminal_size()
    said = f"{size.columns} by {size.lines}, {_colours()}"
    if size.columns < _COLUMNS or size.lines < _LINES:
        yield Check("terminal", False, said, f"make it {_COLUMNS} by {_LINES} or larger for a meeting")
    else:
        yield Check("terminal", True, said)
    encoding = sys.stdout.encoding or "none"
    if encoding.casefold().replace("-", "") == "utf8":
        yield Check("signs", True, "UTF-8")
    else:
        todo = "set LANG to one that ends in UTF-8, such as C.UTF-8"
        yield Check("signs", False, f"{encoding}: lines and marks are not drawn right", todo)


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return "no colours, as NO_COLOR asks"
    if os.environ.get("COLORTERM", "").casefold() in ("truecolor", "24bit"):
        return "all colours"
    return "256 colours" if "256color" in os.environ.get("TERM", "") else "few colours; nothing is told by colour alone"


def _clipboard() -> Iterator[Check]:
    import pyperclip

    ways: list[str] = []
    # What stands in for a missing one is false.
    if cast("object", pyperclip.determine_clipboard()[0]):
        ways.append("a program of this machine")
    if os.environ.get("TMUX") and shutil.which("tmux"):
        ways.append("tmux")
    if ways:
        yield Check("clipboard", True, f"copies go through {' and '.join(ways)}, else to the terminal")
        return
    said = "copies go to the terminal, which does not say whether it took them"
    yield Check("clipboard", True, f"{said}; xclip, wl-clipboard or tmux would make sure")


def _settings() -> Iterator[Check]:
    from pmfacil.packs import read_packs
    from pmfacil.settings import read_settings
    from pmfacil.state import settings_path

    settings = read_settings()
    if settings.keymap or "theme" in settings.sources:
        # Only the screen knows all keys and themes, and loading it takes a while.
        from pmfacil.start import checked

        settings = checked(settings)
    problems = (*settings.problems, *read_packs().problems)
    for problem in problems:
        yield Check("settings", False, problem.rstrip("."), f"mend it in the folder of {settings_path().name}")
    if not problems:
        yield Check("settings", True, "understood, with your own phrases and rules if there are any")
