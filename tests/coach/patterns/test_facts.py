import json

from pmfacil.coach.patterns.facts import facts_of
from pmfacil.packs import read_squares
from pmfacil.review.edit import Add
from pmfacil.review.layers import Hole
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.sessions.patterns import shown_facts
from tests.coach.patterns.written import moment, review_of
from tests.hostile import hostile_review

SQUARES = read_squares()


def test_the_facts_of_the_sample_are_known(sample: Review) -> None:
    facts = shown_facts(sample, SQUARES)
    assert facts is not None
    assert facts["minutes"] == {"detect": 180, "mitigate": 1290, "recover": 1380, "impact": 1380} | {
        verb: minutes for verb, minutes in facts["minutes"].items() if verb in ("acknowledge", "diagnose")
    }
    assert facts["day"] == "2017-01-31"
    assert {"monitoring", "testing", "manual"} <= facts["squares"].keys()
    assert len(facts["factors"]) == len(sample.factors())


def test_json_holds_the_facts_of_anything(small: Review) -> None:
    for review in (small, hostile_review(moment("2026-11-18")), Review.blank()):
        facts = facts_of(review, SQUARES)
        assert json.loads(json.dumps(facts)) == facts


def test_names_are_roles_in_the_facts() -> None:
    people = [Person(name="Dana", role="responder")]
    review = review_of("one", "2026-03-01", people=people, factors=["Dana had no alert"], lessons=["Ask Dana first"])
    facts = shown_facts(review, SQUARES)
    assert facts is not None
    assert facts["factors"][0]["text"] == "responder had no alert"
    assert "Dana" not in json.dumps(facts)


def test_what_a_restricted_part_would_make_untrue_is_left_out() -> None:
    review = review_of("one", "2026-03-01", trigger="Release 41", detected=5, recovered=9)
    secret = Event(at=moment("2026-03-01", 2), text="Seen", kind=EventKind.DETECTION, milestone=True, restricted=True)
    hole = Hole(text="A key in the logs", layer="layer-monitoring", restricted=True)
    for part in (secret, hole):
        review = Add(part=part).apply(review)
    facts = shown_facts(review, SQUARES)
    assert facts is not None
    assert facts["minutes"] == {"recover": 9}
    assert facts["layers"] == []
    assert "key in the logs" not in json.dumps(facts)


def test_a_restricted_review_has_no_facts() -> None:
    assert shown_facts(review_of("one", "2026-03-01", restricted=True), SQUARES) is None
