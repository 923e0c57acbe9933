import re
from datetime import UTC, datetime

import pytest

from pmfacil.documents.audience import Audience
from pmfacil.documents.customer import REMOVED
from pmfacil.documents.forms import Form, exported
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.actions import Action
from pmfacil.review.communication import Message, Told
from pmfacil.review.lessons import Lesson
from pmfacil.review.links import Link
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why
from tests.hostile import UNBROKEN, hostile_review

from .every_field import every_field
from .markdown_reading import headings
from .writing import INCIDENT, at, review_of, written

NOW = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)
CUSTOMER = Audience.CUSTOMER


def customers(*parts: Part) -> str:
    """What customers read of these parts."""
    return written(*parts, audience=CUSTOMER)


def test_what_nobody_said_anything_about_has_no_heading():
    assert headings(customers(Lesson(number=1, text="x"))) == ["## Impact", "## Lessons"]
    assert "Not discussed." not in customers()


def test_the_sections_of_the_team_itself_are_not_there(sample: Review):
    found = headings(to_markdown(sample, audience=CUSTOMER, now=NOW))
    assert found == [
        "## Executive summary",
        "## Overview and context",
        "## Impact",
        "## Timeline",
        "## Contributing factors",
        "## Response analysis",
        "## What went well",
        "## What could be better",
        "## Lessons",
        "## Customer communication",
    ]


@pytest.mark.parametrize("form", [Form.MD, Form.HTML, Form.JSON])
def test_no_action_is_in_any_form(sample: Review, form: Form):
    said = exported(sample, form, CUSTOMER, NOW)
    for action in sample.actions:
        assert action.text not in said
    assert not re.search(r"\bA\d\b", said)


@pytest.mark.parametrize("form", [Form.MD, Form.HTML, Form.JSON])
def test_no_name_is_in_any_form_also_not_one_that_is_in_no_list(form: Form):
    names = ("Dana Smith", "Kim Olsen", "Noor Amin", "Ravi Rao", "Ada Moss")
    review = every_field(lambda name: f"{name} by {' and '.join(names)}, says Dana")
    review = review.put(
        review.incident.changed(commander="Kim Olsen", author="Noor Amin"),
        *(person.changed(name="Dana Smith", role="") for person in review.people),
        *(action.changed(owner="Ravi Rao") for action in review.actions),
        *(signature.changed(by="Ada Moss") for signature in review.signatures),
    )
    said = exported(review, form, CUSTOMER, NOW)
    for name in (*names, "Dana", "Kim", "Noor", "Ravi", "Ada"):
        assert not re.search(rf"\b{name}\b", said), name
    assert "lessons0text by" in said


@pytest.mark.parametrize(
    "address",
    [
        "https://wiki.example/page",
        "HTTP://wiki.example/a(b",
        "slack://channel?id=1",
        "www.example.org/x",
        "oncall@example.org",
        UNBROKEN,
    ],
)
def test_no_address_is_left_but_what_customers_were_sent_themselves(address: str):
    typed = f"see {address} there"
    parts = (
        Lesson(number=1, text=typed),
        Event(at=at("14:02"), text=typed, source=address),
        INCIDENT.changed(summary=typed),
    )
    said = customers(*parts)
    assert address.rstrip(")") not in said.replace("\\", "")
    assert f"see {REMOVED} there" in said
    assert "status.example" in customers(Message(text="x", channel="https://status.example"))


@pytest.mark.parametrize("typed", ["10:45", "a@b", "99.9 % = x", "pool.size: 10", "Alert at 75 % @ night"])
def test_what_is_no_address_stays(typed: str):
    assert typed in customers(Lesson(number=1, text=f"saw {typed}"))


def test_links_between_parts_go_with_evidence_and_who_told_whom():
    why = Why(id="w", number="1.7", text="pool", evidence="graph of the pool", factor=True)
    parts = (why, Lesson(id="l", number=1, text="x"), Link(source="w", target="l"), Told(text="secret call"))
    said = customers(*parts, Action(id="a", number=1, text="Alert"), Link(source="a", target="l"))
    assert "- L1: x\n" in said
    assert "→" not in said
    assert "graph of the pool" not in said
    assert "secret call" not in said


def test_the_table_on_top_has_only_what_customers_look_up():
    incident = INCIDENT.changed(
        severity="SEV1", services=("checkout",), owner_team="Payments", tags=("db",), links=("x",)
    )
    top = customers(incident, Person(name="Dana", role="responder")).partition("## ")[0]
    assert re.findall(r"\*\*(.*?)\*\*", top) == ["Date", "Start", "End", "Duration", "Services"]


def test_a_restricted_part_is_not_for_customers():
    assert "secret" not in customers(Lesson(number=1, text="secret", restricted=True), Lesson(number=2, text="open"))


def test_a_hostile_review_has_a_version_for_customers_in_every_form():
    review = hostile_review(NOW)
    for form in (Form.MD, Form.HTML, Form.JSON):
        said = exported(review, form, CUSTOMER, NOW)
        assert "山田 太郎" not in said
        assert "(restricted)" not in said


@pytest.mark.parametrize("form", [Form.MD, Form.HTML, Form.JSON])
def test_where_an_event_is_from_is_not_told_for_it_may_be_a_name(form: Form):
    sources = ("support-mei", "#incidents, Kim Olsen")
    events = [Event(at=at("14:02"), text="Errors", source=source) for source in sources]
    said = exported(review_of(*events), form, CUSTOMER, NOW)
    assert "Errors" in said
    assert "mei" not in said
    assert "Kim" not in said
