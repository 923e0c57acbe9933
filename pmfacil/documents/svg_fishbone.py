"""The fishbone drawn: ribs above and below the spine, causes beside them, the problem at the head (P44)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pmfacil.documents.sections.causes import on_the_rib
from pmfacil.documents.svg import LEADING, WIDTH, arrow, box, picture, stroke, wrapped, written
from pmfacil.documents.voice import Voice
from pmfacil.review.fishbone import CATEGORIES, Category, Cause

HEAD = 158.0
"""Units of the problem at the right."""
_SLANT, _NAME, _LEAST, _TALLEST_SIDE = 34.0, 24.0, 56.0, 640.0
_HANGING = 8.0
_BESIDE = 3
"""The most ribs on one side of one fish."""

Line = tuple[str, str, float]
"""What it says, its look, and how far it stands in."""


@dataclass(frozen=True)
class Rib:
    """One category with the lines of its causes, as wide as there is room."""

    name: Sequence[str]
    lines: Sequence[Line]

    def height(self) -> float:
        """Units that it needs."""
        return max(_LEAST, len(self.lines) * LEADING + _NAME + (len(self.name) - 1) * LEADING + 14)


def drawn_fishbone(voice: Voice) -> list[str]:
    """The pictures: one fish, or several where there are more ribs than one can show; none of what is too large."""
    review = voice.review
    if not review.causes and all(category.text in CATEGORIES for category in review.categories):
        return []
    fish = _shared(review.categories)
    drawn = [_fish(voice, ribs) for ribs in fish]
    return [] if "" in drawn else drawn


def _shared(categories: Sequence[Category]) -> list[Sequence[Category]]:
    """The categories of each fish, about as many on each."""
    count = -(-len(categories) // (2 * _BESIDE))
    each = -(-len(categories) // count)
    return [categories[first : first + each] for first in range(0, len(categories), each)]


def _fish(voice: Voice, categories: Sequence[Category]) -> str:
    columns = -(-len(categories) // 2)
    room = (WIDTH - HEAD - 22) / columns
    ribs = [_rib(voice, category, room - 22) for category in categories]
    above, below = ribs[::2], ribs[1::2]
    up, down = (max((rib.height() for rib in side), default=_LEAST) for side in (above, below))
    title = wrapped(voice.hide(voice.review.incident.title or "The problem"), HEAD - 24, bold=True)
    tall = len(title) * LEADING + 22
    up, down = max(up, tall / 2), max(down, tall / 2)
    if max(up, down) > _TALLEST_SIDE:
        return ""
    spine = up + 6
    shapes = [stroke(4, spine, WIDTH - HEAD - 8, spine, "spine"), arrow(WIDTH - HEAD - 4, spine, "spine")]
    shapes += [box(WIDTH - HEAD - 2, spine - tall / 2, HEAD, tall, "box problem")]
    shapes += [written(WIDTH - HEAD + 10, spine - tall / 2 + 23, title, "strong")]
    for place, (top, bottom) in enumerate(zip_longest(above, below)):
        joint = (place + 1) * room
        shapes += _bone(top, joint, spine, -up, room)
        shapes += _bone(bottom, joint, spine, down, room) if bottom else []
    return picture("Fishbone: causes by category", spine + down + 8, shapes)


def _rib(voice: Voice, category: Category, width: float) -> Rib:
    lines: list[Line] = []
    for depth, part in on_the_rib(voice, category)[1:]:
        factor = isinstance(part, Cause) and part.factor
        inset = 10.0 * min(depth - 1, 4)
        text = f"{'◆ ' if factor else '– ' if depth > 1 else '• '}{voice.hide(part.says())}"
        rows = wrapped(text, width - inset - _HANGING, bold=factor)
        look = "strong" if factor else ""
        lines += [(row, look, inset + (_HANGING if place else 0)) for place, row in enumerate(rows)]
    name = wrapped(voice.hide(category.text), width, bold=True)
    return Rib(name, lines or [("nothing named", "soft", 0.0)])


def _bone(rib: Rib, joint: float, spine: float, reach: float, room: float) -> Iterator[str]:
    """A rib from its name to the spine, with its causes at its right-hand side."""
    end = spine + reach
    start = joint - room + 4
    yield stroke(start, end + (_NAME if reach < 0 else -_NAME) * 0.2, start + _SLANT, spine, "rib")
    step = 1 if reach > 0 else -1
    names = len(rib.name)
    first = end + 12 if step < 0 else end - (names - 1) * LEADING - 4
    yield written(start + 10, first, rib.name, "name")
    begins = end + _NAME + names * LEADING - 6 if step < 0 else spine + 24
    for place, (text, look, inset) in enumerate(rib.lines):
        y = begins + place * LEADING
        along = abs(y - end) / abs(reach)
        yield written(start + _SLANT * min(along, 1) + 9 + inset, y, [text], look)
