"""Terminals in one meeting: the real program in each, and somebody who types at random."""

import contextlib
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from pathlib import Path
from queue import Empty, Queue

from tests.terminal import PROGRAM, Terminal
from tests.torture.glances import BOARDS, asked, at_board, bar, in_bar, in_hand, rows, saved_at
from tests.torture.meeting import homes
from tests.torture.wires import Wire

KEPT, LOOSE, REWORDED = "klr"
"""The sorts of words: never taken away, taken away at random, written behind another one."""
PATIENCE = 60.0
_AGAIN = 3.0
"""Seconds after which a key is pressed again: one that comes right behind esc is taken for one with alt."""
_COVERED = 20.0
"""Seconds for which what is announced may cover the bar."""
_numbers = count(1)


class Seat:
    """One terminal, and somebody at it, in a thread of their own."""

    def __init__(self, folder: Path, name: str, view: str, meeting: str, holder: "Seat | None") -> None:
        """Sit down; without a holder, open the meeting instead of joining it."""
        self.name, self.view, self.chance = name, view, random.Random()
        self.socket = folder / name / meeting
        """Where this terminal looks for the meeting, and holds it if it does."""
        self.holder = holder or self
        self.wire = Wire(self.socket, lambda: self.holder.socket) if holder else None
        self.done: list[tuple[str, float]] = []
        """The words that the screen has shown as done, and when."""
        self.accepted = 0
        """How many of them it has shown as saved."""
        self.counted = Counter[str]()
        """How often each thing was done."""
        self.doing = ""
        """What whoever sits there does, for when that does not come to an end."""
        self.gone = False
        self.error: BaseException | None = None
        self.busy = False
        self._orders: Queue[tuple[Future[object], Callable[[], object]]] = Queue()
        opens = ("open", *["--read-only"] * (view == "file"), "last")
        ways = ("join", "last", "--as", view, "--name", name) if holder else opens
        env = {**homes(folder), "PMFACIL_RUNTIME": str(self.socket.parent), "TMPDIR": str(folder / "tmp")}
        self.terminal = Terminal([PROGRAM, *ways], (120, 34), env)
        self._thread = threading.Thread(target=self._sit, daemon=True)
        self._thread.start()

    def order(self, what: Callable[[], object]) -> Future[object]:
        """Have something done after what is being done now."""
        self._orders.put((future := Future[object](), what))
        return future

    def kill(self) -> None:
        """End the program in the middle of whatever it does."""
        self.gone = True
        self.terminal.process.kill()

    def close(self) -> None:
        """Have nothing of it left."""
        self.kill()
        if self.wire:
            self.wire.close()
        self._thread.join(PATIENCE)
        self.terminal.__exit__(None, None, None)

    def words(self) -> list[str]:
        """The words that it has shown as saved."""
        return [word for word, _ in self.done[: self.accepted]]

    # what can be ordered; only in the thread that sits here

    def here(self) -> None:
        """Wait until the meeting is there."""
        # Whoever holds the meeting lets others in once all of it is drawn.
        self._wait(lambda text: any(_stands(text)) and (self.view == "file" or self.socket.exists()))

    def settle(self) -> None:
        """Write a line after a moment of silence, and wait until everything before it is shown as saved."""
        if self.view == "room":
            return
        before, silence = len(self.done), time.time()
        self._wait(lambda text: time.time() - silence > 1.1)
        while not self._line("n", KEPT):
            pass
        self._wait(lambda text: self.accepted >= before and "Cut off" not in text)

    def take_over(self) -> None:
        """Hold the meeting, whose holder is gone."""
        self._to_board()
        assert self.wire
        self.wire.close()
        self.socket.unlink()
        self._wait(lambda text: "Cut off" in text)
        self.terminal.send("\x14")
        while not self._shows(lambda text: "Cut off" not in text and self.socket.exists()):
            self._to_board()
            self.terminal.send("\x14")
        self.holder, self.wire = self, None

    def spread(self, height: int) -> None:
        """Have a window in which all of each board can be seen."""
        self._to_board()
        self.terminal.resize(120, height)
        self._wait(lambda text: len([row for row in text.splitlines() if "▏" in row or "▕" in row]) > height - 20)

    def board(self, key: str) -> list[str]:
        """What stands on a board, word by word; in the room, on the one that it is shown."""
        if self.view != "room":
            self._show(key)
            # The row in hand may say what its keys do.
            self.terminal.send("\x1b[H")
            self.terminal.pause(0.15)
        return self._on_board(self.terminal.text)

    def leave(self) -> int:
        """Leave in order; the exit code."""
        self._to_board()
        self.gone = True
        end = time.monotonic() + PATIENCE
        while self.terminal.process.poll() is None and time.monotonic() < end:
            # Nobody is asked anything but whether something may be left behind.
            self.terminal.send("l" if asked(self.terminal.text) else "q")
            with contextlib.suppress(TimeoutError, EOFError):
                self._wait(asked, _AGAIN)
        return self.terminal.ended(PATIENCE)

    # somebody who types

    def _sit(self) -> None:
        while not self.gone:
            future, what = None, self._some if self.busy and self.view != "room" else lambda: self.terminal.pause(0.03)
            with contextlib.suppress(Empty):
                future, what = self._orders.get_nowait()
            try:
                if self.error:
                    raise self.error
                done = what()
            except BaseException as error:
                # Whoever is killed in the middle of something does not come to its end.
                self.error = None if self.gone else error
                if future:
                    future.set_exception(error)
                time.sleep(0.01)
            else:
                if future:
                    future.set_result(done)

    def _some(self) -> None:
        ways = (self._lines, self._lines, self._undo, self._reword, self._remove, self._move, self._resize)
        what = self.chance.choice(ways)
        self.doing = what.__name__.strip("_")
        if what():
            self.counted[self.doing] += 1

    def _lines(self) -> bool:
        letter = self.chance.choice(("n", "a", "k", "i", "w +", "l", "g", "b"))
        return self._line(letter, LOOSE if letter in "lgb" else KEPT, self.chance.choice((1, 1, 2, 4)))

    def _line(self, letter: str, sort: str, lines: int = 1) -> bool:
        """Write some lines in the bar; whether the screen has shown them as done."""
        if not in_bar(self.terminal.text):
            self._to_board()
            self.terminal.send(":")
            if not self._shows(in_bar):
                return False
        words = [f"{sort}{next(_numbers)}x" for _ in range(lines)]
        # What was left there, because somebody asked something, goes.
        self.terminal.send("\x15")
        for word in words[:-1]:
            self.terminal.send(f"{letter} {word}\r")
        last = f"{letter} {words[-1]}"
        self.terminal.send(f"\x1b[200~{last}\x1b[201~" if self.chance.random() < 0.2 else last)
        if not self._shows(lambda text: words[-1] in bar(text), _COVERED):
            return False
        self.terminal.send("\r")
        if not self._shows(lambda text: any("✓" in row and words[-1] in row for row in text.splitlines())):
            return False
        self._do(*words)
        return True

    def _undo(self) -> bool:
        if not self._line(self.chance.choice("lgb"), LOOSE):
            return False
        # Whatever comes now, it is this line that it takes back.
        self._to_board()
        self.terminal.send(self.chance.choice(("u", "u\x12")))
        return True

    def _remove(self) -> bool:
        if not self._take_in_hand("8"):
            return False
        self.terminal.send("x")
        return True

    def _move(self) -> bool:
        moved = self._take_in_hand(self.chance.choice("89")) and self._form("m", "Move it where?")
        if moved:
            self.terminal.send("\x1b[B" * self.chance.randrange(4) + "\r")
        self._to_board()
        return moved

    def _reword(self) -> bool:
        word = f"{REWORDED}{next(_numbers)}x"
        if self._take_in_hand("9") and self._form("e", "enter keeps"):
            self.terminal.send(f" {word}")
            with contextlib.suppress(TimeoutError):
                self._wait(lambda text: word in text, _AGAIN)
                self.terminal.send("\r")
                self._wait(lambda text: not asked(text), _AGAIN)
                self._do(word)
                return True
        # Something else was asked meanwhile, and took some of the keys.
        self._to_board()
        return False

    def _resize(self) -> bool:
        self.terminal.resize(self.chance.randint(110, 140), self.chance.randint(28, 40))
        return True

    def _do(self, *words: str) -> None:
        self.done += [(word, time.time()) for word in words]

    # the ways to the screen

    def _to_board(self) -> None:
        """Leave forms, questions and the bar."""
        end = time.monotonic() + PATIENCE
        while not at_board(text := self.terminal.text):
            if asked(text):
                self.terminal.send("\x1b")
            elif in_bar(text):
                # What was left there goes.
                self.terminal.send(":\x15\x1b")
            before = _stands(text)
            if time.monotonic() > end:
                raise TimeoutError(f"{self.name} does not come to a board:\n{text}")
            # One question may come right behind another, and look like it.
            with contextlib.suppress(TimeoutError):
                self._wait(lambda text, before=before: _stands(text) != before, _AGAIN)

    def _show(self, key: str) -> None:
        for _ in range(20):
            self._to_board()
            self.terminal.send(key)
            if self._shows(lambda text: self._on_board(text)[:1] == [BOARDS[key]]):
                return
        raise TimeoutError(f"{self.name} does not come to {BOARDS[key]}:\n{self.terminal.text}")

    def _take_in_hand(self, key: str) -> bool:
        """Go to some row of a board; whether there are words of this test in it."""
        self._show(key)
        self.terminal.send("\x1b[H" + "\x1b[B" * self.chance.randrange(12))
        self.terminal.pause(0.05)
        return in_hand(self.terminal.text)

    def _form(self, key: str, words: str) -> bool:
        """Press a key that asks something; whether it did."""
        self.terminal.send(key)
        return self._shows(lambda text: words in text)

    def _on_board(self, text: str) -> list[str]:
        return " ".join(rows(text, "▕" if self.view == "room" else "▏")).replace("▌", " ").split()

    def _shows(self, until: Callable[[str], bool], seconds: float = _AGAIN) -> bool:
        """Wait until something shows, or something else is asked; whether it shows."""
        with contextlib.suppress(TimeoutError):
            self._wait(lambda text: until(text) or asked(text), seconds)
        return until(self.terminal.text)

    def _wait(self, until: Callable[[str], bool], seconds: float = PATIENCE) -> None:
        """Go on until something shows, and see meanwhile what is shown as saved."""
        read, text, end = -1, "", time.monotonic() + seconds
        while True:
            if read != len(self.terminal.written):
                read, text = len(self.terminal.written), self.terminal.text
                saved = saved_at(text)
                while self.accepted < len(self.done) and self.done[self.accepted][1] < saved:
                    self.accepted += 1
            if until(text):
                return
            if self.terminal.process.poll() is not None:
                raise EOFError(f"{self.name} is gone:\n{text}")
            if time.monotonic() > end:
                raise TimeoutError(f"{self.name} waits:\n{text}")
            self.terminal.pause(0.02)


def _stands(text: str) -> tuple[bool, bool, bool]:
    return asked(text), in_bar(text), at_board(text)
