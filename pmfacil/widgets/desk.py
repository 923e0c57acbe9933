"""The desk: what the one who leads needs to see and the room does not, in two panels beside the board."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from pmfacil.clock import Clock
from pmfacil.coach.phrases import Moment, Phrases
from pmfacil.review.part import Id
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.sessions.wire import Present, Shown
from pmfacil.widgets.coach import CoachPanel, NoticeRow
from pmfacil.widgets.desk_rows import (
    PhraseRow,
    card_rows,
    held,
    lead_rows,
    pace_rows,
    phrase_rows,
    present_rows,
    shown_rows,
    unheard_rows,
)
from pmfacil.widgets.key_line import key_of
from pmfacil.widgets.opening import Heard
from pmfacil.widgets.rows import SPACE, Row
from pmfacil.widgets.walked import BoardEnd, WalkedRows

_TO_ROOM, _TO_SAY = "shows it to the room", "takes it to read aloud"
_PHRASES = (("Phrases", "heading"),)


class PhraseAsked(Message):
    """A sentence is to be shown to the room."""

    def __init__(self, phrase: Id, words: str) -> None:
        super().__init__()
        self.phrase = phrase
        self.words = words


class PeopleAsked(Message):
    """Somebody wants to see who was not heard yet."""


class PhrasesMet(Message):
    """What letters do may be another thing now: the hand, or the focus, went among the phrases or away from them."""


class AtDesk(WalkedRows):
    """What both panels of the desk know: the moment, what the room sees, who is here, who was heard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "heard", "Has spoken", id="desk.heard", show=False, tooltip="Count the person in hand as heard"),
    ]
    heard: var[frozenset[Id]] = var(frozenset[Id], init=False)
    """Who has said something; kept nowhere but here (P2)."""
    shown_to_room: var[Shown] = var(Shown, init=False)
    """What whoever leads shows."""
    present: var[Present] = var(Present, init=False)
    """Who is connected, and who leads."""

    def __init__(self, review: Review, clock: Clock, own: str = "") -> None:
        """Begin with a review, and with the id of the terminal at which this is."""
        super().__init__(review, clock)
        self.set_classes("panel")
        self.now = clock.now()
        self.own = own
        self._pace: Sequence[Row] = ()

    def slice(self, review: Review) -> tuple[object, ...]:
        """What the pace and the list of people are made of, and what can be in hand."""
        return (review,)

    def tick(self, now: datetime) -> None:
        """Show this moment."""
        self.now = now
        if self.is_mounted and self._pace and self._paced() != self._pace:
            self._redraw()

    @property
    def leads(self) -> bool:
        """Whether the clock and the board are led from here."""
        return self.present.leader in ("", self.own)

    def watch_heard(self) -> None:
        """Draw who is worth asking."""
        self._redraw()

    def watch_shown_to_room(self) -> None:
        """Draw what the room sees."""
        self._redraw()

    def watch_present(self) -> None:
        """Draw who is here."""
        self._redraw()

    def on_resize(self) -> None:
        """Draw what is wrapped only now that the width is known."""
        self.refresh()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the hand, and what its keys are; or hide it: there is one on the board, too."""
        super().watch_has_focus(_has_focus)
        if self.is_mounted:
            self._redraw()

    def on_board_end(self, event: BoardEnd) -> None:
        """Go nowhere at the end of a panel: only a board that fills the screen is paged on to the next item."""
        event.stop()

    def drawn_from(self, line: int) -> Hashable:
        """All that a line is drawn from, but its width and the looks."""
        return self.has_focus, super().drawn_from(line)

    def drawn(self, line: int) -> Strip:
        """A line as it is drawn with the looks of this moment, with a hand only if the keys go there."""
        hand = self.cursor
        self.cursor = hand if self.has_focus else None
        strip = super().drawn(line)
        self.cursor = hand
        return strip

    def action_heard(self) -> None:
        """Count the person in hand as heard, or go to those who were not."""
        if isinstance(person := self.selected, Person):
            self.post_message(Heard(person.id))
        else:
            self.begin_people()

    def begin_people(self) -> None:
        """Ask for those who were not heard yet."""
        self.post_message(PeopleAsked())

    def _paced(self) -> Sequence[Row]:
        return pace_rows(self.review, self.now, self.leads)

    def _hold(self, wanted: Callable[[Row], bool]) -> None:
        places = [place for place, row in enumerate(self.shown) if wanted(row)]
        if places:
            self._take(places[0])


class PacePanel(AtDesk):
    """Shows how the meeting stands, what the room sees, who was not heard yet, and who is connected."""

    def rows(self) -> Sequence[Row]:
        """How the meeting stands."""
        self._pace = self._paced()
        return [
            *self._pace,
            SPACE,
            *shown_rows(self.review, self.shown_to_room, self.present, self.own),
            SPACE,
            *unheard_rows(self.review, self.heard),
            SPACE,
            *present_rows(self.present, self.own),
        ]

    def begin_people(self) -> None:
        """Take the first in hand who was not heard yet."""
        self._hold(lambda row: isinstance(row.part, Person))
        self.focus()


class DeskPanel(AtDesk, CoachPanel):
    """Shows what the coach has to say, and what can be said to the room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="coach.close", show=False, tooltip="Out of the phrases, or to the board"),
    ]
    phrases: var[Phrases | None] = var(None, init=False)
    """All that can be said, once it is read."""
    words_over: var[str] = var("", init=False)
    """The sentence that was put over the room's screen from here."""

    def __init__(self, review: Review, clock: Clock, own: str = "") -> None:
        super().__init__(review, clock, own)
        self._opened: Moment | None = None
        self._moved = False
        """Whether somebody has moved the hand since it came here."""
        self._from_title = False
        """Whether the phrases were asked for, and nobody has moved the hand since."""

    def watch_thoughts(self) -> None:
        """Draw what the coach thinks now; the hand is on top until it is moved, and gets among the phrases only so."""
        among = isinstance(self.row, PhraseRow)
        self._redraw()
        if not self._moved or (isinstance(self.row, PhraseRow) and not among):
            self.begin()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Say where the letters go now."""
        super().watch_has_focus(_has_focus)
        self.post_message(PhrasesMet())

    def watch_phrases(self) -> None:
        """Draw what can be said."""
        self._redraw()

    def watch_words_over(self) -> None:
        """Draw what the room is asked, and show it."""
        self._redraw()
        self.scroll_home(animate=False)

    def rows(self) -> Sequence[Row]:
        """Who leads, if it is somebody else; what the coach notices; then the phrases."""
        coach = list(super().rows())
        if self.has_focus and isinstance(row := self.row, NoticeRow) and row.question:
            coach[0] = replace(coach[0], marks=(f"enter {_TO_ROOM if self.leads else _TO_SAY}",))
        over = card_rows(self.words_over, self.leads)
        return [*lead_rows(self.present, self.own), *over, *coach, *self._phrase_rows()]

    def suits(self, key: Binding) -> bool | None:
        """Whether a key is the one for the row in hand, or none for it; `None` if it is as usual."""
        dismissable = isinstance(self.row, NoticeRow) and self.row.about is not None
        if key.id in ("coach.dismiss", "coach.dismiss-all"):
            return None if dismissable and key.id == "coach.dismiss" else False
        return True if key.id == "coach.take" else None

    @property
    def among_phrases(self) -> bool:
        """Whether a letter opens a moment now."""
        return self.has_focus and isinstance(self.row, PhraseRow)

    def begin(self) -> None:
        """Take the first row in hand."""
        super().begin()
        self._moved = False

    def begin_phrases(self) -> None:
        """Take the first kind of moment in hand, with all of them in sight: from here on a letter opens one."""
        self._opened = None
        self._redraw()
        self._hold(lambda row: isinstance(row, PhraseRow))
        self._from_title = isinstance(self.row, PhraseRow)
        self.focus()
        self._redraw()

    def reveal(self, place: int) -> None:
        """Scroll until a row is in sight, or until the phrases begin on top."""
        if self._from_title and self._tops:
            title = next(place for place, row in enumerate(self.shown) if row.paragraphs == _PHRASES)
            self.scroll_to(y=self._tops[title], animate=False, immediate=True)
        super().reveal(place)

    def on_key(self, event: events.Key) -> None:
        """Among the phrases a letter opens its moment."""
        if not isinstance(self.row, PhraseRow) or not self.phrases or not event.character:
            return
        if moment := self.phrases.at(event.character.lower()):
            event.stop()
            event.prevent_default()
            self._open(moment)

    def action_take(self) -> None:
        """Open or fold the moment in hand, have its sentence shown, or do what the coach offers."""
        row = self.row
        if row and row.paragraphs == _PHRASES:
            self.begin_phrases()
        elif not isinstance(row, PhraseRow):
            super().action_take()
        elif row.phrase:
            self.post_message(PhraseAsked(row.phrase, row.said))
        elif row.moment == self._opened:
            self._fold()
        else:
            self._open(row.moment)

    async def action_back(self) -> None:
        """End the sentence over the room's screen, fold the moment that is open, leave the phrases, or the desk."""
        if self.words_over:
            await self.run_action("screen.nearest")
        elif self._opened:
            self._fold()
        elif self.among_phrases:
            self.begin()
        else:
            await self.run_action("screen.nearest")

    def _take(self, place: int) -> None:
        # Titles say what a key does now: a letter opens a moment only where the hand is among the phrases.
        before, self._moved, self._from_title = _kind(self.row), True, False
        super()._take(place)
        if before != _kind(self.row):
            self._redraw()
            self.refresh_bindings()
            self.post_message(PhrasesMet())

    def _unheard(self) -> list[Row]:
        # Who leads looks for words more often than for a name; it is said with how the meeting stands.
        return []

    def _phrase_rows(self) -> Sequence[Row]:
        if self.phrases is None:
            return []
        among = self.among_phrases
        how = "a letter opens" if among else f"{key_of(self.screen, 'meeting.phrase')}, then a letter"
        part = held(self.review, self.shown_to_room)
        # Here the hand can be while a letter still is what it is elsewhere.
        return [Row(_PHRASES, marks=(how,)), *phrase_rows(self.phrases, self._opened, part, self.review)]

    def _open(self, moment: Moment) -> None:
        self._opened = moment
        self._redraw()
        self._hold(lambda row: isinstance(row, PhraseRow) and row.moment == moment and bool(row.phrase))

    def _fold(self) -> None:
        moment, self._opened = self._opened, None
        self._redraw()
        self._hold(lambda row: isinstance(row, PhraseRow) and row.moment == moment)


def _kind(row: Row | None) -> tuple[object, ...]:
    return type(row), isinstance(row, NoticeRow) and (bool(row.question), row.about is not None)
