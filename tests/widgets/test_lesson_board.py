"""The lessons: numbered, with what will be done about each; and three sides, between which things move."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.dialogs.choose import Choose
from pmfacil.review.actions import Action, Progress
from pmfacil.review.edit import Add, Edit, LinkParts, SetProgress
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line
from pmfacil.review.whys import Why
from pmfacil.widgets.rows import cells
from tests.widgets.response_room import line, lines, place, said

if TYPE_CHECKING:
    from tests.conftest import Meet

HOSTILE = clean_line("[red]full[/] [/ 漢字 🙂 مرحبا \x1b[2J \u202e " * 8 + "x" * 200)


@pytest.fixture
def learned(small: Review) -> Review:
    """A review with a lesson that has actions, one that has none, and something on each side."""
    edits: list[Edit] = [
        Add(part=Lesson(id="l2", text="Silence is no sign of success")),
        LinkParts(source="l1", target="a1"),
        LinkParts(source="a2", target="l1"),
        LinkParts(source="w2", target="l1"),
        SetProgress(id="a1", status=Progress.IN_PROGRESS),
        Add(part=Reflection(id="r1", text="Customers could follow each step", side=Side.WELL)),
        Add(part=Reflection(id="r2", text="The page came late", side=Side.BETTER)),
        Add(part=Reflection(id="r3", text="The copy took hours", side=Side.BETTER)),
        Add(part=Reflection(id="r4", text="Staging held a copy", side=Side.LUCKY)),
    ]
    review = small
    for edit in edits:
        review = edit.apply(review)
    return review


async def test_below_a_lesson_stand_its_actions_and_where_it_came_from(meet: "Meet", learned: Review) -> None:
    async with meet(learned, size=(80, 24)) as room:
        await room.press("8")
        first = next(number for number, one in enumerate(lines(room)) if "L1" in one)
        assert [one.strip() for one in lines(room)[first : first + 4]] == [
            "L1  A limit that nobody sees is found by customers",
            "from 1.1",
            "◐ A1 Alert at 75 % pool use · in progress",
            "○ idea: Load step in the release check",
        ]


async def test_a_lesson_without_an_action_asks_for_one_until_i_makes_it(meet: "Meet", learned: Review) -> None:
    async with meet(learned, size=(80, 24)) as room:
        await room.press("8")
        assert line(room, "no action yet") == "· no action yet: press i to make one"
        room.select("l2")
        await room.press("i")
        await room.fill(text="Page when a backup is missing")
        await room.press("enter")
        assert "no action yet" not in said(room)
        assert line(room, "Page when") == "○ idea: Page when a backup is missing"
        assert room.selected == "l2"


async def test_where_there_is_room_the_three_sides_stand_next_to_one_another(meet: "Meet", learned: Review) -> None:
    async with meet(learned, size=(200, 50)) as room:
        await room.press("8")
        assert "What could be better" in line(room, "What went well")
        assert "Where we were lucky" in line(room, "What went well")
        signs = line(room, "Customers could")
        assert signs.index("+") < signs.index("△ The page") < signs.index("☘ Staging")
        room.select("r1")
        for key, part in (("right", "r2"), ("down", "r3"), ("right", "r4"), ("left", "r2"), ("left", "r1")):
            await room.press(key)
            assert room.selected == part
        await room.pilot.click(room.board, offset=place(room, "Staging held"))
        assert room.selected == "r4"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_where_there_is_none_they_stand_below_one_another(
    meet: "Meet", learned: Review, size: tuple[int, int]
) -> None:
    async with meet(learned, size=size) as room:
        await room.press("8")
        assert line(room, "What went well") == "What went well"
        assert line(room, "could be better").split() == ["What", "could", "be", "better", "2"]


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_s_puts_what_is_in_hand_on_the_next_side_and_stays_with_it(
    meet: "Meet", learned: Review, size: tuple[int, int]
) -> None:
    async with meet(learned, size=size) as room:
        await room.press("8")
        room.select("r4")
        for side in (Side.WELL, Side.BETTER, Side.LUCKY):
            await room.press("s")
            assert room.on_disk().get(Reflection, "r4").side == side
            assert room.selected == "r4"
        await room.press("u")
        assert room.review.get(Reflection, "r4").side == Side.BETTER


async def test_s_on_a_lesson_says_what_it_is_for(meet: "Meet", learned: Review) -> None:
    async with meet(learned, size=(200, 50)) as room:
        await room.press("8", "s")
        await room.pilot.pause()
        assert room.read("#reading").startswith("A lesson has no state;")


async def test_m_moves_to_another_side_or_among_its_like(meet: "Meet", learned: Review) -> None:
    async with meet(learned) as room:
        await room.press("8")
        room.select("r3")
        await room.press("m")
        assert isinstance(room.app.screen, Choose)
        assert "before The page came late" in room.text
        assert "before Customers" not in room.text
        await room.type("before")
        await room.press("enter")
        assert [one.id for one in room.on_disk().side(Side.BETTER)] == ["r3", "r2"]
        await room.press("m")
        await room.type("lucky")
        await room.press("enter")
        assert room.on_disk().get(Reflection, "r3").side == Side.LUCKY
        assert room.selected == "r3"


async def test_m_moves_a_lesson_before_another_one(meet: "Meet", learned: Review) -> None:
    async with meet(learned) as room:
        await room.press("8")
        room.select("l2")
        await room.press("m", "enter")
        assert [lesson.id for lesson in room.on_disk().lessons] == ["l2", "l1"]


@pytest.mark.parametrize(("part", "side"), [("r1", Side.WELL), ("r2", Side.BETTER), ("r4", Side.LUCKY)])
async def test_a_adds_to_the_side_in_hand(meet: "Meet", learned: Review, part: str, side: Side) -> None:
    async with meet(learned) as room:
        await room.press("8")
        room.select(part)
        await room.press("a")
        await room.fill(text="The status page was ready")
        await room.press("enter")
        [added] = [one for one in room.on_disk().reflections if one.text == "The status page was ready"]
        assert added.side == side
        assert room.selected == added.id


async def test_a_side_that_is_empty_takes_its_first_one(meet: "Meet", new: Review) -> None:
    async with meet(new, size=(200, 50)) as room:
        await room.press("8", "down", "right", "a")
        await room.fill(text="No way back was written down")
        await room.press("enter")
        assert room.on_disk().side(Side.BETTER)[0].text == "No way back was written down"


async def test_an_action_that_is_done_shows_it_without_colour(meet: "Meet", learned: Review) -> None:
    done = SetProgress(id="a1", status=Progress.DONE).apply(learned)
    async with meet(done, size=(80, 24)) as room:
        await room.press("8")
        assert line(room, "A1 Alert") == "● A1 Alert at 75 % pool use · done"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_hostile_words_are_shown_whole_and_no_line_is_wider_than_the_board(
    meet: "Meet", learned: Review, size: tuple[int, int]
) -> None:
    hostile = learned.put(
        *(learned.get(Lesson, id).changed(text=HOSTILE) for id in ("l1", "l2")),
        learned.get(Action, "a1").changed(text=HOSTILE),
        learned.get(Reflection, "r1").changed(text=HOSTILE),
        learned.get(Why, "w2").changed(text=HOSTILE),
    )
    async with meet(hostile, size=size) as room:
        await room.press("8")
        assert max(map(cells, lines(room))) <= room.board._width + 1
        if size[0] < 200:
            assert "".join(lines(room)).replace(" ", "").count("".join(HOSTILE.split())) == 4
        await room.press("end", "home")
        assert room.selected == "l1"
