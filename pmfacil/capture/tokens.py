"""The words and tokens of a line: which is which, and where a token counts as one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pmfacil.capture.dates import MOST_WORDS, goes_on, longest_date
from pmfacil.capture.letters import LETTERS, Stands

_SHAPES = {
    "@": r'@(?:"[^"]*"(?!\S)|\S+)',
    "~": r"~\S+",
    "#": r"#\S+",
    "by:": r"by:\S*",
    "from:": r'from:(?:"[^"]*"(?!\S)|\S*)',
    "check:": r"check:.*",
    "P": r"P[0-9](?!\S)",
    "L": r"L[0-9]+(?!\S)",
    "!": r"!(?!\S)",
    "*": r"(?:\*!?|!\*)(?!\S)",
    "+": r"\+(?!\S)",
}
_GAP = re.compile(r"\s*")
_WORD = re.compile(r"\S+")
_NEXT = re.compile(r"\s*(\S+)")
_SLASHES = re.compile(r"\\+")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Piece:
    """A word of a line, or a token, which may have several words."""

    gap: str
    """The space before it."""
    raw: str
    """As it was typed."""
    text: str
    """As it reads where it stays in the text: without the backslash that kept it there."""
    sigil: str = ""
    """What sort of token it is; empty for a word."""
    value: str = ""
    """What the token says, without quotes; empty where that is nothing or not clear."""


def split(letter: str, rest: str, today: date) -> list[Piece]:
    """The words and tokens of what stands after a letter."""
    shapes = _shapes(letter)
    pieces: list[Piece] = []
    at = 0
    while at < len(rest):
        gap = _GAP.match(rest, at)
        start = gap.end() if gap else at
        piece = _piece(shapes, rest, start, rest[at:start], today)
        pieces.append(piece)
        at = start + len(piece.raw)
    return _in_place(letter, pieces)


def join(pieces: Sequence[Piece]) -> str:
    """The text of these pieces, with the space that was typed before each."""
    return "".join(piece.gap + piece.text for piece in pieces).strip()


@cache
def _shapes(letter: str) -> re.Pattern[str]:
    sigils = [token.sigil for token in LETTERS[letter].tokens]
    return re.compile("|".join(_SHAPES[sigil] for sigil in sigils)) if sigils else _NOTHING


def _piece(shapes: re.Pattern[str], rest: str, start: int, gap: str, today: date) -> Piece:
    slashes = _SLASHES.match(rest, start)
    word = _WORD.match(rest, start)
    raw = word[0] if word else ""
    if slashes:
        return Piece(gap, raw, raw[1:] if shapes.match(rest, slashes.end()) else raw)
    token = shapes.match(rest, start)
    if token is None:
        return Piece(gap, raw, raw)
    raw = token[0]
    sigil = next(sigil for sigil in _SHAPES if raw.startswith(sigil))
    if sigil == "by:":
        raw, value = _by(rest, start, today)
    elif sigil in ("@", "from:"):
        value = _unquoted(raw.removeprefix(sigil))
    else:
        value = raw.removeprefix(sigil).strip()
    return Piece(gap, raw, raw, "!" if sigil == "*" else sigil, value)


def _by(rest: str, start: int, today: date) -> tuple[str, str]:
    """The words that a `by:` takes, and its date; empty where what follows might belong to another date."""
    end = at = start + len("by:")
    words: list[str] = []
    ends: list[int] = []
    while len(words) < MOST_WORDS and (word := _NEXT.match(rest, at)):
        words.append(word[1])
        ends.append(at := word.end())
    found = longest_date(words, today)
    glued = bool(words) and not rest[end].isspace()
    count = found[1] if found else int(glued)
    date_end = end = ends[count - 1] if count else end
    while (word := _NEXT.match(rest, end)) and goes_on(word[1]):
        end = word.end()
    return rest[start:end], " ".join(words[:count]) if found and end == date_end else ""


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    return value[1:-1].strip() if len(value) > 1 and value.endswith('"') else ""


def _in_place(letter: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with each token a word that stands where it is none."""
    first, last = (
        {token.sigil for token in LETTERS[letter].tokens if token.stands is stands}
        for stands in (Stands.FIRST, Stands.LAST)
    )
    pieces = [*pieces[:1], *(_word(piece) if piece.sigil in first else piece for piece in pieces[1:])]
    run = len(pieces)
    while run and pieces[run - 1].sigil:
        run -= 1
    return [*(_word(piece) if piece.sigil in last else piece for piece in pieces[:run]), *pieces[run:]]


def _word(piece: Piece) -> Piece:
    return replace(piece, sigil="", value="")
