"""Chains of whys: a tree of questions and answers with several causes (P40-P43, P46)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self

from pmfacil.review.numbers import line_of, next_branch, next_head, next_in_line, number_key
from pmfacil.review.part import Id, Line, Part
from pmfacil.review.text import EditRefused

if TYPE_CHECKING:
    from pmfacil.review.review import Review


class Purpose(StrEnum):
    """What a chain asks about; rules look at this, not at its number."""

    CAUSE = "cause"
    DETECTION = "detection"
    MITIGATION = "mitigation"
    OTHER = "other"


class Leaf(StrEnum):
    """What the room thinks of the end of a branch."""

    OPEN = ""
    KEEP_ASKING = "keep asking"
    ACTIONABLE = "actionable"
    PARKED = "parked"


class Gate(StrEnum):
    """How the answers below a why belong together: a small fault tree."""

    NONE = ""
    AND = "and"
    OR = "or"


class Why(Part):
    """One question with its answer in the tree of whys."""

    table: ClassVar[str] = "whys"
    noun: ClassVar[str] = "why"
    guarded: ClassVar[frozenset[str]] = frozenset({"number", "parent"})

    question: Line = ""
    text: Line = ""
    """The answer, in the words of the room; empty while the question stands open."""
    parent: Id | None = None
    """The why this one answers, or `None` for the head of a chain."""
    number: Line = ""
    """Given when it is added and never given again: "1", "1.2", "1.2a.1"."""
    purpose: Purpose | None = None
    """What the chain asks about, given to the head when the chain is begun; `None` for the preset of its number."""
    evidence: Line = ""
    """A link, a graph, a log line (P43)."""
    speculation: bool = False
    factor: bool = False
    """Whether the room counts it as a contributing factor (P46)."""
    leaf: Leaf = Leaf.OPEN
    gate: Gate = Gate.NONE

    def says(self) -> str:
        """The answer, or the question while there is none."""
        return self.text or self.question

    def label(self) -> str:
        """How people say it: `1.2a`."""
        return self.number

    def numbers(self) -> tuple[str, ...]:
        """The number that it uses up."""
        return (self.number,)

    def refers(self) -> tuple[Id, ...]:
        """The why that it answers."""
        return (self.parent,) if self.parent else ()

    def admitted(self, review: "Review") -> Self:
        """Itself with its number, last among the answers beside it."""
        return super().admitted(review).renumbered(review)

    def renumbered(self, review: "Review") -> Self:
        """Itself with the next unused number of its place, a new chain with the first purpose that no other has."""
        purpose = self.purpose or (None if self.parent else self._next_purpose(review))
        return self.changed(number=self._next_number(review), purpose=purpose)

    def verify(self, review: "Review") -> None:
        """Refuse one that says nothing, or that would stand below itself."""
        if not self.question and not self.text:
            raise EditRefused("A why needs a question or an answer.")
        if self.evidence and self.speculation:
            raise EditRefused("An answer is evidence or speculation; take one of them away first.")
        above = self.parent
        while above:
            if above == self.id:
                raise EditRefused(f"{self.number} cannot hang under itself.")
            above = review.get(Why, above).parent

    def siblings(self, review: "Review", under: Id | None) -> "Sequence[Part]":
        """The answers to the same why, or the heads of all chains."""
        return review.answers(under)

    def moved(self, review: "Review", under: Id | None, order: float) -> "Sequence[Part]":
        """Itself in a new place; under another why it and all below it get new numbers."""
        if under == self.parent:
            return (self.changed(order=order),)
        below = [part for part in review.below(self.id) if isinstance(part, Why)]
        if under == self.id or any(why.id == under for why in below):
            raise EditRefused(f"{self.number} cannot hang under itself or under one of its own answers.")
        if under is not None:
            review.get(Why, under)
        without = review.without({self.id, *(why.id for why in below)})
        placed: list[Part] = []
        for why in (self.changed(parent=under, order=order), *below):
            why = why.renumbered(without)
            without = without.put(why)
            placed.append(why)
        return placed

    def orphaned(self, review: "Review") -> Part:
        """The head of a chain of its own."""
        return self.changed(parent=None).renumbered(review)

    def _next_purpose(self, review: "Review") -> Purpose:
        asked = {purpose_of(head) for head in review.answers(None) if head.id != self.id}
        return next((purpose for purpose in _PRESET.values() if purpose not in asked), Purpose.OTHER)

    def _next_number(self, review: "Review") -> str:
        if self.parent is None:
            return next_head(review.used)
        above = review.get(Why, self.parent)
        line = line_of(above.number)
        beside = [why.number for why in review.answers(self.parent) if why.id != self.id]
        in_line = any(line_of(number) == line and number != line for number in beside)
        return next_branch(above.number, review.used) if in_line else next_in_line(above.number, review.used)


_PRESET = {"1": Purpose.CAUSE, "2": Purpose.DETECTION, "3": Purpose.MITIGATION}


def purpose_of(head: Why) -> Purpose:
    """What a chain asks about: the chosen purpose, else the preset of its number."""
    return head.purpose or _PRESET.get(head.number, Purpose.OTHER)


def said_order(whys: Sequence[Why]) -> list[Why]:
    """The whys in the order of their numbers."""
    return sorted(whys, key=lambda why: number_key(why.number))
