"""How the response board is laid out: columns where there is room, a hand and clicks that find their row in either."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.review.decisions import Decision
from pmfacil.review.edit import Change, LinkParts
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line
from pmfacil.widgets.blocks import Arrow, Block, Drawn
from pmfacil.widgets.rows import cells
from tests.widgets.response_room import after, at, line, lines, place, talked_about

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

HOSTILE = clean_line("[red]full[/] [/ 漢字 🙂 مرحبا \x1b[2J \u202e " * 8 + "x" * 200)


@pytest.fixture
def told(new: Review) -> Review:
    """A response of 100 minutes that was talked about."""
    return talked_about(new)


def letters(drawn: Drawn, *looks: str) -> str:
    """What stands in the lines in these looks, without spaces."""
    return "".join("".join(text for one in drawn for text, look in one if look in looks).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_what_came_after_stands_below_a_line_over_the_whole_board(
    meet: "Meet", told: Review, size: tuple[int, int]
) -> None:
    async with meet(told, size=size) as room:
        await room.press("7", "end")
        rule = line(room, "After the incident")
        assert rule.startswith("── After the incident ───")
        assert len(rule) == room.board._width
        await room.press("e")
        await room.fill(found="A core dump", took="two days")
        await room.press("ctrl+s")
        assert line(room, "A core dump") == "⌕ A core dump"
        assert line(room, "two days") == "it took: two days"
        await room.press("m")
        assert room.app.screen is room.screen


async def test_where_there_is_room_phases_stand_two_by_two_and_the_hand_goes_across(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(200, 50)) as room:
        await room.press("7")
        assert "Diagnosis" in line(room, "Detection")
        assert "Blast radius" in line(room, "Mitigation")
        assert "Who told whom" in line(room, "Decision points")
        await room.press("right")
        assert room.selected == "phase-diagnosis"
        await room.press("right")
        assert room.selected == "phase-diagnosis"
        await room.press("left")
        assert room.selected == "phase-detection"
        room.select("d1")
        await room.press("right")
        assert room.selected == "t1"


async def test_a_click_takes_what_is_under_it_in_either_column_and_a_second_one_edits_that(
    meet: "Meet", told: Review
) -> None:
    async with meet(told, size=(200, 50)) as room:
        await room.press("7")
        for words, part in (("Blast radius", "phase-blast-radius"), ("Wake the", "d2"), ("Checkout is", "t1")):
            await room.pilot.click(room.board, offset=place(room, words))
            assert room.selected == part
        await room.pilot.click(room.board, offset=place(room, "Roll back"), times=2)
        await room.calm()
        assert room.selected == "d1"
        assert "╭─ Decision point ─" in room.text


async def test_the_right_button_shows_what_the_row_can_do_though_the_lines_move(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 48)) as room:
        await room.press("7")
        room.select("d1")
        await room.pilot.click(room.board, offset=place(room, "Wake the"), button=3)
        await room.calm()
        assert room.selected == "d2"
        assert "What to do here?" in room.text


async def test_a_click_beside_everything_leaves_the_hand_where_it_is(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(200, 50)) as room:
        await room.press("7")
        x, y = place(room, "At peak hour".lower())
        await room.pilot.click(room.board, offset=(x, y + 9), times=2)
        await room.calm()
        assert room.selected == "phase-detection"
        assert room.app.screen is room.screen


async def test_a_new_size_keeps_the_hand_and_puts_columns_below_one_another(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(200, 50)) as room:
        await room.press("7")
        room.select("w2")
        await room.pilot.resize_terminal(80, 24)
        await room.pilot.pause()
        assert room.selected == "w2"
        assert "a holiday" in room.text
        assert "Diagnosis" not in line(room, "Detection")


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_paging_down_and_up_meets_every_part_of_the_board(
    meet: "Meet", told: Review, size: tuple[int, int]
) -> None:
    many = [Decision(id=f"m{n}", text=f"Choice {n}", at=at(n), order=n + 9) for n in range(60)]
    async with meet(told.put(*many), size=size) as room:
        await room.press("7")
        seen = room.text + await paged(room, "pagedown", "aftermath")
        assert all(f"Choice {n}" in seen for n in range(60))
        await paged(room, "pageup", "phase-detection")


async def paged(room: "Room", key: str, last: str) -> str:
    """Press a key that turns pages until the last part is in hand; all that was to be read."""
    seen = ""
    for _ in range(30):
        await room.press(key)
        seen += room.text
        if room.selected == last:
            break
    assert room.selected == last
    return seen


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_hostile_words_are_shown_whole_and_no_line_is_wider_than_the_board(
    meet: "Meet", told: Review, size: tuple[int, int]
) -> None:
    names = {
        "phase-detection": ("happened", "helped", "halved"),
        "d1": ("text", "known", "options", "sense", "helped"),
        "t2": ("text", "sender", "receiver"),
        "w1": ("text", "answer"),
        "aftermath": ("found", "took"),
    }
    hostile = after(told, *(Change(id=id, changes=dict.fromkeys(fields, HOSTILE)) for id, fields in names.items()))
    hostile = after(hostile, LinkParts(source="d1", target="w1"), LinkParts(source="t2", target="w1"))
    async with meet(hostile, size=size) as room:
        await room.press("7")
        assert max(map(cells, lines(room))) <= room.board._width + 1
        for row in room.board.shown:
            if isinstance(row, Block | Arrow):
                drawn = row.lines(room.board._width, False)
                assert all("".join(text.split()) in letters(drawn, look) for text, look in row.paragraphs)
        assert not set("\x1b\u202e") & set("".join(lines(room)))
        await room.press("end", "home")
        assert room.selected == "phase-detection"
