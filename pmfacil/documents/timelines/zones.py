"""Time zones as people write them beside a clock."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_HOURS: dict[str, float] = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("BST", "CET", "WAT", "MEZ", "WEST"), 1),
    **dict.fromkeys(("CEST", "EET", "CAT", "SAST", "MESZ"), 2),
    **dict.fromkeys(("EEST", "MSK", "EAT", "TRT"), 3),
    **{"GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "WIB": 7, "ICT": 7, "SGT": 8, "HKT": 8, "AWST": 8, "PHT": 8},
    **{"JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13},
    **{"BRT": -3, "ART": -3, "ADT": -3, "AST": -4, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7},
    **{"PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10},
}
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
}
AMERICAN = frozenset(
    ["ET", "CT", "MT", "PT", "EDT", "EST", "CDT", "CST", "MDT", "MST", "PDT", "PST", "AKST", "AKDT", "HST"]
)
"""Zones where the month is written before the day."""
TWO_MEANINGS = {"IST": "India", "CST": "North America", "BST": "Britain"}
"""Letters that several zones share, with the one they are read as."""

_NAMES = "|".join(sorted([*_HOURS, *_PLACES], key=len, reverse=True))
_ZONE = re.compile(
    r"(?:UTC|GMT)\s?[+\u2212-]\s?\d{1,2}(?::?[0-5]\d)?(?![\d:])"
    rf"|(?:{_NAMES})(?![A-Za-z0-9_/-])"
    r"|(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific)/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?|Etc/UTC"
)
_SHORTEST_IN_TEXT = 3
_WORDS = re.compile(r"\b(Pacific|Eastern|Central|Mountain)(?:\s+(?:Standard|Daylight))?\s+(?:Time|time|zone)")


def read_zone(text: str, at: int = 0) -> tuple[str, int] | None:
    """The zone that is written at this place, and where it ends."""
    found = _ZONE.match(text, at)
    return (found[0], found.end()) if found else None


def find_zone(text: str) -> str:
    """The first zone named in a heading or in a sentence about times; “” if there is none."""
    found = (one for one in _ZONE.finditer(text) if not text[: one.start()][-1:].isalnum() and one[0] != "Z")
    named = next((one[0] for one in found if len(one[0]) >= _SHORTEST_IN_TEXT or "(" in text), "")
    spelled = _WORDS.search(text) if not named else None
    return f"{spelled[1][0]}T" if spelled else named


def zone_of(written: str) -> tzinfo | None:
    """The zone that was meant; `None` for “” and for what is no zone."""
    if written in _HOURS:
        return _fixed(_HOURS[written])
    if offset := re.fullmatch(r"(?:UTC|GMT)?\s?([+\u2212-])\s?(\d{1,2}):?(\d\d)?", written):
        hours = int(offset[2]) + int(offset[3] or 0) / 60
        return _fixed(hours if offset[1] == "+" else -hours) if hours < 24 else None
    try:
        return ZoneInfo(_PLACES.get(written, written)) if written else None
    except (KeyError, ValueError, OSError):
        return None


def _fixed(hours: float) -> tzinfo:
    return timezone(timedelta(hours=hours)) if hours else UTC
