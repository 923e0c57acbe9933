"""The response: phases to scale, what is asked of the row in hand, arrows that arrive or not, keys on every row."""

from itertools import product
from typing import TYPE_CHECKING

import pytest

from pmfacil.dialogs.form import Form
from pmfacil.review.response import Phase
from pmfacil.review.review import Review
from tests.widgets.response_room import line, lines, said, talked_about

if TYPE_CHECKING:
    from tests.conftest import Meet


@pytest.fixture
def told(new: Review) -> Review:
    """A response of 100 minutes that was talked about."""
    return talked_about(new)


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


# what-ifs


async def test_a_what_if_reads_as_a_question_with_its_answer_below(meet: "Meet", told: Review) -> None:
    async with meet(told, size=(80, 24)) as room:
        await room.press("7")
        assert line(room, "at peak hour") == "? What if … at peak hour?"
        assert line(room, "What would have happened then") == "↳ What would have happened then?"
        assert line(room, "a holiday") == "? What if it had been a holiday?"
        assert line(room, "Nobody would") == "↳ Nobody would have been near."


# keys


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
