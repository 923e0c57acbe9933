"""The board of actions: ideas in a basket, commitments with everything that they need."""

from datetime import date
from typing import TYPE_CHECKING

from pmfacil.review.actions import Action, Progress
from pmfacil.widgets.side import SidePanel

if TYPE_CHECKING:
    from tests.conftest import Meet


async def test_c_makes_an_idea_a_commitment_with_what_it_needs(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        await room.press("9")
        assert room.selected == "a2"
        await room.press("c")
        assert "╭─ Commit to it ─" in room.text
        await room.fill(owner="Dana", agreed=True, due="2w", check="a slow release is stopped in staging")
        await room.press("ctrl+s")
        action = room.on_disk().get(Action, "a2")
        assert (action.label(), action.owner, action.agreed, action.due) == ("A2", "Dana", True, date(2026, 12, 2))
        assert "✓ commit to “Load step in the release check”" in room.text
        assert room.selected == "a2"
        await room.press("c")
        assert "A2 is a commitment already; e changes it." in room.read("#reading")
        await room.press("u")
        assert room.on_disk().get(Action, "a2").label() == "idea"


async def test_what_a_commitment_lacks_is_shown_beside_it(meet: "Meet") -> None:
    async with meet(size=(140, 36)) as room:
        await room.press("9", "end")
        assert "… no type, no priority, no check" in room.text
        await room.capture("a Roll-back button")
        assert "… no owner, no date, no type, no priority, no check" in room.text
        assert "… no owner, no date" in room.read(SidePanel)


async def test_i_puts_an_idea_into_the_basket_and_a_adds_a_commitment(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        await room.press("9", "i")
        await room.fill(text="Read-only mode")
        await room.press("enter")
        assert room.on_disk().get(Action, room.selected or "").number is None
        await room.press("end", "a")
        await room.fill(text="Restore drill")
        await room.press("enter")
        assert room.on_disk().get(Action, room.selected or "").label() == "A2"
        assert "ACTIONS 2 · IDEAS 2" in room.read(SidePanel)


async def test_s_moves_a_commitment_on_and_refuses_an_idea(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("9", "s")
        assert room.read("#reading") == "An idea has no progress; c commits to it."
        await room.press("end")
        for progress in (Progress.IN_PROGRESS, Progress.DONE, Progress.VERIFIED):
            await room.press("s", "enter")
            assert room.review.get(Action, "a1").status == progress
        for key, progress in (("o", Progress.OPEN), ("d", Progress.DONE), ("i", Progress.IN_PROGRESS)):
            await room.press("s", key)
            assert room.review.get(Action, "a1").status == progress
        await room.press("s", "escape")
        assert len(room.on_disk().get(Action, "a1").history) == 6


async def test_an_action_is_dropped_only_with_a_reason(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("9", "end")
        await room.type("srThe service is [/] retired")
        assert "Drop A1" in room.text
        await room.press("escape")
        assert room.review.get(Action, "a1").status == Progress.OPEN
        await room.press("s", "r", "ctrl+u", "enter")
        assert "Because: Say why nobody will do it" in room.text
        assert room.review.get(Action, "a1").history == ()
        await room.type("The service is [/] retired")
        await room.press("enter")
        dropped = room.on_disk().get(Action, "a1")
        assert (dropped.status, dropped.history[-1].note) == (Progress.DROPPED, "The service is [/] retired")
