from datetime import UTC, datetime
from typing import Any

import pytest

from pmfacil.dialogs.new_review import reviewed
from pmfacil.review.policies import Policies

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
