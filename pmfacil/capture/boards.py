"""`f` and `o`: causes on the fishbone, holes in the layers, and what a layer did."""

from pmfacil.capture.names import find_named
from pmfacil.capture.reading import Reading, Unclear, Words, say
from pmfacil.capture.tokens import split
from pmfacil.capture.understood import Understood, understand
from pmfacil.review.edit import Add, Change
from pmfacil.review.edits import AnyEdit, Together
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.review import Review
from pmfacil.review.text import short

STATES = {"held": LayerState.HELD, "missing": LayerState.MISSING, "n/a": LayerState.NOT_RELEVANT}
"""What the last word of a line about a layer makes of it."""


def read_cause(words: Words) -> Reading:
    """The cause on its rib, which is added if it is new."""
    found = _understand(words)
    name, text = _named(found.text, "A cause is a category, a colon and the words, as in “f people: nobody owns it”")
    known = find_named(name, words.review.categories)
    category = known or Category(text=name)
    cause = Cause(text=text, category=category.id, **found.fields)
    return _reading(words.review, found, cause, category, new=known is None)


def read_layer(words: Words) -> Reading:
    """The hole in a layer, or the layer's state; the layer is added if it is new."""
    found = _understand(words)
    if ":" not in found.text:
        return _state(words.review, found)
    name, text = _named(found.text, "A hole is a layer, a colon and the words, as in “o monitoring: no alert”")
    known = find_named(name, words.review.layers)
    layer = known or Layer(text=name)
    hole = Hole(text=text, layer=layer.id, **found.fields)
    return _reading(words.review, found, hole, layer, new=known is None)


def _understand(words: Words) -> Understood:
    pieces = split(words.letter, words.rest, words.place.today)
    return understand(pieces, {"!": lambda _: {"factor": True}})


def _named(words: str, otherwise: str) -> tuple[str, str]:
    name, _, text = words.partition(":")
    if not name.strip() or not text.strip():
        raise Unclear(otherwise)
    return name.strip(), text.strip()


def _reading(review: Review, found: Understood, part: Cause | Hole, on: Category | Layer, *, new: bool) -> Reading:
    add = Add(part=part)
    said = say(part.noun, _say_name(on, new), "factor" if part.factor else "", found.kept())
    edit = Together(said=add.label(review), edits=(Add(part=on), add)) if new else add
    return Reading(edit, said, unknown=tuple(found.unknown), part=part.id)


def _state(review: Review, found: Understood) -> Reading:
    *names, last = found.text.rsplit(maxsplit=1) or [""]
    state = STATES.get(last.casefold())
    if state is None or not names:
        raise Unclear("A layer takes a colon and its hole, or one of held, missing, n/a, as in “o testing held”")
    if found.fields:
        raise Unclear("Only a hole takes a “!”: a state is no contributing factor")
    known = find_named(names[0], review.layers)
    layer = known or Layer(text=names[0], state=state)
    edit: AnyEdit = Change(id=known.id, changes={"state": state}) if known else Add(part=layer)
    # The words of the room are kept, but they do not close a hole.
    holed = review.layer_state(layer.changed(state=state)) != state
    said = say("layer", _say_name(layer, known is None), f"{state}, but it has a hole" if holed else state)
    return Reading(edit, said, part=layer.id)


def _say_name(on: Category | Layer, new: bool) -> str:
    return f"{f'new {on.noun} ' if new else ''}{short(on.text)}"
