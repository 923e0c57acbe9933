"""The keys that every board has: each asks for an edit of the row in hand, or says why it does not."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.dialogs.choose import Choose
from pmfacil.dialogs.form import Form
from pmfacil.review.edit import Add
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Leaf, Why

if TYPE_CHECKING:
    from tests.conftest import Meet


async def test_a_adds_one_like_the_row_in_hand_and_takes_it_in_hand(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("3", "a")
        assert "╭─ New event ─" in room.text
        await room.fill(at="10:55", text="Checkout works again", kind="recovery", milestone=True)
        await room.press("enter")
        event = room.on_disk().events[-1]
        assert (f"{event.at:%d %H:%M}", event.text, event.kind, event.milestone) == (
            "17 10:55",
            "Checkout works again",
            "recovery",
            True,
        )
        assert room.selected == event.id
        assert "✓ add event “Checkout works again”" in room.text


@pytest.mark.parametrize("key", ["e", "enter"])
async def test_e_and_enter_change_the_row_in_hand(meet: "Meet", key: str) -> None:
    async with meet() as room:
        await room.press("down", key)
        assert "╭─ Why 1.1 ─" in room.text
        await room.fill(text="All 40 connections were in use")
        await room.press("enter")
        assert room.on_disk().get(Why, "w2").text == "All 40 connections were in use"
        assert room.review.get(Why, "w2").evidence == "pool graph"
        assert room.selected == "w2"


async def test_a_form_kept_as_it_was_changes_nothing(meet: "Meet") -> None:
    async with meet() as room:
        before = room.review
        for key in "389":
            await room.press(key, "e", "enter")
            assert room.app.screen is room.screen
        await room.press("u")
        assert room.app.told == ["There is nothing to undo."]
        assert room.review is before


async def test_x_takes_a_row_away_and_the_next_one_is_in_hand(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("3", "x")
        assert room.selected == "e2"
        assert [event.id for event in room.on_disk().events] == ["e2"]
        await room.press("x")
        assert room.board.selected is None
        await room.press("u", "u")
        assert [event.id for event in room.on_disk().events] == ["e1", "e2"]


async def test_m_shows_every_place_and_moves_the_row_there(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("end", "m")
        assert isinstance(room.app.screen, Choose)
        assert "under 1.1 The pool was exhausted" in room.text
        assert "under 2 " not in room.text
        await room.type("under 1.1")
        await room.press("enter")
        moved = room.on_disk().get(Why, "w3")
        assert (moved.parent, moved.number) == ("w2", "1.2")
        assert room.selected == "w3"


async def test_m_puts_rows_of_a_list_before_one_another(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("1", "end")
        room.select("rule-5")
        await room.press("m", "enter")
        assert [rule.id for rule in room.on_disk().ground_rules][:2] == ["rule-5", "rule-1"]


async def test_n_links_two_parts_and_takes_a_link_apart_again(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("n")
        await room.type("a1")
        assert "A1 · Alert at 75 % pool use" in room.text
        await room.press("enter")
        assert {link.refers() for link in room.on_disk().links} == {("w1", "a1")}
        assert "→ A1" in room.text
        await room.press("n")
        assert "unlink A1 · Alert at 75 % pool use" in room.text
        await room.press("enter")
        assert room.on_disk().links == ()


async def test_what_cannot_be_linked_has_no_state_takes_no_evidence_or_is_no_factor_says_so(meet: "Meet") -> None:
    async with meet(size=(160, 36)) as room:
        await room.press("1")
        for key, sentence in (
            ("n", "A ground rule cannot be linked."),
            ("s", "A ground rule has no state."),
            ("v", "A ground rule takes no evidence."),
            ("f", "Whys, causes and holes count as contributing factors; this is something else."),
        ):
            await room.press(key)
            assert sentence in room.read("#reading")


@pytest.mark.parametrize(("key", "table"), [("i", "actions"), ("l", "lessons")])
async def test_i_and_l_write_an_idea_or_a_lesson_that_comes_from_here(meet: "Meet", key: str, table: str) -> None:
    async with meet() as room:
        before = len(room.review.parts(table))
        await room.press("down", key)
        await room.fill(text="Watch the pool")
        await room.press("enter")
        review = room.on_disk()
        new = review.parts(table)[-1]
        assert new.says() == "Watch the pool"
        assert [part.id for part in review.linked(new.id)] == ["w2"]
        assert room.board.id == "whys"
        await room.press("u")
        assert (len(room.review.parts(table)), room.review.links) == (before, ())


async def test_f_counts_as_a_factor_and_again_no_longer(meet: "Meet") -> None:
    async with meet() as room:
        for board, part in (("4", "w1"), ("5", "c1"), ("6", "h1")):
            await room.press(board)
            room.select(part)
            await room.press("f")
            assert part in {factor.id for factor in room.on_disk().factors()}
            assert "◆ factor" in room.text
            await room.press("f")
            assert room.on_disk().factors() == []


async def test_v_asks_for_what_shows_that_it_is_so(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("v")
        await room.fill(evidence="graph of the pool")
        await room.press("enter")
        assert room.on_disk().get(Why, "w1").evidence == "graph of the pool"
        assert "[evidence] graph of the pool" in room.text
        await room.press("v")
        await room.fill(speculation=True)
        await room.press("ctrl+s")
        assert room.read("#problem") == "An answer is evidence or speculation; take one of them away first."
        await room.fill(evidence="")
        await room.press("enter")
        assert room.on_disk().get(Why, "w1").speculation


async def test_s_gives_a_why_its_next_state_round_and_round(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("end")
        states = [Leaf.KEEP_ASKING, Leaf.ACTIONABLE, Leaf.PARKED, Leaf.OPEN]
        for state, mark in zip(states, ("○ keep asking", "● actionable", "◌ parked", ""), strict=True):
            await room.press("s")
            assert room.on_disk().get(Why, "w3").leaf == state
            assert mark in room.text
        await room.press("home", "s")
        assert room.read("#reading") == "1 has answers below it; only the end of a branch has a state."


async def test_s_gives_a_layer_its_next_state_also_from_its_hole(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("6", "s")
        assert room.review.layers[0].state == LayerState.HELD
        room.select("h1")
        await room.press("s", "s")
        assert room.on_disk().get(Layer, "layer-testing").state == LayerState.MISSING


async def test_a_on_a_layer_adds_a_hole_in_it(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("6")
        room.select("layer-monitoring")
        await room.press("a")
        await room.fill(text="Nothing watched the pool")
        await room.press("enter")
        assert [hole.layer for hole in room.on_disk().holes if isinstance(hole, Hole)] == [
            "layer-testing",
            "layer-monitoring",
        ]


async def test_without_a_row_in_hand_a_key_asks_to_take_one(meet: "Meet", new: Review) -> None:
    async with meet(new) as room:
        await room.press("4")
        for key in "xmnilfvs":
            await room.press(key)
            assert room.read("#reading") == "Take a row in hand first, with the arrow keys or a click.", key
            assert room.app.screen is room.screen


async def test_arrows_home_and_end_walk_from_row_to_row_and_stop_at_the_ends(meet: "Meet") -> None:
    async with meet() as room:
        walked: list[str | None] = []
        for key in ("down", "down", "down", "up", "home", "up", "end"):
            await room.press(key)
            walked.append(room.selected)
        assert walked == ["w2", "w3", "w3", "w2", "w1", "w1", "w3"]


async def test_pages_go_to_the_ends_of_a_long_board_with_the_row_in_hand_in_sight(meet: "Meet", small: Review) -> None:
    for minute in range(60):
        event = Event(id=f"m{minute}", at=small.events[0].at, text=f"The counter said {minute}", order=minute)
        small = Add(part=event).apply(small)
    async with meet(small, size=(80, 24)) as room:
        await room.press("3")
        seen: set[str | None] = set()
        for key in ["pagedown"] * 9 + ["pageup"] * 9:
            await room.press(key)
            held = room.board.row
            assert held is not None
            assert held.paragraphs[0][0] in room.text
            seen.add(held.id)
        assert {"e1", "e2"} <= seen
        assert len(seen) > 5


async def test_a_click_takes_a_row_in_hand_and_a_second_one_opens_it(meet: "Meet") -> None:
    async with meet() as room:
        place = next(place for place, row in enumerate(room.board.shown) if row.id == "w2")
        await room.pilot.click(room.board, offset=(20, room.board._tops[place] + 1))
        assert room.selected == "w2"
        await room.pilot.click(room.board, offset=(20, room.board._tops[place] + 1), times=2)
        assert isinstance(room.app.screen, Form)
        assert "Why 1.1" in room.text


async def test_a_click_beside_the_rows_or_on_a_heading_changes_nothing(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("down")
        await room.pilot.click(room.board, offset=(20, 0))
        await room.pilot.click(room.board, offset=(20, room.board.size.height - 1))
        assert room.selected == "w2"
