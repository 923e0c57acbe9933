"""Edits of the meeting's clock and plan: begin, pause, go on, minutes, re-plan, park."""

from datetime import timedelta
from typing import ClassVar, Literal

from pydantic import Field

from pmfacil.review.agenda import Item, planned_minutes
from pmfacil.review.edit import Edit
from pmfacil.review.pace import ahead, shortened
from pmfacil.review.part import Id, Instant, now_utc
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, short

LONGEST = 366 * 86_400.0
"""The most seconds that can be left out at once."""


class ClockEdit(Edit):
    """Something that happened to the clock; it is not undone, for time does not come back."""

    undoable: ClassVar[bool] = False
    at: Instant = Field(default_factory=now_utc)


class Start(ClockEdit):
    """Begin the meeting, or go on after a pause."""

    edit: Literal["start"] = "start"

    def label(self, review: Review) -> str:
        """Say whether it begins or goes on."""
        return "go on" if review.run.began else "begin the meeting"

    def apply(self, review: Review) -> Review:
        """The review with its clock running."""
        run = review.run
        if run.since is not None:
            raise EditRefused("The clock is running already.")
        items = [item for item in review.agenda if not item.parked]
        if not items:
            raise EditRefused("There is no agenda item to begin with.")
        if run.began is None:
            length = timedelta(minutes=planned_minutes(review) + review.plan.reserve)
            run = run.changed(began=self.at, must_end=self.at + length)
        return review.put(run.changed(since=self.at, item=run.item or items[0].id))


class Pause(ClockEdit):
    """Let the clock stand still."""

    edit: Literal["pause"] = "pause"

    def label(self, review: Review) -> str:
        """Say so."""
        return "pause"

    def apply(self, review: Review) -> Review:
        """The review with its clock standing still."""
        if review.run.since is None:
            raise EditRefused("The clock stands still already.")
        return review.put(review.run.stopped(self.at))


class GoTo(ClockEdit):
    """Move the meeting on, or back, to an item; a running clock runs on there."""

    edit: Literal["go"] = "go"
    item: Id

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"go to {review.find(self.item).says()}"

    def apply(self, review: Review) -> Review:
        """The review with the clock at the item."""
        item = review.get(Item, self.item)
        running = review.run.since is not None
        run = review.run.stopped(self.at).changed(item=item.id, since=self.at if running else None)
        return review.put(run)


class LeaveOut(ClockEdit):
    """Leave time out of the running item: a closed lid, a crash, or a machine's clock that was set (back: negative)."""

    edit: Literal["leave-out"] = "leave-out"
    seconds: float = Field(ge=-LONGEST, le=LONGEST)

    def label(self, review: Review) -> str:
        """Say how much."""
        return f"leave {round(self.seconds / 60)} min out"

    def apply(self, review: Review) -> Review:
        """The review with the running stretch, and the end, moved by the time that does not count."""
        run = review.run
        if run.since is None:
            raise EditRefused("The clock stands still; there is nothing to leave out.")
        gap = timedelta(seconds=self.seconds)
        must_end = run.must_end + gap if run.must_end else None
        return review.put(run.changed(since=min(run.since + gap, max(self.at, run.since)), must_end=must_end))


class Minutes(Edit):
    """Give an item more minutes, from the reserve first, or take some and put them there."""

    edit: Literal["minutes"] = "minutes"
    item: Id
    minutes: int

    def label(self, review: Review) -> str:
        """Name the item and the minutes."""
        return f"{'−' if self.minutes < 0 else '+'}{abs(self.minutes)} min for {review.find(self.item).says()}"

    def apply(self, review: Review) -> Review:
        """The review with the item longer or shorter."""
        item, plan = _planned(review, self.item), review.plan
        if item.minutes + self.minutes < item.least:
            raise EditRefused(f"{short(item.text)} keeps at least {item.least} min.")
        from_reserve = min(plan.reserve, self.minutes)
        item = item.changed(minutes=item.minutes + self.minutes)
        after = review.put(item, plan.changed(reserve=plan.reserve - from_reserve))
        item.verify(after)
        return after


class Replan(Edit):
    """Shorten what is left, in proportion, so that the meeting ends when it must."""

    edit: Literal["replan"] = "replan"
    at: Instant = Field(default_factory=now_utc)

    def label(self, review: Review) -> str:
        """Say which items get how many minutes."""
        new = shortened(review, self.at)
        return "re-plan: " + ", ".join(f"{review.find(id).says()} {minutes} min" for id, minutes in new.items())

    def apply(self, review: Review) -> Review:
        """The review with shorter items ahead."""
        new = shortened(review, self.at)
        if not new:
            raise EditRefused("Nothing to shorten: what is left fits, or is as short as it can be.")
        return review.put(*(review.get(Item, id).changed(minutes=minutes) for id, minutes in new.items()))


class Borrow(Edit):
    """Take minutes from one item for another."""

    edit: Literal["borrow"] = "borrow"
    source: Id
    target: Id
    minutes: int = Field(gt=0)

    def label(self, review: Review) -> str:
        """Name both items."""
        return f"{self.minutes} min from {review.find(self.source).says()} to {review.find(self.target).says()}"

    def apply(self, review: Review) -> Review:
        """The review with the minutes moved; the whole plan stays as long as it is."""
        source, target = _planned(review, self.source), _planned(review, self.target)
        if source.id == target.id:
            raise EditRefused("Choose another item to borrow from.")
        if source.minutes - self.minutes < source.least:
            raise EditRefused(f"{short(source.text)} keeps at least {source.least} min.")
        return review.put(
            source.changed(minutes=source.minutes - self.minutes),
            target.changed(minutes=target.minutes + self.minutes),
        )


class ParkItem(Edit):
    """Leave an item for another meeting, or bring it back."""

    edit: Literal["park-item"] = "park-item"
    item: Id
    parked: bool = True

    def label(self, review: Review) -> str:
        """Name the item."""
        return f"{'park' if self.parked else 'bring back'} {review.find(self.item).says()}"

    def apply(self, review: Review) -> Review:
        """The review with the item out of the plan, or in it again."""
        item = review.get(Item, self.item)
        if item.parked == self.parked:
            raise EditRefused(f"{short(item.text)} is {'parked' if self.parked else 'in the plan'} already.")
        if self.parked and item.id == review.run.item:
            raise EditRefused(f"The meeting is at {short(item.text)}; go to another item first.")
        if self.parked and not [other for other in ahead(review) if other.id != item.id]:
            raise EditRefused("One item has to stay.")
        item = item.changed(parked=self.parked)
        after = review.put(item)
        item.verify(after)
        return after


def _planned(review: Review, id: Id) -> Item:
    item = review.get(Item, id)
    if item.parked:
        raise EditRefused(f"{short(item.text)} is parked; bring it back first.")
    return item
