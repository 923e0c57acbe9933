"""The last line: the keys that work now."""

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from pmfacil.widgets.rows import cells


class Key(NamedTuple):
    """A key as it is shown."""

    name: str
    shown: str
    words: str
    tip: str


class KeyLine(Widget):
    """Shows as many keys as there is room for; a click presses one.

    Textual's own footer makes a widget for every key whenever the focus moves, and keeps the old ones for good.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $background; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[Key] = []
        self._ends: list[int] = []
        """The cell behind each key that is shown, in order."""

    def on_mount(self) -> None:
        """Begin to listen to what the keys mean."""
        self.screen.bindings_updated_signal.subscribe(self, self._listen)
        self._listen(self.screen)

    def render(self) -> Content:
        """Each key with its word, none of them cut."""
        parts: list[tuple[str, str]] = []
        self._ends = []
        end = 0
        for key in self._keys:
            end += 1 + cells(key.shown) + 1 + cells(key.words) + 1
            if end > self.size.width:
                break
            self._ends.append(end)
            parts += [(f" {key.shown}", "bold $footer-key-foreground"), (f" {key.words} ", "$foreground")]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        if key := self._under(event.x):
            self.app.simulate_key(key.name)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the key under the pointer is good for."""
        key = self._under(event.x)
        self.tooltip = Content(key.tip) if key and key.tip else None

    def _under(self, x: int) -> Key | None:
        return next((key for key, end in zip(self._keys, self._ends, strict=False) if x < end), None)

    def _listen(self, screen: Screen[object]) -> None:
        active = screen.active_bindings
        shown = [works.binding for works in active.values() if works.binding.show and works.enabled]
        if palette := active.get(self.app.COMMAND_PALETTE_BINDING):
            shown.append(palette.binding)
        by_action = {binding.action: binding for binding in reversed(shown)}
        keys = [
            Key(binding.key, self.app.get_key_display(binding), binding.description, binding.tooltip)
            for binding in shown
            if by_action[binding.action] is binding
        ]
        if keys != self._keys:
            self._keys = keys
            self.refresh()
