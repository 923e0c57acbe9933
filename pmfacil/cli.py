"""The edge of the program: arguments in, an exit code out, and never a traceback."""

import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO, cast

from pmfacil import __version__

_COMPLETE = "_PMFACIL_COMPLETE"
"""Set by the completion scripts when they ask for words."""


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it is done, 1 for findings or what is not there, 2 for wrong usage."""
    args = list(sys.argv[1:] if args is None else args)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What people typed may have signs that this terminal's encoding does not know.
        sys.stdout.reconfigure(errors="replace")
    # Looking for garbage would take a fifth of the start; the application does it once all is shown.
    gc.disable()
    try:
        if args == ["--version"]:
            # Answered without click: loading it takes longer than all the rest.
            print(f"pmfacil {__version__}", flush=True)
            return 0
        code = _run(args)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _forget_output()
        return 141
    except Exception as error:
        if isinstance(error, OSError):
            _forget_output()
        return _say(_sentence(error), 1)
    finally:
        gc.enable()


def _forget_output() -> None:
    """Let what is still buffered go nowhere, so that closing stdout cannot fail once more."""
    _forget(sys.stdout)


def _forget(stream: TextIO | None) -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), cast("TextIO", stream).fileno())


def _run(args: list[str]) -> int:
    import click
    from click.shell_completion import shell_complete

    from pmfacil.commands.program import PROGRAM, program
    from pmfacil.review.text import EditRefused
    from pmfacil.sessions.errors import SessionError

    try:
        if asked := os.environ.get(_COMPLETE):
            return shell_complete(program, {}, PROGRAM, _COMPLETE, asked)
        with program.make_context(PROGRAM, args) as context:
            program.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as wrong:
        path = wrong.ctx.command_path if wrong.ctx else PROGRAM
        return _say(f"{wrong.format_message().rstrip('.')}; `{path} --help` shows how it is used.", 2)
    except (SessionError, EditRefused) as problem:
        return _say(str(problem), 1)
    return 0


def _sentence(error: Exception) -> str:
    from pmfacil.sessions.errors import reason

    if isinstance(error, OSError):
        return f"This could not be finished: {reason(error)}; what was saved before is safe, try again."
    return (
        f"This command met a fault of its own ({type(error).__name__}); "
        "what was saved before is safe, and a report of what you did helps to mend it."
    )


def _say(sentence: str, code: int) -> int:
    from pmfacil.commands.saying import say

    try:
        say(sentence)
    except OSError:
        # The terminal is gone: nobody is there to be told.
        _forget(sys.stderr)
    return code
