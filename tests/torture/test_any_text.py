"""Any text as a line, a date, a file, a title: it is read as what it is, comes back as it was, and stops nothing."""

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import available_timezones

import pytest
from hypothesis import HealthCheck, example, given, reject, settings
from hypothesis import strategies as st

from pmfacil.capture.dates import read_date, say_date, say_day
from pmfacil.capture.letters import LETTERS
from pmfacil.capture.line import read_line
from pmfacil.capture.moments import read_moment
from pmfacil.capture.reading import Place, Unclear
from pmfacil.clock import FrozenClock
from pmfacil.dialogs.fields import FIELDS, Asking
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.begin import new_review
from pmfacil.review.history import History
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables, to_tables
from pmfacil.review.text import EditRefused, clean_line, clean_text, short
from pmfacil.sessions.entry import read_entry
from pmfacil.sessions.errors import DamagedSession, NotOpened, quoted
from pmfacil.sessions.file_name import LONGEST, file_name, id_in, safe_id
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.session_file import create_session, open_session
from pmfacil.sessions.tables import Tables, dumps, loads
from tests.conftest import LONG, NOW
from tests.documents.markdown_reading import headings, kinds, widths
from tests.review.samples import one_line, worked
from tests.torture.test_any_edit import HEADINGS, look_at, read_all_of
from tests.torture.words import anything, json_values, pieces, words

MANY = settings(max_examples=2000 if LONG else 40, deadline=None)
FEW = settings(
    max_examples=1000 if LONG else 25,
    deadline=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much),
)
WORKED = worked()
KEPT: Tables = loads(dumps(to_tables(WORKED, 1)))  # pyright: ignore[reportAssignmentType]
ROOM = new_review(Incident(title="It broke", start=NOW - timedelta(hours=9)), NOW, id="roomroom")
_SOME = (
    *("UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"),
    *("Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca", "Europe/Dublin", "Antarctica/Troll", "Asia/Tehran"),
)
ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"}) if LONG else _SOME
CHANGES = (
    *(datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)),
    *(
        datetime(2026, 11, 1, 6, tzinfo=UTC),
        datetime(2011, 12, 30, 10, tzinfo=UTC),
        datetime(2026, 4, 4, 15, tzinfo=UTC),
    ),
)
"""When clocks are or were set somewhere: a skipped hour, one that comes twice, a day that never was."""
whole = st.one_of(
    st.tuples(st.sampled_from(CHANGES), st.integers(-26 * 3600, 26 * 3600)).map(
        lambda at: at[0] + timedelta(seconds=at[1])
    ),
    st.datetimes(datetime(1950, 1, 1), datetime(2199, 12, 30), timezones=st.just(UTC)).map(
        lambda at: at.replace(microsecond=0)
    ),
)
"""Whole seconds, many of them near a moment at which clocks change."""

talk = st.tuples(st.sampled_from([*(f"{letter} " for letter in LETTERS), "t 23:27 ", "w #1 ", "o testing ", ""]), words)


@pytest.fixture(autouse=True)
def told(request: pytest.FixtureRequest, tell: Callable[[str], None]) -> None:
    """Say how often it is tried."""
    most = request.function._hypothesis_internal_use_settings.max_examples
    tell(f"{request.function.__name__.removeprefix('test_').replace('_', ' ')}: {most:,} examples.")


@given(st.lists(talk, min_size=1, max_size=8), st.sampled_from([None, "w1", "gone"]))
@FEW
def test_whatever_a_meeting_says_each_line_is_kept_and_can_be_taken_back(said: list[tuple[str, str]], why: str | None):
    review, history = ROOM, History()
    kept = [ROOM]
    for number, (letter, text) in enumerate(said):
        # A word that nothing else can be: it has to be somewhere afterwards, whatever becomes of the rest.
        line = f"{letter}{text} keep{number}z"
        reading = read_line(line, review, Place(NOW.date(), why, "item-whys"))
        assert reading.edit is not None
        assert one_line(reading.said + (reading.problem or ""))
        after = reading.edit.apply(review)
        assert f"keep{number}z" in json.dumps(to_tables(after, 1))
        history = history.after(reading.edit, review, after)
        look_at(after, review)
        kept.append(after)
        review = after
    read_all_of(review) if LONG else to_markdown(review)
    for before in reversed(kept[:-1]):
        history, back = history.undo(review)
        review = back.apply(review)
        assert review.model_copy(update={"used": before.used}) == before


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)) | st.integers(-400, 400))
@example(date(2096, 2, 29), date(2096, 3, 1))
@example(date(2026, 2, 28), -363)
@MANY
def test_a_day_that_is_said_is_read_as_itself(today: date, other: date | int):
    day = (
        other
        if isinstance(other, date)
        else date.fromordinal(min(max(today.toordinal() + other, 365_000), date.max.toordinal()))
    )
    found = read_date(say_day(day, today), today)
    # Without its year a day of this year that is over could only be a coming one: its weekday says that it is not.
    assert found == (day if day >= today or day.year != today.year else None)
    assert say_date(day, today).startswith(say_day(day, today))
    assert read_date(day.isoformat(), today) == day


@given(whole, st.sampled_from(ZONES), whole | st.none())
@MANY
def test_a_moment_is_typed_as_the_wall_shows_it_and_read_as_itself(at: datetime, zone: str, start: datetime | None):
    room = new_review(Incident(title="x", start=start, timezone=zone), NOW, id="roomroom")
    local = at.astimezone(room.incident.zone())
    read = read_moment(f"{local:%Y-%m-%d %H:%M:%S} and more", room, NOW.date())
    assert read.rest == "and more"
    assert read.at.astimezone(room.incident.zone()).replace(tzinfo=None) == local.replace(tzinfo=None)
    assert read.at == at or ("of two" in read.said and abs(read.at - at) <= timedelta(hours=3))


@given(whole, st.sampled_from(ZONES), st.times().map(lambda time: f"{time:%H:%M}"))
@MANY
def test_a_bare_time_is_the_first_such_one_since_the_start(start: datetime, zone: str, clock: str):
    room = new_review(Incident(title="x", start=start, timezone=zone), NOW, id="roomroom")
    try:
        at = read_moment(clock, room, NOW.date()).at
    except Unclear as why:
        _refused(why, "There was no ")
        return
    assert f"{at.astimezone(room.incident.zone()):%H:%M}" == clock
    assert -timedelta(minutes=1) < at - start < timedelta(hours=49)


@given(whole, st.sampled_from(ZONES))
@MANY
def test_a_form_that_is_kept_as_it_stands_changes_no_time(at: datetime, zone: str):
    asking = Asking(new_review(Incident(title="x", start=at, timezone=zone), NOW, id="roomroom"), NOW.date())
    start = next(field for field in FIELDS[Incident] if field.name == "start")
    end = next(field for field in FIELDS[Incident] if field.name == "end")
    for field in (start, end):
        again = field.read(field.write(at, asking), asking)
        # The hour that comes twice is the first of the two: the wall cannot tell.
        assert again == at or abs(again - at) <= timedelta(hours=3)
        assert field.write(again, asking) == field.write(at, asking)


@given(words, st.sampled_from([field for fields in FIELDS.values() for field in fields]))
@MANY
def test_no_field_of_a_form_stumbles_over_what_is_typed(text: str, field: Any):
    try:
        field.read(text, Asking(WORKED, NOW.date()))
    except EditRefused as why:
        _refused(why)


documents = st.dictionaries(words, st.dictionaries(words, json_values, max_size=3), max_size=3)


@given(st.dictionaries(words, documents, max_size=3))
@FEW
def test_any_tables_are_read_from_disk_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, tables: Tables):
    library = Library(tmp_path_factory.mktemp("library"))
    about = {"session": {"session": {"schema": 1, "id": "anyanyan", "created": NOW.isoformat()}}}
    tables = {**tables, **about}
    try:
        written = loads(dumps(tables))
    except ValueError:
        # Not a number, or without end: what JSON cannot hold never reaches the disk.
        reject()
    with create_session(library, tables) as session:
        path = session.path
    assert path.parent == library.folder
    with open_session(path, write=False) as session:
        assert session.tables == written
    assert {file.name for file in library.folder.iterdir()} == {path.name, ".pmfacil"}


@given(st.data())
@FEW
def test_an_older_or_odd_file_is_upgraded_mended_or_called_damaged(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    tables = cast(Tables, json.loads(json.dumps(KEPT)))
    changed = data.draw(st.sampled_from(["tables", "fields", "parts", "values"]))
    for table in sorted(tables.keys() - {"session"}):
        if changed == "tables" and not data.draw(st.booleans()):
            del tables[table]
            continue
        for id, document in list(tables[table].items()):
            if data.draw(st.integers(0, 3)):
                continue
            if changed == "parts":
                del tables[table][id]
            elif document:
                # A signature that lost its day is one of today.
                name = data.draw(
                    st.sampled_from(sorted(document.keys() - ({"at"} if table == "signatures" else set())))
                )
                if changed == "fields":
                    del document[name]
                else:
                    document[name] = data.draw(json_values.filter(_is_json))
    if data.draw(st.booleans()):
        del tables["session"]["session"]["schema"]
    path = tmp_path_factory.mktemp("library") / "2026-11-18-odd-k3f9x2ab.json"
    path.write_bytes(dumps(tables))
    before = path.read_bytes()
    entry = read_entry(path)
    assert entry is not None
    assert one_line(f"{entry.title}{entry.severity}{entry.status}{entry.id}{entry.problem}")
    try:
        meeting = LiveMeeting.open(path, clock=FrozenClock(NOW))
    except (DamagedSession, NotOpened) as why:
        _refused(why)
        assert path.read_bytes() == before
        return
    assert meeting.close()
    assert all(one_line(notice) for notice in meeting.notices)
    look_at(meeting.review, Review.blank())
    to_markdown(meeting.review)
    # What was mended is on disk, and is whole from then on.
    again, mended = from_tables(cast(Tables, loads(path.read_bytes())))
    assert (again, mended) == (meeting.review, [])


def _refused(why: Exception, begins: str = "") -> None:
    """Fail if what people read is not one clean sentence."""
    assert one_line(str(why)).startswith(begins)
    assert isinstance(why, Unclear) or str(why).endswith(".")


def _is_json(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True


@given(st.data())
@FEW
def test_a_newer_file_is_read_as_far_as_it_is_known(data: st.DataObject):
    tables = cast(Tables, json.loads(json.dumps(KEPT)))
    for table in data.draw(st.lists(st.sampled_from(sorted(tables.keys() - {"session", "used"})), max_size=5)):
        for document in tables[table].values():
            document[data.draw(words) + "new"] = data.draw(json_values)
    tables[data.draw(words) + "new"] = {"x": {"y": data.draw(json_values)}}
    assert from_tables(tables, newer=True) == (WORKED, [])


@given(st.dates(date(1, 1, 1)), pieces | anything | st.text(max_size=400), words)
@MANY
def test_any_title_makes_a_plain_file_name_inside_its_folder(day: date, title: str, id: str):
    name = file_name(day, title, "k3f9x2ab")
    assert len(name.encode()) <= LONGEST
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name[0].isdigit()
    assert name.count(".") == 1
    assert id_in(name) == "k3f9x2ab"
    assert Library(Path("/library")).path_for(day, title, "k3f9x2ab").resolve().parent == Path("/library")
    if safe_id(id) is None:
        with pytest.raises(ValueError, match="cannot be part of a file name"):
            file_name(day, title, id)
    else:
        assert Path(file_name(day, title, id)).name == file_name(day, title, id)


@given(words, st.integers(1, 80))
@MANY
def test_what_is_said_of_any_text_is_one_clean_line(text: str, limit: int):
    for said in (quoted(text, limit), f"“{short(clean_text(text), limit)}”", f"“{clean_line(text)}”"):
        assert one_line(said)
        assert unicodedata.is_normalized("NFC", said)
        assert said.encode().decode() == said
    assert len(quoted(text, limit)) <= limit + 2
    assert quoted(quoted(text, limit)[1:-1], limit) == quoted(text, limit)


@given(words, st.sampled_from(["title", "summary", "context", "sketch", "commander", "owner_team", "severity"]))
@FEW
def test_any_text_of_the_incident_is_read_again_and_adds_no_structure(text: str, field: str):
    changed = WORKED.put(WORKED.incident.changed(**{field: text}))
    document = to_markdown(changed)
    assert headings(document) == HEADINGS
    assert not kinds(document) & {"html_block", "html_inline", "image"}
    assert all(len(cells) == 1 for cells in widths(document))
