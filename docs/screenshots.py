"""Draw the pictures of the README with the program itself: `make screenshots`."""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
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
}
"""Name of the picture → the keys that lead to it."""
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def draw(name: str, keys: list[str], folder: Path) -> None:
    """Write one picture."""
    with tempfile.TemporaryDirectory() as library:
        meeting = LiveMeeting.create(Library(Path(library)), sample_review(NOW), FrozenClock(NOW))
        app = PmfacilApp(meeting)
        async with app.run_test(size=(120, 36)) as pilot:
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.1)
            await pilot.pause(0.5)
            picture = FONTS.sub("", app.export_screenshot(title="pmfacil demo")).replace("Fira Code", "monospace")
        meeting.close()
    (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    for name, keys in PICTURES.items():
        asyncio.run(draw(name, keys, Path(__file__).parent))
