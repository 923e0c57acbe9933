import errno
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pmfacil.sessions.errors import NotSaved, SessionLocked
from pmfacil.sessions.saver import Saver, SaveState

START = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)


class Clock:
    """A clock that goes on a minute each time it is asked."""

    def __init__(self) -> None:
        self._asked = -1

    def __call__(self) -> datetime:
        self._asked += 1
        return START + timedelta(minutes=self._asked)


class Disk:
    """A disk that can be held up and can refuse."""

    def __init__(self) -> None:
        self.written: list[int] = []
        self.attempts = 0
        self.states: list[SaveState] = []
        self.fault: Exception | None = None
        self.busy = threading.Event()
        self.free = threading.Event()
        self.free.set()

    def write(self, value: int) -> None:
        self.attempts += 1
        self.busy.set()
        self.free.wait(10)
        if self.fault:
            raise self.fault
        self.written.append(value)

    def until(self, true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not true():
            assert time.monotonic() < deadline
            time.sleep(0.002)


@pytest.fixture
def disk() -> Disk:
    return Disk()


def saver_on(disk: Disk, retry: float = 60) -> Saver[int]:
    return Saver(disk.write, disk.states.append, now=Clock(), retry=retry)


def full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_value_is_written_at_once_and_that_is_told(disk: Disk) -> None:
    saver = saver_on(disk)
    saver.save(1)
    disk.until(lambda: len(disk.states) == 2)
    assert disk.written == [1]
    assert disk.states == [SaveState(pending=True), SaveState(saved_at=START + timedelta(minutes=1))]
    assert saver.state == disk.states[-1]


def test_saving_returns_at_once_on_a_slow_disk_and_only_the_newest_value_follows(disk: Disk) -> None:
    saver = saver_on(disk)
    disk.free.clear()
    saver.save(1)
    assert disk.busy.wait(10)
    began = time.monotonic()
    for value in range(2, 1000):
        saver.save(value)
    assert time.monotonic() - began < 1
    assert not saver.flush(0.01)
    disk.free.set()
    assert saver.flush(10)
    assert disk.written == [1, 999]


def test_flushing_during_a_save_does_not_write_the_same_value_twice(disk: Disk) -> None:
    saver = saver_on(disk)
    disk.free.clear()
    saver.save(1)
    assert disk.busy.wait(10)
    assert not saver.flush(0.01)
    disk.free.set()
    assert saver.flush(10)
    time.sleep(0.05)
    assert disk.attempts == 1


def test_what_came_during_a_save_is_still_pending_when_that_is_done(disk: Disk) -> None:
    saver = saver_on(disk)
    disk.free.clear()
    saver.save(1)
    assert disk.busy.wait(10)
    saver.save(2)
    disk.free.set()
    disk.until(lambda: len(disk.states) == 4)
    assert [state.pending for state in disk.states] == [True, True, True, False]
    assert disk.states[1].saved_at is not None


def test_a_full_disk_is_one_sentence_that_names_when_it_began(disk: Disk) -> None:
    saver = saver_on(disk)
    disk.fault = full()
    saver.save(1)
    disk.until(lambda: saver.state.problem is not None)
    assert saver.state.problem == (
        f"Not saved since {START.astimezone():%H:%M}: the disk is full; "
        "the meeting goes on, and all of it is written as soon as that is over."
    )
    assert saver.state.pending
    saver.save(2)
    disk.until(lambda: disk.attempts == 2)
    assert f"since {START.astimezone():%H:%M}:" in (saver.state.problem or "")


def test_after_a_failure_it_tries_again_by_itself(disk: Disk) -> None:
    saver = saver_on(disk, retry=0.01)
    disk.fault = full()
    saver.save(1)
    disk.until(lambda: disk.attempts > 3)
    disk.fault = None
    assert saver.flush(10)
    disk.until(lambda: not saver.state.pending)
    assert saver.state.problem is None
    assert saver.state.saved_at is not None
    assert disk.written == [1]


def test_after_a_failure_the_next_save_tries_again_at_once(disk: Disk) -> None:
    saver = saver_on(disk)
    disk.fault = full()
    saver.save(1)
    disk.until(lambda: saver.state.problem is not None)
    disk.fault = None
    saver.save(2)
    disk.until(lambda: disk.written == [2])


def test_flushing_tries_a_refusing_disk_once_more(disk: Disk) -> None:
    saver = saver_on(disk)
    disk.fault = full()
    saver.save(1)
    disk.until(lambda: saver.state.problem is not None)
    assert not saver.flush(0.05)
    disk.fault = None
    assert saver.flush(10)
    assert disk.written == [1]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (NotSaved("x.json", "the disk can only be read"), ": the disk can only be read; the meeting"),
        (SessionLocked("Somebody else writes it."), ": Somebody else writes it; the meeting"),
        (KeyError("[/]"), ": an unexpected fault (KeyError); the meeting"),
        (RecursionError(), ": an unexpected fault (RecursionError); the meeting"),
    ],
)
def test_any_failure_is_told_and_survived(disk: Disk, fault: Exception, words: str) -> None:
    saver = saver_on(disk)
    disk.fault = fault
    saver.save(1)
    disk.until(lambda: saver.state.problem is not None)
    assert words in (saver.state.problem or "")
    disk.fault = None
    saver.save(2)
    assert saver.flush(10)
    assert disk.written == [2]


def test_a_listener_that_is_gone_does_not_stop_the_saving(disk: Disk) -> None:
    def gone(state: SaveState) -> None:
        raise RuntimeError("the app is gone")

    saver = Saver(disk.write, gone, now=Clock())
    for value in range(3):
        saver.save(value)
        assert saver.flush(10)
    assert disk.written == [0, 1, 2]


def test_nothing_given_is_nothing_to_wait_for(disk: Disk) -> None:
    saver = saver_on(disk)
    assert saver.flush(0)
    assert saver.close(0)
    assert disk.attempts == 0


def test_closing_writes_what_is_left_and_ends_the_thread(disk: Disk) -> None:
    saver = saver_on(disk)
    saver.save(1)
    assert saver.close()
    saver._thread.join(10)
    assert not saver._thread.is_alive()
    assert disk.written == [1]
    with pytest.raises(RuntimeError, match="closed"):
        saver.save(2)


def test_closing_on_a_refusing_disk_gives_up_in_time_and_says_so(disk: Disk) -> None:
    saver = saver_on(disk, retry=0.01)
    disk.fault = full()
    saver.save(1)
    assert not saver.close(0.1)
    saver._thread.join(10)
    assert not saver._thread.is_alive()
