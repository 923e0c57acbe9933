"""The one question that helps the room on, board by board: it changes with what is there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pmfacil.coach.findings import actions, causes, closing, lessons, overview, response, timeline, whys
from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Context, FindingRule
from pmfacil.review.agenda import Board
from pmfacil.review.lessons import Side
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.review.whys import Leaf

_QUOTED = 50
_LONGEST = 240


def next_question(review: Review, board: Board, context: Context) -> str:
    """One sentence that the facilitator can read out while the room looks at a board."""
    facts = Facts(review, replace(context, over=True))
    return short(facts.nameless(next(_ASKS[board](facts))), _LONGEST)


def _open(facts: Facts) -> Iterator[str]:
    roles = {person.role for person in facts.review.people}
    if not roles:
        yield "Who is here, and in which role?"
    if "note-taker" not in roles:
        yield "Who writes down what is said, so that the others can talk?"
    yield "Is there anything that would make it hard to speak openly today?"


def _overview(facts: Facts) -> Iterator[str]:
    yield from _of(facts, overview.title_cause, overview.no_number, overview.vague_number, overview.no_basis)
    yield from _of(facts, overview.no_times, overview.customers_told, overview.no_context)
    yield from _of(facts, overview.no_summary, overview.summary_parts)
    yield "What would somebody from another team still want to know?"


def _timeline(facts: Facts) -> Iterator[str]:
    yield from _of(facts, timeline.empty, timeline.late_start, timeline.gap, timeline.what_if, timeline.early_end)
    yield from _of(facts, timeline.milestones, timeline.decisions, timeline.customers_first)
    yield "Does anybody remember a moment of this differently?"


def _whys(facts: Facts) -> Iterator[str]:
    yield from _of(facts, whys.empty, whys.unanswered, whys.human_end, whys.keep_asking)
    for why in reversed(facts.leaves):
        if why.leaf == Leaf.OPEN and why.text and facts.depth_of(why) < whys.DEEP:
            yield f"What made {why.number} possible?"
    yield from _of(facts, whys.repeats)
    for why in facts.leaves:
        if why.leaf == Leaf.OPEN and why.text:
            yield f"Is {why.number} something we can change, or shall we keep asking?"
    yield from _of(facts, whys.no_detection, whys.no_mitigation, whys.single_cause, whys.evidence, whys.no_factor)
    yield "Where else in our systems is one of these answers true?"


def _fishbone(facts: Facts) -> Iterator[str]:
    above = {cause.parent for cause in facts.review.causes}
    yield from _of(facts, causes.empty_category)
    for cause in facts.review.causes:
        if cause.parent is None and cause.id not in above:
            yield f"What lies behind “{short(cause.text, _QUOTED)}”?"
    if not any(cause.factor for cause in facts.review.causes):
        yield "Which of these would still be there tomorrow, and could hurt us again?"
    yield "What else had to be true that day?"


def _layers(facts: Facts) -> Iterator[str]:
    yield from _of(facts, causes.not_looked_at, causes.unnamed_hole)
    yield from _open_holes(facts)
    yield from _of(facts, causes.missing, causes.one_layer)
    yield "Which layer could have stopped it one step earlier?"


def _response(facts: Facts) -> Iterator[str]:
    review = facts.review
    for phase in review.phases:
        if phase.happened and not phase.helped:
            yield f"What would have helped with {phase.text.lower()}?"
    yield from _of(facts, response.not_halved)
    if not review.decisions:
        yield "At which moment did we have to choose, and what did we know just then?"
    for decision in review.decisions:
        if ask := response.open_question(decision):
            yield f"“{short(decision.text, _QUOTED)}”: {ask[0].lower()}{ask[1:]}"
    if not review.told:
        yield "Who told whom, and what did not arrive?"
    for what_if in review.what_ifs:
        if not what_if.answer:
            yield f"“{short(what_if.text, _QUOTED)}”: what would have happened then?"
    yield "What if it had been at peak hour, on a holiday, or in a bigger region?"


def _lessons(facts: Facts) -> Iterator[str]:
    asks = {
        Side.WELL: "What went well, and what made it go well?",
        Side.BETTER: "What could be better next time?",
        Side.LUCKY: "Where were we lucky, and what if we had not been?",
    }
    yield from (ask for side, ask in asks.items() if not facts.review.side(side))
    yield from _of(facts, lessons.none, lessons.restates_action, lessons.one_product, lessons.no_action)
    yield "Which of these would surprise another team?"


def _actions(facts: Facts) -> Iterator[str]:
    yield from _of(facts, actions.none, actions.owner, actions.team_owner, actions.due, actions.agreed, actions.vague)
    yield from _of(facts, actions.check, actions.slow_detection)
    yield from _open_holes(facts)
    yield from _of(facts, lessons.no_action, actions.unlinked, causes.one_layer, actions.late, actions.too_many)
    yield from _of(facts, actions.priority, actions.sort, actions.ideas)
    yield "If we could do only one of these, which one?"


def _close(facts: Facts) -> Iterator[str]:
    yield from _of(facts, closing.follow_up, closing.pulse)
    yield "What does each of us take along?"


def _open_holes(facts: Facts) -> Iterator[str]:
    for hole in causes.open_holes(facts):
        layer = short(facts.layers[hole.layer].text, _QUOTED)
        yield f"What would close the hole in {layer}, or why do we live with it?"


def _of(facts: Facts, *rules: FindingRule) -> Iterator[str]:
    """What the findings of some rules ask, in this order."""
    for rule in rules:
        for found in rule.look(facts):
            yield found.question


_ASKS: Mapping[Board, Callable[[Facts], Iterator[str]]] = {
    Board.OPEN: _open,
    Board.OVERVIEW: _overview,
    Board.TIMELINE: _timeline,
    Board.WHYS: _whys,
    Board.FISHBONE: _fishbone,
    Board.LAYERS: _layers,
    Board.RESPONSE: _response,
    Board.LESSONS: _lessons,
    Board.ACTIONS: _actions,
    Board.CLOSE: _close,
}
