"""The scrollbar of rows: drawn from few strips, because every step of the hand may draw all of it again."""

from functools import lru_cache
from typing import cast

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
        base, style = self.visual_style.rich_style, cast("Style", bar.style)
        cells = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            back_color=style.bgcolor or Color.default(),
            bar_color=style.color or Color.default(),
        ).segments
        strips = [_strip(cell, base) for cell in cells[crop.y : crop.bottom]]
        background = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        return strips


@lru_cache(maxsize=100)
def _strip(cell: Segment, base: Style) -> Strip:
    return Strip(Segment.apply_style([cell], base), 1)
