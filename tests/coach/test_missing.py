"""What a commitment still lacks."""

from datetime import date

import pytest

from pmfacil.coach.missing import missing
from pmfacil.review.actions import Action, ActionType, Priority, Progress

DUE = date(2026, 12, 2)
WHOLE = Action(
    id="a1",
    text="Alert at 75 % pool use",
    number=0,
    owner="Dana",
    agreed=True,
    due=DUE,
    type=ActionType.DETECT,
    priority=Priority.P1,
    check="fires in a drill",
)


def test_a_whole_commitment_lacks_nothing() -> None:
    assert missing(WHOLE) == []


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({"owner": ""}, ["no owner"]),
        ({"agreed": False}, ["to be agreed with Dana"]),
        ({"agreed": False, "owner": "D" * 60}, [f"to be agreed with {'D' * 39}…"]),
        ({"agreed": False, "status": Progress.VERIFIED}, []),
        ({"owner": "", "agreed": False}, ["no owner"]),
        ({"due": None}, ["no date"]),
        ({"type": None}, ["no type"]),
        ({"priority": None}, ["no priority"]),
        ({"check": ""}, ["no check"]),
    ],
)
def test_what_a_commitment_lacks_is_named_and_nothing_else(fields: dict[str, object], lacks: list[str]) -> None:
    assert missing(WHOLE.changed(**fields)) == lacks
