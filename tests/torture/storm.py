"""Hands that press anything, on the watched program, and what has to be true of it afterwards."""

import json
import os
import random
import signal
import sys
import time
from collections import Counter, deque
from pathlib import Path
from types import TracebackType
from typing import Any

import pyte

from pmfacil.review.review import Review
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.session_file import open_session
from tests.terminal import Terminal

LEFT = ("left", "action_quit")
"""What of the program lets it end because somebody asked."""
SIZES = ((20, 5), (300, 100), (80, 24), (120, 36), (40, 10), (200, 50), (1, 1), (500, 2))
_END_OF_PASTE = b"\x1b[201~"
_KEEP = 300_000


class Unread(Terminal):
    """A terminal in front of which nobody sits: it takes what is drawn, and draws it only when it is looked at."""

    size = (120, 36)

    @property
    def text(self) -> str:
        """What stands on the screen, nearly: it is drawn from the latest bytes alone."""
        screen = pyte.Screen(*self.size)
        pyte.ByteStream(screen).feed(self.written)
        return "\n".join(line.rstrip() for line in screen.display)

    def resize(self, width: int, height: int) -> None:
        """Change the size of the window."""
        self.size = (width, height)
        self._set_size(self.size)

    def _take(self) -> bool:
        try:
            chunk = os.read(self._ours, 65536)
        except OSError:
            return False
        self.painted = time.perf_counter()
        self.written = (self.written + chunk)[-_KEEP:]
        return bool(chunk)


class Storm:
    """One review in the watched program, opened again whenever it was left; use it as a context."""

    def __init__(self, folder: Path, review: Review, seed: int) -> None:
        self.chance = random.Random(seed)
        self.done = Counter[str]()
        self.holds: list[dict[str, Any]] = []
        self.edits = 0
        self.sent = deque[str | bytes](maxlen=60)
        """The latest keys."""
        self._library = folder / "library"
        self._result = folder / "seen.json"
        self._marks = 0
        meeting = LiveMeeting.create(Library(self._library), review)
        self.path = meeting.file.path
        assert meeting.close()
        self._open()

    def __enter__(self) -> "Storm":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.terminal.__exit__(kind, error, at)

    def _open(self) -> None:
        self._result.unlink(missing_ok=True)
        self.terminal = Unread(
            [sys.executable, "-m", "tests.torture.watched", str(self._result), "open", str(self.path)],
            env={"PMFACIL_LIBRARY": str(self._library)},
        )
        self.terminal.wait(lambda: b"saved" in self.terminal.written, 60)

    @property
    def tables(self) -> Any:
        """What is on disk."""
        return open_session(self.path, write=False).tables

    def send(self, keys: str | bytes, what: str = "keys", count: int = 1) -> None:
        """Press keys, unless the program was left just before; then open it again."""
        if self.terminal.process.poll() is not None:
            self.check_end()
            self.done["reopened"] += 1
            self._open()
        self.done[what] += count
        self.sent.append(keys)
        self.terminal.send(keys)
        self.terminal.pause(0)

    def mark(self, patience: float = 60) -> None:
        """Write a line that was never written before, whatever is open, and wait until it is on disk."""
        self._marks += 1
        word = f"Mark{self._marks:05}"
        end = time.monotonic() + patience
        while word not in self.path.read_text():
            if time.monotonic() > end:
                raise AssertionError(f"{word} was not kept after {list(self.sent)}; it is at:\n{self._stacks()}")
            self.send(_END_OF_PASTE)
            for _ in range(3):
                self.send("\x1b")
                self.terminal.pause(0.12)
            self.send(f":\x15\x0bn {word}\r")
            until = min(end, time.monotonic() + 3)
            while word not in self.path.read_text() and time.monotonic() < until:
                self.terminal.pause(0.05)
        self.done["marks found on disk"] += 1

    def _stacks(self) -> str:
        self.terminal.written = b""
        for ask in (signal.SIGUSR2, signal.SIGUSR1):
            self.terminal.signal(ask)
            self.terminal.pause(1)
        return self.terminal.written.decode(errors="replace")

    def leave(self) -> None:
        """Leave in order, and look at what is on disk."""
        self.mark()
        until = time.monotonic() + 20
        while self.terminal.process.poll() is None and time.monotonic() < until:
            for keys in ("\x1b", "\x1b", "q", "\x1b[B\r"):
                self.terminal.send(keys)
                self.terminal.pause(0.2)
        self.check_end()

    def check_end(self) -> None:
        """The program ended because somebody asked, and the disk has what the meeting had.

        Raises:
            AssertionError: If not.
        """
        code = self.terminal.ended()
        said = self.terminal.written[-3000:].decode(errors="replace")
        seen: dict[str, Any] = json.loads(self._result.read_text()) if self._result.exists() else {}
        faults = "\n".join(seen.get("faults", []))
        assert (code, seen.get("left")) in [(0, how) for how in LEFT], (
            f"ended with {code}: {seen.get('left')}\n{faults}\n{said}"
        )
        assert not faults, faults
        assert seen["tables"] == json.loads(json.dumps(self.tables)), "the disk has not what the meeting had"
        self.holds += seen["holds"]
        self.edits += seen["edits"]

    def longest(self, limit: float) -> str:
        """How long our own code held the loop at most.

        Raises:
            AssertionError: If that is longer than so many seconds.
        """
        if not self.holds:
            return "never 60 ms"
        worst = max(self.holds, key=lambda hold: hold["ours"])
        where = f" at {worst['where'][0][0]}" if worst["where"] else ""
        assert worst["ours"] <= limit, "\n".join(json.dumps(hold) for hold in self.holds if hold["ours"] > limit)
        return f"{worst['ours'] * 1000:.0f} ms{where}"

    def told(self) -> str:
        """What was done, counted."""
        return ", ".join(f"{count} {what}" for what, count in sorted(self.done.items()))
