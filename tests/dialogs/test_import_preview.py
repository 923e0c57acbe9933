"""Timelines from elsewhere in the meeting: a preview with boxes, taken as one edit, never twice."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
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
Preview = Callable[..., AbstractAsyncContextManager["Room"]]


@pytest.fixture
def preview(meet: "Meet", new: Review, tmp_path: Path) -> Preview:
    """Shows what a file with this text would bring to a meeting, whose incident may have begun then."""

    @asynccontextmanager
    async def preview(
        text: str = EVENTS, start: datetime | None = None, name: str = "notes.txt"
    ) -> AsyncGenerator["Room"]:
        file = tmp_path / name
        file.write_text(text)
        about = Incident(title="Users could not check out", start=start, end=None) if start else new.incident
        async with meet(new.put(about), (100, 36)) as room:
            await look_at(room, file)
            yield room

    return preview


async def look_at(room: "Room", file: Path) -> None:
    """Have the preview of a file shown."""
    await room.press("ctrl+o")
    await room.paste(str(file))
    await room.press("enter")
    await previewed(room)


async def previewed(room: "Room") -> None:
    """Wait until a file is read."""
    await room.until(lambda: "Import from" in room.text)


async def close(room: "Room", *keys: str) -> str:
    """Press keys of which the last one closes the preview; what is said then."""
    before = len(room.app.told)
    await room.press(*keys)
    await room.until(lambda: len(room.app.told) > before)
    return room.app.told[-1]


async def test_what_is_ticked_is_taken_as_one_edit(preview: Preview) -> None:
    async with preview() as room:
        await room.press("n", "space")
        assert "enter takes 1" in room.text
        assert await close(room, "a", "down", "space", "enter") == "Added 2 events."
        assert [event.text for event in room.review.events] == ["Release 41 goes out", "Rolled back"]
        await room.press("u")
        assert room.review.events == ()


async def test_links_are_shown_as_they_will_be_read(preview: Preview) -> None:
    async with preview("10:02 Release 41 goes out, [the log](https://example.com/log)\n") as room:
        assert "Release 41 goes out, the log (https://example.com/log)" in room.text
        assert "](" not in room.text


async def test_a_second_import_adds_nothing_twice(preview: Preview, tmp_path: Path) -> None:
    async with preview() as room:
        assert await close(room, "enter") == "Added 3 events."
        await look_at(room, tmp_path / "notes.txt")
        assert await close(room, "enter") == "Added nothing; 3 were there already."
        assert len(room.review.events) == 3


async def test_the_zone_of_times_that_name_none_can_be_another(preview: Preview) -> None:
    async with preview() as room:
        await room.press("shift+tab")
        await room.type("Mars\r")
        assert "“Mars” is no time zone" in room.text
        await room.press("ctrl+u")
        await room.type("Asia/Tokyo")
        await close(room, "enter")
        assert [f"{event.at:%H:%M}" for event in room.review.events if event.at] == ["01:02", "01:05", "01:25"]


async def test_closing_it_changes_nothing(preview: Preview) -> None:
    async with preview() as room:
        assert await close(room, "escape") == "Nothing was imported."
        assert room.review.events == ()


async def test_what_is_wrong_with_a_file_is_said_where_its_name_was_typed(
    meet: "Meet", new: Review, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "picture").write_bytes(b"\x00\xff" * 99)
    wrong = {
        "": "name one first",
        str(tmp_path / "nowhere"): "There is no file “",
        str(tmp_path / "folder"): "No file in it",
        str(tmp_path / "empty"): "The file is empty",
        str(tmp_path / "picture"): "It is no text",
    }
    async with meet(new) as room:
        await room.press("ctrl+o")
        for typed, sentence in wrong.items():
            await room.press("ctrl+u")
            await room.type(f"{typed}\r")
            assert room.read("#problem").startswith(f"File or folder: {sentence}")
            assert room.app.screen.query_one("#file", Input).value == typed
            assert room.app.screen.query_one("#file").has_focus
        (tmp_path / "picture1").write_text(EVENTS)
        await room.type("1\r")
        await previewed(room)
        assert "Import from picture1" in room.text
        assert room.review.events == ()


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


async def test_each_day_is_a_heading_also_where_it_is_only_guessed(preview: Preview) -> None:
    text = "23:50 Release 41 goes out\n00:20 The error rate rises\n00:40 Rolled back\n"
    async with preview(text, datetime(2026, 11, 16, 23, 45, tzinfo=UTC)) as room:
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
        await close(room, "space", "enter")
        assert [f"{event.at:%d %H:%M}" for event in room.review.events] == ["17 00:20", "17 00:40"]


async def test_the_day_that_was_shown_is_the_one_that_is_taken(preview: Preview) -> None:
    text = "13:00 Release 41 goes out\n20:00 Rolled back\n"
    async with preview(text, datetime(2026, 11, 17, 2, 0, tzinfo=UTC)) as room:
        assert "Tue 17 Nov is meant" in room.text
        # Alone, the evening before would be nearer.
        await close(room, "space", "enter")
        assert [f"{event.at:%d %H:%M}" for event in room.review.events] == ["17 20:00"]


async def test_in_another_zone_another_day_may_be_the_nearest(preview: Preview) -> None:
    async with preview("00:30 Release 41 goes out\n", datetime(2026, 11, 17, 12, 40, tzinfo=UTC)) as room:
        assert "Wed 18 Nov is meant" in room.text
        await room.press("shift+tab")
        await room.type("America/Los_Angeles")
        assert "Tue 17 Nov is meant" in room.text
        await close(room, "enter")
        assert [f"{event.at:%d %H:%M}" for event in room.review.events] == ["17 08:30"]


async def test_events_of_another_month_are_said_and_not_ticked(preview: Preview) -> None:
    text = "time,event\n" + "".join(f"2026-10-02 10:0{n},Alert {n}\n" for n in range(8))
    async with preview(text, datetime(2026, 11, 17, 10, 30, tzinfo=UTC), "alerts.csv") as room:
        assert "8 events lie 46 days before the incident's start and were not taken." in room.text
        assert "enter takes 0" in room.text
        await room.press("a")
        assert "enter takes 8" in room.text


async def test_the_start_that_the_file_states_comes_with_its_events_and_goes_with_them(preview: Preview) -> None:
    entry = '{"created_at": "2026-11-18T10:14Z", "message": "Looking"}'
    text = f'{{"started_at": "2026-11-18T10:02Z", "incident_updates": [{entry}]}}'
    async with preview(text, name="incident.json") as room:
        assert room.review.incident.start is None
        said = await close(room, "enter")
        assert said.startswith("Added one event; the incident's start (2026-11-18 1")
        assert (len(room.review.events), f"{room.review.incident.start:%d %H:%M}") == (1, "18 10:02")
        await room.press("u")
        assert (room.review.events, room.review.incident.start) == ((), None)
