"""Silences of the timeline: where nothing is written down between one event and the next (P32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from pmfacil.review.review import Review
from pmfacil.review.timeline import Event

_NOTHING = timedelta()


@dataclass(frozen=True)
class Gap:
    """A silence between two events; the later one holds its reason."""

    before: Event
    after: Event

    def length(self) -> timedelta:
        """How long nothing was written down."""
        return self.after.at - self.before.at

    def reason(self) -> str:
        """Why nothing was written down; empty where nobody has said so yet."""
        return self.after.gap_note


def recollections(events: Sequence[Event]) -> list[tuple[Event, ...]]:
    """Each event with the other recollections of it behind it, in the order of the events."""
    by_id = {event.id: event for event in events}
    together: dict[str, list[Event]] = {event.id: [event] for event in events if not event.recollects}
    for event in events:
        first = event
        while first.recollects:
            first = by_id[first.recollects]
        if first is not event:
            together[first.id].append(event)
    return [tuple(group) for group in together.values()]


def gaps(review: Review, limit: timedelta) -> list[Gap]:
    """Every silence that is longer than the limit, and every shorter one that has a reason all the same.

    The limit is the team's own (`Policies.gap_minutes`). Another recollection of an event is no word between two
    events: silences lie between the first ones.
    """
    firsts = [group[0] for group in recollections(review.events)]
    pairs = [Gap(before, after) for before, after in pairwise(firsts)]
    return [gap for gap in pairs if gap.length() > limit or (gap.reason() and gap.length() > _NOTHING)]


def unexplained(review: Review, limit: timedelta) -> list[Gap]:
    """The silences that are longer than the limit and still ask for their reason."""
    return [gap for gap in gaps(review, limit) if not gap.reason()]
