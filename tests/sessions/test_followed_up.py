from datetime import date
from typing import Any

from pmfacil.sessions.entry import read_entry
from pmfacil.sessions.followed_up import FollowedAction, Kept, followed_actions, kept_of_tables
from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library
from pmfacil.sessions.session_file import create_session
from pmfacil.sessions.tables import Tables


def step(status: str, at: str, **more: Any) -> dict[str, Any]:
    return {"status": status, "at": at, **more}


def kept(tables: Tables, **fields: Any) -> Kept:
    """What is remembered of the first action with these fields."""
    tables["actions"]["a1"].update(fields)
    return Kept(**kept_of_tables(tables)[0])


def test_commitments_are_remembered_by_number_and_ideas_are_not(tables: Tables) -> None:
    tables["actions"]["a4"]["number"] = 10
    assert [one["label"] for one in kept_of_tables(tables)] == ["A1", "A2", "A10"]


def test_done_is_the_day_since_which_it_is_done_in_the_zone_of_the_review(tables: Tables) -> None:
    history = [
        step("done", "2026-11-20T10:00:00Z", link="https://example.org/1"),
        step("in progress", "2026-11-21T10:00:00Z"),
        step("done", "2026-11-22T23:30:00Z", note="after all"),
        step("verified", "2026-11-30T10:00:00Z"),
    ]
    one = kept(tables, status="verified", history=history)
    assert (one.done, one.closed) == ("2026-11-23", "2026-11-23")
    assert (one.link, one.because) == ("https://example.org/1", "after all")


def test_what_is_open_again_is_neither_done_nor_closed(tables: Tables) -> None:
    history = [step("done", "2026-11-20T10:00:00Z"), step("open", "2026-11-21T10:00:00Z")]
    assert (kept(tables, history=history).done, kept(tables, history=history).closed) == ("", "")


def test_dropped_is_closed_and_not_done(tables: Tables) -> None:
    one = kept(tables, status="dropped", history=[step("dropped", "2026-11-20T10:00:00Z")])
    assert (one.done, one.closed) == ("", "2026-11-20")


def test_the_first_date_is_the_one_before_it_was_moved(tables: Tables) -> None:
    history = [
        step("open", "2026-11-20T10:00:00Z", due="2026-11-24", was=None),
        step("open", "2026-11-21T10:00:00Z", due="2026-11-28", was="2026-11-24"),
        step("open", "2026-11-22T10:00:00Z", due="2026-12-01", was="2026-11-28"),
    ]
    one = kept(tables, history=history)
    assert (one.first_due, one.due) == ("2026-11-24", "2026-12-01")
    assert kept(tables, history=[]).first_due == "2026-12-01"


def test_what_is_due_comes_before_what_is_not_and_closed_ones_come_last(library: Library, tables: Tables) -> None:
    create_session(library, tables).close()
    with Index(library) as index:
        index.refresh()
        found = followed_actions(index)
        again = followed_actions(index)
    assert [one.kept.label for one in found] == ["A1", "A3", "A2"]
    assert found == again
    assert found[0].due == date(2026, 12, 1)


def test_a_commitment_counts_with_its_days(library: Library, tables: Tables) -> None:
    file = create_session(library, tables)
    file.close()
    entry = read_entry(file.path)
    assert entry
    counted = FollowedAction(kept(tables, made="2026-11-19T23:30:00Z"), entry).commitment()
    assert (counted.made, counted.due, counted.done) == (date(2026, 11, 20), date(2026, 12, 1), None)
