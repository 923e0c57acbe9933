"""Folders that vanish, that can only be read, and disks that fill up under the real program in a real terminal."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

import pytest

from pmfacil.review.begin import new_review
from pmfacil.review.incident import Incident
from pmfacil.review.tables import from_tables
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.session_file import open_session
from tests.conftest import LONG
from tests.terminal import PROGRAM, Terminal
from tests.torture.disk import files

Times = Callable[[int, int], int]
Tell = Callable[[str], None]

OBEDIENT = """
import ctypes, os, sys
if os.getuid() == 0 and sys.platform == "linux":
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Runs a command so that the rights of files count for root as well."""
ON_SMALL_DISK = 'mount -t tmpfs -o size=400k none "$1" && cp -a "$2/." "$1" && exec "$3" open --library "$1" newone22'
GOES_ON = "; the meeting goes on, and all of it is written as soon as that is over."


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A session in a library of its own."""
    review = new_review(Incident(title="Users could not check out"), datetime.now(UTC), id="newone22")
    meeting = LiveMeeting.create(Library(tmp_path / "library"), review)
    meeting.close()
    return meeting.file.path


class Watched:
    """A meeting in a terminal, with an eye on its disk."""

    def __init__(self, terminal: Terminal, session: Path) -> None:
        self.terminal = terminal
        self.session = session
        self.notes: list[str] = []
        terminal.wait_for("Users could not check out")
        terminal.wait_for("saved ")
        terminal.send(":")

    def write_down(self) -> None:
        """Write a note in the bar, which the meeting has to take at once."""
        text = f"remark {len(self.notes)} of the room"
        self.notes.append(text)
        self.terminal.send(f"n {text}\r")
        self.terminal.wait(lambda: "✓" in self.terminal.text and text in self.terminal.text)

    @property
    def header(self) -> str:
        """What the header says at its left."""
        lines = takewhile(lambda line: "───" not in line, map(self.terminal.line, range(1, 8)))
        return " ".join(" ".join(line[:68] for line in lines).split())

    def told(self, reason: str) -> None:
        """Wait until the header says in words what is wrong."""
        self.terminal.wait(lambda: f": {reason}{GOES_ON}" in self.header and "Not saved since" in self.header)

    def saved(self) -> None:
        """Wait until all is on the disk, and the header says so."""
        end = time.monotonic() + 30
        while self.on_disk() != self.notes:
            assert time.monotonic() < end, self.terminal.text
            self.terminal.pause(0.02)
        self.terminal.wait(lambda: " · saved " in self.header and "Not saved" not in self.terminal.text)

    def on_disk(self) -> list[str]:
        """The notes as another program reads them; none if it cannot."""
        try:
            return [note.text for note in from_tables(open_session(self.session, write=False).tables)[0].notes]
        except SessionError:
            return []

    def ask_to_leave(self) -> None:
        """Go from the bar to the board, and leave."""
        self.terminal.send("\x1b")
        self.terminal.wait(lambda: "Back to the board" not in self.terminal.text)
        self.terminal.send("q")

    def leave(self) -> None:
        """Leave in order, with nothing left behind."""
        self.ask_to_leave()
        assert self.terminal.ended() == 0
        assert b"Traceback" not in self.terminal.written
        hidden = [".pmfacil/.gitignore", f".pmfacil/{self.session.stem}.backup.json"]
        assert files(self.session.parent) == [*hidden, self.session.name]


def terminal_on(session: Path, *before: str) -> Terminal:
    command = [*before, PROGRAM, "open", "--library", str(session.parent), "newone22"]
    return Terminal(command, env={"TMPDIR": str(session.parents[1])})


def test_a_library_that_vanishes_is_written_to_when_it_is_back_and_else_there_is_a_copy(
    session: Path, times: Times, tell: Tell
) -> None:
    library, elsewhere = session.parent, session.parents[1] / "elsewhere"
    with terminal_on(session) as terminal:
        meeting = Watched(terminal, session)
        meeting.write_down()
        meeting.saved()
        library.rename(elsewhere)
        meeting.write_down()
        meeting.told("it, or the folder it was in, is gone")
        meeting.write_down()
        elsewhere.rename(library)
        meeting.saved()
        shutil.rmtree(library / ".pmfacil")
        meeting.write_down()
        meeting.saved()
        deleted = times(1, 4)
        for left in reversed(range(deleted)):
            shutil.rmtree(library)
            meeting.write_down()
            meeting.told("it, or the folder it was in, is gone")
            if left:
                library.mkdir(0o700)
                meeting.saved()
        meeting.ask_to_leave()
        terminal.wait_for("Not everything is saved")
        terminal.send("\x1b[B\r")
        assert terminal.ended() == 1
        assert b"Traceback" not in terminal.written
        (copy,) = session.parents[1].glob("*.json")
        assert f"the whole review is in {copy} instead" in terminal.text.replace("\n", "")
    library.mkdir()
    copy.rename(session)
    assert meeting.on_disk() == meeting.notes
    tell(f"a library was moved away, emptied and {deleted} times deleted under a meeting; nothing was lost")


def test_a_library_that_turns_read_only_is_written_to_when_that_is_over(
    session: Path, times: Times, tell: Tell
) -> None:
    library, hidden = session.parent, session.parent / ".pmfacil"
    obedient = (sys.executable, "-c", OBEDIENT)
    library.chmod(0o500)
    if not subprocess.run([*obedient, "/usr/bin/env", "touch", str(library / "x")], capture_output=True).returncode:
        pytest.skip("here the rights of files count for nobody")
    library.chmod(0o700)
    with terminal_on(session, *obedient) as terminal:
        meeting = Watched(terminal, session)
        cases = ((library, hidden), (library,), (hidden,))[: times(1, 3)]
        for folders in cases:
            for folder in folders:
                folder.chmod(0o500)
            meeting.write_down()
            meeting.told("there is no permission")
            meeting.write_down()
            for folder in folders:
                folder.chmod(0o700)
            meeting.write_down()
            meeting.saved()
        meeting.leave()
    tell(f"a library turned read-only {len(cases)} times under a meeting; all was written when that was over")


@pytest.mark.skipif(not LONG, reason="takes seconds; `make torture` does it")
def test_a_disk_that_is_full_gets_everything_when_there_is_room(session: Path, tmp_path: Path, tell: Tell) -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        pytest.skip("here nobody can have a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["unshare", "-rm", "sh", "-c", ON_SMALL_DISK, "sh", str(disk), str(session.parent), PROGRAM]
    with Terminal(command) as terminal:
        seen = Path(f"/proc/{terminal.process.pid}/root{disk}")
        terminal.wait_for("saved ")
        meeting = Watched(terminal, seen / session.name)
        meeting.write_down()
        meeting.saved()
        fill(seen / "filler")
        meeting.write_down()
        meeting.told("the disk is full")
        meeting.write_down()
        assert meeting.on_disk() == meeting.notes[:1]
        assert not list((seen / ".pmfacil").glob("*.tmp"))
        (seen / "filler").unlink()
        meeting.saved()
        meeting.ask_to_leave()
        assert terminal.ended() == 0
    tell("a disk was full under a meeting; all was written when there was room again")


def fill(path: Path) -> None:
    """Leave not one byte on the disk."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 512)
