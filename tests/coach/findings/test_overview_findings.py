"""What the overview does not tell a reader from outside."""

import pytest

from pmfacil.coach.findings.finding import Context, Severity
from pmfacil.review.actions import Action
from pmfacil.review.communication import Message
from pmfacil.review.impact import Measure
from pmfacil.review.timeline import EventKind

from .making import INCIDENT, TOLD, at, event, found, hinting, review_of, running, texts

OVER = Context(over=True)
SUMMARY = (
    "Checkout lets shoppers in Europe pay for their basket. From 08:00 to 08:50 UTC on 19 November 2026, 1,200 orders "
    "could not be paid. A release made ten times the queries, and the connection pool was exhausted. Going back to the "
    "release before ended it. Shoppers read about it on the status page. Next: an alert on pool use."
)


def with_summary(summary: str, **fields: object):
    return INCIDENT.changed(summary=summary, **fields)


def test_a_summary_that_stands_alone_lacks_nothing() -> None:
    assert found(review_of(incident=with_summary(SUMMARY)), "overview.summary-parts") == []


@pytest.mark.parametrize(
    ("taken", "instead", "lacking"),
    [
        ("Checkout lets shoppers in Europe pay for their basket. ", "", "what the service does"),
        (" UTC on 19 November", "", "in which time zone"),
        ("1,200 orders could not be paid", "It was not possible to pay", "who was hit and how much"),
        (
            "A release made ten times the queries, and the connection pool was exhausted. ",
            "",
            "what made it possible",
        ),
        ("Going back to the release before ended it. ", "", "how it ended"),
        ("Shoppers read about it on the status page. ", "", "what customers were told"),
        (" Next: an alert on pool use.", "", "what comes next"),
    ],
)
def test_each_part_of_the_summary_is_missed_by_name(taken: str, instead: str, lacking: str) -> None:
    assert taken in SUMMARY
    (missed,) = found(review_of(incident=with_summary(SUMMARY.replace(taken, instead))), "overview.summary-parts")
    assert missed.text == f"The summary does not say {lacking}."


def test_a_summary_of_three_words_lacks_most_of_it_and_asks_for_one_thing_at_a_time() -> None:
    (missed,) = found(review_of(incident=with_summary("Checkout was down.")), "overview.summary-parts")
    assert missed.text.startswith(
        "The summary does not say what the service does, when it was, who was hit and how much,"
    )
    assert missed.question == "In one sentence: what do customers use this service for?"


def test_the_review_itself_helps_to_tell_whether_a_part_is_there() -> None:
    text = SUMMARY.replace("status page", "Wall of Things").replace("read about it on", "saw")
    assert found(review_of(incident=with_summary(text)), "overview.summary-parts")
    message = Message(text="We are on it", at=at(9), channel="Wall of Things")
    assert found(review_of(message, incident=with_summary(text)), "overview.summary-parts") == []
    bare = SUMMARY.replace("Next: an alert", "An alert")
    action = Action(text="Alert on pool use above 75 %", number=0)
    assert found(review_of(incident=with_summary(bare)), "overview.summary-parts")
    assert found(review_of(action, incident=with_summary(bare)), "overview.summary-parts") == []


def test_a_summary_is_missed_when_its_time_is_over() -> None:
    assert found(review_of(), "overview.no-summary") == []
    (missing,) = found(review_of(), "overview.no-summary", OVER)
    assert (missing.severity, missing.part) == (Severity.BLOCKS, "incident")


@pytest.mark.parametrize(
    ("category", "said"),
    [
        ("cause", ["The title states the cause; customers met something else."]),
        ("uninformative", ["The title does not say what customers met."]),
        ("long", []),
    ],
)
def test_a_title_is_judged_by_the_rules_for_titles(category: str, said: list[str]) -> None:
    context = Context(titles=hinting(**{category: ["check out"]}))
    assert texts(found(review_of(), "overview.title-cause", context)) == said
    assert found(review_of(), "overview.title-cause") == []


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (Measure(text="orders lost", amount="1,200", unit="orders"), []),
        (Measure(text="orders lost", amount="none"), []),
        (Measure(text="1,200 orders lost"), []),
        (Measure(text="orders lost", amount="many"), ["“many” is no number for orders lost."]),
        (Measure(text="Some users could not pay"), ["“Some users could not pay” has no number."]),
        (Measure(text="orders lost"), ["“orders lost” has no number."]),
    ],
)
def test_impact_is_a_number(measure: Measure, said: list[str]) -> None:
    assert texts(found(review_of(measure), "overview.vague-number")) == said


def test_no_number_at_all_blocks_once_the_overview_is_over() -> None:
    assert found(review_of(*running("overview")), "overview.no-number") == []
    assert found(review_of(*running("timeline")), "overview.no-number")[0].severity == Severity.BLOCKS
    assert found(review_of(*running("timeline"), Measure(text="x", amount="1")), "overview.no-number") == []


def test_an_estimate_says_what_it_rests_on() -> None:
    guess = Measure(text="orders lost", amount="1,200", estimate=True)
    assert texts(found(review_of(guess), "overview.no-basis")) == [
        "The estimate of orders lost does not say what it rests on."
    ]
    assert found(review_of(guess.changed(basis="from last week")), "overview.no-basis") == []


def test_without_start_or_end_there_is_no_duration() -> None:
    endless = INCIDENT.changed(end=None)
    assert found(review_of(incident=endless), "overview.no-times") == []
    recovered = event(50, "It works again", EventKind.RECOVERY)
    assert texts(found(review_of(recovered, incident=endless), "overview.no-times")) == [
        "It is not said when the impact ended."
    ]
    assert found(review_of(recovered), "overview.no-times") == []


@pytest.mark.parametrize(
    ("end", "said"),
    [(0, "The incident ends at the very moment it begins."), (-5, "The incident ends before it begins.")],
)
def test_an_incident_without_a_length_blocks(end: float, said: str) -> None:
    # A file that was changed by hand may hold what no edit would let through.
    review = review_of().put(INCIDENT.changed(end=at(end)))
    (finding,) = found(review, "overview.no-length")
    assert (finding.text, finding.severity) == (said, Severity.BLOCKS)
    assert found(review_of(), "overview.no-length") == []


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Users could not check out for 23 minutes", "23 min"),
        ("Nobody could pay for about 2 hours and 10 minutes", "2 h 10 min"),
        ("Search was down for 1h 30m", "1 h 30 min"),
        ("Nobody could pay for 2-hour", "2 h"),
    ],
)
def test_the_title_and_the_times_say_the_same_length(title: str, said: str) -> None:
    (finding,) = found(review_of(incident=INCIDENT.changed(title=title)), "overview.title-length")
    assert finding.severity == Severity.SHOULD
    assert finding.text == (f"The title says {said}, and from start to end the incident took 50 min.")


@pytest.mark.parametrize(
    "title",
    [
        "Users could not check out for 50 minutes",
        "Users could not check out for 45 minutes",
        "Nobody could pay for almost 1 hour",
        "Users waited for 10 minutes",
        "Mails came 10 minutes late",
        "Nobody could pay for 3 markets",
        "Checkout was slow for 5m customers",
        "Nobody could log in for 5 M sessions",
        "Nobody could pay for 1h 30m in Europe",
    ],
)
def test_a_title_may_round_or_speak_of_something_else(title: str) -> None:
    assert found(review_of(incident=INCIDENT.changed(title=title)), "overview.title-length") == []


def test_a_title_may_speak_of_the_worst_part() -> None:
    offline = event(20, "Checkout is taken offline", customer_facing=True)
    title = INCIDENT.changed(title="Checkout was offline for 30 minutes")
    assert found(review_of(offline, incident=title), "overview.title-length") == []
    assert found(review_of(offline.changed(customer_facing=False), incident=title), "overview.title-length")


def test_context_and_metadata_are_missed() -> None:
    assert found(review_of(), "overview.no-context", OVER)
    assert (
        found(review_of(incident=INCIDENT.changed(context="Checkout takes payments.")), "overview.no-context", OVER)
        == []
    )
    (metadata,) = found(review_of(incident=INCIDENT.changed(severity="SEV1")), "overview.metadata", OVER)
    assert metadata.text == "The overview does not say services, incident commander, author, owner team and tags."


def test_what_customers_were_told_is_a_message_or_an_event() -> None:
    assert found(review_of(), "overview.customers-told", OVER)
    message = Message(text="We are on it", at=at(9), channel="status page")
    assert found(review_of(message), "overview.customers-told", OVER) == []
    posted = event(9, "The status page says so", TOLD, customer_facing=True)
    assert found(review_of(posted), "overview.customers-told", OVER) == []
    assert found(review_of(posted.changed(customer_facing=False)), "overview.customers-told", OVER)


def test_a_message_has_a_time_and_a_channel() -> None:
    bare = Message(text="We are on it", channel="status page")
    assert texts(found(review_of(bare), "overview.message-when")) == [
        "1 message to customers has no time or no channel."
    ]
    assert found(review_of(bare.changed(at=at(9))), "overview.message-when") == []
