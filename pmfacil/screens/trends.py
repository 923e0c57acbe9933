"""Patterns over all reviews of a library: systems and counts, never people."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from pmfacil.clock import Clock, SystemClock
from pmfacil.coach.patterns.facts import ReviewFacts, key
from pmfacil.coach.patterns.report import headline
from pmfacil.coach.patterns.squares import Square
from pmfacil.coach.patterns.trends import Trends, trends_of
from pmfacil.dialogs.choose import Choice, Choose
from pmfacil.dialogs.dialog import answer
from pmfacil.packs import read_squares
from pmfacil.review.policies import Policies
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library
from pmfacil.sessions.patterns import Known, known_facts
from pmfacil.typeahead import asks
from pmfacil.widgets.key_line import KeyLine
from pmfacil.widgets.trends_rows import TrendsRows, trends_rows

_EVERY = 100
"""So many reviews are read between two words on how far it is."""
_SPANS = (("90", "The last 90 days"), ("365", "The last 12 months"))


class TrendsScreen(Screen[str | None]):
    """Shows patterns, and is dismissed with the id of a review that is to be opened, or with nothing."""

    DEFAULT_CSS = """
    TrendsScreen {
        & #top { height: auto; padding: 0 1; background: $panel; }
        & #title { width: auto; text-style: bold; padding-right: 2; }
        & #over { width: 1fr; height: auto; color: $text-muted; }
        & TrendsRows { height: 1fr; }
    }
    """
    AUTO_FOCUS = "TrendsRows"
    HELP = (
        "## Patterns\n\nWhat several reviews show together. Look at a square that is hit three times, and ask its "
        "question where time can be planned for the answer. Restricted reviews are left out, and nobody is counted."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="trends.open", tooltip="Open the review in hand"),
        Binding("f", "filter", "Filter", id="trends.filter", tooltip="Only one service, or only the last months"),
        Binding("question_mark", "help", "Help", id="trends.help", key_display="?", tooltip="What works here"),
        Binding("escape,q", "leave", "Back", id="trends.leave", key_display="esc", tooltip="Back to the library"),
    ]

    def __init__(self, library: Library, clock: Clock | None = None, policies: Policies | None = None) -> None:
        super().__init__()
        self._library = library
        self._clock = clock or SystemClock()
        self._policies = policies or Policies()
        self._squares: Sequence[Square] = ()
        self._known: Known | None = None
        self._service = ""
        self._days = 0

    def compose(self) -> ComposeResult:
        """What it is over, the patterns, the keys."""
        with Horizontal(id="top"):
            yield Static("Patterns", id="title")
            yield Static("Reading the library", id="over")
        yield TrendsRows(self._clock)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to read."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key works now."""
        return self._known is not None or action not in ("open", "filter")

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        """Read every review that was not read before, and say how far it is."""

        def told(done: int, every: int) -> None:
            if not self.is_attached:
                raise _Left
            if done % _EVERY == 0:
                self.app.call_from_thread(self._say, f"Reading the library: {done} of {every}")

        squares = read_squares()
        try:
            with Index(self._library) as index:
                index.refresh(told)
                known = known_facts(index, squares, told)
        except SessionError as problem:
            self.app.call_from_thread(self._say, str(problem))
        except _Left:
            pass
        else:
            self.app.call_from_thread(self._take, squares, known)

    def _say(self, words: str) -> None:
        if self.is_attached:
            self.query_one("#over", Static).update(Content(words))

    def _take(self, squares: Sequence[Square], known: Known) -> None:
        if self.is_attached:
            self._squares, self._known = squares, known
            self.refresh_bindings()
            self._count(known)

    @work(thread=True, exclusive=True, group="count")
    def _count(self, known: Known) -> None:
        """See what the chosen reviews show together, without keeping anybody waiting."""
        today, asked = self._today(), (self._chosen, known.withheld, self._service)
        trends = trends_of(known.facts, self._squares, today, self._policies, *asked)
        self.app.call_from_thread(self._draw, trends)

    def _draw(self, trends: Trends) -> None:
        if self.is_attached:
            only = [f"service {self._service}"] if self._service else []
            only += [name.lower() for days, name in _SPANS if int(days) == self._days]
            self._say(f"Only {' · '.join(only)}: {headline(trends)}" if only else headline(trends))
            self.query_one(TrendsRows).give(trends_rows(trends))

    def _chosen(self, facts: ReviewFacts) -> bool:
        if self._service and key(self._service) not in map(key, facts["services"]):
            return False
        return not self._days or facts["day"] >= (self._today() - timedelta(days=self._days)).isoformat()

    def _today(self) -> date:
        return self._clock.now().astimezone().date()

    @asks
    async def action_filter(self) -> None:
        """Ask which reviews to look at, and do so."""
        known = self._known
        if known is None:
            return
        names = {key(name): name for facts in known.facts for name in facts["services"]}
        services = [Choice(f"service:{name}", name, "only this service") for _, name in sorted(names.items())]
        spans = [Choice(f"days:{days}", name) for days, name in _SPANS]
        chosen = await answer(self, Choose("Which reviews?", [Choice("every", "Every review"), *spans, *services]))
        if not chosen:
            return
        kind, _, value = chosen.partition(":")
        if kind == "every":
            self._service, self._days = "", 0
        elif kind == "days":
            self._days = int(value)
        else:
            self._service = value
        self._count(known)

    def action_open(self) -> None:
        """Leave for the review in hand."""
        if review := self.query_one(TrendsRows).in_hand:
            self.dismiss(review)
        else:
            self.notify("No single review stands behind this line; go on to one that is named.", markup=False)

    @asks
    async def action_help(self) -> None:
        """Show what works here."""
        from pmfacil.dialogs.help import Help

        await answer(self, Help(self.HELP or "", list(self.active_bindings.values())))

    def action_leave(self) -> None:
        """Leave for where one came from."""
        self.dismiss(None)


class _Left(Exception):
    """Nobody looks at it any more."""
