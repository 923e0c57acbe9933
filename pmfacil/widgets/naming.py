"""How parts are named on boards and in lists of choices."""

from pmfacil.review.actions import Action
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson
from pmfacil.review.part import Part
from pmfacil.review.response import Phase
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why
from pmfacil.widgets.when import when


def named(part: Part) -> str:
    """What a part is called: `A3`, `L2`, `why 1.2`, `detection`, `event`."""
    if isinstance(part, Action | Lesson):
        return part.label()
    if isinstance(part, Phase | Layer):
        return part.text
    return f"why {part.number}" if isinstance(part, Why) else part.noun


def a_kind(part: Part) -> str:
    """What kind of thing a part is, with its article: `an event`."""
    return f"{'an' if part.noun[0] in 'aeiou' else 'a'} {part.noun}"


def target(part: Part, review: Review) -> str:
    """A part in one line of a list of choices; an event with its time, a hole with its layer."""
    name = f"event {label_of(part, review)}" if isinstance(part, Event) else named(part)
    name = label_of(part, review) if isinstance(part, Hole) else name
    return f"{name} · {short(part.says(), 100)}"


def label_of(part: Part, review: Review) -> str:
    """How another row refers to a part: `A3`, `L2`, `1.2`, `23:27`, `hole in Testing`, else its words cut short."""
    if isinstance(part, Action | Lesson | Why):
        return part.label() if part.label() != "idea" else f"idea “{short(part.text, 24)}”"
    if isinstance(part, Event):
        return when(part.at, review)
    if isinstance(part, Hole):
        return f"hole in {review.get(Layer, part.layer).text}"
    return f"{part.noun} “{short(part.says(), 24)}”" if not isinstance(part, Layer | Phase) else part.text
