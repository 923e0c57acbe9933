"""The librarian: what it says is as new as the files, whoever changes them."""

import os
import queue
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pmfacil.clock import FrozenClock
from pmfacil.sessions.index import Index
from pmfacil.sessions.librarian import Found, Librarian
from pmfacil.sessions.library import Library
from tests.screens.library_room import put, review

TODAY = date(2026, 11, 18)
PATIENCE = 60.0
"""Seconds, for a machine that is slow."""


@contextmanager
def librarian(
    library: Library, pause: float
) -> Generator[tuple[Librarian, Callable[[Callable[[Found], bool]], Found]]]:
    """A librarian, and how to wait until it says something."""
    said: queue.Queue[Found] = queue.Queue()
    librarian = Librarian(library, said.put, lambda: TODAY, pause)

    def until(true: Callable[[Found], bool]) -> Found:
        while not true(found := said.get(timeout=PATIENCE)):
            pass
        return found

    try:
        yield librarian, until
    finally:
        librarian.end()


def whole(found: Found) -> bool:
    """Whether nothing is being read."""
    return found.every is not None and not found.to_read


def dated(library: Library, clock: FrozenClock, title: str, owner: str) -> None:
    """Put a review with a due action into the library, as another program does."""
    put(library, review(clock, title, severity="SEV1", actions=[("Alert", owner, date(2026, 11, 17))]), clock)


def test_what_another_program_changes_is_seen_without_being_asked(tmp_path: Path, clock: FrozenClock) -> None:
    library = Library(tmp_path / "library")
    dated(library, clock, "First", "Dana")
    with librarian(library, 0.02) as (_, until):
        assert until(whole).every == 1
        dated(library, clock, "Second", "Ravi")
        found = until(lambda found: whole(found) and found.every == 2)
        assert [action.owner for action in found.due] == ["Dana", "Ravi"]
        assert found.labels["owner"] == (("dana", 1), ("ravi", 1))
        library.entries()[0].path.unlink()
        found = until(lambda found: whole(found) and found.every == 1)
        assert len(found.due) == len(found.labels["owner"]) == 1


def test_what_is_due_agrees_with_the_list_when_another_program_has_read_the_files(
    tmp_path: Path, clock: FrozenClock
) -> None:
    library = Library(tmp_path / "library")
    dated(library, clock, "First", "Dana")
    with librarian(library, PATIENCE) as (one, until):
        until(whole)
        dated(library, clock, "Second", "Ravi")
        with Index(library) as index:
            index.refresh()
        one.ask("alert", 100)
        found = until(lambda found: found.typed == "alert")
        assert found.every == found.count == len(found.due) == len(found.labels["owner"]) == 2


def test_while_it_rests_it_looks_at_nothing_and_awake_it_looks_at_once(tmp_path: Path, clock: FrozenClock) -> None:
    library = Library(tmp_path / "library")
    with librarian(library, 0.001) as (one, until):
        until(whole)
        one.rest()
        dated(library, clock, "First", "Dana")
        one.ask("", 100)
        assert until(lambda _: True).every == 0
        one.wake()
        assert until(lambda found: whole(found) and found.every == 1).due


def test_what_keeps_the_library_from_being_read_is_said_once_until_somebody_asks(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("")
    told: list[Found] = []
    looks = threading.Semaphore(0)

    class Watched(Library):
        """Counts how often its folder is looked at."""

        def files(self) -> list[os.DirEntry[str]]:
            looks.release()
            return super().files()

    one = Librarian(Watched(folder), told.append, lambda: TODAY, 0.001)
    try:
        for _ in range(20):
            assert looks.acquire(timeout=PATIENCE)
        assert [bool(found.problem) for found in told] == [True]
        one.ask("pool", 10)
        for _ in range(20):
            assert looks.acquire(timeout=PATIENCE)
        assert 2 <= len(told) <= 3
    finally:
        one.end()


def test_the_first_letter_of_a_word_is_searched_too(tmp_path: Path, clock: FrozenClock) -> None:
    library = Library(tmp_path / "library")
    for title in ("Pool", "Index"):
        put(library, review(clock, f"{title} [/"), clock)
    with librarian(library, PATIENCE) as (one, until):
        until(whole)
        one.ask("po", 10)
        assert until(lambda found: found.typed == "po").count == 1
        one.ask("x", 10)
        assert until(lambda found: found.typed == "x").count == 0


def test_severities_are_offered_as_they_are_written(tmp_path: Path, clock: FrozenClock) -> None:
    library = Library(tmp_path / "library")
    for title, severity in (("First", "SEV1"), ("Second", "SEV1"), ("Third", "[red]Groß")):
        put(library, review(clock, title, severity=severity), clock)
    with librarian(library, PATIENCE) as (_, until):
        assert until(whole).labels["severity"] == (("SEV1", 2), ("[red]Groß", 1))


def test_what_is_found_before_anybody_asks_are_the_newest(tmp_path: Path, clock: FrozenClock) -> None:
    library = Library(tmp_path / "library")
    dated(library, clock, "First", "Dana")
    with librarian(library, 60) as (_, until):
        found = until(lambda found: bool(found.due))
        assert [hit.entry.title for hit in found.hits] == ["First"]
