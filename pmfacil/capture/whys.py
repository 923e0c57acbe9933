"""`w`: questions and answers in the tree of whys."""

import re

from pmfacil.capture.names import find_why
from pmfacil.capture.reading import Place, Reading, Unclear, Words, say
from pmfacil.capture.tokens import Piece, split
from pmfacil.capture.understood import read_from, understand
from pmfacil.review.edit import Add
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.review.whys import Why

_QUESTION = re.compile(r"[^?]*\?[?!]*")
"""Up to the first `?`, with the marks that stick to it, as in “Why?!”."""


def read_why(words: Words) -> Reading:
    """The why under the one that is named or selected, or at the head of a new chain."""
    review = words.review
    first, *others = split("w", words.rest, words.place.today)
    placed = first.sigil in ("#", "+")
    above = _above(first, words.place, review)
    found = understand(
        others if placed else [first, *others],
        {"from:": lambda piece: {"evidence": read_from(piece)}, "!": lambda _: {"factor": True}},
    )
    if not found.text:
        raise Unclear("Tokens alone make no why: say a question, an answer, or both")
    question, text = asked_and_answered(found.text)
    why = Why(question=question, text=text, parent=above.id if above else None, **found.fields)
    number = why.admitted(review).number
    said = say(
        f"why {number} under {above.number}" if above else f"chain {number}",
        "factor" if why.factor else "",
        f"evidence {short(why.evidence)}" if why.evidence else "",
        found.kept(),
    )
    return Reading(Add(part=why), said, unknown=tuple(found.unknown), part=why.id)


def asked_and_answered(words: str) -> tuple[str, str]:
    """The question that words begin with, and the answer that follows it; either may be empty."""
    question = _QUESTION.match(words)
    end = question.end() if question else 0
    return words[:end].strip(), words[end:].strip()


def _above(first: Piece, place: Place, review: Review) -> Why | None:
    if first.sigil == "+":
        return None
    if first.sigil == "#":
        named = find_why(first.value, review.whys)
        if named is None:
            raise Unclear(f"There is no why “{short(first.value, 40)}”")
        return named
    if place.why and review.has(place.why) and isinstance(selected := review.find(place.why), Why):
        return selected
    return max(review.whys, key=lambda why: (why.made, why.order), default=None)
