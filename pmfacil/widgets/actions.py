"""The board of actions: ideas in the basket above, commitments below."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from pmfacil.capture.dates import say_date
from pmfacil.coach.missing import missing
from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.actions import Action, Progress
from pmfacil.review.agenda import FOLLOW_UP
from pmfacil.review.due import SetDue
from pmfacil.review.edit import Add, Promote, SetProgress
from pmfacil.review.part import Part
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.typeahead import asks
from pmfacil.widgets.board import Board, fields_of
from pmfacil.widgets.marks import links_mark, overdue, state_marks
from pmfacil.widgets.rows import SPACE, Row, heading, hint

ADVICE = "One person who says yes, a date, and how anyone sees that it is done."
_MOVES = "The date before stays in the document, with the reason."
_DROPS = "It stays in the document, with the reason."
_WHY = "and why nobody will do it"
_KEYS = dict(zip(Progress, "oidvr", strict=True))
_NEXT = [Progress.OPEN, Progress.IN_PROGRESS, Progress.DONE, Progress.VERIFIED, Progress.DROPPED]


class ActionBoard(Board):
    """Shows what could be done and what will be done."""

    TITLE = "Actions"
    QUESTION = "Who does what by when, and how do we see it?"
    HELP = "## Actions\n\nFew and strong beats many. Ask the owner aloud: *do you take this, and is the date real?*"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "commit", "Commit", id="action.commit", tooltip="Make the idea in hand a commitment"),
        Binding("i", "idea", "Idea", id="board.idea", tooltip="Put an idea into the basket"),
        Binding(
            "d", "date", "Move the date", id="board.dates", show=False, tooltip="Another date, and the reason it moves"
        ),
    ]

    def slice(self, review: Review) -> tuple[object, ...]:
        """Actions, what they are linked with, and the format of the meeting."""
        return (review.actions, review.links, review.lessons, review.whys, review.plan.format)

    def rows(self) -> Sequence[Row]:
        """The basket, then the commitments; in a follow-up the other way round."""
        halves = [self._basket(), self._commitments()]
        first, second = halves[::-1] if self.review.plan.format == FOLLOW_UP else halves
        return [*first, SPACE, *second]

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

    @asks
    async def action_date(self) -> None:
        """Ask for another date for the commitment in hand, and why it moves."""
        from pmfacil.dialogs.fields import Field

        action = self.held()
        if not isinstance(action, Action):
            return
        if action.number is None:
            self.say("An idea has no agreed date; c commits to it.")
            return
        due = next(field for field in fields_of(Action) if field.name == "due")
        await self.ask(
            f"Move the date of {action.label()}",
            (due, Field("note", "Because", "what makes the new date real", long=True)),
            {"due": action.due, "note": ""},
            ("date", action.id),
            lambda answers: self._moved(action, answers.values),
            _MOVES,
        )

    @asks
    async def action_state(self) -> None:
        """Ask how far the commitment in hand is, the next step first; whoever drops it is asked why."""
        action = self.held()
        if not isinstance(action, Action):
            return
        if action.number is None:
            self.say("An idea has no progress; c commits to it.")
            return
        here = _NEXT.index(action.status)
        after = [*_NEXT[here + 1 :], *_NEXT[:here]]
        choices = [
            Choice(status, status, _WHY if status == Progress.DROPPED else "", _KEYS[status]) for status in after
        ]
        chosen = await answer(self, Decide(f"{action.label()} is {action.status}; now it is", choices))
        if chosen == Progress.DROPPED:
            await self._drop(action)
        elif chosen:
            self.request(SetProgress(id=action.id, status=Progress(chosen), at=self.clock.now()))

    async def _drop(self, action: Action) -> None:
        from pmfacil.dialogs.fields import Field

        await self.ask(
            f"Drop {action.label()}",
            (Field("note", "Because", "why nobody will do it", long=True),),
            {"note": ""},
            ("drop", action.id),
            lambda answers: self._dropped(action, answers.values["note"]),
            _DROPS,
        )

    def _dropped(self, action: Action, note: str) -> SetProgress:
        from pmfacil.dialogs.form import AnswerRefused

        if not note.strip():
            raise AnswerRefused("note", "Say why nobody will do it; nothing was changed.")
        return SetProgress(id=action.id, status=Progress.DROPPED, note=note, at=self.clock.now())

    def _moved(self, action: Action, answers: Mapping[str, Any]) -> SetDue:
        if answers["due"] is None:
            raise EditRefused("A commitment needs a date; nothing was changed.")
        return SetDue(id=action.id, due=answers["due"], note=answers["note"], at=self.clock.now())

    def _rows(self, actions: Sequence[Action]) -> list[Row]:
        policies, today = self.policies, self.today()
        return [self._row(action, policies, today) for action in actions]

    def _row(self, action: Action, policies: Policies, today: date) -> Row:
        details = [action.owner, policies.priority_name(action.priority), str(action.type or "").capitalize()]
        late = "overdue: " if overdue(action, today) else ""
        details += [late + say_date(action.due, today)] if action.due else []
        more = [" · ".join(detail for detail in details if detail)]
        asked = {
            "check": action.check,
            "effort": action.effort,
            "effect": action.effect,
            "it worked when": action.success,
            "ticket": action.ticket,
        }
        more += [f"{what}: {text}" for what, text in asked.items() if text]
        loose = missing(action) if action.number and not action.closed() else []
        links = links_mark(self.review, action)
        return Row(
            ((action.text, "text"), *((line, "question") for line in more if line)),
            label=action.label() if action.number else "○",
            guide="  ",
            guide_rest="  ",
            marks=(*state_marks(action), *([links] if links else []), *(["… " + ", ".join(loose)] if loose else [])),
            part=action,
            adds=Action,
            given={"number": 0} if action.number else {},
        )
