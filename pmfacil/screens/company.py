"""What the meeting screen does about others: those who joined, who leads, what the room sees."""

import asyncio
import contextlib
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from textual.widgets._toast import Toast

from pmfacil.dialogs.card import Card, FollowedCard
from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.text import short
from pmfacil.screens.clashing import Clashing
from pmfacil.sessions.errors import SessionError, SessionLocked, reason
from pmfacil.sessions.live import LiveMeeting
from pmfacil.typeahead import asks
from pmfacil.widgets.capture_bar import CaptureBar
from pmfacil.widgets.header import MeetingHeader, told_apart
from pmfacil.widgets.stage import Stage

if TYPE_CHECKING:
    # Loaded when somebody joins, or once the first frame is there.
    from pmfacil.sessions.hosting import Host
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.wire import Present, Seat, Shown, View

PAUSE = 1 / 60
"""Seconds in which everything that others do is drawn as one."""
FOLLOWS = ("meeting", "room")
"""The views that show what whoever leads shows."""
_LEADS = ("meeting", "desk", "notes")
"""The views from which the clock and the board can be led."""


class Company(Clashing):
    """Lets others in, and follows whoever leads."""

    view: "View" = "meeting"
    called: str = ""
    """What the others see; empty for the name of the login."""
    joinable: bool = False
    """Whether others may come in."""
    words_over: str = ""
    """The sentence that is put over everything from here."""
    _led_before: str = ""
    """The terminal that led when whoever held the meeting was gone."""
    _host: "Host | None" = None
    _card: FollowedCard | None = None
    """What whoever leads has put over everything."""
    _known: "Present | None" = None
    """Who was there, and who led, when that was known last."""
    _drawing = False
    _lie_over = 0
    """How many sentences lay over the screen when it was laid out last."""
    _following: asyncio.Lock

    @property
    def stage(self) -> Stage:
        """Where the boards are."""
        return self.query_one(Stage)

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
        self._following = asyncio.Lock()
        loop, context, meeting = asyncio.get_running_loop(), copy_context(), self.meeting
        meeting.changed = self._others_did
        self.screen_layout_refresh_signal.subscribe(self, self._draw_below)
        self.begin_clashes()
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

    def notify(self, message: str, **how: Any) -> None:
        """Show a sentence for some seconds; to whoever takes notes in the bar, while nothing is typed in it."""
        # While the screen comes or goes, there may be half a bar.
        shows = self.view == "notes" and not self.has_class("-zoom") and len(self.query("#line, #reading")) == 2
        if shows and not (bar := self.query_one(CaptureBar)).line.value:
            bar.say(message, how.get("severity", "information") != "information")
        else:
            super().notify(message, **how)

    def _draw_below(self, _: object) -> None:
        # Textual compares what is there with what it looked up last, which may lack what the screen still shows.
        before, self._lie_over = self._lie_over, len(self.query(Toast))
        if self._lie_over < before:
            self.refresh()

    def show_company(self) -> None:
        """Show who is there, and what whoever leads shows."""
        company = self.company
        if company is None or not self.is_running:
            return
        header = self.query_one(MeetingHeader)
        header.company = told_apart(company.present.seats, company.seat.terminal)
        header.leads = self.leads
        self._say_who_leads(company.present)
        self.say_away()
        if self.leads:
            self._end_card()
            self.show_to_others()
        elif self.view in FOLLOWS:
            self.run_worker(self._follow(), group="follow")

    def _say_who_leads(self, present: "Present") -> None:
        """Tell those who may lead when somebody else does."""
        before = self._known.leader if self._known else ""
        self._known = present if present.seats else self._known
        if before == present.leader:
            return
        self.refresh_bindings()
        if not self.leads:
            # What is over everything is now for somebody else to say.
            self.words_over = ""
        if self.view != "room" and before and present.leader:
            words = "You lead the clock and the board now." if self.leads else f"{self.leader} leads now."
            self.notify(words, markup=False)

    def say_away(self) -> None:
        """Say that the meeting cannot be reached, in words that fit what this terminal is there for."""
        meeting = self.meeting
        # While the screen is left, one after the other goes.
        if isinstance(meeting, LiveMeeting) or not (headers := self.query(MeetingHeader)):
            return
        header = headers.first()
        before, header.away = header.away, self._why_away(meeting)
        header.set_class(meeting.left, "left")
        if meeting.left:
            # The header says it as long as it is so.
            meeting.notices.clear()
        elif before and not header.away and self.view != "room":
            self.notify("The meeting is back.", markup=False)

    def _why_away(self, meeting: "JoinedMeeting") -> str:
        room = self.view == "room"
        if meeting.cut_off_since is None:
            return "The meeting does not answer at this moment." if room and meeting.silent else ""
        since = f"{meeting.cut_off_since.astimezone():%H:%M}"
        if meeting.left:
            holder = short(self._known.seats[0].name, 40) if self._known else "Whoever held it"
            kept = f"this is how it stood at {since}" if room else "everything is kept"
            return f"{holder} has left the meeting: {kept}, and ctrl+t takes it over."
        if room:
            return f"Cut off from the meeting since {since}: this is how it stood then."
        kept = "what is written here is kept and goes in once it is back"
        return f"Cut off from the meeting since {since}: {kept}; ctrl+t takes it over if it is gone for good."

    @property
    def others(self) -> "list[Seat]":
        """Who else is there."""
        company = self.company
        seats = company.present.seats if company else ()
        return [seat for seat in seats if company and seat.terminal != company.seat.terminal]

    @property
    def leader(self) -> str:
        """The name of whoever leads."""
        present = self.company.present if self.company else None
        names = [seat.name for seat in present.seats if seat.terminal == present.leader] if present else []
        return short(names[0], 40) if names and names[0] else "Somebody else"

    def show_to_others(self) -> None:
        """Let the others see what shows here, if there are any, it is led from here, and they see something else."""
        company = self.company
        if company and self.leads and self.others and self.is_running and (shown := self.shown()) != company.shown:
            company.show(shown)

    def shown(self) -> "Shown":
        """What shows here."""
        from pmfacil.sessions.wire import Shown

        board = self.stage.shown
        part = board.row.id if board.row else None
        return Shown(board=self.stage.name_shown, part=part, zoom=self.has_class("-zoom"), card=self.words_over)

    async def show_card(self, words: str) -> None:
        """Show a sentence to the room until somebody closes it; only inside a worker."""
        self.words_over = words
        self.show_to_others()
        await answer(self, Card([words]))
        self.end_words()

    def end_words(self) -> None:
        """End the sentence that is over everything."""
        self.words_over = ""
        self.show_to_others()

    def may_lead(self) -> bool:
        """Whether the clock is led from here; else it is said who leads it."""
        if self.leads:
            return True
        how = "ctrl+l takes them back" if self._host else "ctrl+l there passes them on"
        self.notify(f"{self.leader} leads the clock and the board; {how}.", markup=False)
        return False

    @asks
    async def action_lead(self) -> None:
        """Pass the clock and the board on to somebody who is there; whoever holds the meeting can take them back."""
        company = self.company
        if company is None or not (self._host or self.may_lead()):
            return
        here, leader = company.seat.terminal, company.present.leader
        seats = [seat for seat in company.present.seats if seat.terminal != leader and seat.view in _LEADS]
        if not seats:
            words = "Nobody else in this meeting could lead it; `pmfacil join --as desk` in another terminal joins it."
            self.notify(words, markup=False)
            return
        from pmfacil.widgets.desk_rows import VIEWS

        choices = [
            Choice(seat.terminal, f"{seat.name} (you)" if seat.terminal == here else seat.name, VIEWS[seat.view])
            for seat in seats
        ]
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
        self.called, self._led_before = meeting.seat.name, self._known.leader if self._known else ""
        self._known, self.query_one(MeetingHeader).away = None, ""
        self.hold(live)
        words = "This terminal holds the meeting now; the others come back by themselves, and whoever led leads again."
        self.notify(words, markup=False)

    def hold(self, live: LiveMeeting) -> None:
        """Go on with the meeting as the one who holds it."""
        raise NotImplementedError

    async def _let_in(self) -> None:
        meeting = self.meeting
        if not isinstance(meeting, LiveMeeting) or not (meeting.holds and self.joinable):
            return
        await asyncio.to_thread(_load)
        from pmfacil.sessions.hosting import Host
        from pmfacil.sessions.lock import user_name

        host = Host(meeting, self.called or user_name(), self.view, self._led_before)
        try:
            await host.open()
        except OSError as error:
            # What the system says has a number; what is said of the folder is a sentence already.
            why = reason(error) if error.errno else str(error)
            self.notify(f"Nobody can join this meeting, as {why}.", severity="warning", markup=False, timeout=15)
            return
        self._host = host
        host.listener = self.show_company
        self.show_company()

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
            self._end_card()
        if shown.card and not self._card:
            self._card = FollowedCard(shown.card, self.leader, held=self._host is not None)
            await self.app.push_screen(self._card, self._card_left)
        if shown.part and self.meeting.review.has(shown.part):
            self.stage.shown.select(shown.part)

    def _end_card(self) -> None:
        if self._card:
            self._card.end()
            self._card = None

    async def _card_left(self, how: str | None) -> None:
        if how == "leave":
            await self.run_action("leave")
        elif how and self._host:
            self._host.lead(self._host.seat.terminal)

    def _others_did(self) -> None:
        if not self._drawing and self.is_running:
            self._drawing = True
            self.set_timer(PAUSE, self._draw)

    def _draw(self) -> None:
        self._drawing = False
        self.take_review()
        self.settle_clashes()


def _load() -> None:
    import pmfacil.sessions.hosting  # noqa: F401  # pyright: ignore[reportUnusedImport]
