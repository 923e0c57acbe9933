"""How the response went, and the work after it (P33, P35, P36, P50, P51)."""

from datetime import timedelta

from pmfacil.documents.blocks import Blocks, answered, bullets, table, titled
from pmfacil.documents.diagrams import gantt
from pmfacil.documents.voice import Voice
from pmfacil.review.decisions import WhatIf
from pmfacil.review.response import PHASES, Phase
from pmfacil.review.times import MEASURED, say_length

_NAMES = {verb: kind.value for kind, verb in MEASURED}


def response(voice: Voice) -> Blocks:
    """The measured times, the phases, who told whom, what was found afterwards, and thoughts about other days."""
    return [*_times(voice), *_phases(voice), *_told(voice), *_aftermath(voice), *_what_ifs(voice)]


def decisions(voice: Voice) -> Blocks:
    """The decision points, each with what was known then."""
    items: list[str] = []
    for decision in voice.review.decisions:
        at = f"{voice.moment(decision.at)}: " if decision.at else ""
        items.append(f"{at}{voice.line(decision.text)}{voice.tail(decision)}")
        asked = (
            ("Known then", decision.known),
            ("Options", decision.options),
            ("Why it made sense", decision.sense),
            ("What would have helped", decision.helped),
        )
        items[-1] += "".join(f"\n  - {label}: {voice.line(text)}" for label, text in asked if text)
    return bullets(items)


def _times(voice: Voice) -> Blocks:
    bars = [(_NAMES[s.verb].capitalize(), voice.local(s.begins), s.length()) for s in voice.stretches()]
    picture = gantt([bar for bar in bars if bar[2] >= timedelta(minutes=1)])
    lines = bullets(f"Time to {verb}: {say_length(length)}" for verb, length in voice.times_to().items())
    return [picture, *lines] if picture else lines


def _phases(voice: Voice) -> Blocks:
    lengths = {_NAMES[stretch.verb]: say_length(stretch.length()) for stretch in voice.stretches()}
    return [block for phase in voice.review.phases for block in _phase(voice, phase, lengths)]


def _phase(voice: Voice, phase: Phase, lengths: dict[str, str]) -> Blocks:
    asked = (
        ("What happened", phase.happened),
        ("What would have helped", phase.helped),
        ("How it could have been cut in half", phase.halved),
    )
    said = bullets(f"{label}: {voice.paragraphs(text, '  ')}" for label, text in asked if text)
    tail = voice.tail(phase)
    if not said and not tail and phase.text.casefold() in PHASES:
        return []
    length = lengths.get(phase.text.casefold())
    return [f"**{voice.line(phase.text)}**{f', {length}' if length else ''}{tail}", *said]


def _told(voice: Voice) -> Blocks:
    rows = [
        (
            voice.moment(told.at),
            voice.cell(told.sender),
            voice.cell(told.receiver),
            f"{voice.cell(told.text)}{voice.tail(told)}",
            "yes" if told.arrived else "did not arrive",
        )
        for told in voice.review.told
    ]
    return titled("Who told whom", table(("Time", "From", "To", "What", "Arrived"), rows))


def _aftermath(voice: Voice) -> Blocks:
    after = voice.review.aftermath
    found = [f"How the cause was found: {voice.paragraphs(after.found, '  ')}"] if after.found else []
    took = [f"How long that took: {voice.line(after.took)}"] if after.took else []
    return titled("Post-incident analysis", bullets([*found, *took]))


def _what_ifs(voice: Voice) -> Blocks:
    items = bullets(_what_if(voice, what_if) for what_if in voice.review.what_ifs)
    return ["**What if** (thoughts about another day, not what happened on this one)", *items] if items else []


def _what_if(voice: Voice, what_if: WhatIf) -> str:
    return f"{answered(voice.line(what_if.text), voice.line(what_if.answer))}{voice.tail(what_if)}"
