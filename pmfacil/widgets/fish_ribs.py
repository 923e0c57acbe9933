"""The ribs of the fish: where each category has its seat, and its causes in lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.part import Id
from pmfacil.review.review import Review
from pmfacil.widgets.drawing import HAND, Line, Span, filled, wide
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.rows import wrapped

PROMPTS = {
    "category-people": "What did people not see or know? For example: Nobody on shift had met it before.",
    "category-process": "Which check or hand-over is not there? For example: The release check has no load step.",
    "category-technology": "What did it allow, or hide? For example: Staging holds a tenth of the data.",
    "category-environment": "What was special about that day? For example: The freeze began a day later.",
}
"""What an empty rib asks, and what somebody could answer."""
INDENT = 2
"""Cells by which a sub-cause stands further in."""
FRAME = 4
"""Cells around the words of a cause: the hand, the bone and a gap before them, a gap behind them."""
LEAST_WORDS = 10
"""Cells that words have even in the deepest sub-cause."""


def prompt(category: Category) -> str:
    """What an empty rib asks the room."""
    return f"{PROMPTS.get(category.id, 'What could have come from this side?')} Press a."


@dataclass(frozen=True)
class Rib:
    """A category with its seat: in which pair of ribs, and on which side of the spine."""

    category: Category
    pair: int
    above: bool

    @property
    def bone(self) -> str:
        """What it is drawn with, leaning towards the head."""
        return "╲" if self.above else "╱"


def seated(categories: Sequence[Category]) -> list[Rib]:
    """Every category on its rib: the first four as two pairs, further ones above and below in turn."""
    first = [(0, True), (1, True), (0, False), (1, False)] if len(categories) > 3 else []
    seats = [*first, *((place // 2, place % 2 == 0) for place in range(len(first), len(categories)))]
    return [Rib(category, pair, above) for category, (pair, above) in zip(categories, seats, strict=True)]


def causes_on(review: Review, category: Category) -> list[tuple[int, Cause]]:
    """The causes of a category and what stands below them, as one reads them, each with its depth."""
    below: dict[Id | None, list[Cause]] = {}
    for cause in review.causes:
        if cause.category == category.id:
            below.setdefault(cause.parent, []).append(cause)
    found: list[tuple[int, Cause]] = []
    stack = [(0, cause) for cause in reversed(below.get(None, []))]
    while stack:
        depth, cause = stack.pop()
        found.append((depth, cause))
        stack.extend((depth + 1, other) for other in reversed(below.get(cause.id, [])))
    return found


def rib_lines(review: Review, rib: Rib, width: int, *, apart: bool) -> list[Line]:
    """A rib from top to bottom: its name at the far end from the spine, its causes along it.

    Args:
        review: Where the causes are.
        rib: Which one, and on which side.
        width: Cells of every line.
        apart: Whether an empty line stands between two causes.
    """
    category, bone = rib.category, Span(rib.bone, "bone")
    name = [_named(line, category, width) for line in wrapped(category.text, width - 2)]
    causes = causes_on(review, category)
    along: list[Line] = []
    for depth, cause in causes:
        if apart and along and not depth:
            along.append(filled([Span(" "), bone], width))
        along += _cause_lines(review, cause, depth, bone, width)
    if not causes:
        ask = [Span(line, "hint", category.id) for line in wrapped(prompt(category), width - FRAME)]
        along = [_held([Span(" ", "text", category.id), span], bone, category.id, width) for span in ask]
    return [*name, *along] if rib.above else [*along, *name]


def _named(words: str, category: Category, width: int) -> Line:
    held = filled([Span(" ", HAND, category.id), Span(words, "heading", category.id)], width - 1, category.id)
    return [*held, Span(" ")]


def _cause_lines(review: Review, cause: Cause, depth: int, bone: Span, width: int) -> list[Line]:
    indent = min(depth * INDENT, max(0, width - FRAME - LEAST_WORDS))
    room = width - FRAME - indent
    lead = Span(" " * (indent + 1), "text", cause.id)
    sign = (
        [Span(" " * (indent - 1), "text", cause.id), Span("– ", "label", cause.id)]
        if indent
        else [Span("╴", "bone", cause.id)]
    )
    words = [Span(line, "text", cause.id) for line in wrapped(cause.text, room)]
    inside: list[list[Span]] = [[*([lead] if place else sign), span] for place, span in enumerate(words)]
    for mark in filter(None, (*state_marks(cause), links_mark(review, cause))):
        for line in wrapped(mark, room):
            span = Span(line, "mark", cause.id)
            if wide([*inside[-1], span]) + 1 <= wide([lead]) + room:
                inside[-1] += [Span(" ", "text", cause.id), span]
            else:
                inside.append([lead, span])
    return [_held(line, bone, cause.id, width) for line in inside]


def _held(inside: Sequence[Span], bone: Span, part: Id, width: int) -> Line:
    line = [Span(" ", HAND, part), bone._replace(part=part), *inside]
    return [*filled(line, width - 1, part), Span(" ")]
