import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add, Edit
from pmfacil.review.incident import Incident
from pmfacil.review.whys import Why
from pmfacil.sessions.index import Index, index_folder
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.tables import Tables

Make = Callable[..., Path]
DAY = datetime(2026, 11, 18, 9, 2, tzinfo=UTC)


@pytest.fixture
def make(library: Library) -> Make:
    """Makes a session with these fields of its incident, and gives its file."""

    def make(title: str, *edits: Edit, start: datetime = DAY, **fields: Any) -> Path:
        meeting = LiveMeeting.create(library, new_review(Incident(title=title, start=start, **fields), DAY))
        for edit in edits:
            meeting.apply(edit)
        assert meeting.close()
        return meeting.file.path

    return make


@pytest.fixture
def fresh(library: Library) -> Callable[[], Index]:
    """Opens the index anew, as another program would, and has it look at the files."""

    def fresh() -> Index:
        index = Index(library)
        index.refresh()
        return index

    return fresh


def titles(index: Index) -> list[str]:
    with index:
        return [entry.title for entry in index.entries()]


def test_it_lists_what_the_library_lists(library: Library, make: Make, fresh: Callable[[], Index]) -> None:
    make("One", severity="SEV2", services=("checkout", "pool"))
    make("Two", start=datetime(2025, 1, 2, tzinfo=UTC), restricted=True)
    library.folder.joinpath("2026-01-02-broken-k3f9x2ab.json").write_text('{"incident": {')
    library.folder.joinpath("notes.json").write_text("[1, 2]")
    with fresh() as index:
        assert index.entries() == library.entries()
        assert [entry.damaged for entry in index.entries()] == [False, True, False]
        assert index.entries(1) == library.entries()[:1]


def test_the_newest_day_comes_first(make: Make, fresh: Callable[[], Index]) -> None:
    for year in (2024, 2026, 2025):
        make(f"In {year}", start=datetime(year, 5, 5, tzinfo=UTC))
    assert titles(fresh()) == ["In 2026", "In 2025", "In 2024"]


def test_a_changed_a_new_and_a_removed_file_are_seen(library: Library, make: Make, fresh: Callable[[], Index]) -> None:
    old, gone = make("Old"), make("Gone")
    assert sorted(titles(fresh())) == ["Gone", "Old"]
    old.write_text(old.read_text().replace('"Old"', '"Changed"'))
    gone.unlink()
    make("New")
    assert sorted(titles(fresh())) == ["Changed", "New"]


def test_one_changed_file_costs_one_file(
    make: Make, fresh: Callable[[], Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [make(f"Number {number}") for number in range(5)]
    fresh().database.close()
    read: list[Path] = []
    real = Index._read

    def counted(self: Index, name: str) -> None:
        read.append(Path(name))
        real(self, name)

    monkeypatch.setattr(Index, "_read", counted)
    paths[3].write_text(paths[3].read_text().replace("Number 3", "Number three"))
    fresh().database.close()
    assert [path.name for path in read] == [paths[3].name]


def test_progress_is_told(make: Make, library: Library) -> None:
    for number in range(3):
        make(f"Number {number}")
    told: list[tuple[int, int]] = []

    def tell(done: int, every: int) -> None:
        told.append((done, every))

    with Index(library) as index:
        index.refresh(tell)
        assert told == [(0, 3), (3, 3)]
        told.clear()
        index.refresh(tell)
        assert told == []


def test_half_a_sign_is_no_obstacle(make: Make, fresh: Callable[[], Index]) -> None:
    path = make("One")
    path.write_text(path.read_text().replace('"One"', '"One \\ud800"'))
    assert len(titles(fresh())) == 1


def test_nobody_else_can_read_it(make: Make, fresh: Callable[[], Index]) -> None:
    make("One")
    fresh().database.close()
    (file,) = index_folder().iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "damage",
    [b"", b"no database at all" * 99, None, "cut", "old", "middle"],
    ids=["empty", "text", "gone", "cut", "old", "middle"],
)
def test_damage_changes_nothing_but_time(make: Make, fresh: Callable[[], Index], damage: object) -> None:
    for number in range(6):
        make(f"Number {number}", Add(part=Why(text="The pool was exhausted " * 80)))
    before = titles(fresh())
    (file,) = index_folder().iterdir()
    content = file.read_bytes()
    if isinstance(damage, bytes):
        file.write_bytes(damage)
    elif damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "middle":
        file.write_bytes(content[:4096] + b"\xff" * (len(content) - 8192) + content[-4096:])
    elif damage == "old":
        with sqlite3.connect(file) as database:
            database.execute("PRAGMA user_version = 0")
    else:
        file.unlink()
    assert titles(fresh()) == before


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_place_that_cannot_be_used_is_done_without(make: Make, library: Library, tmp_path: Path) -> None:
    make("One")
    own = tmp_path / "own"
    own.write_bytes(b"mine")
    with Index(library) as index:
        path = index._path
    path.unlink()
    path.symlink_to(own)
    with Index(library) as index:
        index.refresh()
        assert [entry.title for entry in index.entries()] == ["One"]
    assert own.read_bytes() == b"mine"


def test_two_programs_may_read_and_refresh_at_once(make: Make, library: Library) -> None:
    make("One")
    with Index(library) as first, Index(library) as second:
        first.refresh()
        second.refresh()
        make("Two")
        second.refresh()
        first.refresh()
        assert first.entries() == second.entries()
        assert len(first.entries()) == 2


def test_facts_are_made_once_for_each_version_of_a_file(make: Make, fresh: Callable[[], Index]) -> None:
    one, _ = make("One"), make("Two")
    made: list[str] = []

    def title(tables: Tables) -> str:
        made.append(tables["incident"]["incident"]["title"])
        return made[-1]

    def facts() -> Iterator[tuple[str, str]]:
        with fresh() as index:
            yield from ((entry.title, fact) for entry, fact in index.facts("title", title))

    assert sorted(facts()) == [("One", "One"), ("Two", "Two")]
    one.write_text(one.read_text().replace('"One"', '"Once"'))
    assert sorted(facts()) == [("Once", "Once"), ("Two", "Two")]
    assert sorted(made) == ["Once", "One", "Two"]


def test_facts_that_cannot_be_made_leave_one_session_out(make: Make, fresh: Callable[[], Index]) -> None:
    make("One")
    make("Two")

    def picky(tables: Tables) -> str:
        if tables["incident"]["incident"]["title"] == "One":
            raise ValueError
        return "good"

    with fresh() as index:
        assert [(entry.title, fact) for entry, fact in index.facts("picky", picky)] == [("Two", "good")]
