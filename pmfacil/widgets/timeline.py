"""The board of the timeline: what happened, in order, and where nothing is known."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from pmfacil.dialogs.fields import FIELDS, Asking, Field
from pmfacil.dialogs.form import Answers
from pmfacil.review.edit import Add, Change
from pmfacil.review.edits import AnyEdit
from pmfacil.review.gaps import Gap, gaps, recollections
from pmfacil.review.part import Id, Part
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.review.timeline import Event
from pmfacil.review.times import say_length
from pmfacil.typeahead import asks
from pmfacil.widgets.board import Board
from pmfacil.widgets.phase_strip import phase_strip
from pmfacil.widgets.rows import SPACE, Row, heading, hint
from pmfacil.widgets.timeline_filters import ALL, FILTERS, moments, untimed
from pmfacil.widgets.timeline_rows import GapRow, Rail
from pmfacil.widgets.timeline_typed import TYPED_EVENT, TYPED_TIME, new_event
from pmfacil.widgets.when import when

ROOM = 20
"""Lines of a board that leave room for more than the bar above the rail."""
_INVITATION = (
    "Begin with the first trigger: a release, a change, a rise in load. Press a and write its time and what happened.",
    "For example: 10:02 Release 41 goes out ~trigger from:pipeline",
    "The order does not matter: every event finds its place by its time.",
)
_ADVICE = (
    "Its time decides its place. All of it may stand on one line, as in: 23:27 The pager goes off ~detection "
    "from:alert ! – where ! is a milestone, and * is something customers could see."
)
_MARKS = ((False, False), (True, False), (False, True), (True, True))
"""Milestone, customer-facing: in the order in which `s` gives them."""


class TimelineBoard(Board):
    """Shows the events on a rail, the silences between them, and the phases on top."""

    TITLE = "Timeline"
    QUESTION = "What happened next, and who or what showed it?"
    HELP = (
        "## Timeline\n\nAsk what people saw and knew at that moment, not what turned out to be true; "
        "where two remember it differently, write both down."
    )
    DEFAULT_CSS = """
    TimelineBoard {
        & .rows--strong { text-style: bold; }
        & .rows--phase { color: $primary; }
        & .rows--day { color: $text-muted; text-style: bold; }
        & .rows--silence { color: $text-warning; }
    }
    """
    OWN_LOOKS: ClassVar[tuple[str, ...]] = ("strong", "phase", "day", "silence")
    COMPONENT_CLASSES = {f"rows--{look}" for look in OWN_LOOKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t",
            "filter",
            "Filter",
            id="timeline.filter",
            tooltip="Everything, decisions, who told whom, what customers could see",
        ),
        Binding(
            "R",
            "recollect",
            "Recollection",
            id="timeline.recollect",
            tooltip="Somebody else's memory of the event in hand, beside it",
        ),
        Binding(
            "s",
            "state",
            "State",
            id="board.state",
            show=False,
            tooltip="A milestone, something customers could see, both, or neither",
        ),
    ]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.filter = ALL
        """Which thread shows."""
        self.limit = timedelta(minutes=Policies().gap_minutes)
        """The longest silence that needs no reason."""
        self._drawn_for = (0, False)

    def on_mount(self) -> None:
        """Draw, by the limit that the team has set."""
        self.limit = timedelta(minutes=self.policies.gap_minutes)
        super().on_mount()

    def slice(self, review: Review) -> tuple[object, ...]:
        """What stands on the rail, what it is linked with, and the zone."""
        threads = (review.events, review.decisions, review.told, review.messages)
        return (*threads, review.incident, review.links, review.whys, review.actions, review.lessons)

    def on_resize(self) -> None:
        """Draw the bar and the days as the new size wants them."""
        if self._drawn_for != self._room():
            self._redraw()

    def select(self, part: Id) -> None:
        """Take a part in hand, also if the filter hides it so far."""
        super().select(part)
        if self._coming and self.is_mounted and any(event.id == part for event in self.review.events):
            self._redraw()

    def rows(self) -> Sequence[Row]:
        """The bar of the phases, and below it the rail."""
        review = self.review
        width, brief = self._drawn_for = self._room()
        strip = phase_strip(review, width, brief=brief)
        shown = moments(review, self.filter)
        silences = gaps(review, self.limit) if self.filter is ALL else None
        rows = [*strip, *([SPACE] if strip else []), heading(self.filter.title, self._about(len(shown), silences))]
        if not review.events and self.filter is ALL:
            return [*rows, hint(_INVITATION[0], adds=Event), *(hint(line) for line in _INVITATION[1:])]
        rows += Rail(review, width).rows(shown, silences)
        rows += [] if shown else [hint(self.filter.empty, adds=Event)]
        if more := untimed(review, self.filter):
            rows.append(hint(f"{more} more without a time: see the board “{self.filter.board}”."))
        return rows

    def adds(self) -> type[Part]:
        """An event."""
        return Event

    @asks
    async def action_add(self) -> None:
        """Ask for an event: its time, and the rest behind it or below."""
        await self._ask_event("New event", {}, None, _ADVICE)

    @asks
    async def action_recollect(self) -> None:
        """Ask how somebody else remembers the event in hand."""
        event = self.held()
        if isinstance(event, Event):
            first = next(group[0] for group in recollections(self.review.events) if event in group)
            title = f"Another recollection of {when(first.at, self.review)}"
            advice = f"Beside: {short(first.text, 100)}. Both stay as they were told; nobody has to be right."
            await self._ask_event(title, {"at": first.at, "kind": first.kind}, first, advice)
        elif event is not None:
            self.say("Only an event has another recollection; t shows all of them.")

    @asks
    async def action_edit(self) -> None:
        """Ask for other values of the part in hand, or for the reason of a silence."""
        if isinstance(self.row, GapRow):
            await self._ask_reason(self.row.gap)
        elif part := self.selected:
            await self.ask_change(part, FIELDS[type(part)])
        else:
            self.action_add()

    async def ask_change(self, part: Part, fields: Sequence[Field]) -> None:
        """Ask for other values, with times as the capture line reads them."""
        await super().ask_change(part, [TYPED_TIME if field.name == "at" else field for field in fields])

    @asks
    async def action_move(self) -> None:
        """Say that time alone decides the place."""
        if self.held():
            self.say("Its time decides its place; press e and give it another time.")

    def action_state(self) -> None:
        """Mark the event in hand as a milestone, as something customers could see, as both or neither."""
        event = self.held()
        if isinstance(event, Event):
            place = _MARKS.index((event.milestone, event.customer_facing))
            milestone, customer_facing = _MARKS[(place + 1) % len(_MARKS)]
            self.request(Change(id=event.id, changes={"milestone": milestone, "customer_facing": customer_facing}))
        elif event is not None:
            self.say("Only an event is a milestone or not.")

    def action_filter(self) -> None:
        """Show the next thread, and after the last one everything again."""
        self.filter = FILTERS[(FILTERS.index(self.filter) + 1) % len(FILTERS)]
        self._redraw()
        self.say(f"The timeline shows: {self.filter.title.lower()}.")

    def held(self) -> Part | None:
        """The part in hand; says so if there is none, or only a silence."""
        if isinstance(self.row, GapRow):
            self.say("This is a silence: e asks for its reason, a adds an event.")
            return None
        return super().held()

    async def _ask_event(self, title: str, values: Mapping[str, Any], first: Event | None, advice: str) -> None:
        asking = Asking(self.review, self.today())

        def becomes(answers: Answers) -> AnyEdit:
            event = self.made(Event, new_event(answers.values, asking))
            return Add(part=event.changed(recollects=first.id) if first else event)

        fields = [TYPED_EVENT, *(field for field in FIELDS[Event] if field.name != "at")]
        await self.ask(title, fields, values, (Event.table, f"beside {first.id}" if first else None), becomes, advice)

    async def _ask_reason(self, gap: Gap) -> None:
        fields = [field for field in FIELDS[Event] if field.name == "gap_note"]
        ends = (f"{when(event.at, self.review)} {short(event.text, 80)}" for event in (gap.before, gap.after))

        def becomes(answers: Answers) -> AnyEdit | None:
            return Change(id=gap.after.id, changes=answers.changes()) if answers.touched else None

        title = f"{say_length(gap.length())} without a word"
        await self.ask(title, fields, gap.after.__dict__, ("gaps", gap.after.id), becomes, "\n".join(ends))

    def _room(self) -> tuple[int, bool]:
        """The width in cells, and whether there is room for little more than the rail."""
        return self._width, self.size.height < ROOM

    def _about(self, count: int, silences: Sequence[Gap] | None) -> str:
        """How much shows, or what asks for a reason, and in which zone the times are."""
        asking = sum(not gap.reason() for gap in silences or ())
        words = f"{asking} gap{'s' if asking > 1 else ''} to explain" if asking else str(count) if count > 1 else ""
        return " · ".join(filter(None, (words, f"times in {self.review.incident.timezone}")))

    def _redraw(self) -> None:
        if any(event.id == self._coming and not self.filter.holds(event) for event in self.review.events):
            # What was just written down is never hidden by the filter.
            self.filter = ALL
        super()._redraw()
