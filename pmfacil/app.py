"""The application: themes, the screen of the meeting, and the edge at which nothing may break."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.color import Color
from textual.command import CommandPalette, Provider
from textual.filter import LineFilter
from textual.screen import Screen

from pmfacil.messages import Said
from pmfacil.review.text import CONTROLS
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.sessions.errors import reason
from pmfacil.sessions.live import LiveMeeting
from pmfacil.settings import Settings, read_settings
from pmfacil.terminal import stand_firm
from pmfacil.themes import CONTRAST_LINES, THEMES, with_known_theme
from pmfacil.typeahead import TypeAheadApp
from pmfacil.widgets.too_small import cover

_AT_ONCE = 3
"""Sentences about the settings that a person is shown at the start."""
_SPACES = dict.fromkeys((*CONTROLS, ord("\t"), ord("\n")), " ")


class NoControls(LineFilter):
    """Keeps control characters from the terminal, wherever they came from."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without them."""
        return [s if s.text.isprintable() else Segment(s.text.translate(_SPACES), s.style, s.control) for s in segments]


class Palette(CommandPalette):
    """The commands by name."""

    def _action_command_list(self, action: str) -> None:
        # In Textual 8.2.8 a page key that comes before the list is laid out would end the program.
        with contextlib.suppress(KeyError):
            super()._action_command_list(action)


def _commands() -> type[Provider]:
    from pmfacil.palette import Commands

    return Commands


class PmfacilApp(TypeAheadApp):
    """Shows one meeting."""

    TITLE = "pmfacil"
    CSS = CONTRAST_LINES
    COMMANDS: ClassVar = {_commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]
    BINDINGS = [
        Binding("ctrl+p", "command_palette", "Commands", id="app.commands", show=False, tooltip="Every command")
    ]

    def __init__(self, meeting: LiveMeeting, settings: Settings | None = None) -> None:
        """Show a meeting; without settings all is as usual, and nothing is remembered."""
        super().__init__()
        self.meeting = meeting
        self.settings = settings or Settings(welcomed=True)
        self._remembers = settings is not None
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self._theme = self.settings.theme
        self.theme = self._theme

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's own, and ours at the end."""
        return [*super().get_line_filters(), NoControls()]

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
        if self._remembers and self.theme != self._theme:
            # What counts is the theme at the moment of writing: two choices in a row cannot overtake one another.
            self._remember(lambda: self.settings.remember_theme(self.theme))
        self._theme = self.theme

    def on_load(self) -> None:
        """Be ready for what a terminal may do, before the first key."""
        if not self.is_headless:
            stand_firm(self.exit)

    def notify(self, message: str, **how: Any) -> None:
        """Show a sentence for some seconds, once at a time."""
        if all(shown.message != message or shown.has_expired for shown in self._notifications):
            super().notify(message, **how)

    def on_mount(self) -> None:
        """Show the meeting, and leave in order when the terminal or the system asks."""
        for name in ("SIGTERM", "SIGHUP"):
            # Not everywhere, and only on the main thread, can an event loop listen to signals.
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.exit)
        self.set_keymap(dict(self.settings.keymap))
        self.screen_change_signal.subscribe(self, self._cover)
        self.push_screen(MeetingScreen(self.meeting, self.settings.policies))
        self._greet(self.settings.problems)

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small."""
        cover(self.screen, event.size)

    def _cover(self, screen: Screen[Any]) -> None:
        screen.call_later(cover, screen, self.size)

    def _greet(self, problems: Sequence[str]) -> None:
        """Say what is wrong with the settings, and the first words on a machine that is new to this."""
        more = len(problems) - _AT_ONCE
        last = [f"{more} more about the settings: `pmfacil settings` tells."] if more > 0 else []
        for sentence in (*problems[:_AT_ONCE], *last):
            self.notify(sentence, severity="warning", markup=False, timeout=15)
        if not self.settings.welcomed:
            from pmfacil.palette import bindings

            keys = {binding.id: self.get_key_display(binding) for binding in bindings(self.screen)}
            first, every, only = (keys[f"meeting.{name}"] for name in ("capture", "help", "zoom"))
            words = f"{first} writes things down · {every} shows every key · {only} leaves only the board"
            self.screen.post_message(Said(words))
            self._remember(self.settings.remember_welcome)

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
        kept = "all that was written is saved" if self.meeting.flush() else "not all that was written could be saved"
        self._return_code = 1
        self.exit(return_code=1, message=f"Something went wrong inside pmfacil ({type(error).__name__}); {kept}.")


def checked(settings: Settings) -> Settings:
    """The settings with what only the screen knows: whether there is such a theme, and whether the keys can be."""
    settings = with_known_theme(settings)
    if settings.keymap:
        from pmfacil.keys import with_known_keys

        settings = with_known_keys(settings, PmfacilApp)
    return settings


def run(meeting: LiveMeeting) -> int:
    """Show the meeting until the person leaves; 0 if all went well, else 1."""
    app = PmfacilApp(meeting, checked(read_settings()))
    try:
        app.run()
    finally:
        saved = meeting.close()
    if not saved:
        print(_left_behind(meeting), file=sys.stderr)
        return 1
    return app.return_code or 0


def _left_behind(meeting: LiveMeeting) -> str:
    why = (meeting.saved.problem or "the disk did not answer").partition(";")[0]
    try:
        return f"{why}; the whole review is in {meeting.rescue()} instead: move it over the one in the library."
    except OSError as error:
        return f"{why}; a copy could not be written either ({reason(error)}), so the latest edits are lost."
