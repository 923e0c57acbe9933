from collections.abc import Sequence
from pathlib import Path

import pytest

from pmfacil.coach.patterns.facts import ReviewFacts, facts_of
from pmfacil.coach.patterns.seen import Seen, seen_before
from pmfacil.packs import read_squares
from pmfacil.review.review import Review
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.patterns import each, seen_in
from tests.coach.patterns.written import a_year, review_of


def facts(*reviews: Review) -> list[ReviewFacts]:
    return [facts_of(review, ()) for review in reviews]


def ids(found: Sequence[Seen]) -> list[str]:
    return [one.review.id for one in found]


NEW = review_of("new", "2026-06-01", tags=["dns"], factors=["The pool was exhausted"])


def test_more_telling_things_come_first_and_then_the_latest() -> None:
    others = facts(
        review_of("service", "2026-01-01"),
        review_of("later", "2026-02-01"),
        review_of("tag", "2026-01-02", services=["mail"], tags=["DNS"]),
        review_of("factor", "2026-01-03", services=["mail"], factors=["Exhausted pools"]),
        review_of("nothing", "2026-01-04", services=["mail"]),
    )
    found = seen_before(facts(NEW)[0], others)
    assert ids(found) == ["factor", "tag", "later", "service"]
    assert found[0].sentence() == "The same factor “The pool was exhausted”."
    assert found[1].sentence() == "The same tag dns."


def test_everything_that_is_shared_is_said_in_one_sentence() -> None:
    (one,) = seen_before(facts(NEW)[0], facts(review_of("x", "2026-01-01", tags=["dns"], lessons=["Look twice"])))
    assert one.sentence() == "The same tag dns and service checkout."
    assert one.lessons == ("Look twice",)


def test_neither_itself_nor_a_later_review_was_seen_before() -> None:
    assert not seen_before(facts(NEW)[0], facts(NEW, review_of("later", "2026-06-02")))


def test_at_most_a_few_are_named() -> None:
    many = facts(*(review_of(f"r{day}", f"2026-05-{day:02}") for day in range(1, 20)))
    assert ids(seen_before(facts(NEW)[0], many)) == ["r19", "r18", "r17", "r16", "r15"]


def library(folder: Path, *reviews: Review) -> Path:
    for review in reviews:
        LiveMeeting.create(Library(folder), review).close()
    return folder


def test_a_library_is_asked_and_restricted_reviews_stay_unnamed(tmp_path: Path) -> None:
    folder = library(tmp_path, NEW, *a_year())
    (folder / "2026-05-01-damaged-abcd2345.json").write_text('{"session": ')
    assert ids(seen_in(folder, NEW, read_squares())) == ["again", "pool"]


def test_a_library_with_nothing_else_in_it_leaves_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMFACIL_CACHE", str(tmp_path / "cache"))
    assert not seen_in(library(tmp_path / "one", NEW), NEW, read_squares())
    assert not (tmp_path / "cache").exists()


def test_looking_longer_than_there_is_time_gives_what_is_known(tmp_path: Path) -> None:
    assert seen_in(library(tmp_path, NEW, *a_year()), NEW, read_squares(), seconds=-1) == []


def test_an_index_that_is_damaged_while_it_is_read_is_one_sentence(tmp_path: Path) -> None:
    with Index(Library(library(tmp_path, NEW, *a_year()))) as index:
        index.refresh()
        index.database.execute("DROP TABLE facts")
        with pytest.raises(SessionError, match="damaged while it was read; the reviews are safe"):
            list(each(index, read_squares()))
