"""Days as people write them, with or without a year, day or month first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january jan januar janeiro janvier janv enero ene gennaio gen januari jän jänner",
    "february feb februar fevereiro fev février févr fevrier febrero febbraio februari",
    "march mar märz mär maerz março marco mars marzo maart mrt",
    "april apr abril abr avril avr aprile",
    "may mai maio mayo maggio mag mei",
    "june jun juni junho juin junio giugno giu",
    "july jul juli julho juillet juil julio luglio lug",
    "august aug agosto ago août aout augustus",
    "september sep sept setembro set septembre septiembre settembre",
    "october oct oktober okt outubro out octobre octubre ottobre ott",
    "november nov novembro novembre noviembre",
    "december dec dezember dez dezembro décembre déc decembre diciembre dic dicembre",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAYS = {
    name: place
    for place, names in enumerate(("mon monday", "tue tues tuesday", "wed wednesday", "thu thur thurs thursday"))
    for name in names.split()
} | {
    name: 4 + place
    for place, names in enumerate(("fri friday", "sat saturday", "sun sunday"))
    for name in names.split()
}

_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b[.,]{{0,2}}\s+(?:the\s+)?)?"
_NAME = rf"(?P<month>{'|'.join(sorted(map(re.escape, _MONTH), key=len, reverse=True))})(?![^\W_])\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|:\d)"
_FORMS = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        r"(?P<year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d])",
        r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=T\d{4})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?(?:\s+of|\s+de)?[\s-]?{_NAME}(?:(?:,?\s+(?:de\s+)?|-){_YEAR})?",
        rf"{_NAME}(?:\s{{0,2}}|-)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\d)(?:(?:,\s?|\s+|-){_YEAR})?",
        rf"(?P<year>(?:19|20)\d\d)[\s-]{_NAME}[\s-](?P<day>\d{{1,2}})(?!\d)",
        r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d|\d\d)(?!\d|:\d)",
        r"(?P<one>\d{1,2})(?P<sign>/)(?P<two>\d{1,2})(?![\d/])",
        r"(?P<one>\d{1,2})(?P<sign>-)(?P<two>\d{1,2})(?=[,\sT]\s*\d{1,2}:\d\d)",
        r"(?P<one>\d{1,2})(?P<sign>\.)(?P<two>\d{1,2})\.(?=[,\s]|$)",
    )
)
_BEGINS = re.compile("|".join(sorted({name[:3] for name in (*_MONTH, *_WEEKDAYS)})), re.IGNORECASE)
_BOUNDARY = re.compile(r"(?<![\w/.:-])(?=\w)")


@dataclass(frozen=True)
class Day:
    """A day as it was written: perhaps without a year, perhaps with day and month in an order that is not clear."""

    year: int | None
    month: int
    day: int
    weekday: int | None = None
    sign: str = ""
    """What stood between the numbers, if it was numbers; “” if the month was a name or the year came first."""
    month_first: bool = False
    """Whether the first of two numbers was taken for the month."""

    @property
    def sure(self) -> bool:
        """Whether only one of the numbers can be the month, or no number is."""
        return not self.sign or self.day > 12

    def swapped(self) -> "Day":
        """The same numbers in the other order."""
        return Day(self.year, self.day, self.month, self.weekday, self.sign, not self.month_first)

    def on(self, year: int) -> date | None:
        """The date in its own year, else in this one; `None` if there is no such day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None

    def near(self, other: date, latest: date | None = None) -> date | None:
        """The date, in its own year or in the one that brings it nearest to another day, at most `latest`."""
        if self.year:
            return self.on(self.year)
        years = (other.year - 1, other.year, other.year + 1)
        days = [day for year in years if (day := self.on(year)) and (latest is None or day <= latest)]
        fitting = [day for day in days if self.weekday in (None, day.weekday())]
        return min(fitting or days, key=lambda day: abs(day - other), default=None)


def read_day(text: str, at: int = 0) -> tuple[Day, int] | None:
    """The day that is written at this place, and where it ends."""
    begins = text[at : at + 1]
    if not begins.isdigit() and not (begins.isalpha() and _BEGINS.match(text, at)):
        return None
    for form in _FORMS:
        if (found := form.match(text, at)) and (day := _day(found)):
            return day, found.end()
    return None


def find_days(text: str) -> Iterator[tuple[Day, int, int]]:
    """The days in a text, each with where it begins and ends."""
    end = 0
    for place in _BOUNDARY.finditer(text):
        if place.start() >= end and (found := read_day(text, place.start())):
            day, end = found
            yield day, place.start(), end


def _day(found: re.Match[str]) -> Day | None:
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and year < 100:
        year += 2000
    weekday = _WEEKDAYS[parts["weekday"].lower()] if parts.get("weekday") else None
    if parts.get("one"):
        # Read day first until the whole file says otherwise.
        day = Day(year, int(parts["two"]), int(parts["one"]), weekday, parts["sign"])
        return next((one for one in (day, day.swapped()) if one.on(2000)), None)
    month = parts["month"].lower()
    day = Day(year, _MONTH.get(month) or int(month), int(parts["day"]), weekday)
    return day if day.on(2000) else None
