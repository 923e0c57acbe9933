"""Phrases for the room, findings and wordings for the one who leads."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.dialogs.card import Card
from pmfacil.dialogs.phrases import Phrasebook
from pmfacil.packs import learnt
from pmfacil.review.edit import SetStatus
from pmfacil.review.incident import Status
from pmfacil.review.review import Review
from pmfacil.review.whys import Why
from pmfacil.widgets.coach import CoachPanel, NoticeRow
from pmfacil.widgets.header import MeetingHeader
from pmfacil.widgets.side import SidePanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Meet, Room

BLAMING = "The on-call engineer was careless and forgot the check"


async def looked(room: "Room") -> None:
    """Wait until the coach has looked at the review."""
    while room.app.workers:
        # The packs are read first, and then looked through.
        await room.app.workers.wait_for_complete()
        await room.pilot.pause()


def panel(room: "Room") -> CoachPanel:
    return room.screen.query_one(CoachPanel)


async def take(room: "Room", label: str, words: str = "") -> NoticeRow:
    """Take a row of the panel in hand."""
    found = [
        (place, row)
        for place, row in enumerate(panel(room).shown)
        if isinstance(row, NoticeRow) and row.label == label and words in row.paragraphs[0][0]
    ]
    assert found, [row.paragraphs for row in panel(room).shown]
    panel(room).cursor = found[0][0]
    await room.pilot.pause()
    return found[0][1]


# phrases


async def test_a_phrase_is_shown_to_the_room_with_nothing_around_it(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("4", "r")
        assert isinstance(room.app.screen, Phrasebook)
        moment = room.app.screen._phrases.moments[0]
        await room.press(moment.letter, "enter")
        assert isinstance(room.app.screen, Card)
        said = room.read("#sentence")
        assert said
        assert moment.label not in room.text
        await room.press("x")
        assert room.app.screen is room.screen
        assert room.review.has("w1")
        assert room.screen.stage.name_shown == "whys"


async def test_only_a_number_is_kept_of_a_phrase(meet: "Meet") -> None:
    async with meet() as room:
        before = room.on_disk()
        await room.press("r", room.screen._phrases().moments[3].letter, "enter", "escape")
        await looked(room)
        after = room.on_disk()
        assert after == before.put(before.pulse.changed(redirects=1))
        assert len(learnt()) == 1


async def test_undo_leaves_the_number_of_phrases_alone(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("4", "x", "r", "b", "enter", "escape", "u")
        assert room.review.has("w1")
        assert room.review.pulse.redirects == 1


async def test_a_closed_panel_changes_nothing(meet: "Meet") -> None:
    async with meet() as room:
        before = room.review
        await room.press("r", "escape", "r", "h", "escape", "escape")
        assert room.app.screen is room.screen
        assert room.review is before


# the coach


async def test_the_panel_counts_and_shows_three_of_the_present_board_first(meet: "Meet", small: Review) -> None:
    async with meet(SetStatus(status=Status.IN_REVIEW).apply(small), (120, 50)) as room:
        await looked(room)
        await room.press("9", "h")
        await looked(room)
        here = room.screen.thoughts.noticed.on(room.screen.stage.name_shown)
        assert len(here.findings) > 3
        shown = [row for row in panel(room).shown if isinstance(row, NoticeRow) and row.about in here.findings]
        assert len(shown) == 3
        assert f"{len(here.findings) - 3} more here" in " ".join(room.read(CoachPanel).replace("▏", "").split())


async def test_enter_on_a_finding_goes_to_what_it_is_about(meet: "Meet", small: Review) -> None:
    async with meet(SetStatus(status=Status.IN_REVIEW).apply(small), (120, 50)) as room:
        await room.press("9", "h")
        await looked(room)
        row = next(row for row in panel(room).shown if isinstance(row, NoticeRow) and row.about and row.about.part)
        panel(room).cursor = list(panel(room).shown).index(row)
        await room.press("enter")
        assert row.about
        assert room.screen.stage.name_shown == row.about.board
        assert room.selected == row.about.part
        assert room.board.has_focus


async def test_the_next_question_changes_with_the_board_and_enter_shows_it_to_the_room(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        asked: list[str] = []
        for key in ("3", "4"):
            await room.press(key, "h")
            await looked(room)
            asked.append(panel(room).thoughts.question)
            await take(room, "?", asked[-1])
            await room.press("enter")
            assert isinstance(room.app.screen, Card)
            assert [word for word in room.read("#sentence").split() if word[0] not in "┃┏┗"] == asked[-1].split()
            await room.press("escape")
        assert asked[0] != asked[1]


async def test_other_words_are_one_key_away_and_can_be_undone(meet: "Meet") -> None:
    async with meet(size=(120, 60)) as room:
        await room.press("4")
        await room.capture(f"w + Why did nobody see it? {BLAMING}")
        await room.press("escape", "h")
        await looked(room)
        why = next(why for why in room.review.whys if why.text == BLAMING)
        row = await take(room, "✎")
        await room.press("enter")
        assert room.review.get(Why, why.id).text == row.rewording
        await looked(room)
        assert room.on_disk().get(Why, why.id).text == row.rewording
        await room.press("u")
        assert room.review.get(Why, why.id).text == BLAMING


async def test_a_wording_can_be_dismissed_here_or_for_the_review_and_stays_so(meet: "Meet") -> None:
    async with meet(size=(120, 60)) as room:
        await room.press("4")
        await room.capture(f"w + Why did nobody see it? {BLAMING}", f"w + And why twice? {BLAMING}")
        await room.press("escape", "h")
        await looked(room)
        many = len(room.screen.thoughts.noticed.worded)
        row = await take(room, "≈")
        await room.press("x")
        await looked(room)
        assert len(room.screen.thoughts.noticed.worded) == many - 1
        assert room.review.get(Why, row.about.part if row.about and row.about.part else "").text == BLAMING
        await take(room, "≈")
        await room.press("X")
        await looked(room)
        kept = {(dismissal.rule, bool(dismissal.of)) for dismissal in room.on_disk().dismissals}
        assert {here for _, here in kept} == {True, False}
        assert not {worded.hint.rule for worded in room.screen.thoughts.noticed.worded} & {
            rule for rule, here in kept if not here
        }
        await room.press("u", "u")
        await looked(room)
        assert len(room.screen.thoughts.noticed.worded) == many


async def test_outside_the_panel_only_a_number_shows(meet: "Meet") -> None:
    async with meet(size=(120, 60)) as room:
        await room.press("4")
        await room.capture(f"w + Why did nobody see it? {BLAMING}")
        await room.press("escape")
        await looked(room)
        side = room.read(SidePanel)
        here = room.screen.thoughts.noticed.on(room.screen.stage.name_shown)
        assert f"COACH {len(here)}" in side
        for worded in room.screen.thoughts.noticed.worded:
            assert worded.hint.message not in room.text
            assert worded.hint.category not in room.read(MeetingHeader) + side


async def until(room: "Room", true: "Callable[[], bool]") -> None:
    """Wait for what the coach does beside the keys."""
    for _ in range(2000):
        await room.pilot.pause(0.005)
        if true():
            return
    raise AssertionError(room.text)


async def test_while_somebody_types_only_a_small_mark_shows(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await looked(room)
        await room.press(":")
        await room.type("w Why? The pool was exhausted")
        assert room.read("#prompt") == "›"
        line = room.screen.query_one("#line")
        await room.press("ctrl+u")
        await room.paste(f"w Why? {BLAMING}")
        await until(room, lambda: room.read("#prompt") == "≈")
        await room.press("enter")
        await until(room, lambda: room.read("#prompt") == "›")
        assert line.has_focus
        assert any(why.text == BLAMING for why in room.review.whys)


async def test_the_note_taker_reads_how_to_see_other_words_and_nobody_else_does(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await looked(room)
        for notes in (False, True):
            room.screen.set_class(notes, "-notes")
            await room.press(":", "ctrl+u")
            await room.paste(f"w Why? {BLAMING}")
            await until(room, lambda: room.read("#prompt") == "≈")
            assert ("≈ once it is kept, h on its board has other words" in room.read("#reading")) == notes
        await room.type(" again")
        assert "≈ once it is kept" in room.read("#reading")
        await room.press("enter")
        assert "≈" not in room.read("#reading")
        await room.press("escape", "h")
        await until(room, lambda: "≈" in room.read(CoachPanel))


async def test_in_a_form_too_only_a_small_mark_shows(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await looked(room)
        await room.press("4", "e")
        assert "≈" not in room.text
        await room.fill(text=BLAMING)
        await until(room, lambda: "╭─ Why 1  ≈ ─" in room.text)
        await room.fill(text="The pool was exhausted")
        await until(room, lambda: "≈" not in room.text)


@pytest.mark.parametrize("key", ["z"])
async def test_in_the_zoom_not_even_the_number_shows(meet: "Meet", key: str) -> None:
    async with meet(size=(120, 36)) as room:
        await looked(room)
        assert "COACH" in room.text
        await room.press(key)
        assert "COACH" not in room.text


async def test_the_coach_is_asked_again_only_when_something_changed(meet: "Meet", clock: FrozenClock) -> None:
    async with meet() as room:
        await looked(room)
        before = room.screen.thoughts.noticed
        clock.move(1)
        room.screen.tick()
        await looked(room)
        assert room.screen.thoughts.noticed is before
