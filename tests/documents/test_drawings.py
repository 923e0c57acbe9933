from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from pmfacil.documents.audience import Audience
from pmfacil.documents.svg import SIZE, TALLEST, WIDTH, measured, picture, tag, wrapped, written
from pmfacil.documents.svg_fishbone import drawn_fishbone
from pmfacil.documents.svg_layers import drawn_layers
from pmfacil.documents.svg_timeline import drawn_timeline
from pmfacil.documents.svg_whys import drawn_whys
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action
from pmfacil.review.fishbone import Category, Cause, preset_categories
from pmfacil.review.layers import Hole, Layer, LayerState, preset_layers
from pmfacil.review.links import Link
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Gate, Why
from tests.hostile import hostile_review

from .typed import TYPED
from .writing import INCIDENT, at, review_of

NOW = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)
Draw = Callable[[Voice], list[str]]
ALL = (drawn_whys, drawn_fishbone, drawn_layers, drawn_timeline)
ANSWERS = [Why(id=f"w{n}", number=f"1.{n}", text=f"answer {n}", parent=f"w{n - 1}" if n else None) for n in range(60)]


def drawn(draw: Draw, *parts: Part, audience: Audience = Audience.INTERNAL) -> list[Any]:
    """The drawings of a review of these parts."""
    return [ElementTree.fromstring(one) for one in draw(Voice(review_of(*parts), audience, NOW))]


def said(drawings: list[Any]) -> str:
    """All words of some drawings, a space between two lines."""
    return " ".join(" ".join(text.split()) for one in drawings for text in one.itertext() if text.strip())


def looks(drawings: list[Any]) -> list[str]:
    """The classes of all shapes."""
    return [look for one in drawings for shape in one.iter() for look in shape.get("class", "").split()]


@pytest.mark.parametrize("draw", ALL)
def test_a_review_without_anything_to_draw_has_no_drawing(draw: Draw):
    assert drawn(draw, *preset_categories(), *preset_layers()) == []


@pytest.mark.parametrize("draw", ALL)
def test_what_is_hard_to_draw_stays_inside_the_drawing_and_fits_on_a_page(draw: Draw):
    drawings = [ElementTree.fromstring(one) for one in draw(Voice(hostile_review(NOW), Audience.INTERNAL, NOW))]
    assert drawings
    for drawing in drawings:
        _, _, width, height = map(float, drawing.get("viewBox", "").split())
        assert (width, height < 2 * TALLEST) == (WIDTH, True)
        for text in drawing.iter("text"):
            y = float(text.get("y", "0")) + _moved(drawing, text)
            assert 0 < y + sum(float(span.get("dy", "0")) for span in text) <= height
            for span in text:
                wide, x = measured(span.text or "") * 0.86, float(span.get("x", "0"))
                left = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", ""), 0)
                assert left >= -1
                assert left + wide <= WIDTH + 1


def _moved(drawing: Any, text: Any) -> float:
    groups = [group for group in drawing.iter("g") if text in list(group.iter("text"))]
    return sum(float(group.get("transform").split()[1].rstrip(")")) for group in groups)


@settings(max_examples=40)
@given(TYPED)
def test_whatever_is_typed_is_drawn_as_words(text: str):
    parts = (
        Why(id="w", number="1", question=text, text=f"a{text}"),
        *preset_categories(),
        Cause(text=f"a{text}", category="category-people"),
        Layer(id="l", text=f"a{text}"),
        Hole(text=f"a{text}", layer="l"),
        Event(at=at("14:02"), text=f"a{text}", milestone=True),
        Event(at=at("14:25"), text="b"),
    )
    for draw in ALL:
        drawings = drawn(draw, *parts)
        assert drawings
        names = {shape.tag for drawing in drawings for shape in drawing.iter()}
        assert names <= {"svg", "title", "g", "text", "tspan", "rect", "line", "circle", "ellipse", "polygon"}


def test_each_chain_of_whys_has_a_picture_of_its_own():
    heads = (Why(id="a", number="1", text="no connection"), Why(id="b", number="2", text="seen late"))
    below = Why(number="1.1", question="Why?", text="pool", parent="a", factor=True, speculation=True)
    drawings = drawn(drawn_whys, *heads, below)
    assert [drawing.findtext("title") for drawing in drawings] == ["Chain 1: cause", "Chain 2: detection"]
    assert "1.1 Why? pool ◆ contributing factor · speculation" in said(drawings)
    assert {"factor", "unsure"} <= set(looks(drawings))


def test_a_long_chain_goes_on_in_pictures_that_each_fit_on_a_page():
    drawings = drawn(drawn_whys, *ANSWERS)
    heights = [float(drawing.get("viewBox").split()[3]) for drawing in drawings]
    assert len(drawings) > 1
    assert max(heights) <= TALLEST
    assert min(heights) > TALLEST / 3
    assert [f"answer {n}" in said(drawings) for n in range(60)] == [True] * 60


def test_a_gate_and_an_open_question_are_said_in_words():
    top = Why(id="a", number="1", text="x", gate=Gate.AND)
    words = said(drawn(drawn_whys, top, Why(number="1.1", question="Why?", parent="a")))
    assert "AND: it took all of the following" in words
    assert "no answer yet" in words


def test_the_fish_has_a_rib_for_each_category_and_its_causes_on_it():
    cause = Cause(id="c", text="no load step", category="category-process", factor=True)
    below = Cause(text="no time", category="category-process", parent="c")
    drawings = drawn(drawn_fishbone, *preset_categories(), cause, below)
    assert len(drawings) == 1
    words = said(drawings)
    assert all(name in words for name in ("People", "Process", "Technology", "Environment", "nothing named"))
    assert "◆ no load step – no time" in words
    assert looks(drawings).count("rib") == 4
    assert " ".join(INCIDENT.title.split()[:2]) in words


def test_many_categories_share_several_fish():
    ribs = [Category(id=f"c{n}", text=f"rib {n}") for n in range(14)]
    drawings = drawn(drawn_fishbone, *ribs, Cause(text="x", category="c0"))
    assert [looks([one]).count("rib") for one in drawings] == [5, 5, 4]


def test_a_fish_too_tall_for_a_page_is_not_drawn():
    causes = [Cause(text=f"cause {n} with many words in it", category="category-people") for n in range(60)]
    assert drawn(drawn_fishbone, *preset_categories(), *causes) == []


def test_the_path_goes_through_the_holes_and_stops_at_the_layer_that_held():
    layers = [
        Layer(id="a", text="Review", state=LayerState.MISSING),
        Layer(id="b", text="Testing"),
        Layer(id="c", text="Monitoring", state=LayerState.HELD),
        Layer(id="d", text="Response"),
    ]
    hole, action = Hole(id="h", text="no load step", layer="b"), Action(id="x", number=2, text="Add one")
    drawings = drawn(drawn_layers, *layers, hole, action, Link(source="x", target="h"))
    words = said(drawings)
    assert "Testing: no load step → A2" in words
    assert "held: stopped here" in words
    assert "Change" in words
    assert "Impact" not in words
    assert looks(drawings).count("hole") == 1
    assert looks(drawings).count("tip") == 3


def test_the_path_leads_to_the_impact_where_nothing_held():
    words = said(drawn(drawn_layers, Layer(id="a", text="Review"), Hole(text="x", layer="a", accepted="rare")))
    assert "Impact" in words
    assert "Review: x → accepted" in words


def test_many_layers_stand_in_several_rows():
    layers = [Layer(id=f"l{n}", text=f"layer {n}", state=LayerState.MISSING) for n in range(13)]
    assert [looks([one]).count("slice") for one in drawn(drawn_layers, *layers)] == [5, 5, 3]


def test_a_layer_that_held_in_secret_is_not_said_to_have_held():
    layer = Layer(id="a", text="Monitoring", state=LayerState.HELD)
    parts = (layer, Hole(text="secret", layer="a", restricted=True), Layer(text="Testing", state=LayerState.MISSING))
    words = said(drawn(drawn_layers, *parts, audience=Audience.SHAREABLE))
    assert words.endswith("Impact Monitoring Testing missing")
    assert "secret" not in words


def test_the_timeline_shows_phases_impact_and_milestones_to_scale():
    events = (
        Event(at=at("14:02"), text="Release", kind=EventKind.TRIGGER),
        Event(at=at("14:12"), text="Page", kind=EventKind.DETECTION, milestone=True),
        Event(at=at("14:25"), text="Back", kind=EventKind.RECOVERY, milestone=True),
    )
    drawings = drawn(drawn_timeline, *events)
    words = said(drawings)
    assert "detect 10 min" in words
    assert "recover 13 min" in words
    assert "customers hit for 23 min" in words
    assert "14:12 detection: Page" in words
    phases = [shape for shape in drawings[0].iter("rect") if "phase" in shape.get("class")]
    assert float(phases[1].get("width")) / float(phases[0].get("width")) == pytest.approx(1.3, abs=0.01)


def test_milestones_of_one_moment_do_not_cover_each_other():
    events = [Event(at=at("14:05"), text=f"e{n}", milestone=True) for n in range(6)]
    discs = [(one.get("cx"), one.get("cy")) for one in drawn(drawn_timeline, *events)[0].iter("circle")]
    assert len(set(discs)) == len(discs) == 12


def test_names_are_roles_in_every_drawing():
    person = Person(name="Dana", role="on-call engineer")
    why = Why(number="1", text="Dana was alone")
    assert "on-call engineer was alone" in said(drawn(drawn_whys, person, why))


@given(TYPED)
def test_lines_keep_every_character_and_their_width(text: str):
    lines = wrapped(text, 120)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measured(line.strip()) <= 120 or len(line) == 1 for line in lines)


def test_no_number_is_written_as_python_would():
    assert (
        written(1 / 3, 2.0, ["x"])
        == '<text x="0.3" y="2" class="" text-anchor="start"><tspan x="0.3" dy="0">x</tspan></text>'
    )
    assert picture("<a>", SIZE, [tag("g")]).startswith(
        '<svg viewBox="0 0 720 13" role="img" class="drawing"><title>&lt;a&gt;'
    )


def test_the_sample_has_all_its_drawings(sample: Review):
    voice = Voice(sample, Audience.INTERNAL, NOW)
    assert [len(draw(voice)) for draw in ALL] == [4, 1, 2, 1]
