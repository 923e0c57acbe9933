"""Whether a review is ready for its readers."""

from datetime import UTC, datetime, timedelta

import pytest

from pmfacil.coach.findings.finding import Context, Severity
from pmfacil.coach.readiness import Readiness, readiness
from pmfacil.review.actions import Action, Progress
from pmfacil.review.edit import Add, Change, Edit, Remove, SetStatus
from pmfacil.review.incident import Status
from pmfacil.review.part import Part
from pmfacil.review.policies import Policies
from pmfacil.review.reading import ReaderQuestion, Signature
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

NOW = datetime(2026, 11, 18, 10, 31, 7, tzinfo=UTC)
END = NOW - timedelta(hours=24)


def after(review: Review, *what: Part | Edit) -> Review:
    for one in what:
        review = (Add(part=one) if isinstance(one, Part) else one).apply(review)
    return review


def ready(review: Review, *what: Part | Edit, now: datetime = NOW) -> Readiness:
    """The readiness of a review after these were added and done."""
    return readiness(after(review, *what), Context(), now)


def ended(**fields: str) -> Change:
    return Change(id="incident", changes={"start": END - timedelta(hours=1), "end": END, **fields})


def stepped(status: Status, hours: float) -> SetStatus:
    return SetStatus(status=status, at=END + timedelta(hours=hours))


def test_an_empty_review_is_far_from_ready(new: Review) -> None:
    empty = ready(new)
    assert not empty.ready()
    assert [finding.text for finding in empty.blocks()] == [
        "The summary is not written.",
        "No number says how much customers were hit.",
        "It is not said when the impact began and ended.",
        "The timeline is empty.",
        "No why has an answer yet.",
        "No lesson is written down.",
        "Nobody has committed to an action.",
    ]


def test_the_sample_is_ready_once_its_hole_and_its_last_action_are(sample: Review) -> None:
    assert [finding.rule for finding in ready(sample).blocks()] == ["layers.open-hole", "actions.owner", "actions.due"]
    (a8,) = [action for action in sample.commitments() if action.label() == "A8"]
    hole = ready(sample).blocks()[0].part
    assert hole
    whole = {"owner": "Ana", "agreed": True, "due": "2026-12-02"}
    mended = ready(sample, Change(id=a8.id, changes=whole), Change(id=hole, changes={"accepted": "gone in May"}))
    assert mended.ready()
    assert [finding for finding in mended.findings if finding.severity != Severity.BLOCKS]


def test_the_reader_asks_five_questions_and_sees_what_can_be_told(sample: Review) -> None:
    asked = {one.question: one for one in ready(sample).asked}
    assert list(asked) == list(ReaderQuestion)
    deep = asked[ReaderQuestion.DEEP]
    assert deep.good()
    assert deep.evidence[0].text == "3 chains of whys, the deepest with 6 answers."
    owned = asked[ReaderQuestion.OWNED]
    assert not owned.good()
    assert [one.text for one in owned.evidence if not one.good] == [
        "7 of 8 have one owner who agreed, a date and a check.",
        "A hole in Monitoring has no action, and nobody has said why we accept it.",
    ]


def test_no_question_of_an_empty_review_speaks_for_it(new: Review) -> None:
    assert [one.question for one in ready(new).asked if one.good()] == []


def test_one_of_anything_is_told_as_one(new: Review) -> None:
    why = Why(id="w", text="The pool was full")
    action = Action(id="a", text="Alert at 75 %", number=0, owner="Dana", status=Progress.DONE)
    asked = {one.question: [e.text for e in one.evidence] for one in ready(new, why, action).asked}
    deep, owned = asked[ReaderQuestion.DEEP], asked[ReaderQuestion.OWNED]
    assert deep[0] == "1 chain of whys, the deepest with one answer."
    assert deep[2] == "0 of 1 answer has evidence."
    assert owned[1] == "0 of 1 has one owner who agreed, a date and a check."


def test_only_a_person_signs_and_can_take_it_back(sample: Review) -> None:
    assert ready(sample).signed() == 0
    signature = Signature(id="s1", question=ReaderQuestion.DEEP, by="Noor", at=NOW)
    signed = ready(sample, signature)
    assert signed.signed() == 1
    assert [(one.question, one.signature.by) for one in signed.asked if one.signature] == [
        (ReaderQuestion.DEEP, "Noor")
    ]
    assert ready(sample, signature, Remove(id="s1")).signed() == 0


def test_deadlines_count_from_the_end_of_the_impact(new: Review) -> None:
    assert ready(new).deadlines == ()
    draft, comments, complete = ready(new, ended()).deadlines
    assert (draft.due, comments.due, complete.due) == (
        END + timedelta(hours=48),
        END + timedelta(hours=72),
        END + timedelta(days=14),
    )
    assert not any(deadline.done or deadline.late for deadline in (draft, comments, complete))
    own = readiness(after(new, ended()), Context(Policies(draft_hours=12)), NOW).deadlines[0]
    assert (own.due, own.late) == (END + timedelta(hours=12), True)


@pytest.mark.parametrize(
    ("steps", "now", "done", "late"),
    [
        ((), 24, (True, False, False), (False, False, False)),
        ((), 100, (True, False, False), (False, True, False)),
        ((), 24 * 15, (True, False, False), (False, True, True)),
        (((Status.IN_REVIEW, 40),), 41, (True, False, False), (False, False, False)),
        (((Status.IN_REVIEW, 40),), 65, (True, True, False), (False, False, False)),
        (((Status.IN_REVIEW, 60),), 61, (True, False, False), (True, False, False)),
        (((Status.IN_REVIEW, 40), (Status.PUBLISHED, 70)), 400, (True, True, True), (False, False, False)),
        (((Status.IN_REVIEW, 40), (Status.PUBLISHED, 50)), 51, (True, False, True), (False, True, False)),
        (((Status.IN_REVIEW, 40), (Status.CLOSED, 400)), 401, (True, True, True), (False, False, True)),
    ],
)
def test_each_step_is_done_or_late(
    new: Review,
    steps: tuple[tuple[Status, float], ...],
    now: float,
    done: tuple[bool, ...],
    late: tuple[bool, ...],
) -> None:
    drafted = (ended(summary="Checkout was down."), Event(at=END, text="It works again"))
    moved = (stepped(status, hours) for status, hours in steps)
    deadlines = ready(new, *drafted, *moved, now=END + timedelta(hours=now)).deadlines
    assert tuple(deadline.done for deadline in deadlines) == done
    assert tuple(deadline.late for deadline in deadlines) == late


def test_where_the_document_stood_is_told(new: Review) -> None:
    moved = ready(new, SetStatus(status=Status.IN_REVIEW, at=NOW), SetStatus(status=Status.PUBLISHED, at=NOW))
    assert (moved.status, [step.status for step in moved.history]) == (
        Status.PUBLISHED,
        [Status.IN_REVIEW, Status.PUBLISHED],
    )
