"""The bingo card as a drawing: a square for each pattern, with the reviews that hit it as marks and as a number."""

import unicodedata
from collections.abc import Sequence

from pmfacil.coach.patterns.trends import Marked
from pmfacil.review.text import short

Piece = tuple[str, str]
"""Words, and what they are: `line` of the frame, or part of a square that is `full`, `hit` or `none` of both."""
ACROSS = 3
"""Squares in a row."""
LEAST, MOST = 17, 30
"""Cells inside a square."""
_MARKS = 6


def card(marked: Sequence[Marked], width: int) -> list[list[Piece]]:
    """The lines of the card in pieces, none wider than `width` cells."""
    inside = max(LEAST, min(MOST, (width - 1) // ACROSS - 1))
    rows = [marked[at : at + ACROSS] for at in range(0, len(marked), ACROSS)]
    side: Piece = ("│", "line")
    lines = [_rule("┌┬┐", inside)]
    for place, row in enumerate(rows):
        squares = [_square(one, inside) for one in row] + [((" " * inside, "none"),) * 2] * (ACROSS - len(row))
        for pieces in zip(*squares, strict=True):
            lines.append([side, *(piece for one in pieces for piece in (one, side))])
        lines.append(_rule("└┴┘" if place == len(rows) - 1 else "├┼┤", inside))
    return lines


def _rule(corners: str, inside: int) -> list[Piece]:
    return [(corners[0] + corners[1].join(["─" * inside] * ACROSS) + corners[2], "line")]


def _square(marked: Marked, inside: int) -> tuple[Piece, Piece]:
    count = len(marked.hits)
    marks = "●" * min(count, _MARKS) + ("+" if count > _MARKS else "")
    said = f"{marks} {count}{' ◆' if marked.full else ''}" if count else "· not seen"
    kind = "full" if marked.full else "hit" if count else "none"
    return (_fitted(marked.square.name, inside), kind), (_fitted(said, inside), kind)


def _fitted(text: str, width: int) -> str:
    text = f" {short(text, width - 1)}"
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return text + " " * (width - len(text) - wide)
