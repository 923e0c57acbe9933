"""Whom or what a typed name means, among the names that the review knows."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from pmfacil.capture.reading import Unclear
from pmfacil.review.fishbone import Category
from pmfacil.review.layers import Layer
from pmfacil.review.people import NOBODY, Person
from pmfacil.review.text import same_name, short, slug
from pmfacil.review.whys import Why

_JOINS = "-_.'’\u200c\u200d"
Named = TypeVar("Named", Category, Layer)


def find_person(name: str, people: Sequence[Person]) -> str | None:
    """The full name of the one person meant by a name, a first name or a slug, or `None` if it is nobody known.

    Raises:
        Unclear: If several people could be meant.
    """
    wanted = name.casefold()
    ways: tuple[Callable[[str], bool], ...] = (
        lambda known: known == name,
        lambda known: known.casefold() == wanted,
        lambda known: slug(known) == wanted,
        lambda known: known.casefold().split()[:1] == [wanted],
    )
    names = sorted({person.name for person in people})
    # The nearest way to name somebody wins: “Sam” is Sam, even beside a Sam Lee.
    for way in ways:
        if found := [known for known in names if way(known)]:
            return _only(name, found)
    return None


def find_why(number: str, whys: Sequence[Why]) -> Why | None:
    """The why with this number, or `None`."""
    return next((why for why in whys if why.number == number.lower()), None)


def find_named(name: str, parts: Sequence[Named]) -> Named | None:
    """The one category or layer with this name, or whose name begins like this; `None` if there is none.

    Raises:
        Unclear: If several begin like this.
    """
    wanted = slug(name)
    same = next((part for part in parts if same_name(part.text, name)), None)
    if same or not wanted:
        return same
    found = {part.text: part for part in parts if slug(part.text).startswith(wanted)}
    only = _only(name, list(found))
    return found[only] if only is not None else None


def clean_name(name: str) -> bool:
    """Whether an unknown name looks like one: letters, and inside it what names are joined with."""
    lettered = [unicodedata.category(sign)[0] in "LMN" for sign in name]
    joined = (good or sign in _JOINS for good, sign in zip(lettered, name, strict=True))
    return bool(name) and lettered[0] and lettered[-1] and all(joined) and name.casefold() not in NOBODY


def _only(name: str, found: Sequence[str]) -> str | None:
    if len(found) > 1:
        raise Unclear(f"“{short(name, 40)}” could be {' or '.join(short(one, 40) for one in found[:3])}")
    return found[0] if found else None
