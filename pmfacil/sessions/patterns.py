"""The facts of all reviews of a library, for the patterns over them; remembered until a session changes."""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmfacil.coach.patterns.facts import ReviewFacts, facts_of
from pmfacil.coach.patterns.seen import Seen, seen_before
from pmfacil.coach.patterns.squares import Square
from pmfacil.documents.audience import Audience
from pmfacil.documents.voice import Voice
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.index import Index, readable
from pmfacil.sessions.library import Library
from pmfacil.sessions.schema import SCHEMA, schema_of, upgrade
from pmfacil.sessions.tables import Tables
from pmfacil.sessions.within import known_within

_VERSION = 1
"""To be raised whenever the facts become others."""


@dataclass(frozen=True)
class Known:
    """What a library tells of its reviews."""

    facts: Sequence[ReviewFacts]
    """Of each review once, newest first, with the id by which it is opened."""
    files: Mapping[str, Path]
    """The file of each, by that id."""
    withheld: int = 0
    """Restricted reviews, of which nothing is told."""
    unread: int = 0
    """Sessions that are whole and make no sense as a review."""


def known_facts(
    index: Index, squares: Sequence[Square], told: Callable[[int, int], None] = lambda done, all: None
) -> Known:
    """The facts of every review that can be read, without what is restricted, and with roles for names.

    Args:
        index: As of its last refresh.
        squares: Those of the card.
        told: Told how many of how many are done.

    Raises:
        SessionError: If the index was damaged meanwhile.
    """
    found: dict[str, ReviewFacts] = {}
    files: dict[str, Path] = {}
    every = withheld = read = 0

    def count(done: int, all: int) -> None:
        nonlocal every
        every = all
        told(done, all)

    for entry, facts in each(index, squares, count):
        read += 1
        withheld += facts is None
        # A copy of a review beside it did not happen a second time.
        if facts and entry.id not in found:
            found[entry.id] = {**facts, "id": entry.id}
            files[entry.id] = entry.path
    return Known(list(found.values()), files, withheld, every - read)


def each(
    index: Index, squares: Sequence[Square], told: Callable[[int, int], None] = lambda done, all: None
) -> Iterator[tuple[Entry, ReviewFacts | None]]:
    """The sessions with their facts, newest first; a review that is restricted has none.

    Raises:
        SessionError: If the index was damaged meanwhile.
    """
    pack = zlib.crc32(repr(squares).encode())
    with readable():
        (every,) = index.database.execute("SELECT count(*) FROM reviews WHERE NOT damaged").fetchone()
        made = index.facts(f"patterns-{_VERSION}-{pack:x}", lambda tables: _made(tables, squares))
        for done, (entry, facts) in enumerate(made, 1):
            told(done, every)
            yield entry, facts
        told(every, every)


def seen_in(folder: Path, review: Review, squares: Sequence[Square], seconds: float = 5.0) -> Sequence[Seen]:
    """The reviews of a library that this one reminds of; what takes longer is left to the next time.

    Raises:
        SessionError: If the library cannot be read.
    """
    found = known_within(seconds, Library(folder), lambda index: each(index, squares))
    return seen_before(facts_of(review, ()), [facts for _, facts in found if facts])


def shown_facts(review: Review, squares: Sequence[Square]) -> ReviewFacts | None:
    """The facts of a review as everybody may see them; nothing if that is nothing."""
    if review.incident.restricted:
        return None
    voice = Voice(review, Audience.SHAREABLE, None)
    return facts_of(voice.review, squares, voice.hide, review)


def read_review(tables: Tables) -> Review:
    """The review in tables of any age.

    Raises:
        ValueError: If they hold none.
    """
    newer = schema_of(tables) > SCHEMA
    return from_tables(upgrade(tables), newer=newer)[0]


def _made(tables: Tables, squares: Sequence[Square]) -> Any:
    return shown_facts(read_review(tables), squares)
