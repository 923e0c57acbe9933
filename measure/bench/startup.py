"""How long it takes until the meeting is there."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median

from measure.bench.goals import FIRST_FRAME, SETTLED
from measure.bench.programs import SAMPLE, bare, make, meeting
from measure.bench.table import Row, compared
from measure.bench.watched import Watched

RUNS = 7
SIZES = (SAMPLE, 10)
Times = tuple[float, float]


def rows(folder: Path) -> Iterator[Row]:
    """The first frame with the board's rows, and the last; all programs take turns."""
    bares: list[Times] = []
    ours: dict[int | str, list[Times]] = {size: [] for size in SIZES}
    for run in range(RUNS + 1):
        first = started(bare(), "bare")
        rounds = {size: started(meeting(make(folder, size)), "WHY ANALYSIS", "Fishbone", "├ 1") for size in SIZES}
        if run:  # the first one reads what the others find in memory
            bares.append(first)
            for size, times in rounds.items():
                ours[size].append(times)
    for size, times in ours.items():
        name = size if isinstance(size, str) else f"×{size}"
        for part, what, goal in ((0, "first live frame", FIRST_FRAME), (1, "settled", SETTLED)):
            mine, theirs = (median(of[part] for of in those) for those in (times, bares))
            yield compared(f"start, {name}: {what}", mine, "bare", theirs, goal)


def started(starting: AbstractContextManager[Watched], *words: str) -> Times:
    """Milliseconds from the start of a program until these words stand there, and until it is calm."""
    with starting as program:
        last = program.calm()
        return (program.shown_at(*words) - program.began) * 1000, (last - program.began) * 1000
