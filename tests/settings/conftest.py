"""Settings of somebody's own, and the program started with them."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from pmfacil.app import PmfacilApp
from pmfacil.clock import FrozenClock
from pmfacil.review.review import Review
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.settings import read_settings
from pmfacil.start import checked


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], Path]:
    """Writes the settings, which are in a folder that is not there before."""
    folder = tmp_path / "config"
    monkeypatch.setenv("PMFACIL_CONFIG", str(folder))
    monkeypatch.delenv("PMFACIL_THEME", raising=False)

    def write(content: str | bytes, name: str = "settings.toml") -> Path:
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


class Started(PmfacilApp):
    """The program as `run` starts it, remembering every sentence that it showed for some seconds."""

    def __init__(self, meeting: LiveMeeting) -> None:
        super().__init__(meeting, checked(read_settings()))
        self.told: list[str] = []

    def notify(self, message: str, **how: Any) -> None:
        """Show a sentence."""
        self.told.append(message)
        super().notify(message, **how)

    @property
    def text(self) -> str:
        """Everything that can be read on the screen in front."""
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())


Start = Callable[..., AbstractAsyncContextManager[tuple[Started, Pilot[None]]]]


@pytest.fixture
def start(write: object, tmp_path: Path, clock: FrozenClock, small: Review) -> Start:
    """Starts the program on a small review."""

    @asynccontextmanager
    async def start(
        review: Review | None = None, size: tuple[int, int] = (120, 36)
    ) -> AsyncGenerator[tuple[Started, Pilot[None]]]:
        library = Library(tmp_path / f"library-{len(list(tmp_path.iterdir()))}")
        meeting = LiveMeeting.create(library, review or small, clock)
        app = Started(meeting)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "state"])
            await pilot.pause()
            yield app, pilot
        meeting.close()

    return start
