"""What the meeting screen does about others: those who joined, who leads, what two people wrote at once."""

import asyncio
import contextlib
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pmfacil.dialogs.card import Card
from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.edits import Together
from pmfacil.review.reword import Reword
from pmfacil.review.text import short
from pmfacil.sessions.errors import SessionError, SessionLocked, reason
from pmfacil.sessions.live import LiveMeeting
from pmfacil.typeahead import asks
from pmfacil.widgets.capture_bar import CaptureLine
from pmfacil.widgets.header import MeetingHeader
from pmfacil.widgets.stage import Stage

if TYPE_CHECKING:
    # Loaded when somebody joins, or once the first frame is there.
    from pmfacil.sessions.hosting import Host
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.order import Asked
    from pmfacil.sessions.wire import Present, Shown, View

PAUSE = 1 / 60
"""Seconds in which everything that others do is drawn as one."""
FOLLOWS = ("meeting", "room")
"""The views that show what whoever leads shows."""


class Company(Screen[None]):
    """Lets others in, follows whoever leads, and loses no words of two."""

    meeting: "LiveMeeting | JoinedMeeting"
    view: "View" = "meeting"
    called: str = ""
    """What the others see; empty for the name of the login."""
    joinable: bool = False
    """Whether others may come in."""
    _host: "Host | None" = None
    _card: Card | None = None
    """What whoever leads has put over everything."""
    _led_by = ""
    _words_over = ""
    """The card that shows here."""
    _last_shown: "Shown | None" = None
    _drawing = False
    _told_cut_off = False
    _typed: dict[int, str]
    """Lines by the number of the edit they became, until that has its place."""
    _clashing: list[Reword]
    _following: asyncio.Lock

    @property
    def stage(self) -> Stage:
        """Where the boards are."""
        return self.query_one(Stage)

    def ask(self, edit: Any) -> bool:
        """Have an edit applied."""
        raise NotImplementedError

    def take_review(self) -> None:
        """Show the review as it is now."""
        raise NotImplementedError

    def take_saved(self) -> None:
        """Show how much is on disk."""
        raise NotImplementedError

    @property
    def company(self) -> "Host | JoinedMeeting | None":
        """Those who are in the meeting, once that is known."""
        return self._host or (None if isinstance(self.meeting, LiveMeeting) else self.meeting)

    @property
    def leads(self) -> bool:
        """Whether the clock and the board are led from here."""
        company = self.company
        return company is None or company.present.leader in ("", company.seat.terminal)

    @property
    def cut_off(self) -> bool:
        """Whether the one who held the meeting cannot be reached."""
        return not isinstance(self.meeting, LiveMeeting) and self.meeting.cut_off_since is not None

    def meet(self) -> None:
        """Listen to the others, and let them in if the session is held here."""
        self._clashing, self._typed, self._following = [], {}, asyncio.Lock()
        loop, context, meeting = asyncio.get_running_loop(), copy_context(), self.meeting
        meeting.changed, meeting.refused = self._others_did, self._was_refused
        if isinstance(meeting, LiveMeeting):
            self.call_after_refresh(self._let_in)
        else:

            def deliver(work: Any) -> None:
                # Once everything is left, nobody draws any more: what comes is still taken.
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(work, context=context)
                    return
                work()

            meeting.deliver = deliver
            meeting.company = self.show_company
            self.show_company()

    def part(self) -> None:
        """Send the others away."""
        if self._host:
            self._host.close()
            self._host = None

    def tell_saved(self) -> None:
        """Let the others know how much is on disk."""
        if self._host:
            self._host.tell_saved()

    def show_company(self) -> None:
        """Show who is there, and what whoever leads shows."""
        company = self.company
        if company is None or not self.is_running:
            return
        here = company.seat.terminal
        self.query_one(MeetingHeader).company = tuple(
            seat.name for seat in company.present.seats if seat.terminal != here
        )
        self._say_who_leads(company.present)
        # Whoever leaves says so in a sentence of its own.
        if self.cut_off and not self._told_cut_off and not self.meeting.notices:
            self.notify("If the terminal that held the meeting is gone for good, ctrl+t takes it over.", markup=False)
        self._told_cut_off = self.cut_off
        if self.view in FOLLOWS and not self.leads:
            self.run_worker(self._follow(), group="follow")

    def _say_who_leads(self, present: "Present") -> None:
        """Tell those who may lead when somebody else does."""
        before, self._led_by = self._led_by, present.leader
        if self.view in ("meeting", "desk") and before and present.leader and before != present.leader:
            words = "You lead the clock and the board now." if self.leads else f"{_leader(present)} leads now."
            self.notify(words, markup=False)

    def show_to_others(self) -> None:
        """Let the others see what shows here, if it is led from here and something else than before."""
        if self.company and self.leads and self.is_running and (shown := self.shown()) != self._last_shown:
            self._last_shown = shown
            self.company.show(shown)

    def shown(self) -> "Shown":
        """What shows here."""
        from pmfacil.sessions.wire import Shown

        board = self.stage.shown
        part = board.row.id if board.row else None
        return Shown(board=self.stage.name_shown, part=part, zoom=self.has_class("-zoom"), card=self._words_over)

    async def show_card(self, words: str) -> None:
        """Show a sentence to the room until somebody closes it; only inside a worker."""
        self._words_over = words
        self.show_to_others()
        await answer(self, Card([words]))
        self._words_over = ""
        self.show_to_others()

    def may_lead(self) -> bool:
        """Whether the clock is led from here; else it is said who leads it."""
        if self.leads:
            return True
        assert self.company
        self.notify(f"{_leader(self.company.present)} leads the clock and can pass it on with ctrl+l.", markup=False)
        return False

    @asks
    async def action_lead(self) -> None:
        """Pass the clock and the board on to somebody who is there."""
        company = self.company
        if not self.may_lead() or company is None:
            return
        others = [seat for seat in company.present.seats if seat.terminal != company.seat.terminal]
        if not others:
            self.notify("Nobody else is in this meeting; `pmfacil join` in another terminal joins it.", markup=False)
            return
        from pmfacil.widgets.desk_rows import VIEWS

        choices = [Choice(seat.terminal, seat.name, VIEWS[seat.view]) for seat in others]
        if chosen := await answer(self, Decide("Who leads the clock and the board?", choices)):
            company.lead(chosen)

    async def action_take_over(self) -> None:
        """Hold the meeting from now on, if whoever held it is gone."""
        meeting = self.meeting
        if isinstance(meeting, LiveMeeting) or not self.cut_off:
            self.notify("Somebody holds this meeting; ctrl+l there passes the clock and the board on.", markup=False)
            return
        try:
            live = meeting.taken_over()
        except SessionLocked:
            words = "The terminal that holds the meeting is there and does not answer; what is written here waits."
            self.notify(words, severity="warning", markup=False)
            return
        except SessionError as problem:
            self.notify(str(problem), severity="warning", markup=False)
            return
        self.called = meeting.seat.name
        self._last_shown = None
        self.hold(live)
        self.notify("This terminal holds the meeting now; the others come back by themselves.", markup=False)

    def hold(self, live: LiveMeeting) -> None:
        """Go on with the meeting as the one who holds it."""
        raise NotImplementedError

    def remember_line(self, line: str) -> None:
        """Keep a line until the edit it became has its place."""
        if not isinstance(self.meeting, LiveMeeting):
            self._typed[self.meeting.asked] = line

    def watch_for_clash(self, edit: Any) -> None:
        """Ask which words count if somebody else changed the same at the same moment."""
        if isinstance(edit, Reword):
            self._clashing.append(edit)
            self._settle_clashes()

    async def _let_in(self) -> None:
        meeting = self.meeting
        if not isinstance(meeting, LiveMeeting) or not (meeting.holds and self.joinable):
            return
        await asyncio.to_thread(_load)
        from pmfacil.sessions.hosting import Host
        from pmfacil.sessions.lock import user_name

        host = Host(meeting, self.called or user_name(), self.view)
        try:
            await host.open()
        except OSError as error:
            self.notify(f"Nobody can join this meeting, as {reason(error)}.", severity="warning", markup=False)
            return
        self._host = host
        host.listener = self.show_company
        self.show_to_others()

    async def _follow(self) -> None:
        # One after the other: a board that is half there would stay beside the next.
        async with self._following:
            if (company := self.company) and not self.leads:
                await self._show_as(company.shown)

    async def _show_as(self, shown: "Shown") -> None:
        self.set_class(shown.zoom, "-zoom")
        if shown.board != self.stage.name_shown:
            await self.stage.show(shown.board)
        if self._card and self._card.words != shown.card:
            self._card.give(None)
            self._card = None
        if shown.card and not self._card:
            self._card = Card([shown.card])
            await self.app.push_screen(self._card)
        if shown.part and self.meeting.review.has(shown.part):
            self.stage.shown.select(shown.part)

    def _others_did(self) -> None:
        if not self._drawing and self.is_running:
            self._drawing = True
            self.set_timer(PAUSE, self._draw)

    def _draw(self) -> None:
        self._drawing = False
        self.take_review()
        self._settle_clashes()

    def _was_refused(self, asked: "Asked", why: str) -> None:
        line, typed = self.query_one(CaptureLine), self._typed.pop(asked.count, "")
        self.take_review()
        if typed and not line.value:
            line.value = typed
        kept = "the line is in the bar again" if typed else "nothing else was lost"
        # Not in the bar, which says what the line in it would become now.
        self.notify(f"{why.rstrip('.')}; {kept}.", severity="warning", markup=False, timeout=15)

    def _settle_clashes(self) -> None:
        for edit in list(self._clashing):
            if edit.clash(self.meeting.review):
                self._clashing.remove(edit)
                self._choose_words(edit)
        # Of the others only the last few can still come back from elsewhere.
        del self._clashing[:-20]

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


def _leader(present: "Present") -> str:
    return next((seat.name for seat in present.seats if seat.terminal == present.leader), "Somebody else")


def _load() -> None:
    import pmfacil.sessions.hosting  # noqa: F401  # pyright: ignore[reportUnusedImport]
