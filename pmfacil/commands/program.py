"""The program `pmfacil` with all its commands."""

import click

from pmfacil import __version__
from pmfacil.commands.actions import actions
from pmfacil.commands.capture import capture
from pmfacil.commands.check import check
from pmfacil.commands.completion import completion
from pmfacil.commands.digest import digest
from pmfacil.commands.doctor import doctor
from pmfacil.commands.document import show
from pmfacil.commands.export import export
from pmfacil.commands.import_timeline import import_timeline
from pmfacil.commands.listing import list_sessions, say_library
from pmfacil.commands.meet import demo, hold, open_meeting
from pmfacil.commands.new import new
from pmfacil.commands.saying import at_terminal
from pmfacil.commands.search import search
from pmfacil.commands.session import library_of, library_option
from pmfacil.commands.settings import keys, settings
from pmfacil.commands.trends import trends

PROGRAM = "pmfacil"
"""What people type."""


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@library_option
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def program(context: click.Context) -> None:
    """Run a live, blameless incident review in the terminal. Without a command it shows the library.

    SESSION is an id, a part of an id or a title, a file, or `last` for the one changed last.

    \b
    Example:
      pmfacil new "Users could not check out for 23 minutes" --severity SEV1
      pmfacil open last
    """
    if context.invoked_subcommand is not None:
        return
    library = library_of(context)
    if at_terminal():
        hold("Reviews", lambda: library)
    elif say_library(library):
        click.echo("\nOpen one with `pmfacil open SESSION`; `pmfacil --help` shows what else there is.")


for _command in (
    new,
    open_meeting,
    demo,
    capture,
    show,
    list_sessions,
    search,
    import_timeline,
    export,
    check,
    actions,
    doctor,
    trends,
    digest,
    settings,
    keys,
    completion,
):
    program.add_command(_command)
