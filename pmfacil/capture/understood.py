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

    def kept(self) -> str:
        """What is to be said about the tokens that stay in the text; empty if there are none."""
        listed = ", ".join(f"{short(raw, 40)} ({reason})" for raw, reason in self.unknown.items())
        return f"kept as text: {listed}" if listed else ""


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
    return Understood(join(words), fields, unknown)


def read_from(piece: Piece) -> str:
    """What follows `from:`.

    Raises:
        Unclear: If that is nothing.
    """
    if not piece.value:
        raise Unclear("nothing after it")
    return piece.value
