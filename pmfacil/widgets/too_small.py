"""What a terminal shows that is too small for anything else."""

from typing import Any

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

LEAST = Size(60, 16)
"""Cells; every board, form and list works in this many."""


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
