"""Terminals in one meeting: the real program in each, and somebody who types at random."""

import contextlib
import random
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from queue import Empty, Queue

from tests.terminal import PROGRAM, Terminal
from tests.torture.meeting import homes
from tests.torture.wires import Wire

KEPT, LOOSE, REWORDED = "klr"
"""The sorts of words: never taken away, taken away at random, written behind another one."""
BOARDS = {"1": "OPEN", "4": "WHY", "8": "LESSONS", "9": "ACTIONS"}
"""Where the words are, by the key of the board."""
_SIZE = (120, 34)
_WIDE = 120
_PATIENCE = 60.0
_AGAIN = 3.0
"""Seconds after which a key is pressed again: one that comes right behind esc is taken for one with alt."""
WORD = re.compile(r"\b[klr]\d+x\b")
_COVERED = 20.0
"""Seconds for which what is announced may cover the bar."""
_SAVED = re.compile(r"saved (\d\d):(\d\d):(\d\d)")
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
        ways = (
            ("join", "last", "--as", view, "--name", name)
            if holder
            else ("open", *["--read-only"] * (view == "file"), "last")
        )
        env = {**homes(folder), "PMFACIL_RUNTIME": str(self.socket.parent), "TMPDIR": str(folder / "tmp")}
        self.terminal = Terminal([PROGRAM, *ways], _SIZE, env)
        self._thread = threading.Thread(target=self._sit, daemon=True)
        self._thread.start()

    def order(self, what: Callable[[], object]) -> Future[object]:
        """Have something done after what is being done now."""
        self._orders.put((future := Future[object](), what))
        return future

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.terminal.signal(number)

    def kill(self) -> None:
        """End the program in the middle of whatever it does."""
        self.gone = True
        self.terminal.process.kill()
        self.terminal.process.wait(10)
        self.close()

    def close(self) -> None:
        """Have nothing of it left."""
        self.gone = True
        if self.wire:
            self.wire.close()
        self._thread.join(_PATIENCE)
        self.terminal.__exit__(None, None, None)

    def words(self) -> list[str]:
        """The words that it has shown as saved."""
        return [word for word, _ in self.done[: self.accepted]]

    # what can be ordered; only in the thread that sits here

    def here(self) -> None:
        """Wait until the meeting is there."""
        self._wait(lambda text: any(self._stands(text)))
        # Whoever holds the meeting lets others in once all of it is drawn.
        self._wait(lambda text: self.view == "file" or self.socket.exists())

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
        while not self._wait_or_asked(lambda text: "Cut off" not in text and self.socket.exists(), _AGAIN):
            self._to_board()
            self.terminal.send("\x14")
        self.holder, self.wire = self, None

    def spread(self, height: int) -> None:
        """Have a window in which all of each board can be seen."""
        self._to_board()
        self.terminal.resize(_WIDE, height)
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
        end = time.monotonic() + _PATIENCE
        while self.terminal.process.poll() is None and time.monotonic() < end:
            # Nobody is asked anything but whether something may be left behind.
            self.terminal.send("l" if self._asked(self.terminal.text) else "q")
            with contextlib.suppress(TimeoutError, EOFError):
                self._wait(self._asked, _AGAIN)
        return self.terminal.ended(_PATIENCE)

    # somebody who types

    def _sit(self) -> None:
        while not self.gone:
            future, what = None, self._some if self.busy and self.view != "room" else self._look_on
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
                elif self.error:
                    time.sleep(0.01)
            else:
                if future:
                    future.set_result(done)

    def _look_on(self) -> None:
        self.terminal.pause(0.03)

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
        if not self._in_bar(self.terminal.text):
            self._to_board()
            self.terminal.send(":")
            if not self._wait_or_asked(self._in_bar, _AGAIN):
                return False
        words = [f"{sort}{next(_numbers)}x" for _ in range(lines)]
        # What was left there, because somebody asked something, goes.
        self.terminal.send("\x15")
        for word in words[:-1]:
            self.terminal.send(f"{letter} {word}\r")
        last = f"{letter} {words[-1]}"
        self.terminal.send(f"\x1b[200~{last}\x1b[201~" if self.chance.random() < 0.2 else last)
        if not self._wait_or_asked(lambda text: words[-1] in _bar(text), _COVERED):
            return False
        self.terminal.send("\r")
        if not self._wait_or_asked(lambda text: bool(bar := _bar(text)) and words[-1] not in bar, _COVERED):
            return False
        self._do(words)
        return True

    def _undo(self) -> bool:
        if not self._line(self.chance.choice("lgb"), LOOSE):
            return False
        # Whatever comes now, it is this line that it takes back.
        self._to_board()
        self.terminal.send("u")
        return True

    def _remove(self) -> bool:
        self._show("8")
        self._down()
        self.terminal.send("x")
        return True

    def _move(self) -> bool:
        self._show(self.chance.choice("89"))
        self._down()
        if not self._in_hand(self.terminal.text):
            return False
        self.terminal.send("m")
        if not self._wait_or_asked(lambda text: False, 0.5) and "Move it where?" in self.terminal.text:
            self.terminal.send("\x1b[B" * self.chance.randrange(4) + "\r")
        self._to_board()
        return True

    def _reword(self) -> bool:
        self._show("9")
        self._down()
        if not self._in_hand(self.terminal.text):
            return False
        self.terminal.send("e")
        self._wait(self._asked)
        if "enter keeps" not in self.terminal.text:
            self._to_board()
            return False
        word = f"{REWORDED}{next(_numbers)}x"
        self.terminal.send(f" {word}")
        with contextlib.suppress(TimeoutError):
            self._wait(lambda text: word in text, _AGAIN)
            self.terminal.send("\r")
            self._wait(lambda text: not self._asked(text), _AGAIN)
            self._do([word])
            return True
        # Something else was asked meanwhile, and took some of the keys.
        self._to_board()
        return False

    def _resize(self) -> bool:
        self.terminal.resize(self.chance.randint(110, 140), self.chance.randint(28, 40))
        return True

    def _do(self, words: list[str]) -> None:
        now = time.time()
        self.done += [(word, now) for word in words]

    # where the screen stands

    def _to_board(self) -> None:
        """Leave forms, questions and the bar."""
        while not self._at_board(text := self.terminal.text):
            if self._asked(text):
                self.terminal.send("\x1b")
            elif self._in_bar(text):
                # What was left there goes.
                self.terminal.send(":\x15\x1b")
            before = self._stands(text)
            # One question may come right behind another, and look like it.
            with contextlib.suppress(TimeoutError):
                self._wait(lambda text, before=before: self._stands(text) != before, _AGAIN)

    def _stands(self, text: str) -> tuple[bool, bool, bool]:
        return self._asked(text), self._in_bar(text), self._at_board(text)

    def _at_board(self, text: str) -> bool:
        there = "Press :" in _bar(text) or any(keys in text.splitlines()[-1] for keys in (": Capture", "q Leave"))
        return there and not self._asked(text)

    def _show(self, key: str) -> None:
        while True:
            self._to_board()
            self.terminal.send(key)
            if self._wait_or_asked(lambda text: self._on_board(text)[:1] == [BOARDS[key]], _AGAIN):
                return

    def _down(self) -> None:
        self.terminal.send("\x1b[H" + "\x1b[B" * self.chance.randrange(12))
        self.terminal.pause(0.05)

    def _on_board(self, text: str) -> list[str]:
        return " ".join(self._areas(text)).replace("▌", " ").split()

    def _areas(self, text: str) -> list[str]:
        """The rows of the board alone."""
        edge = "▕" if self.view == "room" else "▏"
        return [row.partition("▏")[0].rpartition("▕")[2] for row in text.splitlines() if edge in row]

    def _in_hand(self, text: str) -> bool:
        return any(WORD.search(area) for area in self._areas(text) if area.startswith("▌"))

    def _in_bar(self, text: str) -> bool:
        # What is announced covers the lowest rows for a while.
        there = bool(_bar(text)) and "Press :" not in _bar(text)
        return there and not self._asked(text)

    def _asked(self, text: str) -> bool:
        return "esc closes" in text

    def _wait_or_asked(self, until: Callable[[str], bool], seconds: float = _PATIENCE) -> bool:
        """Wait until something shows, or something else is asked; whether it shows."""
        with contextlib.suppress(TimeoutError) if seconds < _PATIENCE else contextlib.nullcontext():
            self._wait(lambda text: until(text) or self._asked(text), seconds)
        return until(self.terminal.text)

    def _wait(self, until: Callable[[str], bool], seconds: float = _PATIENCE) -> None:
        """Go on until something shows, and see meanwhile what is shown as saved."""

        read, text = -1, ""

        def seen() -> bool:
            nonlocal read, text
            if read != len(self.terminal.written):
                read, text = len(self.terminal.written), self.terminal.text
                self._look(text)
            return until(text)

        end = time.monotonic() + seconds
        while not seen():
            left = end - time.monotonic()
            if self.terminal.process.poll() is not None:
                raise EOFError(f"{self.name} is gone:\n{self.terminal.text}")
            if left <= 0:
                raise TimeoutError(f"{self.name} waits:\n{self.terminal.text}")
            self.terminal.pause(min(left, 0.02))

    def _look(self, text: str) -> None:
        head = "\n".join(text.splitlines()[:4])
        if (found := _SAVED.search(head)) and "Cut off" not in head:
            now = datetime.now().astimezone()
            at = now.replace(hour=int(found[1]), minute=int(found[2]), second=int(found[3]), microsecond=0)
            at -= timedelta(days=1 if at > now + timedelta(hours=1) else 0)
            while self.accepted < len(self.done) and self.done[self.accepted][1] < at.timestamp():
                self.accepted += 1


def _bar(text: str) -> str:
    """The line in which one writes."""
    return next((row for row in text.splitlines() if row.startswith(" ›")), "")
