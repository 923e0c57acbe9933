"""A real terminal for the real program: a pseudo-terminal whose screen can be read."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

PROGRAM = str(Path(sys.executable).with_name("pmfacil"))
"""The program as a shell finds it."""


class Terminal:
    """Runs one program and shows what it draws; use it as a context, at whose end nothing of it runs."""

    def __init__(
        self,
        command: Sequence[str],
        size: tuple[int, int] = (120, 36),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self.written = b""
        """Every byte that the program sent to the terminal."""
        self.painted = 0.0
        """When the last of them came, on the clock of `time.perf_counter`."""
        self._ours, theirs = pty.openpty()
        self._set_size(size)
        clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TMUX", "COLUMNS")}
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=cwd,
            env={**clean, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(theirs)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self.hang_up()

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(map(self.line, range(self._screen.lines)))

    def line(self, number: int) -> str:
        """One line of the screen, the first is 0."""
        # The emulator's own way to read a line fails where a sign of no width begins one.
        row = self._screen.buffer[number]
        return "".join(row[column].data for column in range(self._screen.columns)).rstrip()

    def send(self, keys: str | bytes) -> None:
        """Press keys, or send bytes as they are."""
        left = keys.encode() if isinstance(keys, str) else keys
        while left:
            # The program may be busy drawing: what it draws is taken, so that neither waits for the other.
            reads, writes, _ = select.select([self._ours], [self._ours], [], 10)
            if reads:
                self._take()
            if writes:
                left = left[os.write(self._ours, left[:1024]) :]

    def wait(self, until: Callable[[], bool], seconds: float = 20) -> float:
        """Go on until something is true of the screen; when what made it true was drawn.

        Raises:
            TimeoutError: If it does not become true, with the screen as it is then.
        """
        end = time.monotonic() + seconds
        while not until():
            left = end - time.monotonic()
            if left <= 0 or not self._go_on(left):
                raise TimeoutError(f"this did not come:\n{self.text}")
        return self.painted

    def wait_for(self, words: str, seconds: float = 20) -> float:
        """Go on until these words stand on the screen; when they were drawn."""
        return self.wait(lambda: words in self.text, seconds)

    def pause(self, seconds: float) -> None:
        """Go on for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._go_on(left):
            pass

    def ended(self, seconds: float = 20) -> int:
        """Go on until the program ends; its exit code, negative if a signal ended it.

        Raises:
            TimeoutError: If it does not end.
        """
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise TimeoutError(f"it did not end:\n{self.text}")
            if self._ours < 0 or not self._go_on(0.05):
                time.sleep(0.01)
        if self._ours >= 0:
            self.pause(0.05)
        return self.process.returncode

    def resize(self, width: int, height: int) -> None:
        """Change the size of the window."""
        self._set_size((width, height))
        self._screen.resize(height, width)

    def signal(self, what: signal.Signals) -> None:
        """Send a signal to the program alone."""
        self.process.send_signal(what)

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        with contextlib.suppress(OSError):
            os.close(self._ours)
        self._ours = -1

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def _go_on(self, seconds: float) -> bool:
        """Take what comes within so many seconds; whether more may come."""
        return not select.select([self._ours], [], [], seconds)[0] or self._take()

    def _take(self) -> bool:
        try:
            chunk = os.read(self._ours, 65536)
        except OSError:  # the program has ended
            return False
        self.painted = time.perf_counter()
        self.written += chunk
        self._stream.feed(chunk)
        return bool(chunk)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
