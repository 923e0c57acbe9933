"""What came back: the same layer, the same service, and an incident that done actions were meant to prevent (P83)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pmfacil.coach.patterns.facts import ActionFacts, Factor, ReviewFacts, key
from pmfacil.coach.patterns.stems import alike, stems

_WEAK = frozenset({"hole", "missing"})
_LOOKED_BACK = 200
"""So many earlier reviews of a service are looked at, the latest first."""


@dataclass(frozen=True)
class Named:
    """A review as others point at it."""

    id: str
    title: str
    day: str


@dataclass(frozen=True)
class Repeat:
    """An incident that met again what an earlier one had met, although actions against that were done before."""

    review: Named
    earlier: Named
    service: str
    shared: str
    """What came back besides the service: `layer Monitoring`, `tag dns`, or the words of a factor."""
    actions: tuple[str, ...]
    """The done actions of the earlier one, by their labels."""

    def says(self) -> str:
        """What came back, and what was done before."""
        done = f"{', '.join(self.actions)} {'is' if len(self.actions) == 1 else 'are'} done"
        return (
            f"{self.service} and {self.shared} again, as in “{self.earlier.title}” ({self.earlier.day}), where {done}"
        )


@dataclass(frozen=True)
class Again:
    """What a review has in common with the reviews before it."""

    layers: tuple[tuple[str, Named], ...] = ()
    """A layer with a hole, and the latest earlier review in which it had one."""
    services: tuple[tuple[str, Named], ...] = ()
    repeats: tuple[Repeat, ...] = field(default=())


def named(facts: ReviewFacts) -> Named:
    """The review that some facts are of."""
    return Named(facts["id"], facts["title"], facts["day"])


def in_order(reviews: Iterable[ReviewFacts]) -> list[ReviewFacts]:
    """The reviews by the days of their incidents, oldest first."""
    return sorted(reviews, key=lambda facts: (facts["day"], facts["id"]))


def weak_layers(facts: ReviewFacts) -> dict[str, str]:
    """The names of the layers that had a hole or were missing, by their keys."""
    return {key(layer["name"]): layer["name"] for layer in facts["layers"] if layer["state"] in _WEAK}


def what_came_again(reviews: Sequence[ReviewFacts]) -> dict[str, Again]:
    """What each review has in common with those before it, by the id of the review.

    Args:
        reviews: All there are, oldest first.
    """
    layers: dict[str, Named] = {}
    services: dict[str, Named] = {}
    acted: dict[str, list[ReviewFacts]] = {}
    """The reviews of a service that have done actions."""
    found: dict[str, Again] = {}
    for facts in reviews:
        weak, hit = weak_layers(facts), {key(name): name for name in facts["services"]}
        found[facts["id"]] = Again(
            tuple((name, layers[slug]) for slug, name in weak.items() if slug in layers),
            tuple((name, services[slug]) for slug, name in hit.items() if slug in services),
            tuple(_repeats(facts, hit, acted)),
        )
        layers.update(dict.fromkeys(weak, named(facts)))
        services.update(dict.fromkeys(hit, named(facts)))
        if any(action["done"] for action in facts["actions"]):
            for slug in hit:
                acted.setdefault(slug, []).append(facts)
    return found


def _repeats(facts: ReviewFacts, hit: Mapping[str, str], acted: Mapping[str, list[ReviewFacts]]) -> Iterator[Repeat]:
    """Each earlier review that comes back in spite of its actions, once."""
    seen: set[str] = set()
    for slug, service in hit.items():
        for earlier in reversed(acted.get(slug, [])[-_LOOKED_BACK:]):
            if earlier["id"] in seen or earlier["day"] >= facts["day"]:
                continue
            for shared, actions in _shared(facts, earlier):
                if labels := tuple(action["label"] for action in actions):
                    seen.add(earlier["id"])
                    yield Repeat(named(facts), named(earlier), service, shared, labels)
                    break


def _shared(facts: ReviewFacts, earlier: ReviewFacts) -> Iterator[tuple[str, list[ActionFacts]]]:
    """What two reviews share, with the actions of the earlier one that were done against it before the later began."""
    done = [action for action in earlier["actions"] if action["done"] and action["done"] < facts["day"]]
    mine, before = weak_layers(facts), weak_layers(earlier)
    for slug, name in before.items():
        if slug in mine:
            holes = [hole for layer in earlier["layers"] if layer["name"] == name for hole in layer["holes"]]
            yield f"layer {name}", [a for a in done if slug in map(key, a["layers"]) or _about(a, holes)]
    for factor in earlier["factors"]:
        if same_factor(factor["text"], facts["factors"]):
            text = factor["text"]
            yield f"“{text}”", [a for a in done if text in a["factors"] or _about(a, [text])]
    tags = {key(tag) for tag in facts["tags"]}
    kept = [action for action in earlier["actions"] if action["status"] != "dropped"]
    for tag in earlier["tags"]:
        # Which action a tag is about nobody says; if all are done, so are those.
        if key(tag) in tags and len(done) == len(kept):
            yield f"tag {tag}", done


def same_factor(text: str, factors: Sequence[Factor]) -> str:
    """The words of the first factor that says the same; nothing if none does."""
    words = stems(text)
    return next((factor["text"] for factor in factors if alike(words, stems(factor["text"]))), "")


def _about(action: ActionFacts, texts: Sequence[str]) -> bool:
    """Whether an action has two words at least in common with one of the texts."""
    words = stems(action["text"])
    return any(len(words & stems(text)) > 1 for text in texts)
