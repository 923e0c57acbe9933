"""Several programs on one session: one writes it, the others are told who does."""

import contextlib
import os
import random
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.terminal import PROGRAM, Terminal
from tests.torture.meeting import SIZE, Script, homes, new_session, opened_again, shown


def run(folder: Path, *args: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the program without a screen."""
    env = {**os.environ, **homes(folder)}
    return subprocess.run([PROGRAM, *args], env=env, input=typed, capture_output=True, text=True, timeout=30)


def test_a_second_program_is_told_who_writes_may_read_and_writes_when_the_first_is_dead(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    path = new_session(tmp_path)
    review = opened_again(path)
    with shown(tmp_path) as first:
        script = Script(first, review, random.Random())
        script.begin()
        script.lines(3)
        with Terminal([PROGRAM, "open", "last"], (300, 28), homes(tmp_path)) as second:
            assert second.ended() == 1
            assert f"(process {first.process.pid})" in second.text
            assert second.text.strip().count("\n") == 0
            assert "pmfacil open --read-only" in second.text
        captured = run(tmp_path, "capture", "last", typed="n from a pipe\n")
        assert (captured.returncode, captured.stderr) == (0, "")
        assert "from a pipe" in path.read_text()
        with shown(tmp_path, "open", "--read-only", "last") as reader:
            assert "to read only" in reader.text
            reader.send(":n not here\r")
            # The sentence goes over two lines.
            reader.wait(lambda: "nothing" in reader.text and "changed." in reader.text)
            script.lines(3)
            first.signal(signal.SIGKILL)
            first.ended()
            left = opened_again(path)
            assert script.expected(left)
            with shown(tmp_path) as third:
                then = Script(third, left, random.Random())
                then.lines(1)
                third.send("\x1b")
                third.wait_for("? Help")
                third.send("q")
                assert third.ended() == 0
            reader.send("\x1b")
            reader.signal(signal.SIGTERM)
            assert reader.ended() == 0
            for terminal in (first, reader, third):
                assert b"Traceback" not in terminal.written
    then.saved = then.accepted
    assert then.expected(opened_again(path))
    tell("a second program was told who writes, a third wrote after a kill, a reader changed nothing")


@pytest.mark.skipif(not LONG, reason="takes seconds; `make torture` does it")
def test_of_many_that_start_at_once_one_writes(
    tmp_path: Path, times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    path, rounds, many = new_session(tmp_path), times(1, 20), times(3, 8)
    words = 0
    for _ in range(rounds):
        with contextlib.ExitStack() as stack:
            command = [PROGRAM, "open", "last"]
            terminals = [stack.enter_context(Terminal(command, SIZE, homes(tmp_path))) for _ in range(many)]
            captured = run(tmp_path, "capture", "last", typed="n a line from a pipe\n")
            words += captured.returncode == 0
            writers = [terminal for terminal in terminals if has_screen(terminal)]
            told = [terminal for terminal in terminals if terminal not in writers]
            # Whoever came while a line was written is told so as well; then nobody may be left.
            assert len(writers) <= 1
            assert writers or captured.returncode == 0
            for terminal in told:
                assert terminal.ended() == 1
                assert "is being written by" in terminal.text.replace("\n", " ")
            for terminal in writers:
                terminal.send("q")
                assert terminal.ended() == 0
            assert all(b"Traceback" not in terminal.written for terminal in terminals)
        assert len(opened_again(path).notes) == words
    tell(
        f"{many} programs and a capture started at once {rounds} times: never two writers; {words} captures came first"
    )


def has_screen(terminal: Terminal) -> bool:
    """Whether the program came to show the meeting, rather than to end."""
    with contextlib.suppress(TimeoutError):
        terminal.wait(lambda: "? Help" in terminal.text)
        return True
    return False
