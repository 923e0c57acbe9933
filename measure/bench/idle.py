"""What a meeting costs in which nobody does anything, and how much memory it takes."""

from collections.abc import Iterator
from pathlib import Path

from measure.bench.goals import IDLE, MEMORY
from measure.bench.programs import SAMPLE, bare, make, meeting
from measure.bench.table import Row
from pmfacil.widgets.boards import KEYS

SECONDS = 12.0


def rows(folder: Path) -> Iterator[Row]:
    """Computing and memory, beside a bare app that runs at the same time."""
    with bare() as other, meeting(make(folder, SAMPLE)) as sample, meeting(make(folder, 10)) as big:
        programs = (other, sample, big)
        for program in programs:
            program.calm()
        before = [program.computed() for program in programs]
        for _ in range(int(SECONDS / 0.3)):
            for program in programs:
                program.pause(0.1)
        theirs, *ours = (
            100 * (program.computed() - used) / SECONDS for program, used in zip(programs, before, strict=True)
        )
        for name, percent in zip(("the sample", "×10"), ours, strict=True):
            against = f"bare {theirs:.2f} %"
            yield Row(f"idle in a running meeting, {name}", f"{percent:.2f} %", percent, IDLE, against, unit="%")
        for name, program in (("the sample", sample), ("×10", big)):
            yield _memory(f"memory after the start, {name}", program.memory(), other.memory())
            for key in KEYS:
                program.send(key)
                program.calm()
            yield _memory(f"memory after all boards, {name}", program.memory(), other.memory())


def _memory(what: str, ours: float, theirs: float) -> Row:
    return Row(what, f"{ours:.1f} MB", ours, MEMORY, f"bare {theirs:.1f} MB", ours / theirs, "MB")
