"""The library: every review there is, found by a word, opened with a key."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from pmfacil.clock import Clock
from pmfacil.dialogs.dialog import answer
from pmfacil.review.policies import Policies
from pmfacil.screens.beginning import Beginning, Hold
from pmfacil.screens.narrowing import Narrowing
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import SessionError, quoted
from pmfacil.sessions.librarian import PAGE, Found, Librarian
from pmfacil.sessions.library import Library
from pmfacil.typeahead import asks
from pmfacil.widgets.key_line import KeyLine
from pmfacil.widgets.library_list import LibraryList, SearchLine
from pmfacil.widgets.library_preview import Preview
from pmfacil.widgets.library_rows import LibraryRow, bin_rows, count_of, day_of, library_rows

if TYPE_CHECKING:
    from pmfacil.dialogs.new_review import Earlier

_EXAMPLES = 30
"""Reviews that a new one can begin like."""
_HINT = 'search words, "several words", service:checkout, before:2026-06'
_IN_LINE = {"nearest", "open", "document"}
"""What works, under its own key, while something is typed."""


class LibraryScreen(Beginning, Narrowing):
    """Lists reviews, and lets one be opened, begun, exported, put into the trash."""

    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "LibraryList"
    HELP = (
        "## Library\n\nEvery review there is. Type after / to search everything that was written in them; "
        "service: tag: severity: status: owner: before: after: open-actions: ask for what they say."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="library.open", tooltip="Go into the meeting of the review in hand"),
        Binding(
            "enter", "put_back", "Put back", id="library.put-back", tooltip="Put the one in hand back in its place"
        ),
        Binding("u", "undo", "Undo", id="library.undo", tooltip="Bring back what was put into the trash last"),
        Binding("slash", "search", "Find", id="library.search", key_display="/", tooltip="Everything in all reviews"),
        Binding("a", "new", "New", id="library.new", tooltip="Begin a review"),
        Binding("m", "mine", "Mine", id="library.mine", tooltip="Only reviews with actions that are mine to finish"),
        Binding("ctrl+s", "document", "Export", id="library.export", tooltip="The document of the one in hand"),
        Binding("q", "leave", "Leave", id="library.leave", tooltip="Leave; everything is saved"),
        Binding("question_mark", "help", "Help", id="library.help", key_display="?", tooltip="What works here"),
        Binding("x", "trash", "Trash", id="library.trash", tooltip="Move the review in hand to the trash"),
        Binding("f", "filter", "Filter", id="library.filter", tooltip="By status, severity, service, tag or owner"),
        Binding("p", "patterns", "Patterns", id="library.patterns", tooltip="What several reviews show together"),
        Binding(
            "t", "bin", "In the trash", id="library.bin", tooltip="Show what is in the trash, or the reviews again"
        ),
        Binding("s", "sample", "Sample", id="library.sample", tooltip="Look at a worked sample; nothing of it is kept"),
        Binding("escape", "nearest", "Back", id="library.back", show=False, tooltip="Out of the line, or show all"),
    ]

    def __init__(self, library: Library, clock: Clock, policies: Policies, hold: Hold) -> None:
        super().__init__()
        self.library = library
        self.clock = clock
        self.policies = policies
        self.hold = hold
        self.found = Found()
        self._librarian: Librarian | None = None
        self._most = PAGE
        self._in_bin = False
        self._trashed: list[str] = []
        self._opens_when_found = False
        self._nothing_in_hand = True

    def compose(self) -> ComposeResult:
        """Title, line, list, preview, keys."""
        with Horizontal(id="top"):
            yield Static("Reviews", id="title")
            yield Static(id="count")
        with Horizontal(id="line"):
            yield Static("/", id="slash")
            yield SearchLine(placeholder=_HINT, compact=True, select_on_focus=False)
        with Horizontal(id="middle"):
            yield LibraryList(self.clock)
            yield Preview()
        yield Static(id="said")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to read the library."""
        self.query_one("#said").display = False
        self._librarian = Librarian(self.library, self._answered, self.today)
        self._ask()
        self.call_after_refresh(self.make_ready)

    def on_unmount(self) -> None:
        """Stop reading."""
        if self._librarian:
            self._librarian.end()

    def today(self) -> date:
        """The day that it is here."""
        return self.clock.now().astimezone().date()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key works now."""
        if isinstance(self.focused, Input) and action in _LETTERS:
            return False
        if action == "undo":
            return bool(self._trashed)
        if action in ("open", "put_back"):
            return (action == "put_back") == self._in_bin
        if self._in_bin:
            return action in ("bin", "nearest", "leave", "help", "command_palette", "undo")
        if action in ("trash", "document"):
            return self.entry is not None
        return not (action in ("filter", "mine", "search", "patterns") and self.found.every == 0)

    @property
    def entry(self) -> Entry | None:
        """The session in hand."""
        row = self.query_one(LibraryList).in_hand if self.query(LibraryList) else None
        return row.entry if row else None

    def earlier(self) -> "Sequence[Earlier]":
        """The newest reviews that are whole."""
        from pmfacil.dialogs.new_review import Earlier

        whole = [hit.entry for hit in self.found.hits if not hit.entry.damaged]
        return [Earlier(entry.id, f"{day_of(entry.date, self.today())} · {entry.title}") for entry in whole[:_EXAMPLES]]

    def on_screen_suspend(self) -> None:
        """Leave the files alone while something else shows."""
        if self._librarian:
            self._librarian.rest()

    def on_screen_resume(self) -> None:
        """See what was changed meanwhile, and from now on what other programs change."""
        if self._librarian:
            self._librarian.wake()

    # what is found

    def take_in_hand(self, file: Path) -> None:
        """Have the bar stand on the review of a file, as soon as it is listed."""
        self.query_one(LibraryList).take_in_hand(file.name)

    def refresh_library(self) -> None:
        """Look at the files again."""
        if self._librarian:
            self._librarian.refresh()

    def say(self, words: str) -> None:
        """Say what was done, below the list."""
        said = self.query_one("#said", Static)
        said.update(Content(words))
        said.display = bool(words)

    def _ask(self) -> None:
        if self._librarian:
            self._librarian.ask(self.query_one(SearchLine).value, self._most)

    def _answered(self, found: Found) -> None:
        self.call_later(self._take, found)

    def _take(self, found: Found) -> None:
        if not self.query(LibraryList):
            return
        afresh = found.typed != self.found.typed
        was_empty = self.found.every == 0
        if found.problem or self.found.problem:
            self.say(found.problem)
        self.found = found
        self.set_class(not found.every or self._in_bin, "-alone")
        self.set_class(found.every == 0 and not found.to_read, "-empty")
        if not self._in_bin:
            self.query_one("#count", Static).update(Content(count_of(found)))
            self.query_one(LibraryList).give(library_rows(found, self.today()), afresh=afresh)
        if was_empty != (found.every == 0):
            self.refresh_bindings()
        if self._opens_when_found and found.typed == self.query_one(SearchLine).value:
            self._opens_when_found = False
            self.action_open()

    def on_library_list_walked(self) -> None:
        """Show the beginning of the review in hand; near the end of the list, have more of it."""
        self.query_one(Preview).preview(None if self._in_bin else self.entry, self.today())
        rows = self.query_one(LibraryList)
        if rows.near_the_end and len(self.found.hits) == self._most < self.found_in_all:
            self._most += PAGE
            self._ask()
        if (self.entry is None) != self._nothing_in_hand:
            self._nothing_in_hand = self.entry is None
            self.refresh_bindings()

    @property
    def found_in_all(self) -> int:
        """How many reviews fit; counted exactly where everything does."""
        return self.found.count if self.found.typed.strip() else self.found.every or 0

    # searching

    def action_search(self) -> None:
        """Go to the line."""
        self.set_focus(self.query_one(SearchLine))

    @on(Input.Changed, "SearchLine")
    def search_while_typing(self) -> None:
        """Find what fits so far."""
        self._most = PAGE
        self._opens_when_found = False
        self._ask()

    @on(Input.Submitted, "SearchLine")
    def open_what_was_found(self) -> None:
        """Open the first that was found, or the one in hand, once the newest word is taken into account."""
        if self.found.typed == self.query_one(SearchLine).value:
            self.action_open()
        else:
            self._opens_when_found = True

    def action_nearest(self) -> None:
        """Leave the line or the trash; from the list, show everything again."""
        rows, line = self.query_one(LibraryList), self.query_one(SearchLine)
        if self._in_bin:
            self._show_reviews()
        elif rows.has_focus:
            line.value = ""
        self.say("")
        self.set_focus(rows)

    @asks
    async def action_document(self) -> None:
        """Show the document of the review in hand, to be saved or copied in any form."""
        if self.entry:
            await self.show_document(self.entry)

    # the trash

    @asks
    async def action_trash(self) -> None:
        """Move the review in hand to the trash; `u` brings it back."""
        row = self.query_one(LibraryList).in_hand
        if row and row.due:
            self.say(f"x works on a review; this is an action of {quoted(row.due.entry.title)}.")
        elif entry := self.entry:
            await self._move(
                lambda: self._trashed.append(self.library.trash(entry)),
                f"{quoted(entry.title)} is in the trash: u brings it back.",
            )

    @asks
    async def action_undo(self) -> None:
        """Bring back what was put into the trash last."""
        if self._trashed:
            await self._restore(self._trashed[-1])

    @asks
    async def action_bin(self) -> None:
        """Show what is in the trash, or the reviews again."""
        if self._in_bin:
            self._show_reviews()
            return
        self._in_bin = True
        await self._show_bin()

    async def _restore(self, name: str) -> None:
        def restore() -> None:
            back = self.library.restore(name)
            self.app.call_from_thread(self.take_in_hand, back)
            self._trashed = [other for other in self._trashed if other != name]

        await self._move(restore, "It is back among the reviews.")

    async def _move(self, how: Callable[[], object], said: str) -> None:
        try:
            await asyncio.to_thread(how)
        except SessionError as problem:
            said = str(problem)
        self.say(said)
        self.refresh_library()
        if self._in_bin:
            await self._show_bin()
        self.refresh_bindings()

    async def _show_bin(self) -> None:
        try:
            entries = await asyncio.to_thread(self.library.bin.entries)
        except SessionError as problem:
            entries = []
            self.say(str(problem))
        self.add_class("-alone", "-bin")
        self.query_one("#title", Static).update("Trash")
        self.query_one("#count", Static).update("enter puts one back · esc shows the reviews")
        rows = self.query_one(LibraryList)
        rows.give(bin_rows(entries, self.today()), afresh=True)
        self.set_focus(rows)
        self.refresh_bindings()

    def _show_reviews(self) -> None:
        self._in_bin = False
        self.remove_class("-bin")
        self.query_one("#title", Static).update("Reviews")
        self.found, found = Found(typed="\0"), self.found
        self._take(found)
        self.refresh_bindings()

    # opening and leaving

    def action_put_back(self) -> None:
        """Put what is in hand back among the reviews."""
        self.action_open()

    @on(LibraryList.Chosen)
    def action_open(self) -> None:
        """Do what the row in hand stands for: open the review, put it back, begin one, show the sample."""
        row = self.query_one(LibraryList).in_hand
        if row is not None:
            self._open_row(row)

    @asks
    async def _open_row(self, row: LibraryRow) -> None:
        if row.does:
            await self.run_action(row.does)
        elif row.entry and self._in_bin:
            await self._restore(row.entry.path.name)
        elif row.entry:
            self.say("")
            await self.open(row.entry, row.due.id if row.due else None)

    @asks
    async def action_help(self) -> None:
        """Show what works here."""
        from pmfacil.dialogs.help import Help

        await answer(self, Help(self.HELP or "", list(self.active_bindings.values()), letters=False))

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss()


_LETTERS = {
    binding.action
    for binding in LibraryScreen.BINDINGS
    if isinstance(binding, Binding) and binding.action not in _IN_LINE
}
"""Actions whose keys are letters, which type something in the line."""
