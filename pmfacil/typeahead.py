"""Typing faster than the screen: a key is handled only when the one before it has done all it does."""

from collections import deque
from collections.abc import Callable, Coroutine
from functools import wraps
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from textual import events
from textual.app import App
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker

MOST_PASTED = 100_000
"""Characters; a longer paste is refused."""
PATIENCE = 0.25
"""Seconds after which a key is taken as handled, although nothing says so: what had it in hand is gone."""
JOINERS = ("\u200c", "\u200d")
"""What joins signs and letters, or does not let them join, and is no sign itself."""
READY = 0.01
"""Seconds between two looks at a screen that is still opening."""

W = TypeVar("W", bound=Widget)
P = ParamSpec("P")


class Handled(Message):
    """Follows a key on its way up through the widgets, and arrives when the key has been handled."""

    def __init__(self, turn: int, target: Widget, again: bool) -> None:
        super().__init__()
        self.turn = turn
        self.target = target
        self.again = again
        """Whether it goes up once more, behind what the key had its widget post (a line that was submitted, say)."""


class TypeAheadApp(App[None]):
    """Hands keys and pastes on one at a time, so that none acts on a board while a dialog or the bar is opening."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._under_way = False
        self._looking = False
        self._waits_since = 0.0
        self.latest = 0.0
        """When the latest key or paste came, on the clock of `time.monotonic`."""
        self.opening = 0
        """How many actions are about to open a dialog."""

    async def on_event(self, event: events.Event) -> None:
        """Line keys and pastes up; everything else is handled at once."""
        if isinstance(event, events.Paste) and len(event.text) > MOST_PASTED:
            most = f"{MOST_PASTED // 1000} thousand"
            self.notify(f"That paste is longer than {most} characters; nothing was taken.", markup=False)
        elif isinstance(event, events.Key) and event.character in JOINERS:
            # A line takes only what it can print; these make one sign of several, or keep letters apart.
            await self.on_event(events.Paste(event.character or ""))
        elif isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            # Whoever types is there, also if the terminal told only that its window was left.
            self.app_focus = True
            self.latest = monotonic()
            self._waiting.append(event)
            await self._go_on()
        else:
            await super().on_event(event)

    def on_handled(self, message: Handled) -> None:
        """Go on with the next key, after what the last one left to be done."""
        if message.again:
            message.target.post_message(Handled(message.turn, message.target, again=False))
        else:
            self.call_later(self._done, message.turn)

    @property
    def quiet(self) -> bool:
        """Whether every key has done all it does."""
        return not (self._waiting or self._under_way or self.opening)

    async def _done(self, turn: int) -> None:
        if turn == self._turn:
            self._under_way = False
            await self._go_on()

    async def _go_on(self) -> None:
        if not self._waiting or self._under_way or self._looking:
            return
        if self.opening or _still_opening(self):
            self._look_again()
            return
        self._waits_since = 0.0
        event = self._waiting.popleft()
        self._under_way = True
        self._turn += 1
        target = self.focused or self.screen
        await super().on_event(event)
        target.post_message(Handled(self._turn, target, again=True))
        self._watch(self._turn, target, monotonic() + PATIENCE)

    def _look_again(self) -> None:
        """Wait for a screen that is still opening; if all it lacks is a focus, as after a tiny size, give it one."""
        self._waits_since = self._waits_since or monotonic()
        if not self.opening and self.screen.is_running and monotonic() - self._waits_since > PATIENCE:
            self._waits_since = 0.0
            self.screen.set_focus(self.screen.focus_chain[0])
        self._looking = True

        async def look() -> None:
            self._looking = False
            await self._go_on()

        self.set_timer(READY, look)

    def _watch(self, turn: int, target: Widget, until: float) -> None:
        """Go on too if what had the key in hand is gone, as when a dialog closed."""

        async def look() -> None:
            if turn != self._turn or not self._under_way:
                return
            if monotonic() > until or not target.is_attached or not target.is_running:
                await self._done(turn)
            else:
                self._watch(turn, target, until)

        self.set_timer(READY, look)


def asks(method: Callable[Concatenate[W, P], Coroutine[Any, Any, None]]) -> Callable[Concatenate[W, P], Worker[None]]:
    """An action that runs in a worker because it asks with a dialog; keys wait until the dialog is there."""

    @wraps(method)
    def action(widget: W, *args: P.args, **kwargs: P.kwargs) -> Worker[None]:
        opening(widget, 1)

        async def ask() -> None:
            opening(widget, -1)
            await method(widget, *args, **kwargs)

        return widget.run_worker(ask(), name=method.__name__)

    return action


def pause(widget: Widget) -> float:
    """How many seconds ago the latest key or paste came."""
    app = cast("object", widget.app)
    return monotonic() - app.latest if isinstance(app, TypeAheadApp) else 0.0


def opening(widget: Widget, step: int) -> None:
    """Count an action that is about to open a dialog, or one that has."""
    app = cast("object", widget.app)
    if isinstance(app, TypeAheadApp):
        app.opening += step


def _still_opening(app: App[None]) -> bool:
    screen = app.screen
    return not screen.is_running or (screen.focused is None and bool(screen.AUTO_FOCUS) and bool(screen.focus_chain))
