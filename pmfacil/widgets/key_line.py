"""The last line: the keys that work now."""

from typing import NamedTuple, Protocol, runtime_checkable

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from pmfacil.widgets.rows import cells

STAYS = ("meeting.help", "library.help", "trends.help", "app.commands")
"""From these all others can be found."""


@runtime_checkable
class Suiting(Protocol):
    """Has other keys for one thing in hand than for another."""

    def suits(self, key: Binding) -> bool | None:
        """Whether a key is the one for what is in hand, or none for it; `None` if it is as usual."""


class Key(NamedTuple):
    """A key as it is shown."""

    name: str
    shown: str
    words: str
    tip: str
    stays: bool = False
    """Whether it shows also where others have no room."""

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return cells(self.shown) + cells(self.words) + 3


def key_of(node: DOMNode, id: str) -> str:
    """The key of a binding of a node, as people have it."""
    keys = node._bindings.copy()
    keys.apply_keymap(node.app._keymap)
    shown = [node.app.get_key_display(binding) for _, binding in keys if binding.id == id]
    return shown[0] if shown else id


def suits(node: DOMNode, key: Binding) -> bool | None:
    """Whether a key of a node comes first now, or shows not at all; `None` if it is as usual."""
    return node.suits(key) if isinstance(node, Suiting) else None


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
        self._fit: list[Key] = []
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
        self._fit = self._fitting()
        for key in self._fit:
            end += key.width
            self._ends.append(end)
            parts += [(f" {key.shown}", "bold $footer-key-foreground"), (f" {key.words} ", "$foreground")]
        return Content.assemble(*parts)

    def _fitting(self) -> list[Key]:
        """As many keys as there is room for, in their order; those that stay are sure of theirs."""
        # The blank behind the last one needs no room.
        room = self.size.width + 1 - sum(key.width for key in self._keys if key.stays)
        fit: list[Key] = []
        for key in self._keys:
            room -= 0 if key.stays else key.width
            fit += [key] if room >= 0 or key.stays else []
        return fit

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        if key := self._under(event.x):
            self.app.simulate_key(key.name)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the key under the pointer is good for."""
        key = self._under(event.x)
        self.tooltip = Content(key.tip) if key and key.tip else None

    def _under(self, x: int) -> Key | None:
        return next((key for key, end in zip(self._fit, self._ends, strict=True) if x < end), None)

    def _listen(self, screen: Screen[object]) -> None:
        active = screen.active_bindings
        works_now = [(works.binding, suits(works.node, works.binding)) for works in active.values() if works.enabled]
        shown = [key for key, suited in works_now if suited]
        shown += [key for key, suited in works_now if suited is None and key.show]
        shown += [works.binding for works in active.values() if works.binding.action.endswith("command_palette")]
        by_action = {binding.action: binding for binding in reversed(shown)}
        keys = [
            Key(
                binding.key,
                self.app.get_key_display(binding),
                binding.description,
                binding.tooltip,
                binding.id in STAYS,
            )
            for binding in shown
            if by_action[binding.action] is binding
        ]
        if keys != self._keys:
            self._keys = keys
            self.refresh()
