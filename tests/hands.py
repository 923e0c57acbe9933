"""Hands on the keys of an app, and an eye on its screen."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from pmfacil.app import PmfacilApp

A = TypeVar("A", bound=PmfacilApp)


class Remembering(PmfacilApp):
    """The app, remembering every sentence that it showed for some seconds."""

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.told: list[str] = []

    def notify(self, message: str, **how: Any) -> None:
        """Show a sentence."""
        self.told.append(message)
        super().notify(message, **how)


class Hands(Generic[A]):
    """Presses keys as people do, and reads what they would."""

    def __init__(self, pilot: Pilot[None], app: A) -> None:
        self.pilot = pilot
        self.app = app

    @property
    def text(self) -> str:
        """Everything that can be read on the screen or dialog in front."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    def read(self, where: str | type[Widget]) -> str:
        """What can be read in one place of the screen in front, its lines joined."""
        x, y, width, height = self.app.screen.query_one(where).region
        strips = self.app.screen._compositor.render_strips()[y : y + height]
        return " ".join(" ".join(strip.crop(x, x + width).text for strip in strips).split())

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what comes of them."""
        await self.pilot.press(*keys)
        await self.calm()

    async def calm(self) -> None:
        """Wait until every key has done all it does."""
        while self.app.is_running and not self.app.quiet:
            await self.pilot.pause(0.005)
        await self.pilot.pause()

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for something that another thread does."""
        for _ in range(2000):
            await self.pilot.pause(0.005)
            if self.app.quiet and true():
                return await self.calm()
        raise AssertionError(f"this did not come:\n{self.text}")

    async def type(self, text: str) -> None:
        """Type text quickly, a key for every character; then enter, if it ends in `\\r`."""
        assert self.app._driver is not None
        for character in text.removesuffix("\r"):
            name = character if character.isalnum() else _character_to_key(character)
            self.app._driver.send_message(events.Key(name, character))
        await self.pilot.pause()
        await self.calm()
        if text.endswith("\r"):
            await self.press("enter")
