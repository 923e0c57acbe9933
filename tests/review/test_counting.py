from datetime import UTC, datetime
from itertools import pairwise

from pmfacil.review.begin import new_review
from pmfacil.review.counting import Count
from pmfacil.review.edit import Change
from pmfacil.review.incident import Incident
from pmfacil.review.people import Person
from pmfacil.review.review import Review

BLANK = new_review(Incident(title="Down"), datetime(2026, 11, 18, 10, tzinfo=UTC))


def heard(review: Review, *marked: int) -> list[int]:
    """The voices in the pulse, while a terminal marks people as heard and takes marks back."""
    counted: list[int] = []
    for before, now in pairwise((0, *marked)):
        review = Count(what="spoke", by=1 if now > before else -1, marked=now).apply(review)
        counted.append(review.pulse.spoke)
    return counted


def test_counts_go_up_and_down_and_never_below_nothing() -> None:
    assert heard(BLANK, 1, 2, 1, 0) == [1, 2, 1, 0]
    review = Count(what="redirects").apply(Count(what="redirects").apply(BLANK))
    assert review.pulse.redirects == 2
    assert Count(what="redirects", by=-1).apply(review).pulse.redirects == 1
    assert Count(what="redirects", by=-1).apply(BLANK).pulse.redirects == 0


def test_a_count_says_its_new_number() -> None:
    assert Count(what="spoke", marked=1).label(BLANK) == "voices heard: 1"
    assert Count(what="redirects").label(BLANK) == "phrases used: 1"


def test_who_is_marked_again_at_another_terminal_or_later_is_not_counted_twice() -> None:
    three = BLANK.put(BLANK.pulse.changed(spoke=3))
    assert heard(three, 1, 2, 3, 4) == [3, 3, 3, 4]
    assert heard(three, 1, 0) == [3, 3]


def test_no_more_voices_are_heard_than_people_were_there_or_are_on_the_list() -> None:
    listed = BLANK.put(Person(id="p1", name="Dana"), Person(id="p2", name="Kim"))
    assert heard(listed, 1, 2, 3, 2) == [1, 2, 2, 2]
    assert heard(Change(id="pulse", changes={"present": 1}).apply(listed), 1, 2) == [1, 1]


def test_a_count_from_before_that_is_too_high_keeps_no_phrase_from_being_counted() -> None:
    before = BLANK.put(BLANK.pulse.changed(spoke=7, present=4))
    assert Count(what="redirects").apply(before).pulse.redirects == 1
    assert heard(before, 1) == [4]


def test_what_is_counted_is_not_undone() -> None:
    assert Count(what="spoke").undoable is False
