"""How long a key takes until its frame is whole, on every board and in the capture bar."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from measure.bench.goals import GROWTH, KEY
from measure.bench.programs import DOWN, END, PAGE_DOWN, UP, bare, make, meeting
from measure.bench.table import Row, compared, p95, pair
from measure.bench.watched import Watched
from pmfacil.widgets.boards import KEYS

SIZES = (1, 10)
MOVES = (*(DOWN,) * 10, *(UP,) * 6, *(PAGE_DOWN,) * 4)
EDITS = ("x", "u") * 6
"""The row in hand is taken away and brought back."""
LAST_ROW = ("overview",)
"""Boards whose first row cannot be taken away."""
LETTERS = "The pool was empty, and nobody could see it "
Presses = dict[int | str, list[float]]
"""Milliseconds by what was pressed in: the bare app, or a size."""


def rows(folder: Path) -> Iterator[Row]:
    """All programs run at once and take turns, key by key."""
    with ExitStack() as running:
        programs: dict[int | str, Watched] = {"bare": running.enter_context(bare())}
        files: dict[int | str, Path] = {}
        for size in SIZES:
            made = make(folder, size)
            programs[size], files[size] = running.enter_context(meeting(made)), made.file
        for program in programs.values():
            program.calm()
        bares: list[float] = []
        measured: list[tuple[str, Presses]] = []
        for key, board in KEYS.items():
            _all(programs, key)
            if board in LAST_ROW:
                _all(programs, END)
            before = {size: file.stat().st_mtime_ns for size, file in files.items()}
            measured.append((f"{board}: an edit", _presses(programs, EDITS, calm=True)))
            unchanged = [size for size, file in files.items() if file.stat().st_mtime_ns == before[size]]
            if unchanged:
                raise RuntimeError(f"no edit was made on {board}")
            measured.append((f"{board}: down, up, page down", _presses(programs, MOVES)))
        _all(programs, ":")
        measured.append(("capture bar: a letter", _presses(programs, LETTERS)))
    bares = [time for _, presses in measured for time in presses["bare"]]
    for what, presses in measured:
        small, big = (presses[size] for size in SIZES)
        yield compared(f"{what}, p50 / p95", p95(small), "bare", p95(bares), KEY, pair(small))
        yield compared(f"{what}, ×10", p95(big), "×1", p95(small), GROWTH, pair(big))


def _all(programs: dict[int | str, Watched], key: str) -> None:
    for program in programs.values():
        program.send(key)
    for program in programs.values():
        program.calm()


def _presses(programs: dict[int | str, Watched], keys: Sequence[str], calm: bool = False) -> Presses:
    presses: Presses = {name: [] for name in programs}
    for key in keys:
        for name, program in programs.items():
            presses[name].append(program.press(key))
            if calm:
                program.calm()
    return presses
