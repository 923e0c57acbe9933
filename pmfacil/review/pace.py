"""Where the meeting stands against its plan, and how what is left can be made to fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from math import ceil

from pmfacil.review.agenda import MOST_MINUTES, Item
from pmfacil.review.part import Id
from pmfacil.review.review import Review

WARN_SHARE = 0.8
"""From this share of its time box on, an item is soon over."""


@dataclass(frozen=True)
class Pace:
    """Everything that the clock shows at one moment; seconds unless said otherwise."""

    began: bool
    running: bool
    item: Item | None
    spent: float
    """On the present item."""
    left: float
    """Of the present item; negative when it is over."""
    soon: bool
    """Whether most of the present item is used up."""
    total_spent: float
    total_planned: float
    ends: datetime | None
    """When the meeting ends if every item takes what is left of its box."""
    spare: float | None
    """How far that is before the moment at which the meeting must end; negative when it is behind."""
    too_long: bool
    """Whether more than 90 minutes were spent."""

    @property
    def over(self) -> bool:
        """Whether the present item has used more than its box."""
        return self.item is not None and self.left < 0


def pace(review: Review, now: datetime) -> Pace:
    """How the meeting stands at `now`."""
    run = review.run
    item = next((i for i in review.agenda if i.id == run.item), None)
    spent = run.seconds(item.id, now) if item else 0.0
    box = item.planned() * 60.0 if item else 0.0
    total_spent = sum(run.seconds(i.id, now) for i in review.agenda)
    ends = now + timedelta(seconds=sum(needs(review, now).values())) if run.began else None
    return Pace(
        began=run.began is not None,
        running=run.since is not None,
        item=item,
        spent=spent,
        left=box - spent,
        soon=item is not None and box * WARN_SHARE <= spent <= box,
        total_spent=total_spent,
        total_planned=sum(i.planned() for i in review.agenda) * 60.0,
        ends=ends,
        spare=(run.must_end - ends).total_seconds() if run.must_end and ends else None,
        too_long=total_spent > MOST_MINUTES * 60,
    )


def ahead(review: Review) -> Sequence[Item]:
    """The present item and those that come after it, without parked ones."""
    items = [item for item in review.agenda if not item.parked or item.id == review.run.item]
    places = [place for place, item in enumerate(items) if item.id == review.run.item]
    return items[places[0] :] if places else items


def needs(review: Review, now: datetime) -> dict[Id, float]:
    """Seconds that the present item and each later one still need by plan."""
    return {item.id: max(0.0, item.planned() * 60 - review.run.seconds(item.id, now)) for item in ahead(review)}


def first_unreached(review: Review, now: datetime) -> Id | None:
    """The first item ahead that the meeting would begin only after its end, if every item takes what is left of it."""
    if review.run.must_end is None:
        return None
    left = (review.run.must_end - now).total_seconds()
    for item, needed in needs(review, now).items():
        if left <= 0 and item != review.run.item:
            return item
        left -= needed
    return None


def shortened(review: Review, now: datetime) -> dict[Id, int]:
    """New minutes for items ahead, so that the meeting ends when it must; empty if it does already.

    What is left is shortened in proportion; protected items stay whole as long as they can, no item gets
    shorter than its least or than what it has used.
    """
    run = review.run
    if run.must_end is None:
        return {}
    needed = needs(review, now)
    short = ceil(round(sum(needed.values()) - (run.must_end - now).total_seconds(), 3) / 60)
    new: dict[Id, int] = {}
    for protected in (False, True):
        items = [item for item in ahead(review) if item.protected is protected]
        least = [max(item.least, ceil(round(run.seconds(item.id, now), 3) / 60)) for item in items]
        room = [max(0, item.planned() - minutes) for item, minutes in zip(items, least, strict=True)]
        due = min(short, sum(room))
        before = 0
        for item, upto in zip(items, accumulate(room), strict=True):
            # Rounding the running sum, not each cut, is what makes the cuts add up to the minute.
            after = -(-upto * due // sum(room)) if due > 0 else 0
            if after > before:
                new[item.id] = item.minutes - (after - before)
            before = after
        short -= due
    return new
