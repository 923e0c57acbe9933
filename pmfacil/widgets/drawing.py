"""What drawings are made of: lines of spans, of which each may belong to a part of the review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pmfacil.review.part import Id, Part
from pmfacil.widgets.rows import Row, cells

HAND = "hand"
"""The look of the cell in which `▌` shows while its part is in hand."""


class Span(NamedTuple):
    """Some cells of a line: words, the name of their look, and the part that they belong to."""

    text: str
    look: str = "text"
    part: Id | None = None


Line = Sequence[Span]


def filled(line: Line, width: int, part: Id | None = None) -> Line:
    """The line made `width` cells wide with empty cells of a part."""
    return [*line, Span(" " * (width - wide(line)), "text", part)]


def wide(line: Line) -> int:
    """How many cells the line takes."""
    return sum(cells(span.text) for span in line)


@dataclass(frozen=True, kw_only=True)
class Picture(Row):
    """A board's first row if there is something to draw; its parts are in hand where the rows below it are."""

    paragraphs: tuple[tuple[str, str], ...] = ()
    reachable: bool = False
    lines: Sequence[Line] = ()
    alone: bool = False
    """Whether it shows everything itself, so that the rows below it are not drawn."""

    @cached_property
    def spots(self) -> Mapping[Id, range]:
        """The lines on which each part is drawn, from its first to its last."""
        found: dict[Id, range] = {}
        for place, line in enumerate(self.lines):
            for part in {span.part for span in line if span.part}:
                found[part] = range(found[part].start if part in found else place, place + 1)
        return found


def place_before(part: Part, onto: Part, beside: Sequence[Part]) -> Id | None:
    """What a part stands before once it was dragged onto another: that one, or the next where it came from above it."""
    ids = [other.id for other in beside]
    if part.id not in ids or ids.index(part.id) > ids.index(onto.id):
        return onto.id
    return next(iter(ids[ids.index(onto.id) + 1 :]), None)
