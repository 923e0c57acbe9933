import errno
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmfacil.sessions.errors import SessionLocked
from pmfacil.sessions.lock import Lock
from pmfacil.sessions.system import System

HOLD = """
import sys, pathlib
from pmfacil.sessions.lock import Lock
lock = Lock(pathlib.Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.readline()
lock.release()
"""


def holding(path: Path) -> "subprocess.Popen[str]":
    """Another program that holds the lock until it reads a line."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    return other


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "k3f9x2ab.lock"


def test_a_second_program_is_told_who_holds_it_and_that_it_can_read(path: Path) -> None:
    other = holding(path)
    with pytest.raises(SessionLocked) as refused:
        Lock(path).acquire()
    other.communicate("go\n", timeout=10)
    assert f"(process {other.pid})" in str(refused.value)
    assert "open it to read meanwhile" in str(refused.value)
    Lock(path).acquire()


def test_the_lock_dies_with_its_process(path: Path) -> None:
    other = holding(path)
    other.send_signal(signal.SIGKILL)
    other.communicate(timeout=10)
    assert path.exists()
    with Lock(path), pytest.raises(SessionLocked, match=f"process {os.getpid()}"):
        Lock(path).acquire()


def test_nothing_is_left_of_what_a_dead_holder_wrote(path: Path) -> None:
    path.write_text("x" * 5000)
    with Lock(path), pytest.raises(SessionLocked, match=f"process {os.getpid()}"):
        Lock(path).acquire()


def test_a_clean_end_leaves_no_file(path: Path) -> None:
    with Lock(path):
        assert path.stat().st_mode & 0o777 == 0o600
    assert not path.exists()


def test_whoever_waited_on_a_removed_lock_file_does_not_hold_the_lock(path: Path) -> None:
    """One opens the file, the holder removes it, a third makes a new one and holds that."""
    first, third = Lock(path), Lock(path)
    first.acquire()

    class Late(System):
        @staticmethod
        def open(path: Path, flags: int, mode: int = 0o777) -> int:
            descriptor = os.open(path, flags, mode)
            first.release()
            third.acquire()
            return descriptor

    with pytest.raises(SessionLocked):
        Lock(path, system=Late()).acquire()
    third.release()
    assert not path.exists()


def test_a_lock_file_that_was_swept_away_is_taken_again(path: Path) -> None:
    lock = Lock(path)
    lock.acquire()
    path.unlink()
    lock.acquire()
    with pytest.raises(SessionLocked):
        Lock(path).acquire()


def test_a_lock_file_that_was_swept_away_and_taken_by_another_is_lost(path: Path) -> None:
    lock, other = Lock(path), Lock(path)
    lock.acquire()
    path.unlink()
    other.acquire()
    with pytest.raises(SessionLocked):
        lock.acquire()
    lock.release()
    assert path.exists()


def test_never_two_at_once_among_many_that_come_and_go(path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def come_and_go() -> None:
        for _ in range(200):
            try:
                with Lock(path):
                    inside.append(1)
                    most.append(len(inside))
                    inside.pop()
            except SessionLocked:
                pass

    threads = [threading.Thread(target=come_and_go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert not path.exists()


@pytest.mark.parametrize("said", [b"", b"garbage", b"[]", b'{"user": 3}', b'{"pid": -1, "since": "x"}', b"\xff" * 9000])
def test_garbage_in_the_lock_file_makes_nobody_stumble(path: Path, said: bytes) -> None:
    lock = Lock(path)
    lock.acquire()
    path.write_bytes(said)
    with pytest.raises(SessionLocked, match=r"written by somebody on an unknown machine;"):
        Lock(path).acquire()


def test_what_the_lock_file_says_is_cleaned(path: Path) -> None:
    lock = Lock(path)
    lock.acquire()
    path.write_text('{"user": "\\u001b]52;c;\\u0007ana", "since": "2026-11-18T10:31:00+00:00", "host": "\\u202eh"}')
    with pytest.raises(SessionLocked) as refused:
        Lock(path).acquire()
    since = datetime(2026, 11, 18, 10, 31, tzinfo=UTC).astimezone()
    assert f"by ]52;c;ana on h since {since:%Y-%m-%d %H:%M};" in str(refused.value)


def test_a_link_in_the_place_of_the_lock_file_is_refused(path: Path) -> None:
    target = path.with_name("precious")
    target.write_text("precious")
    path.symlink_to(target)
    with pytest.raises(OSError, match=r"link|symbolic") as refused:
        Lock(path).acquire()
    assert refused.value.errno == errno.ELOOP
    assert target.read_text() == "precious"


def test_on_a_full_disk_the_lock_holds_without_a_name_on_it(path: Path) -> None:
    class Full(System):
        @staticmethod
        def write(fd: int, data: object, /) -> int:
            raise OSError(errno.ENOSPC, "full")

    with Lock(path, system=Full()), pytest.raises(SessionLocked, match="by somebody"):
        Lock(path).acquire()


def test_the_session_is_named_where_its_title_is_known(path: Path) -> None:
    title = "Orders stuck; nobody [/] could pay " * 5
    with Lock(path), pytest.raises(SessionLocked) as refused:
        Lock(path, title=title).acquire()
    said = str(refused.value)
    assert said.startswith("“Orders stuck, nobody [/] could pay Orders stuck, nobody [/]…” is being written by ")
    # Some use the first part of the sentence only.
    assert said.partition(";")[0].endswith(tuple("0123456789"))
