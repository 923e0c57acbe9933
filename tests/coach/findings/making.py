"""Reviews to find something in, and what was found."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from pmfacil.coach.findings.all import findings
from pmfacil.coach.findings.finding import Context, Finding
from pmfacil.coach.hints import Hint
from pmfacil.review.begin import new_review
from pmfacil.review.clock import GoTo, Start
from pmfacil.review.edit import Add, Edit
from pmfacil.review.incident import Incident
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
TOLD = EventKind.COMMUNICATION


def at(minutes: float) -> datetime:
    """Minutes after the incident began."""
    return NOW - timedelta(hours=26) + timedelta(minutes=minutes)


INCIDENT = Incident(title="Users could not check out for 50 minutes", start=at(0), end=at(50))


def review_of(*what: Part | Edit, incident: Incident = INCIDENT) -> Review:
    """A review after these were added and done, before its meeting."""
    review = new_review(incident, NOW, id="k3f9x2ab")
    for place, one in enumerate(what):
        edit = Add(part=one.changed(made=NOW + timedelta(seconds=place))) if isinstance(one, Part) else one
        review = edit.apply(review)
    return review


def event(minutes: float, text: str = "Something is seen", kind: EventKind | None = None, **fields: object) -> Event:
    """An event, so many minutes after the incident began."""
    return Event.model_validate(
        {"id": f"e{minutes:g}{kind or ''}", "at": at(minutes), "text": text, "kind": kind} | fields
    )


def story(gap: float = 8, **instead: str) -> list[Event]:
    """A timeline with nothing missing."""
    kinds = (EventKind.TRIGGER, EventKind.DETECTION, EventKind.ACKNOWLEDGEMENT, EventKind.DECISION)
    kinds = (*kinds, EventKind.DIAGNOSIS, EventKind.MITIGATION, EventKind.RECOVERY)
    return [
        event(place * gap, instead.get(kind, f"The {kind} is told"), kind, id=str(kind))
        for place, kind in enumerate(kinds)
    ]


def chain(*answers: str, id: str = "w", **last: object) -> list[Why]:
    """A chain of whys from its head down; the last one has these fields too."""
    fields: list[dict[str, object]] = [*({} for _ in answers[1:]), last]
    return [
        Why.model_validate(
            {"id": f"{id}{place}", "text": text, "parent": f"{id}{place - 1}" if place else None, **more}
        )
        for place, (text, more) in enumerate(zip(answers, fields, strict=True))
    ]


def running(board: str) -> list[Edit]:
    """A meeting that is at a board."""
    return [Start(at=NOW), GoTo(item=f"item-{board}", at=NOW)]


def found(review: Review, rule: str = "", context: Context | None = None) -> list[Finding]:
    """What was noticed, of one rule or of all."""
    return [finding for finding in findings(review, context or Context()) if rule in ("", finding.rule)]


def texts(found: Iterable[Finding]) -> list[str]:
    """The sentences alone."""
    return [finding.text for finding in found]


def hinting(**categories: Sequence[str]):
    """Rules about words that flag a text which holds one of the words of a category."""

    def lines(text: str) -> list[Hint]:
        return [
            Hint(f"{category}-x", category.replace("_", "-"), "Says so.")
            for category, words in categories.items()
            if any(word in text for word in words)
        ]

    return lines
