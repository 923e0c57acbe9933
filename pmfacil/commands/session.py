"""Which library and which session is meant."""

from typing import Any

import click
from click.shell_completion import CompletionItem

from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.library import Library, library_folder

_KEY = "pmfacil.library"


def library_of(context: click.Context) -> Library:
    """The library that the options, else the environment, else the platform names.

    Raises:
        SessionError: If the folder is in the home of somebody unknown.
    """
    return Library(library_folder(context.meta.get(_KEY)))


def _remember(context: click.Context, parameter: click.Parameter, folder: str | None) -> None:
    if folder:
        context.meta[_KEY] = folder


def _find(context: click.Context, parameter: click.Parameter, words: str) -> Entry:
    return library_of(context).find(words)


def fitting(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem[Any]]:
    """The sessions with what was typed in their id or title, newest first."""
    # Not `up_to_date`: while words are completed nothing else may be said.
    from pmfacil.sessions.index import Index

    try:
        with Index(library_of(context)) as index:
            index.refresh()
            entries = index.entries()
    except SessionError:
        return []
    sought = begun.casefold()
    found = [entry for entry in entries if sought in entry.id.casefold() or sought in entry.title.casefold()]
    return [CompletionItem(entry.id, help=entry.title) for entry in found]


def _folder(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem[Any]]:
    return [CompletionItem(begun, type="dir")]


def _named(context: click.Context, parameter: click.Parameter, name: str) -> str:
    if not name:
        return ""
    from pmfacil.sessions.joining import seat

    return seat("meeting", name).name


name_option = click.option(
    "--name", default="", callback=_named, help="What the others see; else the name you are logged in with."
)
"""`--name`, for a terminal in a meeting with others."""

library_option = click.option(
    "--library",
    metavar="FOLDER",
    is_eager=True,
    expose_value=False,
    callback=_remember,
    help="The folder with the sessions; else PMFACIL_LIBRARY, else your own data folder.",
    shell_complete=_folder,
)
"""`--library`, before or after the name of the command."""

session_argument = click.argument("session", metavar="SESSION", callback=_find, shell_complete=fitting)
"""`SESSION`, handed to the command as the entry it names."""
