"""The way between two terminals in one meeting, which can be cut."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path


class Wire:
    """The way from one terminal to whoever holds the meeting; it can be cut."""

    def __init__(self, here: Path, there: Callable[[], Path]) -> None:
        """Stand in place of a socket.

        Args:
            here: Where the terminal looks for the meeting.
            there: Where it is.
        """
        here.parent.mkdir(mode=0o700)
        self._there = there
        self._broken = False
        self._ends: list[socket.socket] = []
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(here))
        self._door.listen()
        threading.Thread(target=self._let_in, daemon=True).start()

    def cut(self, seconds: float) -> None:
        """Lose what is on its way, and let nothing through for so long."""
        self._broken = True
        self._hang_up()
        time.sleep(seconds)
        self._broken = False

    def close(self) -> None:
        """Let nothing through any more."""
        self._broken = True
        self._hang_up()
        # Whoever waits at a door that is only closed would wait for ever.
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _hang_up(self) -> None:
        ends, self._ends = self._ends, []
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, far = self._door.accept()[0], socket.socket(socket.AF_UNIX)
                self._ends += [near, far]
                with contextlib.suppress(OSError):
                    far.connect(str(self._there()))
                    if not self._broken:
                        for one, other in ((near, far), (far, near)):
                            threading.Thread(target=_carry, args=(one, other), daemon=True).start()
                        continue
                near.close()
                far.close()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while words := one.recv(1 << 16):
            other.sendall(words)
    # Each of the two that carry ends the other one by this.
    for end in (one, other):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
