from pmfacil.review.actions import Action
from pmfacil.review.fishbone import Category, Cause, preset_categories
from pmfacil.review.layers import Hole, Layer, LayerState, preset_layers
from pmfacil.review.links import Link
from pmfacil.review.whys import Why

from .writing import under

FISHBONE = "### Fishbone"
LAYERS = "### Layers of defence"


def test_an_untouched_fishbone_was_not_discussed():
    assert under(FISHBONE, *preset_categories()) == "Not discussed."
    assert "- Signals" in under(FISHBONE, *preset_categories(), Category(text="Signals"))


def test_the_fishbone_is_a_picture_and_then_a_nested_list():
    said = under(
        FISHBONE,
        Category(id="people", text="People"),
        Category(id="process", text="Process"),
        Cause(id="a", text="No hand-over", category="people", factor=True),
        Cause(text="No rota", category="people", parent="a"),
    )
    drawn, told = said.split("\n\n")
    assert drawn.startswith('```mermaid\nmindmap\n  top("Nobody could check out for 23 minutes")\n    n1["People"]\n')
    assert '        n3["No rota"]' in drawn
    assert told == "- People\n  - No hand-over (contributing factor)\n    - No rota\n- Process"


def test_untouched_layers_were_not_discussed():
    assert under(LAYERS, *preset_layers()) == "Not discussed."
    assert "| Canary | not looked at |" in under(LAYERS, *preset_layers(), Layer(text="Canary"))


def test_layers_say_what_they_did_and_what_closes_their_holes():
    said = under(
        LAYERS,
        Layer(id="m", text="Monitoring"),
        Layer(id="t", text="Testing", state=LayerState.MISSING),
        Hole(id="h", text="No alert", layer="m", factor=True),
        Hole(text="No graph", layer="m", accepted="the tool goes in May"),
        Action(id="a", number=3, text="Alert"),
        Action(id="i", text="Load test"),
        Why(id="w", number="2.1", text="Nothing watched"),
        Link(source="a", target="h"),
        Link(source="w", target="h"),
        Link(source="i", target="t"),
    )
    assert said.splitlines()[2:] == [
        "| Monitoring | hole | No alert (contributing factor) → 2.1 | A3 |",
        "|  |  | No graph | accepted: the tool goes in May |",
        "| Testing | missing |  | idea “Load test” |",
    ]


def test_contributing_factors_come_from_whys_causes_and_holes():
    said = under(
        "## Contributing factors",
        Why(number="1.10", text="later", factor=True),
        Why(id="w", number="1.2", question="Why?", text="Ten times the queries", factor=True),
        Why(number="1.3", text="no factor"),
        Category(id="people", text="People"),
        Cause(text="No rota", category="people", factor=True),
        Layer(id="m", text="Monitoring"),
        Hole(text="No alert", layer="m", factor=True),
        Action(id="a", number=1, text="Limit"),
        Link(source="a", target="w"),
    )
    assert said.splitlines() == [
        "- 1.2 Ten times the queries → A1",
        "- 1.10 later",
        "- No rota (People)",
        "- No alert (hole in Monitoring)",
    ]
