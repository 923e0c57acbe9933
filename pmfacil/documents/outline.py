"""Which headings a document has, in which order, and what stands under each (P70)."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pmfacil.documents import escaping
from pmfacil.documents.audience import Audience
from pmfacil.documents.blocks import Blocks
from pmfacil.documents.executive import one_pager
from pmfacil.documents.sections import actions, appendix, causes, impact, incident, lessons, response, timeline, whys
from pmfacil.documents.voice import Voice
from pmfacil.review.lessons import Side
from pmfacil.review.text import same_name

EMPTY = "Not discussed."
"""What stands under a heading that nothing was said about."""

Section = Callable[[Voice], Blocks]


def _nothing(_: Voice) -> Blocks:
    return []


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("## Executive summary", incident.summary),
    ("## Overview and context", incident.context),
    ("## Impact", impact.impact),
    ("## Timeline", timeline.timeline),
    ("## Why analysis", _nothing),
    ("### Five whys", whys.five_whys),
    ("### Fishbone", causes.fishbone),
    ("### Layers of defence", causes.layers),
    ("## Contributing factors", causes.factors),
    ("## Response analysis", response.response),
    ("## Decision points", response.decisions),
    ("## What went well", partial(lessons.reflections, side=Side.WELL)),
    ("## What could be better", partial(lessons.reflections, side=Side.BETTER)),
    ("## Where we were lucky", partial(lessons.reflections, side=Side.LUCKY)),
    ("## Lessons", lessons.lessons),
    ("## Actions", actions.actions),
    ("### Ideas not committed", actions.ideas),
    ("## Follow-up schedule", appendix.follow_ups),
    ("## Customer communication", impact.communication),
    ("## Appendix", appendix.meeting),
    ("### Parking lot", appendix.parking_lot),
    ("### Notes", appendix.notes),
    ("### Links", appendix.links),
)
"""Every heading of the document with what writes its text, in order."""
_GROUPS = frozenset({"## Why analysis", "## Appendix"})
"""Headings whose sections below say for themselves that they are empty."""
_FOR_CUSTOMERS = (
    *("Executive summary", "Overview and context", "Impact", "Timeline", "Contributing factors", "Response analysis"),
    *("What went well", "What could be better", "Lessons", "Customer communication"),
)


def chapters(voice: Voice) -> Iterator[tuple[str, Blocks]]:
    """Every heading of the document with its blocks, as its audience and the team want it."""
    if voice.audience == Audience.EXECUTIVE:
        yield from one_pager(voice)
    elif voice.audience == Audience.CUSTOMER:
        found = ((heading, section(voice)) for heading, section in chosen(_FOR_CUSTOMERS))
        yield from ((heading, blocks) for heading, blocks in found if blocks)
    else:
        for heading, section in chosen(voice.policies.sections):
            yield heading, section(voice) or ([] if heading in _GROUPS else [EMPTY])


def chosen(names: Sequence[str]) -> list[tuple[str, Section]]:
    """The sections of these names with what stands below them, in this order; all of them if there are no names.

    A name that is no section of ours is one of the team's own: it holds the notes that begin with it and a colon.
    """
    return [row for name in names for row in _named(name)] if names else list(SECTIONS)


def _named(name: str) -> list[tuple[str, Section]]:
    titles = [heading.lstrip("# ") for heading, _ in SECTIONS]
    place = next((place for place, title in enumerate(titles) if same_name(title, name)), None)
    if place is None:
        return [(f"## {escaping.heading(name)}", partial(appendix.own, name=name))]
    heading, section = SECTIONS[place]
    if heading.startswith("###"):
        return [(heading[1:], section)]
    after = [row for row, _ in SECTIONS[place + 1 :]]
    below = next((count for count, row in enumerate(after) if row.startswith("## ")), len(after))
    return list(SECTIONS[place : place + 1 + below])
