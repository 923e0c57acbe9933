"""The name of a session's file: `2026-11-18-checkout-down-k3f9x2ab.json`."""

import re
import unicodedata
from datetime import date

LONGEST = 100
"""The most bytes of a name."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}", re.IGNORECASE)
_NAME = re.compile(r"\d{4}-\d\d-\d\d-(?:[a-z0-9-]*-)?([a-z0-9]{4,32})\.json")


def safe_id(value: object) -> str | None:
    """The id if it can be part of a file name as it is."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def id_in(name: str) -> str | None:
    """The id at the end of a name of this kind, or `None` for any other name."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None


def file_name(day: date, title: str, id: str) -> str:
    """The name for a session: plain letters, digits and hyphens, at most `LONGEST` bytes.

    Raises:
        ValueError: If the id cannot be part of a file name.
    """
    if not safe_id(id):
        raise ValueError(f"{id[:40]!r} cannot be part of a file name")
    plain = unicodedata.normalize("NFKD", title[:1000].casefold()).encode("ascii", "ignore").decode()
    room = LONGEST - len(f"{day.isoformat()}--{id}.json")
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:room].strip("-")
    return f"{day.isoformat()}-{words or 'review'}-{id}.json"
