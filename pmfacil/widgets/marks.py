"""The small marks at the right of rows: a glyph and a word, never colour alone."""

from datetime import date

from pmfacil.review.actions import Action, Progress
from pmfacil.review.fishbone import Cause
from pmfacil.review.layers import Hole
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.whys import Gate, Leaf, Why
from pmfacil.widgets.naming import label_of

_LEAF = {Leaf.KEEP_ASKING: "○ keep asking", Leaf.ACTIONABLE: "● actionable", Leaf.PARKED: "◌ parked"}


def state_marks(part: Part) -> list[str]:
    """What the room says about a part: evidence, factor, state, restricted."""
    marks: list[str] = []
    if isinstance(part, Why):
        marks += ["[speculation]"] if part.speculation else []
        marks += [f"{part.gate.upper()} below"] if part.gate != Gate.NONE else []
        marks += [_LEAF[part.leaf]] if part.leaf != Leaf.OPEN else []
    if isinstance(part, Why | Cause | Hole) and part.factor:
        marks.append("◆ factor")
    if isinstance(part, Action) and part.status != Progress.OPEN:
        marks.append(part.status)
    if part.restricted:
        marks.append("restricted")
    return marks


def overdue(action: Action, today: date) -> bool:
    """Whether its day has passed and it is still open."""
    return action.due is not None and action.due < today and not action.closed()


def links_mark(review: Review, part: Part) -> str:
    """What a part is linked with: `→ A3, L2, 1.3`."""
    ends = review.linked(part.id)
    return "→ " + ", ".join(dict.fromkeys(label_of(end, review) for end in ends)) if ends else ""
