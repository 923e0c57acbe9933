"""Patterns over reviews: the card, layers, services, factors, times, actions, culture; systems only (P83, P85)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from pmfacil.coach.completion import Commitment, Figures, figures
from pmfacil.coach.patterns.again import Again, Named, Repeat, in_order, named, weak_layers, what_came_again
from pmfacil.coach.patterns.facts import ReviewFacts, key, quarter
from pmfacil.coach.patterns.squares import Square
from pmfacil.coach.patterns.stems import grouped
from pmfacil.review.policies import Policies

FEW = 5
"""Fewer reviews than this show no trend."""
MEASURED = ("detect", "mitigate", "recover")


@dataclass(frozen=True)
class Hit:
    """A review that hits a square, and by what."""

    review: Named
    behind: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A square of the card with the reviews that hit it, latest first."""

    square: Square
    hits: tuple[Hit, ...]

    @property
    def full(self) -> bool:
        """Whether it is hit so often that it means something."""
        return len(self.hits) >= 3


@dataclass(frozen=True)
class OfQuarter:
    """So many of so many in a quarter."""

    quarter: str
    count: int
    of: int


@dataclass(frozen=True)
class Counted:
    """Something that reviews have, with how many of those that could have it, over time."""

    name: str
    count: int
    of: int
    quarters: tuple[OfQuarter, ...]
    reviews: tuple[Named, ...]
    """Latest first."""


@dataclass(frozen=True)
class Recurring:
    """A factor of several reviews: in each its own words."""

    text: str
    reviews: tuple[tuple[Named, str, str], ...]
    """Each with the words and where they stand, latest first."""


@dataclass(frozen=True)
class Middle:
    """The median of a time, in minutes, over so many reviews; of a quarter, or of all if that is empty."""

    minutes: float
    reviews: int
    quarter: str = ""


@dataclass(frozen=True)
class Timed:
    """A time from the start of the incident, over all reviews and by quarter."""

    verb: str
    all: Middle
    quarters: tuple[Middle, ...]


@dataclass(frozen=True)
class Culture:
    """Counts of a quarter over the meetings that have them, never of a person; of all if the quarter is empty."""

    quarter: str
    meetings: int
    present: int
    spoke: int
    safe: int
    worth: int
    redirects: int


@dataclass(frozen=True)
class Trends:
    """Everything that some reviews show together."""

    reviews: tuple[Named, ...]
    """Latest first."""
    withheld: int
    """Restricted reviews, of which nothing is counted."""
    card: tuple[Marked, ...]
    layers: tuple[Counted, ...]
    services: tuple[Counted, ...]
    tags: tuple[Counted, ...]
    ribs: tuple[tuple[str, int], ...]
    """The ribs of the fishbone, with how many causes stand on each."""
    factors: tuple[Recurring, ...]
    times: tuple[Timed, ...]
    actions: Figures
    """Of all committed actions (P81)."""
    repeats: tuple[Repeat, ...]
    culture: tuple[Culture, ...]
    """All meetings first, then by quarter."""
    meeting: float | None
    """The median of the minutes that meetings took."""

    @property
    def few(self) -> bool:
        """Whether there are too few reviews for a trend."""
        return len(self.reviews) < FEW


def trends_of(
    known: Iterable[ReviewFacts],
    squares: Sequence[Square],
    today: date,
    policies: Policies | None = None,
    chosen: Callable[[ReviewFacts], bool] = lambda facts: True,
    withheld: int = 0,
    service: str = "",
) -> Trends:
    """What reviews show together.

    Args:
        known: The facts of all reviews.
        squares: Those of the card.
        today: The day on which it is asked.
        policies: With the targets for actions.
        chosen: Whether a review counts; it is compared with earlier ones that do not, too.
        withheld: How many reviews may not be told of.
        service: The one whose reviews are looked at, and compared with each other only; all if it is empty.
    """
    policies = policies or Policies()
    every = in_order(facts for facts in known if not service or key(service) in map(key, facts["services"]))
    again = what_came_again(every)
    reviews = [facts for facts in reversed(every) if chosen(facts)]
    lengths = [facts["length"] for facts in reviews if facts["length"] >= 1]
    return Trends(
        reviews=tuple(map(named, reviews)),
        withheld=withheld,
        card=tuple(Marked(square, tuple(_hits(square, reviews, again))) for square in squares),
        layers=_layers(reviews),
        services=_by_name(reviews, lambda facts: facts["services"]),
        tags=_by_name(reviews, lambda facts: facts["tags"]),
        ribs=_ribs(reviews),
        factors=_factors(reviews),
        times=_times(reviews),
        actions=figures(_commitments(reviews), today, policies),
        repeats=tuple(repeat for facts in reviews for repeat in again[facts["id"]].repeats),
        culture=_culture(reviews),
        meeting=median(lengths) if lengths else None,
    )


def _hits(square: Square, reviews: Sequence[ReviewFacts], again: dict[str, Again]) -> Iterable[Hit]:
    for facts in reviews:
        behind, came = tuple(facts["squares"].get(square.id, [])), again[facts["id"]]
        if square.looks in ("same-layer", "same-service"):
            behind += tuple(_as_in(came.layers if square.looks == "same-layer" else came.services))
        elif square.looks == "repeat":
            behind += tuple(one.says() for one in came.repeats)
        if behind:
            yield Hit(named(facts), behind)


def _as_in(shared: Sequence[tuple[str, Named]]) -> Iterator[str]:
    """Each earlier review once, with everything that came again."""
    names: dict[Named, list[str]] = {}
    for name, before in shared:
        names.setdefault(before, []).append(name)
    for before, several in names.items():
        yield f"{', '.join(several)}, as in “{before.title}” ({before.day})"


def _layers(reviews: Sequence[ReviewFacts]) -> tuple[Counted, ...]:
    """Those with a hole or missing, of the reviews that looked at them."""
    looked: dict[str, list[ReviewFacts]] = {}
    names: dict[str, str] = {}
    for facts in reviews:
        for layer in facts["layers"]:
            looked.setdefault(key(layer["name"]), []).append(facts)
            names.setdefault(key(layer["name"]), layer["name"])
    return _counted(names, {slug: [f for f in of if slug in weak_layers(f)] for slug, of in looked.items()}, looked)


def _by_name(reviews: Sequence[ReviewFacts], names_of: Callable[[ReviewFacts], Sequence[str]]) -> tuple[Counted, ...]:
    having: dict[str, list[ReviewFacts]] = {}
    names: dict[str, str] = {}
    for facts in reviews:
        for name in names_of(facts):
            having.setdefault(key(name), []).append(facts)
            names.setdefault(key(name), name)
    return _counted(names, having, dict.fromkeys(having, reviews))


def _counted(
    names: Mapping[str, str], having: Mapping[str, Sequence[ReviewFacts]], of: Mapping[str, Sequence[ReviewFacts]]
) -> tuple[Counted, ...]:
    found = [
        Counted(names[slug], len(those), len(of[slug]), _parts(those, of[slug]), tuple(map(named, those)))
        for slug, those in having.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, -one.count / one.of, one.name.casefold())))


def _parts(those: Sequence[ReviewFacts], of: Sequence[ReviewFacts]) -> tuple[OfQuarter, ...]:
    have, all = (_quarters(some) for some in (those, of))
    return tuple(OfQuarter(name, len(have.get(name, [])), len(some)) for name, some in all.items())


def _quarters(reviews: Iterable[ReviewFacts]) -> dict[str, list[ReviewFacts]]:
    """The reviews by quarter, oldest first."""
    found: dict[str, list[ReviewFacts]] = {}
    for facts in reviews:
        found.setdefault(quarter(facts["day"]), []).append(facts)
    return dict(sorted(found.items()))


def _ribs(reviews: Sequence[ReviewFacts]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for facts in reviews:
        for name, count in facts["ribs"].items():
            counts[key(name)] = counts.get(key(name), 0) + count
            names.setdefault(key(name), name)
    return tuple(sorted(((names[slug], count) for slug, count in counts.items()), key=lambda one: (-one[1], one[0])))


def _factors(reviews: Sequence[ReviewFacts]) -> tuple[Recurring, ...]:
    """Those that at least two reviews have, in the order of how many."""
    said = [(facts, factor) for facts in reviews for factor in facts["factors"]]
    found: list[Recurring] = []
    for places in grouped([factor["text"] for _, factor in said]):
        by_review = {said[place][0]["id"]: said[place] for place in reversed(places)}
        if len(by_review) > 1:
            words = [(named(facts), factor["text"], factor["where"]) for facts, factor in by_review.values()]
            words.sort(key=lambda one: one[0].day, reverse=True)
            found.append(Recurring(words[0][1], tuple(words)))
    return tuple(sorted(found, key=lambda one: -len(one.reviews)))


def _times(reviews: Sequence[ReviewFacts]) -> tuple[Timed, ...]:
    found: list[Timed] = []
    for verb in MEASURED:
        having = [facts for facts in reviews if verb in facts["minutes"]]
        if having:
            quarters = tuple(_middle(verb, some, name) for name, some in _quarters(having).items())
            found.append(Timed(verb, _middle(verb, having), quarters))
    return tuple(found)


def _middle(verb: str, reviews: Sequence[ReviewFacts], quarter: str = "") -> Middle:
    return Middle(median(facts["minutes"][verb] for facts in reviews), len(reviews), quarter)


def _commitments(reviews: Iterable[ReviewFacts]) -> Iterator[Commitment]:
    for action in (action for facts in reviews for action in facts["actions"]):
        due, first_due, made, done = (
            date.fromisoformat(day) if day else None
            for day in (action["due"], action["first_due"], action["agreed"], action["done"])
        )
        yield Commitment(action["status"], action["priority"], action["type"], due, first_due, made, done)


def _culture(reviews: Sequence[ReviewFacts]) -> tuple[Culture, ...]:
    asked = [facts for facts in reviews if facts["present"]]
    if not asked:
        return ()
    return tuple(_pulse(name, some) for name, some in {"": asked, **_quarters(asked)}.items())


def _pulse(name: str, reviews: Sequence[ReviewFacts]) -> Culture:
    present, spoke, safe, worth, redirects = (
        sum(facts[what] for facts in reviews) for what in ("present", "spoke", "safe", "worth", "redirects")
    )
    return Culture(name, len(reviews), present, spoke, safe, worth, redirects)
