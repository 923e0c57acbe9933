"""`completion`: what teaches a shell the words of the program."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what a shell needs to complete commands and sessions.

    \b
    Example:
      eval "$(pmfacil completion bash)"
      pmfacil completion fish > ~/.config/fish/completions/pmfacil.fish
    """
    program = context.find_root()
    if kind := get_completion_class(shell):
        click.echo(kind(program.command, {}, program.info_name or "", "_PMFACIL_COMPLETE").source())
