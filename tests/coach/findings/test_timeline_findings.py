"""What is missing or does not belong on the timeline."""

import pytest

from pmfacil.coach.findings.finding import Context, Severity
from pmfacil.review.actions import Action, ActionType
from pmfacil.review.agenda import Board
from pmfacil.review.decisions import Decision
from pmfacil.review.edit import LinkParts
from pmfacil.review.policies import Policies
from pmfacil.review.timeline import EventKind

from .making import INCIDENT, event, found, review_of, running, story, texts

OVER = Context(over=True)
LONG = Context(Policies(gap_minutes=240))


def test_a_whole_story_leaves_nothing_to_ask() -> None:
    assert [f for f in found(review_of(*story()), context=OVER) if f.board == Board.TIMELINE] == []


def test_an_empty_timeline_is_told_only_once_its_time_is_over() -> None:
    assert found(review_of(), "timeline.empty") == []
    assert found(review_of(*running("timeline")), "timeline.empty") == []
    assert texts(found(review_of(*running("whys")), "timeline.empty")) == ["The timeline is empty."]
    assert found(review_of(), "timeline.empty", OVER)[0].severity == Severity.BLOCKS


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (event(0, "Errors rise", EventKind.DETECTION), "begins at 08:00 with somebody being told"),
        (event(0, "The pager goes off"), "begins at 08:00 with somebody being told"),
        (event(0, "Errors rise", EventKind.SYMPTOM), "No event is marked as the trigger"),
        (event(20, "Release 41 goes out", EventKind.TRIGGER), "begins at 08:20, 20 min after the incident's start"),
    ],
)
def test_a_late_start_is_noticed(first: object, said: str) -> None:
    (late,) = found(review_of(first, event(30), event(38)), "timeline.late-start")  # pyright: ignore[reportArgumentType]
    assert said in late.text
    assert late.part == first.id  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def test_a_start_is_late_only_by_more_than_the_team_allows() -> None:
    review = review_of(event(20, "Release 41 goes out", EventKind.TRIGGER), event(30))
    assert found(review, "timeline.late-start", Context(Policies(gap_minutes=20))) == []


def test_the_story_has_to_reach_the_end_of_the_impact() -> None:
    short = review_of(*story(gap=5))
    assert texts(found(short, "timeline.early-end")) == ["The timeline stops at 08:30, and the impact ended at 08:50."]
    assert found(short, "timeline.early-end", LONG) == []
    assert found(review_of(*story(), incident=INCIDENT.changed(end=None)), "timeline.early-end") == []


def test_every_silence_without_a_reason_is_told_with_its_place() -> None:
    review = review_of(event(0, id="a"), event(11, id="b"), event(21, id="c"), event(40, id="d", gap_note="A call"))
    (gap,) = found(review, "timeline.gap")
    assert gap.text == "Nothing is written down from 08:00 to 08:11 (11 min)."
    assert gap.question == "What was going on between 08:00 and 08:11?"
    assert gap.part == "b"
    assert [f.part for f in found(review, "timeline.gap", Context(Policies(gap_minutes=9)))] == ["b", "c"]


def test_times_of_another_day_have_their_day() -> None:
    review = review_of(event(0), event(16 * 60 + 30))
    assert texts(found(review, "timeline.gap")) == ["Nothing is written down from 08:00 to 20 Nov 00:30 (16 h 30 min)."]


@pytest.mark.parametrize(
    ("met", "told"),
    [
        (event(2, "Checkout fails", EventKind.SYMPTOM, customer_facing=True), True),
        (event(6, "Checkout fails", EventKind.SYMPTOM, customer_facing=True), False),
        (event(9, "Checkout fails", EventKind.SYMPTOM, source="support ticket"), True),
        (event(2, "Errors rise", EventKind.SYMPTOM, source="metrics"), False),
        (event(2, "The status page is changed", EventKind.COMMUNICATION, customer_facing=True), False),
        (event(11, "Checkout fails", EventKind.SYMPTOM, source="customer"), False),
    ],
)
def test_customers_who_notice_first_are_a_gap_in_detection(met: object, told: bool) -> None:
    review = review_of(event(0, "Release", EventKind.TRIGGER), met, event(10, "An alert", EventKind.DETECTION))  # pyright: ignore[reportArgumentType]
    assert bool(found(review, "timeline.customers-first")) is told


def test_a_detection_by_a_customer_is_one_too() -> None:
    review = review_of(event(4, "A call comes in", EventKind.DETECTION, source="customer"))
    assert texts(found(review, "timeline.customers-first")) == ["It was customers who told us, at 08:04."]


def test_an_action_for_it_answers_that_customers_were_first() -> None:
    met = event(2, "Checkout fails", EventKind.SYMPTOM, id="met", source="support")
    action = Action(id="a1", text="Page on failed checkouts", number=0, type=ActionType.DETECT)
    parts = (met, event(10, "An alert", EventKind.DETECTION), action)
    assert found(review_of(*parts), "timeline.customers-first")
    assert found(review_of(*parts, LinkParts(source="a1", target="met")), "timeline.customers-first") == []


def test_moments_from_which_times_are_counted_are_missed_by_name() -> None:
    story_of = [one for one in story() if one.kind not in (EventKind.MITIGATION, EventKind.DIAGNOSIS)]
    (lacking,) = found(review_of(*story_of), "timeline.milestones")
    assert lacking.text == "No event is marked as diagnosis or mitigation."


def test_while_the_room_writes_the_timeline_it_is_not_asked_for_the_rest_of_it() -> None:
    begun = (*running("timeline"), *story()[:3])
    assert found(review_of(*begun), "timeline.milestones") == []
    assert found(review_of(*begun, event(26), event(27)), "timeline.milestones")


def test_a_decision_on_the_timeline_or_beside_it_will_do() -> None:
    machines = [one for one in story() if one.kind != EventKind.DECISION]
    assert found(review_of(*machines), "timeline.decisions")
    assert found(review_of(*story()), "timeline.decisions") == []
    assert found(review_of(*machines, Decision(text="Roll back?")), "timeline.decisions") == []


@pytest.mark.parametrize(
    "text",
    [
        "What if this had been a Friday",
        "A canary would have shown the errors",
        "The alert should've gone off here",
        "Had we known the limit, the release would wait",
        "If only the dashboard were up",
    ],
)
def test_what_did_not_happen_does_not_belong_on_the_timeline(text: str) -> None:
    (thought,) = found(review_of(event(0, "Release"), event(5, text, id="t")), "timeline.what-if")
    assert thought.part == "t"
    assert thought.text == "The event at 08:05 tells what did not happen."


@pytest.mark.parametrize(
    "text",
    [
        "The rollback is started",
        "It is decided that the pool should be doubled",
        "The engineer would like to wait for the next graph",
        "The job had run for an hour",
        "Nobody could reach the page",
        "Rows that should have been removed are still there",
        "It is asked which token could have been read",
    ],
)
def test_what_did_happen_does(text: str) -> None:
    assert found(review_of(event(5, text)), "timeline.what-if") == []


def test_events_without_a_kind_are_counted_when_they_are_most() -> None:
    bare = [event(minutes) for minutes in range(5)]
    assert texts(found(review_of(*bare), "timeline.kinds")) == ["5 events do not say what kind of moment they were."]
    assert found(review_of(*bare, *story()), "timeline.kinds") == []
