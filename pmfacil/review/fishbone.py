"""The fishbone: categories, causes and sub-causes (P44)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from pmfacil.review.part import Id, Part, Words
from pmfacil.review.text import EditRefused, same_name, short, slug

if TYPE_CHECKING:
    from pmfacil.review.review import Review

CATEGORIES = ("People", "Process", "Technology", "Environment")


class Category(Part):
    """One rib of the fish."""

    table: ClassVar[str] = "categories"
    noun: ClassVar[str] = "category"

    text: Words

    def verify(self, review: "Review") -> None:
        """Refuse a second category of the same name."""
        if any(same_name(other.text, self.text) and other.id != self.id for other in review.categories):
            raise EditRefused(f"There is a category {short(self.text)} already.")


class Cause(Part):
    """One cause on a rib, or a sub-cause below another cause."""

    table: ClassVar[str] = "causes"
    noun: ClassVar[str] = "cause"

    text: Words
    category: Id
    parent: Id | None = None
    factor: bool = False
    """Whether the room counts it as a contributing factor (P46)."""

    def refers(self) -> tuple[Id, ...]:
        """Its rib and the cause above it."""
        return (self.category, self.parent) if self.parent else (self.category,)

    def verify(self, review: "Review") -> None:
        """Refuse a cause under itself, or away from the rib of the causes above and below it."""
        review.get(Category, self.category)
        if any(other.parent == self.id and other.category != self.category for other in review.causes):
            raise EditRefused("Its sub-causes stay on its rib; move it, and they move along.")
        above = self.parent
        while above:
            if above == self.id:
                raise EditRefused("A cause cannot stand below itself.")
            cause = review.get(Cause, above)
            if cause.category != self.category:
                raise EditRefused("A sub-cause stays on the rib of the cause above it.")
            above = cause.parent

    def siblings(self, review: "Review", under: Id | None) -> "Sequence[Part]":
        """The causes beside it."""
        return [c for c in review.causes if under in (c.parent, None if c.parent else c.category)]

    def moved(self, review: "Review", under: Id | None, order: float) -> "Sequence[Part]":
        """Itself and its sub-causes on another rib or below another cause."""
        if under is None:
            return (self.changed(order=order),)
        target = review.find(under)
        if isinstance(target, Category):
            category, parent = target.id, None
        elif isinstance(target, Cause):
            category, parent = target.category, target.id
        else:
            raise EditRefused("A cause stands on a rib or below another cause.")
        top = self.changed(order=order, category=category, parent=parent)
        return (top, *(c.changed(category=category) for c in review.below(self.id) if isinstance(c, Cause)))

    def orphaned(self, review: "Review") -> Part | None:
        """Itself on its rib, or on the first one that is left."""
        ribs = [category.id for category in review.categories]
        if not ribs:
            return None
        return self.changed(parent=None, category=self.category if self.category in ribs else ribs[0])


def preset_categories() -> tuple[Category, ...]:
    """The four usual ribs."""
    return tuple(Category(id=f"category-{slug(n)}", order=i, text=n) for i, n in enumerate(CATEGORIES, 1))
