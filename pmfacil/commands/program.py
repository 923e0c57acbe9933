"""The program `pmfacil` with all its commands."""

from importlib import import_module

import click

from pmfacil import __version__
from pmfacil.commands.session import library_of, library_option

PROGRAM = "pmfacil"
"""What people type."""
PLACES = {
    "new": "new:new",
    "open": "meet:open_meeting",
    "demo": "meet:demo",
    "join": "join:join",
    "capture": "capture:capture",
    "show": "document:show",
    "list": "listing:list_sessions",
    "search": "search:search",
    "import-timeline": "import_timeline:import_timeline",
    "export": "export:export",
    "check": "check:check",
    "actions": "actions:actions",
    "doctor": "doctor:doctor",
    "trends": "trends:trends",
    "digest": "digest:digest",
    "settings": "settings:settings",
    "keys": "settings:keys",
    "completion": "completion:completion",
}
"""Each command with its module and its name there: only the one that is asked for is loaded."""


class Commands(click.Group):
    """The commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in their alphabet."""
        return sorted({*PLACES, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in self.commands and cmd_name in PLACES:
            module, _, name = PLACES[cmd_name].partition(":")
            self.add_command(getattr(import_module(f"pmfacil.commands.{module}"), name))
        return self.commands.get(cmd_name)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
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
    from pmfacil.commands.listing import say_library
    from pmfacil.commands.saying import at_terminal

    library = library_of(context)
    if at_terminal():
        from pmfacil.commands.meet import hold

        hold("Reviews", lambda: library)
    elif say_library(library):
        click.echo("\nOpen one with `pmfacil open SESSION`; `pmfacil --help` shows what else there is.")
