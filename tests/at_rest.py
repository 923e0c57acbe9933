"""Looking at apps: they are painted when somebody may look, not for every frame between, and looks can wait."""

from collections.abc import Callable
from time import monotonic
from typing import Any, cast

import pytest
from rich.console import RenderableType
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen


def paint_at_rest(patch: pytest.MonkeyPatch) -> None:
    """Have apps painted when a test has waited for them and before it points at something: half of the work is saved.

    What is left out differs from machine to machine anyway: a slow terminal is shown fewer frames than a quick one.
    """
    frames, hands = cast("Any", Compositor), cast("Any", Pilot)
    paint, pause, point = frames.render_update, hands.pause, hands._post_mouse_events
    resting: list[Screen[Any]] = []

    def paint_or_wait(frame: Compositor, full: bool = False, **how: Any) -> RenderableType | None:
        if full or resting:
            return paint(frame, full, **how)
        visible_screen_stack.set(how["screen_stack"])
        return None

    def rest(screen: Screen[Any]) -> None:
        if screen.is_current:
            resting.append(screen)
            try:
                screen._compositor_refresh()
            finally:
                resting.pop()

    async def pause_and_paint(pilot: Pilot[Any], delay: float | None = None) -> None:
        await pause(pilot, delay)
        rest(pilot.app.screen)

    async def paint_and_point(pilot: Pilot[Any], *where: Any, **how: Any) -> bool:
        rest(pilot.app.screen)
        return await point(pilot, *where, **how)

    patch.setattr(Compositor, "render_update", paint_or_wait)
    patch.setattr(Pilot, "pause", pause_and_paint)
    patch.setattr(Pilot, "_post_mouse_events", paint_and_point)


async def until(pilot: Pilot[Any], holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something holds, as long as a slow machine may need; what is asserted then tells if it never does."""
    end = monotonic() + seconds
    while not holds() and monotonic() < end:
        await pilot.pause(0.005)


def offered(pilot: Pilot[Any]) -> list[str]:
    """What the palette offers, the name with its key and what it does; nothing while it is still looking."""
    palette = pilot.app.screen
    looking = {worker.group for worker in pilot.app.workers if not worker.is_finished}
    if not isinstance(palette, CommandPalette) or CommandPalette._GATHER_COMMANDS_GROUP in looking:
        return []
    found = palette.query_one(CommandList)
    return [str(found.get_option_at_index(place).prompt) for place in range(found.option_count)]
