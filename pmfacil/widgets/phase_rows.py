"""The phases of the response, each with its stretch of the whole, to scale, and what the room says about it (P50)."""

from collections.abc import Sequence
from datetime import timedelta

from pmfacil.review.decisions import Decision
from pmfacil.review.response import Phase
from pmfacil.review.review import Review
from pmfacil.review.times import Stretch, say_length, stretches
from pmfacil.widgets.blocks import Block, Marks, Prompt, walked_through
from pmfacil.widgets.phase_strip import PATTERNS, UNKNOWN

VERBS = {"phase-detection": "detect", "phase-diagnosis": "diagnose", "phase-mitigation": "mitigate"}
"""Which measured stretch gives a phase its minutes."""
BLAST = "phase-blast-radius"
HALVED, RADIUS = "½ ", "◎"
IN_HALF = "How could we have cut this in half?"
MINUTES = "Its minutes come from the timeline: from the start, and an event of the kind “{kind}”."
CONTAINED = "What would have kept it smaller?"
_FIELDS = {"happened": ("", "What happened?"), "helped": ("would have helped: ", "What would have helped?")}
_BLAST = (
    ("Could some customers have been hit instead of all?", "cells: "),
    ("Could a few have met it before everybody did?", "gradual rollout: "),
    ("Could one part have been cut off from the others?", "circuit breakers: "),
    ("What pulled down what, one after the other?", "cascade: "),
)


class Phases:
    """Draws the phases, each with its stretch of the whole response."""

    def __init__(self, review: Review, marks: Marks) -> None:
        self._marks = marks
        self._stretches = stretches(review)
        self._whole = _whole(review, self._stretches)

    def rest(self) -> str:
        """What was measured and belongs to none of the phases."""
        others = [stretch for stretch in self._stretches if stretch.verb not in VERBS.values()]
        said = " · ".join(f"{one.verb} {say_length(one.length())}" for one in others)
        return said and f"also: {said}"

    def row(self, phase: Phase) -> Block:
        """One phase: its minutes, its bar, what the room says about it."""
        verb = VERBS.get(phase.id, "")
        took = next((stretch.length() for stretch in self._stretches if stretch.verb == verb), None)
        radius = phase.id == BLAST
        said, leads, prompts = walked_through(phase, _FIELDS)
        half = (phase.halved, "text") if phase.halved else (CONTAINED if radius else IN_HALF, "hint")
        if radius and not phase.halved:
            prompts += [Prompt(text, len(said) + 1, lead) for text, lead in _BLAST]
        if verb and took is None:
            prompts.insert(0, Prompt(MINUTES.format(kind=phase.id.removeprefix("phase-")), 1))
        return Block(
            (*said, half),
            label=PATTERNS.get(verb, RADIUS),
            guide="  ",
            guide_rest="  ",
            aside=self._minutes(took) if verb else "",
            bar=self._bar(verb) if took is not None else (),
            leads=(*leads, HALVED),
            prompts=tuple(prompts),
            marks=self._marks.of(phase),
            part=phase,
            adds=Decision,
        )

    def _minutes(self, took: timedelta | None) -> str:
        if took is None:
            return "no minutes yet"
        whole = sum((length for _, length in self._whole), timedelta())
        share = f" of {say_length(whole)}" if whole > took else ""
        return f"{say_length(took)}{share}"

    def _bar(self, verb: str) -> tuple[tuple[str, timedelta], ...]:
        mine = PATTERNS[verb]
        return tuple((pattern if pattern == mine else UNKNOWN, length) for pattern, length in self._whole)


def _whole(review: Review, phases: Sequence[Stretch]) -> list[tuple[str, timedelta]]:
    """The stretches with what lies before and behind them, as the bar above the timeline has them."""
    if not phases:
        return []
    start, end = review.incident.start, review.incident.end
    before = phases[0].begins - min(phases[0].begins, start or phases[0].begins)
    behind = max(phases[-1].ends, end or phases[-1].ends) - phases[-1].ends
    return [(UNKNOWN, before), *((PATTERNS[one.verb], one.length()) for one in phases), (UNKNOWN, behind)]
