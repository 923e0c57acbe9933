"""What is measured: a bare app, and the real program on reviews made for it."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from measure.bench.goals import SLOW_FSYNC
from measure.bench.watched import Watched
from pmfacil.review.review import Review
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.sample import sample_review
from tests.hostile import review_of
from tests.terminal import PROGRAM

HERE = Path(__file__).parent
HEADER = 3
"""Lines of the meeting that the clock alone draws."""
SAMPLE = "the sample"
"""Else a size is how many times sixty whys, eighty events and twenty-five actions."""
UP, DOWN, PAGE_DOWN, END = (f"\x1b[{key}" for key in ("A", "B", "6~", "F"))


@dataclass(frozen=True)
class Made:
    """A library with one review in it, made this moment: the clock of an older one would ask a question first."""

    folder: Path
    review: Review
    env: dict[str, str]

    @property
    def file(self) -> Path:
        """Where the review is kept."""
        return next(self.folder.glob("*.json"))


def make(folder: Path, size: int | str) -> Made:
    """Make a review in the middle of its meeting, in a new folder."""
    now = datetime.now(UTC)
    times = size if isinstance(size, int) else 0
    review = review_of(now, whys=60 * times, events=80 * times, actions=25 * times) if times else sample_review(now)
    library = folder / f"{size} {now:%H%M%S%f}"
    LiveMeeting.create(Library(library), review).close()
    return Made(library, review, environment(library))


def environment(library: Path) -> dict[str, str]:
    """Where the program finds its library, and settings that say nothing."""
    return {"PMFACIL_LIBRARY": str(library), "PMFACIL_CONFIG": str(library.parent / "settings")}


def bare() -> Watched:
    """A bare app; nothing of it is a header."""
    return Watched([sys.executable, "-P", str(HERE / "bare.py")], {}, 0)


def meeting(made: Made) -> Watched:
    """The meeting of a review."""
    return Watched([PROGRAM, "open", "last"], made.env, HEADER)


def slow_meeting(made: Made) -> Watched:
    """The same on a slow disk."""
    slow = [sys.executable, "-P", str(HERE / "slow_disk.py"), f"{SLOW_FSYNC:g}"]
    return Watched([*slow, "open", "last"], made.env, HEADER)
