"""A meeting that is held in a thread of its own, as another terminal would hold it."""

import asyncio
import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Self, TypeVar

from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add
from pmfacil.review.incident import Incident
from pmfacil.review.notes import Note
from pmfacil.review.part import now_utc
from pmfacil.review.review import Review
from pmfacil.sessions.door import NobodyThere
from pmfacil.sessions.hosting import Host
from pmfacil.sessions.joining import JoinedMeeting
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.meeting_point import meeting_point
from pmfacil.sessions.wire import Bye, Frozen, Hello, Present, Seat, View, from_holder, line

T = TypeVar("T")


def wait_for(condition: Callable[[], T], seconds: float = 20) -> T:
    """What the condition gives, as soon as that is anything."""
    end = time.monotonic() + seconds
    while not (given := condition()):
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.002)
    return given


def note(text: str) -> Add:
    """An edit that adds a note."""
    return Add(part=Note(text=text))


def notes(review: Review) -> list[str]:
    """What the notes say."""
    return [one.text for one in review.notes]


def names(present: Present) -> list[str]:
    """Who is there."""
    return [seat.name for seat in present.seats]


def new_meeting(folder: Path) -> LiveMeeting:
    """A meeting on a new session."""
    return LiveMeeting.create(Library(folder), new_review(Incident(title="Checkout was down"), now_utc()))


class Held:
    """A meeting, those who may join it, and the loop in which all that happens."""

    def __init__(self, live: LiveMeeting, name: str = "Kim", view: View = "meeting", away: str = "") -> None:
        self.live = live
        self.loop = asyncio.new_event_loop()
        self.longest = 0.0
        """Seconds of processor time that the longest turn of the loop took."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self.host = self.do(lambda: Host(live, name, view, away))
        live.listener = lambda state: self._soon(self.host.tell_saved)
        asyncio.run_coroutine_threadsafe(self.host.open(), self.loop).result(10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def do(self, work: Callable[[], T]) -> T:
        """Have something done in the loop."""

        async def done() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(done(), self.loop).result(20)

    def apply(self, text: str) -> None:
        """Add a note here."""
        self.do(lambda: self.live.apply(note(text)))

    def close(self) -> None:
        """Leave in order."""
        if not self.loop.is_closed():
            self.do(self.host.close)
            self.live.close()
            self._end()

    def vanish(self) -> None:
        """Leave as a process that is killed: nothing more is written or said, and the lock is free."""
        lock = self.live.file._lock
        assert lock

        def gone() -> None:
            self.live.file._lock = None
            for terminal in self.host._terminals.values():
                terminal.writer.transport.abort()
            assert self.host._server
            self.host._server.close()
            lock._close()

        self.do(gone)
        self._end()

    def _end(self) -> None:
        self._soon(self.loop.stop)
        self._thread.join()

    def _soon(self, work: Callable[[], object]) -> None:
        self.loop.call_soon_threadsafe(work)

    def _run(self) -> None:
        once = self.loop._run_once  # pyright: ignore

        def timed() -> None:
            began = time.thread_time()
            once()
            self.longest = max(self.longest, time.thread_time() - began)

        self.loop._run_once = timed  # pyright: ignore
        self.loop.run_forever()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


class Wire:
    """A socket to a meeting, on which anything can be said."""

    def __init__(self, path: Path) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(str(meeting_point(path)))
        self._lines = self.socket.makefile("rb")
        self._said: Frozen | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()
        self.socket.close()

    def greet(self, terminal: str = "dana", **about: object) -> Frozen:
        """Say who this is, and give back the answer."""
        self.say(Hello(seat=Seat(terminal=terminal, name="Dana", view="notes"), **about))  # pyright: ignore
        return self.hear()

    def say(self, words: Frozen | bytes) -> None:
        """Send it, if anybody still listens."""
        try:
            self.socket.sendall(words if isinstance(words, bytes) else line(words))
        except (BrokenPipeError, ConnectionResetError):
            assert os.name == "posix"

    def hear(self) -> Frozen:
        """The next message."""
        self._said = from_holder(self._lines.readline())
        return self._said

    def last(self) -> str:
        """The last word on this connection, once it is over."""
        said = self._said
        # What is left unread at the far end when it hangs up is told behind its last word.
        with contextlib.suppress(ConnectionResetError):
            while words := self._lines.readline():
                said = from_holder(words)
        assert isinstance(said, Bye), said
        return said.why


def on_disk(path: Path) -> list[str]:
    """What the notes say in the file."""
    return notes(LiveMeeting.open(path, write=False).review)


@contextlib.contextmanager
def frozen(held: Held) -> Generator[None]:
    """Whoever holds the meeting does nothing while this goes on."""
    go_on, stopped = threading.Event(), threading.Event()

    def stop() -> None:
        stopped.set()
        go_on.wait(20)

    held.loop.call_soon_threadsafe(stop)
    stopped.wait(20)
    try:
        yield
    finally:
        go_on.set()


@contextlib.contextmanager
def away(*joined: JoinedMeeting) -> Generator[None]:
    """Nobody comes back while this goes on."""

    def shut() -> None:
        raise NobodyThere("It is shut.")

    for one in joined:
        vars(one._door)["_knock"] = shut
    yield
    for one in joined:
        del vars(one._door)["_knock"]


def cut(joined: JoinedMeeting) -> None:
    """Break its connection."""
    end = joined._door._end
    assert end
    end.shutdown(socket.SHUT_RDWR)
    wait_for(lambda: joined.cut_off_since)


def back(joined: JoinedMeeting) -> None:
    """Return once it is connected and nothing waits."""
    wait_for(lambda: joined.cut_off_since is None and not joined.pending)
