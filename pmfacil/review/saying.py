"""How the new values of a part are said to the room."""

from collections.abc import Mapping
from typing import Any

from pmfacil.review.text import clean_text, short

_NAMES = {
    "at": "time",
    "on": "date",
    "since": "start",
    "leaf": "end of the branch",
    "gate": "and / or",
    "known": "what was known",
    "sense": "why it made sense",
    "helped": "what would have helped",
    "halved": "how to halve it",
    "made": "day",
    "recollects": "first telling",
    "spoke": "voices heard",
}
"""What people call the fields whose names are short."""
_MOMENTS = ("time", "start", "end", "reviewed")
"""What is kept in UTC, and would be read wrongly here."""


def said_in(changes: Mapping[str, Any], *but: str) -> str:
    """The new values by the names that people use: `owner “Dana”`, `milestone: yes`."""
    said = [
        _said(_NAMES.get(field, _clean(field.replace("_", " "))), value)
        for field, value in changes.items()
        if field not in but
    ]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return f"{name}: {'yes' if value else 'no'}"
    if value in ("", None, [], ()):
        return f"no {name}"
    whole = isinstance(value, int | float) or (isinstance(value, str) and name not in _MOMENTS)
    return f"{name} “{_clean(str(value))}”" if whole else name


def _clean(words: str) -> str:
    return short(clean_text(words), 40)
