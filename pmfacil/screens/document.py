"""The finished document, one key away: in every form, for everybody; and copying."""

import asyncio
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from pmfacil.dialogs.dialog import answer
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.sessions.errors import reason
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.place import Place
from pmfacil.sessions.system import make_folder, put_over
from pmfacil.typeahead import asks, opening
from pmfacil.widgets.board import Board
from pmfacil.widgets.key_line import KeyLine
from pmfacil.widgets.row_view import RowView
from pmfacil.widgets.rows import Row

if TYPE_CHECKING:
    # Loaded when somebody wants a document.
    from pmfacil.dialogs.export import Export
    from pmfacil.sessions.joining import JoinedMeeting

_LONGEST = 2_000
"""Characters of one line that show; only drawings have longer ones."""


class DocumentActions(Screen[None]):
    """What the meeting screen does about its document."""

    meeting: "LiveMeeting | JoinedMeeting"
    policies: Policies

    @asks
    async def action_document(self) -> None:
        """Write the document beside the session, and show it."""
        meeting = self.meeting
        await load()
        await self.app.push_screen(
            Document(meeting.review, self.policies, meeting.clock.now(), meeting.path, save=True)
        )

    def action_copy(self) -> None:
        """Copy the row in hand."""
        board = self.focused if isinstance(self.focused, Board) else None
        if board is None or board.row is None or board.selected is None:
            self.notify("Take a row in hand first, with the arrow keys or a click.", markup=False)
            return
        copy_text(self, "\n".join(text for text, _ in board.row.paragraphs))


async def load() -> None:
    """Load what writes documents; on the loop that would hold keys for a tenth of a second."""
    await asyncio.to_thread(import_module, "pmfacil.dialogs.export")


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
    """Shows a review as it would leave, in any form."""

    DEFAULT_CSS = """
    Document {
        & #what { height: 1; padding: 0 1; text-style: bold; }
        & #where { height: auto; padding: 0 1; background: $panel; color: $text-success; }
    }
    """
    BINDINGS = [
        Binding("escape,q,ctrl+s", "app.pop_screen", "Back", id="document.back", key_display="esc", tooltip="Leave it"),
        Binding("f", "form", "Form", id="document.form", tooltip="Markdown, HTML, JSON, actions for a tracker, dates"),
        Binding("o", "audience", "For whom", id="document.audience", tooltip="Who is going to read it"),
        Binding("s", "save", "Save", id="document.save", tooltip="Save it as it shows"),
        Binding("y", "copy", "Copy it", id="document.copy", tooltip="Copy all of it"),
    ]

    def __init__(self, review: Review, policies: Policies, now: datetime, session: Path, *, save: bool = False) -> None:
        from pmfacil.dialogs.export import Export

        super().__init__()
        self.export = Export()
        self._review = review
        self._policies = policies
        self._now = now
        self._session = session
        self._text = ""
        self._said = "Not saved yet"
        self._saves = save

    def compose(self) -> ComposeResult:
        """What it is, where it was saved, and every line of it."""
        yield Static(Content(self.export.says()), id="what")
        yield Static(Content(self._said), id="where")
        yield DocumentView()
        yield KeyLine()

    @asks
    async def on_mount(self) -> None:
        """Write it, and save it if that was asked for."""
        await self._show(self.export, self._said)
        if self._saves:
            self.action_save()

    def save(self) -> None:
        """Save it, and say where it is, or why it is nowhere."""
        path = self.export.file(self._session)
        try:
            if path.suffix == ".md" and path.parent == self._session.parent:
                write_whole(path, self._text)
            else:
                make_folder(path.parent)
                put_over(path, self._text.encode(), Place(self._session).temporary(), sync=False)
            self._said = f"Written to {path}"
        except OSError as error:
            self._said = f"Not written: {reason(error)}; the review itself is safe, and y copies what shows here"

    def action_save(self) -> None:
        """Save it as it shows."""
        self.save()
        self.query_one("#where", Static).update(Content(self._said))

    def action_copy(self) -> None:
        """Copy all of it."""
        copy_text(self, self._text)

    @asks
    async def action_form(self) -> None:
        """Ask in which form, and show that."""
        from pmfacil.dialogs.export import forms, in_form

        if chosen := await answer(self, forms(self.export.audience)):
            await self._show(in_form(self.export, chosen))

    @asks
    async def action_audience(self) -> None:
        """Ask for whom it is, and show that."""
        from pmfacil.dialogs.export import audiences, for_whom

        if chosen := await answer(self, audiences(self.export.form)):
            await self._show(for_whom(self.export, chosen))

    async def _show(self, export: "Export", said: str = "Not saved yet: s saves it") -> None:
        self.export = export
        opening(self, 1)
        try:
            self._text = await asyncio.to_thread(self._written)
        finally:
            opening(self, -1)
        self._said = said
        self.query_one("#what", Static).update(Content(export.says()))
        self.query_one("#where", Static).update(Content(self._said))
        self.query_one(DocumentView).say(self._text, headings=export.form == "md")

    def _written(self) -> str:
        from pmfacil.documents.forms import exported

        export = self.export
        return exported(self._review, export.form, export.audience, self._now, self._policies, export.tracker)


class DocumentView(RowView, can_focus=True):
    """The lines of the document, wrapped."""

    def on_mount(self) -> None:
        """Take the keys."""
        self.focus()

    def say(self, text: str, *, headings: bool = True) -> None:
        """Show another text from its beginning."""
        lines = (line if len(line) <= _LONGEST else line[:_LONGEST] + "…" for line in text.split("\n"))
        self.show([Row(((line, "heading" if headings and line.startswith("#") else "text"),)) for line in lines])
        self.scroll_to(y=0, animate=False)
