from datetime import UTC, datetime

import pytest

from pmfacil.review.begin import new_review
from pmfacil.review.counting import Count
from pmfacil.review.edit import Change
from pmfacil.review.incident import Incident
from pmfacil.review.text import EditRefused

BLANK = new_review(Incident(title="Down"), datetime(2026, 11, 18, 10, tzinfo=UTC))


def test_counts_go_up_and_down_and_never_below_nothing() -> None:
    review = Count(what="spoke").apply(Count(what="spoke").apply(BLANK))
    assert review.pulse.spoke == 2
    assert Count(what="spoke", by=-1).apply(review).pulse.spoke == 1
    assert Count(what="redirects", by=-1).apply(review).pulse.redirects == 0


def test_a_count_says_its_new_number() -> None:
    assert Count(what="spoke").label(BLANK) == "voices heard: 1"
    assert Count(what="redirects").label(BLANK) == "phrases used: 1"


def test_no_more_voices_are_heard_than_people_were_there() -> None:
    review = Change(id="pulse", changes={"present": 1}).apply(Count(what="spoke").apply(BLANK))
    with pytest.raises(EditRefused, match="There were 1 people"):
        Count(what="spoke").apply(review)


def test_what_is_counted_is_not_undone() -> None:
    assert Count(what="spoke").undoable is False
