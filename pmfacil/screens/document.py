"""The finished document, one key away, and copying."""

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from pmfacil.review.policies import Policies
from pmfacil.sessions.errors import reason
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.place import Place
from pmfacil.sessions.system import put_over
from pmfacil.widgets.board import Board
from pmfacil.widgets.key_line import KeyLine
from pmfacil.widgets.row_view import RowView
from pmfacil.widgets.rows import Row


class DocumentActions(Screen[None]):
    """What the meeting screen does about its document."""

    meeting: LiveMeeting
    policies: Policies

    @work
    async def action_document(self) -> None:
        """Write the document beside the session, and show it."""
        from pmfacil.documents.markdown import to_markdown

        text = to_markdown(self.meeting.review, now=self.meeting.clock.now(), policies=self.policies)
        path = self.meeting.file.path.with_suffix(".md")
        try:
            write_whole(path, text)
            said = f"Written to {path}"
        except OSError as error:
            said = f"Not written: {reason(error)}; the review itself is safe, and y copies the document"
        self.app.push_screen(Document(text, said))

    def action_copy(self) -> None:
        """Copy the row in hand."""
        board = self.focused if isinstance(self.focused, Board) else None
        if board is None or board.row is None or board.selected is None:
            self.notify("Take a row in hand first, with the arrow keys or a click.", markup=False)
            return
        copy_text(self, "\n".join(text for text, _ in board.row.paragraphs))


def copy_text(screen: Screen[None], text: str) -> None:
    """Copy in the background, and say honestly what came of it."""

    def work() -> None:
        from pmfacil.clipboard import copy

        known = copy(text)
        if not known:
            screen.app.call_from_thread(screen.app.copy_to_clipboard, text)
        said = "Copied." if known else "Sent to the terminal's clipboard; whether it took it cannot be known."
        screen.app.call_from_thread(screen.app.notify, said, markup=False)

    screen.run_worker(work, thread=True)


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable to nobody else.

    Raises:
        OSError: If it cannot be written; what was there before still is.
    """
    place = Place(path)
    place.prepare()
    put_over(path, text.encode(), place.temporary(), sync=False)


class Document(Screen[None]):
    """Shows the document as it would leave."""

    DEFAULT_CSS = """
    Document {
        & #where { height: auto; padding: 0 1; background: $panel; color: $text-success; }
    }
    """
    BINDINGS = [
        Binding(
            "escape,q,ctrl+s",
            "app.pop_screen",
            "Back to the meeting",
            id="document.back",
            key_display="esc",
            tooltip="Leave the document",
        ),
        Binding("y", "copy", "Copy it", id="document.copy", tooltip="Copy the whole document"),
    ]

    def __init__(self, text: str, said: str) -> None:
        super().__init__()
        self._text = text
        self._said = said

    def compose(self) -> ComposeResult:
        """Where it was written, and every line of it."""
        yield Static(Content(self._said), id="where")
        yield DocumentView(self._text)
        yield KeyLine()

    def action_copy(self) -> None:
        """Copy the whole document."""
        copy_text(self, self._text)


class DocumentView(RowView, can_focus=True):
    """The lines of the document, wrapped."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def on_mount(self) -> None:
        """Draw it once."""
        rows = [Row(((line, "heading" if line.startswith("#") else "text"),)) for line in self._text.split("\n")]
        self.show(rows)
        self.focus()
