"""Times of day as people write them."""

import re
from dataclasses import dataclass
from datetime import time

_HALF = r"\s?(?P<half>[ap])\.?\s?m\b\.?"
_ZONED = r"(?=\s?(?:UTC|GMT|Z\b|[A-Z]{3,4}\b))"
_CLOCKS = tuple(
    re.compile(form, re.IGNORECASE if "[ap]" in form else 0)
    for form in (
        rf"(?P<hour>\d{{1,2}})\s?[:.]\s?(?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{{1,9}})?)?{_HALF}",
        rf"(?P<hour>\d{{1,2}}){_HALF}",
        r"(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?:\s?(?:hrs?|hours|h|Uhr)\b)?(?!\d)",
        r"(?P<hour>[012]?\d)\s?(?::\s|\s:)\s?(?P<minute>[0-5]\d)(?=\s?(?:UTC|GMT|[A-Z]{3,4}\b|[)\]]))",
        r"(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?:\s?(?:hrs?|hours|h|Uhr)\b|(?=Z\b))",
        rf"(?P<hour>[012]\d)(?P<minute>[0-5]\d){_ZONED}",
        r"(?P<hour>[012]?\d)\s?(?:h|H|Uhr)\s?(?P<minute>[0-5]\d)\b",
        r"(?P<hour>[012]?\d)\s?(?:Uhr|uhr)\b",
        r"(?P<hour>[012]?\d)\.(?P<minute>[0-5]\d)(?:\.(?P<second>[0-5]\d))?(?![.\d]|\s?(?:%|[kKMGT]?B\b|ms\b|s\b|x\b))(?:\s?(?:hrs?|h|Uhr)\b)?",
    )
)
_COMPACT = re.compile(r"T?(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?!\d)")
BARE = re.compile(r"(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?=\s*[:–—-]\s)")
"""Four digits before a sign that ends a time."""


@dataclass(frozen=True)
class Clock:
    """A time of day as it was written."""

    hour: int
    minute: int = 0
    second: int | None = None
    half: str = ""
    """“a” or “p” for a 12-hour clock."""
    short: bool = False
    """Whether its hour has one digit, as nobody writes who counts to 24 with care."""

    def time(self) -> time:
        """The time of day on a 24-hour clock."""
        hour = self.hour % 12 + (12 if self.half == "p" else 0) if self.half and self.hour <= 12 else self.hour
        return time(hour, self.minute, self.second or 0)


def read_clock(text: str, at: int) -> tuple[Clock, int] | None:
    """The clock that is written at this place, and where it ends."""
    if not text[at : at + 1].isdigit():
        return None
    for form in _CLOCKS:
        if (found := form.match(text, at)) and (clock := _read(found)):
            return clock, found.end()
    return None


def read_digits(text: str, at: int, form: re.Pattern[str] = _COMPACT) -> tuple[Clock, int] | None:
    """The clock that is written there in digits alone, and where it ends."""
    found = form.match(text, at)
    clock = _read(found) if found else None
    return (clock, found.end()) if found and clock else None


def _read(found: re.Match[str]) -> Clock | None:
    parts = found.groupdict()
    hour, half = int(parts["hour"]), (parts.get("half") or "").lower()
    if hour > 23 or (half and hour == 0):
        return None
    second = int(parts["second"]) if parts.get("second") else None
    return Clock(hour, int(parts.get("minute") or 0), second, half, len(parts["hour"]) == 1)
