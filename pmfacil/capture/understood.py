"""The tokens of a line turned into fields; what nobody can be sure about stays in the text."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmfacil.capture.reading import Unclear
from pmfacil.capture.tokens import Piece, join
from pmfacil.review.text import short

Meanings = Mapping[str, Callable[[Piece], dict[str, Any]]]
"""For each sigil, what a token sets: fields by name; or it raises `Unclear`."""


@dataclass(frozen=True)
class Understood:
    """A line with the tokens taken out whose values are known."""

    text: str
    fields: dict[str, Any]
    unknown: dict[str, str]
    """The tokens that stay in the text, each with the reason."""

    split_up: bool = False
    """Whether a token was taken out of the middle of the words."""

    def kept(self) -> str:
        """What is to be said about the tokens that stay in the text, and about words that a token stood between."""
        listed = ", ".join(f"{short(raw, 40)} ({reason})" for raw, reason in self.unknown.items())
        words = f"the words: “{short(self.text)}”" if self.split_up else ""
        return " · ".join(filter(None, (words, f"kept as text: {listed}" if listed else "")))


def understand(pieces: Sequence[Piece], meanings: Meanings, several: Collection[str] = ()) -> Understood:
    """The fields that the tokens set, and the text without them.

    Args:
        pieces: The words and tokens of a line.
        meanings: What each sort of token sets.
        several: The fields that may be set more than once; their values are tuples and add up.
    """
    fields: dict[str, Any] = {}
    unknown: dict[str, str] = {}
    words: list[Piece] = []
    for piece in pieces:
        if not piece.sigil:
            words.append(piece)
            continue
        try:
            said = meanings[piece.sigil](piece)
            if any(name in fields and name not in several for name in said):
                raise Unclear("said before")
        except Unclear as reason:
            unknown[piece.raw] = str(reason)
            words.append(piece)
        else:
            fields |= {name: (*fields.get(name, ()), *v) if name in several else v for name, v in said.items()}
    taken = [place for place, piece in enumerate(pieces) if piece not in words]
    split_up = any(pieces[0] in words and any(piece in words for piece in pieces[place:]) for place in taken)
    return Understood(join(words), fields, unknown, split_up)


def read_from(piece: Piece) -> str:
    """What follows `from:`.

    Raises:
        Unclear: If that is nothing.
    """
    if not piece.value:
        raise Unclear("nothing after it")
    return piece.value
