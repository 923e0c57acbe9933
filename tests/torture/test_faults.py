"""A disk that fails at every single call of a meeting in turn, once or until it is mended."""

import errno
import os
import resource
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pmfacil import state
from pmfacil.clock import FrozenClock
from pmfacil.review.begin import new_review
from pmfacil.review.clock import Pause, Start
from pmfacil.review.edit import Add, Change, Edit
from pmfacil.review.incident import Incident
from pmfacil.review.notes import Note
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables, to_tables
from pmfacil.review.whys import Why
from pmfacil.sessions.errors import SessionError, SessionLocked
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.saver import SaveState
from pmfacil.sessions.schema import SCHEMA
from pmfacil.sessions.session_file import open_session
from pmfacil.sessions.tables import Tables, dumps, loads
from tests.conftest import NOW
from tests.torture.disk import ERRORS, Disk, files, is_sentence, open_files

Times = Callable[[int, int], int]
Tell = Callable[[str], None]

EDITS: tuple[Edit, ...] = (
    Start(at=NOW),
    Add(part=Why(id="w1", question="Why?", text="The pool was exhausted")),
    Add(part=Note(id="n1", text="Ask who owns the pool")),
    Change(id="n1", changes={"text": "Ask the team that owns the pool"}),
)
LATER = Add(part=Note(id="n2", text="Said after it was opened again"))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Disk:
    """The disk that everything is kept on."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Disk(monkeypatch.setattr)


class Watch:
    """Compares the disk with what a meeting says about it, whenever it says that all is saved."""

    def __init__(self, meeting: LiveMeeting, disk: Disk) -> None:
        self.meeting = meeting
        self.disk = disk
        self.states: list[SaveState] = []
        self.wrong: list[str] = []
        self.reported: Review | None = None
        """The review that was last reported saved."""
        self._changed = threading.Condition()
        meeting.listener = self._hear
        meeting._saver._retry = 0.01

    def _hear(self, said: SaveState) -> None:
        if said.saved_at and not said.pending and not said.problem:
            review = self.meeting.review
            if self.meeting.file.path.read_bytes() != dumps(to_tables(review, SCHEMA)):
                self.wrong.append("something was reported saved that is not on disk")
            self.reported = review
        with self._changed:
            self.states.append(said)
            self._changed.notify_all()

    def settle(self) -> None:
        """Wait until it is known whether the present review could be saved."""
        end = time.monotonic() + 20
        with self._changed:
            while not self._known():
                assert self._changed.wait(end - time.monotonic()), "nothing more was heard of the disk"

    def _known(self) -> bool:
        if self.disk.broken:
            return bool(self.meeting.saved.problem)
        return self.reported is self.meeting.review

    def sentences(self) -> set[str]:
        """What was wrong, as people were told."""
        return {said.problem for said in self.states if said.problem} | set(self.meeting.notices)


class Evening:
    """One meeting from its making to its second day, on a disk that fails somewhere."""

    def __init__(self, folder: Path, disk: Disk, clock: FrozenClock, *, leave_broken: bool) -> None:
        self.library = Library(folder)
        self.disk = disk
        self.clock = clock
        self.leave_broken = leave_broken
        self.told: set[str] = set()

    def hold(self) -> Review:
        """Go through it, asserting on the way; the review as it is at the end, closed."""
        path = self._first_day()
        meeting = self._opened(path)
        watch = Watch(meeting, self.disk)
        meeting.apply(LATER)
        watch.settle()
        self._mended(watch)
        meeting.apply(Pause(at=self.clock.now()))
        assert meeting.close(20)
        self._done(watch)
        return meeting.review

    def _first_day(self) -> Path:
        meeting = self._made()
        watch = Watch(meeting, self.disk)
        for edit in EDITS:
            meeting.apply(edit)
            watch.settle()
            meeting.beat()
        meeting.apply(Change(id="w1", changes={"text": "A slip"}))
        watch.settle()
        meeting.undo()
        watch.settle()
        if self.disk.broken and self.leave_broken:
            assert not meeting.close(0.02)
            copy = meeting.rescue()
            self._done(watch)
            self.disk.mend()
            self._holds(meeting.file.path, watch.reported)
            shutil.move(copy, meeting.file.path)
            assert tables_at(meeting.file.path) == to_tables(meeting.review, SCHEMA)
            return meeting.file.path
        self._mended(watch)
        with pytest.raises(SessionLocked):
            open_session(meeting.file.path, write=True)
        assert meeting.close(20)
        self._done(watch)
        self._holds(meeting.file.path, meeting.review)
        return meeting.file.path

    def _made(self) -> LiveMeeting:
        review = new_review(Incident(title="Users could not check out"), NOW, id="newone22")
        try:
            return LiveMeeting.create(self.library, review, self.clock)
        except SessionError as refused:
            self.told.add(str(refused))
        stayed = self.library.entries()
        if self.disk.broken and stayed:
            # Only the last call failed, and the disk let nothing be taken back.
            assert tables_at(stayed[0].path) == to_tables(review, SCHEMA)
            stayed.pop().path.unlink()
        assert stayed == [], "it was refused, and is there all the same"
        self.disk.mend()
        return LiveMeeting.create(self.library, review, self.clock)

    def _opened(self, path: Path) -> LiveMeeting:
        before = path.read_bytes()
        try:
            meeting = LiveMeeting.open(path, clock=self.clock)
        except SessionError as refused:
            self.told.add(str(refused))
        else:
            if not meeting.read_only:
                return meeting
            self.told |= set(meeting.notices)
            meeting.close()
        assert path.read_bytes() == before
        self.disk.mend()
        return LiveMeeting.open(path, clock=self.clock)

    def _mended(self, watch: Watch) -> None:
        self.disk.mend()
        assert watch.meeting.flush(20)
        watch.settle()
        assert watch.meeting.saved.problem is None

    def _done(self, watch: Watch) -> None:
        assert watch.wrong == []
        self.told |= watch.sentences()

    def _holds(self, path: Path, review: Review | None) -> None:
        """Look at the disk from outside: at least the review that was reported saved is there, whole."""
        found, mended = from_tables(tables_at(path))
        assert mended == []
        assert review is None or {part.id for part in review.all_parts()} <= {part.id for part in found.all_parts()}


def test_a_copy_that_cannot_be_written_whole_is_not_left_behind(
    tmp_path: Path, small: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = LiveMeeting.create(Library(tmp_path / "library"), small)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, usual[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            meeting.rescue()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert meeting.close()
    assert list(tmp_path.glob("*.json")) == []


def stays_open(before: list[str]) -> set[str]:
    """The files that are open for good and were not before; whoever listens to a save may be a moment late."""
    end = time.monotonic() + 5
    while (still := set(open_files()) - set(before)) and time.monotonic() < end:
        time.sleep(0.01)
    return still


def age_all(folder: Path) -> None:
    """Let two days go by."""
    before = time.time() - 2 * 24 * 3600
    for path in folder.iterdir():
        os.utime(path, (before, before))


def tables_at(path: Path) -> Tables:
    return loads(path.read_bytes())  # pyright: ignore[reportReturnType]


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "until mended"])
def test_a_meeting_survives_a_fault_at_every_call(
    tmp_path: Path, disk: Disk, clock: FrozenClock, times: Times, tell: Tell, lasting: bool
) -> None:
    evening = Evening(tmp_path / "whole", disk, clock, leave_broken=False)
    disk.fail_at(-1, errno.EIO, lasting=False)
    end = evening.hold()
    calls = len(disk.calls)
    before = open_files()
    failed: Counter[str] = Counter()
    sentences: set[str] = set()
    step = times(19, 1)
    for number, error in enumerate(ERRORS):
        for at in range(number % step, calls, step):
            folder = tmp_path / f"{error}-{at}"
            evening = Evening(folder, disk, clock, leave_broken=at % 2 == 1)
            disk.fail_at(at, error, lasting=lasting)
            assert {part.id for part in evening.hold().all_parts()} == {part.id for part in end.all_parts()}
            if disk.failed:
                failed[disk.failed] += 1
            sentences |= evening.told
            age_all(folder / ".pmfacil")
            assert LiveMeeting.open(next(folder.glob("*.json"))).close()
            names = files(folder)
            assert names == [".pmfacil/.gitignore", f".pmfacil/{Path(names[-1]).stem}.backup.json", names[-1]]
    assert stays_open(before) == set()
    assert [told for told in sorted(sentences) if not is_sentence(told)] == []
    assert set(failed) >= {"open", "write", "close", "replace"}
    how = "until mended" if lasting else "once"
    tell(f"{failed.total()} faults ({how}) in a meeting of {calls} calls: {dict(failed)}; {len(sentences)} sentences")


def test_what_is_remembered_is_whole_after_a_fault_at_every_call(disk: Disk, tell: Tell) -> None:
    state.remember(theme="old")
    faults = 0
    for error in ERRORS:
        for at in range(40):
            disk.fail_at(at, error, lasting=at % 2 == 1)
            said = state.remember(theme="new", welcomed=True)
            disk.mend()
            assert said is None or is_sentence(said)
            assert state.read_state() in ({"theme": "old"}, {"theme": "new", "welcomed": True})
            faults += disk.failed is not None
            if at >= len(disk.calls):
                break
            age_all(state.state_path().parent)
            assert state.remember(theme="new", welcomed=True) is None
            assert files(state.state_path().parent) == [state.FILE]
            state.state_path().write_text('theme = "old"\n')
        else:
            pytest.fail("this has more calls than are tried")
    tell(f"{faults} faults while something was remembered")


def test_a_session_is_in_one_place_after_a_fault_at_every_call_of_moving_it(
    tmp_path: Path, disk: Disk, clock: FrozenClock, tell: Tell
) -> None:
    faults = 0
    sentences: set[str] = set()
    for error in ERRORS[:-1]:
        for at in range(100):
            library = Library(tmp_path / f"{error}-{at}")
            review = new_review(Incident(title="Down"), NOW, id="newone22")
            first = LiveMeeting.create(library, review, clock)
            first.close()
            content = first.file.path.read_bytes()
            disk.fail_at(at, error, lasting=False)
            try:
                library.restore(library.trash(library.entries()[0]))
            except SessionError as refused:
                sentences.add(str(refused))
            disk.mend()
            found = [entry.path for entry in (*library.entries(), *library.bin.entries())]
            assert [path.read_bytes() for path in found] == [content]
            if disk.failed is None:
                break
            faults += 1
            LiveMeeting.open(found[0]).close()
            assert not [name for name in files(library.folder) if name.endswith((".tmp", ".lock"))]
        else:
            pytest.fail("this has more calls than are tried")
    assert [told for told in sorted(sentences) if not is_sentence(told)] == []
    tell(f"{faults} faults while a session was moved to the trash and back")
