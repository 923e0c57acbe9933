"""What happened, in the fields that a reader looks for first (P20-P25)."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from pmfacil.review.part import Frozen, Id, Instant, Line, Part, Text
from pmfacil.review.text import EditRefused, clean_text, short

if TYPE_CHECKING:
    from pmfacil.review.review import Review


class Status(StrEnum):
    """Where the document stands (P74)."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    PUBLISHED = "published"
    CLOSED = "closed"


class StatusStep(Frozen):
    """One change of the document's status."""

    status: Status
    at: Instant


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise EditRefused(
            f"“{short(clean_text(name))}” is not a time zone; write one like UTC or Europe/Berlin."
        ) from error
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
"""An IANA time zone name."""


class Incident(Part):
    """The incident under review: what customers met, when, how bad, and who looks after the document."""

    table: ClassVar[str] = "incident"
    noun: ClassVar[str] = "incident"
    guarded: ClassVar[frozenset[str]] = frozenset({"status", "history"})

    id: Id = "incident"
    title: Line = ""
    """What customers met and for how long (P20)."""
    severity: Line = ""
    start: Instant | None = None
    """The first trigger, not the first page (P21)."""
    end: Instant | None = None
    """When customers were no longer hit."""
    timezone: Zone = "UTC"
    """The one zone in which every time of the review is read and written (P30)."""
    services: tuple[Line, ...] = ()
    tags: tuple[Line, ...] = ()
    """Technology, service, failure mode."""
    commander: Line = ""
    author: Line = ""
    owner_team: Line = ""
    """The team that owns the cause."""
    reviewed: Instant | None = None
    links: tuple[Line, ...] = ()
    summary: Text = ""
    """The executive summary, which stands alone (P22)."""
    context: Text = ""
    """What the service does, for a reader from another team (P24)."""
    sketch: Text = ""
    """The service drawn as text or Mermaid (P24)."""
    status: Status = Status.DRAFT
    history: tuple[StatusStep, ...] = ()

    def says(self) -> str:
        """The title."""
        return self.title

    def zone(self) -> ZoneInfo:
        """The zone of the review."""
        return ZoneInfo(self.timezone)

    def admitted(self, review: "Review") -> Self:
        """Refused: a review has one incident."""
        raise EditRefused("A review is about one incident; change it instead.")

    def verify(self, review: "Review") -> None:
        """Refuse an end before the start."""
        if self.start and self.end and self.end < self.start:
            raise EditRefused("The incident would end before it starts; nothing was changed.")
