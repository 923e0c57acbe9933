"""The board of the layers of defence: the path through their holes, and below it what each let through."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from pmfacil.dialogs.choose import Choice
from pmfacil.review.actions import Action
from pmfacil.review.edit import Change, Move
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.part import Id, Part
from pmfacil.review.review import Review
from pmfacil.typeahead import asks
from pmfacil.widgets.drawing import Picture, place_before
from pmfacil.widgets.drawn_board import DrawnBoard
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.naming import label_of
from pmfacil.widgets.rows import SPACE, Row, heading, hint
from pmfacil.widgets.slices import glyph, slices

_STATES = [LayerState.UNKNOWN, LayerState.HELD, LayerState.MISSING, LayerState.NOT_RELEVANT]


SHARE = 0.6
"""The part of the board that the slices may take; otherwise one line of glyphs stands for them."""
NO_LAYER = "A layer is what could have stopped it, such as testing or an alert: press a and name the first one."
INVITATION = (
    "Go along the path and ask at each layer: did it hold? s says held, missing or not relevant.",
    "Press a where something got through. For example: Testing has no load step.",
)


class LayerBoard(DrawnBoard):
    """Shows the layers in the order in which a change meets them, with their holes."""

    TITLE = "Layers of defence"
    QUESTION = "What let this through, layer by layer?"
    HELP = "## Layers\n\nAsk of every layer: *did it hold, had it a hole, was it missing?* Strengthen several, not one."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "new_layer", "Own layer", id="board.own", tooltip="Add a layer of the room's own"),
        Binding("s", "state", "State", id="board.state", tooltip="Held, missing, not relevant; a hole says so itself"),
    ]

    def slice(self, review: Review) -> tuple[object, ...]:
        """Layers, holes, and what these are linked with."""
        ends = (review.links, review.actions, review.lessons, review.whys, review.events, review.incident)
        return (review.layers, review.holes, *ends)

    def rows(self) -> Sequence[Row]:
        """The slices, and below them every layer with its holes."""
        review = self.review
        picture = Picture(lines=slices(review, self._width, round(self.size.height * SHARE)))
        if not review.layers:
            return [picture, heading("From the change to the impact"), hint(NO_LAYER, adds=Layer)]
        rows = [picture, SPACE]
        if not review.holes and all(layer.state == LayerState.UNKNOWN for layer in review.layers):
            rows += [*(hint(line) for line in INVITATION), SPACE]
        for layer in review.layers:
            rows.append(self._layer_row(layer))
            rows += [self._hole_row(hole) for hole in review.holes if hole.layer == layer.id]
        return rows

    def adds(self) -> type[Part]:
        """A layer, where there is none yet."""
        return Layer

    def drawn_as(self, part: Part) -> Id:
        """A layer as itself, a hole as the slice that it is in."""
        return part.layer if isinstance(part, Hole) else part.id

    def aside(self, part: Part, way: int) -> Id | None:
        """The layer before or behind the one in hand."""
        ids = [layer.id for layer in self.review.layers]
        here = ids.index(self.drawn_as(part))
        return ids[here + way] if 0 <= here + way < len(ids) else None

    def action_state(self) -> None:
        """Give the layer in hand its next state."""
        part = self.held()
        if isinstance(part, Hole):
            part = self.review.get(Layer, part.layer)
        if isinstance(part, Layer):
            after = _STATES[(_STATES.index(part.state) + 1) % len(_STATES)] if part.state in _STATES else _STATES[0]
            self.request(Change(id=part.id, changes={"state": after}))

    @asks
    async def action_new_layer(self) -> None:
        """Ask for a layer of the room's own."""
        await self.ask_new(Layer, {})

    def places(self, part: Part) -> list[Choice]:
        """Holes go to another layer or before one another, layers before one another."""
        if not isinstance(part, Hole):
            return super().places(part)
        others = [layer for layer in self.review.layers if layer.id != part.layer]
        beside = [hole for hole in self.review.holes if hole.layer == part.layer and hole.id != part.id]
        return [
            *(Choice(f"{layer.id}:", f"to {layer.text}") for layer in others),
            *(Choice(f":{hole.id}", f"before {hole.text}") for hole in beside),
        ]

    def dropped(self, part: Part, onto: Part) -> Move:
        """A hole goes to another layer or beside another hole, a layer beside another one."""
        layer = self.review.get(Layer, self.drawn_as(onto))
        if isinstance(part, Layer):
            return Move(id=part.id, before=place_before(part, layer, self.review.layers))
        if isinstance(onto, Layer):
            return Move(id=part.id, under=onto.id)
        beside = [hole for hole in self.review.holes if hole.layer == layer.id]
        return Move(id=part.id, under=layer.id, before=place_before(part, onto, beside))

    def _layer_row(self, layer: Layer) -> Row:
        state = self.review.layer_state(layer)
        marks = (str(state), *state_marks(layer), links_mark(self.review, layer))
        return Row(
            ((layer.text, "text"),),
            glyph(state),
            marks=tuple(filter(None, marks)),
            part=layer,
            adds=Hole,
            given={"layer": layer.id},
        )

    def _hole_row(self, hole: Hole) -> Row:
        accepted = [(f"accepted: {hole.accepted}", "question")] if hole.accepted else []
        return Row(
            ((hole.text, "text"), *accepted),
            label="◯",
            guide="    ",
            guide_rest="    ",
            marks=tuple(filter(None, (*state_marks(hole), self._closed_by(hole)))),
            part=hole,
            adds=Hole,
            given={"layer": hole.layer},
        )

    def _closed_by(self, hole: Hole) -> str:
        """What closes a hole before all else that it is linked with, or that nothing does yet."""
        ends = sorted(self.review.linked(hole.id), key=lambda end: not isinstance(end, Action))
        links = "→ " + ", ".join(label_of(end, self.review) for end in ends) if ends else ""
        closed = hole.accepted or any(isinstance(end, Action) and end.number is not None for end in ends)
        return " · ".join(filter(None, (links, "" if closed else "no action yet")))
