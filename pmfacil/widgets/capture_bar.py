"""The bar in which everything is written down while people talk."""

from asyncio import sleep, to_thread
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, var
from textual.widgets import Input, Static
from textual.widgets._toast import ToastRack

from pmfacil.messages import Said
from pmfacil.review.part import Id
from pmfacil.review.review import Review
from pmfacil.widgets.key_line import key_of
from pmfacil.widgets.rows import wrapped

if TYPE_CHECKING:
    # Loaded when something is written: a bar that only shows needs to read nothing.
    from pmfacil.capture.reading import Place
    from pmfacil.coach.hints import Hint
    from pmfacil.review.edits import AnyEdit

_PAUSE = 0.1
"""Seconds without a key after which the coach looks at the line."""
_LOOKED_AT = 600
"""Characters at the end of the line at which the coach looks while it is typed; once it is kept, at all of them."""
_MOST_LINES = 3
"""Lines that a reading takes at most."""
_PLACEHOLDER = "Press : and write it down"
PROMPT, WORDING = "›", "≈"
"""In front of the line; the second if the coach has other words for it."""


class Captured(Message):
    """A line was kept: the edit it became, and the part in it."""

    def __init__(self, edit: "AnyEdit", part: Id | None, unknown: Sequence[str] = (), line: str = "") -> None:
        super().__init__()
        self.line = line
        """What was typed."""
        self.edit = edit
        self.part = part
        self.unknown = unknown
        """The tokens that were not understood and stay in the text."""


class CaptureLine(Input):
    """The line itself: up recalls, tab completes, escape goes back to the board."""

    BINDINGS = [
        Binding("up", "recall(-1)", "Earlier line", show=False, id="capture.earlier", tooltip="Write it again"),
        Binding("down", "recall(1)", "Later line", show=False, id="capture.later", tooltip="Back to the draft"),
        Binding("tab", "complete", "Complete", id="capture.complete", tooltip="Complete a name, number or word"),
        Binding("escape", "leave", "Back to the board", id="capture.leave", tooltip="The line stays as it is"),
    ]

    virtual_size = Reactive(Size(0, 0))
    """How long the line is; Textual would lay out the whole screen with every letter."""

    class Left(Message):
        """Somebody wants to go back to the board."""

    class CompletionAsked(Message):
        """Somebody wants the word completed."""

    def __init__(self) -> None:
        super().__init__(
            placeholder=_PLACEHOLDER,
            compact=True,
            select_on_focus=False,
            id="line",
        )
        self._kept: list[str] = []
        self._place = 0
        self._draft = ""

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    def keep(self) -> None:
        """Remember the line, and begin a new one."""
        self._kept.append(self.value)
        self._place = len(self._kept)
        self._draft = ""
        self.value = ""

    def action_recall(self, step: int) -> None:
        """Bring an earlier line back, or the one that was being written."""
        if self._place == len(self._kept):
            self._draft = self.value
        self._place = max(0, min(len(self._kept), self._place + step))
        self.value = (*self._kept, self._draft)[self._place]
        self.cursor_position = len(self.value)

    def action_complete(self) -> None:
        """Ask for the word to be completed."""
        self.post_message(self.CompletionAsked())

    def action_leave(self) -> None:
        """Go back to the board; what was written stays."""
        self.post_message(self.Left())

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split("\n")))


class CaptureBar(Horizontal):
    """Reads the line while it is typed, and asks for the edit it becomes."""

    DEFAULT_CSS = """
    CaptureBar {
        height: 1;
        padding: 0 1;
        background: $surface;
        & #prompt { width: 2; color: $accent; text-style: bold; }
        & CaptureLine { width: 1fr; background: $surface; }
        & #reading {
            width: 70%;
            height: 1;
            color: $text-muted;
            text-align: right;
            text-wrap: nowrap;
            text-overflow: ellipsis;
            padding-left: 2;
        }
        & #reading.problem { color: $text-warning; }
        &:focus-within {
            height: auto;
            layout: grid;
            grid-size: 2 2;
            grid-columns: 2 1fr;
            grid-rows: 1 auto;
            background: $panel;
            & CaptureLine { background: $panel; }
            & #reading {
                column-span: 2;
                width: 1fr;
                height: auto;
                min-height: 1;
                max-height: 3;
                text-align: left;
                text-wrap: wrap;
            }
        }
    }
    """
    review: var[Review] = var(Review.blank, init=False)

    def __init__(self, review: Review, place: "Callable[[], Place]") -> None:
        super().__init__()
        self.set_reactive(CaptureBar.review, review)
        self._place = place
        self.hints: Callable[[str], Sequence[Hint]] = lambda _: ()
        """What the coach would say of a sentence."""
        self._marked = PROMPT
        self._said = False
        """Whether anything shows beside the line."""
        self._words = ""
        """What the coach is to look at."""
        self._looking = False
        self._reading = False
        """Whether what shows belongs to the line that is being typed."""
        self._completions: list[tuple[str, int]] = []
        """Whole lines with the place of the cursor in them, between which tab goes round."""

    def compose(self) -> ComposeResult:
        """A prompt, the line, and what it means."""
        prompt = Static(PROMPT, id="prompt")
        prompt.tooltip = "≈: once this is kept, the coach has other words for it"
        yield prompt
        yield CaptureLine()
        yield Static(id="reading")

    @property
    def line(self) -> CaptureLine:
        """The line that is typed into."""
        return self.query_one(CaptureLine)

    def say(self, words: str, problem: bool = False) -> None:
        """Show what was understood, or what was done."""
        reading = self.query_one("#reading", Static)
        reading.update(Content(words), layout=_moves(reading, words))
        self._reading = False
        reading.set_class(problem, "problem")
        self._said = bool(words)
        self._make_room()

    def on_resize(self) -> None:
        """Have what was said and the line share the room there is."""
        self._make_room()

    def _make_room(self) -> None:
        # Where there is room for both, this would only have everything styled anew.
        tight = self.screen.has_class("-narrow") or self.screen.has_class("-notes")
        self.set_class(tight and self._said and not self.line.value, "-said")

    def on_click(self) -> None:
        """A click anywhere in the bar goes into the line."""
        self.line.focus()

    def _clear_way(self, writes: bool) -> None:
        """Have sentences that lie over the keys leave the line free while it is written."""
        for toasts in self.screen.query(ToastRack):
            toasts.set_class(writes, "-above-bar")

    def on_descendant_blur(self) -> None:
        """Say how to come back."""
        self.line.placeholder = _PLACEHOLDER
        self._clear_way(False)

    def on_descendant_focus(self) -> None:
        """Say what can be written while nothing is."""
        self.line.placeholder = "A letter, a space, and what was said"
        self._clear_way(True)
        if not self.line.value:
            self.say(_beginnings())
            self._reading = True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the line means so far."""
        if event.value.startswith(":"):
            # The key that leads here, pressed by somebody who is here already.
            self.line.value = event.value[1:]
            return
        if event.value not in [line for line, _ in self._completions]:
            self._completions = []
        self._look_for_wording(event.value[-_LOOKED_AT:])
        if not event.value.strip():
            if self._reading:
                self.say(_beginnings())
                self._reading = True
            return
        self._read()

    def _read(self) -> None:
        from pmfacil.capture.line import read_line

        reading = read_line(self.line.value, self.review, self._place())
        self.say(reading.problem or " · ".join([reading.said, *self._how_worded()]), reading.problem is not None)
        self._reading = True

    def _how_worded(self) -> list[str]:
        """How to see the words that the coach has; others do not read along where only notes are taken."""
        if self._marked != WORDING or not self.screen.has_class("-notes"):
            return []
        return [f"{WORDING} once it is kept, {key_of(self.screen, 'meeting.coach')} on its board has other words"]

    def _look_for_wording(self, words: str) -> None:
        self._words = words
        if not self._looking:
            self._looking = True
            self._look()

    # One for all letters that follow each other: a worker for each would take as long as the letter itself.
    @work(description="wording")
    async def _look(self) -> None:
        try:
            looked_at = None
            while looked_at != self._words:
                looked_at = self._words
                # Rules that are looked at for the first time take longer than a key may.
                await sleep(_PAUSE)
                if looked_at == self._words:
                    self._mark(WORDING if looked_at and await to_thread(self.hints, looked_at) else PROMPT)
        finally:
            self._looking = False

    def _mark(self, mark: str) -> None:
        if mark != self._marked:
            self._marked = mark
            self.query_one("#prompt", Static).update(mark, layout=False)
            if self._reading and self.line.value.strip():
                self._read()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the line; it goes only when it has become something."""
        from pmfacil.capture.line import read_line

        reading = read_line(event.value, self.review, self._place())
        if reading.edit is None:
            self.say(reading.problem or "", True)
            return
        self._reading = False
        self.line.keep()
        self.post_message(Captured(reading.edit, reading.part, reading.unknown, event.value))
        if reading.problem:
            self.post_message(Said(reading.problem, True))

    def on_capture_line_completion_asked(self) -> None:
        """Complete the word before the cursor; again for the next possibility."""
        from pmfacil.capture.complete import complete, word_start

        line = self.line
        known = [value for value, _ in self._completions]
        if line.value not in known:
            start, end = word_start(line.value, line.cursor_position), line.cursor_position
            words = complete(line.value, end, self.review, self._place())
            self._completions = [(line.value[:start] + word + line.value[end:], start + len(word)) for word in words]
        if self._completions:
            place = (known.index(line.value) + 1) % len(known) if line.value in known else 0
            line.value, line.cursor_position = self._completions[place]


def _moves(reading: Static, words: str) -> bool:
    """Whether something else has to make room for these words."""
    lines = min(len(wrapped(words, max(1, reading.size.width))), _MOST_LINES)
    return reading.styles.is_auto_height and lines != reading.size.height


def _beginnings() -> str:
    """What a line can begin with."""
    from pmfacil.capture.letters import LETTERS

    return "  ".join(f"{letter.letter} {letter.noun}" for letter in LETTERS.values())
