"""What tab offers while a line is typed."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from pmfacil.capture.boards import STATES
from pmfacil.capture.letters import LETTERS
from pmfacil.capture.names import find_person
from pmfacil.capture.reading import Place, Unclear
from pmfacil.review.actions import ActionType, Priority
from pmfacil.review.fishbone import Category
from pmfacil.review.layers import Layer
from pmfacil.review.review import Review
from pmfacil.review.text import slug
from pmfacil.review.timeline import EventKind
from pmfacil.review.whys import said_order

_DATES = ("today", "tomorrow", "fri", "next mon", "1w", "2w", "4w", "eom")


def word_start(line: str, cursor: int) -> int:
    """Where the word before the cursor begins."""
    typed = line[: max(cursor, 0)]
    return next((place + 1 for place in range(len(typed) - 1, -1, -1) if typed[place].isspace()), 0)


def complete(line: str, cursor: int, review: Review, place: Place) -> list[str]:
    """What may stand in place of the word before the cursor, which reaches from `word_start` to the cursor."""
    start = word_start(line, cursor)
    word, before = line[start : max(cursor, 0)], line[:start].split()
    if not before:
        return list(LETTERS) if not word else []
    letter, *others = before
    if letter not in LETTERS:
        return []
    if word.startswith("@"):
        offers = _people(word[1:], review) if letter in "ai" else []
    else:
        typed = word.casefold()
        offers = [o for o in _offers(letter, others, word, review, place) if o.casefold().startswith(typed)]
    return [offer for offer in dict.fromkeys(offers) if offer != word]


def _offers(letter: str, others: list[str], word: str, review: Review, place: Place) -> Iterator[str]:
    """Whatever could stand there; nothing while nothing is typed, except where only a few words make sense."""
    match letter:
        case "f" if not others:
            yield from (f"{name}:" for name in _slugs(review.categories))
        case "o" if not others:
            yield from _slugs(review.layers)
        case "o" if ":" not in " ".join(others):
            yield from STATES
        case "a" | "i" if word:
            yield from (*Priority, *(f"~{kind}" for kind in ActionType), *(f"by:{date}" for date in _DATES), "check:")
            yield from (lesson.label() for lesson in review.lessons)
            yield from _numbers(review, place)
            yield from (f"#{name}" for name in _slugs(review.layers))
        case "t" if word:
            yield from (*(f"~{kind}" for kind in EventKind), "from:")
        case "w" if not others:
            yield from _numbers(review, place)
        case "w" if word:
            yield "from:"
        case _:
            return


def _numbers(review: Review, place: Place) -> Iterator[str]:
    # The selected one first: it is what people are talking about.
    yield from (f"#{why.number}" for why in review.whys if why.id == place.why)
    yield from (f"#{why.number}" for why in said_order(review.whys))


def _slugs(parts: Sequence[Category | Layer]) -> list[str]:
    return [name for part in parts if (name := slug(part.text))]


def _people(typed: str, review: Review) -> list[str]:
    wanted = f"-{slug(typed)}"
    return [at for person in review.people if wanted in f"-{slug(person.name)}" and (at := _at(person.name, review))]


def _at(name: str, review: Review) -> str:
    """The shortest way to name somebody that is read as nobody else; empty if there is none."""
    for way in filter(None, (*name.split()[:1], slug(name))):
        with suppress(Unclear):
            if '"' not in way and find_person(way, review.people) == name:
                return f"@{way}"
    return "" if '"' in name else f'@"{name}"'
