"""What an import would bring: tick what belongs into the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmfacil.capture.dates import say_day
from pmfacil.dialogs.dialog import Dialog
from pmfacil.dialogs.prefilled import Prefilled
from pmfacil.documents.timelines.imported import Imported, ImportedEvent
from pmfacil.documents.timelines.links import unlinked
from pmfacil.documents.timelines.placing import first_day
from pmfacil.documents.timelines.zones import zone_of
from pmfacil.review.review import Review
from pmfacil.review.text import short

_SENTENCES = 4
"""Sentences about the file that show."""


@dataclass(frozen=True)
class Chosen:
    """What is to be taken."""

    events: tuple[ImportedEvent, ...]
    zone: tzinfo | None
    """The zone of times for which the file names none; that of the review if `None`."""
    stated: tuple[ImportedEvent, ...] = ()
    """The start and the end of the incident, as the file says them."""
    first: date | None = None
    """The day that was shown for the first event, where the file names none."""


class Ticks(OptionList):
    """Events with a box each."""

    BINDINGS = [
        Binding("space", "select", "Tick", show=False),
        Binding("enter", "screen.take", "Take", show=False),
    ]


class ImportPreview(Dialog[Chosen]):
    """Shows the events of a file, what had to be guessed, and what was left out."""

    DEFAULT_CSS = """
    ImportPreview {
        & > .dialog--box { max-width: 120; }
        & .import--about { height: auto; color: $text-muted; }
        & #guessed { display: none; }
        & #guessed.shown { display: block; }
        & #zone-row { height: 1; margin-bottom: 1; }
        & #zone-label { width: auto; padding-right: 1; color: $text-muted; }
        & Input { width: 1fr; background: $panel; }
        & Input:focus { background: $primary 18%; }
        & Ticks { height: auto; max-height: 100%; background: $surface; border: none; padding: 0;
                  scrollbar-size-vertical: 1; }
        & Ticks:focus { border: none; }
        & Ticks > .option-list--option-highlighted, & Ticks:focus > .option-list--option-highlighted {
            background: $primary 25%;
            color: $foreground;
            text-style: none;
        }
        & Ticks > .option-list--option-disabled { color: $text-muted; text-style: bold; }
        & #problem { height: auto; color: $text-error; display: none; }
        & #problem.shown { display: block; }
    }
    """
    AUTO_FOCUS = "Ticks"
    BINDINGS = [
        Binding("a", "tick_all(True)", "All", id="import.all", tooltip="Tick all"),
        Binding("n", "tick_all(False)", "None", id="import.none", tooltip="Tick none"),
        Binding("ctrl+s", "take", "Take", id="import.take", tooltip="Take all that are ticked, as one edit"),
    ]

    def __init__(self, name: str, imported: Imported, review: Review, today: date) -> None:
        """Show what was read for a review from the file of this name."""
        super().__init__()
        self._name = name
        self._imported = imported
        self._review = review
        self._today = today
        self._first = self._day_in(review.incident.zone())
        self._ticked = [event.ticked for event in imported.events]

    def compose(self) -> ComposeResult:
        """About the file, the zone, the events."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = Content(f"Import from {short(self._name, 50)}")
            yield Static(Content(self._about()), classes="import--about")
            yield Static(id="guessed", classes="import--about")
            for sentence in _shown((*self._imported.left_out, *self._imported.guessed)):
                yield Static(Content(f"· {sentence}"), classes="import--about")
            with Horizontal(id="zone-row"):
                yield Static("Zone of times that name none", id="zone-label")
                zone = self._review.incident.timezone
                yield Prefilled(zone, zone, id="zone")
            ticks = Ticks(*self._options())
            first = next((place for place, option in enumerate(ticks.options) if not option.disabled), None)
            ticks.set_reactive(Ticks.highlighted, first)
            yield ticks
            yield Static(id="problem")

    def on_mount(self) -> None:
        """Say how many are ticked, and which day is meant."""
        self._count()
        self._say_day()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take this one, or do not."""
        place = int(event.option.id or 0)
        self._ticked[place] = not self._ticked[place]
        event.option_list.replace_option_prompt_at_index(event.option_index, self._prompt(place))
        self._count()

    def on_input_changed(self, event: Input.Changed) -> None:
        """In another zone another day may be the nearest."""
        first = self._day_in(zone) if (zone := zone_of(event.value.strip())) else self._first
        if first != self._first:
            self._first = first
            self._list_again()
            self._say_day()

    def on_input_submitted(self) -> None:
        """Enter in the zone takes what is ticked."""
        self.action_take()

    def action_tick_all(self, ticked: bool) -> None:
        """Tick all, or none."""
        self._ticked = [ticked] * len(self._ticked)
        self._list_again()
        self._count()

    def action_take(self) -> None:
        """Give back what is ticked."""
        typed = self.query_one("#zone", Input).value.strip()
        zone = zone_of(typed) if typed else None
        if typed and zone is None:
            problem = self.query_one("#problem", Static)
            problem.update(Content(f"“{short(typed, 40)}” is no time zone; write one like UTC or Europe/Berlin."))
            problem.add_class("shown")
            self.set_focus(self.query_one("#zone"))
            return
        events = tuple(event for event, taken in zip(self._imported.events, self._ticked, strict=True) if taken)
        self.give(Chosen(events, zone, self._imported.stated, self._first[0] if self._first else None))

    def _about(self) -> str:
        many = len(self._imported.events)
        events = "1 event" if many == 1 else f"{many:,} events"
        zone = f"its times are in {self._imported.zone}" if self._imported.zone else "it names no zone"
        return f"Read as {self._imported.shape}: {events}, {zone}."

    def _options(self) -> list[Option]:
        """The events, below a heading for each new day."""
        options: list[Option] = []
        above: date | None = None
        for place, event in enumerate(self._imported.events):
            day = self._day(event)
            if day and day != above:
                options.append(Option(Content(say_day(day, self._today)), disabled=True))
            above = day or above
            options.append(Option(self._prompt(place), id=str(place)))
        return options

    def _list_again(self) -> None:
        ticks = self.query_one(Ticks)
        here = ticks.highlighted_option
        ticks.clear_options()
        ticks.add_options(self._options())
        ticks.highlighted = ticks.get_option_index(here.id) if here and here.id else None

    def _day_in(self, zone: tzinfo) -> tuple[date, str] | None:
        return first_day(self._review, self._imported.events, zone, self._today)

    def _day(self, event: ImportedEvent) -> date | None:
        """The day of an event, as the file says it or as it is guessed."""
        if event.day or event.clock is None or self._first is None:
            return event.day
        try:
            return self._first[0] + timedelta(days=event.midnights)
        except OverflowError:
            return None

    def _say_day(self) -> None:
        guessed = self.query_one("#guessed", Static)
        guessed.update(Content(f"· {self._first[1]}" if self._first else ""))
        guessed.set_class(self._first is not None, "shown")

    def _prompt(self, place: int) -> Content:
        event = self._imported.events[place]
        time = f"{'~' if event.approx else ''}{(event.said() or '').rpartition('T')[2] if event.clock else '··:··'}"
        source = f"  {event.source}" if event.source else ""
        return Content.assemble(
            ("[✓] " if self._ticked[place] else "[ ] ", "bold"),
            (f"{time}  ", "$text-accent"),
            short(unlinked(event.text), 300),
            (source, "$text-muted"),
        )

    def _count(self) -> None:
        box = self.query_one(".dialog--box")
        box.border_subtitle = f"space ticks · a all · n none · enter takes {sum(self._ticked):,} · esc closes"


def _shown(sentences: Sequence[str]) -> list[str]:
    more = len(sentences) - _SENTENCES
    return [*sentences[:_SENTENCES], *([f"and {more} more of these."] if more > 0 else [])]
