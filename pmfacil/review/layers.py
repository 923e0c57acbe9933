"""Layers of defence, with their holes (P45)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from pmfacil.review.part import Id, Line, Part, Words
from pmfacil.review.text import EditRefused, same_name, short, slug

if TYPE_CHECKING:
    from pmfacil.review.review import Review

LAYERS = ("Code review", "Testing", "Deployment safeguards", "Monitoring", "Incident response")


class LayerState(StrEnum):
    """What a layer did on the day."""

    UNKNOWN = "not looked at"
    HELD = "held"
    HOLE = "hole"
    MISSING = "missing"
    NOT_RELEVANT = "not relevant"


class Layer(Part):
    """One slice of the cheese; a hole in it makes its state `HOLE` by itself."""

    table: ClassVar[str] = "layers"
    noun: ClassVar[str] = "layer"

    text: Words
    state: LayerState = LayerState.UNKNOWN
    """What the room said; ask `review.layer_state` for what it amounts to with its holes."""

    def verify(self, review: "Review") -> None:
        """Refuse a second layer of the same name."""
        if any(same_name(other.text, self.text) and other.id != self.id for other in review.layers):
            raise EditRefused(f"There is a layer {short(self.text)} already.")


class Hole(Part):
    """What a layer let through."""

    table: ClassVar[str] = "holes"
    noun: ClassVar[str] = "hole"

    text: Words
    layer: Id
    factor: bool = False
    accepted: Line = ""
    """Why the room lives with it, if it does (P66)."""

    def refers(self) -> tuple[Id, ...]:
        """Its layer."""
        return (self.layer,)

    def verify(self, review: "Review") -> None:
        """Refuse a hole in what is no layer."""
        review.get(Layer, self.layer)

    def siblings(self, review: "Review", under: Id | None) -> "Sequence[Part]":
        """The holes of the same layer."""
        return [hole for hole in review.holes if hole.layer == (under or self.layer)]

    def moved(self, review: "Review", under: Id | None, order: float) -> "Sequence[Part]":
        """Itself in another layer."""
        if under is not None and not isinstance(review.find(under), Layer):
            raise EditRefused("A hole belongs to a layer.")
        return (self.changed(order=order, layer=under or self.layer),)

    def orphaned(self, review: "Review") -> Part | None:
        """Itself in the first layer that is left."""
        return self.changed(layer=review.layers[0].id) if review.layers else None


def path_through(states: Sequence[str]) -> list[bool | None]:
    """Whether the change got to each layer, and after all of them through the last one.

    `True` if it did, `False` as long as nobody has looked at all layers before, `None` behind the first one that held.

    Args:
        states: What each layer did, in their order; empty where that is not known.
    """
    silent = ("", LayerState.UNKNOWN, LayerState.NOT_RELEVANT)
    stop = states.index(LayerState.HELD) if LayerState.HELD in states else len(states)
    met = max((place for place, state in enumerate(states[: stop + 1]) if state not in silent), default=0)
    unknown = {"", LayerState.UNKNOWN}
    path: list[bool | None] = [place <= met or not unknown & set(states[:place]) for place in range(stop + 1)]
    return path + [None] * (len(states) - stop)


def preset_layers() -> tuple[Layer, ...]:
    """The five usual layers, not looked at yet."""
    return tuple(Layer(id=f"layer-{slug(n)}", order=i, text=n) for i, n in enumerate(LAYERS, 1))
