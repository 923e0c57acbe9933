"""The keys of the board of whys: deeper, beside, a chain of its own, and how answers belong together."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.review.edit import Add
from pmfacil.review.review import Review
from pmfacil.review.whys import Gate, Why

if TYPE_CHECKING:
    from tests.conftest import Meet


async def test_w_asks_below_the_why_in_hand_and_takes_the_answer_in_hand(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("down", "w")
        assert "Below 1.1: The pool was exhausted" in room.text
        assert "What made that possible?" in room.text
        await room.fill(question="Why exhausted?", text="Ten times the queries", evidence="query log", factor=True)
        await room.press("enter")
        why = room.on_disk().get(Why, room.selected or "")
        assert (why.number, why.parent, why.text) == ("1.2", "w2", "Ten times the queries")
        assert (why.question, why.evidence, why.factor) == ("Why exhausted?", "query log", True)
        assert "[evidence] query log" in room.text
        await room.press("w")
        assert "Below 1.2" in room.text


async def test_the_question_is_above_its_answer_in_every_form(meet: "Meet") -> None:
    async with meet() as room:
        for keys, begin in (("a", "question"), ("w", "text"), ("b", "text"), ("e", "question")):
            await room.press("home", "down", *keys)
            lines = room.text.splitlines()
            question, answer = (
                next(place for place, line in enumerate(lines) if f"│  {label} " in line)
                for label in ("Question", "Answer")
            )
            assert question < answer
            assert room.app.screen.focused
            assert room.app.screen.focused.id == begin
            await room.press("escape")


BOTH = "Why was checkout down? No server could reach it"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"question": BOTH}, ("Why was checkout down?", "No server could reach it")),
        ({"text": BOTH}, ("Why was checkout down?", "No server could reach it")),
        ({"text": "why no alert?"}, ("why no alert?", "")),
        ({"question": "Why no alert?"}, ("Why no alert?", "")),
        ({"question": "Why no alert"}, ("Why no alert", "")),
        ({"text": "Nobody knew: who is on call? All slept"}, ("", "Nobody knew: who is on call? All slept")),
        ({"question": BOTH, "text": "Why not?"}, (BOTH, "Why not?")),
    ],
)
async def test_a_question_in_the_field_of_its_answer_and_both_in_one_field_go_where_they_belong(
    meet: "Meet", typed: dict[str, str], kept: tuple[str, str]
) -> None:
    async with meet() as room:
        for key in "aw":
            await room.press("down", key)
            await room.fill(**typed)
            await room.press("enter")
            why = room.on_disk().get(Why, room.selected or "")
            assert (why.question, why.text) == kept


async def test_b_branches_beside_the_why_in_hand(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("down", "b")
        assert "Below 1: No server could reach the database" in room.text
        await room.fill(text="The standby was down too")
        await room.press("enter")
        why = room.on_disk().get(Why, room.selected or "")
        assert (why.number, why.parent) == ("1a", "w1")


async def test_a_begins_a_chain_and_b_on_the_head_of_one_does_too(meet: "Meet") -> None:
    async with meet() as room:
        for key, text in (("a", "Recovery was slow"), ("b", "Nobody had the keys")):
            await room.press("home", key)
            assert "╭─ A new chain ─" in room.text
            await room.fill(text=text)
            await room.press("enter")
        assert [(why.number, why.text) for why in room.on_disk().answers(None)][2:] == [
            ("3", "Recovery was slow"),
            ("4", "Nobody had the keys"),
        ]


async def test_on_an_empty_board_w_and_b_begin_the_first_chain(meet: "Meet", new: Review) -> None:
    async with meet(new) as room:
        await room.press("4")
        for key in "wb":
            await room.press(key)
            assert "╭─ A new chain ─" in room.text
            await room.press("escape")


async def test_what_was_typed_below_one_why_does_not_show_below_another(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("w")
        await room.fill(text="Half a thought")
        await room.press("escape", "down", "w")
        assert "Half a thought" not in room.text
        await room.press("escape", "up", "w")
        assert "Half a thought" in room.text


async def test_g_says_how_the_answers_below_belong_together(meet: "Meet") -> None:
    async with meet() as room:
        for gate, mark in ((Gate.AND, "AND below"), (Gate.OR, "OR below"), (Gate.NONE, "")):
            await room.press("g")
            assert room.on_disk().get(Why, "w1").gate == gate
            assert mark in room.text


async def test_a_pruned_branch_takes_its_answers_along_and_its_numbers_are_not_given_again(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("down", "x", "w")
        await room.fill(text="Something else")
        await room.press("enter")
        assert {why.number for why in room.on_disk().whys} == {"1", "2", "2.1"}
        await room.press("u", "u")
        assert {why.number for why in room.on_disk().whys} == {"1", "1.1", "2"}


async def test_the_tree_shows_a_question_and_a_gap_where_its_answer_is_missing(meet: "Meet", small: Review) -> None:
    async with meet(Add(part=Why(question="Why no alert?", parent="w3")).apply(small)) as room:
        lines = room.text.splitlines()
        place = next(place for place, line in enumerate(lines) if "Why no alert?" in line)
        assert "2.1" in lines[place]
        assert "no answer yet" in lines[place + 1]
        assert "cause chain" in room.text
        assert "detection chain" in room.text
