"""Timelines from elsewhere in the meeting: a preview with boxes, taken as one edit, never twice."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widgets import Input

from pmfacil.documents.timelines.imported import Imported
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.sessions import timeline_file
from tests.hostile import MARKUP

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

EVENTS = f"""10:02 Release 41 goes out
10:05 The error rate rises {MARKUP}
10:25 Rolled back
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Notes with times and no days."""
    file = tmp_path / "notes.txt"
    file.write_text(EVENTS)
    return file


async def look_at(room: "Room", file: Path) -> None:
    """Have the preview of a file shown."""
    await room.press("ctrl+o")
    await room.paste(str(file))
    await room.press("enter")
    for _ in range(500):
        await room.pilot.pause(0.01)
        if "Import from" in room.text or room.app.screen.query("#problem.shown"):
            await room.calm()
            return


async def test_what_is_ticked_is_taken_as_one_edit(meet: "Meet", new: Review, notes: Path) -> None:
    async with meet(new) as room:
        await look_at(room, notes)
        await room.press("n", "space")
        assert "enter takes 1" in room.text
        await room.press("a", "down", "space", "enter")
        await room.calm()
        assert [event.text for event in room.review.events] == ["Release 41 goes out", "Rolled back"]
        assert room.app.told[-1] == "Added 2 events."
        await room.press("u")
        assert room.review.events == ()


async def test_links_are_shown_as_they_will_be_read(meet: "Meet", new: Review, notes: Path) -> None:
    notes.write_text("10:02 Release 41 goes out, [the log](https://example.com/log)\n")
    async with meet(new, (120, 36)) as room:
        await look_at(room, notes)
        assert "Release 41 goes out, the log (https://example.com/log)" in room.text
        assert "](" not in room.text


async def test_a_second_import_adds_nothing_twice(meet: "Meet", new: Review, notes: Path) -> None:
    async with meet(new) as room:
        for _ in range(2):
            await look_at(room, notes)
            await room.press("enter")
            await room.calm()
        assert len(room.review.events) == 3
        assert room.app.told[-1] == "Added nothing; 3 were there already."


async def test_the_zone_of_times_that_name_none_can_be_another(meet: "Meet", new: Review, notes: Path) -> None:
    async with meet(new) as room:
        await look_at(room, notes)
        zone = room.app.screen.query_one("#zone")
        room.app.screen.set_focus(zone)
        await room.press("ctrl+u")
        await room.type("Mars")
        await room.press("enter")
        assert "“Mars” is no time zone" in room.text
        await room.press("ctrl+u")
        await room.type("Asia/Tokyo")
        await room.press("enter")
        await room.calm()
        assert [f"{event.at:%H:%M}" for event in room.review.events if event.at] == ["01:02", "01:05", "01:25"]


async def test_closing_it_changes_nothing(meet: "Meet", new: Review, notes: Path) -> None:
    async with meet(new) as room:
        await look_at(room, notes)
        await room.press("escape")
        await room.calm()
        assert room.review.events == ()
        assert room.app.told[-1] == "Nothing was imported."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"no time in here", "No line begins or ends with a time"),
        (b"PK\x03\x04 half a zip", "The ZIP is cut off or damaged"),
        (b"\x00\xff" * 99, "It is no text"),
        (b"a,b\nc,d\ne,f\n", "No column of the table holds times"),
        (b'{"a": [1, 2], "b": {"c": "d"}}', "It is JSON of a shape"),
    ],
    ids=["empty", "no times", "zip", "binary", "table", "json"],
)
async def test_what_is_wrong_with_a_file_is_said_where_its_name_was_typed(
    meet: "Meet", new: Review, tmp_path: Path, notes: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "wrong"
    file.write_bytes(content)
    async with meet(new) as room:
        await look_at(room, file)
        assert room.read("#problem").startswith(f"File or folder: {sentence}")
        assert room.app.screen.query_one("#file", Input).value == str(file)
        assert room.app.screen.query_one("#file").has_focus
        await room.press("ctrl+u")
        await room.type(str(notes))
        await room.press("enter")
        assert "Import from notes.txt" in room.text
        assert room.review.events == ()


@pytest.mark.parametrize(
    ("name", "sentence"), [("nowhere", "There is no file “"), ("empty", "No file in it"), ("", "name one first")]
)
async def test_a_path_that_leads_to_no_events_is_kept(
    meet: "Meet", new: Review, tmp_path: Path, name: str, sentence: str
) -> None:
    (tmp_path / "empty").mkdir()
    typed = str(tmp_path / name) if name else ""
    async with meet(new) as room:
        await room.press("ctrl+o")
        await room.type(typed)
        await room.press("enter")
        assert room.read("#problem").startswith(f"File or folder: {sentence}")
        assert room.app.screen.query_one("#file", Input).value == typed
        await room.type("x")
        assert room.app.screen.query_one("#file", Input).value == f"{typed}x"


async def test_what_is_typed_while_a_file_is_read_reaches_the_line_and_no_board(
    meet: "Meet", new: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = Event()

    def slowly(*about: object) -> Imported:
        assert going_on.wait(20)
        return Imported(left_out=("Nothing is in it.",))

    monkeypatch.setattr(timeline_file, "read_timeline_file", slowly)
    async with meet(new) as room:
        await room.press("ctrl+o")
        await room.paste(str(tmp_path))
        await room.calm()
        assert room.app._driver is not None
        for key in ("enter", "x"):
            room.app._driver.send_message(Key(key, key if key == "x" else None))
        for _ in range(20):
            await room.pilot.pause(0.01)
        assert room.app.screen.query_one("#file", Input).value == str(tmp_path)
        going_on.set()
        await room.calm()
        assert room.read("#problem") == "File or folder: Nothing is in it."
        assert room.app.screen.query_one("#file", Input).value == f"{tmp_path}x"


def begun(new: Review, start: datetime) -> Review:
    """The review of an incident that began then."""
    return new.put(Incident(title="Users could not check out", start=start, end=None))


async def test_each_day_is_a_heading_also_where_it_is_only_guessed(meet: "Meet", new: Review, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("23:50 Release 41 goes out\n00:20 The error rate rises\n00:40 Rolled back\n")
    async with meet(begun(new, datetime(2026, 11, 16, 23, 45, tzinfo=UTC)), (100, 36)) as room:
        await look_at(room, file)
        lines = [line.strip("│ ") for line in room.text.split("\n")]
        assert "· No day is written: Mon 16 Nov is meant, the one nearest to the incident's start." in lines
        shown = [line.strip() for line in lines if "Nov" in line[:12] or "[✓]" in line]
        assert [line[:14].strip() for line in shown[-5:]] == [
            "Mon 16 Nov",
            "[✓] 23:50  Rel",
            "Tue 17 Nov",
            "[✓] 00:20  The",
            "[✓] 00:40  Rol",
        ]
        await room.press("space", "enter")
        await room.calm()
        assert [f"{event.at:%d %H:%M}" for event in room.review.events] == ["17 00:20", "17 00:40"]


async def test_the_day_that_was_shown_is_the_one_that_is_taken(meet: "Meet", new: Review, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("13:00 Release 41 goes out\n20:00 Rolled back\n")
    async with meet(begun(new, datetime(2026, 11, 17, 2, 0, tzinfo=UTC)), (100, 36)) as room:
        await look_at(room, file)
        assert "Tue 17 Nov is meant" in room.text
        # Alone, the evening before would be nearer.
        await room.press("space", "enter")
        await room.calm()
        assert [f"{event.at:%d %H:%M}" for event in room.review.events] == ["17 20:00"]


async def test_in_another_zone_another_day_may_be_the_nearest(meet: "Meet", new: Review, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("00:30 Release 41 goes out\n")
    async with meet(begun(new, datetime(2026, 11, 17, 12, 40, tzinfo=UTC)), (100, 36)) as room:
        await look_at(room, file)
        assert "Wed 18 Nov is meant" in room.text
        await room.press("shift+tab")
        await room.type("America/Los_Angeles")
        assert "Tue 17 Nov is meant" in room.text
        await room.press("enter")
        await room.calm()
        assert [f"{event.at:%d %H:%M}" for event in room.review.events] == ["17 08:30"]


async def test_events_of_another_month_are_said_and_not_ticked(meet: "Meet", new: Review, tmp_path: Path) -> None:
    file = tmp_path / "alerts.csv"
    file.write_text("time,event\n" + "".join(f"2026-10-02 10:0{n},Alert {n}\n" for n in range(8)))
    async with meet(begun(new, datetime(2026, 11, 17, 10, 30, tzinfo=UTC)), (100, 36)) as room:
        await look_at(room, file)
        assert "8 events lie 46 days before the incident's start and were not taken." in room.text
        assert "enter takes 0" in room.text
        await room.press("a")
        assert "enter takes 8" in room.text


async def test_the_start_that_the_file_states_comes_with_its_events_and_goes_with_them(
    meet: "Meet", new: Review, tmp_path: Path
) -> None:
    file = tmp_path / "incident.json"
    entry = '{"created_at": "2026-11-18T10:14Z", "message": "Looking"}'
    file.write_text(f'{{"started_at": "2026-11-18T10:02Z", "incident_updates": [{entry}]}}')
    async with meet(new.put(new.incident.changed(start=None, end=None))) as room:
        await look_at(room, file)
        await room.press("enter")
        await room.calm()
        assert (len(room.review.events), f"{room.review.incident.start:%d %H:%M}") == (1, "18 10:02")
        assert room.app.told[-1].startswith("Added one event; the incident's start (2026-11-18 1")
        await room.press("u")
        assert (room.review.events, room.review.incident.start) == ((), None)
