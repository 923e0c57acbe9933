"""The board of the close: what is open, when the team meets again, how the meeting was."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import var

from pmfacil.capture.dates import say_date
from pmfacil.coach.readiness import Readiness
from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.edit import Add, SetStatus
from pmfacil.review.edits import Together
from pmfacil.review.follow_up import BeginFollowUp, follow_up_due, may_close
from pmfacil.review.incident import Status
from pmfacil.review.notes import FollowUp, Pulse
from pmfacil.review.part import Part
from pmfacil.typeahead import asks
from pmfacil.widgets.agenda import BoardAsked
from pmfacil.widgets.board import Board
from pmfacil.widgets.readiness_rows import OpenRow, asked_rows, document_rows, open_rows
from pmfacil.widgets.rows import SPACE, Row, heading, hint

_CLOSE = "Nothing urgent is open any more: press s to close the review."
_WEEKS = (2, 4)
"""When the team looks at its actions again (P80)."""


class CloseBoard(Board):
    """Shows what is still open, and asks how the meeting was."""

    TITLE = "Close"
    QUESTION = "What is still open, and when do we look at it again?"
    HELP = "## Close\n\nAsk for the pulse on paper or in private messages, and write only the totals down."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "dates", "2 and 4 weeks", id="board.dates", tooltip="Set follow-ups in two and in four weeks"),
        Binding("s", "state", "Status", id="board.state", tooltip="Move the document on"),
        Binding(
            "k",
            "follow_up",
            "Begin the follow-up",
            id="close.follow-up",
            show=False,
            tooltip="A short second meeting that walks the open actions; the first one stays on record",
        ),
    ]

    readiness: var[Readiness | None] = var(None, init=False)
    """How far the review is from its readers, once the coach has looked."""

    def watch_readiness(self) -> None:
        """Draw what the coach found."""
        if self.is_mounted:
            self._redraw()

    def rows(self) -> Sequence[Row]:
        """What is open, follow-ups, the pulse, the reader's questions, the document."""
        rows = [hint(_CLOSE), SPACE] if may_close(self.review) else []
        rows += [*open_rows(self.readiness), SPACE, heading("We look at it again")]
        rows += [self._follow_up(follow_up) for follow_up in self.review.follow_ups]
        if not self.review.follow_ups:
            rows.append(hint("In two weeks and in four: press d. Another date: press a.", adds=FollowUp))
        elif follow_up_due(self.review, self.today()):
            rows.append(hint("The day has come: press k for a short meeting that walks the open actions."))
        rows += [SPACE, heading("How the meeting was"), *self._pulse()]
        rows += asked_rows(self.readiness)
        return [*rows, *document_rows(self.review, self.readiness)]

    @asks
    async def action_edit(self) -> None:
        """Go to what is still open; else change what is in hand, or sign."""
        if isinstance(self.row, OpenRow):
            self.post_message(BoardAsked(self.row.finding.board, self.row.finding.part))
        else:
            super().action_edit()

    def adds(self) -> type[Part]:
        """A follow-up."""
        return FollowUp

    def action_dates(self) -> None:
        """Set the two usual follow-ups."""
        today = self.today()
        dates = [FollowUp(text=f"Look at the actions, {n} weeks on", on=today + timedelta(weeks=n)) for n in _WEEKS]
        there = {follow_up.on for follow_up in self.review.follow_ups}
        new = [Add(part=date) for date in dates if date.on not in there]
        if new:
            self.request(Together(said="set the follow-ups", edits=tuple(new)))
        else:
            self.say("Both dates are set already.")

    def action_follow_up(self) -> None:
        """Put this meeting on record, and plan the short one that walks the open actions."""
        at = self.clock.now()
        self.request(BeginFollowUp(at=at, ended=at))

    @asks
    async def action_state(self) -> None:
        """Ask where the document stands now; after the follow-up, closed comes first."""
        choices = [Choice(status, status) for status in Status if status != self.review.incident.status]
        if may_close(self.review):
            choices.reverse()
        if status := await answer(self, Decide("The document is", choices)):
            self.request(SetStatus(status=Status(status), at=self.clock.now()))

    def _follow_up(self, follow_up: FollowUp) -> Row:
        words = f"{say_date(follow_up.on, self.today())}: {follow_up.text}"
        return Row(((words, "text"),), "·", "  ", "  ", part=follow_up, adds=FollowUp)

    def _pulse(self) -> list[Row]:
        pulse: Pulse = self.review.pulse
        if not pulse.present:
            invitation = (("Count the answers people gave in private: press e.", "hint"),)
            return [Row(invitation, "·", "  ", "  ", part=pulse, invites=True)]
        counts = (("found it worth the time", pulse.worth), ("felt safe to speak", pulse.safe))
        said = [f"{count} of {pulse.present} {what}" if count else f"not counted: {what}" for what, count in counts]
        said.append(pulse.voices(len(self.review.people)))
        return [Row(tuple((line, "text") for line in said if line), "·", "  ", "  ", part=pulse)]
