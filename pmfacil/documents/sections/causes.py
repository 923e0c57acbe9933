"""The fishbone, the layers of defence, and what the room counts as contributing (P44-P46)."""

from pmfacil.documents.blocks import Blocks, bullets, nested, table
from pmfacil.documents.diagrams import mindmap
from pmfacil.documents.escaping import line
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action
from pmfacil.review.fishbone import CATEGORIES, Category, Cause
from pmfacil.review.layers import LAYERS, Hole, Layer, LayerState
from pmfacil.review.part import Id, Part
from pmfacil.review.whys import Why

Rows = list[tuple[int, Part]]


def fishbone(voice: Voice) -> Blocks:
    """A picture of the fishbone, then its causes and sub-causes below their categories."""
    review = voice.review
    if not review.causes and all(category.text in CATEGORIES for category in review.categories):
        return []
    rows = [row for category in review.categories for row in on_the_rib(voice, category)]
    picture = mindmap(
        voice.hide(review.incident.title or "The problem"), [(depth, voice.hide(part.says())) for depth, part in rows]
    )
    lines = nested((depth, _on_the_bone(voice, part)) for depth, part in rows)
    return [picture, *lines] if picture else lines


def layers(voice: Voice) -> Blocks:
    """What each layer did, its holes, and what closes them or why they are accepted."""
    review = voice.review
    usual = all(layer.text in LAYERS and layer.state == LayerState.UNKNOWN for layer in review.layers)
    if not review.holes and usual:
        return []
    rows = [row for layer in review.layers for row in _layer(voice, layer)]
    return table(("Layer", "State", "Hole", "What closes it"), rows)


def factors(voice: Voice) -> Blocks:
    """The whys, causes and holes that the room counts as contributing factors."""
    return bullets(f"{_factor(voice, part)}{voice.tail(part)}" for part in voice.review.factors())


def on_the_rib(voice: Voice, category: Category) -> Rows:
    """A category and all its causes from top to bottom, each with its depth."""
    below: dict[Id, list[Cause]] = {}
    for cause in voice.review.causes:
        if cause.category == category.id:
            below.setdefault(cause.parent or category.id, []).append(cause)
    rows: Rows = []
    stack: Rows = [(0, category)]
    while stack:
        depth, part = stack.pop()
        rows.append((depth, part))
        stack.extend((depth + 1, cause) for cause in reversed(below.get(part.id, [])))
    return rows


def _on_the_bone(voice: Voice, part: Part) -> str:
    factor = " (contributing factor)" if isinstance(part, Cause) and part.factor else ""
    return f"{voice.line(part.says())}{factor}{voice.tail(part)}"


def _layer(voice: Voice, layer: Layer) -> list[tuple[str, str, str, str]]:
    holes = [hole for hole in voice.review.holes if hole.layer == layer.id]
    said = [(_hole(voice, hole), _closing(voice, hole)) for hole in holes] or [("", _closing(voice, layer))]
    name = f"{voice.cell(layer.text)}{voice.tail(layer, but=Action)}"
    names = [(name, voice.layer_state(layer)), *[("", "")] * (len(said) - 1)]
    return [(*above, *beside) for above, beside in zip(names, said, strict=True)]


def _hole(voice: Voice, hole: Hole) -> str:
    factor = " (contributing factor)" if hole.factor else ""
    return f"{voice.cell(hole.text)}{factor}{voice.tail(hole, but=Action)}"


def _closing(voice: Voice, part: Hole | Layer) -> str:
    actions = voice.labels([linked for linked in voice.linked(part) if isinstance(linked, Action)])
    accepted = f"accepted: {voice.cell(part.accepted)}" if isinstance(part, Hole) and part.accepted else ""
    return "; ".join(said for said in (actions, accepted) if said)


def _factor(voice: Voice, part: Part) -> str:
    match part:
        case Why():
            return f"{line(part.number)} {voice.line(part.says())}"
        case Cause():
            return f"{voice.line(part.text)} ({voice.line(voice.review.find(part.category).says())})"
        case Hole():
            return f"{voice.line(part.text)} (hole in {voice.line(voice.review.find(part.layer).says())})"
        case _:
            return voice.line(part.says())
