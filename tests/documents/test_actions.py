from datetime import date

import pytest

from pmfacil.review.actions import Action, ActionType, Priority, Progress, ProgressStep
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.links import Link
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

from .writing import at, under

ALERT = Action(
    id="a",
    number=3,
    text="Alert at 75 % | 90 % pool use",
    owner="Dana",
    agreed=True,
    due=date(2026, 12, 4),
    type=ActionType.DETECT,
    priority=Priority.P1,
    check="fires in a drill",
    ticket="https://example.org/t/1",
    status=Progress.DONE,
)


def test_an_action_is_a_row_with_its_lessons_and_causes_as_numbers():
    said = under(
        "## Actions",
        ALERT,
        Action(number=1, text="First", owner="Kim"),
        Why(id="w", number="1.3", text="b"),
        Layer(id="l", text="Monitoring"),
        Hole(id="h", text="No alert", layer="l"),
        Lesson(id="two", number=2, text="c"),
        Event(id="e", at=at("14:05"), text="Page"),
        *(Link(source="a", target=end) for end in ("w", "l", "h", "two", "e")),
    )
    assert said.splitlines() == [
        "| Number | Action | Type | Priority | Owner | Due | Status | Lessons | Causes | Check | Ticket |",
        "| :--- | :--- | :--- | :--- | :--- | :--- | :--- | :--- | :--- | :--- | :--- |",
        "| A1 | First |  |  | Kim (to be agreed) |  | open |  |  |  |  |",
        "| A3 | Alert at 75 % \\| 90 % pool use | Detect | P1 | Dana | 4 Dec 2026 | done | L2 "
        "| 1.3, Monitoring, hole “No alert” | fires in a drill | <https://example.org/t/1> |",
    ]


def test_what_is_too_long_for_the_table_stands_below_it():
    steps = (
        ProgressStep(status=Progress.IN_PROGRESS, at=at("09:00", 20)),
        ProgressStep(status=Progress.DONE, at=at("09:00", 24), link="https://example.org/mr/1", note="merged"),
    )
    action = ALERT.changed(effort="2 d", effect="minutes", success="no late page", history=steps)
    assert under("## Actions", action).split("\n\n")[1] == (
        "- A3: effort: 2 d; expected effect: minutes; success: no late page; "
        "history: 20 Nov 2026: in progress, 24 Nov 2026: done (<https://example.org/mr/1>; merged)"
    )


def test_a_date_that_moved_keeps_the_one_before_and_the_reason():
    steps = (
        ProgressStep(status=Progress.OPEN, at=at("09:00", 20), due=date(2026, 12, 1)),
        ProgressStep(
            status=Progress.OPEN,
            at=at("09:00", 24),
            due=date(2026, 12, 4),
            was=date(2026, 12, 1),
            note="the [vendor] |",
        ),
        ProgressStep(status=Progress.DROPPED, at=at("09:00", 25), note="retired"),
    )
    assert under("## Actions", ALERT.changed(history=steps)).split("\n\n")[1] == (
        "- A3: history: 20 Nov 2026: given until 1 Dec 2026, "
        "24 Nov 2026: moved from 1 Dec 2026 to 4 Dec 2026 (the \\[vendor] \\|), 25 Nov 2026: dropped (retired)"
    )


@pytest.mark.parametrize("status", [Progress.DONE, Progress.VERIFIED, Progress.DROPPED])
def test_whether_the_owner_agreed_is_of_no_interest_once_nothing_is_left_to_do(status: Progress):
    action = Action(number=1, text="Alert", owner="Dana", status=status)
    assert f"| Alert |  |  | Dana |  | {status} |" in under("## Actions", action)
    assert "Dana (to be agreed)" in under("## Actions", action.changed(status=Progress.IN_PROGRESS))


def test_ideas_stand_apart_with_all_that_is_known():
    idea = Action(id="i", text="Drill", owner="Dana", due=date(2026, 12, 4), type=ActionType.PROCESS, check="weekly")
    said = under("### Ideas not committed", idea, Lesson(id="l", number=1, text="a"), Link(source="i", target="l"))
    assert said == "- Drill (Process; owner: Dana (to be agreed); due: 4 Dec 2026; check: weekly) → L1"
    assert under("## Actions", idea) == "Not discussed."


def test_lessons_stand_by_number_and_name_their_actions():
    said = under(
        "## Lessons",
        Lesson(id="l", number=2, text="Silence is no success"),
        Lesson(number=1, text="Backups age"),
        ALERT,
        Link(source="l", target="a"),
    )
    assert said == "- L1: Backups age\n- L2: Silence is no success → A3"


def test_the_three_sides_are_told_apart():
    sides = (
        Reflection(text="Calm", side=Side.WELL),
        Reflection(text="Late", side=Side.BETTER),
        Reflection(text="A copy", side=Side.LUCKY),
    )
    assert under("## What went well", *sides) == "- Calm"
    assert under("## What could be better", *sides) == "- Late"
    assert under("## Where we were lucky", *sides) == "- A copy"
