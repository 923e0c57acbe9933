"""What a terminal may do to the program: send bytes that are no text, or be gone in the middle of a frame."""

import asyncio
import contextlib
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.drivers import (
    _writer_thread,  # pyright: ignore[reportPrivateUsage]
)

from pmfacil.parsing import PatientParser

_leave: list[Callable[[], object]] = []
"""Called, from the writer's thread, when the terminal is gone."""


class PatientWriter(_writer_thread.WriterThread):
    """Goes on taking what is to be drawn after the terminal is gone, so that nobody waits for it."""

    def run(self) -> None:
        """Write until told to stop, or until there is nothing to write to."""
        try:
            super().run()
        except (OSError, ValueError):
            for leave in _leave:
                leave()
            while self._queue.get() is not None:
                pass


def _forgiving(encoding: str) -> Callable[[], IncrementalDecoder]:
    return partial(getincrementaldecoder(encoding), errors="replace")


def _thaw(driver: Any, *_: object) -> None:
    """Draw again after being frozen; begin anew only what was left, or two readers would share the keys."""
    if driver._auto_restart and driver._must_signal_resume:
        driver.resume_application_mode()
    else:
        driver._app.call_later(driver._app.refresh, layout=True)


def stand_firm(leave: Callable[[], object]) -> None:
    """Have wrong bytes and senseless keys end nothing, and `leave` called when the terminal is gone.

    Textual 8.2.8 offers no other way: its driver decodes strictly, and the event loop waits for its dead writer.
    """
    with contextlib.suppress(ImportError):  # not on Windows
        from textual.drivers import linux_driver

        loop = asyncio.get_running_loop()
        _leave[:] = [lambda: loop.call_soon_threadsafe(leave)]
        linux_driver.LinuxDriver._sigcont_application = _thaw  # pyright: ignore[reportAttributeAccessIssue]
        linux_driver.WriterThread = PatientWriter  # pyright: ignore[reportPrivateImportUsage]
        linux_driver.XTermParser = PatientParser  # pyright: ignore[reportPrivateImportUsage]
        linux_driver.getincrementaldecoder = _forgiving  # pyright: ignore[reportPrivateImportUsage, reportAttributeAccessIssue]
