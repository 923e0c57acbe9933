"""The squares of the bingo card: data that a pack holds, and what in a review hits one (P83)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from pmfacil.coach.findings.timeline import met_by_customers
from pmfacil.review.layers import LayerState
from pmfacil.review.lessons import Side
from pmfacil.review.review import Review
from pmfacil.review.timeline import EventKind
from pmfacil.review.times import moment

LOOKED_AT = 1_000
"""The most characters of a text that are looked at."""
MOST = 3
"""Words or moments of one review that are kept for a square."""
OVER_REVIEWS = frozenset({"same-layer", "same-service", "repeat"})
"""What only several reviews show."""
_LOOKS = frozenset({"customers-first", *OVER_REVIEWS})
_FIELDS = ("id", "name", "counts", "three", "ask")


@dataclass(frozen=True)
class Square:
    """One square of the card."""

    id: str
    name: str
    counts: str
    """One sentence on what hits it."""
    three: str
    """One sentence on what three hits mean."""
    ask: str
    """The question to ask then."""
    layers: tuple[str, ...] = ()
    """Expressions for names of layers whose hole, or whose absence, hits it."""
    words: tuple[str, ...] = ()
    """Expressions for causes, answers and holes."""
    trigger: tuple[str, ...] = ()
    """Expressions for the event that set the incident off."""
    looks: str = ""
    """What else is looked for, by its name."""

    @cached_property
    def in_layers(self) -> re.Pattern[str] | None:
        """What to look for in names of layers."""
        return _any(self.layers)

    @cached_property
    def in_words(self) -> re.Pattern[str] | None:
        """What to look for in causes."""
        return _any(self.words)

    @cached_property
    def in_trigger(self) -> re.Pattern[str] | None:
        """What to look for in the trigger."""
        return _any(self.trigger)


def squares_of(pack: Mapping[str, Any]) -> tuple[Square, ...]:
    """The squares of a pack, in its order.

    In an expression a space is any white space, `...` is up to five words, and it begins where a word begins.

    Raises:
        ValueError: If a square lacks something, or an expression cannot be read.
    """
    squares: list[Square] = []
    for entry in pack.get("square", []):
        texts = {name: str(entry.get(name) or "") for name in (*_FIELDS, "looks")}
        if not all(texts[name] for name in _FIELDS) or texts["looks"] not in ("", *_LOOKS):
            raise ValueError(f"the square “{texts['id']}” needs {', '.join(_FIELDS)}, and knows no other looks")
        lists: dict[str, Any] = {name: tuple(entry.get(name) or ()) for name in ("layers", "words", "trigger")}
        square = Square(**cast("dict[str, Any]", texts), **lists)
        try:
            _ = square.in_layers, square.in_words, square.in_trigger
        except re.error as error:
            raise ValueError(f"the square “{square.id}” has an expression that cannot be read: {error}") from error
        squares.append(square)
    return tuple(squares)


def hits_of(review: Review, squares: Sequence[Square]) -> dict[str, list[str]]:
    """The squares that a review hits by itself, each with the words or the moment behind it."""
    said = list(_said(review))
    found = {square.id: _once(_found(square, review, said))[:MOST] for square in squares}
    return {id: behind for id, behind in found.items() if behind}


def _once(texts: Iterable[str]) -> list[str]:
    """The texts without those that end another one before them, such as a hole that its layer tells already."""
    kept: list[str] = []
    for text in texts:
        if not any(other.endswith(text) for other in kept):
            kept.append(text)
    return kept


def _found(square: Square, review: Review, said: Sequence[str]) -> Iterator[str]:
    if square.in_layers:
        for layer in review.layers:
            state = review.layer_state(layer)
            if state in (LayerState.HOLE, LayerState.MISSING) and square.in_layers.search(layer.text):
                holes = [hole.text for hole in review.holes if hole.layer == layer.id]
                yield from (f"{layer.text}: {words}" for words in holes or [str(state)])
    if square.in_words:
        yield from (words for words in said if square.in_words.search(words[:LOOKED_AT]))
    if square.in_trigger:
        triggers = [event.text for event in review.events if event.kind == EventKind.TRIGGER][:1]
        yield from (words for words in triggers if square.in_trigger.search(words[:LOOKED_AT]))
    if square.looks == "customers-first":
        detected = moment(review.events, EventKind.DETECTION)
        yield from (
            event.text for event in review.events if met_by_customers(event, detected - event.at if detected else None)
        )


def _said(review: Review) -> Iterator[str]:
    """What the room says about causes; a guess is none yet."""
    yield from (why.text for why in review.whys if why.text and not why.speculation)
    yield from (cause.text for cause in review.causes)
    yield from (hole.text for hole in review.holes)
    yield from (reflection.text for reflection in review.side(Side.BETTER))


def _any(expressions: Sequence[str]) -> re.Pattern[str] | None:
    if not expressions:
        return None
    wide = (one.replace("...", r"(?:[^\s.;]+\s+){0,5}?").replace(" ", r"\s+") for one in expressions)
    return re.compile(rf"(?<!\w)(?:{'|'.join(wide)})", re.IGNORECASE)
