"""The sample review: an incident worked through in a meeting that stands at its why analysis."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any

from pmfacil.capture.dates import read_date
from pmfacil.capture.line import read_line
from pmfacil.capture.reading import Place, Reading
from pmfacil.review.begin import new_review
from pmfacil.review.clock import GoTo, Pause, Start
from pmfacil.review.edit import Add, Change, Edit, LinkParts, Move
from pmfacil.review.fishbone import Cause
from pmfacil.review.incident import Incident
from pmfacil.review.part import Id
from pmfacil.review.review import Review
from pmfacil.review.whys import Why

# Only the meeting and its due dates are of today; the draft stood within 48 hours of the incident (P72).
_CREATED = datetime(2017, 2, 2, 9, 0, tzinfo=UTC)


def sample_review(now: datetime) -> Review:
    """The sample with its clock running: 43 minutes in, 8 of them on the why analysis, due dates counted from `now`."""
    details = _details()
    review, _ = captured(prepared(now), _day(now))
    for name, fields in details["changes"].items():
        if "recollects" in fields:
            fields = {**fields, "recollects": _named(review, fields["recollects"])}
        review = Change(id=_named(review, name), changes=fields).apply(review)
    for name, text in details["sub_causes"].items():
        above = review.get(Cause, _named(review, name))
        review = Add(part=Cause(text=text, category=above.category, parent=above.id)).apply(review)
    for source, targets in details["linked"].items():
        for target in targets:
            review = LinkParts(source=_named(review, source), target=_named(review, target)).apply(review)
    return _after(review, *_meeting(now))


def prepared(now: datetime) -> Review:
    """The sample before its meeting: what can be known without anybody in the room."""
    details = _details()
    review = new_review(Incident(**details["incident"]), created=_CREATED)
    for table in [table for table in Review.tables if table in details and table not in Review.singles]:
        for row in details[table]:
            dates = {"on": read_date(row["on"], _day(now))} if "on" in row else {}
            review = Add(part=Review.tables[table].model_validate({**row, **dates})).apply(review)
    layers = {layer.text: layer.id for layer in review.layers}
    review = _after(review, *(Move(id=layers[name]) for name in details["layers_in_order"]))
    began = _into(now, 0)
    return _after(
        review, Change(id="incident", changes={"reviewed": began}), Change(id="plan", changes={"meeting": began})
    )


def captured(review: Review, today: date) -> tuple[Review, list[Reading]]:
    """The review after every line of the sample, and what each line was understood to be."""
    place = Place(today=today)
    items = {item.text: item.id for item in review.agenda}
    readings: list[Reading] = []
    for line in _packaged("sample.txt").splitlines():
        if line.startswith("# "):
            place = replace(place, item=items.get(line.removeprefix("# "), place.item))
        elif line:
            reading = read_line(line, review, place)
            review = _after(review, *filter(None, [reading.edit]))
            if reading.part and isinstance(review.find(reading.part), Why):
                place = replace(place, why=reading.part)
            readings.append(reading)
    return review, readings


def _meeting(now: datetime) -> tuple[Edit, ...]:
    """A meeting that ran over in its second item and took a break after its third."""
    return (
        Start(at=_into(now, 0)),
        GoTo(item="item-overview", at=_into(now, 4)),
        GoTo(item="item-timeline", at=_into(now, 12)),
        Pause(at=_into(now, 31.4)),
        Start(at=_into(now, 35)),
        GoTo(item="item-whys", at=_into(now, 35)),
    )


def _into(now: datetime, minutes: float) -> datetime:
    """The moment at which the meeting was so many minutes old, if it is 43 minutes old now."""
    return now - timedelta(minutes=43 - minutes)


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()


def _after(review: Review, *edits: Edit) -> Review:
    for edit in edits:
        review = edit.apply(review)
    return review


def _named(review: Review, name: str) -> Id:
    """The one part with this id or number, else the one without a number that begins with these words."""
    if review.has(name):
        return name
    numbered = {part.id: part.label() for part in (*review.whys, *review.lessons, *review.commitments())}
    found = [id for id, label in numbered.items() if label == name] or [
        part.id for part in review.all_parts() if part.id not in numbered and part.says().startswith(name)
    ]
    if len(found) != 1:
        raise ValueError(f"The sample has {len(found)} parts called “{name}”.")
    return found[0]


def _details() -> dict[str, Any]:
    return tomllib.loads(_packaged("sample.toml"))


def _packaged(name: str) -> str:
    return files("pmfacil.sessions").joinpath(name).read_text("utf-8")
