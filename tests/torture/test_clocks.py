"""A machine whose clock is set, and one that sleeps, in the middle of a meeting."""

import random
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables
from pmfacil.sessions.session_file import open_session
from tests.conftest import LONG
from tests.terminal import PROGRAM, Terminal
from tests.torture.meeting import CLOSE, Clocks, Script, new_session, opened_again, shown

QUESTION = "Does that time count?"
NEGATIVE = re.compile(r"[-−]\d+(:\d\d| ?(s|min|h)\b)")


class Watch:
    """Whoever sits in the meeting and looks at a watch that nobody sets."""

    def __init__(self, clocks: Clocks, path: Path) -> None:
        self._clocks = clocks
        self._path = path
        self._spent: dict[str, float] = {}
        self._within = CLOSE
        self._item = "item-open"
        self._since = time.time()

    def goes_to(self, item: str) -> None:
        """Another item begins."""
        self._spent[self._item] = self.seconds(self._item)
        self._item, self._since = item, time.time()

    def is_unsure(self, since: float, seconds: float = 0.0) -> None:
        """The program needed until now for what was done then, or counts from a moment up to so long before."""
        self._within += time.time() - since + seconds

    def counts(self, seconds: float) -> None:
        """The room went on talking while the machine slept."""
        self._since -= seconds

    def seconds(self, item: str) -> float:
        """How long an item took."""
        return self._spent.get(item, 0.0) + (time.time() - self._since if item == self._item else 0.0)

    def agrees(self, review: Review | None = None) -> bool:
        """Whether the review that is on the disk says the same."""
        review = review or from_tables(open_session(self._path, write=False).tables)[0]
        at = self._clocks.now()
        return review.run.item == self._item and all(
            abs(review.run.seconds(item.id, at) - self.seconds(item.id)) <= self._within for item in review.agenda
        )


def until(terminal: Terminal, true: Callable[[], bool], seconds: float = 20) -> None:
    """Go on until something is true that the terminal does not show."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, terminal.text
        assert terminal.process.poll() is None
        terminal.pause(0.1)


def begun(terminal: Terminal, clocks: Clocks, path: Path) -> Watch:
    """Begin the meeting, and look at the watch."""
    watch, sent = Watch(clocks, path), time.time()
    terminal.send(" ")
    terminal.wait_for("✓ begin the meeting")
    watch.is_unsure(sent)
    return watch


def go(terminal: Terminal, watch: Watch, key: str, item: str) -> None:
    """Go to another item, and look at the watch."""
    sent = time.time()
    terminal.send(key)
    watch.goes_to(f"item-{item.lower()}")
    terminal.wait(lambda: item in terminal.line(0))
    watch.is_unsure(sent)


def spent_on_open(terminal: Terminal) -> int:
    """The whole minutes that the agenda shows for the first item."""
    found = re.search(r"Open +(\d+)/5", terminal.text)
    return int(found[1]) if found else -1


def sleep(terminal: Terminal, clocks: Clocks, watch: Watch, seconds: float, keys: str = "") -> None:
    """Let the machine sleep, press keys at once when it wakes up, and see the question."""
    began = time.time()
    clocks.sleep(seconds)
    terminal.send(keys)
    terminal.wait_for(QUESTION)
    # It was last seen at the second before.
    watch.is_unsure(began, 1)


def gone(terminal: Terminal) -> None:
    """The question is answered, and no other comes at the next second."""
    terminal.wait(lambda: QUESTION not in terminal.text)
    # The clock in big figures goes on by itself.
    clock = terminal.line(1)
    terminal.wait(lambda: terminal.line(1) != clock)
    assert QUESTION not in terminal.text


def test_a_clock_that_is_set_by_an_hour_takes_no_minute_and_asks_nothing(
    tmp_path: Path, times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    path, clocks = new_session(tmp_path), Clocks(tmp_path)
    rounds = times(1, 20)
    with shown(tmp_path, program=clocks.program) as terminal:
        watch = begun(terminal, clocks, path)
        for hours in (1, -1) * rounds:
            clocks.set(hours * 3600)
            until(terminal, watch.agrees)
            assert QUESTION not in terminal.text
            # And once more, with a key that comes before anybody has seen it.
            clocks.set(hours * 3600)
            if hours > 0:
                go(terminal, watch, "]", "Overview")
            else:
                go(terminal, watch, "[", "Open")
            until(terminal, watch.agrees)
            assert QUESTION not in terminal.text
            assert not NEGATIVE.search(terminal.text)
        terminal.send("q")
        assert terminal.ended() == 0
        assert b"Traceback" not in terminal.written
    assert watch.agrees(opened_again(path))
    tell(f"set the clock by ±1 h {4 * rounds} times in a running meeting: each item's time stayed right, nothing asked")


def test_a_laptop_that_sleeps_is_asked_about_once_and_the_answer_means_all_of_it(
    tmp_path: Path, times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    path, clocks = new_session(tmp_path), Clocks(tmp_path)
    rounds = times(1, 10)
    with shown(tmp_path, program=clocks.program) as terminal:
        watch = begun(terminal, clocks, path)
        for _ in range(rounds):
            before = spent_on_open(terminal)
            sleep(terminal, clocks, watch, 300)
            # Asleep again before anybody answers.
            clocks.sleep(600)
            terminal.wait(lambda least=before + 15: spent_on_open(terminal) >= least)
            assert terminal.text.count(QUESTION) == 1
            terminal.send("\r")
            gone(terminal)
            until(terminal, watch.agrees)
            sleep(terminal, clocks, watch, 300)
            terminal.send("\x1b[B\r")
            gone(terminal)
            watch.counts(300)
            assert watch.agrees()
            # A key that comes before anybody has seen that it slept waits for the answer.
            sleep(terminal, clocks, watch, 3600, "]")
            # Had the question been quicker, the key stands in its line.
            terminal.send("\x7f\r")
            gone(terminal)
            until(terminal, watch.agrees)
            assert not NEGATIVE.search(terminal.text)
        # What is being typed into a form is still there when the question is answered.
        terminal.send("9a")
        terminal.wait_for("New action")
        terminal.send("Alert at 75")
        terminal.wait_for("Alert at 75")
        sleep(terminal, clocks, watch, 300)
        terminal.send("\r")
        terminal.wait(lambda: QUESTION not in terminal.text)
        terminal.send(" percent\r")
        terminal.wait_for("✓ add action “Alert at 75 percent”")
        until(terminal, watch.agrees)
        terminal.send("q")
        assert terminal.ended() == 0
        assert b"Traceback" not in terminal.written
    assert watch.agrees(opened_again(path))
    tell(f"let the machine sleep {4 * rounds + 1} times in a running meeting: one question each, and all times right")


@pytest.mark.skipif(not LONG, reason="takes seconds; `make torture` does it")
def test_what_happens_to_the_clock_while_the_program_is_dead_is_seen_when_it_opens_again(
    tmp_path: Path, times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    path, clocks = new_session(tmp_path, running=True), Clocks(tmp_path)
    watch = Watch(clocks, path)
    for hours in (1, -1)[: times(1, 2)]:
        clocks.set(hours * 3600)
        with shown(tmp_path, program=clocks.program) as terminal:
            until(terminal, watch.agrees)
            assert QUESTION not in terminal.text
        # The end of the context kills it.
    died = time.time()
    clocks.sleep(300)
    with shown(tmp_path, program=clocks.program, keys=QUESTION) as terminal:
        clock = terminal.line(1)
        terminal.wait(lambda: terminal.line(1) != clock)
        assert terminal.text.count(QUESTION) == 1
    with shown(tmp_path, program=clocks.program, keys=QUESTION) as terminal:
        terminal.send("\r")
        watch.counts(died - time.time())
        # The sign of life is left every five seconds.
        watch.is_unsure(time.time(), 5)
        gone(terminal)
        until(terminal, watch.agrees)
    with shown(tmp_path, program=clocks.program) as terminal:
        gone(terminal)
        assert watch.agrees()
    opened_again(path)
    tell("set the clock and let time go by while the program was dead: put right, or asked until it was answered")


@pytest.mark.skipif(not LONG, reason="freezes a process for more than a minute")
def test_a_process_that_is_frozen_for_more_than_a_minute_asks_once(tmp_path: Path, tell: Callable[[str], None]) -> None:
    path, clocks = new_session(tmp_path), Clocks(tmp_path)
    with shown(tmp_path, program=(PROGRAM,)) as terminal:
        watch = begun(terminal, clocks, path)
        terminal.signal(signal.SIGSTOP)
        time.sleep(75)
        terminal.signal(signal.SIGCONT)
        watch.counts(-75)
        terminal.wait_for(QUESTION)
        assert terminal.text.count(QUESTION) == 1
        terminal.send("\r")
        watch.is_unsure(time.time(), 1)
        gone(terminal)
        until(terminal, watch.agrees)
    opened_again(path)
    tell("froze the program for 75 s: one question, and the time that was left out is not counted")


@pytest.mark.skipif(not LONG, reason="takes seconds; `make torture` does it")
def test_a_process_that_was_frozen_takes_every_key_once_and_ends(
    tmp_path: Path, times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    path, rounds = new_session(tmp_path), times(2, 30)
    review = opened_again(path)
    with shown(tmp_path) as terminal:
        script = Script(terminal, review, random.Random())
        script.begin()
        for _ in range(rounds):
            terminal.signal(signal.SIGSTOP)
            terminal.signal(signal.SIGCONT)
            script.some()
        script.to_board()
        terminal.send("q")
        assert terminal.ended() == 0
        assert b"Traceback" not in terminal.written
    script.saved = script.accepted
    assert script.expected(opened_again(path))
    tell(f"froze the program {rounds} times and let it go on: it took every key once, and ended when told to")
