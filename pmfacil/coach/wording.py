"""What there is to say of how a sentence speaks of people (P1, P4, P5, P42, P43)."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pmfacil.coach.hints import Hint
from pmfacil.coach.rules import LOOKED_AT, Rules

BLAME = frozenset(
    ("person", "team", "hindsight", "carelessness", "human-error", "failed-to", "be-careful", "minimising")
)
"""The categories that turn the talk from the system to people; the others are about precision."""
MOST_PEOPLE = 500

_SHORTEST = 3


def wording_hints(rules: Rules, text: str, people: Sequence[str] = ()) -> tuple[Hint, ...]:
    """What there is to say of a text, at most one thing of each category, as they stand in it.

    Args:
        rules: Those of wording.
        text: What someone wrote; only its beginning is looked at if it is very long.
        people: Names that are known; nobody else is taken for a person because of a capital letter.
    """
    hints = rules.hints(text)
    if not people or any(hint.category == "name" for hint in hints):
        return hints
    name = next((rule for rule in rules.rules if rule.category == "name"), None)
    if name is None:
        return hints
    known = _any_of(tuple(people[:MOST_PEOPLE]))
    found = known.search(text[:LOOKED_AT]) if known else None
    return tuple(sorted((*hints, name.hint(*found.span())), key=lambda hint: hint.span)) if found else hints


@lru_cache(8)
def _any_of(people: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of the names, whole or one word of it, as they are written."""
    words = {word for person in people for word in person.split() if len(word) >= _SHORTEST and word[0].isupper()}
    names = {" ".join(person.split()) for person in people if len(person.split()) > 1} | words
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if names else None
