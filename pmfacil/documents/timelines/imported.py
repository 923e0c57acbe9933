"""What an import would bring: events to choose from, and what to know about them."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo

from pmfacil.documents.timelines.emoji import drawn
from pmfacil.documents.timelines.emphasis import uncoloured
from pmfacil.review.text import LINE_LIMIT, clean_text


@dataclass(frozen=True)
class ImportedEvent:
    """One event of a file, clean and on one line."""

    text: str
    day: date | None = None
    """On which day, in the zone of the file; `None` where the file does not say."""
    clock: time | None = None
    """At which time of day, in the zone of the file."""
    zone: tzinfo | None = None
    """The zone in which it is written, if one is named."""
    midnights: int = 0
    """Where no day is known: how many midnights lie between it and the first event."""
    end: time | None = None
    approx: bool = False
    source: str = ""
    kind: str = ""
    """A value of `EventKind`, where the file says so much."""
    milestone: bool = False
    customer_facing: bool = False
    ticked: bool = True
    """Whether it is taken unless somebody says otherwise."""

    def said(self) -> str | None:
        """When, in ISO as far as it is known: a moment, a day, or a time of day."""
        if self.day is None:
            return None if self.clock is None else _clock(self.clock)
        if self.clock is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{_clock(self.clock)}{self._offset()}"

    def moment(self, zone: tzinfo, first: date | None = None) -> datetime | None:
        """The moment in UTC; `None` if it cannot be known.

        Args:
            zone: The zone to read it in, if its file names none.
            first: The day of the first event, for a file without days.
        """
        day = self.day or (first if self.clock else None)
        try:
            day = day + timedelta(days=self.midnights) if day and not self.day else day
            at = datetime.combine(day, self.clock or time(), self.zone or zone) if day else None
            return at.astimezone(UTC) if at and MINYEAR < at.year < MAXYEAR else None
        except OverflowError:
            return None

    def as_json(self) -> dict[str, object]:
        """The event as `import-timeline --dry-run --json` prints it."""
        said: dict[str, object] = {"time": self.said(), "text": self.text}
        if self.end is not None:
            said["end"] = _clock(self.end)
        if self.approx:
            said["approx"] = True
        return said | {name: value for name, value in (("source", self.source), ("kind", self.kind)) if value}

    def _offset(self) -> str:
        if self.zone is None or self.day is None or self.clock is None:
            return ""
        offset = datetime.combine(self.day, self.clock, self.zone).utcoffset() or timedelta()
        if not offset or self.zone is UTC:
            return "Z"
        return datetime.combine(self.day, self.clock, self.zone).isoformat()[-6:]


@dataclass(frozen=True)
class Imported:
    """What was read from a file; nothing has changed yet."""

    events: tuple[ImportedEvent, ...] = ()
    """In the order of the file."""
    shape: str = ""
    """What the file was taken for, as in “a Slack export”."""
    zone: str = ""
    """The zone that the file names for its times, in its words; “” if it names none."""
    guessed: tuple[str, ...] = ()
    """What was not written and had to be guessed, a sentence each."""
    left_out: tuple[str, ...] = ()
    """What was not read, a sentence each."""
    stated: tuple[ImportedEvent, ...] = ()
    """The start and the end of the incident, where the file says these beside its events."""

    @property
    def ticked(self) -> tuple[ImportedEvent, ...]:
        """The events that are taken unless somebody says otherwise."""
        return tuple(event for event in self.events if event.ticked)


def one_line(text: str) -> tuple[str, bool]:
    """The text clean and on one line that fits into an event, and whether it had to be cut."""
    line = " ".join(drawn(clean_text(uncoloured(text[: LINE_LIMIT * 4]))).split())
    return (line, len(text) > LINE_LIMIT * 4) if len(line) <= LINE_LIMIT else (line[: LINE_LIMIT - 1] + "…", True)


def _clock(clock: time) -> str:
    return clock.isoformat("seconds" if clock.second else "minutes")
