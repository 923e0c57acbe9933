"""The application: themes, the screen of the meeting, and the edge at which nothing may break."""

import asyncio
import contextlib
import signal
import sys

from rich.segment import Segment
from textual.app import App
from textual.binding import Binding
from textual.color import Color
from textual.filter import LineFilter

from pmfacil.review.text import CONTROLS
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.sessions.live import LiveMeeting
from pmfacil.themes import THEMES

_SPACES = dict.fromkeys((*CONTROLS, ord("\t"), ord("\n")), " ")


class NoControls(LineFilter):
    """Keeps control characters from the terminal, wherever they came from."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without them."""
        return [s if s.text.isprintable() else Segment(s.text.translate(_SPACES), s.style, s.control) for s in segments]


class PmfacilApp(App[None]):
    """Shows one meeting."""

    TITLE = "pmfacil"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]
    BINDINGS = [
        Binding("ctrl+p", "command_palette", "Commands", id="app.commands", show=False, tooltip="Every command")
    ]

    def __init__(self, meeting: LiveMeeting) -> None:
        super().__init__()
        self.meeting = meeting
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's own, and ours at the end."""
        return [*super().get_line_filters(), NoControls()]

    def on_mount(self) -> None:
        """Show the meeting, and leave in order when the terminal or the system asks."""
        for name in ("SIGTERM", "SIGHUP"):
            # Not everywhere, and only on the main thread, can an event loop listen to signals.
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.exit)
        self.push_screen(MeetingScreen(self.meeting))

    def _handle_exception(self, error: Exception) -> None:
        # The screen is shared: a traceback would show what people typed.
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.meeting.flush()
        name = type(error).__name__
        self._return_code = 1
        self.exit(
            return_code=1, message=f"Something went wrong inside pmfacil ({name}); all that was written is saved."
        )


def run(meeting: LiveMeeting) -> int:
    """Show the meeting until the person leaves; 0 if all went well, else 1."""
    app = PmfacilApp(meeting)
    try:
        app.run()
    finally:
        saved = meeting.close()
    if not saved:
        print(meeting.saved.problem or "Not everything could be saved.", file=sys.stderr)
        return 1
    return app.return_code or 0
