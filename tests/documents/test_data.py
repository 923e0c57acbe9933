import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from pmfacil.documents.audience import Audience
from pmfacil.documents.data import schema, to_json
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import Note
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line
from tests.hostile import hostile_review

from .every_field import every_field
from .typed import TYPED
from .writing import review_of

NOW = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)
PUBLISHED = json.loads((Path(__file__).parents[2] / "docs" / "review.schema.json").read_text("utf-8"))
VALIDATOR: Any = jsonschema.Draft202012Validator(PUBLISHED, format_checker=jsonschema.FormatChecker())


def read(review: Review, audience: Audience = Audience.INTERNAL) -> dict[str, Any]:
    """The JSON of a review as another program reads it, valid by the published schema."""
    found = json.loads(to_json(Voice(review, audience, NOW)))
    VALIDATOR.validate(found)
    return found


def test_the_published_schema_is_the_one_of_the_model():
    assert schema() == PUBLISHED, "write it again with `python docs/schema.py`"
    VALIDATOR.check_schema(PUBLISHED)


@pytest.mark.parametrize("audience", Audience)
def test_every_review_keeps_to_the_schema(sample: Review, audience: Audience):
    for review in (sample, hostile_review(NOW), every_field(lambda name: name), Review.blank()):
        assert read(review, audience)["id"] == review.id


def test_the_schema_refuses_what_is_no_review(sample: Review):
    found = read(sample)
    wrong: list[dict[str, Any]] = [{"more": 1}, {"events": {}}, {"version": 2}, {"used": None}]
    assert [VALIDATOR.is_valid({**found, **fields}) for fields in wrong] == [False] * 4
    assert not VALIDATOR.is_valid({})


def test_a_review_can_be_read_back_whole(sample: Review):
    for review in (sample, hostile_review(NOW)):
        found = read(review)
        assert Review.model_validate({k: v for k, v in found.items() if k not in ("restricted", "version")}) == review


def test_the_same_review_is_the_same_text(sample: Review):
    voice = Voice(sample, Audience.INTERNAL, NOW)
    assert to_json(voice) == to_json(voice)
    assert read(sample)["used"] == sorted(sample.used)


def test_it_says_first_whether_it_is_restricted():
    open_one, secret = review_of(Note(text="x")), review_of(Note(text="x", restricted=True))
    assert to_json(Voice(secret, Audience.INTERNAL, NOW)).startswith('{\n  "restricted": true,\n')
    assert read(open_one)["restricted"] is False
    assert read(secret, Audience.SHAREABLE)["restricted"] is False
    assert read(secret, Audience.SHAREABLE)["notes"] == []


def test_outside_of_the_team_names_are_roles_but_for_owners():
    person = Person(name="Dana Smith", role="on-call engineer")
    review = review_of(person, Lesson(number=1, text="Dana was alone"), Action(number=1, text="x", owner="Dana Smith"))
    found = read(review, Audience.SHAREABLE)
    assert [one["name"] for one in found["people"]] == ["on-call engineer"]
    assert found["lessons"][0]["text"] == "on-call engineer was alone"
    assert found["actions"][0]["owner"] == "Dana Smith"
    assert read(review)["lessons"][0]["text"] == "Dana was alone"


def test_no_field_of_any_part_holds_a_name_outside_of_the_team():
    review = every_field(lambda name: "on-call engineer" if name == "people0role" else f"{name} by Dana Smith")
    review = review.put(*(person.changed(name="Dana Smith") for person in review.people))
    found = read(review, Audience.SHAREABLE)
    for action in found["actions"]:
        action["owner"] = ""
    assert "Dana" not in json.dumps(found)


@settings(max_examples=30)
@given(TYPED)
def test_whatever_is_typed_is_there_as_it_was_typed(text: str):
    assert read(review_of(Lesson(number=1, text=f"{text}x")))["lessons"][0]["text"] == clean_line(f"{text}x")
