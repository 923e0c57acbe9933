"""Starting the application: the title at once, the meeting as soon as it is loaded."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from pmfacil.app import PmfacilApp
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.left_behind import left_behind
from pmfacil.sessions.library import Library
from pmfacil.state import DEFAULT_THEME, chosen_theme
from pmfacil.themes import is_theme, with_known_theme

if TYPE_CHECKING:
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.live import LiveMeeting
    from pmfacil.settings import Settings


class Starting(PmfacilApp):
    """Loads the meeting, or the library, behind its first frame, which has the title where it will stay."""

    CSS = f"""
    {PmfacilApp.CSS}
    #title {{ padding: 0 1; text-style: bold; }}
    """

    def __init__(
        self, title: str, begin: "Callable[[], LiveMeeting | JoinedMeeting | Library]", called: str = ""
    ) -> None:
        theme, _ = chosen_theme()
        super().__init__(theme=theme if is_theme(theme) else DEFAULT_THEME)
        self.problem: SessionError | None = None
        """Why there is nothing to show after all."""
        self.called = called
        self._title = title
        self._begin = begin
        # Keys wait for the meeting.
        self.opening = 1

    def compose(self) -> ComposeResult:
        """What it is about."""
        yield Static(Content(self._title), id="title")

    def on_mount(self) -> None:
        """Go on once this frame is drawn."""
        self.call_after_refresh(self._load)

    def _load(self) -> None:
        from pmfacil.settings import read_settings

        try:
            begun = self._begin()
        except SessionError as problem:
            self.problem = problem
            self.exit()
            return
        settings = checked(read_settings())
        if isinstance(begun, Library):
            self.show_library(begun, settings)
        else:
            self.hold(begun, settings)
        self.opening -= 1


def checked(settings: "Settings") -> "Settings":
    """The settings with what only the screen knows: whether there is such a theme, and whether the keys can be."""
    settings = with_known_theme(settings)
    if settings.keymap:
        from pmfacil.keys import with_known_keys

        settings = with_known_keys(settings, PmfacilApp)
    return settings


def run(title: str, begin: "Callable[[], LiveMeeting | JoinedMeeting | Library]", called: str = "") -> int:
    """Show a meeting, or a library, until the person leaves; 0 if all went well, else 1.

    Args:
        title: What it is about.
        begin: Opens it, behind the first frame.
        called: What those who join see of the person; empty for the name of the login.

    Raises:
        SessionError: If it cannot be opened.
    """
    app = Starting(title, begin, called)
    saved = True
    try:
        app.run()
    finally:
        meeting = vars(app).get("meeting")
        saved = meeting is None or meeting.close()
    if app.problem:
        raise app.problem
    if meeting and not saved:
        print(left_behind(meeting), file=sys.stderr)
        return 1
    return app.return_code or 0
