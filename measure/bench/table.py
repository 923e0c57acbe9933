"""The one table: a figure, what it is compared with, the ratio, the goal."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = f"{'what':42}{'pmfacil':>16}{'compared with':>20}{'ratio':>8}{'goal':>11}  verdict"


@dataclass(frozen=True)
class Row:
    """One line of it."""

    what: str
    shown: str
    """The figure with its unit."""
    value: float | None = None
    """What the goal is about."""
    goal: float | None = None
    against: str = ""
    """What it is compared with."""
    ratio: float | None = None
    unit: str = "×"

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        goal = "" if self.goal is None else f"≤ {self.goal:g} {self.unit}"
        return f"{self.what:42}{self.shown:>16}{self.against:>20}{ratio:>8}{goal:>11}  {self._verdict()}".rstrip()

    def _verdict(self) -> str:
        if self.value is None or self.goal is None:
            return ""
        return "ok" if self.value <= self.goal else "over"


def compared(what: str, ours: float, name: str, theirs: float, goal: float | None, shown: str = "") -> Row:
    """A row of milliseconds whose goal is a ratio."""
    ratio = ours / theirs
    return Row(what, shown or ms(ours), ratio, goal, f"{name} {ms(theirs)}", ratio)


def ms(value: float) -> str:
    """Milliseconds as they are shown."""
    return f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms"


def pair(values: Sequence[float]) -> str:
    """The median and 95 of 100."""
    return f"{statistics.median(values):.1f} / {p95(values):.1f} ms"


def p95(values: Sequence[float]) -> float:
    """What 95 of 100 stay below."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]
