"""What all dialogs share: a calm box over the dimmed meeting, closed by escape."""

from typing import TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widget import Widget

T = TypeVar("T")


class Dialog(ModalScreen[T | None]):
    """One question; gives back a value, or `None` when it was closed."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        & > .dialog--box {
            width: 88%;
            max-width: 92;
            height: auto;
            max-height: 92%;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $text-muted;
            padding: 1 2;
        }
    }
    """
    BINDINGS = [Binding("escape", "close", "Close", id="dialog.close", tooltip="Close without an answer")]

    def action_close(self) -> None:
        """Close without an answer."""
        self.give(None)

    def give(self, answer: T | None) -> None:
        """Close with an answer; one that comes while the dialog closes, or while another one lies over it, is lost."""
        if self.app.screen is self:
            self.dismiss(answer)


async def answer(asker: Widget, dialog: Dialog[T]) -> T | None:
    """What a person answers to a dialog; only inside a worker."""
    return await asker.app.push_screen_wait(dialog)
