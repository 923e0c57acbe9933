"""The tables of a session: what its JSON holds before it is a review."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from pmfacil.review.kept import Kept
from pmfacil.sessions.errors import quoted
from pmfacil.sessions.file_name import safe_id

_QUOTED = json.JSONEncoder(ensure_ascii=False).encode
_WRITTEN = json.JSONEncoder(ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False).encode
Tables: TypeAlias = dict[str, dict[str, dict[str, Any]]]
"""Name of the table → id of the document → document."""


class NotTables(ValueError):
    """Content that is no session; `str()` is why, in a few words.

    `ours` says whether it is a session that broke: surely, surely not, or (`None`) its file's name must tell.
    """

    def __init__(self, why: str, *, ours: bool | None = None) -> None:
        super().__init__(why)
        self.ours = ours


def dumps(tables: Mapping[str, Any]) -> bytes:
    """The tables as they stand in the file: sorted, so that two people's changes merge.

    Raises:
        TypeError: If something in them is not JSON.
        ValueError: If a number in them is not JSON.
    """
    return _object(tables, 2) + b"\n"


def loads(content: bytes) -> object:
    """What the JSON says.

    Raises:
        NotTables: If it is not whole JSON.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise NotTables("it is empty")
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        if b"\n<<<<<<< " in content or content.startswith(b"<<<<<<< "):
            raise NotTables("it holds a merge that is not resolved") from error
        where = f" from line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise NotTables(f"it is not whole JSON{where}") from error


def checked(data: object) -> Tables:
    """The same, known to be the tables of a session.

    Raises:
        NotTables: If it has another shape.
    """
    tables = cast("dict[str, dict[str, object]]", data) if isinstance(data, dict) else {}
    if not (isinstance(about := tables.get("session"), dict) and isinstance(about.get("session"), dict)):
        raise NotTables("it holds no review", ours=None if not data or "incident" in tables else False)
    for name, table in cast("dict[str, object]", tables).items():
        documents = cast("dict[str, object]", table).values() if isinstance(table, dict) else [None]
        if not all(isinstance(document, dict) for document in documents):
            raise NotTables(f"its part {quoted(name, 30)} is broken", ours=True)
    return cast("Tables", tables)


def document(tables: Tables, table: str) -> dict[str, Any]:
    """The one document of a table that has only one, empty if it is missing."""
    return tables.get(table, {}).get(table, {})


def session_id(tables: Tables) -> str | None:
    """The session's id, or `None` if it has none that is safe in a file name."""
    return safe_id(document(tables, "session").get("id"))


def _object(values: Mapping[str, Any], deep: int, margin: bytes = b"\n") -> bytes:
    """An object of JSON whose values are objects for so many levels, each of which may be written before."""
    inside = margin + b"  "
    lines = [_json(name) + b": " + _text(value, deep - 1, inside) for name, value in sorted(values.items())]
    return b"{" + inside + (b"," + inside).join(lines) + margin + b"}" if lines else b"{}"


def _text(value: object, deep: int, margin: bytes) -> bytes:
    if isinstance(value, Kept) and value.text:
        return value.text
    if deep and isinstance(value, dict):
        text = _object(cast("dict[str, Any]", value), deep, margin)
    else:
        text = _json(value).replace(b"\n", margin)
    if isinstance(value, Kept):
        value.text = text
    return text


def _json(value: object) -> bytes:
    # A lone surrogate is no UTF-8, but its backslash form is how JSON writes it.
    text = _QUOTED(value) if isinstance(value, str) else _WRITTEN(value)
    return text.encode(errors="backslashreplace")
