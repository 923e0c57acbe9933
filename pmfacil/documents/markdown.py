"""A review as one Markdown document (P70, P71): pure, at any moment, also in the middle of a meeting."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from pmfacil.documents.audience import Audience, holds_restricted
from pmfacil.documents.blocks import Blocks
from pmfacil.documents.sections import actions, appendix, causes, impact, incident, lessons, response, timeline, whys
from pmfacil.documents.voice import Voice
from pmfacil.review.lessons import Side
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review

EMPTY = "Not discussed."
"""What stands under a heading that nothing was said about."""
WITHHELD = "This review is restricted and is shown only to the people who work on it.\n"
"""The whole of a restricted review for everybody else."""
WARNING = "> **Restricted** document: it holds what is not for everybody; keep it where only a few can read it."
"""The first line of a document with restricted parts."""

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


def to_markdown(
    review: Review,
    *,
    audience: Audience = Audience.INTERNAL,
    now: datetime | None = None,
    policies: Policies | None = None,
) -> str:
    """The document of a review in GitHub-flavoured Markdown.

    Args:
        review: At any stage, also blank.
        audience: Who may read it: only `INTERNAL` holds restricted parts.
        now: The present moment, for the minutes of an agenda item that is running.
        policies: What the team does differently, such as the names of its priorities.
    """
    if review.incident.restricted and audience != Audience.INTERNAL:
        return WITHHELD
    voice = Voice(review, audience, now, policies)
    blocks = [WARNING] if audience == Audience.INTERNAL and holds_restricted(review) else []
    blocks += [f"# {incident.title(voice)}", *incident.metadata(voice)]
    for heading, section in SECTIONS:
        blocks += [heading, *(section(voice) or ([] if heading in _GROUPS else [EMPTY]))]
    return "\n\n".join(blocks) + "\n"
