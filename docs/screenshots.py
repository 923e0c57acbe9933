"""Draw the pictures of the README with the program itself: `make screenshots`."""

import asyncio
import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.sessions.hosting import Host
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.sample import sample_review

NOW = datetime(2026, 11, 20, 10, 31, 7, tzinfo=UTC)
PICTURES = {
    "whys": ["4"],
    "timeline": ["3"],
    "response": ["7"],
    "phrases": ["4", "down", "r", "b"],
    "coach": ["9", "h"],
    "desk": [],
}
"""Name of the picture → the keys that lead to it."""
JOINED = ("desk",)
"""Pictures of what another terminal shows, by its view."""
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def draw(name: str, keys: list[str], folder: Path) -> None:
    """Write one picture."""
    with tempfile.TemporaryDirectory() as library:
        os.environ["PMFACIL_RUNTIME"] = f"{library}/run"
        clock = FrozenClock(NOW)
        meeting = LiveMeeting.create(Library(Path(library)), sample_review(NOW), clock)
        host = Host(meeting, "Ines", "room")
        joined = None
        if name in JOINED:
            await host.open()
            joined = await asyncio.to_thread(JoinedMeeting, meeting.path, seat(name, "Dana"), clock)
            host.lead(joined.seat.terminal)
        app = PmfacilApp(joined or meeting)
        async with app.run_test(size=(120, 36)) as pilot:
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.1)
            await pilot.pause(0.5)
            picture = FONTS.sub("", app.export_screenshot(title="pmfacil demo")).replace("Fira Code", "monospace")
        if joined:
            await asyncio.to_thread(joined.close)
        host.close()
        meeting.close()
    (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    for name, keys in PICTURES.items():
        asyncio.run(draw(name, keys, Path(__file__).parent))
