"""Reviews as a year of work leaves them, made from a few words each, so that what they show together is known."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from pmfacil.review.actions import Action, ActionType, Priority, Progress, ProgressStep
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add, LinkParts
from pmfacil.review.fishbone import Cause
from pmfacil.review.incident import Incident, Status, StatusStep
from pmfacil.review.layers import Hole
from pmfacil.review.lessons import Lesson
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind


def moment(day: str, minutes: float = 0) -> datetime:
    """So many minutes after nine in the morning of a day."""
    return datetime.fromisoformat(f"{day}T09:00:00+00:00") + timedelta(minutes=minutes)


def review_of(
    id: str,
    day: str,
    *,
    title: str = "",
    services: Sequence[str] = ("checkout",),
    tags: Sequence[str] = (),
    detected: float | None = None,
    recovered: float | None = None,
    trigger: str = "",
    source: str = "alert",
    holes: Sequence[tuple[str, str]] = (),
    held: Sequence[str] = (),
    factors: Sequence[str] = (),
    actions: Sequence[Action] = (),
    closes: Sequence[tuple[str, str]] = (),
    lessons: Sequence[str] = (),
    people: Sequence[Person] = (),
    pulse: dict[str, int] | None = None,
    status: Status = Status.DRAFT,
    published: str = "",
    restricted: bool = False,
    severity: str = "SEV2",
) -> Review:
    """A review; holes are layer and words, `closes` links actions by id with the text of a hole or factor."""
    incident = Incident(
        title=title or f"Users could not {id}",
        start=moment(day),
        severity=severity,
        services=tuple(services),
        tags=tuple(tags),
    )
    review = new_review(incident, moment(day, 60), id=id)
    events = {EventKind.TRIGGER: 0 if trigger else None, EventKind.DETECTION: detected, EventKind.RECOVERY: recovered}
    texts = {EventKind.TRIGGER: trigger, EventKind.DETECTION: "The pager goes off", EventKind.RECOVERY: "All is well"}
    sources = {EventKind.DETECTION: source}
    parts: list[Any] = [
        Event(at=moment(day, minutes), text=texts[kind], kind=kind, source=sources.get(kind, ""))
        for kind, minutes in events.items()
        if minutes is not None
    ]
    layers = {layer.text: layer for layer in review.layers}
    parts += [Hole(text=words, layer=layers[layer].id) for layer, words in holes]
    parts += [Cause(text=words, category="category-process", factor=True) for words in factors]
    parts += [Lesson(text=words) for words in lessons]
    parts += list(people)
    for part in parts:
        review = Add(part=part).apply(review)
    review = review.put(*(layers[name].changed(state="held") for name in held), *actions)
    for action, words in closes:
        (target,) = [part.id for part in (*review.holes, *review.causes) if part.text == words]
        review = LinkParts(source=action, target=target).apply(review)
    steps = [StatusStep(status=Status.PUBLISHED, at=moment(published))] if published else []
    marked = review.incident.changed(status=status, history=tuple(steps), restricted=restricted)
    return review.put(marked, review.pulse.changed(**(pulse or {})))


def action_of(
    id: str,
    number: int,
    text: str,
    *,
    due: str = "",
    made: str = "2026-01-01",
    done: str = "",
    priority: Priority | None = None,
    type: ActionType | None = None,
    **fields: Any,
) -> Action:
    """A committed action, done on a day if one is given."""
    steps = [ProgressStep(status=Progress.DONE, at=moment(done))] if done else []
    return Action(
        id=id,
        text=text,
        number=number,
        due=date.fromisoformat(due) if due else None,
        made=moment(made),
        history=tuple(steps),
        status=Progress.DONE if done else Progress.OPEN,
        priority=priority,
        type=type,
        **fields,
    )


def a_year() -> list[Review]:
    """Seven reviews of 2026; one is restricted, and one came back after an action that was done."""
    alert = action_of("a-alert", 1, "Alert on pool use", due="2026-03-01", done="2026-02-20", priority=Priority.P1)
    load = action_of("a-load", 2, "Load step in the release check", due="2026-03-01", done="2026-03-11")
    limit = action_of("a-limit", 1, "Limit per tenant", due="2026-06-01", made="2026-05-01", priority=Priority.P0)
    guard = action_of("a-guard", 1, "Canary before the rollout", due="2027-01-15", made="2026-11-01")
    pool, tenth = "The connection pool was exhausted", "Staging has only a tenth of the data"
    return [
        review_of(
            "pool",
            "2026-02-03",
            trigger="Release 41 goes out",
            detected=12,
            recovered=40,
            holes=[("Monitoring", "No alert on pool use"), ("Testing", "No load step before a release")],
            factors=[pool, tenth],
            actions=[alert, load],
            closes=[("a-alert", "No alert on pool use"), ("a-load", tenth)],
            lessons=["A limit that nobody sees is found by customers"],
            tags=["postgresql"],
            pulse={"present": 6, "spoke": 5, "safe": 6, "worth": 5, "redirects": 2},
        ),
        review_of("mail", "2026-03-10", services=["mail"], detected=30, recovered=90, held=["Monitoring"]),
        review_of(
            "again",
            "2026-05-12",
            trigger="The config change is rolled out",
            detected=4,
            recovered=20,
            holes=[("Monitoring", "The alert on pool use was muted")],
            factors=["Exhausted connection pools again"],
            actions=[limit],
            tags=["PostgreSQL"],
            pulse={"present": 4, "spoke": 4, "safe": 2, "worth": 4, "redirects": 0},
        ),
        review_of(
            "dns",
            "2026-07-01",
            services=["edge"],
            detected=8,
            recovered=300,
            source="customer ticket",
            holes=[("Monitoring", "Nobody watches expiry of records")],
            factors=["The record was edited by hand"],
        ),
        review_of(
            "secret", "2026-08-01", restricted=True, title="Keys were leaked", factors=["Keys in a public bucket"]
        ),
        review_of("export", "2026-08-09", services=["export"]),
        review_of(
            "late",
            "2026-11-02",
            services=["Checkout", "edge"],
            trigger="A deploy",
            detected=6,
            recovered=15,
            actions=[guard],
            lessons=["A rollback that takes an hour is no rollback"],
            status=Status.PUBLISHED,
            published="2026-11-05",
        ),
    ]
