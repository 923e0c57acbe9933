from typing import TYPE_CHECKING

from textual.content import Content

from pmfacil.palette import Command, commands
from pmfacil.review.agenda import Board
from pmfacil.review.whys import Why
from pmfacil.screens.document import Document
from pmfacil.themes import THEMES
from pmfacil.widgets.boards import BOARDS, KEYS
from pmfacil.widgets.capture_bar import CaptureLine
from tests.at_rest import offered, until

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

STEPS = {"board.up", "board.down", "board.left", "board.right", "board.first", "board.last"}


async def look_for(room: "Room", words: str) -> list[str]:
    """What the palette offers for some words, a line for the name with its key and one for what it does."""
    await room.press("ctrl+p")
    await room.type(words)
    await until(room.pilot, lambda: any(words in found.lower() for found in offered(room.pilot)[:1]))
    return offered(room.pilot)


async def test_it_has_every_command_of_the_board_that_shows_and_of_the_meeting_once(meet: "Meet") -> None:
    async with meet() as room:
        for key in KEYS:
            await room.press(key)
            active = [binding.binding for binding in room.screen.active_bindings.values()]
            left_out = {*STEPS, "app.commands", "meeting.close"}
            wanted = {(b.description, b.tooltip) for b in active if b.id and b.id not in left_out}
            found = [(command.name.removeprefix("Go to "), command.more) for command in commands(room.screen)]
            assert set(found) == wanted | {("Theme", "Choose how it looks; now it is pmfacil-dark")}, key
            assert len({(command.name, command.key) for command in commands(room.screen)}) == len(found), key


async def test_the_commands_of_the_board_come_first_and_the_ways_to_other_boards_last(meet: "Meet") -> None:
    async with meet() as room:
        names = [name.partition("\n")[0] for name in await look_for(room, "")]
        assert names[0] == "Chain  a"
        assert names[-10:] == [f"Go to {BOARDS[name].TITLE}  {key}" for key, name in KEYS.items()]
        assert not {"Quit", "Keys", "Maximize", "Screenshot"} & {name.partition("  ")[0] for name in names}


async def test_a_command_is_found_by_its_name_and_done(meet: "Meet") -> None:
    async with meet() as room:
        room.select("w2")
        found = await look_for(room, "contrib")
        assert found[0] == "Factor  f\nCount it as a contributing factor"
        await room.press("enter")
        await until(room.pilot, lambda: room.review.get(Why, "w2").factor)
        assert room.review.get(Why, "w2").factor is True


async def test_it_goes_to_a_board(meet: "Meet") -> None:
    async with meet() as room:
        assert (await look_for(room, "go to time"))[0] == "Go to Timeline  3\nShow this board"
        await room.press("enter")
        await until(room.pilot, lambda: room.board.has_focus and room.screen.stage.name_shown == Board.TIMELINE)
        assert room.screen.stage.name_shown == Board.TIMELINE
        assert room.board.has_focus


async def test_out_of_the_bar_commands_of_the_board_work_and_the_draft_stays(meet: "Meet") -> None:
    async with meet() as room:
        room.select("w3")
        await room.press(":")
        await room.type("a half a line")
        await look_for(room, "contributing")
        await room.press("enter")
        await until(room.pilot, lambda: room.review.get(Why, "w3").factor)
        assert room.review.get(Why, "w3").factor is True
        assert room.screen.query_one(CaptureLine).value == "a half a line"


async def test_out_of_the_bar_minutes_can_be_given_too(meet: "Meet") -> None:
    async with meet() as room:
        review, before = room.review, {item.id: item.minutes for item in room.review.agenda}
        await room.press(":")
        await look_for(room, "one more for this")
        await room.press("enter")
        await until(room.pilot, lambda: room.review is not review)
        assert {item.id: item.minutes for item in room.review.agenda}["item-whys"] == before["item-whys"] + 1


async def test_a_theme_is_found_by_its_own_name(meet: "Meet") -> None:
    async with meet() as room:
        assert "Theme pmfacil-light\nChoose how it looks" in await look_for(room, "pmfacil-light")
        await room.press("enter")
        await until(room.pilot, lambda: room.app.theme == "pmfacil-light")
        assert room.app.theme == "pmfacil-light"


async def test_all_themes_can_be_looked_through(meet: "Meet") -> None:
    async with meet() as room:
        assert (await look_for(room, "theme"))[0].startswith("Theme\nChoose how it looks; now it is pmfacil-dark")
        await room.press("enter")
        await until(room.pilot, lambda: "nord" in offered(room.pilot))
        names = set(offered(room.pilot))
        assert {theme.name for theme in THEMES} <= names
        assert names == set(room.app.available_themes)


async def test_leaving_is_a_command(meet: "Meet") -> None:
    async with meet() as room:
        assert (await look_for(room, "leave"))[0].startswith("Leave  q\n")
        await room.press("enter")
        await until(room.pilot, lambda: room.app._exit)
        assert room.app._exit


async def test_on_the_document_it_has_the_commands_of_the_document(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("ctrl+s")
        await room.app.workers.wait_for_complete()
        await room.pilot.pause()
        assert isinstance(room.app.screen, Document)
        assert {"Copy it", "For whom", "Back", "Theme"} <= {c.name for c in commands(room.app.screen)}
        assert "Undo" not in {command.name for command in commands(room.app.screen)}


async def test_it_names_the_keys_as_they_are_here(meet: "Meet") -> None:
    async with meet() as room:
        room.app.set_keymap({"meeting.undo": "f9"})
        (undo,) = [command for command in commands(room.screen) if command.name == "Undo"]
        assert undo.key == "f9"


def test_signs_of_markup_are_shown_as_they_are() -> None:
    shown = Command("Go on [/]", "[b", "[", lambda: None).shown(Content("Go on [/]"))
    assert shown.plain == "Go on [/]  [\n[b"
