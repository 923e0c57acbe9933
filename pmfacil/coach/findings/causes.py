"""Ribs without causes, and what the layers of defence let through (P44, P45, P66)."""

from collections.abc import Iterator

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Found, Severity, rule
from pmfacil.coach.findings.words import listed
from pmfacil.review.agenda import Board
from pmfacil.review.fishbone import Category
from pmfacil.review.layers import Hole, LayerState
from pmfacil.review.review import Review

_ENOUGH = 4
"""From so many causes on, an empty rib stands out."""


@rule("fishbone.empty-category", Severity.HINT, Board.FISHBONE, "P44", "A rib of the fishbone has no cause.")
def empty_category(facts: Facts) -> Iterator[Found]:
    """A side from which nobody has looked."""
    if not facts.judged(Board.FISHBONE, enough=len(facts.review.causes) >= _ENOUGH):
        return
    if bare := empty_ribs(facts.review):
        names = listed([rib.text for rib in bare])
        yield Found(f"Nothing hangs on {names} yet.", rib_question(bare[0]), bare[0].id)


@rule("layers.open-hole", Severity.BLOCKS, Board.LAYERS, "P66", "A hole has neither an action nor a stated acceptance.")
def open_hole(facts: Facts) -> Iterator[Found]:
    """What was let through can come through again."""
    if facts.judged(Board.LAYERS):
        for hole in open_holes(facts):
            text = f"A hole in {facts.layers[hole.layer].text} has no action, and nobody has said why we accept it."
            yield Found(text, "What would close this hole, or why do we live with it for now?", hole.id)


@rule("layers.unnamed-hole", Severity.SHOULD, Board.LAYERS, "P45", "A layer has a hole that nobody has put into words.")
def unnamed_hole(facts: Facts) -> Iterator[Found]:
    """What it let through is not said."""
    holed = {hole.layer for hole in facts.review.holes}
    for layer in facts.review.layers:
        if layer.state == LayerState.HOLE and layer.id not in holed:
            yield Found(f"What {layer.text} let through is not said.", f"What did {layer.text} let through?", layer.id)


@rule("layers.missing", Severity.SHOULD, Board.LAYERS, "P66", "A layer was missing, and no action builds it.")
def missing(facts: Facts) -> Iterator[Found]:
    """There was nothing that could hold."""
    if facts.judged(Board.LAYERS):
        for layer in facts.review.layers:
            if facts.review.layer_state(layer) == LayerState.MISSING and not facts.acted_on(layer.id):
                text = f"The layer “{layer.text}” was missing, and no action builds it."
                yield Found(text, "What is the smallest thing of this kind that would have helped?", layer.id)


@rule("layers.not-looked-at", Severity.HINT, Board.LAYERS, "P45", "Nobody has said what a layer did.")
def not_looked_at(facts: Facts) -> Iterator[Found]:
    """Neither held nor holed."""
    unknown = [la for la in facts.review.layers if facts.review.layer_state(la) == LayerState.UNKNOWN]
    if unknown and facts.judged(Board.LAYERS):
        names = listed([layer.text for layer in unknown])
        text = f"It is not said what {names} did that day."
        yield Found(text, f"Did {unknown[0].text} hold, let it through, or play no part?", unknown[0].id)


@rule("layers.one-layer", Severity.SHOULD, Board.LAYERS, "P45", "All actions strengthen the same layer.")
def one_layer(facts: Facts) -> Iterator[Found]:
    """One wall made higher, the others left as they were."""
    layer_of = {hole.id: hole.layer for hole in facts.review.holes}
    touched = [
        {layer_of.get(end, end) for end in facts.linked.get(action.id, ())} & facts.layers.keys()
        for action in facts.commitments
    ]
    strengthened = set[str]().union(*touched)
    if sum(map(bool, touched)) >= 2 and len(strengthened) == 1:
        layer = facts.layers[next(iter(strengthened))]
        text = f"All actions that name a layer strengthen {layer.text}."
        yield Found(text, "Which other layer could have stopped it, and what would that one need?", layer.id)


RULES = (empty_category, open_hole, unnamed_hole, missing, not_looked_at, one_layer)

_RIB_QUESTIONS = {
    "People": "What did people have to know, or do at the same time, for this to go well?",
    "Process": "Which step did our way of working ask for, or leave out?",
    "Technology": "Which part behaved in a way that surprised us?",
    "Environment": "What was special that day: traffic, calendar, a partner, another change?",
}


def empty_ribs(review: Review) -> list[Category]:
    """The categories without a cause."""
    used = {cause.category for cause in review.causes}
    return [category for category in review.categories if category.id not in used]


def rib_question(rib: Category) -> str:
    """What to ask for a category on which nothing hangs yet."""
    return _RIB_QUESTIONS.get(rib.text, f"What did {rib.text} have to do with it?")


def open_holes(facts: Facts) -> list[Hole]:
    """The holes without action and acceptance; an action on a layer with one hole is on that hole."""
    holes = facts.review.holes
    alone = {hole.layer for hole in holes if sum(other.layer == hole.layer for other in holes) == 1}
    return [
        hole
        for hole in holes
        if not hole.accepted
        and not facts.acted_on(hole.id)
        and not (hole.layer in alone and facts.acted_on(hole.layer))
    ]
