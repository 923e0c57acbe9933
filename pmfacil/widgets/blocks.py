"""Rows that are drawn with more than a label: words that hang below a sign, a bar to scale, questions while in hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import NamedTuple

from pmfacil.review.decisions import Decision
from pmfacil.review.part import Part
from pmfacil.review.response import Phase
from pmfacil.review.review import Review
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.phase_strip import to_scale
from pmfacil.widgets.rows import GAP, Piece, Row, cells, wrapped

SIGN = 2
"""Cells of a lead that is a sign, and of the indentation below one that is words."""
Drawn = list[list[Piece]]
"""Lines of pieces."""


@dataclass(frozen=True, kw_only=True)
class DrawnRow(Row):
    """A row that knows how it is drawn."""

    def lines(self, width: int, in_hand: bool) -> Drawn:
        """The row, none of its lines wider than `width` cells."""
        raise NotImplementedError


class Prompt(NamedTuple):
    """A question that waits for its answer."""

    text: str
    before: int
    """The paragraph before which it is asked."""
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Block(DrawnRow):
    """A row whose paragraphs have a lead each: a sign such as `½ `, or words such as `options: `."""

    leads: tuple[str, ...] = ()
    """One for each paragraph, or fewer."""
    aside: str = ""
    """What stands at the right of the first paragraph."""
    bar: tuple[tuple[str, timedelta], ...] = ()
    """What is drawn below the first paragraph, over the whole width: patterns with their lengths."""
    prompts: tuple[Prompt, ...] = ()
    """What is asked while the row is in hand."""

    def lines(self, width: int, in_hand: bool) -> Drawn:
        """The block, none of its lines wider than `width` cells."""
        label = self.label + " " if self.label else ""
        rest = self.guide_rest.ljust(cells(self.guide) + cells(label))
        room = max(width - cells(rest), 8)
        drawn: Drawn = []
        for lead, text, look in self._said(in_hand):
            front = [(rest, "guide")] if drawn else [(self.guide, "guide"), (label, "label")]
            first = not drawn
            drawn += led(front, rest, hung(lead, text, look, room))
            if first:
                drawn += at_right(drawn[-1], self.aside, width, rest)
                drawn += [[(rest, "guide"), (_bar(self.bar, room), "phase")]] if self.bar else []
        return [*drawn, *at_right(drawn[-1], " ".join(self.marks), width, rest)]

    def _said(self, in_hand: bool) -> Iterator[tuple[str, str, str]]:
        """Lead, words and look of each paragraph, with the prompts in their places."""
        leads = [*self.leads, *[""] * len(self.paragraphs)]
        for place in range(len(self.paragraphs) + 1):
            yield from ((one.lead, one.text, "hint") for one in self.prompts if in_hand and one.before == place)
            if place < len(self.paragraphs):
                yield (leads[place], *self.paragraphs[place])


@dataclass(frozen=True, kw_only=True)
class Rule(DrawnRow):
    """A line over the whole board with the words of its one paragraph in it; what is below it stands apart."""

    reachable: bool = False

    def lines(self, width: int, in_hand: bool) -> Drawn:
        """The line, drawn on behind its words."""
        words = wrapped(f"── {self.paragraphs[0][0]} ", width)
        return [[(f"{line} ".ljust(width, "─"), "day")] for line in words]


@dataclass(frozen=True, kw_only=True)
class Arrow(DrawnRow):
    """Who told whom: a label, the one end at the left of the arrow, the other and what was said at its right."""

    sender: str
    receiver: str
    arrow: str
    aside: str = ""
    """What stands behind the receiver; it is lit up like the arrow."""
    most: int
    """Cells that the longest sender of all takes, so that the arrows stand below one another."""
    look: str = "phase"
    """How the arrow looks."""

    def lines(self, width: int, in_hand: bool) -> Drawn:
        """The arrow, none of its lines wider than `width` cells."""
        label = self.label + " " if self.label else ""
        guide, width = (self.guide, "guide"), width - cells(self.guide)
        most = max(4, min(self.most, (width - cells(label)) * 2 // 5))
        tip = self.arrow
        room = max(width - cells(label) - most - cells(tip) - 2, 8)
        right: Drawn = [[(line, "strong")] for line in wrapped(self.receiver, room)]
        right += at_right(right[-1], self.aside, room, "", self.look)
        right += [line for text, look in self.paragraphs for line in hung("", text, look, room)]
        right += at_right(right[-1], " ".join(self.marks), room, "")
        drawn: Drawn = []
        for sender, line in zip_longest(wrapped(self.sender, most), right):
            name = [(" " * (most - cells(sender or "")), "text"), (sender or "", "strong")]
            drawn.append(
                [guide, (label, "label"), *name, (" ", "text"), (tip, self.look), (" ", "text"), *(line or ())]
            )
            label, tip = " " * cells(label), " " * cells(tip)
        return drawn


class Marks:
    """What stands at the right of the parts of a review: their states and their links."""

    def __init__(self, review: Review) -> None:
        self._review = review

    def of(self, part: Part) -> tuple[str, ...]:
        """The marks of one part."""
        links = links_mark(self._review, part)
        return (*state_marks(part), *([links] if links else []))


def walked_through(
    part: Phase | Decision, fields: Mapping[str, tuple[str, str]]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], list[Prompt]]:
    """The paragraphs of a part with their leads, and the questions that nobody answered yet.

    Args:
        part: What the room goes through.
        fields: Each with what stands before its answer, and its question.
    """
    said, leads, prompts = [(part.text, "strong")], [""], list[Prompt]()
    for name, (lead, question) in fields.items():
        if text := str(getattr(part, name)):
            said.append((text, "text"))
            leads.append(lead)
        else:
            prompts.append(Prompt(question, len(said)))
    return tuple(said), tuple(leads), prompts


def hung(lead: str, text: str, look: str, width: int) -> Drawn:
    """Text behind its lead, in lines of at most `width` cells, all but the first indented."""
    if not lead:
        return [[(line, look)] for line in wrapped(text, width)]
    room, indent = width - SIGN, " " * SIGN
    if cells(lead) <= SIGN:
        return [[(indent if place else lead, "label"), (line, look)] for place, line in enumerate(wrapped(text, room))]
    first, *rest = wrapped(lead + text, room)
    return [
        [(first[: len(lead)], "question"), (first[len(lead) :], look)],
        *([(indent, look), (r, look)] for r in rest),
    ]


def led(front: Sequence[Piece], rest: str, lines: Drawn) -> Drawn:
    """Lines behind what stands in front of the first, and of all others."""
    return [[*([(rest, "guide")] if place else front), *line] for place, line in enumerate(lines)]


def at_right(line: list[Piece], mark: str, width: int, rest: str, look: str = "mark") -> Drawn:
    """Put the mark at the end of the line if it has room; otherwise the lines that the mark takes itself."""
    if not mark:
        return []
    space = width - sum(cells(text) for text, _ in line) - cells(mark)
    if space >= GAP:
        line += [(" " * space, "text"), (mark, look)]
        return []
    room = max(width - cells(rest), 8)
    return [[(rest, "guide"), (" " * (room - cells(part)), "text"), (part, look)] for part in wrapped(mark, room)]


def _bar(parts: Sequence[tuple[str, timedelta]], width: int) -> str:
    shares = to_scale([length for _, length in parts], width)
    return "".join(pattern * share for (pattern, _), share in zip(parts, shares, strict=True))
