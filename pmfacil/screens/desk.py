"""What the meeting screen does at the desk: the one who leads sees what the room does not."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from pmfacil.screens.coaching import Coaching
from pmfacil.typeahead import asks

if TYPE_CHECKING:
    # Loaded when somebody joins to lead.
    from pmfacil.widgets.desk import AtDesk, DeskPanel, PhraseAsked


class Desk(Coaching):
    """Two panels beside the board instead of one that opens."""

    @property
    def at_desk(self) -> bool:
        """Whether this is the desk."""
        return self.view == "desk"

    def pace_panel(self) -> ComposeResult:
        """How the meeting stands, left of the board."""
        if self.at_desk and self.company:
            from pmfacil.widgets.desk import PacePanel

            yield PacePanel(self.meeting.review, self.meeting.clock, self.company.seat.terminal)

    def desk_panel(self) -> ComposeResult:
        """What the coach says, and what can be said, right of it."""
        if self.at_desk and self.company:
            from pmfacil.widgets.desk import DeskPanel

            panel = DeskPanel(self.meeting.review, self.meeting.clock, self.company.seat.terminal)
            self._panel = panel
            yield panel

    def show_company(self) -> None:
        """Show who is there, and what whoever leads shows."""
        super().show_company()
        if self.company and self.is_running:
            for panel in self._panels():
                panel.present, panel.shown_to_room = self.company.present, self.company.shown

    def show_to_others(self) -> None:
        """Let the others see what shows here, if it is led from here."""
        super().show_to_others()
        for panel in self._panels() if self.leads else ():
            panel.shown_to_room = self.shown()

    def show_at_desk(self, now: datetime) -> None:
        """Show this moment."""
        for panel in self._panels():
            panel.tick(now)

    def brief(self) -> None:
        """Tell the panels what there is to know."""
        super().brief()
        for panel in self._panels():
            panel.review, panel.heard = self.meeting.review, self.heard
        if self.at_desk and self.packs and self._panel:
            self._desk.phrases = self.packs.phrases

    def show_board_at_desk(self, shows: bool) -> bool:
        """Show the board where it is behind the desk, or no longer; whether that changed anything."""
        changed = self.at_desk and shows != self.has_class("-board")
        if changed:
            self.set_class(shows, "-board")
        return changed

    async def action_coach(self) -> None:
        """Go to the coach."""
        if not self.at_desk:
            await super().action_coach()
            return
        self.show_board_at_desk(False)
        self.set_focus(self._desk)

    async def choose_phrase(self) -> None:
        """Go to the phrases, or have one chosen."""
        if self.at_desk:
            self.show_board_at_desk(False)
            self._desk.begin_phrases()
        else:
            await super().choose_phrase()

    @asks
    async def on_phrase_asked(self, event: "PhraseAsked") -> None:
        """Show a phrase to the room."""
        self.use_phrase(event.phrase)
        await self.show_card(event.words)

    @property
    def _desk(self) -> "DeskPanel":
        from pmfacil.widgets.desk import DeskPanel

        return self.query_one(DeskPanel)

    def _panels(self) -> "list[AtDesk]":
        if not self.at_desk:
            return []
        from pmfacil.widgets.desk import AtDesk

        return list(self.query(AtDesk))
