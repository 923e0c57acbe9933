"""The list of the library, and the line in which one searches it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from pmfacil.clock import Clock
from pmfacil.review.review import Review
from pmfacil.widgets.library_rows import LibraryRow
from pmfacil.widgets.rows import GAP, Piece, Row, cells, laid_out
from pmfacil.widgets.walked import WalkedRows

NEAR_THE_END = 10
"""So many rows before the last, more are asked for."""


class LibraryList(WalkedRows):
    """Rows of the library, one of them in hand."""

    class Walked(Message):
        """Another row is in hand."""

    class Chosen(Message):
        """The row in hand was clicked."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(Review.blank(), clock)
        self._rows: Sequence[Row] = ()
        self._awaited = ""

    def rows(self) -> Sequence[Row]:
        """What was given last."""
        return self._rows

    @property
    def in_hand(self) -> LibraryRow | None:
        """The row in hand."""
        return self.row if isinstance(self.row, LibraryRow) else None

    @property
    def near_the_end(self) -> bool:
        """Whether the hand comes close to the last row."""
        return self.cursor is not None and self.cursor + NEAR_THE_END >= len(self.shown)

    def take_in_hand(self, file: str) -> None:
        """Take the review of a file in hand as soon as it is there, if nobody walks meanwhile."""
        self._awaited = file

    def give(self, rows: Sequence[Row], *, afresh: bool) -> None:
        """Show other rows; the same one stays in hand, or, afresh, the first is."""
        held = self.in_hand.key if self.in_hand and not afresh else None
        place = 0 if afresh else self.cursor or 0
        self._rows = rows
        reachable = [at for at, row in enumerate(rows) if row.reachable]
        same = [at for at in reachable if isinstance(row := rows[at], LibraryRow) and row.key == held]
        awaited = [at for at in reachable if self._awaited and _file(rows[at]) == self._awaited]
        if awaited:
            self._awaited = ""
        near = [at for at in reachable if at >= place] or reachable[-1:]
        # At first the newest review is in hand, not what is due.
        reviews = [at for at in reachable if held is None and not _is_due(rows[at])]
        self.cursor = (awaited or same or reviews or near or [None])[0]
        self.show(rows)
        if afresh:
            self.scroll_to(y=0, animate=False)
        if self.cursor is not None:
            self.reveal(self.cursor)
        self.post_message(self.Walked())

    def lines_of(self, row: Row) -> Sequence[Sequence[Piece]]:
        """A row with its marks beside its title if there is room, and with the words marked that were searched for."""
        lines = _laid_out(row, self._laid_for)
        if not (isinstance(row, LibraryRow) and row.sought):
            return lines
        words = re.compile("|".join(map(re.escape, sorted(row.sought, key=len, reverse=True))))
        return [[piece for text, look in line for piece in _marked(text, look, words)] for line in lines]

    def on_click(self, event: events.Click) -> None:
        """Take the row under the pointer in hand; a second click opens it."""
        before = self.cursor
        super().on_click(event)
        if self.row_at(event.y) == self.cursor and (event.chain > 1 or before == self.cursor):
            self.post_message(self.Chosen())

    def _redraw(self) -> None:
        self.show(self._rows)

    def _take(self, place: int) -> None:
        self._awaited = ""
        super()._take(place)
        self.post_message(self.Walked())


class SearchLine(Input):
    """Where one types what to search for; the hand is moved from here, too."""

    BINDINGS = [
        Binding("enter", "submit", "Open", id="search.open", tooltip="Go into the meeting of the review in hand"),
        Binding("escape", "screen.nearest", "To the list", id="search.back", tooltip="Leave the line as it is"),
        Binding("down", "walk(1)", "Down", id="search.down", show=False, tooltip="The row below"),
        Binding("up", "walk(-1)", "Up", id="search.up", show=False, tooltip="The row above"),
        Binding("pagedown", "page(1)", "Page down", id="search.page-down", show=False, tooltip="A page down"),
        Binding("pageup", "page(-1)", "Page up", id="search.page-up", show=False, tooltip="A page up"),
    ]

    def action_walk(self, step: int) -> None:
        """Move the hand while the line keeps the focus."""
        self.screen.query_one(LibraryList).action_walk(step)

    def action_page(self, way: int) -> None:
        """Go a page down or up."""
        rows = self.screen.query_one(LibraryList)
        (rows.action_page_down if way > 0 else rows.action_page_up)()


def _laid_out(row: Row, width: int) -> Sequence[Sequence[Piece]]:
    lines = [list(line) for line in laid_out(replace(row, marks=()), width)]
    mark = " ".join(row.marks)
    for line in lines if mark else []:
        space = width - sum(cells(text) for text, _ in line) - cells(mark)
        if space >= GAP:
            line += [(" " * space, "text"), (mark, "mark")]
            return lines
    return laid_out(row, width) if mark else lines


def _is_due(row: Row) -> bool:
    return isinstance(row, LibraryRow) and row.due is not None


def _file(row: Row) -> str:
    """The name of the file of the review that a row is; empty for anything else."""
    return row.entry.path.name if isinstance(row, LibraryRow) and row.entry and not row.due else ""


def _marked(text: str, look: str, words: re.Pattern[str]) -> list[Piece]:
    """The pieces of a paragraph in which something was found."""
    if look != "hint":
        return [(text, look)]
    pieces: list[Piece] = []
    end = 0
    for found in words.finditer(text):
        pieces += [(text[end : found.start()], look), (found[0], "label")]
        end = found.end()
    return [*pieces, (text[end:], look)]
