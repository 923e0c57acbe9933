"""The capture bar: read while it is typed, kept with enter, never losing a word."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.review.notes import Note
from pmfacil.review.review import Review
from pmfacil.review.text import LINE_LIMIT
from pmfacil.review.whys import Why
from pmfacil.typeahead import MOST_PASTED
from pmfacil.widgets.capture_bar import CaptureBar, CaptureLine

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

EVERY_KEY = "1234567890][ +-=:zu?yaexmnilfvswbgAcdqhr<>@#~!*/\\\"'{}"


def line(room: "Room") -> CaptureLine:
    """The line that is typed into."""
    return room.screen.query_one(CaptureLine)


async def test_while_the_bar_has_the_focus_every_printable_key_types(meet: "Meet") -> None:
    async with meet() as room:
        before, board = room.review, room.board
        await room.press(":")
        await room.type(EVERY_KEY)
        await room.type("漢é🙂")
        assert line(room).value == EVERY_KEY + "漢é🙂"
        assert room.review is before
        assert room.board is board
        assert room.app.screen is room.screen


async def test_what_is_understood_shows_while_it_is_typed(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press(":")
        shown: list[str] = []
        for piece in ("a", " ", "Alert at 75 %", " @dana", " P1 ~detect by:2w #1.1"):
            await room.type(piece)
            shown.append(room.read("#reading"))
        assert shown == [
            shown[0],
            shown[0],
            "action",
            "action · Dana",
            "action · Dana · P1 · Detect · Wed 2 Dec, in 2 weeks · for 1.1",
        ]
        assert shown[0].startswith("There is nothing to keep yet: type on, as in “a ")


async def test_what_is_understood_gets_the_lines_that_it_needs_and_gives_them_back(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press(":")
        reading, board = room.screen.query_one("#reading"), room.board
        heights: list[tuple[int, int]] = []
        for words in ("a Alert @dana", " P1 ~detect by:2w #1.1 #1.2 #1.3 ! " + "how: a drill shows it " * 4):
            await room.paste(words)
            heights.append((reading.size.height, board.size.height))
        await room.press("ctrl+u", "a", "space", "x")
        heights.append((reading.size.height, board.size.height))
        assert [taken for taken, _ in heights] == [1, 3, 1]
        assert {taken + left for taken, left in heights} == {1 + heights[0][1]}


async def test_enter_keeps_the_line_and_the_bar_stays_open_for_the_next(meet: "Meet") -> None:
    async with meet() as room:
        await room.capture("a Alert at 90 % @dana P1", "i Restore drill every week")
        assert line(room).has_focus
        assert line(room).value == ""
        review = room.on_disk()
        assert [action.label() for action in review.commitments()] == ["A1", "A2"]
        assert [idea.text for idea in review.ideas()][-1] == "Restore drill every week"
        assert room.read("#reading") == "✓ add idea “Restore drill every week”"


async def test_a_line_that_is_not_whole_stays_in_the_bar(meet: "Meet") -> None:
    async with meet() as room:
        before = room.review
        await room.capture("a")
        assert line(room).value == "a"
        assert room.review is before


async def test_tab_completes_a_name_and_again_goes_round(meet: "Meet", sample: Review) -> None:
    async with meet(sample) as room:
        await room.press(":")
        await room.type("a Page earlier @d")
        await room.press("tab")
        assert line(room).value == "a Page earlier @Dana"
        await room.type(" ~")
        seen: list[str] = []
        for _ in range(5):
            await room.press("tab")
            seen.append(line(room).value.split()[-1])
        assert seen == ["~prevent", "~detect", "~mitigate", "~process", "~prevent"]
        assert line(room).cursor_position == len(line(room).value)


async def test_tab_completes_in_the_middle_of_a_line_and_stays_in_the_bar_without_anything_to_offer(
    meet: "Meet",
) -> None:
    async with meet() as room:
        await room.press(":")
        await room.type("a Page @da P1")
        await room.press("left", "left", "left", "tab")
        assert line(room).value == "a Page @Dana P1"
        await room.press("end")
        await room.type(" nothing")
        await room.press("tab")
        assert line(room).value == "a Page @Dana P1 nothing"
        assert line(room).has_focus


async def test_up_recalls_earlier_lines_and_down_comes_back_to_the_draft(meet: "Meet") -> None:
    async with meet() as room:
        await room.capture("g The pager worked", "b Two people did the same")
        await room.type("l Dra")
        seen: list[str] = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await room.press(key)
            seen.append(line(room).value)
        first, second = "g The pager worked", "b Two people did the same"
        assert seen == [second, first, first, second, "l Dra", "l Dra"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Nobody looked at the pool", "“Nobody” is not a letter of the capture line; kept as a note."),
        ("t yesterday-ish it broke", None),
        ("o monitoring", None),
    ],
)
async def test_a_line_that_no_edit_can_carry_becomes_a_note_with_its_reason(
    meet: "Meet", typed: str, reason: str | None
) -> None:
    async with meet() as room:
        await room.capture(typed)
        note = room.on_disk().notes[-1]
        assert note.text == typed
        assert note.item == "item-whys"
        assert note.reason
        said = room.read("#reading")
        assert said.endswith("; kept as a note.")
        assert reason in (None, said)
        assert room.app.told == []
        assert line(room).value == ""


async def test_a_why_goes_under_the_why_in_hand_and_becomes_the_one_in_hand(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("down")
        await room.capture(
            "w Why exhausted? Ten times the queries", "w And why that? The release check has no load step"
        )
        assert [(why.number, why.text) for why in room.on_disk().whys[3:]] == [
            ("1.2", "Ten times the queries"),
            ("1.3", "The release check has no load step"),
        ]
        assert room.selected == room.review.whys[-1].id
        await room.capture("w + Why so long? Nobody had the keys", "w #1.1 Another answer")
        numbers = {why.text: why.number for why in room.review.whys}
        assert (numbers["Nobody had the keys"], numbers["Another answer"]) == ("3", "1.1a")


async def test_a_why_from_the_bar_is_in_hand_on_the_board_of_whys_wherever_it_was_written(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("9")
        await room.capture("w + Why so long? Nobody had the keys")
        assert room.board.id == "actions"
        await room.press("escape", "4")
        assert room.review.get(Why, room.selected or "").text == "Nobody had the keys"


async def test_a_paste_beyond_the_limit_is_refused_in_a_sentence(meet: "Meet") -> None:
    async with meet() as room:
        await room.press(":")
        await room.type("n ")
        await room.paste("x" * (MOST_PASTED + 1))
        assert line(room).value == "n "
        assert room.app.told == ["That paste is longer than 100 thousand characters; nothing was taken."]


async def test_every_word_of_a_paste_of_several_lines_is_kept(meet: "Meet") -> None:
    async with meet() as room:
        await room.press(":")
        await room.type("n ")
        await room.paste("one two\nthree\r\nfour\n\nfive")
        await room.press("enter")
        assert room.on_disk().notes[-1].text.split() == ["one", "two", "three", "four", "five"]


async def test_a_long_paste_becomes_a_note_in_full(meet: "Meet") -> None:
    words = "word " * (LINE_LIMIT // 4)
    async with meet() as room:
        await room.press(":")
        await room.paste(f"l {words}")
        await room.press("enter")
        note = room.on_disk().notes[-1]
        assert isinstance(note, Note)
        assert note.text == f"l {words}".strip()
        assert room.review.lessons == room.on_disk().lessons
        assert len(room.review.lessons) == 1


async def test_hostile_text_is_read_kept_and_shown_as_text(meet: "Meet") -> None:
    async with meet() as room:
        await room.capture('l "[red]full[/] [/" 🙂 \x1b[2J\x1b]0;owned\x07 \u202eevil')
        assert room.on_disk().lessons[-1].text == '"[red]full[/] [/" 🙂 [2J]0;owned evil'
        assert "\x1b" not in room.text
        await room.press("escape", "8")
        assert '"[red]full[/] [/" 🙂 [2J]0;owned evil' in room.text
        await room.press("u")
        assert room.read("#reading").startswith('Undid: add lesson “"[red]full[/] [/" 🙂')


async def test_ctrl_keys_of_the_line_stay_its_own(meet: "Meet") -> None:
    async with meet() as room:
        await room.press(":")
        await room.type("one two")
        await room.press("ctrl+w")
        assert line(room).value == "one "
        await room.press("ctrl+a")
        await room.type("x")
        assert line(room).value == "xone "
        await room.press("ctrl+u")
        assert line(room).value == "one "


async def test_a_click_on_the_bar_opens_it(meet: "Meet") -> None:
    async with meet() as room:
        await room.pilot.click(CaptureBar, offset=(10, 0))
        assert line(room).has_focus
