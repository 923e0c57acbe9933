"""Who may read what (P6)."""

from enum import StrEnum

from pmfacil.review.review import Review


class Audience(StrEnum):
    """For whom a document is written."""

    INTERNAL = "internal"
    SHAREABLE = "shareable"


def visible(review: Review, audience: Audience) -> Review:
    """The review as this audience may see it: without restricted parts, what hangs below them, and links to them."""
    if audience == Audience.INTERNAL:
        return review
    restricted = [part for part in review.all_parts() if part.restricted]
    hidden = {part.id for part in restricted}
    below = {part.id for id in hidden for part in review.below(id)}
    emptied = [type(part)() for part in restricted if part.table in Review.singles]
    return review.put(*emptied).without(hidden | below)


def holds_restricted(review: Review) -> bool:
    """Whether anything in the review is for the internal document only."""
    return any(part.restricted for part in review.all_parts())
