"""How long an edit takes until it is on disk, and what a slow disk does to the keys."""

import time
from collections.abc import Iterator
from pathlib import Path

from measure.bench.goals import KEY, ON_DISK, SLOW_FSYNC
from measure.bench.programs import Made, bare, make, meeting, slow_meeting
from measure.bench.table import Row, compared, p95, pair
from measure.bench.watched import Watched

EDITS = 20
SLOW_EDITS = 8
LETTERS = "abcdefgh"
"""Typed while an edit is on its way to a slow disk."""


def rows(folder: Path) -> Iterator[Row]:
    """Lines of the capture bar, from enter to the session file."""
    for size in (1, 10):
        made = make(folder, size)
        with meeting(made) as program:
            program.calm()
            program.press(":")
            times = [_kept(program, made, f"event seen {place}") for place in range(EDITS)]
        yield Row(f"edit → on disk, ×{size}, p50 / p95", pair(times), p95(times), ON_DISK, unit="ms")
    made = make(folder, 1)
    with slow_meeting(made) as program, bare() as other:
        program.calm()
        other.calm()
        program.press(":")
        times, letters, theirs = list[float](), list[float](), list[float]()
        for place in range(SLOW_EDITS):
            times.append(_kept(program, made, f"event seen {place}"))
            program.send(f"idea seen {place}")
            program.calm()
            program.send("\r")
            program.pause(0.02)
            for letter in LETTERS:
                letters.append(program.press(letter))
                theirs.append(other.press(letter))
            program.send("\x7f" * len(LETTERS))
    goal = ON_DISK + SLOW_FSYNC
    yield Row(f"edit → on disk, fsync {SLOW_FSYNC:g} ms, p50 / p95", pair(times), p95(times), goal, unit="ms")
    yield compared("a letter during slow saves, p50 / p95", p95(letters), "bare", p95(theirs), KEY, pair(letters))


def _kept(program: Watched, made: Made, words: str) -> float:
    """Milliseconds from enter until the session file holds these words."""
    program.send(words)
    program.calm()
    file, seen = made.file, made.file.stat().st_mtime_ns
    needle, sent = words.encode(), time.perf_counter()
    program.send("\r")
    while time.perf_counter() - sent < 10:
        program.pause(0.001)
        changed = file.stat().st_mtime_ns
        now = time.perf_counter()
        if changed != seen:
            if needle in file.read_bytes():
                program.calm()
                return (now - sent) * 1000
            seen = changed
    raise TimeoutError(f"{words!r} never came to the disk")
