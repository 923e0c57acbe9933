"""The board of the response: phases, decisions, who told whom, what-ifs."""

from collections.abc import Sequence

from pmfacil.review.communication import Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.part import Part
from pmfacil.review.response import Aftermath, Phase
from pmfacil.review.review import Review
from pmfacil.review.times import say_length, stretches
from pmfacil.widgets.lists import ListBoard, Section, Words
from pmfacil.widgets.rows import SPACE, Row, heading
from pmfacil.widgets.when import when

_VERBS = {"phase-detection": "detect", "phase-diagnosis": "diagnose", "phase-mitigation": "mitigate"}


def _phase(part: Part, review: Review) -> Words:
    if not isinstance(part, Phase):
        return "·", (part.says(),)
    minutes = {stretch.verb: say_length(stretch.length()) for stretch in stretches(review)}
    took = minutes.get(_VERBS.get(part.id, ""))
    asked = (("", part.happened), ("would have helped: ", part.helped), ("in half: ", part.halved))
    said = [f"{what}{line}" for what, text in asked for line in text.splitlines()]
    return "▸", (f"{part.text}, {took}" if took else part.text, *(said or ["How could this have been cut in half?"]))


def _decision(part: Part, review: Review) -> Words:
    if not isinstance(part, Decision):
        return "·", (part.says(),)
    said = {"known": part.known, "options": part.options, "made sense": part.sense, "would have helped": part.helped}
    more = [f"{what}: {text}" for what, text in said.items() if text]
    return (when(part.at, review) if part.at else "◇"), (part.text, *more)


def _told(part: Part, review: Review) -> Words:
    if not isinstance(part, Told):
        return "·", (part.says(),)
    ends = " → ".join(end for end in (part.sender, part.receiver) if end)
    more = [ends, *([] if part.arrived else ["did not arrive"])]
    return (when(part.at, review) if part.at else "·"), (part.text, *filter(None, [" · ".join(filter(None, more))]))


def _what_if(part: Part, review: Review) -> Words:
    return "?", tuple(filter(None, (part.text, part.answer))) if isinstance(part, WhatIf) else (part.says(),)


class ResponseBoard(ListBoard):
    """Shows how the response went."""

    TITLE = "Response"
    QUESTION = "How could this have been cut in half?"
    HELP = "## Response\n\nFor every phase, ask what would have halved it. A what-if shows fragility and judges nobody."
    SECTIONS = (
        Section("Phases", Phase, lambda r: r.phases, "Detection, diagnosis, mitigation, blast radius.", _phase),
        Section(
            "Decision points",
            Decision,
            lambda r: r.decisions,
            "A moment at which somebody had to choose, with what was known.",
            _decision,
        ),
        Section("Who told whom", Told, lambda r: r.told, "On-call engineer → support: we are on it.", _told),
        Section("What if (did not happen)", WhatIf, lambda r: r.what_ifs, "At peak hour, or on a holiday.", _what_if),
    )

    def slice(self, review: Review) -> tuple[object, ...]:
        """Its sections, the times, and the analysis afterwards."""
        return (*super().slice(review), review.events, review.aftermath)

    def rows(self) -> Sequence[Row]:
        """The sections, and the analysis after the incident apart from them."""
        aftermath: Aftermath = self.review.aftermath
        said = [aftermath.found or "How was the cause found, and how long did that take? Press e."]
        said += [f"took {aftermath.took}"] if aftermath.took else []
        paragraphs = tuple((line, "text" if aftermath.found else "hint") for line in said)
        row = Row(paragraphs, label="·", guide="  ", guide_rest="  ", part=aftermath)
        return [*super().rows(), SPACE, heading("After the incident"), row]
