"""The scrollbar of rows: drawn from few strips, because every step of the hand may draw all of it again."""

from functools import lru_cache
from typing import NamedTuple, cast

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class RowBar(ScrollBar):
    """Shows how far rows are scrolled, one cell wide."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some cells of the bar; Textual alone would draw each by itself, although most are alike."""
        bar = cast("ScrollBarRender", self.render())
        style = cast("Style", bar.style)
        colors = style.bgcolor or Color.default(), style.color or Color.default()
        shown = _Bar(type(bar), self.size.height, bar.virtual_size, bar.window_size, bar.position, *colors)
        strips = _strips(shown, self.visual_style.rich_style)[crop.y : crop.bottom]
        background = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        return strips


class _Bar(NamedTuple):
    """A bar as it shows."""

    kind: type[ScrollBarRender]
    height: int
    lines: float
    window: float
    first: float
    back: Color
    front: Color


# Every frame draws it again, although it is as it was most of the time.
@lru_cache(maxsize=100)
def _strips(bar: _Bar, base: Style) -> list[Strip]:
    cells = bar.kind.render_bar(
        bar.height, bar.lines, bar.window, bar.first, back_color=bar.back, bar_color=bar.front
    ).segments
    return [_strip(cell, base) for cell in cells]


@lru_cache(maxsize=100)
def _strip(cell: Segment, base: Style) -> Strip:
    return Strip(Segment.apply_style([cell], base), 1)
