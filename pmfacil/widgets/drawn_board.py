"""Boards that are drawn: a picture in which the parts of the review can be seen, taken in hand and moved."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.strip import Strip

from pmfacil.clock import Clock
from pmfacil.review.edits import AnyEdit
from pmfacil.review.part import Id, Part
from pmfacil.review.review import Review
from pmfacil.widgets.board import RIGHT, Board
from pmfacil.widgets.drawing import HAND, Picture
from pmfacil.widgets.rows import Piece, Row, cells

DRAG = 2
"""Cells from which on a moved pointer drags, and does not click."""
AROUND = 2
"""Lines that show above and below what is taken in hand."""


class DrawnBoard(Board):
    """Shows a picture above its rows, or instead of them."""

    DEFAULT_CSS = """
    DrawnBoard {
        & .rows--bone { color: $primary; }
        & .rows--path { color: $text-warning; text-style: bold; }
        & .rows--held { color: $text-success; text-style: bold; }
    }
    """
    OWN_LOOKS: ClassVar[tuple[str, ...]] = ("bone", "path", "held")
    COMPONENT_CLASSES = {f"rows--{look}" for look in OWN_LOOKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "aside(-1)", "Left", id="board.left", show=False, tooltip="What stands at the left"),
        Binding("right", "aside(1)", "Right", id="board.right", show=False, tooltip="What stands at the right"),
    ]

    def __init__(self, review: Review, clock: Clock) -> None:
        super().__init__(review, clock)
        self._grabbed: tuple[Id | None, Offset] = (None, Offset())
        self._moved = False
        self._clicked: Id | None = None

    def dropped(self, part: Part, onto: Part) -> AnyEdit:
        """The edit that moves a part to where it was dragged."""
        raise NotImplementedError

    def drawn_as(self, part: Part) -> Id:
        """What is drawn as in hand when a part is."""
        return part.id

    def aside(self, part: Part, way: int) -> Id | None:
        """What stands beside a part: at its left if `way` is -1, at its right if it is 1."""
        raise NotImplementedError

    @property
    def picture(self) -> Picture:
        """What is drawn above the rows."""
        first = self.shown[0] if self.shown else None
        return first if isinstance(first, Picture) else Picture()

    def action_aside(self, way: int) -> None:
        """Take what stands at the left or right in hand."""
        if self.selected and (part := self.aside(self.selected, way)):
            self._take_part(part)

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what is under the pointer: it may be dragged elsewhere."""
        self._grabbed, self._moved = (self._under(event), event.offset), False

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Move what was dragged here."""
        part, (grabbed, start) = self._under(event), self._grabbed
        self._moved = start.get_distance_to(event.offset) >= DRAG and grabbed != part
        if self._moved and part and grabbed and self.review.has(part) and self.review.has(grabbed):
            self.select(grabbed)
            self.request(self.dropped(self.review.find(grabbed), self.review.find(part)))

    def on_click(self, event: events.Click) -> None:
        """Take what is under the pointer in hand; a second click edits it."""
        part = self._under(event)
        if self._moved:
            event.prevent_default()
        elif event.chain == 1 and (part or self._line_of_picture(event.y) is not None):
            event.prevent_default()
            self._take_part(part)
            if event.button == RIGHT and part:
                self.action_menu()
        elif event.chain == 2 and self._clicked:
            # What the first click took is meant, even if the board has scrolled since.
            event.prevent_default()
            self.action_edit()
        self._clicked = part if event.chain == 1 else None

    def lines_of(self, row: Row) -> Sequence[Sequence[Piece]]:
        """A row as it is drawn at the present width."""
        if isinstance(row, Picture):
            return [[(span.text, span.look) for span in line] for line in row.lines]
        return [] if self.picture.alone else super().lines_of(row)

    def row_at(self, y: int) -> int | None:
        """The place of the row that is drawn on a line of the view, or nearest to it in the picture."""
        line = self._line_of_picture(y)
        if line is None:
            return super().row_at(y)
        drawn = {row.id: place for place, row in enumerate(self.shown) if row.id in self.picture.spots}
        away = {
            row: max(spot.start - line, line - spot[-1]) for row, spot in self.picture.spots.items() if row in drawn
        }
        return drawn[min(away, key=lambda row: away[row])] if away else None

    def draw_again(self, place: int | None) -> None:
        """Draw the lines of one row again, in the picture too."""
        super().draw_again(place)
        part = self.shown[place].part if place is not None and place < len(self.shown) else None
        if part and (spot := self.picture.spots.get(self.drawn_as(part))):
            self.refresh_lines(spot.start, len(spot))

    def reveal(self, place: int) -> None:
        """Scroll until a row is in sight, in the picture if only that shows it."""
        row = self.shown[place] if place < len(self.shown) else None
        spot = self.picture.spots.get(row.id or "") if row and self.picture.alone else None
        if not spot:
            super().reveal(place)
            return
        # The end first: of what is taller than the view, the beginning shows.
        for line in (spot[-1] + AROUND, spot[0] - AROUND):
            self.scroll_to_region(Region(0, max(0, line), 1, 1), animate=False)

    def drawn_from(self, line: int) -> Hashable:
        """All that a line is drawn from, but its width and the looks."""
        lines = self.picture.lines
        if not 0 <= line < len(lines):
            return super().drawn_from(line)
        held = self.drawn_as(self.selected) if self.selected else None
        return tuple(lines[line]), held if any(span.part == held for span in lines[line]) else None

    def drawn(self, line: int) -> Strip:
        """A line as it is drawn with the looks of this moment."""
        if not 0 <= line < len(self.picture.lines):
            return super().drawn(line)
        looks, base = self._looks, self._base
        in_hand, under = Style(bgcolor=looks["cursor"].bgcolor), Style(bgcolor=base.bgcolor)
        held = self.drawn_as(self.selected) if self.selected else None
        segments = [Segment(" " * self.MARGIN, base)]
        for text, look, part in self.picture.lines[line]:
            here = held is not None and part == held
            words = "▌" if here and look == HAND else text
            segments.append(
                Segment(words, base + looks["label" if look == HAND else look] + (in_hand if here else under))
            )
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _line_of_picture(self, y: int) -> int | None:
        line = y + self.scroll_offset.y
        return line if 0 <= line < len(self.picture.lines) else None

    def _under(self, event: events.MouseEvent) -> Id | None:
        """The part under the pointer."""
        line = self._line_of_picture(event.y)
        if line is None:
            place = super().row_at(event.y)
            return self.shown[place].id if place is not None else None
        x = event.x - self.MARGIN
        for text, _, part in self.picture.lines[line]:
            x -= cells(text)
            if x < 0:
                return part
        return None

    def _take_part(self, part: Id | None) -> None:
        places = [place for place, row in enumerate(self.shown) if part and row.id == part]
        if places:
            self._take(places[0])
