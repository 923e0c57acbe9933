"""Whether two short texts say the same: by the words that carry them, whatever their endings."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

LOOKED_AT = 600
"""The most characters of a text that are looked at."""
_COMMON = 500
"""A word that begins so many groups tells none of them from another."""
_WORD = re.compile(r"\w{2,}")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        """
    about after all an and any are as at be because been before being but by can cannot could did do does down each
    every few for from get got had has have how if in into is it its made make many may might more most much never
    new no nobody none not nothing of on once one only or other our out over own same she should so some such than
    that the their them then there these they this those to too under until up us very was we were what when where
    which while who why will with without would yet you
    """,
    )
)
_ENDS = tuple(re.findall(r"\w+", "ations ation ments ment ings ing ions ion ies ied ers er ed es ly s e y"))
_SHORTEST = 3
"""Letters that are left of a word without its ending."""


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """The words that carry a text, without their endings."""
    words = _WORD.findall(text[:LOOKED_AT].casefold())
    return frozenset(_stem(word) for word in words if word not in _SMALL)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether half of all words of both, and two at least, are the same; or simply all."""
    return _enough(len(one & other), len(one), len(other))


def grouped(texts: Sequence[str]) -> list[list[int]]:
    """The places of texts that say the same as the first of their group, in the order of the texts."""
    sets = [stems(text) for text in texts]
    rare = Counter(stem for found in sets for stem in found)
    groups: list[list[int]] = []
    firsts: list[frozenset[str]] = []
    by_stem: dict[str, list[int]] = {}
    for place, words in enumerate(sets):
        # Texts that share half of their words share one of the rarer half.
        rarest = sorted(words, key=lambda stem: (rare[stem], stem))[: len(words) // 2 + 1]
        near = {group for stem in rarest if stem in by_stem for group in by_stem[stem][:_COMMON]}
        shared = {group: len(words & firsts[group]) for group in near}
        fits = [group for group, count in shared.items() if _enough(count, len(words), len(firsts[group]))]
        if fits:
            groups[max(fits, key=lambda group: (shared[group], -group))].append(place)
            continue
        for stem in words:
            by_stem.setdefault(stem, []).append(len(groups))
        groups.append([place])
        firsts.append(words)
    return groups


def _enough(shared: int, one: int, other: int) -> bool:
    all = one + other - shared
    return 2 * shared >= all and (shared > 1 or shared == all == 1)


def _stem(word: str) -> str:
    for end in _ENDS:
        left = word.removesuffix(end)
        if left == word or len(left) < _SHORTEST or (end == "s" and word.endswith("ss")):
            continue
        doubled = end in ("ing", "ings", "ed", "er", "ers") and left[-1] == left[-2] and left[-1] not in "aeiouls"
        return left[:-1] if doubled else left
    return word
