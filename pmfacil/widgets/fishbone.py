"""The board of the fishbone: causes by category."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from pmfacil.dialogs.choose import Choice
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.widgets.board import Board
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.rows import SPACE, Row, heading, hint

EXAMPLES = {
    "category-people": "Nobody on shift had seen this failure before.",
    "category-process": "The release check has no load step.",
    "category-technology": "Staging holds a tenth of the data.",
    "category-environment": "The week before the holiday freeze.",
}


class FishboneBoard(Board):
    """Shows the causes below their categories."""

    TITLE = "Fishbone"
    QUESTION = "What else made it possible, from every side?"
    HELP = "## Fishbone\n\nGo through every category, also the empty ones; it keeps the room from one single cause."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "ask", "Ask why", id="why.ask", tooltip="A sub-cause below the cause in hand"),
        Binding("A", "new_category", "Own category", id="board.own", tooltip="Add a category of the room's own"),
    ]

    def slice(self, review: Review) -> tuple[object, ...]:
        """Categories, causes, links."""
        return (review.categories, review.causes, review.links)

    def rows(self) -> Sequence[Row]:
        """Every category with its causes and sub-causes."""
        rows: list[Row] = [heading(self.review.incident.title or "The problem")]
        for category in self.review.categories:
            rows.append(SPACE)
            given = {"category": category.id}
            rows.append(Row(((category.text, "heading"),), "━", part=category, adds=Cause, given=given))
            causes = [cause for cause in self.review.causes if cause.category == category.id and not cause.parent]
            for cause in causes:
                rows += self._cause_rows(cause, 0)
            if not causes:
                example = EXAMPLES.get(category.id, "What stood here?")
                rows.append(hint(f"For example: {example} Press a.", adds=Cause, category=category.id))
        return rows

    def _cause_rows(self, cause: Cause, depth: int) -> list[Row]:
        indent = "  " + "  " * depth
        marks = (*state_marks(cause), *filter(None, (links_mark(self.review, cause),)))
        row = Row(
            ((cause.text, "text"),),
            label="╲" if not depth else "–",
            guide=indent,
            guide_rest=indent,
            marks=marks,
            part=cause,
            adds=Cause,
            given={"category": cause.category, "parent": cause.parent},
        )
        below = [other for other in self.review.causes if other.parent == cause.id]
        return [row, *(line for other in below for line in self._cause_rows(other, depth + 1))]

    def places(self, part: Part) -> list[Choice]:
        """Causes go to another category or below another cause, categories before one another."""
        if not isinstance(part, Cause):
            return super().places(part)
        mine = {part.id, *(below.id for below in self.review.below(part.id))}
        ribs = [Choice(f"{c.id}:", f"to {c.text}") for c in self.review.categories]
        below = [Choice(f"{c.id}:", f"below {c.text}") for c in self.review.causes if c.id not in mine]
        return [*ribs, *below]

    @work
    async def action_ask(self) -> None:
        """Ask for a sub-cause below the cause in hand."""
        if isinstance(cause := self.held(), Cause):
            await self.ask_new(Cause, {"category": cause.category, "parent": cause.id}, f"Below: {cause.text}")

    @work
    async def action_new_category(self) -> None:
        """Ask for a category of the room's own."""
        await self.ask_new(Category, {})
