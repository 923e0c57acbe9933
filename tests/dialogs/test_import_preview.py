"""Timelines from elsewhere in the meeting: a preview with boxes, taken as one edit, never twice."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pmfacil.review.review import Review
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
        if "Import from" in room.text or room.app.screen is room.screen:
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


@pytest.mark.parametrize("content", [b"", b"no time in here", b"PK\x03\x04 half a zip", b"\x00\xff" * 99])
async def test_a_file_without_events_is_one_sentence(meet: "Meet", new: Review, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    async with meet(new) as room:
        await look_at(room, file)
        await room.calm()
        assert room.app.screen is room.screen
        assert room.app.told[-1].endswith(".")
        assert room.review.events == ()


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
