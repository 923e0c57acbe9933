"""What of the timeline shows: all of it, or one thread that runs through it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision
from pmfacil.review.gaps import recollections
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind

Moment = Event | Decision | Told | Message
"""What can stand on the rail."""


@dataclass(frozen=True)
class Filter:
    """One thread."""

    title: str
    empty: str
    """What would stand here, and how it is written down."""
    holds: Callable[[Event], bool]
    more: Callable[[Review], Sequence[Moment]] = lambda _: ()
    """What is written down on another board and belongs to the thread."""
    board: str = ""
    """The title of that board."""


ALL = Filter("What happened", "", lambda event: True)
FILTERS = (
    ALL,
    Filter(
        "Only decisions",
        "No decision stands here yet; press a, as in: 23:20 Clear the folder and try again ~decision",
        lambda event: event.kind == EventKind.DECISION,
        lambda review: review.decisions,
        "Response",
    ),
    Filter(
        "Only who told whom",
        "Nobody told anybody yet; press a, as in: 22:10 On-call engineer calls the database team ~escalation",
        lambda event: event.kind in (EventKind.COMMUNICATION, EventKind.ESCALATION),
        lambda review: review.told,
        "Response",
    ),
    Filter(
        "Only what customers could see",
        "Nothing stands here yet; press a and end the line with a star, as in: 22:40 Checkout shows an error *",
        lambda event: event.customer_facing,
        lambda review: review.messages,
        "Overview and impact",
    ),
)
"""In the order in which `t` shows them."""


def moments(review: Review, chosen: Filter) -> list[tuple[Moment, ...]]:
    """What shows, by time: each moment with the other recollections of it behind it."""
    shown: list[tuple[Moment, ...]] = [g for g in recollections(review.events) if any(map(chosen.holds, g))]
    shown += [(moment,) for moment in chosen.more(review) if moment.at]
    return sorted(shown, key=lambda group: group[0].at or review.created)


def untimed(review: Review, chosen: Filter) -> int:
    """How much of the thread has no time and so no place on the rail."""
    return sum(moment.at is None for moment in chosen.more(review))
