import pytest

from pmfacil.documents.audience import Audience, holds_restricted
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.actions import Action
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.links import Link
from pmfacil.review.notes import Note
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

from .every_field import every_field
from .writing import INCIDENT, at, review_of, under, written

SHAREABLE = Audience.SHAREABLE


def test_a_restricted_review_is_one_sentence_for_everybody_else():
    review = review_of(INCIDENT.changed(restricted=True), Note(text="secret"))
    assert to_markdown(review, audience=SHAREABLE).count("\n") == 1
    assert "restricted" in to_markdown(review, audience=SHAREABLE)
    assert INCIDENT.title not in to_markdown(review, audience=SHAREABLE)


def test_an_internal_document_with_restricted_parts_says_so_on_its_first_line():
    assert written(INCIDENT.changed(restricted=True)).startswith("> **Restricted** ")
    assert written(Note(text="secret", restricted=True)).startswith("> **Restricted** ")
    assert written(Note(text="open")).startswith("# ")
    assert "- secret (restricted)" in written(Note(text="secret", restricted=True))


def test_a_shareable_document_has_no_warning():
    assert written(Note(text="secret", restricted=True), audience=SHAREABLE).startswith("# ")


@pytest.mark.parametrize("table", sorted(Review.tables.keys() - {"incident", "run", "links", "dismissals"}))
def test_a_restricted_part_of_any_kind_is_for_the_internal_document_only(table: str):
    review = every_field(lambda name: name)
    review = review.put(*(part.changed(restricted=True) for part in review.parts(table)))
    secret = table.replace("_", "") + "0"
    assert holds_restricted(review)
    if table != "pulse":
        assert secret in to_markdown(review)
    assert secret not in to_markdown(review, audience=SHAREABLE)


def test_what_hangs_below_a_restricted_part_goes_with_it():
    whys = (
        Why(id="a", number="1", text="secret cause", restricted=True),
        Why(number="1.1", text="secret below", parent="a"),
        Why(number="2", text="open"),
    )
    assert "secret" not in written(*whys, audience=SHAREABLE)
    assert "- 2 open" in written(*whys, audience=SHAREABLE)


def test_links_to_a_restricted_part_go_with_it():
    parts = (
        Why(id="w", number="1.7", text="secret", restricted=True),
        Action(id="a", number=1, text="Alert"),
        Link(source="a", target="w"),
    )
    assert "A1 → 1.7" in under("### Links", *parts)
    assert "1.7" not in written(*parts, audience=SHAREABLE)
    assert under("### Links", *parts, audience=SHAREABLE) == "Not discussed."


def test_a_time_that_rests_on_a_restricted_event_is_left_out():
    first = Event(at=at("14:05"), text="Page", kind=EventKind.DETECTION, milestone=True, restricted=True)
    later = Event(at=at("14:15"), text="Ticket", kind=EventKind.DETECTION)
    end = Event(at=at("14:25"), text="Back", kind=EventKind.RECOVERY)
    assert "- Time to detect: 3 min\n" in written(first, later, end)
    shared = written(first, later, end, audience=SHAREABLE)
    assert "Time to detect" not in shared
    assert "- Time to recover: 23 min\n" in shared


def test_a_layer_whose_hole_is_restricted_is_not_said_to_have_held():
    layer = Layer(id="l", text="Monitoring", state=LayerState.HELD)
    hole = Hole(text="secret", layer="l", restricted=True)
    assert "| Monitoring | hole | secret (restricted) |" in written(layer, hole)
    shared = under(
        "### Layers of defence", layer, hole, Layer(text="Testing", state=LayerState.HELD), audience=SHAREABLE
    )
    assert "| Monitoring |  |\n| Testing | held |" in shared


def test_a_shareable_document_counts_roles_and_keeps_restricted_people_out():
    people = (
        Person(name="Dana", role="responder"),
        Person(name="Kim", role="responder"),
        Person(name="Noor", role="investigator of the fraud team", restricted=True),
        Person(name="Bo"),
    )
    note = Note(text="Noor asked Dana")
    assert "| **People** | responder (2), participant |" in written(*people, note, audience=SHAREABLE)
    assert "- a participant asked responder" in written(*people, note, audience=SHAREABLE)
    assert "- investigator of the fraud team asked responder" in written(*people, note)
