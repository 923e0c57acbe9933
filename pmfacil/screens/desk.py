"""What the meeting screen does at the desk: the one who leads sees what the room does not."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from pmfacil.screens.coaching import Coaching
from pmfacil.typeahead import asks

if TYPE_CHECKING:
    # Loaded when somebody joins to lead.
    from pmfacil.widgets.desk import AtDesk, DeskPanel, PacePanel, PeopleAsked, PhraseAsked


class Desk(Coaching):
    """Two panels beside the board instead of one that opens."""

    @property
    def at_desk(self) -> bool:
        """Whether this is the desk."""
        return self.view == "desk"

    def desk_ways(self) -> ComposeResult:
        """What shows at the desk, above it."""
        if self.at_desk and self.company:
            from pmfacil.widgets.desk_ways import DeskWays

            yield DeskWays()

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
            self._show_words_over()

    async def show_card(self, words: str) -> None:
        """Show a sentence to the room until it is ended; the desk goes on beside it. Only inside a worker."""
        if not self.at_desk:
            await super().show_card(words)
            return
        self.words_over = words
        self._show_words_over()
        self.show_to_others()

    def end_words(self) -> None:
        """End the sentence that is over the room's screen."""
        super().end_words()
        self._show_words_over()

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

    def action_place(self, place: str) -> None:
        """Go to a place at the desk, and show it if it is behind another."""
        if not self.at_desk:
            return
        if place == "phrases":
            self.show_place("coach")
            self._desk.begin_phrases()
            return
        self.show_place(place)
        self.set_focus(self._widget(place))

    def show_place(self, place: str) -> None:
        """Show a place at the desk that may be behind another."""
        # Between the narrow and the wide, the coach shows beside the board and beside the pace.
        if self.at_desk and (place != "coach" or self.has_class("-narrow")):
            self.set_class(place == "board", "-board")
            self.set_class(place == "pace", "-pace")
        self.call_after_refresh(self.mark_places)

    def mark_places(self) -> None:
        """Mark what can be seen at the desk."""
        if self.at_desk and self.is_running:
            from pmfacil.widgets.desk_ways import COACH, PHRASES, PLACES, DeskWays

            for ways in self.query(DeskWays):
                shows = {place for place in PLACES if self._shows(place)}
                phrases = COACH in shows and self._desk.among_phrases
                ways.shows = frozenset((shows - {COACH}) | {PHRASES} if phrases else shows)

    def on_phrases_met(self) -> None:
        """Mark the phrases, or the coach."""
        self.mark_places()

    def on_resize(self) -> None:
        """Mark what there is room for now."""
        self.call_after_refresh(self.mark_places)

    def focus_next(self, selector: "str | type[Widget]" = "*") -> Widget | None:
        """Go to the next place at the desk; else to what can have the focus next."""
        return self._turned(1) if self.at_desk else super().focus_next(selector)

    def focus_previous(self, selector: "str | type[Widget]" = "*") -> Widget | None:
        """Go to the place before; else to what could have the focus before."""
        return self._turned(-1) if self.at_desk else super().focus_previous(selector)

    def leave_place(self) -> bool:
        """At the desk, end the sentence over the room's screen, or go back to the coach; whether this is the desk."""
        if not self.at_desk:
            return False
        if self.words_over:
            self.end_words()
        elif not self.has_class("-wide") and any(self.has_class(place) for place in ("-board", "-pace")):
            self.remove_class("-board", "-pace")
            self.call_after_refresh(self.mark_places)
            self.set_focus(self._desk)
        else:
            self.set_focus(self.home)
        return True

    @property
    def home(self) -> Widget:
        """What the keys are for where nothing is typed: the board, at the desk whatever shows of it."""
        if self.stage.display or not self.at_desk:
            return self.stage.shown
        return self._desk if self._desk.display else self._pace

    async def action_coach(self) -> None:
        """Go to the coach."""
        if self.at_desk:
            self.action_place("coach")
            self._desk.begin()
        else:
            await super().action_coach()

    async def choose_phrase(self) -> None:
        """Go to the phrases, or have one chosen."""
        if self.at_desk:
            self.action_place("phrases")
        else:
            await super().choose_phrase()

    def on_people_asked(self, event: "PeopleAsked") -> None:
        """Go to those who were not heard yet."""
        self.action_place("pace")
        self._pace.begin_people()

    @asks
    async def on_phrase_asked(self, event: "PhraseAsked") -> None:
        """Show a phrase to the room."""
        self.use_phrase(event.phrase)
        await self.show_card(event.words)

    def _turned(self, step: int) -> Widget | None:
        from pmfacil.widgets.desk_ways import PLACES

        here = [place for place in PLACES if self._widget(place) is self.focused]
        place = PLACES.index(here[0]) if here else -1
        self.action_place(PLACES[(place + step) % len(PLACES)])
        return self.focused

    def _widget(self, place: str) -> Widget:
        return {"coach": lambda: self._desk, "pace": lambda: self._pace, "board": lambda: self.stage.shown}[place]()

    def _shows(self, place: str) -> bool:
        return self.stage.display if place == "board" else self._widget(place).display

    def _show_words_over(self) -> None:
        if self.at_desk:
            from pmfacil.widgets.desk_ways import DeskWays

            self._desk.words_over = self.words_over
            for ways in self.query(DeskWays):
                ways.over = bool(self.words_over)

    @property
    def _pace(self) -> "PacePanel":
        from pmfacil.widgets.desk import PacePanel

        return self.query_one(PacePanel)

    @property
    def _desk(self) -> "DeskPanel":
        from pmfacil.widgets.desk import DeskPanel

        return self.query_one(DeskPanel)

    def _panels(self) -> "list[AtDesk]":
        if not self.at_desk:
            return []
        from pmfacil.widgets.desk import AtDesk

        return list(self.query(AtDesk))
