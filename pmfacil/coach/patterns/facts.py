"""What one review tells the others: a small value that JSON can hold, with counts of people and no person in it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TypedDict

from pmfacil.coach.patterns.squares import Square, hits_of
from pmfacil.review.actions import Action, Progress
from pmfacil.review.incident import Status
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.text import short, slug
from pmfacil.review.times import impact, times_to

KEPT = 300
"""The most characters of a text that are kept here."""
_SAID = (LayerState.HELD, LayerState.HOLE, LayerState.MISSING)
_OUT = (Status.PUBLISHED, Status.CLOSED)
_DONE = (Progress.DONE, Progress.VERIFIED)


class Factor(TypedDict):
    """A contributing factor: its words, and where they stand (`why 1.2`, `cause`, `hole in Testing`)."""

    text: str
    where: str


class LayerFacts(TypedDict):
    """A layer of defence that was looked at: what it did, and its holes."""

    name: str
    state: str
    holes: list[str]


class ActionFacts(TypedDict):
    """A committed action, without its owner; days are ISO 8601, and empty if there is none."""

    label: str
    text: str
    type: str
    priority: str
    status: str
    agreed: str
    due: str
    first_due: str
    """The day before it was moved for the first time; else the same as `due`."""
    done: str
    layers: list[str]
    """The layers that it is linked with."""
    factors: list[str]
    """The factors that it is linked with."""


class ReviewFacts(TypedDict):
    """All that patterns need to know about one review."""

    id: str
    title: str
    day: str
    """Of the incident, in its own time zone, ISO 8601."""
    status: str
    published: str
    """The day on which it was published, if it is; ISO 8601."""
    severity: str
    services: list[str]
    tags: list[str]
    minutes: dict[str, float]
    """To detect, acknowledge, diagnose, mitigate, recover (P33), and of `impact`."""
    layers: list[LayerFacts]
    factors: list[Factor]
    ribs: dict[str, int]
    """How many causes stand on each rib of the fishbone."""
    squares: dict[str, list[str]]
    """The squares of the card that this review hits by itself, each with the words or the moment behind it."""
    actions: list[ActionFacts]
    lessons: list[str]
    format: str
    length: float
    """Minutes that the meeting took."""
    present: int
    spoke: int
    worth: int
    safe: int
    redirects: int


def facts_of(
    review: Review, squares: Sequence[Square], hide: Callable[[str], str] = str, whole: Review | None = None
) -> ReviewFacts:
    """The facts of a review.

    Args:
        review: As those may see it who read the patterns.
        squares: Those of the card.
        hide: Puts roles in the place of names.
        whole: The review with what they may not see; what would be told wrongly without that is left out.
    """
    whole = whole or review

    def say(text: str) -> str:
        return short(hide(text), KEPT)

    incident, pulse, factors = review.incident, review.pulse, review.factors()
    began = incident.start or review.created
    lengths = {**times_to(review), **({"impact": hit} if (hit := impact(review)) else {})}
    true = {**times_to(whole), **({"impact": hit} if (hit := impact(whole)) else {})}
    layers = [
        layer
        for layer in review.layers
        if review.layer_state(layer) in _SAID and review.layer_state(layer) == whole.layer_state(layer)
    ]
    return ReviewFacts(
        id=review.id,
        title=say(incident.title),
        day=_day(began, review),
        status=str(incident.status),
        published=_day(out, review) if (out := _published(review)) else "",
        severity=incident.severity,
        services=_once(incident.services),
        tags=_once(incident.tags),
        minutes={
            verb: round(length.total_seconds() / 60, 1) for verb, length in lengths.items() if true.get(verb) == length
        },
        layers=[
            LayerFacts(
                name=say(layer.text),
                state=str(review.layer_state(layer)),
                holes=[say(hole.text) for hole in review.holes if hole.layer == layer.id],
            )
            for layer in layers
        ],
        factors=[Factor(text=say(part.says()), where=say(_where(part, review))) for part in factors],
        ribs={
            say(rib.text): count
            for rib in review.categories
            if (count := sum(cause.category == rib.id for cause in review.causes))
        },
        squares={id: [say(words) for words in found] for id, found in hits_of(review, squares).items()},
        actions=[_action(action, review, factors, say) for action in review.commitments()],
        lessons=[say(lesson.text) for lesson in review.lessons],
        format=review.plan.format,
        length=round(sum(review.run.spent.values()) / 60, 1),
        present=pulse.present,
        spoke=pulse.spoke,
        worth=pulse.worth,
        safe=pulse.safe,
        redirects=pulse.redirects,
    )


def _published(review: Review) -> datetime | None:
    """When it was published last, or closed without that, if it still is."""
    incident = review.incident
    steps = [step for step in incident.history if step.status in _OUT]
    last = [step for step in steps if step.status == Status.PUBLISHED] or steps
    return last[-1].at if last and incident.status in _OUT else None


def done_on(action: Action) -> datetime | None:
    """When an action was done, if it still counts as done: its first such step since it was last open."""
    done: datetime | None = None
    for step in action.history:
        done = (done or step.at) if step.status in _DONE else None
    return done if action.status in _DONE else None


def quarter(day: str) -> str:
    """The quarter of an ISO day: `2026 Q4`."""
    return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"


@lru_cache(maxsize=10_000)
def key(name: str) -> str:
    """What is equal for names that people would take for the same."""
    return slug(name) or name


def _action(action: Action, review: Review, factors: Sequence[Part], say: Callable[[str], str]) -> ActionFacts:
    linked = review.linked(action.id)
    holes = [part.layer for part in linked if isinstance(part, Hole)]
    layers = [layer for layer in review.layers if layer in linked or layer.id in holes]
    done = done_on(action)
    first = next((step.was for step in action.history if step.was), action.due)
    return ActionFacts(
        label=action.label(),
        text=say(action.text),
        type=str(action.type or ""),
        priority=str(action.priority or ""),
        status=str(action.status),
        agreed=_day(action.made, review),
        due=action.due.isoformat() if action.due else "",
        first_due=first.isoformat() if first else "",
        done=_day(done, review) if done else "",
        layers=[say(layer.text) for layer in layers],
        factors=[say(part.says()) for part in linked if part in factors],
    )


def _where(part: Part, review: Review) -> str:
    if isinstance(part, Hole):
        return f"hole in {review.get(Layer, part.layer).text}"
    number = str(getattr(part, "number", ""))
    return f"{part.noun} {number}".strip()


def _day(at: datetime, review: Review) -> str:
    return at.astimezone(review.incident.zone()).date().isoformat()


def _once(names: Iterable[str]) -> list[str]:
    return list({key(name): name for name in names if name}.values())
