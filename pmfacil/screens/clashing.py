"""What the meeting screen does about two who write at once: no words of either are lost."""

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.edits import Together
from pmfacil.review.reword import Reword
from pmfacil.review.text import short
from pmfacil.sessions.live import LiveMeeting
from pmfacil.typeahead import asks, pause
from pmfacil.widgets.capture_bar import CaptureLine

if TYPE_CHECKING:
    # Loaded when somebody joins.
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.order import Asked


CALM = 1.0
"""Seconds without a key after which somebody can be asked; letters that are being typed would be the answer."""


class Clashing(Screen[None]):
    """Brings a line back that does not fit any more, and asks which of two wordings counts."""

    meeting: "LiveMeeting | JoinedMeeting"
    _typed: dict[int, str]
    """Lines by the number of the edit they became, until that has its place."""
    _clashing: list[Reword]
    _waits = False
    """Whether a question waits until nobody types."""

    def ask(self, edit: Any) -> bool:
        """Have an edit applied."""
        raise NotImplementedError

    def take_review(self) -> None:
        """Show the review as it is now."""
        raise NotImplementedError

    def begin_clashes(self) -> None:
        """Listen to what does not fit any more."""
        self._clashing, self._typed = [], {}
        self.meeting.refused = self._was_refused

    def remember_line(self, line: str) -> None:
        """Keep a line until the edit it became has its place."""
        if not isinstance(self.meeting, LiveMeeting):
            self._typed[self.meeting.asked] = line

    def watch_for_clash(self, edit: Any) -> None:
        """Ask which words count if somebody else changed the same at the same moment."""
        # What was taken back before it left had this number, too.
        self._typed.pop(self.meeting.asked, None)
        if isinstance(edit, Reword):
            self._clashing.append(edit)
            self.settle_clashes()

    def settle_clashes(self) -> None:
        """Ask about each text for which somebody else has other words by now, as soon as nobody types."""
        clashes = [edit for edit in self._clashing if edit.clash(self.meeting.review)]
        if clashes and self._busy():
            if not self._waits:
                self._waits = True
                self.set_timer(CALM / 4, self._settle_later)
            return
        for edit in clashes:
            self._clashing.remove(edit)
            self._choose_words(edit)
        # Of the others only the last few can still come back from elsewhere.
        del self._clashing[:-20]

    def _settle_later(self) -> None:
        self._waits = False
        self.settle_clashes()

    def _busy(self) -> bool:
        """Whether somebody writes here, or is asked something else."""
        under = self.app.screen is not self
        return under or pause(self) < CALM or bool(self.query_one(CaptureLine).value)

    def _was_refused(self, asked: "Asked", why: str) -> None:
        line, typed = self.query_one(CaptureLine), self._typed.pop(asked.count, "")
        self.take_review()
        kept = "up brings the line back into the bar" if typed else "nothing else was lost"
        if typed and not line.value:
            line.value = typed
            kept = "the line is in the bar again"
        # Not in the bar, which says what the line in it would become now.
        self.notify(f"{why.rstrip('.')}; {kept}.", severity="warning", markup=False, timeout=15)

    @asks
    async def _choose_words(self, edit: Reword) -> None:
        if not (words := edit.clash(self.meeting.review)):
            return
        theirs, ours = words
        choices = [
            Choice("ours", short(ours, 300), "what was written here"),
            Choice("theirs", short(theirs, 300), "what somebody else wrote at the same moment"),
            Choice("both", "Leave both for now", "the words from here are kept as a note"),
        ]
        chosen = await answer(self, Decide("Two people changed this at the same time: which words count?", choices))
        if chosen in ("ours", "theirs"):
            # In one step, so that one undo brings both back.
            steps = tuple(edit.settled(ours=chosen == "ours"))
            self.ask(Together.model_validate({"said": "choose between two wordings", "edits": steps}))
