"""Leaving the meeting: nothing that was written is left behind unasked, and nobody who is still in it."""

from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.text import short
from pmfacil.screens.company import Company
from pmfacil.sessions.live import LiveMeeting
from pmfacil.typeahead import asks
from pmfacil.widgets.capture_bar import CaptureLine


class Leaving(Company):
    """What the meeting screen does before it goes."""

    @asks
    async def action_leave(self) -> None:
        """Leave; if something is not saved or not kept, or others are in the meeting, ask first."""
        if self._unsaved() and not await self._leaves_unsaved():
            return
        if (waiting := self._waiting()) and not await self._leaves_behind(waiting):
            return
        if (others := self._others()) and not await self._leaves_alone(others):
            return
        self.dismiss()

    def _unsaved(self) -> bool:
        """Whether something that was done here may not be on disk; what others did is theirs to keep."""
        meeting = self.meeting
        if isinstance(meeting, LiveMeeting) or not self.cut_off:
            return meeting.saved.problem is not None
        return not meeting.flush(0)

    async def _leaves_unsaved(self) -> bool:
        back = "it goes in once the meeting is back, or ctrl+t takes the meeting over"
        choices = [
            Choice("stay", "Stay until it is saved", back if self.cut_off else "it is tried again every two seconds"),
            Choice("leave", "Leave", "a copy of the whole review is written to the folder for temporary files"),
        ]
        return await answer(self, Decide("Not everything is saved", choices)) == "leave"

    def _waiting(self) -> list[str]:
        """What was typed and not kept: in the bar, and in forms that were closed."""
        line = self.query_one(CaptureLine).value.strip()
        return [*([line] if line else []), *(words for board in self.stage.boards for words in board.waiting())]

    async def _leaves_behind(self, waiting: list[str]) -> bool:
        choices = [
            Choice("stay", "Stay", "the line stays in the bar, forms keep what was typed"),
            Choice("leave", "Leave them behind", "everything else is saved"),
        ]
        words = "\n".join(f"“{short(one, 200)}”" for one in waiting[:5])
        return await answer(self, Decide("Words that are not kept yet", choices, words)) == "leave"

    def _others(self) -> list[str]:
        """The names of those who are in a meeting that is held here."""
        company = self.company
        if company is None or not self.meeting.holds:
            return []
        return [seat.name for seat in company.present.seats if seat.terminal != company.seat.terminal]

    async def _leaves_alone(self, others: list[str]) -> bool:
        choices = [
            Choice("stay", "Stay", "ctrl+l passes the clock and the board on"),
            Choice("leave", "Leave", "all is saved; one of them can take the meeting over with ctrl+t"),
        ]
        names = ", ".join(short(name, 40) for name in others[:5])
        return await answer(self, Decide("Others are still in this meeting", choices, names)) == "leave"
