"""The edge of the program, at which nothing may break: keys that come too early or too late, controls, faults."""

import asyncio
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.app import App
from textual.command import CommandPalette
from textual.pilot import Pilot

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.dialogs.form import Form
from pmfacil.review.edit import Add
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables
from pmfacil.review.whys import Why
from pmfacil.sessions.session_file import open_session

if TYPE_CHECKING:
    from tests.conftest import Meet, Overheard, Room

KEYS = [*"1234567890][ +-=:zu?yaexmnilfvswbgAcd", "up", "down", "end", "pagedown", "enter", "escape", "tab"]
PASTES = ["[red]full[/] [/", "\x1b[2J", "x" * 5000, "w + Why? y", "a Do it @dana by:2w", "99999999999", "nan", "23:27"]


def hurry(room: "Room", *keys: str) -> None:
    """Press keys so quickly that the screen does not come along."""
    assert room.app._driver is not None
    for key in keys:
        room.app._driver.send_message(events.Key(key, key if len(key) == 1 else None))


async def test_keys_that_come_before_a_dialog_is_there_break_nothing(meet: "Meet") -> None:
    async with meet() as room:
        before = room.review
        for keys in (("ctrl+p", "pagedown"), ("a", "ctrl+s"), ("a", "escape"), ("m", "escape")):
            for _ in range(3):
                hurry(room, *keys)
                await room.pilot.pause()
                await room.press("escape", "escape")
            assert room.app.screen is room.screen, keys
            assert room.review is before, keys


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_is_typed_the_program_goes_on_and_the_disk_is_true(
    meet: "Meet", sample: Review, clock: FrozenClock, seed: int
) -> None:
    chance = random.Random(seed)
    async with meet(sample, size=(80, 24)) as room:
        for _ in range(15):
            hurry(room, *("colon" if key == ":" else key for key in chance.choices(KEYS, k=5)))
            await room.pilot.pause(0.01)
            await room.paste(chance.choice(PASTES))
            clock.move(chance.choice([1, 60, 900]))
        assert room.app.is_running
        assert room.on_disk() == room.review


async def test_keys_that_come_after_q_end_in_no_fault(app: Callable[..., Any]) -> None:
    shown: PmfacilApp = app()

    async def type_ahead(pilot: Pilot[object]) -> None:
        await pilot.pause()
        assert shown._driver is not None
        for key in ["q", *"4x9" * 20]:
            shown._driver.send_message(events.Key(key, key))
            await pilot.pause(0.001)

    await shown.run_async(headless=True, size=(80, 24), auto_pilot=type_ahead)
    assert shown.return_code == 0
    assert shown._exception is None


async def test_a_fault_inside_saves_everything_and_shows_one_sentence_without_what_people_typed(
    app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(App, "is_headless", False)
    shown: Overheard = app()

    def fault() -> None:
        raise ValueError("secret words of the room")

    async def run_into_it(pilot: Pilot[object]) -> None:
        await pilot.press("f")
        shown.call_later(fault)
        await asyncio.sleep(0.2)

    await shown.run_async(headless=True, size=(80, 24), auto_pilot=run_into_it)
    assert shown.return_code == 1
    path = shown.live.file.path
    assert from_tables(open_session(path, write=False).tables)[0].get(Why, "w1").factor
    said = capsys.readouterr()
    sentence = "Something went wrong inside pmfacil (ValueError); all that was written is saved."
    assert sentence in said.out + said.err
    assert "secret" not in said.out + said.err


async def test_no_control_character_of_a_review_reaches_the_terminal(meet: "Meet", small: Review) -> None:
    why = small.whys[0]
    dirty = why.model_copy(update={"text": "full\x1b]52;c;eA==\x07\x9b2J\x00\x7f\u202edlrow"})
    assert "\x1b" in dirty.text
    async with meet(small) as room:
        room.board.review = room.review.put(dirty)
        room.board.notify(dirty.text, markup=False)
        await room.pilot.pause()
        assert "full" in room.text
        assert not {character for character in room.text if ord(character) < 32 or 127 <= ord(character) < 160} - {"\n"}
        assert "\u202e" not in room.text


async def test_the_palette_is_open_once_only(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("ctrl+p", "ctrl+p")
        assert isinstance(room.app.screen, CommandPalette)
        assert not isinstance(room.app.screen_stack[-2], CommandPalette)


async def test_a_form_stays_open_over_everything_that_happens_below_it(meet: "Meet", clock: FrozenClock) -> None:
    async with meet() as room:
        await room.press("e")
        clock.move(100)
        room.screen.tick()
        room.screen.ask(Add(part=Why(text="Written elsewhere")))
        await room.type(" and more")
        assert isinstance(room.app.screen, Form)
        await room.press("enter")
        assert len(room.on_disk().whys) == 4
