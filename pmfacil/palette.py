"""The commands of the palette: every binding by its human name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from textual.app import App
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

from pmfacil.screens.meeting import MeetingScreen
from pmfacil.widgets.board import Board
from pmfacil.widgets.walked import WALKING

_LEFT_OUT = {"app.commands", "meeting.close", "library.back", *WALKING}
"""What closes the palette anyway, and what moves the hand by a step: nobody looks for that by name."""


@dataclass(frozen=True)
class Command:
    """One thing that can be done."""

    name: str
    more: str
    key: str
    run: Callable[[], Any]

    def shown(self, name: Content) -> Content:
        """The command as it stands in the list."""
        key = f"  {self.key}" if self.key else ""
        return Content.assemble(name, (key, "$text-accent"), "\n", (self.more, "$foreground 75% not bold"))


class Commands(Provider):
    """Gives the palette the commands of the screen below it; of Textual's own, none does what these do not.

    Its quit, its list of keys and its maximize are Leave, Help and Zoom under names that are known here, and its
    screenshot would put what people said into a folder that nobody thinks of.
    """

    async def discover(self) -> Hits:
        """All commands, the present board's first."""
        for command in commands(self.screen):
            yield DiscoveryHit(command.shown(Content(command.name)), command.run, text=command.name)

    async def search(self, query: str) -> Hits:
        """The commands whose names or explanations fit, and every theme."""
        matcher = self.matcher(query)
        for command in [*commands(self.screen), *_themes(self.app)]:
            by_name, by_more = matcher.match(command.name), matcher.match(command.more)
            if score := max(by_name, by_more / 2):
                name = matcher.highlight(command.name) if by_name else Content(command.name)
                yield Hit(score, command.shown(name), command.run, text=command.name)


def commands(screen: Screen[Any]) -> list[Command]:
    """What can be done on a screen; in the meeting, what can be done on the board that shows, wherever the focus is."""
    board = screen.stage.shown if isinstance(screen, MeetingScreen) else None
    app = cast(App[Any], screen.app)
    found: dict[str, Command] = {}
    for node in (*([board] if board else []), screen, app):
        for binding in bindings(node):
            if binding.id and binding.id not in _LEFT_OUT:
                name = f"Go to {binding.description}" if binding.id.startswith("go.") else binding.description
                run = partial(_run, screen, node, binding, board)
                key = app.get_key_display(binding)
                found.setdefault(binding.id, Command(name, binding.tooltip or "", key, run))
    theme = Command("Theme", f"Choose how it looks; now it is {app.theme}", "", app.search_themes)
    return sorted([*found.values(), theme], key=lambda command: command.name.startswith("Go to "))


def bindings(node: DOMNode) -> list[Binding]:
    """The bindings of a node with the keys that they have here."""
    keys = node._bindings.copy()
    keys.apply_keymap(node.app._keymap)
    return [binding for _, binding in keys]


def _themes(app: App[Any]) -> list[Command]:
    def choose(name: str) -> None:
        app.theme = name

    return [Command(f"Theme {name}", "Choose how it looks", "", partial(choose, name)) for name in app.available_themes]


async def _run(screen: Screen[Any], node: DOMNode, binding: Binding, board: Board | None) -> None:
    if board is not None and (node is board or screen.app._check_action_state(binding.action, node) is False):
        screen.set_focus(board)
    await screen.app.run_action(binding.action, node)
