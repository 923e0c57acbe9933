"""The program is asked to end, or its terminal goes away, in the middle of everything."""

import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.terminal import PROGRAM, Terminal
from tests.torture.meeting import Script, new_session, opened_again, processor_seconds, shown

AT_ONCE = 5.0
"""Seconds within which it has ended, on a machine with other things to do; on a quiet one it takes a tenth of that."""
DEAF = (
    sys.executable,
    "-c",
    "import os, signal, sys\n"
    "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])\n"
    "os.execv(sys.argv[1], sys.argv[1:])",
    PROGRAM,
)
"""The program where no hang-up signal ever arrives."""
NOHUP = ("/bin/sh", "-c", 'trap "" HUP; exec "$0" "$@"', PROGRAM)
"""The program where whoever started it has hang-up signals ignored, as `nohup` does."""


def asked(what: signal.Signals) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.signal(what)


WAYS = {
    "SIGTERM": ((PROGRAM,), asked(signal.SIGTERM), 0),
    "SIGHUP": ((PROGRAM,), asked(signal.SIGHUP), 0),
    "hang-up": ((PROGRAM,), Terminal.hang_up, 1),
    "hang-up under nohup": (NOHUP, Terminal.hang_up, 1),
    "hang-up without a signal": (DEAF, Terminal.hang_up, 1),
}
"""What is started, what is done to it, and the exit code: 1 where nobody can be told any more that all is saved."""


def in_a_form(script: Script, terminal: Terminal) -> None:
    script.some()
    script.to_board()
    terminal.send("9a")
    terminal.wait_for("New action")
    terminal.send("half an act")
    terminal.wait_for("half an act")


def in_a_burst(script: Script, terminal: Terminal) -> None:
    script.lines(5)
    script.burst(30)


@pytest.mark.parametrize("way", WAYS if LONG else list(WAYS)[:3])
def test_what_was_accepted_is_saved_and_the_program_ends(
    tmp_path: Path, way: str, times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    chance, rounds = random.Random(), times(1, 20)
    slowest = work = 0.0
    program, leave, exit_code = WAYS[way]
    path = new_session(tmp_path)
    for number in range(rounds):
        review = opened_again(path)
        with shown(tmp_path, program=program) as terminal:
            script = Script(terminal, review, chance)
            script.begin()
            (in_a_form, in_a_burst)[(number + list(WAYS).index(way)) % 2](script, terminal)
            before, of_others = processor_seconds(terminal.process.pid), children()
            began = time.monotonic()
            leave(terminal)
            assert terminal.ended(AT_ONCE) == exit_code
            slowest = max(slowest, time.monotonic() - began)
            work = max(work, children() - of_others - before)
            assert b"Traceback" not in terminal.written
        script.saved = script.accepted
        assert not list(path.parent.rglob("*.lock"))
        assert script.expected(opened_again(path))
    assert work < AT_ONCE / 2
    tell(f"{way}, {rounds} times in a form or a burst: ended in {slowest:.2f} s at most, with {work:.2f} s of work")


def children() -> float:
    """Seconds of work of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
