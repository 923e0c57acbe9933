"""How long the commands take that need no screen."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from measure.bench.goals import LOOK_UP, MANY, VERSION, WORK_GROWTH
from measure.bench.programs import Made, environment, make
from measure.bench.table import Row, compared, ms
from pmfacil.sessions.file_name import file_name
from tests.terminal import PROGRAM

RUNS = 7
LONG_RUNS = 3
"""For what takes seconds."""


def rows(folder: Path) -> Iterator[Row]:
    """Each command as a shell runs it."""
    sizes = {times: make(folder, times) for times in (1, 10)}
    env = sizes[1].env
    nothing = _time([sys.executable, "-c", ""], env)
    mine = _time([PROGRAM, "--version"], env)
    yield Row("--version", ms(mine), mine, VERSION, f"python {ms(nothing)}", mine / nothing, "ms")
    for what in ("export", "check"):
        small, big = (_time([PROGRAM, what, "last"], made.env) for made in sizes.values())
        yield Row(f"{what}, ×1", ms(small), against=f"python {ms(nothing)}", ratio=small / nothing)
        yield compared(f"{what}, ×10", big, "×1", small, WORK_GROWTH)
    env = _many(folder / "many", make(folder, "the sample"))
    for what, arguments in ((f"list of {MANY:,}", ["list"]), (f"search of {MANY:,}", ["search", "connection"])):
        if not _knows(arguments[0], env):
            yield Row(what, "not built yet")
            continue
        took = _time([PROGRAM, *arguments], env, LONG_RUNS)
        yield Row(what, ms(took), took, LOOK_UP, f"python {ms(nothing)}", took / nothing, "ms")


def _time(command: Sequence[str], env: dict[str, str], runs: int = RUNS) -> float:
    """The median of some runs, after one that does not count."""
    took: list[float] = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        _run(command, env)
        took.append((time.perf_counter() - began) * 1000)
    return median(took[1:])


def _knows(command: str, env: dict[str, str]) -> bool:
    return _run([PROGRAM, command, "--help"], env) == 0


def _run(command: Sequence[str], env: dict[str, str]) -> int:
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, check=False).returncode


def _many(folder: Path, made: Made) -> dict[str, str]:
    """A library of copies of one review, each with an id of its own."""
    folder.mkdir()
    content, id, title = made.file.read_bytes(), made.review.id, made.review.incident.title
    for place in range(MANY):
        other = f"{place:0{len(id)}}"
        path = folder / file_name(date.fromordinal(738_000 + place % 1000), title, other)
        path.write_bytes(content.replace(id.encode(), other.encode()))
    return environment(folder)
