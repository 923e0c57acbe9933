"""Documents of reviews that hold just what a test is about."""

from datetime import UTC, datetime, timedelta

from pmfacil.documents.audience import Audience
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.incident import Incident
from pmfacil.review.part import Part
from pmfacil.review.review import Review

from .markdown_reading import section


def at(clock: str, day: int = 18) -> datetime:
    """A time of day, UTC, in November 2026."""
    hours, minutes = clock.split(":")
    return datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=int(hours), minutes=int(minutes))


INCIDENT = Incident(title="Nobody could check out for 23 minutes", start=at("14:02"), end=at("14:25"))


def review_of(*parts: Part) -> Review:
    """A review of these parts and nothing else, in this order."""
    ordered = (part.changed(order=place) for place, part in enumerate(parts, 1))
    return Review(id="review", created=at("09:00")).put(INCIDENT, *ordered)


def written(*parts: Part, audience: Audience = Audience.INTERNAL) -> str:
    """Its document."""
    return to_markdown(review_of(*parts), audience=audience)


def under(heading: str, *parts: Part, audience: Audience = Audience.INTERNAL) -> str:
    """What its document says under one heading."""
    return section(written(*parts, audience=audience), heading)
