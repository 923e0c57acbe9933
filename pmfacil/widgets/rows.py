"""Rows: the one shape in which every board says things, wrapped so that nothing is cut off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from textual.content import Content

from pmfacil.review.part import Id, Part

GAP = 2
"""Cells between the words of a row and its marks."""
LEAST = 24
"""Cells that words have even at the end of the deepest branch."""


@dataclass(frozen=True)
class Row:
    """One thing on a board: a label in front, paragraphs of text, marks at the right."""

    paragraphs: tuple[tuple[str, str], ...]
    """Each with the name of its look: `text`, `question`, `heading`, `hint`."""
    label: str = ""
    guide: str = ""
    """Drawn before the first line: the branches of a tree."""
    guide_rest: str = ""
    """Drawn before the lines below it."""
    marks: tuple[str, ...] = ()
    part: Part | None = None
    """What is in hand when the cursor is here."""
    adds: type[Part] | None = None
    """What `a` adds from here."""
    given: Mapping[str, object] = field(default_factory=dict[str, object])
    """What is known already about a part added from here."""
    reachable: bool = True
    """Whether the cursor can stand here."""
    invites: bool = False
    """Whether its words are the program's own, with the usual key behind “press”."""

    @property
    def id(self) -> Id | None:
        """The id of the part in hand."""
        return self.part.id if self.part else None


Piece = tuple[str, str]
"""Words with the name of their look."""
Pieces = tuple[Piece, ...]
"""A line."""


def heading(text: str, *marks: str, adds: type[Part] | None = None, **given: object) -> Row:
    """A section's first row."""
    return Row(((text, "heading"),), marks=marks, adds=adds, given=given, reachable=adds is not None)


def hint(text: str, adds: type[Part] | None = None, **given: object) -> Row:
    """What an empty section says: what goes here, an example, the key to press."""
    reachable = adds is not None
    look = ((text, "hint"),)
    return Row(look, guide="  ", guide_rest="  ", adds=adds, given=given, reachable=reachable, invites=True)


SPACE = Row((("", "text"),), reachable=False)
"""An empty line."""


@lru_cache(maxsize=20_000)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """The text in lines of at most `width` cells, broken at words where they fit."""
    if len(text) <= width and text.isascii() and "\n" not in text:
        return (text,)
    return tuple(line.plain.rstrip() for line in Content(text).wrap(max(width, 4))) or ("",)


def cells(text: str) -> int:
    """How many cells the text takes."""
    return len(text) if text.isascii() else Content(text).cell_length


def laid_out(row: Row, width: int) -> Sequence[Pieces]:
    """The row as lines of pieces, none wider than `width` cells."""
    return _laid_out(row.paragraphs, row.label, row.guide, row.guide_rest, row.marks, width)


# An edit makes all rows of a board anew, and most of them say what they said before.
@lru_cache(maxsize=5_000)
def _laid_out(
    paragraphs: Sequence[Piece], label: str, guide: str, guide_rest: str, marks: Sequence[str], width: int
) -> Sequence[Pieces]:
    label += " " if label else ""
    too_deep = max(0, cells(guide) + cells(label) + LEAST - width)
    first, rest = guide[too_deep:], guide_rest[too_deep:]
    room = max(width - cells(first) - cells(label), 8)
    lines: list[list[Piece]] = []
    ends: list[list[Piece]] = []
    below = " " * (cells(first) + cells(label) - cells(rest))
    for text, look in paragraphs:
        for line in wrapped(text, room):
            front = [(rest, "guide"), (below, "label")] if lines else [(first, "guide"), (label, "label")]
            lines.append([*front, (line, look)])
        ends.append(lines[-1])
    if marks:
        lines += _put_at_right(ends, " ".join(marks), width, rest)
    return tuple(map(tuple, lines))


def _put_at_right(ends: Sequence[list[Piece]], mark: str, width: int, guide: str) -> list[list[Piece]]:
    """Put the mark behind the end of a paragraph; the lines that it takes itself if none has room."""
    for line in reversed(ends):
        space = width - sum(cells(text) for text, _ in line) - cells(mark)
        if space >= GAP:
            line += [(" " * space, "text"), (mark, "mark")]
            return []
    room = max(width - cells(guide), 8)
    return [
        [(guide, "guide"), (" " * max(0, room - cells(line)), "text"), (line, "mark")] for line in wrapped(mark, room)
    ]
