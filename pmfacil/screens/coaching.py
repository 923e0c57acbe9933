"""What the meeting screen does for the one who leads: phrases at once, the coach's panel, who was heard."""

from asyncio import sleep, to_thread
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from textual import work

from pmfacil.dialogs.dialog import answer
from pmfacil.review.agenda import Board
from pmfacil.review.counting import Count
from pmfacil.review.edit import Change
from pmfacil.review.part import Id
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.screens.company import Company
from pmfacil.screens.document import copy_text
from pmfacil.typeahead import asks
from pmfacil.widgets.agenda import Agenda
from pmfacil.widgets.boards import BOARDS
from pmfacil.widgets.capture_bar import CaptureBar
from pmfacil.widgets.side import SidePanel
from pmfacil.widgets.stage import BoardShown, Stage

if TYPE_CHECKING:
    # Loaded behind the first frame, which has nothing of it.
    from pmfacil.coach.findings.finding import Context
    from pmfacil.coach.noticed import Thoughts
    from pmfacil.coach.phrases import Phrases
    from pmfacil.coach.readiness import Readiness
    from pmfacil.packs import Packs
    from pmfacil.widgets.coach import CoachPanel, QuestionAsked, Reworded
    from pmfacil.widgets.opening import Heard

_LATER = ("dialogs.form", "dialogs.help", "dialogs.phrases", "capture.complete", "capture.line", "widgets.coach")
"""What keys need that the first frame does without."""
PAUSE = 0.1
"""Seconds without an edit after which the coach looks."""


class Coaching(Company):
    """Phrases, hints and findings; none of them is on the shared view unless it is asked for."""

    heard: frozenset[Id] = frozenset()
    """Who has said something in this meeting; never saved, only how many (P2, P85)."""
    thoughts: "Thoughts"
    """What the coach has to say of the review, once it has looked."""
    packs: "Packs | None" = None
    """Phrases and rules, once they are read."""
    policies: Policies
    _panel: "CoachPanel | None" = None

    @property
    def _whole(self) -> bool:
        """Whether everything is there that shows; while the screen is left, one after the other goes."""
        return all(self.query(kind) for kind in (CaptureBar, Stage, SidePanel))

    @work(thread=True)
    def read_packs(self) -> None:
        """Load what keys will need, and read the packs, after the first frame; say what is wrong with one's own."""
        list(BOARDS.values())
        for module in _LATER:
            import_module(f"pmfacil.{module}")
        from pmfacil.packs import read_packs

        packs = read_packs()
        self.app.call_from_thread(self._take_packs, packs)

    def _take_packs(self, packs: "Packs") -> None:
        if not self._whole:
            return
        self.packs = packs
        self.query_one(CaptureBar).hints = packs.of_wording
        self._think(packs, 0)
        for problem in packs.problems:
            self.notify(problem, severity="warning", markup=False, timeout=15)

    def think(self) -> None:
        """Look at the review beside the screen, and show what was noticed once that is done."""
        if self.packs:
            self._think(self.packs, PAUSE)

    # Without a description Textual would write all packs down as one.
    @work(group="coach", exclusive=True, description="think")
    async def _think(self, packs: "Packs", pause: float) -> None:
        # What was just done is drawn first; while one edit follows the other, only the last is looked at.
        await sleep(pause)
        if not self._whole:
            return
        review, board, now = self.meeting.review, self.stage.name_shown, self.meeting.clock.now()
        context = packs.context(self.policies, review)
        self._take_thoughts(review, *await to_thread(_look, review, board, context, now))

    def _take_thoughts(self, review: Review, thoughts: "Thoughts", ready: "Readiness | None") -> None:
        if not self._whole or review is not self.meeting.review or thoughts.board != self.stage.name_shown:
            return
        self.thoughts = thoughts
        self.brief()
        self.query_one(SidePanel).noticed = len(thoughts.noticed.on(thoughts.board))
        if thoughts.board == Board.CLOSE:
            from pmfacil.widgets.closing import CloseBoard

            if isinstance(shown := self.stage.shown, CloseBoard):
                shown.readiness = ready

    def on_board_shown(self, event: BoardShown) -> None:
        """Mark the board in the agenda, and look for the question that helps on it."""
        self.query_one(Agenda).shown_board = event.board
        self.show_to_others()
        self.think()

    def on_reworded(self, event: "Reworded") -> None:
        """Put other words in the place of a text, and say how the old ones come back."""
        old = str(getattr(self.meeting.review.find(event.part), event.field))
        if self.ask(Change(id=event.part, changes={event.field: event.words})):
            self.query_one(CaptureBar).say(f"✓ reworded; u brings back “{short(old, 80)}”")

    @asks
    async def on_question_asked(self, event: "QuestionAsked") -> None:
        """Show a question to the room, and nothing else."""
        await self.show_card(event.question)

    @asks
    async def action_phrase(self) -> None:
        """Show the phrases."""
        await self.choose_phrase()

    async def choose_phrase(self) -> None:
        """Have a phrase chosen; it goes to the room, or to the clipboard. Only inside a worker."""
        from pmfacil.dialogs.phrases import Phrasebook

        chosen = await answer(self, Phrasebook(self._phrases(), self.stage.shown.selected, self.meeting.review))
        if chosen is None:
            return
        self.use_phrase(chosen.phrase.id)
        if chosen.copy:
            copy_text(self, chosen.text)
        else:
            await self.show_card(chosen.text)

    def use_phrase(self, phrase: Id) -> None:
        """Count a phrase as used, and learn that it is."""
        self._learn(phrase)
        self.ask(Count(what="redirects"))
        self.query_one(CaptureBar).say("")

    async def action_coach(self) -> None:
        """Open the coach's panel and go there; once there, close it. In the zoom it stays closed."""
        panel = self._panel or await self._new_panel()
        self.set_class(not panel.has_focus, "-coach")
        if panel.has_focus:
            self.set_focus(self.stage.shown)
        else:
            self.remove_class("-zoom")
            panel.begin()
            self.set_focus(panel)

    def on_heard(self, event: "Heard") -> None:
        """Count a person as heard, or no longer; only the number goes into the review."""
        heard = self.heard ^ {event.person}
        if self.ask(Count(what="spoke", by=1 if event.person in heard else -1, marked=len(heard))):
            self.heard = heard
            self.brief()
            self.query_one(CaptureBar).say(f"{len(heard)} of {len(self.meeting.review.people)} have been heard.")

    async def _new_panel(self) -> "CoachPanel":
        from pmfacil.widgets.coach import CoachPanel

        self._panel = CoachPanel(self.meeting.review, self.meeting.clock)
        await self.query_one("#middle").mount(self._panel)
        self.brief()
        return self._panel

    def brief(self) -> None:
        """Tell the coach's panel, if it was opened, what there is to know."""
        if self._panel:
            self._panel.review = self.meeting.review
            self._panel.heard = self.heard
            if hasattr(self, "thoughts"):
                self._panel.thoughts = self.thoughts

    def _phrases(self) -> "Phrases":
        from pmfacil.packs import read_phrases

        return self.packs.phrases if self.packs else read_phrases()[0]

    @work(thread=True)
    def _learn(self, phrase: Id) -> None:
        from pmfacil.packs import learn

        problem = learn(phrase)
        self.app.call_from_thread(self._learnt, phrase, problem)

    def _learnt(self, phrase: Id, problem: str | None) -> None:
        if self.packs:
            self.packs = replace(self.packs, phrases=self.packs.phrases.with_use(phrase))
            self.brief()
        if problem:
            self.notify(problem, severity="warning", markup=False)


def _look(review: Review, board: Board, context: "Context", now: datetime) -> "tuple[Thoughts, Readiness | None]":
    from pmfacil.coach.next_question import next_question
    from pmfacil.coach.noticed import Thoughts, notice
    from pmfacil.coach.readiness import readiness

    thoughts = Thoughts(board, notice(review, context), next_question(review, board, context))
    return thoughts, readiness(review, context, now) if board == Board.CLOSE else None
