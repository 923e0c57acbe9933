"""A review to capture lines into, and what became of a line."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pmfacil.capture.line import read_line
from pmfacil.capture.reading import Place, Reading
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole
from pmfacil.review.lessons import Lesson
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

TODAY = date(2026, 11, 20)
"""A Friday."""
MADE = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOSTILE = "[/] \x1b]52;c;eA==\x07\x9b2J\x00\x7f\u202edlrow\u2066\u200b 🙂"


def begun(start: datetime | None, timezone: str = "Europe/Berlin", *parts: Part) -> Review:
    """A review of an incident that started then, with these parts in it."""
    review = new_review(Incident(title="No checkouts for 23 minutes", start=start, timezone=timezone), MADE, id="r")
    for part in parts:
        review = Add(part=part).apply(review)
    return review


def why(number: str, above: str | None = None) -> Why:
    """A why whose id is the number that it gets."""
    return Why(id=number, made=MADE, text=f"answer {number}", parent=above)


ROOM = begun(
    datetime(2026, 11, 18, 16, 20, 45, tzinfo=UTC),
    "Europe/Berlin",
    *(Person(id=name, made=MADE, name=name) for name in ("Dana Smith", "Sam Lee", "Sam Poe", "Kim", "Zoë")),
    *(why("1"), why("1.1", "1"), why("1.2", "1.1"), why("1.1a", "1.1"), why("2"), why("2.1", "2")),
    *(Lesson(id=f"L{number}", made=MADE, text=f"lesson {number}") for number in (1, 2)),
    Hole(id="hole", made=MADE, text="no load step", layer="layer-testing"),
    Event(id="event", made=MADE, at=datetime(2026, 11, 18, 17, tzinfo=UTC), text="rm run"),
)
"""Started on Wed 18 Nov at 17:20:45 in Berlin, read on the Friday after."""


@dataclass(frozen=True)
class Captured:
    """A line that was read, and the review with its edit applied."""

    reading: Reading
    after: Review

    @property
    def part(self) -> Any:
        """The part that it added or changed."""
        assert self.reading.part is not None
        return self.after.find(self.reading.part)

    @property
    def aims(self) -> list[str]:
        """The ids of what the part is linked with."""
        return [part.id for part in self.after.linked(self.part.id)]


def read(line: str, review: Review = ROOM, why: str | None = None, item: str | None = "item-whys") -> Reading:
    """What a line is understood to be during the whys."""
    return read_line(line, review, Place(TODAY, why, item))


def captured(line: str, review: Review = ROOM, why: str | None = None) -> Captured:
    """What a line becomes that its letter can make something of."""
    reading = read(line, review, why)
    assert reading.edit is not None
    assert reading.problem is None
    return Captured(reading, reading.edit.apply(review))


def noted(line: str, review: Review = ROOM) -> str:
    """Why a line becomes a note of the whys that holds it as it was typed."""
    reading = read(line, review)
    assert reading.edit is not None
    note = Captured(reading, reading.edit.apply(review)).part
    assert (note.table, note.text, note.item, reading.said) == ("notes", line, "item-whys", "note")
    assert reading.problem == f"{note.reason}; kept as a note."
    return note.reason
