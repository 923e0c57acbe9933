"""A scrolling view of rows, drawn line by line: as fast with a thousand rows as with ten."""

from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from pmfacil.widgets.rows import Piece, Row, laid_out
from pmfacil.widgets.scroll_bar import RowBar

STRIPS = 1_000
"""Lines that are kept as they were drawn."""
LOOKS = ("text", "question", "heading", "hint", "label", "guide", "mark", "cursor")


class RowView(ScrollView, can_focus=False):
    """Shows rows, wrapped to its width."""

    DEFAULT_CSS = """
    RowView {
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        & .rows--question { color: $text-muted; }
        & .rows--heading { color: $primary; text-style: bold; }
        & .rows--hint { color: $text-muted; text-style: italic; }
        & .rows--label { color: $accent; text-style: bold; }
        & .rows--guide { color: $foreground 40%; }
        & .rows--mark { color: $secondary; }
        & .rows--cursor { background: $primary 22%; }
    }
    """
    COMPONENT_CLASSES = {f"rows--{look}" for look in LOOKS}
    OWN_LOOKS: ClassVar[tuple[str, ...]] = ()
    """Looks that only rows of this kind of view have."""
    MARGIN = 1
    """Cells left free at the left and right."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.shown: Sequence[Row] = ()
        self.cursor: int | None = None
        self._lines: list[tuple[int, Sequence[Piece]]] = []
        self._tops: list[int] = []
        self._laid_for = -1
        self._base = Style()
        self._looks: Mapping[str, Style] = {}
        self._strips: LRUCache[Hashable, Strip] = LRUCache(STRIPS)
        self._seen: dict[int, Hashable] = {}
        """What each line of the view was drawn from when it was drawn last."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar at the right, made when it is first needed."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = RowBar(name="vertical")
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # pyright: ignore[reportPrivateUsage]
        return self._vertical_scrollbar

    def show(self, rows: Sequence[Row]) -> None:
        """Draw these rows instead."""
        self.shown = rows
        self._lay_out()
        keys = self._drawn_from(range(self.size.height))
        changed = [y for y, key in enumerate(keys) if self._seen.get(y) != key]
        if changed:
            self.refresh(Region(0, changed[0], self.size.width, changed[-1] + 1 - changed[0]))

    def lines_of(self, row: Row) -> Sequence[Sequence[Piece]]:
        """A row as it is drawn at the present width."""
        return laid_out(row, self._laid_for)

    def row_at(self, y: int) -> int | None:
        """The place of the row that is drawn on a line of the view."""
        line = y + self.scroll_offset.y
        return self._lines[line][0] if 0 <= line < len(self._lines) else None

    def draw_again(self, place: int | None) -> None:
        """Draw the lines of one row again, and no others."""
        if place is not None and place < len(self._tops):
            self.refresh_lines(self._tops[place], self._bottom(place) - self._tops[place])

    def reveal(self, place: int) -> None:
        """Scroll until a row is in sight, with the headings above it if there is room."""
        if place >= len(self._tops):
            return
        bottom = self._bottom(place)
        first = place
        while first and not self.shown[first - 1].reachable:
            first -= 1
        height = self.size.height or 1
        top = self._tops[first] if bottom - self._tops[first] <= height else self._tops[place]
        self.scroll_to_region(Region(0, top, 1, min(bottom - top, height)), animate=False)

    def on_resize(self) -> None:
        """Wrap to the new width, and keep the cursor in sight."""
        if self._laid_for != self._width:
            self._lay_out()
            self.refresh()
        if self.cursor is not None:
            self.reveal(self.cursor)

    def on_mount(self) -> None:
        """Begin to listen to what the colours are."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._look_again())

    def notify_style_update(self) -> None:
        """Draw with the looks of this moment."""
        super().notify_style_update()
        self._look_again()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines of the view, which all have the looks of this moment."""
        self._read_looks()
        if self.styles.gutter:
            return super().render_lines(crop)
        # Textual draws all lines anew whenever a view scrolls; a strip that stays the same is already cut and coloured.
        filters, background = self.get_line_filters(), self.background_colors[1]
        keys = self._drawn_from(crop.line_range)
        strips = [self._strip(y, key) for y, key in zip(crop.line_range, keys, strict=True)]
        for each in filters:
            strips = [strip.apply_filter(each, background) for strip in strips]
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def drawn_from(self, line: int) -> Hashable:
        """All that a line is drawn from, but its width and the looks."""
        if not 0 <= line < len(self._lines):
            return None
        place, pieces = self._lines[line]
        return place == self.cursor, tuple(pieces)

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        # What is under the pointer may be asked before the lines are drawn.
        self._read_looks()
        return self._strip(y, self._drawn_from(range(y, y + 1))[0])

    def drawn(self, line: int) -> Strip:
        """A line as it is drawn with the looks of this moment."""
        width, base, looks = self.size.width, self._base, self._looks
        if not 0 <= line < len(self._lines):
            return Strip.blank(width, base)
        place, pieces = self._lines[line]
        here = place == self.cursor
        under = Style(bgcolor=(looks["cursor"] if here else base).bgcolor)
        segments = [Segment(("▌" if here else " ").ljust(self.MARGIN), looks["label"] + under)]
        segments += [Segment(text, looks[look] + under) for text, look in pieces if text]
        return Strip(segments).adjust_cell_length(width, under)

    def _strip(self, y: int, key: Hashable) -> Strip:
        self._seen[y] = key
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self.drawn(y + self.scroll_offset.y)
        return strip

    def _drawn_from(self, lines: range) -> list[Hashable]:
        """All that some lines of the view are drawn from, but the looks."""
        width, top = self.size.width, self.scroll_offset.y
        return [(width, self.drawn_from(y + top)) for y in lines]

    def _read_looks(self) -> None:
        if not self._looks:
            self._base = self.rich_style
            self._looks = {look: self.get_component_rich_style(f"rows--{look}") for look in (*LOOKS, *self.OWN_LOOKS)}

    def _look_again(self) -> None:
        self._looks = {}
        self._strips.clear()
        self.refresh()

    def _bottom(self, place: int) -> int:
        """The line below a row."""
        return self._tops[place + 1] if place + 1 < len(self._tops) else len(self._lines)

    @property
    def _width(self) -> int:
        return max(10, self.scrollable_content_region.width - 2 * self.MARGIN)

    def _lay_out(self) -> None:
        self._lines, self._tops = [], []
        if not self.size.width:
            # Wrapped when it is known how wide: before the first frame that would be done for nothing.
            self._laid_for = -1
            return
        self._laid_for = self._width
        for place, row in enumerate(self.shown):
            self._tops.append(len(self._lines))
            self._lines += [(place, line) for line in self.lines_of(row)]
        self._be_tall(len(self._lines))

    def _be_tall(self, lines: int) -> None:
        """Let the scrollbar know; Textual would lay out the whole screen, which only one that comes or goes needs."""
        size = Size(self.scrollable_content_region.width, lines)
        if (lines > self.container_size.height) != self.show_vertical_scrollbar:
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)  # pyright: ignore[reportArgumentType]
            self._scroll_update(size)
