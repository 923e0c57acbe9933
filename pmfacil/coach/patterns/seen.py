"""Whether a new review was seen before: earlier ones with the same service, tags or factors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmfacil.coach.patterns.again import Named, named, same_factor
from pmfacil.coach.patterns.facts import ReviewFacts, key
from pmfacil.review.text import short

MOST = 5
"""Earlier reviews that are named."""
_WORDS = 80


@dataclass(frozen=True)
class Seen:
    """An earlier review that a new one reminds of."""

    review: Named
    shared: tuple[str, ...]
    """What both have: `service checkout`, `tag dns`, `“the pool was exhausted”`."""
    lessons: tuple[str, ...] = ()
    """What was learnt then."""

    def sentence(self) -> str:
        """What both have, in one sentence."""
        kinds = " and ".join(filter(None, (", ".join(self.shared[:-1]), *self.shared[-1:])))
        return f"The same {kinds}."


def seen_before(this: ReviewFacts, others: Iterable[ReviewFacts], most: int = MOST) -> Sequence[Seen]:
    """The earlier reviews that share most with this one, at most so many.

    What shares a factor comes before what shares a tag, and that before what shares a service; the latest come first.
    """
    services, tags = ({key(name): name for name in this[kind]} for kind in ("services", "tags"))
    found: list[tuple[tuple[int, int, int, str], Seen]] = []
    for facts in others:
        if facts["id"] == this["id"] or facts["day"] > this["day"]:
            continue
        both = [f"service {services[key(name)]}" for name in facts["services"] if key(name) in services]
        marks = [f"tag {tags[key(name)]}" for name in facts["tags"] if key(name) in tags]
        same = [factor["text"] for factor in this["factors"] if same_factor(factor["text"], facts["factors"])]
        if both or marks or same:
            words = [f"factor “{short(text, _WORDS)}”" for text in same]
            rank = (len(same), len(marks), len(both), facts["day"])
            found.append((rank, Seen(named(facts), (*words, *marks, *both), tuple(facts["lessons"]))))
    found.sort(key=lambda ranked: ranked[0], reverse=True)
    return [seen for _, seen in found[:most]]
