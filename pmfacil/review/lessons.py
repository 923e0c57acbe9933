"""What went well, what could be better, where the team was lucky (P52), and lessons (P60)."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self

from pmfacil.review.part import Part, Words

if TYPE_CHECKING:
    from pmfacil.review.review import Review


class Side(StrEnum):
    """Which side a reflection looks at."""

    WELL = "well"
    BETTER = "better"
    LUCKY = "lucky"


class Reflection(Part):
    """One thing that went well, could be better, or was luck."""

    table: ClassVar[str] = "reflections"
    noun: ClassVar[str] = "reflection"

    text: Words
    side: Side


class Lesson(Part):
    """Something that another team could use as well."""

    table: ClassVar[str] = "lessons"
    noun: ClassVar[str] = "lesson"
    guarded: ClassVar[frozenset[str]] = frozenset({"number"})

    text: Words
    number: int = 0
    """Given when it is added and never given again."""

    def label(self) -> str:
        """How people say it: `L2`."""
        return f"L{self.number}"

    def numbers(self) -> tuple[str, ...]:
        """The number that it uses up."""
        return (self.label(),)

    def admitted(self, review: "Review") -> Self:
        """Itself with the next unused number."""
        return super().admitted(review).renumbered(review)

    def renumbered(self, review: "Review") -> Self:
        """Itself with the next unused number."""
        return self.changed(number=review.next_number("L"))
