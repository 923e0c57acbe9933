"""The board of lessons, and of what went well, could be better, and was luck."""

from collections.abc import Sequence

from pmfacil.dialogs.choose import Choice, Choose
from pmfacil.dialogs.dialog import answer
from pmfacil.review.edit import Change, Move
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.part import Id, Part
from pmfacil.review.review import Review
from pmfacil.typeahead import asks
from pmfacil.widgets.blocks import Marks
from pmfacil.widgets.columns import Band, ColumnBoard
from pmfacil.widgets.lesson_rows import SIGNS, lesson_rows, reflection_row
from pmfacil.widgets.rows import SPACE, Row, heading, hint

SIDES = {
    Side.WELL: ("What went well", "What helped on the day, such as a page that came at once. Press a."),
    Side.BETTER: ("What could be better", "What made it harder, such as a guide that nobody found. Press a."),
    Side.LUCKY: ("Where we were lucky", "What could have been worse, such as a copy made by chance. Press a."),
}
"""The heading of each side, and what goes there."""
INVITATION = "What another team could use. For example: Backups that nobody restores are hopes. Press a."


class LessonBoard(ColumnBoard):
    """Shows what the team takes with it."""

    TITLE = "Lessons"
    QUESTION = "What could another team learn from this?"
    HELP = "## Lessons\n\nBegin with what went well. A lesson is one if a team that never met this system can use it."

    def slice(self, review: Review) -> tuple[object, ...]:
        """Lessons and reflections, and what they are linked with."""
        ends = (review.links, review.actions, review.whys, review.holes, review.layers, review.events, review.incident)
        more = (review.causes, review.decisions, review.what_ifs, review.phases, review.told, review.measures)
        return (review.lessons, review.reflections, *ends, *more)

    def bands(self) -> Sequence[Band]:
        """The lessons, and below them the three sides next to one another."""
        lessons = self.review.lessons
        linked = self._linked([lesson.id for lesson in lessons])
        rows = [row for lesson in lessons for row in lesson_rows(lesson, linked[lesson.id], self.review)]
        marks = Marks(self.review)
        head = heading("Lessons", *([str(len(lessons))] if len(lessons) > 1 else []))
        return [
            [[head, *(rows or [hint(INVITATION, adds=Lesson)]), SPACE]],
            [self._side(side, marks) for side in Side],
        ]

    def adds(self) -> type[Part]:
        """A lesson."""
        return Lesson

    def action_state(self) -> None:
        """Put what is in hand on the next side."""
        part = self.held()
        if isinstance(part, Reflection):
            sides = list(Side)
            self._put_on(part, sides[(sides.index(part.side) + 1) % len(sides)])
        elif part:
            self.say("A lesson has no state; what went well, could be better or was luck goes to the next side.")

    @asks
    async def action_move(self) -> None:
        """Ask for the side or the place where the part in hand goes."""
        part = self.held()
        if not isinstance(part, Reflection):
            if part:
                super().action_move()
            return
        sides = {str(side): side for side in Side if side != part.side}
        beside = [other for other in self.review.side(part.side) if other.id != part.id]
        choices = [Choice(side, f"{SIGNS[s]} {SIDES[s][0]}") for side, s in sides.items()]
        choices += [Choice(other.id, f"before {other.text}") for other in beside]
        where = await answer(self, Choose("Move it where?", choices, part.says()))
        if where in sides:
            self._put_on(part, sides[where])
        elif where:
            self.request(Move(id=part.id, before=where))

    def _put_on(self, reflection: Reflection, side: Side) -> None:
        self.request(Change(id=reflection.id, changes={"side": side}))

    def _linked(self, ids: Sequence[Id]) -> dict[Id, list[Part]]:
        """What each of several parts is linked with."""
        found: dict[Id, list[Part]] = {id: [] for id in ids}
        for link in self.review.links:
            for one, other in ((link.source, link.target), (link.target, link.source)):
                if one in found:
                    found[one].append(self.review.find(other))
        return found

    def _side(self, side: Side, marks: Marks) -> Sequence[Row]:
        title, invitation = SIDES[side]
        reflections = self.review.side(side)
        head = heading(title, *([str(len(reflections))] if len(reflections) > 1 else []))
        rows = [reflection_row(reflection, marks) for reflection in reflections]
        return [head, *(rows or [hint(invitation, adds=Reflection, side=side)]), SPACE]
