"""The clock of the meeting screen: ticking, items, minutes, re-planning, time away."""

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import work

from pmfacil.dialogs.choose import Choice, Choose
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.agenda import MOST_MINUTES, Item
from pmfacil.review.clock import LONGEST, Borrow, GoTo, LeaveOut, Minutes, ParkItem, Pause, Replan, Start
from pmfacil.review.pace import ahead, pace
from pmfacil.review.times import say_length
from pmfacil.screens.company import Company
from pmfacil.sessions.alive import Sign, gap
from pmfacil.typeahead import asks
from pmfacil.widgets.agenda import Agenda
from pmfacil.widgets.header import MeetingHeader
from pmfacil.widgets.key_line import key_of

if TYPE_CHECKING:
    from pmfacil.review.edits import AnyEdit

EXTENSION = 3
"""Minutes for which the room can be asked."""
AWAY = 60.0
"""Seconds without a sign of life after which the room is asked whether they count."""
JUMP = 5.0
"""Seconds by which the machine's clock may be corrected without a word."""


class Pacing(Company):
    """What the meeting screen does about time."""

    async def show_other_half(self, step: int) -> bool:
        """Whether the present item has a second board on this side, which shows now."""
        raise NotImplementedError

    async def show_present(self) -> None:
        """Show the board of the present item."""
        raise NotImplementedError

    def begin_ticking(self) -> None:
        """Show every second, and ask about time away before."""
        self._sign = self.meeting.last_seen() or Sign.now()
        self._beats = 0
        self._told_too_long = False
        self._away = 0.0
        self.notice()
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Show this moment, leave a sign of life, and notice a closed lid or a clock that was set."""
        asking = self.notice()
        self._beats += 1
        # Without a sign of life meanwhile, a crash before the answer brings the question back.
        if self._beats % 5 == 1 and not asking:
            self.run_worker(self.meeting.beat, thread=True, group="beat", exclusive=True)
        self.show_now()

    def notice(self) -> bool:
        """Notice a closed lid, or a clock that was set, since the last look; whether the room is being asked."""
        now, before = Sign.now(), self._sign
        self._sign = now
        if not self.meeting.holds or self.meeting.review.run.since is None:
            return False
        away = gap(before, now)
        jumped = (now.wall - before.wall).total_seconds() - away
        if abs(jumped) > JUMP and now.boot is not None:
            self.ask(LeaveOut(seconds=_within(jumped), at=self.meeting.clock.now()))
            # At once, or after a crash it would be put right a second time.
            self.meeting.beat()
            self.notify("This machine's clock was set; the meeting's time was kept right.", markup=False)
        if away > AWAY:
            self._ask_about(away)
        return self._away > 0

    def show_now(self) -> None:
        """Show the present moment on the clock and in the agenda."""
        now = self.meeting.clock.now()
        self.query_one(MeetingHeader).tick(now)
        self.query_one(Agenda).tick(now)
        if pace(self.meeting.review, now).too_long and not self._told_too_long:
            self._told_too_long = True
            words = (
                f"The meeting is past {MOST_MINUTES} minutes: re-plan what is left with =, or plan a second meeting."
            )
            self.notify(words, severity="warning", markup=False, timeout=15)

    async def action_run(self) -> None:
        """Let the clock run, or stand still."""
        if not self.may_lead() or self.notice():
            return
        at = self.meeting.clock.now()
        began = self.meeting.review.run.began is not None
        if self.ask(Pause(at=at) if self.meeting.review.run.since else Start(at=at)):
            self.meeting.beat()
            self.show_now()
            if not began:
                await self.show_present()

    async def action_step(self, step: int) -> None:
        """Go to the next or previous item."""
        if not self.may_lead() or self.notice() or await self.show_other_half(step):
            return
        items = [item for item in self.meeting.review.agenda if not item.parked]
        places = [place for place, item in enumerate(items) if item.id == self.meeting.review.run.item]
        place = places[0] + step if places else 0
        if not 0 <= place < len(items):
            self.notify(self._after_last() if step > 0 else "This is the first item.", markup=False)
        elif self.ask(GoTo(item=items[place].id, at=self.meeting.clock.now())):
            self.show_now()
            await self.show_present()

    def _after_last(self) -> str:
        stop, leave = (key_of(self, f"meeting.{name}") for name in ("run", "leave"))
        stops = f"{stop} stops the clock, " if self.meeting.review.run.since else ""
        return f"That was the last item; {stops}{leave} leaves."

    def action_minutes(self, minutes: int) -> None:
        """Give the present item a minute more, or take one."""
        item = self.meeting.review.run.item
        if not self.may_lead():
            return
        if item is None:
            self.notify("The meeting has not begun; space begins it.", markup=False)
        elif self.ask(Minutes(item=item, minutes=minutes)):
            self.show_now()

    @asks
    async def action_replan(self) -> None:
        """Ask how what is left is to be made to fit, with what comes of each way."""
        ways = self._ways()
        if not self.may_lead():
            return
        if not ways:
            self.notify("Nothing is left that could be shortened, borrowed from or parked.", markup=False)
            return
        choices = [Choice(str(place), words, more) for place, (words, more, _) in enumerate(ways)]
        if self.meeting.review.run.item:
            choices.append(Choice("ask", f"Ask the room for {EXTENSION} more minutes", "by a show of hands"))
        at = pace(self.meeting.review, self.meeting.clock.now())
        way = await answer(self, Choose("Re-plan what is left", choices, _standing(at.spare)))
        if way == "ask":
            await self._ask_the_room()
        elif way:
            self.ask(ways[int(way)][2])
        self.show_now()

    async def _ask_the_room(self) -> None:
        """Put more minutes for the present item to the room; the facilitator counts hands and says what came of it."""
        review = self.meeting.review
        item = review.get(Item, review.run.item or "")
        await self.show_card(f"{EXTENSION} more minutes for {item.text}? Hands up.")
        result = [
            Choice("yes", "Most hands are up", f"{item.text} {item.minutes} → {item.minutes + EXTENSION} min"),
            Choice("no", "The room goes on", "nothing changes"),
        ]
        said = await answer(self, Decide("What did the room say?", result))
        self.end_words()
        if said == "yes":
            self.ask(Minutes(item=item.id, minutes=EXTENSION))

    def _ways(self) -> "list[tuple[str, str, AnyEdit]]":
        now, review = self.meeting.clock.now(), self.meeting.review
        replan = Replan(at=now)
        ways: list[tuple[str, str, AnyEdit]] = []
        label = replan.label(review)
        if label != "re-plan: ":
            ways.append(("Shorten in proportion", label.removeprefix("re-plan: "), replan))
        here = review.run.item
        others = [item for item in ahead(review) if item.id != here]
        for item in others:
            minutes = min(3, item.minutes - item.least)
            if here and minutes > 0 and not item.protected:
                what = f"{item.text} {item.minutes} → {item.minutes - minutes} min"
                borrow = Borrow(source=item.id, target=here, minutes=minutes)
                ways.append((f"Borrow {minutes} min from {item.text}", what, borrow))
        for item in others:
            if not item.protected:
                ways.append((f"Park {item.text}", f"gives {item.minutes} min back", ParkItem(item=item.id)))
        for item in review.agenda:
            if item.parked:
                back = ParkItem(item=item.id, parked=False)
                ways.append((f"Bring {item.text} back", f"takes {item.minutes} min", back))
        return ways

    def _ask_about(self, away: float) -> None:
        self._away += away
        if self._away == away:
            self._ask_whether_it_counts(say_length(timedelta(seconds=away)))

    @work(group="away")
    async def _ask_whether_it_counts(self, length: str) -> None:
        choices = [
            Choice("out", "Leave it out", "the meeting goes on where it stood"),
            Choice("count", "It counts", "people went on talking"),
        ]
        question = f"The clock ran for {length} while this screen was away. Does that time count?"
        how = await answer(self, Decide("Welcome back", choices, question))
        # Whoever closes the lid again before answering means all of it.
        away, self._away = self._away, 0.0
        if how == "out":
            self.ask(LeaveOut(seconds=_within(away), at=self.meeting.clock.now()))
            self.show_now()
        self.meeting.beat()


def _within(seconds: float) -> float:
    """The seconds, or as many as can be left out at once: a machine's clock may be off by decades."""
    return max(-LONGEST, min(LONGEST, seconds))


def _standing(spare: float | None) -> str:
    if spare is None:
        return "The meeting has not begun."
    minutes = f"{int(abs(spare) // 60)} min"
    return f"By plan the meeting ends {minutes} early." if spare >= 0 else f"By plan the meeting ends {minutes} late."
