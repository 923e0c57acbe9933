import re
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from pydantic import ValidationError

from pmfacil.review.actions import Progress, ProgressStep
from pmfacil.review.incident import Incident, Status, StatusStep
from pmfacil.review.notes import Note, Parked
from pmfacil.review.part import Frozen, Part, new_id, now_utc
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event

from .samples import HOSTILE, PARTS, at, begun, worked

CLEAN = "[/] ]52;c;ab==2Jdlrow 🙂"
IDS = {"id", "item", "parent", "recollects", "layer", "category", "spent"}
SAMPLES: tuple[Part, ...] = (
    *{part.table: part for part in PARTS}.values(),
    *(begun().find(id) for id in sorted(Review.singles)),
)


def texts(kind: type[Frozen]) -> dict[str, bool]:
    """The fields that hold what people wrote, and whether they hold several of it."""
    found: dict[str, bool] = {}
    for name, field in kind.model_fields.items():
        is_id = name in IDS or (getattr(kind, "table", "") == "links" and name in ("source", "target"))
        if not is_id and name != "timezone" and "str" in re.findall(r"\w+", str(field.annotation)):
            found[name] = bool(get_args(field.annotation))
    return found


FIELDS = [
    (part, name, several)
    for part in SAMPLES
    if part.table != "dismissals"
    for name, several in texts(type(part)).items()
]


def test_every_kind_of_part_is_looked_at():
    assert {type(part) for part in SAMPLES} == set(Review.tables.values())
    assert len(FIELDS) > 60
    assert [name for part, name, _ in FIELDS if part.table == "incident"] == [
        *("title", "severity", "services", "tags", "commander", "author"),
        *("owner_team", "links", "summary", "context", "sketch"),
    ]


@pytest.mark.parametrize(("part", "field", "several"), FIELDS, ids=lambda value: getattr(value, "table", str(value)))
def test_every_text_of_every_kind_of_part_is_cleaned(part: Part, field: str, several: bool):
    dirty = (HOSTILE, "Cafe\u0301") if several else HOSTILE
    clean = (CLEAN, "Café") if several else CLEAN
    kind = type(part)
    assert getattr(kind.model_validate({**dict(part), field: dirty}), field) == clean
    assert getattr(part.changed(**{field: dirty}), field) == clean
    assert kind.model_validate_json(part.changed(**{field: dirty}).model_dump_json()) == part.changed(**{field: dirty})


@pytest.mark.parametrize("part", SAMPLES, ids=lambda part: part.table)
def test_every_kind_of_part_has_a_name_and_says_something_on_one_line(part: Part):
    kind = type(part)
    assert kind.noun == kind.noun.lower()
    assert part.says()
    assert "\n" not in part.says().strip() or isinstance(part, Note)
    assert kind.guarded <= kind.model_fields.keys()


@pytest.mark.parametrize("part", SAMPLES, ids=lambda part: part.table)
def test_no_part_takes_a_field_that_it_does_not_know(part: Part):
    with pytest.raises(ValidationError):
        type(part).model_validate({**dict(part), "colour": "red"})


def test_the_steps_of_a_history_are_clean_too():
    step = ProgressStep(status=Progress.DONE, at=at(0), link=HOSTILE, note=HOSTILE)
    assert (step.link, step.note) == (CLEAN, CLEAN)
    assert StatusStep(status=Status.CLOSED, at=at(0)).at == at(0)


def test_a_part_does_not_change():
    part = Parked(text="x")
    with pytest.raises(ValidationError):
        part.text = "y"  # pyright: ignore[reportAttributeAccessIssue]
    other = part.changed(text="y")
    assert (part.text, other.text, other.id, other.made) == ("x", "y", part.id, part.made)


def test_a_changed_part_is_checked_again():
    with pytest.raises(ValidationError):
        Parked(text="x").changed(text=3)


def test_ids_are_ten_letters_and_digits_and_differ():
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch(r"[a-km-z2-9]{10}", id) and "l" not in id for id in ids)


def test_now_is_aware_and_in_whole_milliseconds():
    now = now_utc()
    assert now.tzinfo == UTC
    assert now.microsecond % 1000 == 0
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)


def test_moments_are_kept_in_utc():
    tokyo = timezone(timedelta(hours=9))
    event = Event(at=datetime(2026, 11, 20, 19, tzinfo=tokyo), text="x")
    assert event.at == at(0)
    assert event.at.tzinfo == UTC
    assert Event.model_validate_json('{"at":"2026-11-20T11:00:00+01:00","text":"x"}').at == at(0)


@pytest.mark.parametrize(
    "moment", [datetime(2026, 11, 20, 10), datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
def test_a_moment_without_a_zone_or_at_the_end_of_the_calendar_is_none(moment: datetime):
    with pytest.raises(ValidationError):
        Event(at=moment, text="x")


def test_what_is_restricted_is_marked_on_any_part():
    assert all("restricted" in kind.model_fields for kind in Review.tables.values())
    assert worked().find("l1").changed(restricted=True).restricted
    assert not Incident().restricted
