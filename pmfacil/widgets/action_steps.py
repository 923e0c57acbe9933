"""What is asked of one commitment: how far it is, what shows it, another date, why nobody will do it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pmfacil.capture.dates import say_day
from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.actions import Action, Progress
from pmfacil.review.agenda import FOLLOW_UP
from pmfacil.review.due import SetDue
from pmfacil.review.edit import Remove, SetProgress
from pmfacil.review.follow_up import walk
from pmfacil.review.part import Id
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, short
from pmfacil.typeahead import asks
from pmfacil.widgets.board import Board, fields_of

if TYPE_CHECKING:
    from pmfacil.review.edits import AnyEdit

_MOVES = "That stays in the document, with the reason."
_DROPS = "It stays in the document, with the reason."
_SHOWS = "What shows it, if there is a link: enter goes on without one."
_WHY = "and why nobody will do it"
_KEYS = dict(zip(Progress, "oidvr", strict=True))
_NEXT = [Progress.OPEN, Progress.IN_PROGRESS, Progress.DONE, Progress.VERIFIED, Progress.DROPPED]


class ActionSteps(Board):
    """Asks for the next step of the commitment in hand."""

    @asks
    async def action_state(self) -> None:
        """Ask how far the commitment in hand is, the next step first; then what shows it, or why it is dropped."""
        action = self._committed("An idea has no progress; c commits to it.")
        if action is None:
            return
        here = _NEXT.index(action.status)
        after = [*_NEXT[here + 1 :], *_NEXT[:here]]
        choices = [
            Choice(status, status, _WHY if status == Progress.DROPPED else "", _KEYS[status]) for status in after
        ]
        chosen = await answer(self, Decide(f"{action.label()} is {action.status}; now it is", choices))
        if chosen == Progress.DROPPED:
            await self._drop(action)
        elif chosen in (Progress.DONE, Progress.VERIFIED):
            await self._show(action, Progress(chosen), f"{action.label()} is {chosen}", _SHOWS)
        elif chosen:
            self.request(SetProgress(id=action.id, status=Progress(chosen), at=self.clock.now()))

    @asks
    async def action_evidence(self) -> None:
        """Ask for a link that shows how far the commitment in hand is."""
        if action := self._committed("An idea takes no evidence; c commits to it."):
            earlier = [step.link for step in action.history if step.link]
            advice = f"It has {short(earlier[-1], 100)}; another one goes beside it." if earlier else ""
            await self._show(action, action.status, f"What shows how far {action.label()} is", advice)

    @asks
    async def action_date(self) -> None:
        """Ask for another date for the commitment in hand, and why it moves."""
        from pmfacil.dialogs.fields import Field

        action = self._committed("An idea has no agreed date; c commits to it.")
        if action is None:
            return
        due = next(field for field in fields_of(Action) if field.name == "due")
        advice = f"It was {say_day(action.due, self.today())}. {_MOVES}" if action.due else ""
        await self.ask(
            f"Move the date of {action.label()}",
            (due, Field("note", "Because", "what makes the new date real", long=True)),
            {"due": None, "note": ""},
            ("date", action.id),
            lambda answers: self._moved(action, answers.values),
            advice,
        )

    def action_remove(self) -> None:
        """Take an idea away; of a commitment, ask first why nobody will do it."""
        if isinstance(self.selected, Action) and self.selected.number is not None:
            self._drop_or_remove(self.selected)
        else:
            super().action_remove()

    def request(self, edit: "AnyEdit") -> None:
        """Ask for an edit; in a follow-up, an action that goes elsewhere leaves the hand to the one behind it."""
        super().request(edit)
        if isinstance(edit, SetProgress | SetDue) and self.review.plan.format == FOLLOW_UP:
            # While a form was open, somebody else may have taken the action away; whoever applies the edit says so.
            with suppress(EditRefused):
                self._coming = self._behind(edit)

    def _committed(self, else_said: str) -> Action | None:
        """The commitment in hand; says so if it is an idea."""
        action = self.held()
        if not isinstance(action, Action):
            return None
        if action.number is None:
            self.say(else_said)
            return None
        return action

    def _behind(self, edit: SetProgress | SetDue) -> Id | None:
        """What is walked after an action that an edit puts elsewhere; nothing if it stays, or is open again.

        Once nothing is left to do, that is the first one that is done and waits to be verified.
        """
        action, after = self.review.get(Action, edit.id), edit.apply(self.review)
        again = action.closed() and not after.get(Action, edit.id).closed()
        if again or _places(after) == _places(self.review):
            return None
        left, closed = walk(self.review)
        alike = [other.id for other in closed if other.status == action.status] if action.closed() else _ids(left)
        place = alike.index(edit.id)
        waiting = [other.id for other in walk(after)[1] if other.status == Progress.DONE]
        return next(iter([*alike[place + 1 :], *alike[:place][::-1], *waiting]), None)

    @asks
    async def _drop_or_remove(self, action: Action) -> None:
        drop = [Choice("drop", "Drop it", "it stays in the document, with the reason", _KEYS[Progress.DROPPED])]
        remove = Choice("remove", "Remove it altogether", "it was a mistake, and nothing of it stays", "m")
        choices = [*(drop if action.status != Progress.DROPPED else []), remove]
        chosen = await answer(self, Decide(f"{action.label()} will not be done", choices, action.text))
        if chosen == "drop":
            await self._drop(action)
        elif chosen:
            self.request(Remove(id=action.id))

    async def _show(self, action: Action, status: Progress, title: str, advice: str) -> None:
        from pmfacil.dialogs.fields import LINK

        await self.ask(
            title,
            (LINK,),
            {"link": ""},
            (status, action.id),
            lambda answers: self._shown(action, status, answers.values["link"]),
            advice,
        )

    def _shown(self, action: Action, status: Progress, link: str) -> SetProgress | None:
        says_nothing = status == action.status and not link
        return None if says_nothing else SetProgress(id=action.id, status=status, link=link, at=self.clock.now())

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
        from pmfacil.dialogs.form import AnswerRefused

        if answers["due"] is None:
            raise AnswerRefused("due", "A commitment needs a date; nothing was changed.")
        return SetDue(id=action.id, due=answers["due"], note=answers["note"], at=self.clock.now())


def _ids(actions: list[Action]) -> list[Id]:
    return [action.id for action in actions]


def _places(review: Review) -> list[list[Id]]:
    return [_ids(actions) for actions in walk(review)]
