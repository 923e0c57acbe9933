import pytest

from pmfacil.review.edit import Add, Change, Move, Remove
from pmfacil.review.layers import LAYERS, Hole, Layer, LayerState
from pmfacil.review.review import Review

from .samples import after, begun, refusal


def state(review: Review, layer: str) -> LayerState:
    return review.layer_state(review.get(Layer, layer))


def with_hole() -> Review:
    return Add(part=Hole(id="h", text="No load step", layer="layer-testing")).apply(begun())


def test_five_layers_are_there_from_the_start_and_nobody_has_looked_at_them():
    assert tuple(layer.text for layer in begun().layers) == LAYERS
    assert {state(begun(), layer.id) for layer in begun().layers} == {LayerState.UNKNOWN}


def test_a_hole_in_a_layer_makes_it_one_with_a_hole():
    assert state(with_hole(), "layer-testing") == LayerState.HOLE
    assert state(with_hole(), "layer-monitoring") == LayerState.UNKNOWN


def test_a_layer_that_was_said_to_hold_has_a_hole_once_one_is_found_and_holds_again_without_it():
    held = Change(id="layer-testing", changes={"state": "held"}).apply(begun())
    assert state(held, "layer-testing") == LayerState.HELD
    holed = Add(part=Hole(id="h", text="No load step", layer="layer-testing")).apply(held)
    assert state(holed, "layer-testing") == LayerState.HOLE
    assert state(Remove(id="h").apply(holed), "layer-testing") == LayerState.HELD


@pytest.mark.parametrize("said", [LayerState.MISSING, LayerState.NOT_RELEVANT, LayerState.HOLE])
def test_a_layer_that_was_missing_or_not_relevant_stays_so_whatever_holes_it_has(said: LayerState):
    review = Change(id="layer-testing", changes={"state": said}).apply(with_hole())
    assert state(review, "layer-testing") == said


def test_layers_are_added_in_any_place():
    review = after(begun(), Add(part=Layer(id="y", text="Canary")), Move(id="y", before="layer-monitoring"))
    assert [layer.text for layer in review.layers] == [
        *("Code review", "Testing", "Deployment safeguards"),
        *("Canary", "Monitoring", "Incident response"),
    ]


@pytest.mark.parametrize("name", ["Testing", "testing", "TESTING?"])
def test_a_second_layer_of_the_same_name_is_refused(name: str):
    assert refusal(begun(), Add(part=Layer(text=name))) == f"There is a layer {name} already."
    assert refusal(begun(), Change(id="layer-monitoring", changes={"text": name})).startswith("There is a layer ")


def test_a_state_that_does_not_exist_is_refused():
    said = refusal(begun(), Change(id="layer-testing", changes={"state": "fine"}))
    assert said == "That does not fit the state of this layer; nothing was changed."


def test_a_hole_moves_to_another_layer_and_nowhere_else():
    review = Move(id="h", under="layer-monitoring").apply(with_hole())
    assert state(review, "layer-testing") == LayerState.UNKNOWN
    assert state(review, "layer-monitoring") == LayerState.HOLE
    assert refusal(with_hole(), Move(id="h", under="category-people")) == "A hole belongs to a layer."
    assert refusal(with_hole(), Move(id="h", under="gone")) == "That is no longer there; nothing was changed."


def test_holes_change_places_in_their_layer():
    review = Add(part=Hole(id="h2", text="No review", layer="layer-testing")).apply(with_hole())
    assert [hole.id for hole in Move(id="h2", before="h").apply(review).holes] == ["h2", "h"]


def test_a_hole_is_in_a_layer_that_is_there():
    assert refusal(begun(), Add(part=Hole(text="x", layer="gone"))) == "That is no longer there; nothing was changed."
    said = refusal(with_hole(), Change(id="h", changes={"layer": "category-people"}))
    assert said == "This category is no layer; nothing was changed."


def test_a_layer_takes_its_holes_with_it():
    assert Remove(id="layer-testing").apply(with_hole()).holes == ()
