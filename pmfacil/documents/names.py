"""Roles in place of names (P5)."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from pmfacil.review.people import EVERYDAY, NOBODY, NOT_FIRST, Person
from pmfacil.review.text import short

PARTICIPANT = "participant"
"""What somebody without a role is called in a list of roles."""
_SHORTEST_FIRST_NAME = 3
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
"""Letters of scripts that put no space between a name and what follows it."""
_WEB = r"https?://[!-~]+"


def stand_ins(people: Sequence[Person]) -> dict[str, str]:
    """What is written in place of each name, and of each first name that only one of the people has."""
    roles: dict[str, set[str]] = {}
    for person in people:
        if person.name and person.name.casefold() not in NOBODY:
            roles.setdefault(person.name, set()).add(short(person.role) or f"a {PARTICIPANT}")
    firsts = Counter(name.split()[0] for name in roles)
    for name in list(roles):
        first = name.split()[0]
        if firsts[first] == 1 and len(first) >= _SHORTEST_FIRST_NAME:
            roles.setdefault(first, roles[name])
    return {name: min(found) if len(found) == 1 else f"a {PARTICIPANT}" for name, found in roles.items()}


def hiding(people: Sequence[Person]) -> Callable[[str], str]:
    """What turns a text into one with roles for names: whole words in the same case, never inside a web address."""
    roles = stand_ins(people)
    if not roles:
        return lambda text: text
    names = "|".join(_whole(name) for name in sorted(roles, key=lambda name: (-len(name), name)))
    pattern = re.compile(f"{_WEB}|@?(?P<name>{names})")

    def hidden(text: str) -> str:
        if not any(name in text for name in roles):
            # As most texts are; the pattern takes ten times as long to see that.
            return text
        return pattern.sub(lambda found: roles[found["name"]] if found["name"] else found[0], text)

    return hidden


def _whole(name: str) -> str:
    if name in EVERYDAY:
        return f"{NOT_FIRST}(?<!\\w){re.escape(name)}(?!\\w)"
    begins = "" if len(name) > 1 and _UNSPACED.match(name[0]) else r"(?<!\w)"
    ends = "" if len(name) > 1 and _UNSPACED.match(name[-1]) else r"(?!\w)"
    return f"{begins}{re.escape(name)}{ends}"
