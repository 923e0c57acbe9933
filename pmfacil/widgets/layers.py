"""The board of the layers of defence."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from pmfacil.dialogs.choose import Choice
from pmfacil.review.edit import Change
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.widgets.board import Board
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.rows import Row, heading

GLYPHS = {
    LayerState.UNKNOWN: "┃?┃",
    LayerState.HELD: "┃█┃",
    LayerState.HOLE: "┃◯┃",
    LayerState.MISSING: "┊ ┊",
    LayerState.NOT_RELEVANT: "┃–┃",
}
_STATES = [LayerState.UNKNOWN, LayerState.HELD, LayerState.MISSING, LayerState.NOT_RELEVANT]


class LayerBoard(Board):
    """Shows the layers in the order in which a change meets them, with their holes."""

    TITLE = "Layers of defence"
    QUESTION = "Which layer could have stopped this, and what let it through?"
    HELP = "## Layers\n\nAsk of every layer: *did it hold, had it a hole, was it missing?* Strengthen several, not one."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "new_layer", "Own layer", id="board.own", tooltip="Add a layer of the room's own"),
        Binding("s", "state", "State", id="board.state", tooltip="Held, missing, not relevant; a hole says so itself"),
    ]

    def slice(self, review: Review) -> tuple[object, ...]:
        """Layers, holes, links, and the actions that close holes."""
        return (review.layers, review.holes, review.links, review.actions)

    def rows(self) -> Sequence[Row]:
        """Every layer with its holes."""
        rows = [heading("From the change to the customer")]
        for layer in self.review.layers:
            state = self.review.layer_state(layer)
            marks = (str(state), *state_marks(layer), *filter(None, (links_mark(self.review, layer),)))
            label = GLYPHS[state]
            given = {"layer": layer.id}
            rows.append(Row(((layer.text, "text"),), label, marks=marks, part=layer, adds=Hole, given=given))
            for hole in self.review.holes:
                if hole.layer == layer.id:
                    rows.append(self._hole_row(hole, given))
        return rows

    def action_state(self) -> None:
        """Give the layer in hand its next state."""
        part = self.held()
        if isinstance(part, Hole):
            part = self.review.get(Layer, part.layer)
        if isinstance(part, Layer):
            after = _STATES[(_STATES.index(part.state) + 1) % len(_STATES)] if part.state in _STATES else _STATES[0]
            self.request(Change(id=part.id, changes={"state": after}))

    @work
    async def action_new_layer(self) -> None:
        """Ask for a layer of the room's own."""
        await self.ask_new(Layer, {})

    def places(self, part: Part) -> list[Choice]:
        """Holes go to another layer, layers before one another."""
        if isinstance(part, Hole):
            return [
                Choice(f"{layer.id}:", f"to {layer.text}") for layer in self.review.layers if layer.id != part.layer
            ]
        return super().places(part)

    def _hole_row(self, hole: Hole, given: dict[str, str]) -> Row:
        accepted = [(f"accepted: {hole.accepted}", "question")] if hole.accepted else []
        links = links_mark(self.review, hole)
        todo = "" if links or hole.accepted else "no action yet"
        return Row(
            ((hole.text, "text"), *accepted),
            label="◯",
            guide="    ",
            guide_rest="    ",
            marks=(*state_marks(hole), *filter(None, (links, todo))),
            part=hole,
            adds=Hole,
            given=given,
        )
