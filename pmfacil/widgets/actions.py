"""The board of actions: ideas in the basket above, commitments below."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from pmfacil.review.actions import Action
from pmfacil.review.agenda import FOLLOW_UP
from pmfacil.review.edit import Add, Promote
from pmfacil.review.follow_up import walk
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.typeahead import asks
from pmfacil.widgets.action_rows import action_row
from pmfacil.widgets.action_steps import ActionSteps
from pmfacil.widgets.board import fields_of
from pmfacil.widgets.rows import SPACE, Row, heading, hint

ADVICE = "One person who says yes, a date, and how anyone sees that it is done."
_OF_IDEAS = ("commit", "move")
"""Actions that mean nothing for a commitment, which stands where its number or its date puts it."""
_OF_COMMITMENTS = ("state", "date", "evidence")


class ActionBoard(ActionSteps):
    """Shows what could be done and what will be done."""

    TITLE = "Actions"
    QUESTION = "Who does what by when, and how do we see it?"
    HELP = "## Actions\n\nFew and strong beats many. Ask the owner aloud: *do you take this, and is the date real?*"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "commit", "Commit", id="action.commit", tooltip="Make the idea in hand a commitment"),
        Binding("i", "idea", "Idea", id="board.idea", tooltip="Put an idea into the basket"),
        Binding(
            "s", "state", "State", id="board.state", show=False, tooltip="How far it is, and the link that shows it"
        ),
        Binding("d", "date", "Date", id="board.dates", show=False, tooltip="Another date, and the reason it moves"),
        Binding(
            "v", "evidence", "Evidence", id="board.evidence", show=False, tooltip="A link that shows how far it is"
        ),
        Binding(
            "x",
            "remove",
            "Remove",
            id="board.remove",
            show=False,
            tooltip="Take an idea away; drop a commitment with a reason, or remove it as a mistake",
        ),
    ]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._hand: tuple[bool, bool] | None = None
        """What the keys show for: whether an idea is in hand, and whether it is closed."""

    def slice(self, review: Review) -> tuple[object, ...]:
        """Actions, what they are linked with, and the format of the meeting."""
        return (review.actions, review.links, review.lessons, review.whys, review.plan.format)

    def rows(self) -> Sequence[Row]:
        """The basket, then the commitments; in a follow-up the commitments as they are walked, then the basket."""
        if self.review.plan.format == FOLLOW_UP:
            return [*self._walk(), SPACE, *self._basket()]
        return [*self._basket(), SPACE, *self._commitments()]

    def suits(self, key: Binding) -> bool | None:
        """Leave out what is for ideas while a commitment is in hand, and the other way round."""
        part = self.selected if isinstance(self.selected, Action) else None
        if key.action in _OF_IDEAS:
            return None if part and part.number is None else False
        if key.action in _OF_COMMITMENTS:
            if part is None or part.number is None or (key.action == "date" and part.closed()):
                return False
            return None if key.action == "evidence" else True
        return False if key.action == "factor" else None

    def _basket(self) -> list[Row]:
        ideas = self.review.ideas()
        rows = [heading("Ideas in the basket", *((str(len(ideas)),) if ideas else ()))]
        rows += self._rows(ideas)
        if not ideas:
            rows.append(hint("What could be done, whoever does it? Press i, or type i and a space in the bar."))
        return rows

    def _commitments(self) -> list[Row]:
        commitments = self.review.commitments()
        rows = [heading("We will", *((str(len(commitments)),) if commitments else ()))]
        rows += self._rows(commitments)
        if not commitments:
            example = "Alert at 75 % pool use, Dana, in two weeks, done when it fires in a drill."
            rows.append(hint(f"{example} Press a.", adds=Action, number=0))
        return rows

    def _walk(self) -> list[Row]:
        left, closed = walk(self.review)
        if not closed:
            return [heading("We will", str(len(left))), *self._rows(left)] if left else self._commitments()
        rows = [heading("We will", *((str(len(left)),) if left else ())), *self._rows(left)]
        rows += [] if left else [hint("Nothing is left to do.")]
        quiet = Row((("Closed", "question"),), marks=(str(len(closed)),), reachable=False)
        return [*rows, SPACE, quiet, *self._rows(closed)]

    def adds(self) -> type[Part]:
        """A commitment."""
        return Action

    @asks
    async def action_add(self) -> None:
        """Ask for a commitment."""
        await self.ask_new(Action, {"number": 0}, ADVICE)

    @asks
    async def action_idea(self) -> None:
        """Ask for an idea."""
        await self.ask(
            "New idea",
            fields_of(Action)[:1],
            {},
            ("ideas", None),
            lambda answers: Add(part=self.made(Action, answers.values)),
            "What could be done?",
        )

    @asks
    async def action_commit(self) -> None:
        """Fill in what a commitment needs, and commit to the idea in hand."""
        idea = self.held()
        if not isinstance(idea, Action):
            return
        if idea.number is not None:
            self.say(f"{idea.label()} is a commitment already; e changes it.")
            return
        await self.ask(
            "Commit to it",
            fields_of(Action),
            idea.__dict__,
            ("commit", idea.id),
            lambda answers: Promote(id=idea.id, changes=answers.changes()),
            ADVICE,
        )

    def _rows(self, actions: Sequence[Action]) -> list[Row]:
        policies, today = self.policies, self.today()
        return [action_row(action, self.review, policies, today) for action in actions]

    def _redraw(self) -> None:
        super()._redraw()
        self._offer()

    def _dress(self) -> None:
        super()._dress()
        self._offer()

    def _offer(self) -> None:
        """Let other keys show once something else is in hand."""
        part = self.selected
        hand = (part.number is None, part.closed()) if isinstance(part, Action) else None
        if hand != self._hand:
            self._hand = hand
            self.refresh_bindings()
