"""A card: one sentence for the whole room, with nothing around it."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Middle
from textual.content import Content
from textual.widgets import Static

from pmfacil.dialogs.dialog import Dialog


class Card(Dialog[None]):
    """Shows sentences to the room, one at a time; one alone is closed by any key."""

    DEFAULT_CSS = """
    Card {
        background: $background;
        & Middle { width: 100%; height: 1fr; align: center middle; }
        & #sentence {
            width: 80%;
            max-width: 72;
            height: auto;
            padding: 2 4;
            text-align: center;
            text-style: bold;
            border: heavy $primary;
            background: $surface;
        }
        & #place { width: 100%; height: 1; text-align: center; color: $text-muted; }
    }
    """
    BINDINGS = [
        Binding("right,down,space,enter,pagedown", "turn(1)", "Next", id="card.next", tooltip="The next sentence"),
        Binding("left,up,pageup", "turn(-1)", "Back", id="card.back", tooltip="The sentence before"),
    ]

    def __init__(self, sentences: Sequence[str], first: int = 0) -> None:
        super().__init__()
        self._sentences = sentences
        self._place = first

    @property
    def words(self) -> str:
        """The sentence that shows."""
        return self._sentences[self._place]

    def compose(self) -> ComposeResult:
        """The sentence in the middle, and where it stands among the others below."""
        with Middle():
            yield Static(id="sentence")
        yield Static(id="place")

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """A sentence alone is closed by any key, which does nothing else."""
        if len(self._sentences) == 1:
            event.stop()
            event.prevent_default()
            self.give(None)

    def on_click(self) -> None:
        """A click goes on, too."""
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        """Show the next or the previous one; after the last the card closes."""
        if self._place + step >= len(self._sentences):
            self.give(None)
            return
        self._place = max(0, self._place + step)
        self._show()

    def _show(self) -> None:
        self.query_one("#sentence", Static).update(Content(self.words))
        many = len(self._sentences)
        words = f"{self._place + 1} of {many} · → goes on · esc closes" if many > 1 else "any key closes"
        self.query_one("#place", Static).update(Content(words))


class FollowedCard(Dialog[str]):
    """A sentence that somebody else shows to the room, and closes."""

    DEFAULT_CSS = Card.DEFAULT_CSS.replace("Card {", "FollowedCard {")

    def __init__(self, words: str, closes: str, *, held: bool = False) -> None:
        """Begin with the sentence, the name of whoever closes it, and whether the lead can be taken back here."""
        super().__init__()
        self.words = words
        self._closes = closes
        self._held = held
        self._over = False

    def compose(self) -> ComposeResult:
        """The sentence in the middle, and who closes it below."""
        with Middle():
            yield Static(Content(self.words), id="sentence")
        back = " · esc takes the lead back" if self._held else ""
        yield Static(Content(f"{self._closes} closes it{back}"), id="place")

    def end(self) -> None:
        """Close it, as soon as nothing lies over it."""
        self._over = True
        self.give(None)

    def on_screen_resume(self) -> None:
        """Close once what lay over it is gone, if it was ended meanwhile."""
        if self._over:
            self.give(None)

    def on_key(self, event: events.Key) -> None:
        """Do nothing but lead out: it would be gone here alone, and nobody would know."""
        event.stop()
        event.prevent_default()
        if event.key == "q":
            self.give("leave")
        elif event.key == "escape" and self._held:
            self.give("lead")
