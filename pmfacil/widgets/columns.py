"""Boards whose sections stand side by side where there is room, and below one another where there is not."""

from collections.abc import Hashable, Sequence
from itertools import zip_longest
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip

from pmfacil.widgets.blocks import DrawnRow
from pmfacil.widgets.board import RIGHT, Board
from pmfacil.widgets.rows import Piece, Row, laid_out

WIDE = 100
"""Cells from which on columns stand side by side."""
BETWEEN = 2
"""Cells between two columns; one more before each is for the hand."""
Band = Sequence[Sequence[Row]]
"""Columns of rows."""


class Spot(NamedTuple):
    """Where a row is drawn."""

    column: int
    first: int
    """Its first line."""
    end: int
    """The line below its last one."""


class ColumnBoard(Board):
    """Shows bands of columns, and asks more of the row in hand."""

    DEFAULT_CSS = """
    ColumnBoard {
        & .rows--strong { text-style: bold; }
        & .rows--phase { color: $primary; }
        & .rows--day { color: $text-muted; text-style: bold; }
        & .rows--lost { color: $text-warning; text-style: bold; }
    }
    """
    OWN_LOOKS: ClassVar[tuple[str, ...]] = ("strong", "phase", "day", "lost")
    COMPONENT_CLASSES = {f"rows--{look}" for look in OWN_LOOKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "aside(-1)", "Left", id="board.left", show=False, tooltip="What stands at the left"),
        Binding("right", "aside(1)", "Right", id="board.right", show=False, tooltip="What stands at the right"),
    ]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._bands: Sequence[Band] = ()
        self._spots: list[Spot] = []
        self._drawn: list[Sequence[tuple[int | None, int, Sequence[Piece]]]] = []
        self._kept: dict[tuple[str, int, bool], tuple[Row, Sequence[Sequence[Piece]]]] = {}
        """What was drawn before: most of it stays as it is when a row is taken in hand or changes."""
        self._laid_with: int | None = None
        self._pointed = 0
        """The column under the pointer."""
        self._clicked = False
        """Whether the first click took a row in hand."""

    def bands(self) -> Sequence[Band]:
        """The bands of the review as it is now, from top to bottom."""
        raise NotImplementedError

    def rows(self) -> Sequence[Row]:
        """The rows of all columns."""
        self._bands = self.bands()
        return [row for band in self._bands for column in band for row in column]

    def action_aside(self, way: int) -> None:
        """Take what stands at the left or right in hand."""
        if self.cursor is None:
            return
        here = self._spots[self.cursor]
        beside = [
            place
            for place, spot in enumerate(self._spots)
            if spot.column == here.column + way and self.shown[place].reachable and self._same_band(place, self.cursor)
        ]
        if beside:
            self._take(min(beside, key=lambda place: abs(self._spots[place].first - here.first)))

    def on_click(self, event: events.Click) -> None:
        """Take the row under the pointer in hand; a second click edits it, the right button shows all it can do."""
        event.prevent_default()
        if event.chain == 2:
            # What the first click took is meant: lines move when a row is taken in hand, as that asks more.
            if self._clicked:
                self.action_edit()
            return
        line = event.y + self.scroll_offset.y
        count = len(self._drawn[line]) if 0 <= line < len(self._drawn) else 1
        self._pointed = min(event.x // (self._column_width(count) + 1 + BETWEEN), count - 1)
        place = self.row_at(event.y)
        self._clicked = place is not None and self.shown[place].reachable
        if place is not None and self._clicked:
            self._take(place)
            if event.button == RIGHT:
                self.action_menu()

    def row_at(self, y: int) -> int | None:
        """The place of the row that is drawn on a line of the view, in the column that is pointed at."""
        line = y + self.scroll_offset.y
        if not 0 <= line < len(self._drawn):
            return None
        columns = self._drawn[line]
        return columns[min(self._pointed, len(columns) - 1)][0]

    def draw_again(self, place: int | None) -> None:
        """Draw the lines of one row again, and what stands beside them."""
        if place is not None and place < len(self._spots):
            _, first, end = self._spots[place]
            self.refresh_lines(first, end - first)

    def reveal(self, place: int) -> None:
        """Scroll until a row is in sight, with the headings above it if there is room."""
        if self._laid_with != self.cursor:
            before = self._drawn
            self._lay_out()
            # A row in hand asks more, and moves the lines below it.
            moved = [y for y, (old, new) in enumerate(zip_longest(before, self._drawn)) if old != new]
            if moved:
                self.refresh_lines(moved[0], moved[-1] + 1 - moved[0])
        if place >= len(self._spots):
            return
        column, top, end = self._spots[place]
        self._pointed = column
        first = place
        while first and self._spots[first - 1].end == self._spots[first].first and not self.shown[first - 1].reachable:
            first -= 1
        height = self.size.height or 1
        top = self._spots[first].first if end - self._spots[first].first <= height else top
        self.scroll_to_region(Region(0, top, 1, min(end - top, height)), animate=False)

    def drawn_from(self, line: int) -> Hashable:
        """All that a line is drawn from, but its width and the looks."""
        if not 0 <= line < len(self._drawn):
            return None
        return tuple(
            (place is not None and place == self.cursor, width, tuple(pieces))
            for place, width, pieces in self._drawn[line]
        )

    def drawn(self, line: int) -> Strip:
        """A line as it is drawn with the looks of this moment."""
        base, looks = self._base, self._looks
        if not 0 <= line < len(self._drawn):
            return Strip.blank(self.size.width, base)
        strips: list[Strip] = []
        for place, width, pieces in self._drawn[line]:
            here = place is not None and place == self.cursor
            under = Style(bgcolor=(looks["cursor"] if here else base).bgcolor)
            segments = [Segment("▌" if here else " ", looks["label"] + under)]
            segments += [Segment(text, looks[look] + under) for text, look in pieces if text]
            strips += [Strip(segments).adjust_cell_length(width + 2, under), Strip.blank(BETWEEN - 1, base)]
        return Strip.join(strips).adjust_cell_length(self.size.width, base)

    def _lay_out(self) -> None:
        if self._laid_for != self._width:
            self._kept.clear()
        self._laid_for, self._laid_with = self._width, self.cursor
        self._spots, self._drawn = [], []
        for band in self._bands:
            if self._laid_for >= WIDE:
                self._lay_beside(band)
            else:
                for column in band:
                    self._lay_beside([column])
        self._be_tall(len(self._drawn))

    def _lay_beside(self, band: Band) -> None:
        width, top = self._column_width(len(band)), len(self._drawn)
        columns: list[list[tuple[int | None, int, Sequence[Piece]]]] = []
        for number, column in enumerate(band):
            lines: list[tuple[int | None, int, Sequence[Piece]]] = []
            for _ in column:
                place, first = len(self._spots), top + len(lines)
                lines += [(place, width, line) for line in self._lines_at(place, width)]
                self._spots.append(Spot(number, first, top + len(lines)))
            columns.append(lines)
        self._drawn += zip_longest(*columns, fillvalue=(None, width, ()))

    def _lines_at(self, place: int, width: int) -> Sequence[Sequence[Piece]]:
        row, in_hand = self.shown[place], place == self.cursor
        key = (row.id or str(place), width, in_hand)
        before, lines = self._kept.get(key, (None, None))
        if before != row or lines is None:
            lines = row.lines(width, in_hand) if isinstance(row, DrawnRow) else laid_out(row, width)
            self._kept[key] = row, lines
        return lines

    def _column_width(self, count: int) -> int:
        return (self._laid_for - (count - 1) * (1 + BETWEEN)) // count

    def _same_band(self, one: int, other: int) -> bool:
        bands = [number for number, band in enumerate(self._bands) for column in band for _ in column]
        return bands[one] == bands[other]

    def _page(self, way: int) -> None:
        super()._page(way)
        if self.cursor is not None and self._laid_with != self.cursor:
            self.reveal(self.cursor)
