"""Actions that nobody could do, own or see done; lessons, holes and ribs that lead to none."""

from datetime import date, timedelta

import pytest

from pmfacil.coach.findings.finding import Context, Severity
from pmfacil.coach.findings.words import one_person
from pmfacil.review.actions import Action, ActionType, Priority, Progress
from pmfacil.review.decisions import Decision
from pmfacil.review.edit import Change, LinkParts, SetProgress
from pmfacil.review.fishbone import Cause
from pmfacil.review.layers import Hole
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import FollowUp
from pmfacil.review.people import Person
from pmfacil.review.policies import Policies
from pmfacil.review.timeline import EventKind

from .making import INCIDENT, NOW, at, event, found, hinting, review_of, running, texts

OVER = Context(over=True)
WHOLE = Action(
    id="a1",
    text="Page when pool use stays above 75 % for 2 minutes",
    number=0,
    owner="Dana",
    agreed=True,
    due=NOW.date() + timedelta(weeks=2),
    type=ActionType.DETECT,
    priority=Priority.P1,
    check="fires in a drill",
)
LESSON = Lesson(id="l1", text="A limit that nobody watches is found by customers")
HOLE = Hole(id="h1", text="No load step", layer="layer-testing")


def link(target: str, source: str = "a1") -> LinkParts:
    return LinkParts(source=source, target=target)


def test_a_whole_action_leaves_nothing_to_ask() -> None:
    review = review_of(WHOLE, LESSON, link("l1"))
    assert [f for f in found(review, context=OVER) if f.rule.startswith(("actions", "lessons"))] == []


@pytest.mark.parametrize(
    ("fields", "rule", "said"),
    [
        ({"owner": "", "agreed": False}, "actions.owner", "A1 has no owner."),
        ({"agreed": False}, "actions.agreed", "A1 has yet to be agreed with the owner."),
        ({"due": None}, "actions.due", "A1 has no date."),
        ({"check": ""}, "actions.check", "A1 does not say how anyone sees that it is done."),
        ({"type": None}, "actions.type", "A1 has no type."),
        ({"priority": None}, "actions.priority", "A1 has no priority."),
        ({"owner": "Database team"}, "actions.team-owner", "A1 has no single person as its owner."),
        ({"due": NOW.date() + timedelta(days=46)}, "actions.late", "A1 is due more than 45 days from the meeting."),
    ],
)
def test_what_an_action_lacks_is_said_and_nothing_else(fields: dict[str, object], rule: str, said: str) -> None:
    review = review_of(WHOLE.changed(**fields), LESSON, link("l1"))
    (lack,) = [finding for finding in found(review) if finding.rule.startswith("actions")]
    assert (lack.rule, lack.text, lack.part) == (rule, said, "a1")


def test_all_actions_that_lack_the_same_are_named_at_once_and_the_first_is_the_place_to_go() -> None:
    bare = [WHOLE.changed(id=f"a{n}", due=None) for n in range(1, 8)]
    (lack,) = found(review_of(*bare), "actions.due")
    assert lack.text == "A1, A2, A3, A4 and 3 more have no date."
    assert lack.question == "By when can A1 be done?"
    assert lack.severity == Severity.BLOCKS


def test_ideas_and_what_is_closed_may_lack_what_they_like() -> None:
    bare = Action(id="a2", text="Something", number=0)
    dropped = SetProgress(id="a2", status=Progress.DROPPED, at=NOW)
    review = review_of(WHOLE, LESSON, link("l1"), Action(text="An idea"), bare, dropped)
    assert [finding for finding in found(review) if finding.rule.startswith("actions")] == []


def test_a_first_action_that_is_just_being_written_is_left_alone() -> None:
    begun = review_of(*running("actions"), Action(text="Page when pool use is high", number=0))
    assert [finding for finding in found(begun) if finding.rule in ("actions.owner", "actions.due")] == []


@pytest.mark.parametrize(
    ("owner", "person"),
    [
        ("Dana", True),
        ("Dana Holt", True),
        ("Anders", True),
        ("@ravi", True),
        ("Database team", False),
        ("SRE", False),
        ("Dana and Ravi", False),
        ("Dana, Ravi", False),
        ("Dana/Ravi", False),
        ("everyone", False),
        ("on-call", False),
        ("TBD", False),
        ("", False),
    ],
)
def test_an_owner_is_one_person(owner: str, person: bool) -> None:
    assert one_person(owner) is person


def test_a_team_may_own_actions_where_the_team_has_it_so() -> None:
    review = review_of(WHOLE.changed(owner="Database team"))
    assert found(review, "actions.team-owner", Context(Policies(owner_is_person=False))) == []
    assert found(review, "actions.team-owner")
    assert found(review_of(Person(name="All Support"), WHOLE.changed(owner="All Support")), "actions.team-owner") == []


def test_the_time_for_an_action_counts_from_the_meeting_and_is_the_teams_own() -> None:
    late = WHOLE.changed(due=date(2026, 12, 11))
    assert found(review_of(late, incident=INCIDENT.changed(reviewed=NOW)), "actions.late") == []
    assert found(review_of(late, *running("actions")), "actions.late", Context(Policies(due_days=20)))


def test_words_of_actions_are_judged_by_the_rules_for_actions() -> None:
    context = Context(actions=hinting(vague=["improve"], long=["Page"]))
    assert found(review_of(WHOLE), "actions.vague", context) == []
    vague = review_of(WHOLE.changed(text="improve monitoring"))
    assert texts(found(vague, "actions.vague", context)) == [
        "The words of A1 leave open what exactly will be different."
    ]
    assert found(vague, "actions.vague") == []


def test_more_than_ten_commitments_are_too_many() -> None:
    ten = [WHOLE.changed(id=f"a{n}") for n in range(10)]
    assert found(review_of(*ten), "actions.too-many") == []
    assert found(review_of(*ten, WHOLE.changed(id="a10")), "actions.too-many")[0].text.startswith("There are 11")


def test_an_action_names_what_it_is_for() -> None:
    assert texts(found(review_of(WHOLE), "actions.unlinked")) == ["A1 names no lesson and no cause."]
    assert found(review_of(WHOLE, HOLE, link("layer-testing")), "actions.unlinked") == []
    assert found(review_of(WHOLE, Decision(id="d1", text="Wait?"), link("d1")), "actions.unlinked")


@pytest.mark.parametrize(("minutes", "slow"), [(4, False), (5, False), (10, False), (11, True)])
def test_a_slow_detection_wants_an_action_that_detects(minutes: int, slow: bool) -> None:
    parts = (event(0, "Release", EventKind.TRIGGER), event(minutes, "An alert", EventKind.DETECTION))
    prevents = WHOLE.changed(type=ActionType.PREVENT)
    assert bool(found(review_of(*parts, prevents), "actions.slow-detection")) is slow
    assert found(review_of(*parts, WHOLE), "actions.slow-detection") == []


def test_five_minutes_are_slow_if_they_are_a_third_of_it_all() -> None:
    parts = (event(0, "Release", EventKind.TRIGGER), event(5, "An alert", EventKind.DETECTION))
    brief = INCIDENT.changed(end=at(15))
    assert found(review_of(*parts, incident=brief), "actions.slow-detection", OVER)
    assert found(review_of(*parts, incident=INCIDENT.changed(end=at(16))), "actions.slow-detection", OVER) == []


def test_nobody_committed_and_ideas_wait() -> None:
    assert found(review_of(), "actions.none") == []
    idea = Action(id="i1", text="An idea")
    (none,) = found(review_of(idea), "actions.none", OVER)
    assert (none.severity, none.part) == (Severity.BLOCKS, "i1")
    assert texts(found(review_of(WHOLE, idea), "actions.ideas", OVER)) == ["1 idea waits in the basket."]


def test_all_actions_on_one_layer_leave_the_others_as_they_were() -> None:
    second, other = WHOLE.changed(id="a2"), HOLE.changed(id="h2", layer="layer-monitoring")
    on_one = (WHOLE, second, HOLE, link("h1"), link("layer-testing", "a2"))
    assert texts(found(review_of(*on_one), "layers.one-layer")) == ["All actions that name a layer strengthen Testing."]
    assert found(review_of(*on_one, other, link("h2", "a2")), "layers.one-layer") == []
    assert found(review_of(WHOLE, HOLE, link("h1")), "layers.one-layer") == []


def test_a_hole_wants_an_action_or_an_acceptance() -> None:
    (open_hole,) = found(review_of(HOLE), "layers.open-hole")
    assert (open_hole.part, open_hole.severity) == ("h1", Severity.BLOCKS)
    assert found(review_of(HOLE.changed(accepted="gone next month")), "layers.open-hole") == []
    assert found(review_of(HOLE, WHOLE, link("h1")), "layers.open-hole") == []
    assert found(review_of(HOLE, WHOLE.changed(number=None), link("h1")), "layers.open-hole")
    dropped = SetProgress(id="a1", status=Progress.DROPPED, at=NOW)
    assert found(review_of(HOLE, WHOLE, link("h1"), dropped), "layers.open-hole")


def test_an_action_on_a_layer_is_for_its_only_hole() -> None:
    on_layer = (HOLE, WHOLE, link("layer-testing"))
    assert found(review_of(*on_layer), "layers.open-hole") == []
    assert len(found(review_of(*on_layer, HOLE.changed(id="h2")), "layers.open-hole")) == 2


@pytest.mark.parametrize(
    ("state", "rule"), [("missing", "layers.missing"), ("hole", "layers.unnamed-hole"), ("held", "")]
)
def test_a_layer_that_was_missing_or_let_something_through_is_asked_about(state: str, rule: str) -> None:
    review = review_of(Change(id="layer-testing", changes={"state": state}))
    rules = {f.rule for f in found(review) if f.part == "layer-testing"}
    assert rules == ({rule} if rule else set())


def test_layers_that_nobody_looked_at_are_named_together() -> None:
    held = [Change(id=f"layer-{name}", changes={"state": "held"}) for name in ("testing", "monitoring", "code-review")]
    assert texts(found(review_of(*held), "layers.not-looked-at")) == [
        "It is not said what Deployment safeguards and Incident response did that day."
    ]
    assert found(review_of(), "layers.not-looked-at") == []


def test_ribs_without_causes_are_asked_about_one_by_one() -> None:
    cause = Cause(text="No load step", category="category-process")
    (bare,) = found(review_of(cause), "fishbone.empty-category")
    assert bare.text == "Nothing hangs on People, Technology and Environment yet."
    assert bare.part == "category-people"
    assert found(review_of(), "fishbone.empty-category") == []
    assert found(review_of(*running("fishbone"), cause), "fishbone.empty-category") == []


def test_a_lesson_wants_an_action() -> None:
    (bare,) = found(review_of(LESSON, LESSON.changed(id="l2"), WHOLE, link("l2")), "lessons.no-action")
    assert (bare.text, bare.part) == ("L1 has no action.", "l1")
    assert found(review_of(LESSON), "lessons.no-action") == []
    assert found(review_of(LESSON), "lessons.no-action", OVER)
    assert found(review_of(), "lessons.none", OVER)


@pytest.mark.parametrize(
    ("lesson", "said"),
    [
        ("Page when the use of the pool stays above 75 %", "L1 reads like A1, not like something learned."),
        ("Add an alert on pool use", "L1 reads like an action, not like something learned."),
        ("We need to fix the pool size", "L1 reads like an action, not like something learned."),
        ("A limit that nobody watches is found by customers", ""),
        ("A pool that is almost full is worth a page", ""),
    ],
)
def test_a_lesson_is_not_an_action_again(lesson: str, said: str) -> None:
    action = WHOLE.changed(text="Page when pool use stays above 75 %")
    assert "".join(texts(found(review_of(Lesson(text=lesson), action), "lessons.restates-action"))) == said


@pytest.mark.parametrize(
    ("lesson", "product"),
    [
        ("Redis needs an alert before it is full", "Redis"),
        ("The checkout-api has to be told first", "checkout-api"),
        ("Ledger must be asked twice", "Ledger"),
        ("What is almost full is worth a page", ""),
        ("Predistribution is no product", ""),
    ],
)
def test_a_lesson_holds_for_more_than_one_product(lesson: str, product: str) -> None:
    review = review_of(Lesson(text=lesson), incident=INCIDENT.changed(services=("checkout-api",)))
    named = found(review, "lessons.one-product", Context(Policies(services=("Ledger",))))
    assert texts(named) == ([f"L1 is about {product}; a lesson holds for other systems too."] if product else [])


def test_decision_points_and_phases_are_asked_about_when_the_room_was_there() -> None:
    decision = Decision(id="d1", text="Roll back?", known="errors", options="two")
    assert found(review_of(decision), "response.decision") == []
    (bare,) = found(review_of(decision), "response.decision", OVER)
    assert bare.question == "What made this one the sensible choice with what was known?"
    halved = Change(id="phase-detection", changes={"happened": "An alert", "halved": "Page on orders"})
    assert texts(found(review_of(halved), "response.not-halved")) == [
        "It is not said how diagnosis, mitigation and blast radius could have been cut in half."
    ]
    assert found(review_of(), "response.not-halved") == []


def test_before_everybody_goes_there_is_a_date_and_a_pulse() -> None:
    close = review_of(WHOLE, *running("close"))
    assert {f.rule for f in found(close)} >= {"close.follow-up", "close.pulse"}
    done = review_of(
        WHOLE, FollowUp(text="Look again", on=NOW.date()), Change(id="pulse", changes={"present": 5}), *running("close")
    )
    assert not {f.rule for f in found(done)} & {"close.follow-up", "close.pulse"}
