"""A review as one Markdown document (P70, P71): pure, at any moment, also in the middle of a meeting."""

from datetime import datetime

from pmfacil.documents.audience import Audience, holds_restricted, withheld
from pmfacil.documents.outline import chapters
from pmfacil.documents.sections import incident
from pmfacil.documents.voice import Voice
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review

WITHHELD = "This review is restricted and is shown only to the people who work on it.\n"
"""The whole of a restricted review for everybody else."""
WARNING = "> **Restricted** document: it holds what is not for everybody; keep it where only a few can read it."
"""The first line of a document with restricted parts."""


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
    if withheld(review, audience):
        return WITHHELD
    voice = Voice(review, audience, now, policies)
    blocks = [WARNING] if audience == Audience.INTERNAL and holds_restricted(review) else []
    blocks += [f"# {incident.title(voice)}", *incident.metadata(voice)]
    for heading, written in chapters(voice):
        blocks += [heading, *written]
    return "\n\n".join(blocks) + "\n"
