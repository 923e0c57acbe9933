"""The response: phases to scale, what is asked of the row in hand, arrows that arrive or not, columns that fit."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest

from pmfacil.dialogs.form import Form
from pmfacil.review.communication import Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.edit import Add, Change, Edit, LinkParts
from pmfacil.review.response import Phase
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line
from pmfacil.review.timeline import Event, EventKind
from pmfacil.widgets.blocks import Arrow, Block, Drawn
from pmfacil.widgets.columns import ColumnBoard
from pmfacil.widgets.rows import cells

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

START = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
KINDS = {
    **{EventKind.TRIGGER: 0, EventKind.DETECTION: 20, EventKind.ACKNOWLEDGEMENT: 30},
    **{EventKind.DIAGNOSIS: 40, EventKind.MITIGATION: 90, EventKind.RECOVERY: 100},
}
HOSTILE = clean_line("[red]full[/] [/ 漢字 🙂 مرحبا \x1b[2J \u202e " * 8 + "x" * 200)


def after(review: Review, *edits: Edit) -> Review:
    """The review after some edits."""
    for edit in edits:
        review = edit.apply(review)
    return review


def at(minutes: float) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=minutes)


def letters(drawn: Drawn, *looks: str) -> str:
    """What stands in the lines in these looks, without spaces."""
    return "".join("".join(text for one in drawn for text, look in one if look in looks).split())


@pytest.fixture
def told(new: Review) -> Review:
    """A response of 100 minutes that was talked about."""
    return after(
        new,
        Change(id="incident", changes={"start": START, "end": at(100)}),
        *(Add(part=Event(at=at(minutes), text=f"The {kind}", kind=kind)) for kind, minutes in KINDS.items()),
        Change(id="phase-detection", changes={"happened": "Customers called first", "halved": "Watch the checkout"}),
        Add(part=Decision(id="d1", text="Roll back, or add servers?", at=at(25), known="Load is high")),
        Add(part=Decision(id="d2", text="Wake the database team", at=at(60 * 15))),
        Add(part=Told(id="t1", text="Checkout is down", sender="support", receiver="on-call engineer", at=at(12))),
        Add(part=Told(id="t2", text="We are on it", sender="on-call engineer", receiver="support", arrived=False)),
        Add(part=WhatIf(id="w1", text="at peak hour")),
        Add(part=WhatIf(id="w2", text="What if it had been a holiday?", answer="Nobody would have been near.")),
    )


def lines(room: "Room") -> list[str]:
    """What is drawn, line by line."""
    assert isinstance(room.board, ColumnBoard)
    drawn: list[str] = []
    for columns in room.board._drawn:
        line = ""
        for _, width, pieces in columns:
            words = " " + "".join(text for text, _ in pieces)
            line += words + " " * (width + 3 - cells(words))
        drawn.append(line.rstrip())
    return drawn


def said(room: "Room") -> str:
    """Everything on the board, its lines joined."""
    return " ".join(" ".join(lines(room)).split())


def line(room: "Room", words: str) -> str:
    """The one line with these words."""
    [found] = [line for line in lines(room) if words in line]
    return found.strip()


def place(room: "Room", words: str) -> tuple[int, int]:
    """Where words stand on the board."""
    [(x, y)] = [(line.index(words), y) for y, line in enumerate(lines(room)) if words in line]
    return x, y - room.board.scroll_offset.y


# phases


async def test_each_phase_has_its_minutes_and_its_stretch_of_the_whole_to_scale(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7")
        assert line(room, "Phases").endswith("customers were hit for 1 h 40 min")
        assert line(room, "also") == "also: acknowledge 10 min · recover 10 min"
        assert line(room, "Detection").endswith("20 min of 1 h 40 min")
        assert line(room, "Mitigation").endswith("50 min of 1 h 40 min")
        detection, diagnosis, mitigation = (one.strip() for one in lines(room) if "···" in one)
        width = len(detection)
        assert [
            round(bar.count(glyph) / width, 1) for bar, glyph in zip((detection, mitigation), "█░", strict=True)
        ] == [
            0.2,
            0.5,
        ]
        assert diagnosis.index("▒") / width == pytest.approx(0.3, abs=0.02)
        assert not any("min" in one for one in lines(room) if "Blast radius" in one)


async def test_a_phase_without_minutes_says_so_and_in_hand_where_they_come_from(meet: "Meet", new: Review) -> None:
    async with meet(new, size=(80, 24)) as room:
        await room.press("7")
        assert line(room, "Detection").endswith("no minutes yet")
        assert "an event of the kind “detection”" in said(room)
        await room.press("down")
        assert "an event of the kind “diagnosis”" in said(room)
        assert "“detection”" not in said(room)


async def test_the_question_for_the_half_stands_until_it_is_answered(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7")
        assert line(room, "Watch the checkout") == "½ Watch the checkout"
        asking = [one.strip() for one in lines(room) if one.strip().startswith("½ How could we")]
        assert asking == ["½ How could we have cut this in half?"] * 2
        await room.press("down", "e")
        assert isinstance(room.app.screen, Form)
        await room.fill(halved="Page on errors, not on load")
        await room.press("ctrl+s")
        assert room.on_disk().get(Phase, "phase-diagnosis").halved == "Page on errors, not on load"
        assert line(room, "Page on errors") == "½ Page on errors, not on load"


async def test_the_blast_radius_in_hand_asks_for_what_would_have_held_it_back(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7")
        assert "circuit breakers" not in said(room)
        room.select("phase-blast-radius")
        for lead in ("cells:", "gradual rollout:", "circuit breakers:", "cascade:"):
            assert line(room, lead).endswith("?")


async def test_a_phase_that_was_taken_away_can_come_back(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7", "x")
        assert not room.on_disk().has("phase-detection")
        assert line(room, "bring it back") == "Detection: press a to bring it back."
        await room.press("down", "down", "down", "a")
        await room.fill(happened="Customers called")
        await room.press("ctrl+s")
        phase = room.on_disk().get(Phase, "phase-detection")
        assert (phase.text, phase.happened) == ("Detection", "Customers called")
        assert line(room, "Detection").endswith("20 min of 1 h 40 min")


async def test_a_on_a_phase_asks_for_a_decision_point(meet: "Meet", told: Review) -> None:
    async with meet(told) as room:
        await room.press("7", "a")
        assert "New decision point" in room.text


# decision points


async def test_only_the_decision_in_hand_asks_for_what_nobody_said_yet(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7")
        assert "Which ways did they see?" not in said(room)
        room.select("d1")
        assert line(room, "known then") == "known then: Load is high"
        assert [one.strip() for one in lines(room) if one.strip() in QUESTIONS] == QUESTIONS[1:]
        await room.press("e")
        await room.fill(options="Roll back; add servers")
        await room.press("ctrl+s")
        assert line(room, "options:") == "options: Roll back; add servers"
        await room.press("down")
        assert [one.strip() for one in lines(room) if one.strip() in QUESTIONS] == QUESTIONS


QUESTIONS = [
    "What did people know at that moment?",
    "Which ways did they see?",
    "Why was this one sensible, with what was known?",
    "What would have made the choice easier?",
]


async def test_another_day_stands_on_a_line_of_its_own_and_times_stay_short(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7")
        assert line(room, "Roll back") == "10:25 ◇ Roll back, or add servers?"
        assert line(room, "Wake the") == "01:00 ◇ Wake the database team"
        assert (
            lines(room)[lines(room).index(next(one for one in lines(room) if "Wake the" in one)) - 1].strip()
            == "18 Nov"
        )


# who told whom


async def test_an_arrow_leads_from_one_to_the_other_or_is_cut_where_nothing_arrived(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7")
        assert line(room, "support ─▶") == "10:12          support ─▶ on-call engineer"
        lost = line(room, "─╳")
        assert lost.startswith("··:·· on-call engineer ─╳ support")
        assert lost.endswith("did not arrive")
        first, second = (one for one in lines(room) if "─▶" in one or "─╳" in one)
        assert first.index("─▶") == second.index("─╳")
        assert lines(room)[lines(room).index(first) + 1].index("Checkout is down") == first.index("on-call")


async def test_what_has_a_time_is_not_moved(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(160, 36)) as room:
        await room.press("7")
        room.select("t1")
        await room.press("m")
        await room.pilot.pause()
        assert room.read("#reading") == "Its time decides its place; press e and give it another time."


# what-ifs, and what came after


async def test_a_what_if_reads_as_a_question_with_its_answer_below(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7")
        assert line(room, "at peak hour") == "? What if … at peak hour?"
        assert line(room, "What would have happened then") == "↳ What would have happened then?"
        assert line(room, "a holiday") == "? What if it had been a holiday?"
        assert line(room, "Nobody would") == "↳ Nobody would have been near."


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


# columns


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


# all of it


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


ROWS = ("phase-mitigation", "d1", "t2", "w1")
"""One row of every kind."""


async def test_the_keys_of_every_board_ask_on_every_kind_of_row(meet: "Meet", told: Review) -> None:
    async with meet(told) as room:
        await room.press("7")
        for part, key in product(ROWS, "ilnme"):
            room.select(part)
            await room.press(key)
            assert room.app.screen is not room.screen, (part, key)
            await room.press("escape")
            assert room.app.screen is room.screen, (part, key)


async def test_x_takes_any_row_away_and_u_brings_it_back(meet: "Meet", told: Review) -> None:
    async with meet(told) as room:
        await room.press("7")
        for part in ROWS:
            room.select(part)
            await room.press("x")
            assert not room.on_disk().has(part)
            await room.press("u")
            assert room.on_disk().has(part)


async def test_a_link_to_a_phase_shows_at_once(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(120, 36)) as room:
        await room.press("7", "l")
        await room.fill(text="Watch what customers do")
        await room.press("enter")
        assert "→ L1" in said(room)
        await room.press("u")
        assert "→ L1" not in said(room)
