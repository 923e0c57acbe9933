"""Roles in place of names (P5)."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from pmfacil.review.people import EVERYDAY, NOBODY, NOT_FIRST, Person
from pmfacil.review.text import short

PARTICIPANT = "participant"
"""What somebody without a role is called in a list of roles."""
_SHORTEST_FIRST_NAME = 3
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
"""Letters of scripts that put no space between a name and what follows it."""
_WEB = r"https?://[!-~]+"
_LETTER = r"[^\W_]"
_PIECE = f"{_LETTER}+"
_BEGINS = f"(?<!{_LETTER})(?<!{_LETTER}[-_.@])"
"""Where a word begins, with all that is joined to it."""
_BELONGING = re.compile(r"(?:-[a-z]+)+")
"""What is said of a person, as in `Dana-led`."""


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


def hiding(people: Sequence[Person], handles: Collection[str] = ()) -> Callable[[str], str]:
    """What turns a text into one with roles for names: whole words in the same case, never inside a web address.

    A name in a longer word, such as `support-dana`, goes with all of it if that is somebody's handle, else it stays.

    Args:
        people: Those who are not named.
        handles: Words that are known to be handles of people.
    """
    roles = stand_ins(people)
    if not roles:
        return lambda text: text
    longest_first = sorted(roles, key=lambda name: (-len(name), name))
    unspaced = "".join(f"|@?{name}" for name in _runs(longest_first))
    words = "|".join(f"{NOT_FIRST if name in EVERYDAY else ''}{re.escape(name)}" for name in longest_first)
    pattern = re.compile(
        f"{_WEB}{unspaced}|(?P<sign>@?){_BEGINS}(?P<before>(?:{_PIECE}[-_.@])*)"
        f"(?P<name>{words})(?!{_LETTER})(?P<after>(?:[-_.@]{_PIECE})*)"
    )
    known = {handle.casefold() for handle in handles}

    def replaced(found: re.Match[str]) -> str:
        name = found["name"]
        if not name:
            return roles.get(found[0].removeprefix("@"), found[0])
        before, after, role = found["before"], found["after"], roles[name]
        if not any(map(str.isalpha, before)):
            # A number or a time that was written without a space.
            if not after:
                return f"{before}{role}"
            if not name[0].islower() and _BELONGING.fullmatch(after):
                return f"{before}{role}{after}"
        capital = name[0].isupper() and name not in EVERYDAY
        if found["sign"] or capital or "@" in after or f"{before}{name}{after}".casefold() in known:
            return role
        return found[0]

    def hidden(text: str) -> str:
        if not any(name in text for name in roles):
            # As most texts are; the pattern takes ten times as long to see that.
            return text
        return pattern.sub(replaced, text)

    return hidden


def _runs(names: Sequence[str]) -> list[str]:
    """Expressions for names that stand in a text without a space before or behind them."""
    found: list[str] = []
    for name in names:
        begins, ends = (_UNSPACED.match(sign) is not None for sign in (name[0], name[-1]))
        if len(name) > 1 and (begins or ends):
            found.append(f"{'' if begins else _BEGINS}{re.escape(name)}{'' if ends else f'(?!{_LETTER})'}")
    return found
