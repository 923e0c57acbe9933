"""Several terminals in one meeting, each with its screen: edits are everywhere, whoever leads is followed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.dialogs.card import FollowedCard
from pmfacil.dialogs.decide import Decide
from pmfacil.review.actions import Action
from pmfacil.review.agenda import Board
from pmfacil.review.review import Review
from pmfacil.settings import read_settings
from pmfacil.widgets.desk import DeskPanel, PacePanel
from pmfacil.widgets.stage import Stage
from tests.conftest import Overheard, Room
from tests.screens.company_room import joining, led_from, together, until


async def test_a_line_of_the_note_taker_is_on_the_shared_screen_and_on_disk(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await notes.capture("a Alert at 75 % of the pool @dana P1")
        await until(here, lambda: "A2 Alert at 75 % of the" in here.text)
        await until(notes, lambda: notes.meeting.flush(0))
        assert here.on_disk() == here.review == notes.meeting.review
        await until(here, lambda: "Notes" in here.read("MeetingHeader"))


async def test_the_key_that_leads_to_the_bar_is_no_part_of_a_line(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await notes.type(":n They called the vendor")
        await notes.press("enter")
        await until(here, lambda: [note.text for note in here.review.notes] == ["They called the vendor"])


async def test_undo_takes_back_what_was_done_here_and_nothing_of_another(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "notes") as (here, notes):
        await here.capture("n from the one who leads")
        await until(notes, lambda: notes.meeting.review.notes)
        await notes.press("escape")
        await notes.press("u")
        assert "nothing to undo" in notes.read("#reading")
        assert [note.text for note in here.review.notes] == ["from the one who leads"]


async def test_the_room_follows_the_board_and_the_zoom_of_whoever_leads(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room", "desk") as (here, room, desk):
        await here.press("8")
        await until(room, lambda: room.screen.stage.name_shown == Board.LESSONS)
        await here.press("z")
        await until(room, lambda: room.screen.has_class("-zoom"))
        await here.press("z")
        assert desk.screen.stage.name_shown != Board.LESSONS
        here.screen.company.lead(desk.screen.company.seat.terminal)  # pyright: ignore[reportOptionalMemberAccess]
        await until(desk, lambda: desk.screen.leads)
        await desk.press("3")
        await until(room, lambda: room.screen.stage.name_shown == Board.TIMELINE)
        desk.select("e2")
        desk.screen.tick()
        await until(room, lambda: room.selected == "e2")
        await until(here, lambda: here.screen.stage.name_shown == Board.TIMELINE)
        minutes = here.review.agenda[3].minutes
        await here.press("plus")
        assert here.review.agenda[3].minutes == minutes
        await desk.press("plus")
        await until(here, lambda: here.review.agenda[3].minutes == minutes + 1)


async def test_a_question_from_the_desk_lies_over_the_room_until_the_desk_closes_it(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room", "desk") as (here, room, desk):
        await led_from(desk, here)
        await until(desk, lambda: "Back to the system" in desk.text)
        await desk.press("r", "b", "enter")
        await until(room, lambda: isinstance(room.app.screen, FollowedCard))
        await until(here, lambda: isinstance(here.app.screen, FollowedCard))
        assert "Desk closes it" in room.text
        await room.press("x", "enter", "space", "escape")
        await here.press("x", "enter", "space")
        assert all(isinstance(one.app.screen, FollowedCard) for one in (room, here))
        assert "Over the room's screen" in desk.text
        assert "PACE" in desk.text
        await until(desk, lambda: desk.screen.query_one(PacePanel).shown_to_room.card)
        await desk.press("3")
        assert "card shows · esc ends it" in desk.text
        await desk.press("escape")
        await until(room, lambda: room.app.screen is room.screen)
        await until(here, lambda: here.app.screen is here.screen)
        assert desk.screen.stage.name_shown == Board.TIMELINE
        assert "Over the room's screen" not in desk.text
        assert here.review.pulse.redirects == desk.review.pulse.redirects == 1


async def test_whoever_holds_the_meeting_takes_the_lead_back_and_the_sentence_ends_for_everybody(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room", "desk") as (here, room, desk):
        await led_from(desk, here)
        await desk.press("r", "b", "enter")
        await until(room, lambda: isinstance(room.app.screen, FollowedCard))
        await until(here, lambda: isinstance(here.app.screen, FollowedCard))
        assert "esc takes the lead back" in here.text
        await here.press("escape")
        await until(room, lambda: room.app.screen is room.screen)
        await until(desk, lambda: not desk.screen.leads)
        assert here.screen.leads
        assert not desk.screen.words_over
        await until(desk, lambda: "ctrl+l there passes them on" in desk.text)


async def test_the_lead_is_taken_back_by_the_key_that_passes_it(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "desk") as (here, desk):
        await led_from(desk, here)
        await here.press("space")
        assert "ctrl+l takes them back" in " ".join(here.app.told)
        await here.press("ctrl+l")
        assert "(you)" in here.text
        await here.press("enter")
        await until(desk, lambda: not desk.screen.leads)
        await desk.press("ctrl+l")
        assert not isinstance(desk.app.screen, Decide)


async def test_the_lead_never_goes_to_a_terminal_that_only_shows(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room") as (here, _):
        await here.press("ctrl+l")
        assert "Nobody else in this meeting could lead it" in here.text


async def test_a_room_under_a_sentence_can_still_be_left(app: Callable[..., Overheard], clock: FrozenClock) -> None:
    async with together(app, clock, "room") as (here, room):
        await until(here, lambda: here.screen.packs)
        await here.press("r", "b", "enter")
        await until(room, lambda: isinstance(room.app.screen, FollowedCard))
        await room.press("q")
        await until(room, lambda: not room.app.is_running)


async def test_a_phrase_of_a_desk_that_does_not_lead_is_to_be_read_aloud(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room", "desk") as (here, room, desk):
        await until(desk, lambda: "Back to the system" in desk.text)
        await desk.press("r", "b", "enter")
        await until(here, lambda: here.review.pulse.redirects == 1)
        assert "To read aloud" in desk.text
        assert "The room does not see it." in desk.text
        assert room.app.screen is room.screen


async def test_the_room_is_asked_for_minutes_from_the_desk(app: Callable[..., Overheard], clock: FrozenClock) -> None:
    async with together(app, clock, "room", "desk") as (here, room, desk):
        await led_from(desk, here)
        minutes = here.review.agenda[3].minutes
        await desk.press("equals_sign", *"ask", "enter")
        await until(room, lambda: "Hands up" in room.text)
        assert "What did the room say?" in desk.text
        await desk.press("enter")
        await until(room, lambda: room.app.screen is room.screen)
        await until(here, lambda: here.review.agenda[3].minutes == minutes + 3)


async def test_nobody_is_told_what_shows_while_nobody_is_there(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock) as (here,):
        await here.press("8")
        here.screen.tick()
        assert here.screen.company
        assert here.screen.company.shown.board == Board.OPEN
        async with joining(rooms := [here], clock, (120, 36), "room"):
            await until(rooms[1], lambda: rooms[1].screen.stage.name_shown == Board.LESSONS)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_a_desk_names_the_keys_of_the_clock_only_while_it_leads(
    app: Callable[..., Overheard], clock: FrozenClock, new: Review, size: tuple[int, int]
) -> None:
    async with together(app, clock, "desk", review=new, size=size) as (here, desk):
        await until(desk, lambda: "leads the clock and the board; ctrl+l" in desk.read(DeskPanel))
        assert "space" not in desk.text
        assert "Next item" not in desk.read("KeyLine")
        await led_from(desk, here)
        await until(desk, lambda: "space begins" in desk.text)
        assert "leads the clock and the board" not in desk.text
        await until(desk, lambda: "Next item" in desk.read("KeyLine"))
        assert "Next item" not in here.read("KeyLine")


def places(desk: Room) -> set[str]:
    """What can be seen of a desk."""
    seen = {"coach": DeskPanel, "pace": PacePanel, "board": Stage}
    return {place for place, kind in seen.items() if desk.screen.query_one(kind).region.area}


async def test_at_80_columns_tab_leads_to_everything_at_the_desk(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "desk", size=(80, 24)) as (_, desk):
        assert places(desk) == {"coach"}
        assert "▸ h Coach    r Phrases " in desk.text
        assert "tab goes on" in desk.text
        for place, marked in (("pace", "▸ Pace"), ("board", "▸ 1–0 Boards"), ("coach", "▸ h Coach")):
            await desk.press("tab")
            assert places(desk) == {place}
            assert marked in desk.text
        await desk.press("shift+tab")
        assert places(desk) == {"board"}
        await desk.press("h")
        assert places(desk) == {"coach"}
        await desk.press("s")
        assert places(desk) == {"pace"}
        await desk.press(":", "escape")
        assert places(desk) == {"pace"}
        await desk.press("escape", "8")
        assert places(desk) == {"board"}
        await desk.pilot.click("DeskWays", offset=(28, 0))
        await desk.calm()
        assert places(desk) == {"pace"}


async def test_at_80_columns_every_kind_of_phrase_is_in_sight_however_much_the_coach_has_to_say(
    app: Callable[..., Overheard], clock: FrozenClock, small: Review
) -> None:
    for place in range(20):
        small = small.put(Action(id=f"vague{place}", text="Improve it", number=9 + place))
    async with together(app, clock, "desk", review=small, size=(80, 24)) as (here, desk):
        await led_from(desk, here)
        panel = desk.screen.query_one(DeskPanel)
        await until(desk, lambda: panel.phrases and "on other boards" in desk.read(DeskPanel))
        assert panel.phrases
        for keys in (["r"], ["9", "r"], ["tab", "r"]):
            await desk.press(*keys)
            await desk.calm()
            seen = desk.read(DeskPanel)
            assert "Phrases a letter opens" in seen
            assert [moment.label for moment in panel.phrases.moments if moment.label not in seen] == []
            assert "esc Coach  ▸ r Phrases" in desk.text
            await desk.press("escape")
            assert "▸ h Coach    r Phrases" in desk.text
            assert "COACH enter shows it to the room ▌?" in desk.read(DeskPanel)
        await desk.press("r", "8", "h")
        await desk.calm()
        assert "COACH enter" in desk.read(DeskPanel)
        await desk.pilot.click("DeskWays", offset=(18, 0))
        await until(desk, lambda: "▸ r Phrases" in desk.text)
        await desk.press(":")
        await until(desk, lambda: "▸ h Coach" in desk.text)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_what_is_in_hand_at_the_desk_stays_there_when_the_meeting_goes_on(
    app: Callable[..., Overheard], clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with together(app, clock, "desk", size=size) as (here, desk):
        await led_from(desk, here)
        for key in ("space", "]", "["):
            await desk.press(key)
            assert isinstance(desk.screen.focused, DeskPanel)
        board = desk.screen.stage.name_shown
        await until(here, lambda: here.screen.stage.name_shown == board)
        await desk.press("8")
        assert desk.screen.focused is desk.screen.stage.shown
        await desk.press("]")
        assert desk.screen.focused is desk.screen.stage.shown


async def test_at_120_columns_the_coach_is_beside_the_pace_or_the_board(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "desk") as (_, desk):
        assert places(desk) == {"coach", "pace"}
        await desk.press("8")
        assert places(desk) == {"coach", "board"}
        await desk.press("h")
        assert places(desk) == {"coach", "board"}
        assert desk.screen.query_one(DeskPanel).has_focus
        await desk.press("tab")
        assert places(desk) == {"coach", "pace"}
        await desk.press("8", "escape")
        assert places(desk) == {"coach", "pace"}
        await desk.pilot.resize_terminal(200, 50)
        await desk.calm()
        assert places(desk) == {"coach", "pace", "board"}
        assert "tab goes on" not in desk.text


async def test_escape_at_the_desk_takes_no_zoom_from_the_room(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room", "desk") as (here, room, desk):
        await desk.press("z")
        assert not desk.screen.has_class("-zoom")
        await led_from(desk, here)
        await desk.press("z")
        await until(room, lambda: room.screen.has_class("-zoom"))
        await desk.press("escape", "escape")
        assert desk.screen.has_class("-zoom")


async def test_where_only_the_room_is_shown_nothing_is_written(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(app, clock, "room") as (here, room):
        before = here.review
        await room.press("a", "e", "x", "plus", "space", "bracketright", "colon", "i", "f")
        assert here.review is before
        assert room.app.screen is room.screen
        assert "Leave" in room.read("KeyLine")


async def test_whoever_nobody_can_join_reads_which_folder_it_is_and_what_to_do(
    app: Callable[..., Overheard], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Run"
    folder.mkdir()
    folder.chmod(0o755)
    monkeypatch.setenv("PMFACIL_RUNTIME", str(folder))
    holder = app()
    holder._settings = read_settings()
    async with holder.run_test(size=(120, 36), notifications=True) as pilot:
        room = Room(pilot, holder)
        await until(room, lambda: any("Nobody can join" in told for told in holder.told))
        assert f"as {folder} belongs to others, too; run `chmod 700 {folder}`, then open" in " ".join(holder.told)


async def test_whoever_opened_the_meeting_is_called_as_they_said(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(opened_by(app, "Noor"), clock, "notes") as (_, notes):
        await until(notes, lambda: notes.read("#meta").endswith("with Noor"))


async def test_terminals_with_one_name_are_told_apart_in_the_header(
    app: Callable[..., Overheard], clock: FrozenClock
) -> None:
    async with together(opened_by(app, "Notes"), clock, "notes", "desk") as (here, notes, _):
        await until(here, lambda: here.read("#meta").endswith("with Notes (notes), Desk"))
        await until(notes, lambda: notes.read("#meta").endswith("with Notes (meeting), Desk"))


def opened_by(app: Callable[..., Overheard], name: str) -> Callable[..., Overheard]:
    def opened(_: Review | None = None) -> Overheard:
        holder = app()
        holder.called = name
        return holder

    return opened


async def test_the_note_taker_reads_what_happened_in_the_bar(app: Callable[..., Overheard], clock: FrozenClock) -> None:
    async with together(app, clock, "notes", size=(80, 24)) as (_, notes):
        await notes.press("escape", "ctrl+t")
        assert "Somebody holds this meeting" in notes.read("#reading")
        assert not notes.app.screen.query("Toast")
        await notes.capture("n kept")
        assert "✓ add note" in notes.read("#reading")
