"""A scripted meeting at the real program: what was typed, what its screen has shown as saved, what a disk may hold."""

import contextlib
import itertools
import json
import os
import random
import re
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmfacil.review.begin import new_review
from pmfacil.review.clock import Start
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.review.tables import to_tables
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.terminal import PROGRAM, Terminal

SIZE = (100, 28)
CLOSE = 2.0
"""Seconds by which the time of an item may differ from what it was for whoever pressed the keys, on a machine that is
not slow to take them."""
_WALK = ("item-open", "item-overview", "item-timeline", "item-whys")
"""The items between which the script goes to and fro; the one after them has two boards."""
_LETTERS = "nawlgkbi"
_WORD = re.compile(r"\bx\d+x\b")
_SAVED = re.compile(r"saved (\d\d):(\d\d):(\d\d)")
_numbers = itertools.count()


def homes(folder: Path) -> dict[str, str]:
    """The environment of a program that keeps everything in this folder."""
    return {name: str(folder / name.lower()) for name in ("PMFACIL_LIBRARY", "PMFACIL_CONFIG")}


def new_session(folder: Path, *, running: bool = False) -> Path:
    """A new session in the library of this folder, perhaps with its meeting just begun; its file."""
    review = new_review(Incident(title="Users could not check out"), datetime.now(UTC))
    meeting = LiveMeeting.create(Library(Path(homes(folder)["PMFACIL_LIBRARY"])), review)
    if running:
        meeting.apply(Start())
        meeting.beat()
    assert meeting.close()
    return meeting.file.path


@contextmanager
def shown(folder: Path, *args: str, program: Sequence[str] = (PROGRAM,), keys: str = "? Help") -> Generator[Terminal]:
    """The program in a terminal, once the meeting is on its screen."""
    with Terminal([*program, *(args or ("open", "last"))], SIZE, homes(folder)) as terminal:
        terminal.wait_for(keys)
        yield terminal


def opened_again(path: Path) -> Review:
    """The review, opened to be written and closed again by the real storage, which finds and leaves nothing odd."""
    meeting = LiveMeeting.open(path)
    assert not meeting.notices
    assert not meeting.read_only
    assert meeting.close()
    hidden = path.parent / ".pmfacil"
    backup = hidden / f"{path.stem}.backup.json"
    expected = {".gitignore", backup.name, f"{meeting.file.id}.alive"}
    assert {file.name for file in hidden.iterdir()} <= expected
    assert {file.suffix for file in path.parent.iterdir() if file.is_file()} == {".json"}
    if backup.exists():
        json.loads(backup.read_bytes())
    return meeting.review


@dataclass(frozen=True)
class Moment:
    """What a review holds after some of the edits, as far as the script changes it."""

    words: frozenset[str] = frozenset()
    minutes: Mapping[str, int] = field(default_factory=dict[str, int])
    item: str | None = None
    since: float | None = None
    spent: Mapping[str, float] = field(default_factory=dict[str, float])

    @classmethod
    def of(cls, review: Review) -> "Moment":
        """What this review holds."""
        words = frozenset(_WORD.findall(json.dumps(to_tables(review, 1))))
        minutes = {item.id: item.minutes for item in review.agenda}
        run = review.run
        return cls(words, minutes, run.item, run.since.timestamp() if run.since else None, dict(run.spent))

    def fits(self, other: "Moment", within: float) -> bool:
        """Whether both hold the same, their times within so many seconds."""
        if (self.words, self.minutes, self.item) != (other.words, other.minutes, other.item):
            return False
        times = {**self.spent, "since": self.since or 0.0}, {**other.spent, "since": other.since or 0.0}
        return all(
            abs(times[0].get(name, 0.0) - times[1].get(name, 0.0)) <= within for name in {**times[0], **times[1]}
        )


class Script:
    """Types a meeting into the program, at random, and knows after each key what may be on the disk.

    What the header says is saved is all that was accepted before that second; and an edit that came after a second of
    silence is saved once the header changes.
    """

    def __init__(self, terminal: Terminal, review: Review | Moment, chance: random.Random) -> None:
        self._terminal = terminal
        self._chance = chance
        self._undoable: list[Moment] = []
        self._bar = False
        self.moments = [review if isinstance(review, Moment) else Moment.of(review)]
        """What the review holds at first, and after each edit that was typed."""
        self.accepted = 0
        """How many of these edits the screen has shown as done."""
        self.saved = 0
        """How many of them it has shown as saved."""
        self._when: list[float] = []
        self._sent = self._accepted_at = self._slowest = 0.0
        self._header = ""
        self._before: list[str] = []
        """What the header showed before each edit that came after a silence."""

    def begin(self) -> None:
        """Begin the meeting, if it has not."""
        if self.moments[0].since is None:
            self._type(" ", replace(self.moments[0], item=_WALK[0], since=time.time()))
            self._accept("begin the meeting")

    def go_on(self) -> None:
        """Type for ever."""
        while True:
            self.some()

    def some(self) -> None:
        """Some keys on a board, then lines or a form, until the last of them is shown as done."""
        self.to_board()
        for _ in range(self._chance.randrange(4)):
            self._chance.choice((self._step, self._step, self._minute, self._undo))()
        kind = self._chance.random()
        if kind < 0.2:
            self.form()
        else:
            self.lines(self._chance.randint(1, 8))
        if kind > 0.8:
            self.settle()

    def to_board(self) -> None:
        """Leave the bar."""
        if self._bar:
            self._bar = False
            self._terminal.send("\x1b")
            self._terminal.wait_for("? Help")

    def lines(self, count: int) -> None:
        """Write so many lines in the bar."""
        self._accept(self.burst(count))

    def burst(self, count: int) -> str:
        """Write so many lines in the bar without looking at the screen; the word in the last."""
        self._terminal.send("" if self._bar else ":")
        self._bar = True
        return [self._word(f"{self._chance.choice(_LETTERS)} ") for _ in range(count)][-1]

    def form(self) -> None:
        """Fill in a form on a board, as fast as one can type."""
        self.to_board()
        self._terminal.send("9a")
        if self._chance.random() < 0.5:
            self._terminal.wait_for("New action")
        self._accept(self._word(""))

    def settle(self) -> None:
        """Write a line after a second of silence, and wait until everything is shown as saved."""
        self._terminal.wait(lambda: time.time() - self._accepted_at > 1.1)
        self.lines(1)
        self._terminal.wait(self._all_saved)

    def _all_saved(self) -> bool:
        self.look()
        return self.saved == len(self.moments) - 1

    def look(self) -> None:
        """See what the header shows as saved by now."""
        found = _SAVED.search("\n".join(self._terminal.text.splitlines()[:3]))
        if not found:
            return
        now = datetime.now(UTC)
        at = now.replace(hour=int(found[1]), minute=int(found[2]), second=int(found[3]), microsecond=0)
        at -= timedelta(days=1 if at > now + timedelta(hours=1) else 0)
        for number in range(self.saved, self.accepted):
            before = self._before[number]
            if at.timestamp() > self._when[number] or (before and before != found[0]):
                self.saved = number + 1
        self._header = found[0]

    def expected(self, review: Review) -> bool:
        """Whether a review on the disk is one that may be there now: all that was shown as saved, no word more than
        was typed."""
        within = CLOSE + max(self._slowest, time.time() - self._sent if self.accepted < len(self.moments) - 1 else 0.0)
        return any(moment.fits(Moment.of(review), within) for moment in self.moments[self.saved :])

    def _type(self, keys: str, after: Moment) -> None:
        """Press keys that make one edit."""
        self.look()
        silent = len(self.moments) - 1 == self.accepted and time.time() - self._accepted_at > 1
        self._before.append(self._header if silent else "")
        self._sent = time.time() if self.accepted == len(self.moments) - 1 else self._sent
        self.moments.append(after)
        self._terminal.send(keys)

    def _accept(self, words: str) -> None:
        """Wait until the last edit is shown as done."""
        self._terminal.wait(lambda: any("✓" in row and words in row for row in self._terminal.text.splitlines()[-4:]))
        edits = len(self.moments) - 1
        self._accepted_at = time.time()
        self._slowest = max(self._slowest, self._accepted_at - self._sent)
        self._when += [self._accepted_at] * (edits - self.accepted)
        self.accepted = edits
        self.look()

    def _word(self, before: str) -> str:
        word, now = f"x{next(_numbers)}x", self.moments[-1]
        self._undoable.append(now)
        self._type(f"{before}{word}\r", replace(now, words=now.words | {word}))
        return word

    def _step(self) -> None:
        now = self.moments[-1]
        place = _WALK.index(now.item or "")
        way = 1 if place == 0 else -1 if place == len(_WALK) - 1 else self._chance.choice((1, -1))
        at, since = time.time(), now.since or 0.0
        spent = {**now.spent, _WALK[place]: now.spent.get(_WALK[place], 0.0) + at - since}
        self._type("]" if way > 0 else "[", replace(now, item=_WALK[place + way], since=at, spent=spent))

    def _minute(self) -> None:
        now = self.moments[-1]
        item = now.item or ""
        self._undoable.append(now)
        self._type("+", replace(now, minutes={**now.minutes, item: now.minutes[item] + 1}))

    def _undo(self) -> None:
        if self._undoable:
            now, before = self.moments[-1], self._undoable.pop()
            self._type("u", replace(now, words=before.words, minutes=before.minutes))


_SHIFTED = """
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pmfacil import clock
from pmfacil.cli import main
from pmfacil.sessions import alive

shifts = Path(sys.argv.pop(1))
now, sign = clock.SystemClock.now, alive.Sign.now


def shifted(at):
    return at + timedelta(seconds=float(shifts.read_text().split()[0]))


def shifted_sign(_):
    real = sign()
    boot = None if real.boot is None else real.boot + float(shifts.read_text().split()[1])
    return replace(real, wall=shifted(real.wall), boot=boot)


clock.SystemClock.now = lambda self: shifted(now(self))
alive.Sign.now = classmethod(shifted_sign)
sys.exit(main())
"""


class Clocks:
    """The clocks of a machine that can be set and put to sleep while a program, started with `program`, looks on."""

    def __init__(self, folder: Path) -> None:
        self._shifts = folder / "shifts"
        wrapper = folder / "shifted.py"
        wrapper.write_text(_SHIFTED)
        self.program = (sys.executable, str(wrapper), str(self._shifts))
        self._wall = self._boot = 0.0
        self._put()

    def now(self) -> datetime:
        """What the wall clock says."""
        return datetime.now(UTC) + timedelta(seconds=self._wall)

    def set(self, seconds: float) -> None:
        """Set the wall clock forward, or back."""
        self._wall += seconds
        self._put()

    def sleep(self, seconds: float) -> None:
        """Let the machine sleep for so long."""
        self._wall += seconds
        self._boot += seconds
        self._put()

    def _put(self) -> None:
        new = self._shifts.with_suffix(".new")
        new.write_text(f"{self._wall} {self._boot}")
        new.replace(self._shifts)


def processor_seconds(pid: int) -> float:
    """Seconds of work a process has made for the processor so far; 0 once it is gone."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0
