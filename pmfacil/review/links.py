"""Links between event, why, layer, lesson and action: how one thing led to another."""

from typing import TYPE_CHECKING, ClassVar

from pmfacil.review.part import Id, Part
from pmfacil.review.text import EditRefused

if TYPE_CHECKING:
    from pmfacil.review.review import Review

LINKABLE = frozenset(
    {"events", "whys", "causes", "layers", "holes", "lessons", "actions", "decisions", "what_ifs", "phases", "told"}
    | {"measures", "reflections"}
)
"""The tables whose parts may be linked."""


class Link(Part):
    """One link; it has no direction for a reader."""

    table: ClassVar[str] = "links"
    noun: ClassVar[str] = "link"

    source: Id
    target: Id

    def refers(self) -> tuple[Id, ...]:
        """Both ends."""
        return (self.source, self.target)

    def verify(self, review: "Review") -> None:
        """Refuse a link to nothing, to itself, to what cannot be linked, or a second one."""
        for end in self.refers():
            part = review.find(end)
            if part.table not in LINKABLE:
                raise EditRefused(f"This {part.noun} cannot be linked.")
        if self.source == self.target:
            raise EditRefused("A link needs two different ends.")
        if any(link.id != self.id and set(link.refers()) == set(self.refers()) for link in review.links):
            raise EditRefused("These two are linked already.")
