"""The fish: a spine with ribs above and below it, and the problem as its head."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from pmfacil.review.review import Review
from pmfacil.widgets.drawing import Line, Span, filled, wide
from pmfacil.widgets.fish_ribs import Rib, rib_lines, seated
from pmfacil.widgets.rows import wrapped

LEAST_COLUMN, MOST_COLUMN = 20, 52
"""Cells of a pair of ribs."""
LEAST_PAIRS = 2
"""Pairs side by side without which it is no fish."""
LEAST_HEAD, MOST_HEAD = 12, 28
"""Cells of the words in the head."""
NECK = 5
"""Cells between the last pair and the words of the head: `─▶ ┃ `."""


class Space(NamedTuple):
    """How much room there is from top to bottom."""

    apart: bool
    """Whether an empty line stands between two causes."""
    slants: int
    """Lines on which a rib without words leans towards the spine."""


SPACES = (Space(True, 2), Space(False, 1), Space(False, 0))
"""From airy to dense."""


def fish(review: Review, width: int, height: int) -> list[Line]:
    """The fish in lines of at most `width` cells, or nothing where there is no room to draw it.

    Ribs that do not fit side by side get a second spine below the first; both lead into the same head.

    Args:
        review: Categories, causes, and the problem.
        width: Cells across.
        height: Lines in sight: if they are enough, the causes stand apart and the ribs away from the spine.
    """
    head = min(max(width // 5, LEAST_HEAD), MOST_HEAD)
    most = (width - head - NECK) // LEAST_COLUMN
    pairs = max((rib.pair + 1 for rib in seated(review.categories)), default=0)
    if not pairs or most < min(pairs, LEAST_PAIRS):
        return []
    words = wrapped(review.incident.title or "The problem", head)
    drawn: list[Line] = []
    for space in SPACES:
        drawn = _headed(*_body(review, width - head - NECK, most, space), words)
        if len(drawn) <= height:
            break
    return drawn


def _body(review: Review, width: int, most: int, space: Space) -> tuple[list[Line], list[int]]:
    """All spines with their ribs, and the lines that are the spines themselves."""
    ribs = seated(review.categories)
    pairs = max(rib.pair for rib in ribs) + 1
    beside = ceil(pairs / ceil(pairs / most))
    width = min(width, beside * MOST_COLUMN)
    body: list[Line] = []
    joints: list[int] = []
    for first in range(0, pairs, beside):
        body += [_empty(width)] if body else []
        lines, joint = _spine(review, [rib for rib in ribs if first <= rib.pair < first + beside], width, space)
        joints.append(len(body) + joint)
        body += lines
    return body, joints


def _spine(review: Review, ribs: Sequence[Rib], width: int, space: Space) -> tuple[list[Line], int]:
    """A spine with its ribs, and the place of the line that is the spine itself."""
    pairs = sorted({rib.pair for rib in ribs})
    column = min(width // len(pairs), MOST_COLUMN)
    above: list[list[Line]] = [[] for _ in pairs]
    below: list[list[Line]] = [[] for _ in pairs]
    for rib in ribs:
        lines = rib_lines(review, rib, column, apart=space.apart)
        slants = [filled([Span(" " * (2 + n)), Span(rib.bone, "bone")], column) for n in range(space.slants)]
        if rib.above:
            above[rib.pair - pairs[0]] = [*lines, *slants]
        else:
            below[rib.pair - pairs[0]] = [*reversed(slants), *lines]
    node = "─" * (2 + space.slants) + "●"
    spine = [Span((node.ljust(column, "─") * len(pairs)).ljust(width, "─") + "─▶", "bone")]
    high, deep = max(map(len, above)), max(map(len, below))
    upper = _side_by_side([[_empty(column)] * (high - len(lines)) + lines for lines in above], width)
    lower = _side_by_side([lines + [_empty(column)] * (deep - len(lines)) for lines in below], width)
    return [*upper, spine, *lower], high


def _side_by_side(blocks: Sequence[Sequence[Line]], width: int) -> list[Line]:
    """Blocks of equally many lines as one."""
    return [filled([span for line in lines for span in line], width) for lines in zip(*blocks, strict=True)]


def _empty(width: int) -> Line:
    return [Span(" " * width)]


def _headed(body: Sequence[Line], joints: Sequence[int], words: Sequence[str]) -> list[Line]:
    """The body with the problem behind its first spine."""
    width = wide(body[0])
    first = joints[0] - len(words) // 2
    over, under = max(0, -first), max(0, first + len(words) - len(body))
    lines = [*[_empty(width)] * over, *body, *[_empty(width)] * under]
    first += over
    for place in range(first, max(first + len(words), joints[-1] + over + 1)):
        said = words[place - first] if place < first + len(words) else ""
        lines[place] = [*filled(lines[place], width + 2), Span(" ┃ ", "bone"), Span(said, "heading")]
    return lines
