"""The real program, killed at random moments of a meeting."""

import contextlib
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.terminal import PROGRAM, Terminal
from tests.torture.meeting import SIZE, Script, homes, new_session, opened_again

PER_SESSION = 10
"""Kills after which a new session begins, so that a long run does not become a test of a huge one."""


def test_what_the_screen_had_shown_as_saved_is_there_after_a_kill(
    tmp_path: Path, times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    chance, kills = random.Random(), times(3, 300)
    counted: Counter[str] = Counter()
    started = 1.0
    folder = path = tmp_path
    for number in range(kills):
        if number % PER_SESSION == 0:
            folder = tmp_path / str(number)
            path = new_session(folder)
        review = opened_again(path)
        moment = ("meeting", "exit", "start", "meeting", "meeting")[number % 5]
        with Terminal([PROGRAM, "open", "last"], SIZE, homes(folder)) as terminal:
            script = Script(terminal, review, chance)
            if moment == "start":
                killed(terminal, chance.uniform(0, 1.2 * started), lambda: terminal.wait_for("never"))
            else:
                began = time.monotonic()
                terminal.wait_for("? Help")
                started = time.monotonic() - began
                assert "Welcome back" not in terminal.text
                script.begin()
                if moment == "exit":
                    script.some()
                    script.settle()
                    script.to_board()
                    terminal.send("q")
                    killed(terminal, chance.uniform(0, 0.25), lambda: terminal.wait_for("never"))
                else:
                    killed(terminal, chance.uniform(0, times(1, 3)), script.go_on)
            script.look()
            assert b"Traceback" not in terminal.written
            assert terminal.process.returncode in (0, -signal.SIGKILL)
        after = opened_again(path)
        assert script.expected(after), f"kill {number} ({moment}): {script.saved} saved of\n{script.moments}\n{after}"
        counted[moment] += 1
        counted["typed"] += len(script.moments) - 1
        counted["accepted"] += script.accepted
        counted["saved"] += script.saved
    assert counted["saved"] > 0
    tell(
        f"killed {kills} times ({counted['start']} while it started, {counted['exit']} while it ended); of "
        f"{counted['typed']} edits typed, {counted['accepted']} were shown as done and {counted['saved']} "
        "as saved: all of those were there, and nothing else"
    )


def killed(terminal: Terminal, seconds: float, meanwhile: Callable[[], object]) -> None:
    """Kill the program after so many seconds, whatever it is doing."""
    timer = threading.Timer(seconds, terminal.process.kill)
    timer.start()
    # That is how the terminal says that nobody is there any more.
    with contextlib.suppress(TimeoutError, OSError):
        meanwhile()
    timer.join()
    terminal.ended()
