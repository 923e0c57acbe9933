"""Every key there is, gathered from the bindings, and what can be wrong with a keymap of somebody's own."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key, format_key, key_to_character
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

import pmfacil.dialogs
import pmfacil.screens
import pmfacil.widgets
from pmfacil.dialogs.choose import Choose
from pmfacil.dialogs.dialog import Dialog
from pmfacil.dialogs.form import Form
from pmfacil.dialogs.new_review import NewReview
from pmfacil.dialogs.phrases import Phrasebook
from pmfacil.screens.library import LibraryScreen
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.screens.trends import TrendsScreen
from pmfacil.sessions.errors import quoted
from pmfacil.settings import Settings
from pmfacil.widgets.board import Board
from pmfacil.widgets.boards import BOARDS
from pmfacil.widgets.capture_bar import CaptureLine
from pmfacil.widgets.coach import CoachPanel
from pmfacil.widgets.desk import DeskPanel, PacePanel
from pmfacil.widgets.library_list import LibraryList, SearchLine
from pmfacil.widgets.trends_rows import TrendsRows
from pmfacil.widgets.walked import WalkedRows

Kind = type[DOMNode]

TAKEN = {
    "ctrl+q": "always leaves",
    "ctrl+c": "always copies what is selected",
    "ctrl+i": "is tab to a terminal",
    "ctrl+m": "is enter to a terminal",
    "ctrl+j": "is enter to a terminal",
    "ctrl+h": "is backspace to a terminal",
    "ctrl+left_square_bracket": "is escape to a terminal",
}
"""Keys that cannot be given away."""
_BASES = {key.value for key in Keys}
_MODIFIERS = {"ctrl", "shift", "alt", "super", "meta", "hyper"}
_SHARED: tuple[Kind, ...] = (Board, WalkedRows, Dialog)
_SCREENS: Mapping[Kind, Kind] = {
    LibraryList: LibraryScreen,
    SearchLine: LibraryScreen,
    TrendsRows: TrendsScreen,
}
"""The screens of what is not in the meeting."""
_TYPED_INTO = (Input, Form, Choose, Phrasebook)


def groups(app: type[App[Any]]) -> dict[str, list[Binding]]:
    """All bindings with an id, by where they work: everywhere, on every board, on each board, then the rest."""
    found: dict[str, list[Binding]] = {
        "Everywhere in the meeting": _own(MeetingScreen) + _own(app),
        "On every board": _own(Board),
        **{f"{board.TITLE} board": _own(board, besides=_SHARED) for board in BOARDS.values()},
        "In the capture bar": _own(CaptureLine),
        "In the library": [*_own(LibraryScreen), *_own(LibraryList, besides=_SHARED)],
        "In the search line": _own(SearchLine),
        "In every dialog": _own(Dialog),
        "In every form": _own(Form, besides=_SHARED),
        "At the desk": _own(DeskPanel, besides=_SHARED),
    }
    known: tuple[Kind, ...] = (MeetingScreen, CaptureLine, LibraryScreen, LibraryList, SearchLine, NewReview)
    known += (DeskPanel, PacePanel, *BOARDS.values())
    rest = [kind for kind in _leaves() if kind not in known]
    for kind in sorted(rest, key=lambda kind: (issubclass(kind, Dialog), kind.__name__)):
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
        found[f"In the {words}{' dialog' if issubclass(kind, Dialog) else ''}"] = _own(kind, besides=_SHARED)
    return {title: bindings for title, bindings in found.items() if bindings}


def with_known_keys(settings: Settings, app: type[App[Any]]) -> Settings:
    """The settings without keys that cannot be, and with a sentence for each of these."""
    contexts = [_active(kind, app) for kind in _leaves()]
    known = {binding.id: binding for context in contexts for binding in context}
    typed_over = {binding.id for kind in _leaves() if issubclass(kind, _TYPED_INTO) for binding in _own(kind)}
    keymap: dict[str, str] = {}
    for id, keys in settings.keymap.items():
        if id not in known:
            words = f"there is no binding called {quoted(id, 40)}; `pmfacil keys` shows all there are."
            settings = settings.told(words, "keymap", id)
        elif why := _unfit(keys, id in typed_over):
            settings = settings.told(f"{why}; {id} stays {shown(known[id].key)}.", "keymap", id)
        else:
            keymap[id] = keys
    while clash := _clash(keymap, contexts):
        id, key, other = clash
        words = f"{shown(key)} is the key of {other} already; {id} stays {shown(known[id].key)}."
        settings = settings.told(words, "keymap", id)
        del keymap[id]
    return replace(settings, keymap=keymap)


def key_table(app: type[App[Any]], keymap: Mapping[str, str]) -> str:
    """All keys in tables of Markdown, as they are with a keymap."""
    lines: list[str] = []
    for title, bindings in groups(app).items():
        lines += [f"## {title}", "", "| key | name | what it does | id |", "|---|---|---|---|"]
        for binding in bindings:
            keys = " ".join(f"`{shown(key)}`" for key in _split(keymap.get(binding.id or "", binding.key)))
            cells = (keys.replace("|", "\\|"), binding.description, binding.tooltip, f"`{binding.id}`")
            lines.append(f"| {' | '.join(map(str, cells))} |")
        lines.append("")
    return "\n".join(lines)


def shown(keys: str) -> str:
    """Keys as people call them."""
    return " or ".join(_called(key) for key in _split(keys))


def _called(key: str) -> str:
    *modifiers, base = key.split("+")
    named = {"up": "up", "down": "down", "left": "left", "right": "right", "enter": "enter", "escape": "esc"}
    return "+".join([*modifiers, named.get(base) or format_key(base)])


def _split(keys: str) -> list[str]:
    """The keys in Textual's own names, as `?` is `question_mark`."""
    parts = [key.strip() for key in keys.split(",")]
    return [_character_to_key(key) if len(key) == 1 else key for key in parts]


def _unfit(keys: str, typed_over: bool) -> str | None:
    """Why something cannot be the keys of a binding."""
    for key in _split(keys):
        *modifiers, base = key.split("+")
        sign = base if len(base) == 1 else key_to_character(base) or "\0"
        if not (base in _BASES or sign.isprintable()) or not _MODIFIERS.issuperset(modifiers):
            return f"{quoted(key, 40)} is no key"
        if key in TAKEN:
            return f"{shown(key)} {TAKEN[key]}"
        if typed_over and (key_to_character(key) or "\n").isprintable():
            return f"{shown(key)} is typed as a letter there"
    return None


def _clash(keymap: Mapping[str, str], contexts: Iterable[list[Binding]]) -> tuple[str, str, str] | None:
    """A binding that was given a key which another one has while both work: its id, the key, the other's id."""
    for context in contexts:
        usual = {id: {key for b in context if b.id == id for key in _split(b.key)} for id in {b.id for b in context}}
        now = {id: set(_split(keymap[id])) if id in keymap else keys for id, keys in usual.items() if id}
        for id in reversed([id for id in keymap if id in now]):
            for other in sorted(now.keys() - {id}):
                for key in sorted((now[id] & now[other]) - (usual[id] & usual[other])):
                    return id, key, other
    return None


def _active(kind: Kind, app: type[App[Any]]) -> list[Binding]:
    """The bindings with an id that work while such a thing has the focus."""
    if issubclass(kind, cast(Kind, ModalScreen)):
        return _own(kind)
    around = [] if issubclass(kind, cast(Kind, Screen)) else _own(_SCREENS.get(kind, MeetingScreen))
    return [*_own(kind), *around, *_own(app)]


def _own(kind: Kind, besides: tuple[Kind, ...] = ()) -> list[Binding]:
    """The bindings with an id that a thing of ours has, without those of some of its bases."""
    found: dict[str, Binding] = {}
    for base in kind.__mro__:
        if base.__module__.startswith("pmfacil.") and base not in besides:
            for binding in vars(base).get("BINDINGS", []):
                if isinstance(binding, Binding) and binding.id:
                    found.setdefault(binding.id, binding)
    return list(found.values())


@cache
def _leaves() -> tuple[Kind, ...]:
    """Everything of ours that has keys and is not only what others are made from."""
    for room in (pmfacil.dialogs, pmfacil.screens, pmfacil.widgets):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    found: list[Kind] = []
    unseen: list[Kind] = [DOMNode]
    while unseen:
        kind = unseen.pop()
        below = kind.__subclasses__()
        unseen += below
        ours = [other for other in below if other.__module__.startswith("pmfacil.")]
        # The desk is made from the coach's panel, which there is by itself, too.
        ours = [] if kind is CoachPanel else ours
        if kind.__module__.startswith("pmfacil.") and not ours and not issubclass(kind, App) and _own(kind):
            found.append(kind)
    return tuple(sorted(set(found), key=lambda kind: kind.__name__))
