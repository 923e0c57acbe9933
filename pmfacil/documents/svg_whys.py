"""The tree of whys drawn: one picture for each chain, cut between boxes where it is longer than a page (P40-P43)."""

from collections.abc import Iterator, Sequence
from math import ceil

from pmfacil.documents.svg import LEADING, TALLEST, WIDTH, box, measured, picture, stroke, wrapped, written
from pmfacil.documents.voice import Voice
from pmfacil.review.whys import Gate, Leaf, Why, purpose_of

STEP, DEEPEST = 26.0, 9
"""Units that an answer stands further in than the one above it, and the depth from which on none does."""
_INSET, _BETWEEN, _FOOT = 10.0, 10.0, 6.0
_GATES = {Gate.AND: "it took all of the following", Gate.OR: "one of the following was enough"}

Row = tuple[int, Why]


def drawn_whys(voice: Voice) -> list[str]:
    """The pictures, in the order of the board."""
    chains: list[list[Row]] = []
    for depth, why in voice.review.tree():
        if depth == 0:
            chains.append([])
        chains[-1].append((depth, why))
    return [picture for chain in chains for picture in _chain(voice, chain)]


def _chain(voice: Voice, chain: Sequence[Row]) -> Iterator[str]:
    head = chain[0][1]
    name = f"Chain {head.number}: {purpose_of(head)}"
    going_on = _going_on([depth for depth, _ in chain])
    lines = [_lines(voice, why, depth) for depth, why in chain]
    heights = [len(one) * LEADING + 2 * _INSET - 4 for one in lines]
    shapes, y = [written(2, LEADING, [name], "name")], 2 * LEADING - 6
    # Shared about equally, so that the last picture is no lone box.
    whole, slack = y + sum(heights) + len(heights) * _BETWEEN, min(max(heights), TALLEST / 4)
    limit = min(TALLEST, whole / ceil(whole / (TALLEST - slack)) + slack)
    for (depth, why), one, height, further in zip(chain, lines, heights, going_on, strict=True):
        if shapes and y + height + _BETWEEN > limit:
            yield picture(name, y, shapes)
            shapes, y = [], 0.0
        shapes += [*_guides(depth, further, y, height), *_boxed(why, depth, one, y, height)]
        y += height + _BETWEEN
    yield picture(name, y, shapes)


def _going_on(depths: Sequence[int]) -> list[set[int]]:
    """For each row, the depths at which another answer still follows below it."""
    found: list[set[int]] = []
    open_at: set[int] = set()
    for depth in reversed(depths):
        open_at = {level for level in open_at if level <= depth}
        found.append(set(open_at))
        open_at.add(depth)
    return found[::-1]


def _left(depth: int) -> float:
    return 2 + STEP * min(depth, DEEPEST)


def _guides(depth: int, going_on: set[int], y: float, height: float) -> Iterator[str]:
    middle = y + _INSET + LEADING / 2
    for level in range(1, min(depth, DEEPEST) + 1):
        x = _left(level - 1) + STEP / 2
        own = level == min(depth, DEEPEST)
        if own:
            yield stroke(x, middle, _left(depth), middle, "thread")
        if level in going_on:
            yield stroke(x, y - _BETWEEN, x, y + height, "thread")
        elif own:
            yield stroke(x, y - _BETWEEN, x, middle, "thread")


def _lines(voice: Voice, why: Why, depth: int) -> list[tuple[str, str]]:
    """Every line of a box with its look: the question, the answer, what is known of it."""
    width = WIDTH - 4 - _left(depth) - 2 * _INSET - _numbered(why)
    marks = (
        "" if why.text else "no answer yet",
        "◆ contributing factor" if why.factor else "",
        "evidence" if why.evidence else "",
        "speculation" if why.speculation else "",
        str(why.leaf) if why.leaf != Leaf.OPEN else "",
        f"{why.gate.upper()}: {_GATES[why.gate]}" if why.gate in _GATES else "",
    )
    said = " · ".join(mark for mark in marks if mark)
    return [
        *((line, "soft") for line in wrapped(voice.hide(why.question), width)),
        *((line, "strong") for line in wrapped(voice.hide(why.text), width, bold=True)),
        *((line, "mark") for line in wrapped(said, width)),
    ]


def _numbered(why: Why) -> float:
    return max(26.0, measured(why.number) * 1.1 + 10)


def _boxed(why: Why, depth: int, lines: Sequence[tuple[str, str]], y: float, height: float) -> Iterator[str]:
    x = _left(depth)
    looks = f"box{' factor' if why.factor else ''}{' unsure' if why.speculation or not why.text else ''}"
    yield box(x, y + 1, WIDTH - 4 - x, height - 2, looks)
    feet = y + _INSET + LEADING - _FOOT
    yield written(x + _INSET, feet, [why.number], "number")
    for place, (line, look) in enumerate(lines):
        yield written(x + _INSET + _numbered(why), feet + place * LEADING, [line], look)
