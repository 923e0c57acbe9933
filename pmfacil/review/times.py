"""The times that follow from the timeline (P33)."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind

MEASURED = (
    (EventKind.DETECTION, "detect"),
    (EventKind.ACKNOWLEDGEMENT, "acknowledge"),
    (EventKind.DIAGNOSIS, "diagnose"),
    (EventKind.MITIGATION, "mitigate"),
    (EventKind.RECOVERY, "recover"),
)
"""What is measured from the start, with its verb."""


@dataclass(frozen=True)
class Stretch:
    """A phase of the response between two moments."""

    verb: str
    begins: datetime
    ends: datetime

    def length(self) -> timedelta:
        """How long it took."""
        return self.ends - self.begins


def close_together(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Those in whose minute there is another one at another second: only by their seconds are they told apart."""
    every = tuple(moments)
    if not any(at.second for at in every):
        return frozenset()
    minutes = Counter(second // 60 for second in {at.timestamp() // 1 for at in every})
    return frozenset(at for at in every if minutes[at.timestamp() // 60] > 1)


def say_clock(at: datetime, close: Collection[datetime] = ()) -> str:
    """The time of day that a moment has in its zone: `10:02`, or `10:02:31` if it is one of those close together.

    Nobody types the seconds of a full minute: there `:00` mostly means that they are not known.
    """
    # Written out, it takes a fraction of what a format of times takes, and a timeline has hundreds.
    words = f"{at.hour:02}:{at.minute:02}"
    return f"{words}:{at.second:02}" if at.second and at in close else words


def started(review: Review) -> datetime | None:
    """When it began: the first trigger, else the incident's start."""
    trigger = next((event for event in review.events if event.kind == EventKind.TRIGGER), None)
    return trigger.at if trigger else review.incident.start


def moment(events: Sequence[Event], kind: EventKind) -> datetime | None:
    """When a kind of event was reached: its first milestone, else its first event."""
    alike = [event for event in events if event.kind == kind]
    chosen = next((event for event in alike if event.milestone), alike[0] if alike else None)
    return chosen.at if chosen else None


def times_to(review: Review) -> dict[str, timedelta]:
    """Time to detect, acknowledge, diagnose, mitigate, recover; what is missing or negative is left out."""
    start = started(review)
    if start is None:
        return {}
    reached = {verb: moment(review.events, kind) for kind, verb in MEASURED}
    return {verb: at - start for verb, at in reached.items() if at is not None and at >= start}


def stretches(review: Review) -> list[Stretch]:
    """The phases one after the other, without those that have no end or would run backwards."""
    begins = started(review)
    found: list[Stretch] = []
    for kind, verb in MEASURED:
        at = moment(review.events, kind)
        if begins is None or at is None or at < begins:
            continue
        found.append(Stretch(verb, begins, at))
        begins = at
    return found


def impact(review: Review) -> timedelta | None:
    """How long customers were hit: from the incident's start to its end; `None` if that is not even a minute."""
    start, end = review.incident.start, review.incident.end
    return end - start if start and end and end - start >= timedelta(minutes=1) else None


def say_length(length: timedelta) -> str:
    """A length as people say it: `3 min`, `18 h 40 min`, `2 d 3 h`."""
    minutes = int(length.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d {rest} min" if rest else f"{days} d"
    if hours:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{rest} min"
