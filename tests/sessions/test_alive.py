import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmfacil.sessions.alive import Sign, beat, forget, gap, last_sign
from pmfacil.sessions.system import System

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def sign(wall: float = 0, boot: float | None = 500, boot_id: str | None = "one") -> Sign:
    return Sign(NOON + timedelta(seconds=wall), boot, boot_id)


@pytest.mark.parametrize(
    ("what", "now", "away"),
    [
        ("a closed lid", sign(wall=3600, boot=4100), 3600),
        ("a wall clock put forward", sign(wall=86_400, boot=503), 3),
        ("a wall clock put back", sign(wall=-86_400, boot=503), 3),
        ("a restart of the machine", sign(wall=240, boot=20, boot_id="two"), 240),
        ("a restart and a clock put back", sign(wall=-50, boot=20, boot_id="two"), 0),
        ("no boot id", sign(wall=60, boot=9000, boot_id=None), 60),
        ("no boot clock", sign(wall=60, boot=None), 60),
        ("a boot clock that went back", sign(wall=60, boot=1), 0),
    ],
)
def test_the_gap_is_the_time_that_really_went_by(what: str, now: Sign, away: float) -> None:
    assert gap(sign(), now) == away


def test_two_machines_without_boot_ids_are_not_taken_for_one() -> None:
    assert gap(sign(boot_id=None), sign(wall=60, boot=501, boot_id=None)) == 60


def test_now_goes_forward() -> None:
    first, second = Sign.now(), Sign.now()
    assert second.wall.tzinfo is UTC
    assert first.boot_id == second.boot_id
    assert 0 <= gap(first, second) < 60


def test_the_last_sign_is_the_one_that_was_left(tmp_path: Path) -> None:
    path = tmp_path / "k3f9x2ab.alive"
    for number in range(3):
        beat(path, sign(wall=number))
    assert last_sign(path) == sign(wall=2)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    forget(path)
    assert last_sign(path) is None
    forget(path)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"garbage",
        b"null",
        b"[1]",
        b"{}",
        b'{"wall": 5}',
        b'{"wall": "yesterday"}',
        b'{"wall": "2026-11-18T12:00:00+00:00", "boot": "x"}',
        b'{"wall": "2026-11-18T12:00:00+00:00", "boot": [1]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_garbage_is_no_sign_of_life(tmp_path: Path, said: bytes) -> None:
    path = tmp_path / "k3f9x2ab.alive"
    path.write_bytes(said)
    assert last_sign(path) is None


def test_a_disk_that_refuses_the_sign_does_not_stop_the_meeting(tmp_path: Path) -> None:
    class Full(System):
        @staticmethod
        def write(fd: int, data: object, /) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "k3f9x2ab.alive"
    beat(path, sign())
    beat(path, sign(wall=1), Full())
    beat(tmp_path / "gone" / "k3f9x2ab.alive", sign())
    assert last_sign(path) == sign()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
