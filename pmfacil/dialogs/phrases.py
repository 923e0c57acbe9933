"""The phrase panel: a letter for the kind of moment, a phrase to show to the room or to copy."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from pmfacil.coach.phrases import Moment, Phrase, Phrases, fill
from pmfacil.dialogs.dialog import Dialog
from pmfacil.dialogs.walk import Page, Spot, Walk
from pmfacil.review.part import Part
from pmfacil.review.review import Review

COLUMN = 36
"""Cells that a moment with its letter may take."""


@dataclass(frozen=True)
class Chosen:
    """A phrase that was chosen, as it is to be said."""

    phrase: Phrase
    text: str
    copy: bool
    """Whether to copy it; else it is shown to the room."""


class MomentList(Walk):
    """The kinds of moment with their letters, in two columns where there is room."""

    def __init__(self, moments: Sequence[Moment]) -> None:
        super().__init__("moments")
        self._moments = moments
        self.count = len(moments)

    def spots(self, width: int) -> Sequence[Spot]:
        """Down the first column, then down the second."""
        columns = 2 if width >= 2 * COLUMN else 1
        rows, across = -(-self.count // columns), width // columns
        pitch = self._pitch
        return [Spot(place // rows * across, place % rows * pitch, across, pitch) for place in range(self.count)]

    def lines(self, width: int) -> Sequence[Content]:
        """A letter and a label each."""
        spots = self.spots(width)
        lines = [Content() for _ in range(max((spot.y + spot.height for spot in spots), default=1))]
        for place, (spot, moment) in enumerate(zip(spots, self._moments, strict=True)):
            held = place == self.hand
            cell = Content.assemble(
                ("▌ " if held else "  ", "$primary"),
                (f"{moment.letter}  ", "bold $accent"),
                (moment.label, "bold" if held else ""),
            )
            lines[spot.y] = lines[spot.y].pad_right(max(0, spot.x - lines[spot.y].cell_length)) + cell
        return lines

    @property
    def _pitch(self) -> int:
        """Lines from one to the next: a list that fits anyhow is given air."""
        return 2 if self.app.size.height >= 28 and self.count <= 20 else 1

    @property
    def held(self) -> Moment | None:
        """The one in hand."""
        return self._moments[self.hand] if self._moments else None


class PhraseList(Walk):
    """Phrases one below the other, wrapped."""

    def __init__(self) -> None:
        super().__init__("phrases")
        self._said: Sequence[tuple[Phrase, str]] = ()

    def list(self, said: Sequence[tuple[Phrase, str]]) -> None:
        """Show these, each with the words to say."""
        self._said = said
        self.show(len(said))

    def spots(self, width: int) -> Sequence[Spot]:
        """Each as high as its words, with an empty line below."""
        spots: list[Spot] = []
        y = 0
        for _, text in self._said:
            height = len(_wrapped(text, width))
            spots.append(Spot(0, y, width, height))
            y += height + 1
        return spots

    def lines(self, width: int) -> Sequence[Content]:
        """The words, and a bar along those in hand."""
        if not self._said:
            return [Content.styled("No phrase has these words.", "$text-muted")]
        lines: list[Content] = []
        for place, (_, text) in enumerate(self._said):
            held = place == self.hand
            for line in _wrapped(text, width):
                lines.append(
                    Content.assemble(("▌ " if held else "  ", "$primary"), line.stylize("bold" if held else ""))
                )
            lines.append(Content())
        return lines

    @property
    def held(self) -> tuple[Phrase, str] | None:
        """The one in hand, with its words."""
        return self._said[self.hand] if self._said else None


class Phrasebook(Dialog[Chosen]):
    """Asks which phrase; gives it back with the thing in hand in its place."""

    DEFAULT_CSS = """
    Phrasebook {
        & Page { scrollbar-size-vertical: 1; }
        & Input { dock: top; background: $panel; margin-bottom: 1; display: none; }
        & Input.shown { display: block; }
    }
    """
    AUTO_FOCUS = "#moments"
    BINDINGS = [
        Binding("enter", "take", "Show", id="phrases.show", tooltip="Open the moment, or show the phrase to the room"),
        Binding("y", "copy", "Copy", id="phrases.copy", tooltip="Copy the phrase in hand"),
        Binding("slash", "search", "Search", id="phrases.search", key_display="/", tooltip="Search all phrases"),
        Binding("down", "step(0, 1)", "Next", id="phrases.next", tooltip="The one below"),
        Binding("up", "step(0, -1)", "Previous", id="phrases.previous", tooltip="The one above"),
        Binding("pagedown", "step(0, 1, 5)", "On", id="phrases.on", tooltip="Some further down"),
        Binding("pageup", "step(0, -1, 5)", "Back", id="phrases.back", tooltip="Some further up"),
        Binding("right", "step(1, 0)", "Right", id="phrases.right", tooltip="The column at the right"),
        Binding("left", "step(-1, 0)", "Left", id="phrases.left", tooltip="The column at the left"),
    ]

    def __init__(self, phrases: Phrases, part: Part | None, review: Review) -> None:
        super().__init__()
        self._phrases = phrases
        self._part = part
        self._review = review

    def compose(self) -> ComposeResult:
        """A line to search with, the moments, and the phrases of one of them."""
        with Page(classes="dialog--box"):
            yield Input(placeholder="words of a phrase", compact=True)
            yield MomentList(self._phrases.moments)
            yield PhraseList()

    def on_mount(self) -> None:
        """Begin with the moments."""
        self._turn_to("moments", "What would help now?", "a letter opens · / searches · esc closes")

    def on_key(self, event: events.Key) -> None:
        """A letter opens its moment at once, from another moment too."""
        if event.character and not isinstance(self.focused, Input):
            moment = self._phrases.at(event.character.lower())
            if moment:
                event.stop()
                event.prevent_default()
                self._open(moment)

    def on_walk_taken(self) -> None:
        """A click is as good as enter."""
        self.action_take()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the phrases that hold what was typed, in their own words or in their moment's."""
        words = event.value.casefold().split()
        found: list[tuple[Phrase, str]] = []
        for moment in self._phrases.moments:
            for phrase, text in self._said(moment):
                if all(word in f"{moment.label} {text}".casefold() for word in words):
                    found.append((phrase, text))
        self.query_one(PhraseList).list(found)

    def on_input_submitted(self) -> None:
        """Enter in the line shows the phrase in hand."""
        self.action_take()

    def action_take(self) -> None:
        """Open the moment in hand, or give back the phrase in hand to be shown."""
        if not self.query_one(MomentList).has_class("shown"):
            self._give(copy=False)
        elif moment := self.query_one(MomentList).held:
            self._open(moment)

    def action_copy(self) -> None:
        """Give back the phrase in hand to be copied."""
        if self.query_one(PhraseList).has_class("shown"):
            self._give(copy=True)

    def action_search(self) -> None:
        """Search all phrases, from an empty line."""
        line = self.query_one(Input)
        line.value = ""
        self.on_input_changed(Input.Changed(line, ""))
        self._turn_to("phrases", "All phrases", "enter shows it · tab, y copies · esc back")
        line.add_class("shown").focus()

    def action_step(self, dx: int, dy: int, times: int = 1) -> None:
        """Move the hand; up from the first phrase leads back to the line."""
        line = self.query_one(Input)
        shown = self.query_one(".shown", Walk) if not line.has_class("shown") else self.query_one(PhraseList)
        moved = sum(shown.step(dx, dy) for _ in range(times)) > 0
        if dy and line.has_class("shown"):
            self.set_focus(shown if moved or dy > 0 else line, scroll_visible=False)

    def action_close(self) -> None:
        """Go back to the moments, or close."""
        if self.query_one(MomentList).has_class("shown"):
            self.give(None)
        else:
            self.on_mount()

    def _open(self, moment: Moment) -> None:
        self.query_one(PhraseList).list(self._said(moment))
        self._turn_to("phrases", moment.label, "enter shows it · y copies · esc back")

    def _said(self, moment: Moment) -> list[tuple[Phrase, str]]:
        return [(phrase, fill(phrase.text, self._part, self._review)) for phrase in self._phrases.of(moment.id)]

    def _turn_to(self, name: str, title: str, keys: str) -> None:
        box = self.query_one(".dialog--box")
        box.border_title = Content(title)
        box.border_subtitle = keys
        self.query_one(Input).remove_class("shown")
        for walk in self.query(Walk):
            walk.set_class(walk.id == name, "shown")
        self.query_one(f"#{name}").focus()

    def _give(self, *, copy: bool) -> None:
        if held := self.query_one(PhraseList).held:
            self.give(Chosen(*held, copy=copy))


def _wrapped(text: str, width: int) -> list[Content]:
    return Content(text).wrap(max(width - 2, 8))
