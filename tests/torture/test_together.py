"""Three terminals in one meeting, killed, frozen and cut off while all of them write."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pmfacil.sessions.live import LiveMeeting
from tests.sessions.held import new_meeting
from tests.torture.company import whole

TERMINALS = 3


class Somebody:
    """One terminal, in a process of its own."""

    def __init__(self, folder: Path, session: Path, name: str, role: str) -> None:
        self.name = name
        self.said = folder / name
        self.said.touch()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.company", role, str(session), name, str(self.said)],
            stdin=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.asked = 0

    def tell(self, order: str) -> None:
        """Say what to do."""
        self.asked += 1
        assert self.process.stdin
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(f"{order} {self.asked}\n")

    def answered(self, order: str) -> str:
        """What it says to the last order."""
        return self.wait_for(f"{order} {self.asked}\n")

    def wait_for(self, words: str) -> str:
        """The line that ends with these words."""
        end = time.monotonic() + 60
        while not (found := [line for line in self.said.open() if line.endswith(words)]):
            assert self.process.poll() is None, f"{self.name} is gone"
            assert time.monotonic() < end, f"{self.name} never said {words!r}"
            time.sleep(0.005)
        return found[-1]

    def accepted(self) -> list[str]:
        """The words that had their place."""
        return [line.split()[1] for line in self.said.open() if line.startswith("accepted")]

    def signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.process.pid, number)

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self.process.kill()
        self.process.communicate()


def test_all_end_equal_and_nothing_accepted_is_missing(
    monkeypatch: pytest.MonkeyPatch, times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    chance, counted = random.Random(), Counter[str]()
    with TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        monkeypatch.setenv("PMFACIL_RUNTIME", f"{folder}/run")
        live = new_meeting(folder / "library")
        live.close()
        everybody = [Somebody(folder, live.path, "t1", "hold")]
        there = list(everybody)
        there[0].wait_for("here\n")

        def join() -> None:
            everybody.append(Somebody(folder, live.path, f"t{len(everybody) + 1}", "join"))
            there.append(everybody[-1])

        try:
            for _ in range(TERMINALS - 1):
                join()
            calm(there)
            for round in range(times(5, 60)):
                what = ("cut", "freeze", "kill the holder", "cut", "kill one who joined")[round % 5]
                for one in there:
                    one.tell("go")
                time.sleep(chance.uniform(0.05, 0.4))
                disturb(what, there, chance)
                time.sleep(chance.uniform(0, 0.2))
                while len(there) < TERMINALS:
                    join()
                calm(there)
                counted[what] += 1
            equal = {told for one in there if (told := ended(one))}
            assert len(equal) == 1
            for one in there[::-1]:
                one.process.communicate(timeout=60)
                assert one.process.returncode == 0
        finally:
            for one in everybody:
                one.kill()
        accepted = [word for one in everybody for word in one.accepted()]
        review = LiveMeeting.open(live.path, write=False).review
        on_disk = [note.text for note in review.notes]
        assert whole(review) == equal.pop().split()[1]
        assert len(on_disk) == len(set(on_disk))
        assert set(accepted) <= set(on_disk)
        assert len(accepted) > 20
    tell(
        f"{TERMINALS} terminals wrote at once; {counted['kill the holder']} times the holder was killed and another "
        f"took over, {counted['kill one who joined']} times one who had joined was killed, {counted['cut']} times one "
        f"was cut off and {counted['freeze']} times frozen: all {len(accepted)} accepted notes are there, once, and "
        "everybody and the file agree"
    )


def disturb(what: str, there: list[Somebody], chance: random.Random) -> None:
    """Do one bad thing to one of them; the first holds the meeting."""
    victim = there[0] if what == "kill the holder" else chance.choice(there[1:])
    match what:
        case "cut":
            victim.tell("cut")
        case "freeze":
            victim = chance.choice(there)
            victim.signal(signal.SIGSTOP)
            time.sleep(chance.uniform(0.1, 0.5))
            victim.signal(signal.SIGCONT)
        case _:
            there.remove(victim)
            victim.kill()
    if what == "kill the holder":
        heir = chance.choice(there)
        there.remove(heir)
        there.insert(0, heir)
        heir.tell("take")
        heir.answered("took")


def calm(there: list[Somebody]) -> None:
    """Wait until nobody writes, and everything that was written has its place."""
    for one in there:
        one.tell("calm")
    for one in there:
        one.answered("calm")


def ended(one: Somebody) -> str:
    """What one of them has in the end, once it has heard of all."""
    before = ""
    while True:
        one.tell("tell")
        told = one.answered("told").rpartition(" told ")[0] + " told end"
        if told == before:
            return told
        before = told
        time.sleep(0.2)
