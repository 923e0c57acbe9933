"""What a terminal shows that is too small for anything else."""

from typing import Any

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

LEAST = Size(60, 16)
"""Cells; every board, form and list works in this many."""
_LAID_OUT = Size(20, 5)
"""Cells for which everything is laid out, however few a terminal has."""


class TooSmall(Widget):
    """One sentence over everything else, which stays as it is below: the focus, and what is being typed."""

    DEFAULT_CSS = """
    TooSmall {
        overlay: screen;
        constrain: inside inside;
        position: absolute;
        width: 100vw;
        height: 100vh;
        content-align: center middle;
        text-align: center;
        background: $background;
        color: $foreground;
    }
    """
    terminal: reactive[Size] = reactive(LEAST)

    def render(self) -> Content:
        """The sentence."""
        now = f"{self.terminal.width}×{self.terminal.height}"
        return Content(f"Too small: {now}; {LEAST.width}×{LEAST.height} is enough.")


def cover(screen: Screen[Any], size: Size) -> None:
    """Cover a screen while the terminal is too small for it."""
    if not screen.is_attached:  # it is closing
        return
    small = size.width < LEAST.width or size.height < LEAST.height
    covers = screen.query_children(TooSmall)
    if small and not covers:
        screen.mount(TooSmall())
    for sentence in screen.query_children(TooSmall):
        sentence.display = small
        sentence.terminal = size
        beyond = laid_out(size) - size
        sentence.styles.padding = (0, beyond.width, beyond.height, 0)


def laid_out(size: Size) -> Size:
    """For which size a terminal's content is laid out; what lies beyond its edge is not seen.

    In Textual 8.2.8 a list without a single column ends the program.
    """
    return Size(max(size.width, _LAID_OUT.width), max(size.height, _LAID_OUT.height))
