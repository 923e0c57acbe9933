"""Where the whys stop too early."""

import pytest

from pmfacil.coach.findings.finding import Context, Severity
from pmfacil.coach.findings.whys import stops_at
from pmfacil.review.edit import Change
from pmfacil.review.fishbone import Cause
from pmfacil.review.layers import Hole
from pmfacil.review.whys import Leaf, Purpose, Why

from .making import chain, found, review_of, running, texts

OVER = Context(over=True)
DEEP = ("Checkout had no connection left", "A release made ten times the queries", "No test counts queries")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Human error", "human error"),
        ("It was an operator error in the console", "human error"),
        ("The engineer made a mistake with the flag", "a mistake"),
        ("Somebody forgot to renew the certificate", "somebody forgot"),
        ("The step was overlooked", "somebody forgot"),
        ("Because of a process failure", "process failure"),
        ("The process was not followed", "process failure"),
        ("Poor communication between the two teams", "process failure"),
        ("It is a legacy system", "legacy system"),
        ("Technical debt", "legacy system"),
        ("Just bad luck", "bad luck"),
        ("Pure coincidence", "bad luck"),
    ],
)
def test_no_chain_ends_at_words_that_nothing_can_change(text: str, end: str) -> None:
    (stop,) = found(review_of(*chain(*DEEP, text)), "whys.human-end")
    assert (stop.part, stop.severity, stop.source) == ("w3", Severity.BLOCKS, "P42")
    assert f"“{end}”" in stop.text
    assert stop.question.endswith("?")


@pytest.mark.parametrize(
    "text",
    [
        "The form shows the same text for every error",
        "No test counts queries",
        "This was not human error, for both prompts look alike",
        "The legacy importer writes its file before the lock is taken and nothing waits for it",
        "The forgot-password page shares the same pool",
        "The process that drains the queue has no memory limit",
        "The runbook ends before the step",
        "The node reports communication problems and is taken out too late",
    ],
)
def test_an_answer_that_somebody_can_change_may_be_the_last(text: str) -> None:
    assert stops_at(text) == ""
    assert found(review_of(*chain(*DEEP, text)), "whys.human-end") == []


def test_human_error_is_a_fine_answer_as_long_as_the_room_goes_on_asking() -> None:
    assert found(review_of(*chain("Checkout failed", "Human error", "Both hosts look alike")), "whys.human-end") == []


def test_no_why_at_all_is_told_once_its_time_is_over() -> None:
    assert found(review_of(), "whys.empty") == []
    assert texts(found(review_of(*running("fishbone")), "whys.empty")) == ["No why has an answer yet."]
    assert found(review_of(*chain("It failed")), "whys.empty", OVER) == []


def test_a_question_without_an_answer_is_read_out_again() -> None:
    asked = Why(id="q", question="Why was there no alert?", parent="w0")
    (open_one,) = found(review_of(*chain("It failed"), asked), "whys.unanswered")
    assert (open_one.text, open_one.question) == ("Question 1.1 has no answer yet.", "Why was there no alert?")
    assert found(review_of(*chain("It failed"), asked.changed(leaf=Leaf.PARKED)), "whys.unanswered") == []


def test_a_branch_to_keep_asking_at_waits_until_something_is_below_it() -> None:
    waiting = chain("It failed", leaf=Leaf.KEEP_ASKING)
    assert texts(found(review_of(*waiting), "whys.keep-asking")) == ["The room wanted to keep asking at 1."]
    assert found(review_of(*waiting, Why(text="No connection", parent="w0")), "whys.keep-asking") == []


def test_a_chain_is_shallow_below_three_answers_and_the_deepest_is_the_place_to_go_on() -> None:
    (shallow,) = found(review_of(*chain(*DEEP[:2])), "whys.shallow")
    assert (shallow.part, shallow.text[:25]) == ("w1", "Chain 1 is two answers de")
    assert found(review_of(*chain(*DEEP)), "whys.shallow") == []


def test_the_chain_that_the_room_is_at_may_be_shallow_the_ones_before_may_not() -> None:
    first, second = chain(*DEEP[:2]), chain("No alert came", id="d")
    assert found(review_of(*running("whys"), *first), "whys.shallow") == []
    assert [f.part for f in found(review_of(*running("whys"), *first, *second), "whys.shallow")] == ["w1"]


@pytest.mark.parametrize(
    ("above", "below", "same"),
    [
        ("The connection pool was exhausted", "The pool of connections was exhausted", True),
        ("Checkout was down", "Checkout was down", True),
        ("The connection pool was exhausted", "A release made ten times the queries", False),
        ("The dump job ended with an error", "The error of the dump job went into mails that were rejected", False),
        ("Nobody was paged", "The alert has no owner", False),
    ],
)
def test_an_answer_takes_a_step_from_the_one_above(above: str, below: str, same: bool) -> None:
    assert bool(found(review_of(*chain(above, below)), "whys.repeats")) is same


def test_detection_and_mitigation_have_chains_of_their_own() -> None:
    review = review_of(*chain(*DEEP))
    assert found(review, "whys.no-detection")
    assert found(review, "whys.no-mitigation")
    more = (*chain("No alert", id="d"), *chain("A slow copy", id="m"))
    assert found(review_of(*chain(*DEEP), *more), "whys.no-mitigation") == []
    other = (*chain("No alert", id="d"), Change(id="d0", changes={"purpose": Purpose.OTHER.value}))
    assert found(review_of(*chain(*DEEP), *other), "whys.no-detection")


def test_nobody_is_asked_for_other_chains_before_the_first_is_deep() -> None:
    assert found(review_of(*running("whys"), *chain(*DEEP[:2])), "whys.no-detection") == []
    assert found(review_of(*running("whys"), *chain(*DEEP)), "whys.no-detection")


def test_one_line_of_answers_is_a_single_cause() -> None:
    assert texts(found(review_of(*chain(*DEEP)), "whys.single-cause")) == [
        "A single line of whys explains everything so far."
    ]
    assert found(review_of(*chain(*DEEP), Why(text="No limit", parent="w0")), "whys.single-cause") == []
    assert found(review_of(*chain(*DEEP), *chain("No limit", id="x")), "whys.single-cause")
    beside = [Cause(text=text, category="category-process") for text in ("No load step", "No review")]
    assert found(review_of(*chain(*DEEP), *beside), "whys.single-cause") == []


def test_one_chosen_factor_is_one_too_few() -> None:
    branches = (*chain(*DEEP, factor=True), Why(text="No limit", parent="w0"))
    one = review_of(*branches, Hole(text="No load step", layer="layer-testing"))
    assert texts(found(one, "whys.single-cause")) == ["Only one contributing factor is chosen."]
    two = review_of(*branches, Hole(text="No load step", layer="layer-testing", factor=True))
    assert found(two, "whys.single-cause") == []


def test_no_chosen_factor_is_told_when_the_boards_for_it_are_over() -> None:
    assert found(review_of(*chain(*DEEP), *running("fishbone")), "whys.no-factor") == []
    assert found(review_of(*chain(*DEEP), *running("response")), "whys.no-factor")
    assert found(review_of(*chain(*DEEP, factor=True), *running("response")), "whys.no-factor") == []


def test_an_answer_is_evidence_or_a_guess() -> None:
    assert texts(found(review_of(*chain(*DEEP)), "whys.evidence")) == [
        "3 answers have neither evidence nor the mark of a guess."
    ]
    known = chain("It failed", evidence="pool graph")
    assert found(review_of(*known, *chain("No load", id="g", speculation=True)), "whys.evidence") == []
