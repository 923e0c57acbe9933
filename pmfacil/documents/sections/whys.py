"""The tree of whys, drawn and as a list (P40-P43)."""

from pmfacil.documents.blocks import Blocks, answered, nested
from pmfacil.documents.diagrams import flowchart
from pmfacil.documents.escaping import line
from pmfacil.documents.voice import Voice
from pmfacil.review.review import Review
from pmfacil.review.whys import Gate, Why, purpose_of

_GATES = {Gate.NONE: "", Gate.AND: "AND: it took all of the following", Gate.OR: "OR: one of the following was enough"}


def five_whys(voice: Voice) -> Blocks:
    """One picture of all chains, then each chain as a nested list with everything that was said."""
    review = voice.review
    rows = review.tree()
    if not rows:
        return []
    picture = flowchart(
        voice.hide(review.incident.title or "The problem"),
        [(depth, _arrow(review, why), voice.hide(_box(why))) for depth, why in rows],
    )
    chains: list[list[tuple[int, Why]]] = []
    for depth, why in rows:
        if depth == 0:
            chains.append([])
        chains[-1].append((depth, why))
    blocks = [picture] if picture else []
    for chain in chains:
        head = chain[0][1]
        blocks.append(f"**Chain {line(head.number)}: {purpose_of(head)}**")
        blocks.extend(nested((depth, _why(voice, why)) for depth, why in chain))
    return blocks


def _why(voice: Voice, why: Why) -> str:
    marks = (
        "" if why.text else "no answer yet",
        f"evidence: {voice.clickable(why.evidence)}" if why.evidence else "",
        "speculation" if why.speculation else "",
        "contributing factor" if why.factor else "",
        str(why.leaf),
        _GATES[why.gate],
    )
    said = "; ".join(mark for mark in marks if mark)
    words = f"{line(why.number)} {voice.line(answered(why.question, why.text))}"
    return f"{words} ({said}){voice.tail(why)}" if said else f"{words}{voice.tail(why)}"


def _box(why: Why) -> str:
    mark = " (speculation)" if why.speculation else ""
    return f"{why.number} {why.says()}{mark}"


def _arrow(review: Review, why: Why) -> str:
    if why.parent is None:
        return str(purpose_of(why))
    return str(review.get(Why, why.parent).gate)
