"""A terminal that notes when every frame was whole, and draws none of them meanwhile."""

import contextlib
import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

from tests.terminal import Terminal

SIZE = (120, 36)
_ASKED, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""Whether the terminal shows frames whole, and that it does: the end of each can then be seen."""
_END = b"\x1b[?2026l"
_CURSOR = re.compile(rb"\x1b\[(\d+);\d+H")
_CALM, _REST = 0.15, 0.03
"""Seconds without a frame and without computing after which all is done: that a meeting shows, that a key does."""
_LOOK = 0.01


@dataclass(frozen=True)
class Frame:
    """What was drawn at once."""

    at: float
    """When the last byte of it came, on the clock of `time.perf_counter`."""
    low: int
    """The lowest line it touched, the first is 1."""


class Watched(Terminal):
    """A program in a terminal. Frames that touch nothing below the header are the clock's, and not counted."""

    def __init__(self, command: Sequence[str], env: dict[str, str], header: int) -> None:
        self.frames: list[Frame] = []
        self._header = header
        self._chunks: list[tuple[float, bytes]] = []
        self._open = b""
        self._answered = False
        super().__init__(command, SIZE, env)

    def __enter__(self) -> "Watched":
        return self

    def press(self, key: str, seconds: float = 10) -> float:
        """Press a key; the milliseconds until the frame that answers it was whole.

        Raises:
            TimeoutError: If nothing is drawn.
        """
        self.calm(_REST)  # so that no frame of what was pressed before is taken for the answer
        before, sent = len(self.frames), time.perf_counter()
        self.send(key)
        end = sent + seconds
        while len(self.frames) == before:
            if time.perf_counter() > end or not self._go_on(0.5):
                raise TimeoutError(f"nothing was drawn after {key!r}")
        return (self.frames[before].at - sent) * 1000

    def calm(self, quiet: float = _CALM, seconds: float = 20) -> float:
        """Go on until nothing was drawn or computed for a while; when the last frame was whole."""
        end, since, frames = time.monotonic() + seconds, time.monotonic(), len(self.frames)
        while time.monotonic() < end and (time.monotonic() - since < quiet or not self._chunks):
            self.pause(_LOOK)
            if len(self.frames) != frames or self._running():
                since, frames = time.monotonic(), len(self.frames)
        return self.frames[-1].at if self.frames else self.painted

    def shown_at(self, *words: str) -> float:
        """When the frame was whole after which all these words stood on the screen."""
        screen = pyte.Screen(*SIZE)
        stream = pyte.ByteStream(screen)
        for at, chunk in self._chunks:
            stream.feed(chunk)
            if all(word in "\n".join(screen.display) for word in words):
                return next((frame.at for frame in self.frames if frame.at >= at), at)
        raise ValueError(f"{words} never stood there")

    def drew(self, word: str, since: float) -> float | None:
        """When a word was drawn after a moment; `None` if it was not."""
        new = [(at, chunk) for at, chunk in self._chunks if at > since]
        return new[-1][0] if word.encode() in b"".join(chunk for _, chunk in new) else None

    def computed(self) -> float:
        """The seconds of one core that the program has used."""
        # How Linux names the clock of another process's computing.
        return time.clock_gettime(~self.process.pid << 3 | 2)

    def memory(self) -> float:
        """The megabytes it has in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _running(self) -> bool:
        """Whether it computes, or would if the machine let it."""
        for thread in Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            with contextlib.suppress(OSError):
                if thread.read_text().rpartition(")")[2].split()[0] in "RD":
                    return True
        return False

    def _take(self) -> bool:
        try:
            chunk = os.read(self._ours, 65536)
        except OSError:
            return False
        self.painted = time.perf_counter()
        self._chunks.append((self.painted, chunk))
        self._open += chunk
        if not self._answered and _ASKED in self._open:
            self._answered = True
            os.write(self._ours, _ANSWER)
        while _END in self._open:
            frame, _, self._open = self._open.partition(_END)
            low = max((int(line) for line in _CURSOR.findall(frame)), default=0)
            if low > self._header:
                self.frames.append(Frame(self.painted, low))
        return bool(chunk)
