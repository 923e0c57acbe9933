"""Words as the rules compare them; everything here is cached by text."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


LOOKED_AT = 20_000
"""The most characters of a text that are looked at."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY = words_of(
    """
    a about after again all also an and any are as at be because been before but by can could did do does for from
    had has have he her his how i if in into is it its more most no not of off on one only or our out she should
    so some than that the their them then there these they this those to too up us very was we were what when
    where which while who why will with without would you your made make makes possible happened happen happens
    """
)
"""Words that say nothing about what a sentence is about."""
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ied", "ies", "ers", "er", "ed", "es", "ly", "s")
_TEAM = re.compile(
    r"\b(teams?|squads?|groups?|guilds?|tribes?|crews?|departments?|dept|ops|devops|sre|sres|dbas?|infra|platform|"
    r"backend|frontend|engineering|security|support|on-?call|everyone|everybody|all|we|us|nobody|someone|somebody|tbd|"
    r"tba|unknown|engineers?|developers?|developer|management|leads?|vendor)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\s(?:and|und|et|or)\s|[,;/&+]|\band\b", re.IGNORECASE)


@lru_cache(maxsize=4_096)
def plain(text: str) -> tuple[str, ...]:
    """The words of a text, all in lower case."""
    return tuple(_WORD.findall(text[:LOOKED_AT].casefold()))


@lru_cache(maxsize=4_096)
def telling(text: str) -> frozenset[str]:
    """The words that say what a text is about, without their endings."""
    return frozenset(_stem(word) for word in plain(text) if word not in _EMPTY)


def alike(one: str, other: str) -> bool:
    """Whether two texts say nearly the same in nearly the same words."""
    first, second = telling(one), telling(other)
    if not first or not second:
        return plain(one) == plain(other)
    shared, least = len(first & second), min(len(first), len(second))
    return first == second or (least >= 3 and shared >= 0.75 * least and shared >= 0.6 * max(len(first), len(second)))


def shares(text: str, others: Iterable[str], words: int = 2) -> bool:
    """Whether a text has several telling words of one of the others, or all of a short one."""
    said = telling(text)
    return any(other and len(said & other) >= min(words, len(other)) for other in map(telling, others))


def one_person(owner: str) -> bool:
    """Whether an owner can be one person: neither a team, nor a role of many, nor several people (P62, P63)."""
    return bool(owner) and not _TEAM.search(owner) and not _SEVERAL.search(owner)


def listed(names: Sequence[str], most: int = 4) -> str:
    """Names as they are said: `A1, A3 and A4`, or `A1, A3, A4, A5 and 3 more`."""
    shown = [*names[:most], f"{len(names) - most} more"] if len(names) > most + 1 else list(names)
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def counted(things: Sequence[object], one: str, many: str) -> str:
    """How many there are: `1 hole has`, `2 holes have`."""
    return f"{len(things)} {one if len(things) == 1 else many}"


def verb(things: Sequence[object], one: str, many: str) -> str:
    """The verb that fits one or many."""
    return one if len(things) == 1 else many


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
