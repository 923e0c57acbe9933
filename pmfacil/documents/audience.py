"""Who may read what (P6)."""

from enum import StrEnum

from pmfacil.documents.customer import for_customers
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review


class Audience(StrEnum):
    """For whom a document is written."""

    INTERNAL = "internal"
    SHAREABLE = "shareable"
    CUSTOMER = "customer"
    EXECUTIVE = "executive"


def visible(review: Review, audience: Audience) -> Review:
    """The review as this audience may see it.

    Only the internal one has restricted parts, what hangs below them, and links to them; customers see neither names,
    actions nor internal links either.
    """
    if audience == Audience.INTERNAL:
        return review
    restricted = [part for part in review.all_parts() if part.restricted]
    hidden = {part.id for part in restricted}
    below = {part.id for id in hidden for part in review.below(id)}
    emptied = [type(part)() for part in restricted if part.table in Review.singles]
    shown = review.put(*emptied).without(hidden | below)
    return for_customers(shown) if audience == Audience.CUSTOMER else shown


def withheld(review: Review, audience: Audience) -> bool:
    """Whether this audience may see nothing of the review at all."""
    return review.incident.restricted and audience != Audience.INTERNAL


def nothing_of(review: Review) -> Review:
    """What is left of a review that is withheld: that there is one."""
    return Review(id=review.id, created=review.created, incident=Incident(restricted=True))


def holds_restricted(review: Review) -> bool:
    """Whether anything in the review is for the internal document only."""
    return any(part.restricted for part in review.all_parts())
