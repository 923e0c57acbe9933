"""The layers of defence drawn as slices with holes, and the path that went through them (P45)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmfacil.documents.svg import LEADING, WIDTH, arrow, box, picture, stroke, tag, wrapped, written
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action
from pmfacil.review.layers import LAYERS, Hole, Layer, LayerState, path_through

BESIDE = 6
"""The most slices beside each other."""
TALL = 112.0
"""Units of a slice from top to bottom."""
_LEAD, _SLICE, _TOP = 74.0, 44.0, 8.0
_PATH = _TOP + TALL / 2
_LOOKS: dict[str, str] = {
    LayerState.HELD: "slice held",
    LayerState.MISSING: "slice missing",
    LayerState.NOT_RELEVANT: "slice missing aside",
}


@dataclass(frozen=True)
class Slice:
    """A layer as the path meets it."""

    layer: Layer
    state: str
    holes: Sequence[Hole]
    before: str
    """How the path that leads to it is drawn: `sure`, `unsure`, or nothing if it does not get there."""
    after: str
    """The same of the path behind it."""


def drawn_layers(voice: Voice) -> list[str]:
    """The pictures, one row of slices each; none if nobody has looked at any layer."""
    review = voice.review
    usual = all(layer.text in LAYERS and layer.state == LayerState.UNKNOWN for layer in review.layers)
    if not review.layers or (not review.holes and usual):
        return []
    slices = _slices(voice)
    rows = -(-len(slices) // BESIDE)
    each = -(-len(slices) // rows)
    shares = [slices[first : first + each] for first in range(0, len(slices), each)]
    return [_row(voice, share, begins=n == 1, ends=n == len(shares)) for n, share in enumerate(shares, 1)]


def _slices(voice: Voice) -> list[Slice]:
    review = voice.review
    states = [voice.layer_state(layer) for layer in review.layers]
    path = ["" if met is None else "sure" if met else "unsure" for met in path_through(states)]
    holes = [[hole for hole in review.holes if hole.layer == layer.id] for layer in review.layers]
    return [Slice(*one) for one in zip(review.layers, states, holes, path, path[1:], strict=False)]


def _row(voice: Voice, slices: Sequence[Slice], *, begins: bool, ends: bool) -> str:
    step = (WIDTH - 2 * _LEAD) / len(slices)
    shapes = [written(0, _PATH + 5, ["Change" if begins else "… on"], "strong" if begins else "soft")]
    x = _LEAD - 14
    for place, one in enumerate(slices):
        middle = _LEAD + step * (place + 0.5)
        shapes += _path(x, middle - _SLICE / 2, one.before)
        shapes += _slice(one, middle)
        x = middle + _SLICE / 2
    last = slices[-1]
    if last.after:
        shapes += _path(x, WIDTH - _LEAD + 12, last.after)
        shapes.append(written(WIDTH, _PATH + 5, ["Impact" if ends else "on …"], "strong" if ends else "soft", "end"))
    below = _TOP + TALL + 10
    captions = [wrapped(voice.hide(one.layer.text), step - 8, bold=True) for one in slices]
    for place, (one, caption) in enumerate(zip(slices, captions, strict=True)):
        middle = _LEAD + step * (place + 0.5)
        shapes.append(written(middle, below + LEADING - 4, caption, "strong", "middle"))
        feet = below + (len(caption) + 1) * LEADING - 4
        shapes.append(written(middle, feet, wrapped(_state(one), step - 8), "soft", "middle"))
    height = below + (max(map(len, captions)) + 2) * LEADING + 2
    for line, look, inset in _told(voice, slices):
        height += LEADING
        shapes.append(written(inset, height, [line], look))
    return picture("Layers of defence: what held and what let it through", height + 8, shapes)


def _path(begins: float, ends: float, how: str) -> Iterator[str]:
    if how:
        yield stroke(begins, _PATH, ends - 6, _PATH, f"path {how}")
        yield arrow(ends, _PATH)


def _slice(one: Slice, middle: float) -> Iterator[str]:
    left = middle - _SLICE / 2
    yield box(left, _TOP, _SLICE, TALL, _LOOKS.get(one.state, "slice"), 12)
    match one.state:
        case LayerState.HOLE:
            others = (_TOP + TALL * 0.2, _TOP + TALL * 0.8)
            for y in (_PATH, *others[: len(one.holes) - 1]):
                yield tag("ellipse", cx=middle, cy=y, rx=13, ry=11, looks="hole")
            yield from _through(one, left)
        case LayerState.HELD:
            for y in range(int(_TOP) + 14, int(_TOP + TALL), 12):
                yield stroke(left + 5, y, left + _SLICE - 5, y - 8, "hatch")
        case LayerState.MISSING | LayerState.NOT_RELEVANT:
            yield from _through(one, left)
        case _:
            yield written(middle, _PATH + 5, ["?"], "strong", "middle")


def _through(one: Slice, left: float) -> Iterator[str]:
    if one.before and one.after:
        yield stroke(left, _PATH, left + _SLICE, _PATH, f"path {one.before}")


def _state(one: Slice) -> str:
    if one.state == LayerState.HELD:
        return "held: stopped here" if one.before else "held"
    return f"{len(one.holes)} holes" if len(one.holes) > 1 and one.state == LayerState.HOLE else one.state


def _told(voice: Voice, slices: Sequence[Slice]) -> Iterator[tuple[str, str, float]]:
    """Each hole with what closes it, below the slices."""
    for one in slices:
        for hole in one.holes:
            closing = ", ".join(p.label() for p in voice.linked(hole) if isinstance(p, Action))
            closing = closing or ("accepted" if hole.accepted else "")
            said = f"{voice.hide(one.layer.text)}: {voice.hide(hole.text)}{f' → {closing}' if closing else ''}"
            for place, line in enumerate(wrapped(f"◯ {said}", WIDTH - 20)):
                yield line, "", 18.0 if place else 2.0
