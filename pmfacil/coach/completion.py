"""How actions get done over many reviews: in time, how fast, what is left (P81); every figure says of how many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from pmfacil.review.policies import Policies

FEW = 10
"""From fewer than so many, a share says little."""
URGENT = ("P0", "P1")
"""The priorities that have a target of their own."""
_DONE = ("done", "verified")
_UNTYPED = "untyped"


@dataclass(frozen=True)
class Commitment:
    """What counts about one committed action."""

    status: str = "open"
    priority: str = ""
    type: str = ""
    due: date | None = None
    first_due: date | None = None
    """The date before it was moved for the first time; else the same as `due`."""
    made: date | None = None
    """The day on which it was written down."""
    done: date | None = None
    """The day since which it is done."""

    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.status not in (*_DONE, "dropped")

    def late(self, today: date) -> bool:
        """Whether it is open and its day has passed."""
        return self.is_open() and self.due is not None and self.due < today


@dataclass(frozen=True)
class Share:
    """How many of how many, beside what the team aims for."""

    met: int = 0
    of: int = 0
    target: int = 0
    """Percent."""

    @property
    def percent(self) -> int | None:
        """The share, rounded down so that a target is never met by rounding; nothing of nothing is unknown."""
        return self.met * 100 // self.of if self.of else None

    @property
    def few(self) -> bool:
        """Whether there are too few to judge by."""
        return self.of < FEW


@dataclass(frozen=True)
class Spread:
    """Days of several actions."""

    median: float | None = None
    most: int | None = None
    of: int = 0


@dataclass(frozen=True)
class Figures:
    """What a library says about its actions on one day."""

    all: Share
    """Done by their date, of all that are done or were due."""
    urgent: Share
    """The same of P0 and P1."""
    kept: Share
    """Done by the date that was agreed first; the target is that of all."""
    moved: int
    """Actions whose date was moved."""
    uncounted: int
    """Done, but without a date or on a day that nobody knows: they count in no share."""
    velocity: Spread
    """Days from being written down to being done."""
    age: Spread
    """Days since the open ones were written down."""
    open: Mapping[str, int]
    """Open ones by type, the most frequent first."""
    late: int
    dropped: int


def figures(commitments: Iterable[Commitment], today: date, policies: Policies) -> Figures:
    """What counts as of today: dropped ones are in no share, and open ones only once their day has passed."""
    every = list(commitments)
    left = [one for one in every if one.is_open()]
    done = [one for one in every if one.status in _DONE]
    judged = [one for one in every if one.late(today) or (one in done and one.due and one.done)]
    urgent = [one for one in judged if one.priority in URGENT]
    return Figures(
        all=_in_time(judged, policies.closure_target),
        urgent=_in_time(urgent, policies.urgent_closure_target),
        kept=Share(sum(_by(one, one.first_due) for one in judged), len(judged), policies.closure_target),
        moved=sum(one.first_due != one.due for one in every),
        uncounted=sum(not (one.due and one.done) for one in done),
        velocity=_spread((one.done - one.made).days for one in done if one.done and one.made),
        age=_spread((today - one.made).days for one in left if one.made),
        open=dict(Counter(one.type or _UNTYPED for one in left).most_common()),
        late=sum(one.late(today) for one in left),
        dropped=sum(one.status == "dropped" for one in every),
    )


def _in_time(judged: Sequence[Commitment], target: int) -> Share:
    return Share(sum(_by(one, one.due) for one in judged), len(judged), target)


def _by(one: Commitment, day: date | None) -> bool:
    return one.done is not None and day is not None and one.done <= day


def _spread(days: Iterable[int]) -> Spread:
    # A clock that was wrong makes no action older than its review.
    found = [max(0, count) for count in days]
    return Spread(float(median(found)), max(found), len(found)) if found else Spread()
