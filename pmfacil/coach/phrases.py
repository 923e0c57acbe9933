"""Phrases: what a facilitator can say when the talk needs another direction (P4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from pmfacil.coach.thing import thing_of
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.text import clean_text, short

MOST_WORDS = 25
"""What can be said in one breath."""
MOST_CHARACTERS = 240
MOST_IN_LABEL = 30
KEPT_FREE = {"y": "copies", "/": "searches"}
"""Keys that no moment can have, and what they do."""

Problem = tuple[tuple[str, ...], str]
"""What is wrong in a pack: the keys that lead there (those of a kind are counted from 0), and one sentence."""

_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_SLOT = re.compile(r"\{thing\}")


@dataclass(frozen=True)
class Moment:
    """A kind of moment, told by what its phrases do and never by what somebody did."""

    id: str
    letter: str
    label: str


@dataclass(frozen=True)
class Phrase:
    """One sentence to say aloud; `{thing}` in it stands for what is in hand."""

    id: str
    moment: str
    text: str


@dataclass(frozen=True)
class Phrases:
    """All phrases by their moments, and how often each was used."""

    moments: tuple[Moment, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    used: Mapping[str, int] = field(default_factory=dict[str, int])
    """How often, by the id of the phrase."""

    def of(self, moment: str) -> tuple[Phrase, ...]:
        """The phrases of a moment, those most used first."""
        found = [phrase for phrase in self.phrases if phrase.moment == moment]
        return tuple(sorted(found, key=lambda phrase: -self.used.get(phrase.id, 0)))

    def at(self, letter: str) -> Moment | None:
        """The moment that has a letter."""
        return next((moment for moment in self.moments if moment.letter == letter), None)

    def with_use(self, phrase: str) -> "Phrases":
        """The same after a phrase was used once more."""
        return replace(self, used={**self.used, phrase: self.used.get(phrase, 0) + 1})


def fill(text: str, part: Part | None, review: Review) -> str:
    """The sentence with the thing in hand in its place."""
    thing = thing_of(part, review)
    said = _SLOT.sub(lambda _: thing, text)
    return re.sub(r"(^|[.?!] )([a-z])", lambda found: found[1] + found[2].upper(), said)


def phrases_of(data: Mapping[str, Any], base: Phrases | None = None) -> tuple[Phrases, list[Problem]]:
    """The phrases of a pack, and what is wrong in it; they add to those of `base` or stand in for them by id."""
    base = base or Phrases()
    problems: list[Problem] = [
        ((key,), f"A pack of phrases has [[moment]] and [[phrase]], but not {_said(key)}; it is left out.")
        for key in data
        if key not in ("moment", "phrase")
    ]
    moments = {moment.id: moment for moment in base.moments}
    seen: set[str] = set()
    for keys, table in _tables(data, "moment", problems):
        try:
            given = _given(table, "moment", ("id", "letter", "label"), seen)
            moments[given["id"]] = _moment(given, [m for m in moments.values() if m.id != given["id"]])
        except _Bad as bad:
            problems.append(((*keys, *bad.keys), str(bad)))
    own: dict[str, Phrase] = {}
    seen = set()
    for keys, table in _tables(data, "phrase", problems):
        try:
            given = _given(table, "phrase", ("id", "moment", "text"), seen)
            own[given["id"]] = _phrase(given, moments)
        except _Bad as bad:
            problems.append(((*keys, *bad.keys), str(bad)))
    kept = tuple(own.pop(phrase.id, phrase) for phrase in base.phrases)
    # Who writes a phrase wants to see it first, until use says otherwise.
    return replace(base, moments=tuple(moments.values()), phrases=(*own.values(), *kept)), problems


class _Bad(Exception):
    """Why something in a pack is left out; `keys` lead to it."""

    def __init__(self, sentence: str, *keys: str) -> None:
        super().__init__(f"{sentence}; it is left out.")
        self.keys = keys


def _tables(data: Mapping[str, Any], name: str, problems: list[Problem]) -> list[tuple[tuple[str, str], Any]]:
    given: Any = data.get(name, [])
    if not isinstance(given, list):
        problems.append(((name,), f"Each {name} is written below a line [[{name}]]; this one is left out."))
        return []
    return [((name, str(place)), table) for place, table in enumerate(cast(list[Any], given))]


def _given(table: Any, kind: str, needed: tuple[str, ...], seen: set[str]) -> dict[str, str]:
    """The words of one table, if all are there and clean."""
    if not isinstance(table, dict):
        raise _Bad(f"A {kind} is written below a line [[{kind}]]")
    given = cast(dict[str, Any], table)
    called = f"The {kind} {_said(given['id'])}" if isinstance(given.get("id"), str) else f"A {kind} without an id"
    for key, value in given.items():
        if key not in needed:
            raise _Bad(f"{called} has {_said(key)}, which a {kind} does not have", key)
        if not isinstance(value, str):
            raise _Bad(f"The {key} of a {kind} must be words in quotation marks", key)
    words = {key: " ".join(clean_text(given.get(key, "")[: 4 * MOST_CHARACTERS]).split()) for key in needed}
    for key in needed:
        if not words[key]:
            raise _Bad(f"{called} has no {key}", *([key] if key in given else []))
    if not _ID.fullmatch(words["id"]) or len(words["id"]) > 40:
        raise _Bad(f"{called} needs an id of at most 40 small letters, digits, dots and hyphens", "id")
    if words["id"] in seen:
        raise _Bad(f"{called} is here twice, and the first one is used", "id")
    seen.add(words["id"])
    return words


def _moment(given: Mapping[str, str], others: list[Moment]) -> Moment:
    moment = Moment(**given)
    called = f"The moment {_said(moment.id)}"
    letter = moment.letter
    if letter in KEPT_FREE:
        raise _Bad(f"{called} cannot have the letter {letter}, which {KEPT_FREE[letter]}", "letter")
    if len(letter) != 1 or not letter.isalpha() or letter != letter.lower():
        raise _Bad(f"{called} needs one small letter, not {_said(letter)}", "letter")
    for other in others:
        if other.letter == letter:
            raise _Bad(f"{called} cannot have the letter {letter}, which {_said(other.label)} has", "letter")
    if len(moment.label) > MOST_IN_LABEL:
        raise _Bad(f"The label of the moment {_said(moment.id)} is longer than {MOST_IN_LABEL} characters", "label")
    return moment


def _phrase(given: Mapping[str, str], moments: Mapping[str, Moment]) -> Phrase:
    phrase = Phrase(**given)
    called = f"The phrase {_said(phrase.id)}"
    if phrase.moment not in moments:
        raise _Bad(f"{called} belongs to {_said(phrase.moment)}, and there is no such moment", "moment")
    if len(phrase.text.split()) > MOST_WORDS or len(phrase.text) > MOST_CHARACTERS:
        raise _Bad(f"{called} is longer than {MOST_WORDS} words, more than one breath", "text")
    if odd := re.search(r"\{[^{}]*\}?|\}", _SLOT.sub("", phrase.text)):
        raise _Bad(f"{called} has {_said(odd[0])}, and only {{thing}} can be filled in", "text")
    return phrase


def _said(text: str) -> str:
    return f"“{short(clean_text(text[:200]), 40)}”"
