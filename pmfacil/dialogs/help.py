"""What works here: the keys of this moment, and a word on how to lead this board."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pmfacil.capture.letters import LETTERS
from pmfacil.dialogs.dialog import Dialog


class Help(Dialog[None]):
    """Shows advice, keys and letters."""

    DEFAULT_CSS = """
    Help {
        & Static { height: auto; margin-bottom: 1; }
    }
    """
    BINDINGS = [Binding("question_mark,q", "close", "Close", id="help.close", tooltip="Back to the meeting")]

    def __init__(self, advice: str, bindings: Sequence[ActiveBinding], *, letters: bool = True) -> None:
        """Show them; `letters` where there is a capture bar."""
        super().__init__()
        self._with_letters = letters
        self._advice = advice
        self._active = bindings

    def compose(self) -> ComposeResult:
        """Advice first, then the keys, then the letters of the capture bar."""
        with VerticalScroll(classes="dialog--box") as box:
            box.border_title = "What works here"
            box.border_subtitle = "esc closes"
            yield Static(Content(self._advice.lstrip("# ").replace("*", "")))
            yield Static(Content("\n").join(self._keys()))
            if self._with_letters:
                yield Static(Content("\n").join(self._letters()))

    def _keys(self) -> list[Content]:
        rows: list[Content] = [Content.styled("Keys", "bold $primary")]
        seen: set[str] = set()
        for active in self._active:
            binding = active.binding
            if not binding.id or binding.id in seen:
                continue
            seen.add(binding.id)
            key = self.app.get_key_display(binding)
            words = f"{binding.description}: {binding.tooltip}" if binding.tooltip else binding.description
            rows.append(Content.assemble((f"{key:>10}  ", "bold $accent"), words))
        return rows

    def _letters(self) -> list[Content]:
        rows: list[Content] = [Content.styled("In the bar: a letter, a space, the text", "bold $primary")]
        for letter in LETTERS.values():
            rows.append(
                Content.assemble((f"{letter.letter:>10}  ", "bold $accent"), f"{letter.noun}: {letter.example}")
            )
        return rows
