from datetime import UTC, datetime
from typing import Any

import pytest

from pmfacil.dialogs.fields import Asking
from pmfacil.dialogs.new_review import days_meant, reviewed
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review

NOW = datetime(2026, 11, 21, 10, 29, tzinfo=UTC)
NOTHING = dict.fromkeys(("severity", "end", "services", "format", "facilitator", "note_taker", "timezone"), "")


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("10:29", datetime(2026, 11, 21, 10, 29, tzinfo=UTC)),
        ("23:27", datetime(2026, 11, 20, 23, 27, tzinfo=UTC)),
        ("2026-11-18 23:27", datetime(2026, 11, 18, 23, 27, tzinfo=UTC)),
        ("", None),
    ],
)
def test_a_bare_start_is_the_last_such_time_that_was(typed: str, start: datetime | None) -> None:
    answers: dict[str, Any] = {**NOTHING, "title": "Users could not log in", "start": typed, "services": ()}
    assert reviewed(answers, Policies(), NOW, NOW.date()).incident.start == start


@pytest.mark.parametrize(
    ("start", "end", "zone", "meant"),
    [
        ("10:29", "", "UTC", {"start": "Sat 21 Nov 10:29"}),
        ("23:27", "0:10", "UTC", {"start": "Fri 20 Nov 23:27", "end": "Sat 21 Nov 00:10"}),
        ("2025-12-31 23:27", "0:10", "UTC", {"end": "Thu 1 Jan 00:10"}),
        ("23:27", "soon", "UTC", {"start": "Fri 20 Nov 23:27"}),
        ("10:40", "", "Asia/Tokyo", {"start": "Sat 21 Nov 10:40"}),
        ("10:40", "", "Mar", {}),
        ("10:4", "", "UTC", {}),
        ("yesterday", "10:29", "UTC", {}),
        ("", "", "", {}),
    ],
)
def test_the_day_of_a_time_without_one_is_said_as_it_will_be_taken(
    start: str, end: str, zone: str, meant: dict[str, str]
) -> None:
    asking = Asking(Review.blank(), NOW.date())
    assert days_meant({"start": start, "end": end, "timezone": zone}, asking, NOW) == meant
