"""The layers of defence as slices, and the path from the change through their holes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, zip_longest
from math import ceil

from pmfacil.review.layers import Layer, LayerState, path_through
from pmfacil.review.review import Review
from pmfacil.widgets.drawing import HAND, Line, Span, filled, wide
from pmfacil.widgets.rows import cells, wrapped

BEGINS, ENDS, STOPPED = "change", "impact", "stopped"
"""What the path comes from, where it leads, and what is said where a layer held."""
LEADS = (len(BEGINS) + 1, 2)
"""Cells of the path before the first slice; fewer where the names need them."""
LEAST_UNIT, MOST_UNIT = 11, 26
"""Cells of a slice with the path behind it."""
THICK_UNIT = 13
"""Cells from which on a slice is drawn thick."""
SURE, UNSURE, NOT = "═", "╌", " "
"""The path: it led there, nobody has looked yet, it did not get there."""
SHAPES = {
    LayerState.UNKNOWN: (("┃   ┃", "┃ ? ┃"), ("┃ ┃", "┃?┃")),
    LayerState.HELD: (("┃███┃", "┃███┃"), ("┃█┃", "┃█┃")),
    LayerState.HOLE: (("┃   ┃", "┃ ◯ ┃"), ("┃ ┃", "┃◯┃")),
    LayerState.MISSING: (("┊   ┊", "┊~~~┊"), ("┊ ┊", "┊~┊")),
    LayerState.NOT_RELEVANT: ((" │ │ ", "~│–│~"), ("│ │", "│–│")),
}
"""Each slice thick and thin, above and below the path and on it; a tilde is the path going through."""
LOOKS = {LayerState.HELD: "held", LayerState.HOLE: "path"}


@dataclass(frozen=True)
class Slice:
    """A layer as the path meets it."""

    layer: Layer
    state: LayerState
    holes: int
    before: str
    """The path that leads to it: `SURE`, `UNSURE` or `NOT`."""
    after: str
    """The path behind it."""

    @property
    def stops(self) -> bool:
        """Whether the path ends here."""
        return self.state == LayerState.HELD and self.before != NOT

    def says(self) -> str:
        """What it did, in words; nothing as long as nobody has looked at it."""
        several = self.state == LayerState.HOLE and self.holes > 1
        return f"{self.holes} holes" if several else "" if self.state == LayerState.UNKNOWN else str(self.state)


def glyph(state: LayerState) -> str:
    """A slice in three cells, without any path."""
    return SHAPES[state][1][1].replace("~", " ")


def sliced(review: Review) -> list[Slice]:
    """Every layer in the room's order, with the path up to the first one that held."""
    states = [review.layer_state(layer) for layer in review.layers]
    path = [NOT if met is None else SURE if met else UNSURE for met in path_through(states)]
    holes = [sum(hole.layer == layer.id for hole in review.holes) for layer in review.layers]
    return [Slice(*one) for one in zip(review.layers, states, holes, path, path[1:], strict=False)]


def slices(review: Review, width: int, height: int) -> list[Line]:
    """The drawing in lines of at most `width` cells: slices with their names, or only one line of glyphs.

    Args:
        review: Layers and holes.
        width: Cells across.
        height: Lines that it may take, with room for the list below it.
    """
    found = sliced(review)
    word = max((cells(word) for one in found for word in one.layer.text.split()), default=0)
    fitting = [
        (unit > word, lines)
        for lead, beside, unit in _shares(len(found), width)
        if len(lines := _drawn(found, lead, beside, unit)) <= height
    ]
    whole = [lines for keeps_words, lines in fitting if keeps_words] or [lines for _, lines in fitting]
    return whole[0] if whole else _glyphs(found, width)


def _shares(count: int, width: int) -> Iterator[tuple[int, int, int]]:
    """Ways to share the width, best first: cells before the slices, slices side by side, cells for each of them."""
    for more in range(2):
        for lead in LEADS:
            if count and (most := (width - lead) // LEAST_UNIT) > 0:
                beside = ceil(count / (ceil(count / most) + more))
                yield lead, beside, min((width - lead) // beside, MOST_UNIT)


def _drawn(found: Sequence[Slice], lead: int, beside: int, unit: int) -> list[Line]:
    """All slices in rows, the path going on from one to the next."""
    lines: list[Line] = [[Span(BEGINS, "question")]] if lead < len(BEGINS) else []
    for first in range(0, len(found), beside):
        lines += [[]] if first else []
        last = first + beside >= len(found)
        lines += _row(found[first : first + beside], lead, unit, begins=not first, ends=last)
    return lines


def _row(row: Sequence[Slice], lead: int, unit: int, *, begins: bool, ends: bool) -> list[Line]:
    """One row of slices, three lines high, with their captions."""
    thin = unit < THICK_UNIT
    gap = unit - len(SHAPES[LayerState.HELD][thin][0])
    comes = f"{'' if begins or lead < len(BEGINS) else '… '}{row[0].before * lead}"[: lead - 1]
    top = [Span((BEGINS if begins and lead > len(BEGINS) else "").ljust(lead), "question")]
    middle = [Span(comes + _tip(row[0].before), "path")]
    bottom = [Span(" " * lead)]
    for one in row:
        beyond, through = SHAPES[one.state][thin]
        last = one is row[-1]
        goal = f" {ENDS}" if last and ends and one.after != NOT else ""
        tip = " …" if last and not ends and one.after != NOT else one.after + _tip(one.after)
        behind = [Span(one.after * (gap - 2) + tip, "path")]
        top += [*_shape(one, beyond), Span(goal.ljust(gap), "question")]
        middle += [*_shape(one, through), *([Span(" "), Span(STOPPED.ljust(gap - 1), "held")] if one.stops else behind)]
        bottom += [*_shape(one, beyond), Span(" " * gap)]
    below = zip_longest(*(_caption(one, unit) for one in row), fillvalue=[Span(" " * unit)])
    return [top, middle, bottom, *([Span(" " * (lead - 1)), *chain(*captions)] for captions in below)]


def _tip(path: str) -> str:
    return NOT if path == NOT else "▶"


def _shape(one: Slice, shape: str) -> list[Span]:
    look = LOOKS.get(one.state, "question")
    runs = [(path, "".join(run)) for path, run in groupby(shape, "~".__eq__)]
    return [Span(run.replace("~", one.after), "path" if path else look, one.layer.id) for path, run in runs]


def _caption(one: Slice, unit: int) -> list[Line]:
    """Name and state below a slice, with the cell before them for the hand."""
    part, look = one.layer.id, "question" if one.before == NOT else "text"
    words = [(line, look) for line in wrapped(one.layer.text, unit - 1)]
    words += [(line, "mark") for line in wrapped(one.says(), unit - 1) if line]
    return [filled([Span(" ", HAND, part), Span(line, look, part)], unit, part) for line, look in words]


def _glyphs(found: Sequence[Slice], width: int) -> list[Line]:
    """All slices without their names on one line, or on as few as it takes."""
    steps = [[Span(BEGINS, "question"), Span(" ")]] if found else []
    for one in found:
        steps.append([Span(one.before + _tip(one.before), "path"), *_shape(one, SHAPES[one.state][1][1])])
        steps += [[Span(" "), Span(STOPPED, "held")]] if one.stops else []
    if found and found[-1].after != NOT:
        steps.append([Span(found[-1].after + "▶", "path"), Span(" "), Span(ENDS, "question")])
    lines: list[list[Span]] = [[]] if found else []
    for step in steps:
        if wide([*lines[-1], *step]) > width:
            lines.append([])
        lines[-1] += step
    return [*lines]
