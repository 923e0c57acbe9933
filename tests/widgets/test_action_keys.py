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
            await room.press("s", "enter", *(["enter"] if progress != Progress.IN_PROGRESS else []))
            assert room.review.get(Action, "a1").status == progress
        for keys, progress in (("o", Progress.OPEN), (("d", "enter"), Progress.DONE), ("i", Progress.IN_PROGRESS)):
            await room.press("s", *keys)
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


LINK = "https://example.com/change/41"


async def test_who_says_that_it_is_done_is_asked_for_the_link_that_shows_it(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("9", "end", "s", "d")
        assert "A1 is done" in room.text
        await room.type("change 41")
        await room.press("enter")
        assert "Link: A link begins with https:// or http://" in room.text
        assert room.review.get(Action, "a1").history == ()
        await room.press("ctrl+u")
        await room.paste(LINK)
        await room.press("enter")
        step = room.on_disk().get(Action, "a1").history[-1]
        assert (step.status, step.link) == (Progress.DONE, LINK)
        assert f"shown by: {LINK}" in room.text
        assert "✓ A1 done, with a link: " in room.text
        assert "done · Dana\n" in room.text


async def test_a_link_that_is_not_given_closes_nothing(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("9", "end", "s", "v", "escape")
        assert room.review.get(Action, "a1").status == Progress.OPEN
        assert "waits in the form" not in room.text


async def test_v_gives_a_commitment_a_link_wherever_it_stands(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("9", "v")
        assert room.read("#reading") == "An idea takes no evidence; c commits to it."
        await room.press("end", "s", "i", "v", "enter")
        assert len(room.review.get(Action, "a1").history) == 1
        await room.press("v")
        await room.paste(LINK)
        await room.press("enter")
        step = room.on_disk().get(Action, "a1").history[-1]
        assert (step.status, step.link) == (Progress.IN_PROGRESS, LINK)
        await room.press("v")
        assert f"It has {LINK}; another one goes beside" in room.text


async def test_x_on_a_commitment_asks_for_the_reason_or_takes_a_mistake_away(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("9", "end", "x")
        assert "A1 will not be done" in room.text
        await room.press("escape")
        assert room.review.get(Action, "a1").status == Progress.OPEN
        await room.press("x", "enter")
        await room.type("The service is retired")
        await room.press("enter")
        dropped = room.on_disk().get(Action, "a1")
        assert (dropped.status, dropped.history[-1].note) == (Progress.DROPPED, "The service is retired")
        await room.press("x")
        assert "Drop it" not in room.text
        await room.press("m")
        assert not room.on_disk().has("a1")
        await room.press("u")
        assert room.review.get(Action, "a1") == dropped


async def test_x_on_an_idea_takes_it_away_at_once(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("9", "x")
        assert not room.review.has("a2")


async def test_how_it_stands_is_read_beside_its_owner_and_what_it_lacks_right_below(meet: "Meet") -> None:
    async with meet(size=(200, 50)) as room:
        await room.press("9", "end", "s", "i")
        lines = room.text.splitlines()
        place = next(y for y, line in enumerate(lines) if "in progress · Dana · Wed 2 Dec" in line)
        assert lines[place].index("in progress") == lines[place + 1].index("… no type, no priority, no check")
