from datetime import UTC, datetime

from pmfacil.coach.summary import draft_summary
from pmfacil.review.actions import Action
from pmfacil.review.begin import new_review
from pmfacil.review.communication import Message
from pmfacil.review.edit import Add
from pmfacil.review.impact import Measure
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

START = datetime(2026, 11, 18, 10, 2, tzinfo=UTC)


def checkout() -> Review:
    incident = Incident(
        title="Users could not check out", start=START, end=START.replace(minute=25), context="Checkout."
    )
    return new_review(incident, START)


def test_a_summary_says_when_and_how_long():
    assert (
        draft_summary(checkout())
        == "Checkout. From 10:02 on 18 November 2026 UTC for 23 min: Users could not check out."
    )


def test_a_summary_tells_numbers_cause_end_customers_and_actions():
    review = checkout()
    for part in (
        Measure(text="orders lost", amount="1,200", estimate=True),
        Why(text="The pool was exhausted"),
        Event(at=START.replace(minute=25), text="Release 411 is back", kind=EventKind.RECOVERY),
        Message(text="Checkout works again", channel="status page"),
        Action(text="Alert on pool use", number=0),
    ):
        review = Add(part=part).apply(review)
    draft = draft_summary(review)
    assert "orders lost: about 1,200." in draft
    assert "What made it possible: The pool was exhausted." in draft
    assert "It ended with this: Release 411 is back." in draft
    assert "Customers were told through status page: Checkout works again." in draft
    assert "Next: Alert on pool use." in draft


def test_a_summary_keeps_what_is_restricted_to_itself():
    review = Add(part=Measure(text="secrets", amount="3", restricted=True)).apply(checkout())
    assert "secrets" not in draft_summary(review)


def test_a_review_without_a_start_is_summed_up_by_its_title():
    assert draft_summary(new_review(Incident(title="Nobody could sign in"), START)) == "Nobody could sign in."
