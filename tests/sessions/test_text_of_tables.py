"""What is written before an edit and stays as it was is not written anew, and nobody can tell."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from pmfacil.review.edit import Add, Change, Remove
from pmfacil.review.notes import Note
from pmfacil.review.tables import to_tables
from pmfacil.sessions.tables import dumps
from tests.hostile import hostile_review

NOW = datetime(2026, 11, 18, 14, tzinfo=UTC)


def written_at_once(tables: Mapping[str, Any]) -> bytes:
    text = json.dumps(tables, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    return f"{text}\n".encode(errors="backslashreplace")


def test_after_every_edit_the_file_is_as_if_written_at_once() -> None:
    review = hostile_review(NOW)
    tables = to_tables(review, 1)
    assert dumps(tables) == written_at_once(tables)
    edits = (
        Change(id=review.whys[3].id, changes={"text": "other words"}),
        Add(part=Note(text="a note\ud800")),
        Remove(id=review.events[5].id),
        Remove(id=review.whys[0].id),
        Change(id="incident", changes={"title": "“x”: [/]"}),
    )
    for edit in edits:
        changed = edit.apply(review)
        tables = to_tables(changed, 1, (review, tables))
        assert dumps(tables) == written_at_once(tables) == written_at_once(to_tables(changed, 1))
        review = changed


ODD: list[dict[str, Any]] = [
    {},
    {"a": {}},
    {"a": 1},
    {"a": [{"b": 2}, []]},
    {"a": {"b": 3, "c": {}}},
    {"\ud800": {"é": {"\n": ["\n", None]}}},
]


@pytest.mark.parametrize("tables", ODD, ids=repr)
def test_whatever_is_json_is_written_as_if_at_once(tables: dict[str, Any]) -> None:
    assert dumps(tables) == written_at_once(tables)
