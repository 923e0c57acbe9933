"""A board as sections of plain rows, each of which can be added to, edited, moved and removed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.widgets.board import Board
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.rows import SPACE, Row, heading, hint

Words = tuple[str, tuple[str, ...]]
"""A label, and the paragraphs behind it."""


def says(part: Part, review: Review) -> Words:
    """A part with nothing but what it says."""
    return "·", (part.says(),)


@dataclass(frozen=True)
class Section:
    """One section of a list board."""

    title: str
    kind: type[Part]
    parts: Callable[[Review], Iterable[Part]]
    empty: str
    """What goes here, with an example."""
    words: Callable[[Part, Review], Words] = says
    given: dict[str, object] = field(default_factory=dict[str, object])
    """What is known about every part that is added here."""
    fixed: bool = False
    """Whether nothing can be added."""


class ListBoard(Board):
    """Shows sections, one below the other."""

    SECTIONS: ClassVar[Sequence[Section]] = ()

    def slice(self, review: Review) -> tuple[object, ...]:
        """What its sections show, and the links of that."""
        tables = {section.kind.table for section in self.SECTIONS}
        return (*(getattr(review, table) for table in sorted(tables)), review.links, review.incident)

    def rows(self) -> Sequence[Row]:
        """Every section with its parts, or with its invitation."""
        rows: list[Row] = []
        for section in self.SECTIONS:
            rows += [SPACE] if rows else []
            rows += self.section_rows(section)
        return rows

    def section_rows(self, section: Section) -> list[Row]:
        """One section."""
        parts = list(section.parts(self.review))
        rows = [heading(section.title, *((str(len(parts)),) if len(parts) > 1 else ()))]
        if not parts:
            return [*rows, hint(f"{section.empty} Press a.", adds=section.kind, **section.given)]
        return [*rows, *(self.part_row(section, part) for part in parts)]

    def part_row(self, section: Section, part: Part) -> Row:
        """One part of a section."""
        label, paragraphs = section.words(part, self.review)
        marks = [*state_marks(part), links_mark(self.review, part)]
        return Row(
            tuple((text, "question" if place else "text") for place, text in enumerate(paragraphs)),
            label=label,
            guide="  ",
            guide_rest="  ",
            marks=tuple(mark for mark in marks if mark),
            part=part,
            adds=None if section.fixed else section.kind,
            given=section.given,
        )
