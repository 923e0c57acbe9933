"""Saving off the event loop: a thread that always writes the newest value."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Generic, TypeVar, cast

from pmfacil.sessions.errors import NotSaved, SessionError, reason

T = TypeVar("T")


@dataclass(frozen=True)
class SaveState:
    """How much of what was given is on disk."""

    pending: bool = False
    """Whether something is not on disk yet."""
    saved_at: datetime | None = None
    """Up to when everything is on disk, aware."""
    problem: str | None = None
    """Why nothing is being saved, one sentence."""


class Saver(Generic[T]):
    """Writes each value it is given, or a newer one, and tries again until it is on disk.

    `write` and `told` are called in the saver's own thread, one call at a time. What `told` raises is dropped, and it
    must not wait for a thread that is in `flush` or `close`.
    """

    def __init__(
        self,
        write: Callable[[T], None],
        told: Callable[[SaveState], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        retry: float = 2.0,
    ) -> None:
        self._write = write
        self._told = told
        self._now = now
        self._retry = retry
        """Seconds between two attempts on a disk that refuses."""
        self._state = SaveState()
        self._value: T | None = None
        self._given = 0
        self._written = 0
        self._waiting_since: datetime | None = None
        self._wanted = False
        self._closed = False
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SaveState:
        """How much of what was given is on disk at this moment."""
        with self._changed:
            return self._state

    def save(self, value: T) -> None:
        """Have the value written at once, and return at once.

        Raises:
            RuntimeError: If the saver is closed.
        """
        with self._changed:
            if self._closed:
                raise RuntimeError("the saver is closed")
            self._value = value
            self._given += 1
            self._waiting_since = self._waiting_since or self._now()
            self._wanted = True
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Whether everything given so far is on disk within so many seconds."""
        with self._changed:
            given = self._given
            self._wanted = self._wanted or self._written < given
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._written >= given, timeout)

    def close(self, timeout: float = 10.0) -> bool:
        """Flush and end, taking no more values; whether everything given is on disk."""
        with self._changed:
            self._closed = True
        saved = self.flush(timeout)
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        return saved

    def _run(self) -> None:
        while True:
            with self._changed:
                # After a failure the wait ends by itself; otherwise only with something to do.
                self._changed.wait_for(
                    lambda: self._wanted or self._ended, self._retry if self._state.problem else None
                )
                if self._ended:
                    return
                self._wanted = False
                given, value = self._given, cast("T", self._value)
                since, self._waiting_since = self._waiting_since, None
                taken = self._now()
                self._state = replace(self._state, pending=True)
            self._tell()
            problem = self._problem(value, since or taken)
            with self._changed:
                if problem:
                    self._waiting_since = since
                    self._state = replace(self._state, problem=problem)
                else:
                    self._written = given
                    self._wanted = self._given > given
                    # Not when the disk was done: what was written meanwhile is not in it.
                    self._state = SaveState(self._wanted, taken)
                    self._changed.notify_all()
            self._tell()

    def _problem(self, value: T, since: datetime) -> str | None:
        """Write the value; what kept it from being written, if anything did."""
        try:
            self._write(value)
        except Exception as error:
            return (
                f"Not saved since {since.astimezone():%H:%M}: {_why(error)}; "
                "the meeting goes on, and all of it is written as soon as that is over."
            )
        return None

    def _tell(self) -> None:
        # Whoever listens may be gone already; the saving goes on.
        with contextlib.suppress(Exception):
            self._told(self._state)


def _why(error: Exception) -> str:
    match error:
        case NotSaved():
            return error.reason
        case SessionError():
            return str(error).rstrip(".")
        case OSError():
            return reason(error)
        case _:
            return f"an unexpected fault ({type(error).__name__})"
