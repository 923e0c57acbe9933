"""The board of the fishbone: causes by category, drawn as a fish where there is room."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from pmfacil.dialogs.choose import Choice
from pmfacil.review.edit import Move
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.part import Id, Part
from pmfacil.review.review import Review
from pmfacil.typeahead import asks
from pmfacil.widgets.drawing import Picture, place_before
from pmfacil.widgets.drawn_board import DrawnBoard
from pmfacil.widgets.fish_drawing import fish
from pmfacil.widgets.fish_ribs import causes_on, prompt, seated
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.rows import SPACE, Row, heading, hint

NO_RIB = "A rib is a side to look from, such as People or Technology: press a and name one."


class FishboneBoard(DrawnBoard):
    """Shows the causes along the ribs of a fish, or below their categories where that is too narrow."""

    TITLE = "Fishbone"
    QUESTION = "What else made it possible, from every side?"
    HELP = "## Fishbone\n\nGo through every category, also the empty ones; it keeps the room from one single cause."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "ask", "Ask why", id="why.ask", tooltip="A sub-cause below the cause in hand"),
        Binding("A", "new_category", "Own category", id="board.own", tooltip="Add a category of the room's own"),
    ]

    def slice(self, review: Review) -> tuple[object, ...]:
        """The problem, categories and causes, and what these are linked with."""
        ends = (review.links, review.actions, review.lessons, review.whys, review.events)
        return (review.incident, review.categories, review.causes, *ends)

    def rows(self) -> Sequence[Row]:
        """The fish, with its parts from the head of each rib to its end; without room for it, a list of them."""
        drawn = fish(self.review, self._width, self.size.height)
        if not drawn:
            return self._list()
        rows: list[Row] = [Picture(lines=drawn, alone=True)]
        for rib in sorted(seated(self.review.categories), key=lambda rib: rib.pair):
            causes = [self._cause_row(cause, depth) for depth, cause in causes_on(self.review, rib.category)]
            name = self._category_row(rib.category)
            rows += [name, *causes] if rib.above else [*causes, name]
        return rows

    def adds(self) -> type[Part]:
        """A category, where there is none yet."""
        return Category

    def aside(self, part: Part, way: int) -> Id | None:
        """What stands at the same height on the next rib of the same side; in the list, the next category."""
        ribs = seated(self.review.categories)
        mine = self._category_of(part).id
        place = next(place for place, rib in enumerate(ribs) if rib.category.id == mine)
        spots = self.picture.spots
        if not spots:
            return ribs[place + way].category.id if 0 <= place + way < len(ribs) else None
        pair = [rib for rib in ribs if rib.pair == ribs[place].pair + way]
        if not pair:
            return None
        there = next((rib for rib in pair if rib.above == ribs[place].above), pair[0]).category
        near = [there.id, *(cause.id for _, cause in causes_on(self.review, there))]
        return min(near, key=lambda other: abs(spots[other].start - spots[part.id].start))

    def _category_of(self, part: Part) -> Category:
        return self.review.get(Category, part.category if isinstance(part, Cause) else part.id)

    def _list(self) -> list[Row]:
        rows = [heading(self.review.incident.title or "The problem")]
        for category in self.review.categories:
            causes = causes_on(self.review, category)
            rows += [SPACE, self._category_row(category), *(self._cause_row(cause, depth) for depth, cause in causes)]
            if not causes:
                rows.append(hint(prompt(category), adds=Cause, category=category.id))
        return rows if self.review.categories else [*rows, SPACE, hint(NO_RIB, adds=Category)]

    def _category_row(self, category: Category) -> Row:
        words = ((category.text, "heading"),)
        return Row(words, "━", part=category, adds=Cause, given={"category": category.id})

    def _cause_row(self, cause: Cause, depth: int) -> Row:
        indent = "  " + "  " * depth
        marks = (*state_marks(cause), links_mark(self.review, cause))
        return Row(
            ((cause.text, "text"),),
            label="–" if depth else "╲",
            guide=indent,
            guide_rest=indent,
            marks=tuple(filter(None, marks)),
            part=cause,
            adds=Cause,
            given={"category": cause.category, "parent": cause.parent},
        )

    def places(self, part: Part) -> list[Choice]:
        """Causes go to a category, before or below another cause, categories before one another."""
        if not isinstance(part, Cause):
            return super().places(part)
        mine = {part.id, *(below.id for below in self.review.below(part.id))}
        others = [cause for cause in self.review.causes if cause.id not in mine]
        beside = [c for c in others if (c.category, c.parent) == (part.category, part.parent)]
        return [
            *(Choice(f"{c.id}:", f"to {c.text}") for c in self.review.categories),
            *(Choice(f"{c.parent or c.category}:{c.id}", f"before {c.text}") for c in beside),
            *(Choice(f"{c.id}:", f"below {c.text}") for c in others),
        ]

    def dropped(self, part: Part, onto: Part) -> Move:
        """A cause goes to another rib or beside another cause, a category beside another one."""
        if isinstance(part, Category):
            there = self._category_of(onto)
            return Move(id=part.id, before=place_before(part, there, self.review.categories))
        if isinstance(onto, Cause):
            under = onto.parent or onto.category
            beside = [c for c in self.review.causes if (c.category, c.parent) == (onto.category, onto.parent)]
            return Move(id=part.id, under=under, before=place_before(part, onto, beside))
        return Move(id=part.id, under=onto.id)

    @asks
    async def action_ask(self) -> None:
        """Ask for a sub-cause below the cause in hand."""
        if isinstance(part := self.held(), Cause):
            await self.ask_new(Cause, {"category": part.category, "parent": part.id}, f"Below: {part.text}")
        elif isinstance(part, Category):
            await self.ask_new(Cause, {"category": part.id}, prompt(part))

    @asks
    async def action_new_category(self) -> None:
        """Ask for a category of the room's own."""
        await self.ask_new(Category, {})
