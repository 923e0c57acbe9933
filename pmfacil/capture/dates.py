"""What day did they mean: the dates people type after `by:`, read without ever guessing."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

MOST_WORDS = 4
"""How many words the longest date has, as in “fri 4 dec 2026”."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_AHEAD = re.compile(r"(?:in )?(\d{1,5}) ?(d|w|m|days?|weeks?|months?)")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? ?(?P<month>[a-z]{3,9})(?:,? ?(?P<year>\d{4}))?")
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9}) ?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:(?:, ?| )(?P<year>\d{4}))?")


def read_date(words: str, today: date) -> date | None:
    """The day these words name as a whole, or `None` where they name none or could mean more than one."""
    # Splitting only so often keeps a pasted novel cheap.
    phrase = " ".join(words.split(maxsplit=MOST_WORDS))
    # Other scripts have digits that `\d` takes and letters that lower-case into a to z.
    if not phrase.isascii():
        return None
    try:
        return _read(phrase.lower(), today)
    except (ValueError, OverflowError):
        return None


def longest_date(words: Sequence[str], today: date) -> tuple[date, int] | None:
    """The day named by the longest run of words from the start, with the number of words in that run."""
    for count in range(min(len(words), MOST_WORDS), 0, -1):
        if day := read_date(" ".join(words[:count]), today):
            return day, count
    return None


def goes_on(word: str) -> bool:
    """Whether a word right after a date may belong to it, as in “4 dec 27”, so that the date alone would be a guess."""
    word = word.rstrip(".,;").lower()
    if not word.isascii():
        return False
    named = _place(word, _MONTHS) is not None or _place(word, _WEEKDAYS) is not None
    return named or word in ("week", "weeks", "ago", "next") or bool(_NUMBER.fullmatch(word))


def say_day(day: date, today: date) -> str:
    """The day with its weekday, and its year if that is another one, as in “Fri 4 Dec”."""
    year = "" if day.year == today.year else f" {day.year:04}"
    return f"{_WEEKDAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}{year}"


def say_date(day: date, today: date) -> str:
    """The day and how far off it is, as in “Fri 4 Dec, in 2 weeks”."""
    return f"{say_day(day, today)}, {_distance(day, today)}"


def _read(phrase: str, today: date) -> date | None:
    if ahead := _AHEAD.fullmatch(phrase):
        return _ahead(int(ahead[1]), ahead[2][0], today)
    first, _, rest = phrase.partition(" ")
    weekday = _place(first.removesuffix(",") if rest else first, _WEEKDAYS)
    if weekday is not None and rest:
        day = _calendar_day(rest, today)
        return day if day and day.weekday() == weekday else None
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if first == "next":
        weekday = _place(rest, _WEEKDAYS)
        return None if weekday is None else today + timedelta(days=7 - today.weekday() + weekday)
    match phrase:
        case "today":
            return today
        case "tomorrow":
            return today + timedelta(days=1)
        case "eom":
            return today.replace(day=monthrange(today.year, today.month)[1])
        case _:
            return _calendar_day(phrase, today)


def _ahead(count: int, unit: str, today: date) -> date:
    if unit != "m":
        return today + timedelta(days=count * 7 if unit == "w" else count)
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _calendar_day(phrase: str, today: date) -> date | None:
    if _ISO.fullmatch(phrase):
        return date.fromisoformat(phrase)
    parts = _DAY_FIRST.fullmatch(phrase) or _MONTH_FIRST.fullmatch(phrase)
    month = _place(parts["month"], _MONTHS) if parts else None
    if parts is None or month is None:
        return None
    day = int(parts["day"])
    if parts["year"]:
        return date(int(parts["year"]), month + 1, day)
    # A leap day can be eight years off, around 2100.
    years = (year for year in range(today.year, today.year + 9) if day <= monthrange(year, month + 1)[1])
    return next((found for year in years if (found := date(year, month + 1, day)) >= today), None)


def _place(word: str, names: Sequence[str]) -> int | None:
    # Three letters already tell all of these names apart, so “sept” and “thurs” need no list of their own.
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.lower().startswith(word)), None)


def _distance(day: date, today: date) -> str:
    days = (day - today).days
    if abs(days) <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    span = _span(abs(days))
    return f"in {span}" if days > 0 else f"{span} ago"


def _span(days: int) -> str:
    if days >= 9 * 7:
        return f"about {round(days / 30.44)} months"
    if days % 7:
        return f"{days} days"
    return "1 week" if days == 7 else f"{days // 7} weeks"
