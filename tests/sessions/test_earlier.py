import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmfacil.review.actions import Action, Progress
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add, SetProgress
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.review.tables import to_tables
from pmfacil.sessions.earlier import earlier_actions
from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library
from pmfacil.sessions.schema import SCHEMA
from pmfacil.sessions.session_file import create_session

NOW = datetime(2026, 11, 18, 10, 2, tzinfo=UTC)


def review_of(title: str, *services: str, restricted: bool = False) -> Review:
    return new_review(Incident(title=title, services=services, restricted=restricted), NOW)


def kept(folder: Path, review: Review) -> None:
    create_session(Library(folder), to_tables(review, SCHEMA)).close()


def test_open_actions_of_the_same_service_come_with_the_most_urgent_first(tmp_path: Path):
    earlier = review_of("Checkout was slow", "Checkout")
    late = Action(text="Alert on pool use", number=0, owner="Dana", due=date(2026, 11, 1))
    done = Action(text="Raise the limit", number=0)
    for action in (Action(text="Draw the map", number=0), late, done, Action(text="A mere idea")):
        earlier = Add(part=action).apply(earlier)
    kept(tmp_path, SetProgress(id=done.id, status=Progress.DONE).apply(earlier))
    now = review_of("Checkout is down", "checkout", "payments")
    kept(tmp_path, now)
    found = earlier_actions(tmp_path, now)
    assert [(action.label, action.text) for action in found] == [("A2", "Alert on pool use"), ("A1", "Draw the map")]
    assert (found[0].owner, found[0].due, found[0].review) == ("Dana", date(2026, 11, 1), "Checkout was slow")


def test_other_services_restricted_reviews_and_damaged_files_stay_out(tmp_path: Path):
    for review in (review_of("Mail was late", "mail"), review_of("A leak", "checkout", restricted=True)):
        kept(tmp_path, Add(part=Action(text="Do it", number=0)).apply(review))
    (tmp_path / "2026-11-01-broken-abcdefgh.json").write_text("{")
    assert earlier_actions(tmp_path, review_of("Checkout is down", "checkout")) == []


def test_a_review_is_not_earlier_than_itself(tmp_path: Path):
    review = Add(part=Action(text="Do it", number=0)).apply(review_of("Checkout is down", "checkout"))
    kept(tmp_path, review)
    kept(tmp_path, review_of("Mail was late", "mail"))
    assert earlier_actions(tmp_path, review) == []
    assert len(earlier_actions(tmp_path, review_of("Checkout is down again", "checkout"))) == 1


def test_a_file_is_read_again_only_when_it_changes(tmp_path: Path) -> None:
    earlier = Add(part=Action(text="Draw the map", number=0)).apply(review_of("Checkout was slow", "checkout"))
    now = review_of("Checkout is down", "checkout")
    for review in (earlier, now):
        kept(tmp_path, review)
    assert [action.text for action in earlier_actions(tmp_path, now)] == ["Draw the map"]
    file = next(tmp_path.glob("*slow*.json"))
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Draw the map", b"Draw the web"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [action.text for action in earlier_actions(tmp_path, now)] == ["Draw the map"]
    file.touch()
    assert [action.text for action in earlier_actions(tmp_path, now)] == ["Draw the web"]


def test_looking_longer_than_there_is_time_gives_what_is_known(tmp_path: Path) -> None:
    earlier = Add(part=Action(text="Draw the map", number=0)).apply(review_of("Checkout was slow", "checkout"))
    now = review_of("Checkout is down", "checkout")
    for review in (earlier, now):
        kept(tmp_path, review)
    assert earlier_actions(tmp_path, now, seconds=-1) == []


def test_a_library_with_nothing_else_in_it_leaves_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMFACIL_CACHE", str(tmp_path / "cache"))
    now = review_of("Checkout is down", "checkout")
    kept(tmp_path / "one", now)
    assert earlier_actions(tmp_path / "one", now) == []
    assert not (tmp_path / "cache").exists()


def test_an_index_that_was_damaged_is_made_anew(tmp_path: Path) -> None:
    earlier = Add(part=Action(text="Draw the map", number=0)).apply(review_of("Checkout was slow", "checkout"))
    now = review_of("Checkout is down", "checkout")
    for review in (earlier, now):
        kept(tmp_path, review)
    assert len(earlier_actions(tmp_path, now)) == 1
    Index.path_of(Library(tmp_path)).write_bytes(b"no database")
    assert len(earlier_actions(tmp_path, now)) == 1
