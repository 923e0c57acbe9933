import pytest

from pmfacil.review.edit import Add
from pmfacil.review.fishbone import Category
from pmfacil.review.layers import Layer

from .samples import ROOM, captured, noted

CAUSE = "A cause is a category, a colon and the words, as in “f people: nobody owns it”"
HOLE = "A hole is a layer, a colon and the words, as in “o monitoring: no alert”"
STATE = "A layer takes a colon and its hole, or one of held, missing, n/a, as in “o testing held”"


@pytest.mark.parametrize(
    ("typed", "category", "text", "factor", "said"),
    [
        ("people: nobody owns backups", "People", "nobody owns backups", False, "cause · People"),
        ("People : nobody owns backups !", "People", "nobody owns backups", True, "cause · People · factor"),
        ("tech:16:9 screens", "Technology", "16:9 screens", False, "cause · Technology"),
        ("e: x", "Environment", "x", False, "cause · Environment"),
        ("people: ! is loud", "People", "! is loud", False, "cause · People"),
        (r"people: it said \!", "People", "it said !", False, "cause · People"),
        ("people: @kim P1 #1.2 from:x", "People", "@kim P1 #1.2 from:x", False, "cause · People"),
    ],
)
def test_a_cause_stands_on_its_rib(typed: str, category: str, text: str, factor: bool, said: str):
    found = captured(f"f {typed}")
    rib = found.after.find(found.part.category)
    assert (rib.says(), found.part.text, found.part.factor) == (category, text, factor)
    assert found.reading.said == said
    assert found.after.categories == ROOM.categories


def test_an_unknown_category_is_added_and_that_is_said():
    found = captured("f Third parties: the CDN had no contact")
    assert [category.text for category in found.after.categories][4:] == ["Third parties"]
    assert found.part.category == found.after.categories[-1].id
    assert found.reading.said == "cause · new category Third parties"
    assert found.reading.edit is not None
    assert found.reading.edit.label(ROOM) == "add cause “the CDN had no contact”"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("nobody owns backups", CAUSE),
        ("people:", CAUSE),
        ("people: !", CAUSE),
        (": nobody", CAUSE),
        ("!", CAUSE),
        ("p: nobody", "“p” could be People or Process"),
    ],
)
def test_a_cause_without_a_clear_category_or_words_becomes_a_note(typed: str, reason: str):
    assert noted(f"f {typed}") == reason


@pytest.mark.parametrize(
    ("typed", "layer", "text", "factor", "said"),
    [
        (
            "monitoring: no alert on a missing backup",
            "Monitoring",
            "no alert on a missing backup",
            False,
            "hole · Monitoring",
        ),
        ("code review: nobody looked !", "Code review", "nobody looked", True, "hole · Code review · factor"),
        ("deployment: no canary", "Deployment safeguards", "no canary", False, "hole · Deployment safeguards"),
        ("testing: held", "Testing", "held", False, "hole · Testing"),
        ("Incident-Response: n/a", "Incident response", "n/a", False, "hole · Incident response"),
    ],
)
def test_what_follows_a_colon_is_a_hole_in_the_layer(typed: str, layer: str, text: str, factor: bool, said: str):
    found = captured(f"o {typed}")
    assert (found.after.find(found.part.layer).says(), found.part.text, found.part.factor) == (layer, text, factor)
    assert found.reading.said == said
    assert found.after.layers == ROOM.layers


@pytest.mark.parametrize(
    ("typed", "layer", "state", "said"),
    [
        ("monitoring held", "Monitoring", "held", "layer · Monitoring · held"),
        ("Monitoring  MISSING", "Monitoring", "missing", "layer · Monitoring · missing"),
        ("code review n/a", "Code review", "not relevant", "layer · Code review · not relevant"),
        ("deployment held", "Deployment safeguards", "held", "layer · Deployment safeguards · held"),
        ("testing held", "Testing", "held", "layer · Testing · held, but it has a hole"),
    ],
)
def test_the_last_word_without_a_colon_is_what_the_layer_did(typed: str, layer: str, state: str, said: str):
    found = captured(f"o {typed}")
    assert (found.part.text, found.part.state, found.reading.said) == (layer, state, said)
    assert len(found.after.layers) == 5


def test_an_unknown_layer_is_added_for_a_hole_and_for_a_state_and_that_is_said():
    hole = captured("o chaos drills: never done !")
    assert hole.after.layers[-1].text == "chaos drills"
    assert hole.part.layer == hole.after.layers[-1].id
    assert hole.reading.said == "hole · new layer chaos drills · factor"
    state = captured("o chaos drills missing")
    assert (state.part.text, state.part.state) == ("chaos drills", "missing")
    assert state.after.layers[-1] == state.part
    assert state.reading.said == "layer · new layer chaos drills · missing"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("testing", STATE),
        ("testing was fine", STATE),
        ("held", STATE),
        ("testing held !", "Only a hole takes a “!”: a state is no contributing factor"),
        ("testing:", HOLE),
        (": hole", HOLE),
        ("testing: !", HOLE),
    ],
)
def test_a_layer_with_neither_a_hole_nor_a_state_becomes_a_note(typed: str, reason: str):
    assert noted(f"o {typed}") == reason


def test_a_beginning_that_several_layers_share_becomes_a_note():
    room = Add(part=Layer(text="Code scanning")).apply(ROOM)
    assert noted("o code held", room) == "“code” could be Code review or Code scanning"


def test_a_whole_name_wins_over_a_longer_one():
    room = Add(part=Category(id="pe", text="Pe")).apply(ROOM)
    assert captured("f pe: nobody", room).part.category == "pe"


def test_names_of_signs_alone_are_told_from_each_other():
    found = captured("f 🔥: it burned")
    assert found.reading.said == "cause · new category 🔥"
    again = captured("f 🔥: it burned again", found.after)
    assert again.part.category == found.part.category
    assert captured("f 🚀: it flew", found.after).reading.said == "cause · new category 🚀"


def test_what_the_model_refuses_becomes_a_note_with_its_reason():
    merged = ROOM.put(Layer(id="merged", text="testing"))
    assert noted("o testing held", merged) == "There is a layer testing already"


def test_a_second_mark_stays_in_the_text_and_is_said():
    found = captured("f people: nobody ! !")
    assert (found.part.text, found.part.factor, found.reading.unknown) == ("nobody !", True, ("!",))
    assert found.reading.said == "cause · People · factor · kept as text: ! (said before)"
