"""The frame of the meeting screen: zoom, help, commands, and what escape closes."""

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.command import CommandPalette
from textual.dom import DOMNode

from pmfacil.app import PmfacilApp
from pmfacil.dialogs.choose import Choose
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.form import Form
from pmfacil.dialogs.help import Help
from pmfacil.screens.document import Document
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.widgets.agenda import Agenda
from pmfacil.widgets.boards import BOARDS
from pmfacil.widgets.capture_bar import CaptureBar, CaptureLine
from pmfacil.widgets.header import MeetingHeader
from pmfacil.widgets.key_line import KeyLine
from pmfacil.widgets.side import SidePanel

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

AROUND = (Agenda, SidePanel, CaptureBar, KeyLine)


def around(room: "Room") -> list[str]:
    """What is shown beside the board and the clock."""
    return [kind.__name__ for kind in AROUND if room.screen.query_one(kind).region.area]


async def test_zoom_shows_nothing_but_the_clock_the_question_and_the_board(meet: "Meet") -> None:
    async with meet() as room:
        assert around(room) == ["Agenda", "SidePanel", "CaptureBar", "KeyLine"]
        await room.press("z")
        assert around(room) == []
        assert room.read(MeetingHeader).startswith("Users could not check out for 23 minutes")
        assert "What made this possible?" in room.text
        assert "The pool was exhausted" in room.text
        await room.press("z")
        assert len(around(room)) == 4


async def test_escape_closes_the_nearest_thing_first_and_ends_at_the_board(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("z", "e")
        assert isinstance(room.app.screen, Form)
        await room.press("escape")
        assert room.app.screen is room.screen
        assert around(room) == []
        await room.press("escape")
        assert len(around(room)) == 4
        await room.press("escape")
        assert room.board.has_focus


async def test_escape_leaves_the_bar_for_the_board_and_a_draft_in_it_is_kept(meet: "Meet") -> None:
    async with meet() as room:
        await room.press(":")
        await room.type("a Alert at")
        await room.press("escape")
        assert room.board.has_focus
        assert "a Alert at" in room.read(CaptureBar)
        await room.press("down", ":")
        await room.type(" 75 %")
        assert room.screen.query_one(CaptureLine).value == "a Alert at 75 %"
        assert len(room.review.actions) == 2


async def test_the_bar_opens_out_of_the_zoom(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("z", ":")
        assert room.screen.query_one(CaptureLine).has_focus
        assert "CaptureBar" in around(room)


async def test_help_gives_advice_for_the_board_and_names_its_keys(meet: "Meet") -> None:
    async with meet(size=(100, 60)) as room:
        await room.press("?")
        assert isinstance(room.app.screen, Help)
        assert "Ask what made that possible?" in room.text
        assert "#" not in room.text.split("In the bar")[0].split("Keys")[0]
        for key, words in (("w", "Ask why"), ("space", "Start, pause"), ("]", "Next item"), ("^r", "Redo")):
            assert any(line.split("│")[1].split()[:1] == [key] for line in room.text.splitlines() if words in line), key
        await room.press("q")
        assert room.app.screen is room.screen
        assert room.app.is_running


async def test_every_key_of_a_board_is_in_its_help(meet: "Meet") -> None:
    async with meet(size=(120, 100)) as room:
        keys = [active.binding for active in room.screen.active_bindings.values() if active.binding.id]
        await room.press("?")
        assert len(keys) > 30
        for binding in keys:
            assert binding.description in room.text
            assert not binding.tooltip or " ".join(binding.tooltip.split()[:3]) in room.text


async def test_escape_and_the_question_mark_close_the_help_too(meet: "Meet") -> None:
    async with meet() as room:
        for key in ("escape", "?"):
            await room.press("?", key)
            assert room.app.screen is room.screen
        assert room.board.has_focus


async def test_the_palette_opens_everywhere_and_escape_closes_it(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("ctrl+p")
        assert isinstance(room.app.screen, CommandPalette)
        await room.press("escape")
        assert room.board.has_focus
        await room.press(":", "ctrl+p", "escape")
        assert room.screen.query_one(CaptureLine).has_focus


def test_every_binding_has_an_id_and_a_tooltip_and_shown_ones_are_no_priority() -> None:
    kinds: list[type[DOMNode]] = [
        PmfacilApp,
        MeetingScreen,
        Document,
        CaptureLine,
        Form,
        Help,
        Choose,
        Decide,
        *BOARDS.values(),
    ]
    for kind in kinds:
        for ours in (base for base in kind.__mro__ if base.__module__.startswith("pmfacil")):
            for binding in ours.__dict__.get("BINDINGS", []):
                assert isinstance(binding, Binding), f"{ours.__name__}: {binding}"
                assert binding.id, f"{ours.__name__}: {binding.description}"
                assert binding.tooltip, f"{ours.__name__}: {binding.description}"
                assert not binding.priority


def test_a_key_means_the_same_on_every_board() -> None:
    meanings: dict[str, set[str]] = {}
    for board in BOARDS.values():
        for ours in (base for base in board.__mro__ if base.__module__.startswith("pmfacil")):
            for binding in ours.__dict__.get("BINDINGS", []):
                for key in binding.key.split(","):
                    meanings.setdefault(key, set()).add(binding.id)
    assert {key: ids for key, ids in meanings.items() if len(ids) > 1} == {}


def test_no_board_takes_a_key_of_the_screen_away() -> None:
    screen = {key for binding in MeetingScreen.BINDINGS for key in binding.key.split(",")}  # pyright: ignore
    for board in BOARDS.values():
        for ours in (base for base in board.__mro__ if base.__module__.startswith("pmfacil")):
            taken = {key for binding in ours.__dict__.get("BINDINGS", []) for key in binding.key.split(",")}
            assert not screen & taken, ours.__name__
