"""The application: themes, commands, the meeting that shows, and the edge at which nothing may break."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from textual import events, on
from textual.binding import Binding
from textual.color import Color
from textual.command import CommandPalette, Provider
from textual.filter import LineFilter
from textual.geometry import Size
from textual.notifications import Notify
from textual.screen import Screen
from textual.widgets import Input

from pmfacil.review.text import CONTROLS
from pmfacil.state import DEFAULT_THEME
from pmfacil.terminal import stand_firm
from pmfacil.themes import CONTRAST_LINES, THEMES, TOASTS
from pmfacil.toast import Sentence
from pmfacil.typeahead import TypeAheadApp
from pmfacil.widgets.too_small import cover, laid_out

if TYPE_CHECKING:
    # Loaded when a meeting is to show: by then the first frame is there.
    from pmfacil.clock import Clock
    from pmfacil.screens.meeting import MeetingScreen
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.library import Library
    from pmfacil.sessions.live import LiveMeeting
    from pmfacil.settings import Settings

_AT_ONCE = 3
"""Sentences about the settings that a person is shown at the start."""
_SETTLED = 2.0
"""Seconds after which everything that shows all the time is there."""
_PAUSE = 2.0
"""Seconds without a key after which there is time to tidy up."""
_WORTH_IT, _TOO_MUCH = 20_000, 200_000
"""New objects in memory after which it is tidied up in a pause, and without one."""
_SPACES = dict.fromkeys((*CONTROLS, ord("\t"), ord("\n")), " ")


class NoControls(LineFilter):
    """Keeps control characters from the terminal, wherever they came from."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without them."""
        return [s if s.text.isprintable() else Segment(s.text.translate(_SPACES), s.style, s.control) for s in segments]


_NO_CONTROLS = NoControls()
"""Always the same one: Textual keeps a line that it has filtered for as long as the filter is the same."""


class Palette(CommandPalette):
    """The commands by name."""

    def _action_command_list(self, action: str) -> None:
        # In Textual 8.2.8 a page key that comes before the list is laid out would end the program.
        with contextlib.suppress(KeyError):
            super()._action_command_list(action)

    def _on_click(self, event: events.Click) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        # A second click outside, before the first has closed it, would close the meeting below.
        event.prevent_default()
        if self.app.screen is self:
            super()._on_click(event)

    @on(Input.Submitted)
    def _select_or_command(self, event: Any = None) -> None:
        # Nor may what is chosen twice before it is gone.
        if event:
            event.prevent_default()
        if self.app.screen is self:
            super()._select_or_command(event)


def _commands() -> type[Provider]:
    from pmfacil.palette import Commands

    return Commands


class PmfacilApp(TypeAheadApp):
    """Shows the library, or one meeting."""

    TITLE = "pmfacil"
    CSS = CONTRAST_LINES + TOASTS
    COMMANDS: ClassVar = {_commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]
    BINDINGS = [
        Binding("ctrl+p", "command_palette", "Commands", id="app.commands", show=False, tooltip="Every command")
    ]

    meeting: "LiveMeeting | JoinedMeeting"
    """The meeting that shows, or showed last; there is none before the first."""
    called: str = ""
    """What those who join see of the person here; empty for the name of the login."""

    def __init__(
        self,
        meeting: "LiveMeeting | JoinedMeeting | None" = None,
        settings: "Settings | None" = None,
        theme: str = DEFAULT_THEME,
    ) -> None:
        """Show a meeting, if it is there; without settings all is as usual, nothing is remembered, nobody can join."""
        super().__init__()
        self._settings = settings
        self._terminal: Size | None = None
        """What the terminal said last that it has."""
        if meeting:
            self.meeting = meeting
        self.animation_level = "none"
        for known in THEMES:
            self.register_theme(known)
        self._theme = settings.theme if settings else theme
        self.theme = self._theme

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's own, and ours at the end."""
        return [*super().get_line_filters(), _NO_CONTROLS]

    def action_command_palette(self) -> None:
        """Show every command."""
        if self.use_command_palette and not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Show every theme."""
        from textual.theme import ThemeProvider

        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def watch_theme(self) -> None:
        """Remember a theme that was chosen."""
        if self._settings and self.theme != self._theme:
            # What counts is the theme at the moment of writing: two choices in a row cannot overtake one another.
            settings = self._settings
            self._remember(lambda: settings.remember_theme(self.theme))
        self._theme = self.theme

    def on_load(self) -> None:
        """Be ready for what a terminal may do, before the first key."""
        if not self.is_headless:
            stand_firm(self.exit)
            self.set_timer(_SETTLED, self._collect)

    def notify(self, message: str, *, timeout: float | None = None, **how: Any) -> None:
        """Show a sentence for some seconds, once at a time."""
        if all(shown.message != message or shown.has_expired for shown in self._notifications):
            self.post_message(Notify(Sentence(message, timeout=timeout or self.NOTIFICATION_TIMEOUT, **how)))

    def on_mount(self) -> None:
        """Leave in order when the terminal or the system asks, and show the meeting that is there."""
        for name in ("SIGTERM", "SIGHUP"):
            # Not everywhere, and only on the main thread, can an event loop listen to signals.
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.exit)
        self.screen_change_signal.subscribe(self, self._cover)
        if "meeting" in vars(self):
            self.hold(self.meeting, self._settings)

    def hold(
        self,
        meeting: "LiveMeeting | JoinedMeeting",
        settings: "Settings | None",
        back: "Callable[[None], None] | None" = None,
    ) -> "MeetingScreen":
        """Show a meeting until the person leaves it, then call `back`, or leave too."""
        from pmfacil.screens.meeting import MeetingScreen

        self.meeting = meeting
        self._use(settings)
        screen = MeetingScreen(meeting, settings.policies if settings else None, joinable=settings is not None)
        screen.called = self.called
        self.push_screen(screen, back or self.left)
        if settings:
            self._greet(settings)
        return screen

    def show_library(self, library: "Library", settings: "Settings | None", clock: "Clock | None" = None) -> None:
        """Show the library until the person leaves it."""
        from pmfacil.clock import SystemClock
        from pmfacil.review.policies import Policies
        from pmfacil.screens.library import LibraryScreen

        self._use(settings)
        policies = settings.policies if settings else Policies()
        screen = LibraryScreen(library, clock or SystemClock(), policies, self._hold_over)
        self.push_screen(screen, self.left)
        if settings:
            self._tell_problems(settings)

    def _hold_over(
        self, meeting: "LiveMeeting | JoinedMeeting", back: "Callable[[str | None], object]", part: "str | None" = None
    ) -> None:
        """Show a meeting over the library; when it is left, close it and call `back` with what went wrong then."""

        async def close(meeting: "LiveMeeting | JoinedMeeting") -> None:
            try:
                problem = await asyncio.to_thread(_closed, meeting)
            finally:
                self.opening -= 1
            if vars(self).get("meeting") is meeting:
                del self.meeting
            back(problem)

        def left(_: None) -> None:
            # What is opened next may be this very session: keys wait until it is free.
            self.opening += 1
            # Whoever joined may have taken it over.
            self.run_worker(close(vars(self).get("meeting", meeting)))

        screen = self.hold(meeting, self._settings, left)
        if part:
            from pmfacil.review.agenda import Board
            from pmfacil.widgets.agenda import BoardAsked

            screen.call_after_refresh(screen.post_message, BoardAsked(Board.ACTIONS, part))

    def _use(self, settings: "Settings | None") -> None:
        self._settings = settings
        if settings:
            self.set_keymap(dict(settings.keymap))

    def left(self, _: None) -> None:
        """Go where one goes from a meeting: out."""
        self.exit()

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small."""
        self._terminal = event.size
        cover(self.screen, event.size)
        event.size = laid_out(event.size)

    def _cover(self, screen: Screen[Any]) -> None:
        screen.call_later(cover, screen, self._terminal or self.size)

    def _tell_problems(self, settings: "Settings") -> None:
        """Say what is wrong with the settings, once."""
        problems = settings.problems
        more = len(problems) - _AT_ONCE
        last = [f"{more} more about the settings: `pmfacil settings` tells."] if more > 0 else []
        for sentence in (*problems[:_AT_ONCE], *last):
            self.notify(sentence, severity="warning", markup=False, timeout=15)
        self._settings = replace(settings, problems=())

    def _greet(self, settings: "Settings") -> None:
        """Say what is wrong with the settings, and the first words on a machine that is new to this."""
        self._tell_problems(settings)
        if not settings.welcomed:
            from pmfacil.messages import Said
            from pmfacil.palette import bindings

            keys = {binding.id: self.get_key_display(binding) for binding in bindings(self.screen)}
            first, every, only = (keys[f"meeting.{name}"] for name in ("capture", "help", "zoom"))
            words = f"{first} writes things down · {every} shows every key · {only} leaves only the board"
            self.screen.post_message(Said(words))
            self._remember(settings.remember_welcome)
            self._settings = replace(settings, problems=(), welcomed=True)

    def _collect(self) -> None:
        # What is there by now stays to the end: looking through it for garbage would hold keys for a tenth of a second.
        gc.freeze()
        gc.set_threshold(_TOO_MUCH)
        gc.enable()
        self.set_interval(_PAUSE, self._tidy_up)

    def _tidy_up(self) -> None:
        # A key that meets Python's own tidying up waits for it: that is done in a pause, or never noticed.
        if self.quiet and monotonic() - self.latest > _PAUSE and gc.get_count()[0] > _WORTH_IT:
            gc.collect()

    def _remember(self, how: Callable[[], str | None]) -> None:
        def write() -> None:
            if problem := how():
                self.call_from_thread(self.notify, problem, severity="warning", markup=False)

        self.run_worker(write, thread=True, group="state")

    def _handle_exception(self, error: Exception) -> None:
        if self._exit:
            # A key that comes while the screens are taken down finds nobody.
            return
        # The screen is shared: a traceback would show what people typed.
        if self.is_headless:
            super()._handle_exception(error)
            return
        meeting = vars(self).get("meeting")
        saved = meeting is None or meeting.flush()
        kept = "all that was written is saved" if saved else "not all that was written could be saved"
        self._return_code = 1
        self.exit(return_code=1, message=f"Something went wrong inside pmfacil ({type(error).__name__}); {kept}.")


def _closed(meeting: "LiveMeeting | JoinedMeeting") -> str | None:
    """Close a meeting; where the review is if it could not be saved."""
    from pmfacil.sessions.left_behind import left_behind

    return None if meeting.close() else left_behind(meeting)
