"""A second meeting on the same review: from the Close board, with the clock of its own."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pmfacil.review.actions import Action, Progress
from pmfacil.review.agenda import FOLLOW_UP
from pmfacil.review.clock import Pause
from pmfacil.review.due import SetDue
from pmfacil.review.edit import Add, Remove, SetProgress
from pmfacil.review.follow_up import BeginFollowUp
from pmfacil.review.incident import Status
from pmfacil.review.notes import FollowUp
from pmfacil.review.review import Review

if TYPE_CHECKING:
    from tests.conftest import Meet

from pmfacil.clock import FrozenClock
from pmfacil.widgets.key_line import KeyLine


def two_weeks_on(small: Review, clock: FrozenClock) -> Review:
    """The meeting was two weeks ago, and today its follow-up is due."""
    review = Pause(at=clock.now()).apply(small)
    review = Add(part=FollowUp(id="v1", text="Look again", on=clock.now().date() + timedelta(weeks=2))).apply(review)
    clock.move(timedelta(weeks=2).total_seconds())
    return review


def walked(small: Review, clock: FrozenClock) -> Review:
    """A follow-up of A1, due on 2 December; A2, overdue; A3, without a date; A4, verified."""
    review = two_weeks_on(small, clock)
    today = clock.now().date()
    more = (
        Action(id="a3", text="Restore drill", number=0, due=today - timedelta(days=3)),
        Action(id="a4", text="Roll-back button", number=0),
        Action(id="a5", text="Read-only mode", number=0, due=today - timedelta(weeks=1)),
    )
    for part in more:
        review = Add(part=part).apply(review)
    review = SetDue(id="a1", due=today + timedelta(weeks=1), note="so", at=clock.now()).apply(review)
    review = SetProgress(id="a5", status=Progress.VERIFIED, at=clock.now()).apply(review)
    return BeginFollowUp(at=clock.now(), ended=clock.now()).apply(review)


async def test_the_board_stands_in_the_order_of_work_and_what_is_closed_apart(
    meet: "Meet", small: Review, clock: FrozenClock
) -> None:
    async with meet(walked(small, clock), size=(120, 50)) as room:
        await room.press("9")
        said = [row.part.id if row.part else row.paragraphs[0][0] for row in room.board.shown]
        assert said[:8] == ["We will", "a3", "a1", "a4", "", "Closed", "a5", ""]
        assert room.selected == "a3"


async def test_in_the_first_meeting_they_stand_by_number(meet: "Meet", small: Review) -> None:
    review = Add(part=Action(id="a3", text="Restore drill", number=0, due=date(2026, 11, 20))).apply(small)
    review = SetProgress(id="a1", status=Progress.DONE).apply(review)
    async with meet(review, size=(120, 50)) as room:
        await room.press("9")
        assert [row.id for row in room.board.shown if row.id] == ["a2", "a1", "a3"]
        assert "Closed" not in room.text


async def test_the_keys_of_the_walk_come_first_and_those_for_ideas_with_an_idea(
    meet: "Meet", small: Review, clock: FrozenClock
) -> None:
    async with meet(walked(small, clock), size=(80, 24)) as room:
        await room.press("9")
        assert room.read(KeyLine).startswith("s State d Date ")
        assert "Commit" not in room.read(KeyLine)
        await room.press("f10")
        assert "s  State: how far it is" in room.text
        assert "v  Evidence: " in room.text
        assert "Commit" not in room.text
        assert "Factor" not in room.text
        await room.press("escape")
        room.select("a5")
        await room.calm()
        assert room.read(KeyLine).startswith("s State a Add ")
        await room.press("end")
        assert room.selected == "a2"
        assert room.read(KeyLine).startswith("a Add e Edit i Idea c Commit ")
        assert "State" not in room.read(KeyLine)
        await room.press("f10")
        assert "c  Commit: make the idea in hand a commitment" in room.text
        assert "  State: " not in room.text
        assert "  Evidence: " not in room.text


async def test_once_an_action_is_closed_the_next_one_is_in_hand(
    meet: "Meet", small: Review, clock: FrozenClock
) -> None:
    async with meet(walked(small, clock), size=(80, 24)) as room:
        await room.press("9", "s", "enter")
        assert room.selected == "a3"
        assert "✓ A2 in progress: Restore drill" in room.text
        await room.press("s", "d", "enter")
        assert "✓ A2 done: Restore drill" in room.text
        assert room.selected == "a1"
        await room.press("down", "s", "d", "enter")
        assert room.selected == "a1"
        await room.press("s", "r")
        await room.type("The service is retired")
        await room.press("enter")
        assert "Nothing is left to do." in room.text
        assert room.selected == "a3"
        await room.press("s", "v", "enter")
        assert room.selected == "a4"


async def test_a_date_that_moves_an_action_back_makes_nobody_miss_the_next_one(
    meet: "Meet", small: Review, clock: FrozenClock
) -> None:
    async with meet(walked(small, clock), size=(80, 30)) as room:
        await room.press("9", "d")
        await room.type("3d\tit ships on Friday")
        await room.press("enter")
        assert room.selected == "a3"
        await room.press("d")
        await room.type("2w\tthe vendor ships later")
        await room.press("enter")
        assert "✓ A2 due 16 Dec: Restore drill" in room.text
        assert [row.id for row in room.board.shown if row.id][:3] == ["a1", "a3", "a4"]
        assert room.selected == "a1"


async def test_an_action_that_is_open_again_stays_in_hand(meet: "Meet", small: Review, clock: FrozenClock) -> None:
    async with meet(walked(small, clock), size=(80, 30)) as room:
        await room.press("9")
        room.select("a5")
        await room.press("s", "i")
        assert room.selected == "a5"
        assert room.review.get(Action, "a5").status == Progress.IN_PROGRESS


async def test_an_action_that_somebody_takes_away_while_its_state_is_asked_is_said_to_be_gone(
    meet: "Meet", small: Review, clock: FrozenClock
) -> None:
    async with meet(walked(small, clock), size=(80, 30)) as room:
        await room.press("9", "s")
        room.screen.ask(Remove(id="a3"))
        await room.press("i")
        assert "That is no longer there; nothing was changed." in room.app.told


async def test_it_begins_on_the_close_board_once_its_day_has_come(
    meet: "Meet", small: Review, clock: FrozenClock
) -> None:
    async with meet(two_weeks_on(small, clock), size=(120, 50)) as room:
        await room.press("0")
        assert "The day has come: press k" in room.text
        await room.press("k")
        assert room.review.plan.format == FOLLOW_UP
        assert "Open actions" in room.text
        assert "Verify fixes" in room.text
        assert len(room.review.meetings) == 1
        await room.press("space", "right_square_bracket")
        assert room.screen.stage.name_shown == "actions"
        assert room.text.index("We will") < room.text.index("Ideas in the basket")
        await room.settle()
        assert room.on_disk() == room.review


async def test_undo_brings_the_first_agenda_back(meet: "Meet", small: Review, clock: FrozenClock) -> None:
    review = two_weeks_on(small, clock)
    async with meet(review, size=(120, 50)) as room:
        await room.press("0", "k", "u")
        assert (room.review.agenda, room.review.run, room.review.plan) == (review.agenda, review.run, review.plan)
        assert room.review.meetings == ()


async def test_in_the_first_meeting_it_is_refused_with_a_sentence(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        before = room.review
        await room.press("0", "k")
        assert room.review == before
        assert "a follow-up comes on a later day" in " ".join(room.app.told)


async def test_the_close_board_offers_to_close_once_nothing_is_open(
    meet: "Meet", small: Review, clock: FrozenClock
) -> None:
    async with meet(two_weeks_on(small, clock), size=(120, 50)) as room:
        await room.press("0", "k")
        assert "Nothing urgent is open" not in room.text
        action = room.review.commitments()[0]
        room.screen.ask(SetProgress(id=action.id, status=Progress.VERIFIED, at=clock.now()))
        await room.calm()
        assert "Nothing urgent is open" in room.text
        await room.press("s", "enter")
        assert room.review.incident.status == Status.CLOSED
        assert "Nothing urgent is open" not in room.text


async def test_it_is_found_in_the_palette(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        await room.press("0", "ctrl+p")
        await room.paste("follow-up")
        await room.calm()
        assert "Begin the follow-up" in room.text


async def test_d_moves_the_date_of_a_commitment_with_its_reason(meet: "Meet") -> None:
    async with meet(size=(100, 40)) as room:
        await room.press("9", "d")
        assert "An idea has no agreed date; c commits to it." in room.text
        await room.press("end", "d")
        assert "It was Wed 2 Dec." in room.text
        await room.type("18 dec")
        await room.press("ctrl+s")
        assert "only with a reason" in room.text
        await room.fill(note="the [/] vendor ships later")
        await room.press("ctrl+s")
        action = room.review.get(Action, "a1")
        step = action.history[-1]
        assert (action.due, step.was, step.note) == (
            date(2026, 12, 18),
            date(2026, 12, 2),
            "the [/] vendor ships later",
        )
        await room.press("u")
        assert room.review.get(Action, "a1").due == date(2026, 12, 2)


async def test_a_date_that_is_taken_out_is_refused(meet: "Meet") -> None:
    async with meet(size=(100, 40)) as room:
        await room.press("9", "end", "d")
        await room.fill(due="", note="so")
        await room.press("ctrl+s")
        assert "A commitment needs a date" in room.text
        await room.press("escape")
        assert room.review.get(Action, "a1").due == date(2026, 12, 2)
