"""When whoever held a meeting is killed, leaves or is frozen, and somebody takes it over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pmfacil.review.text import EditRefused
from pmfacil.sessions import door
from pmfacil.sessions.errors import SessionError, SessionLocked
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.place import Place
from tests.sessions.held import Held, away, back, cut, new_meeting, note, notes, on_disk, wait_for

pytestmark = pytest.mark.usefixtures("impatient")
HOLD = """
import sys
from tests.sessions.held import Held, LiveMeeting
from pathlib import Path
held = Held(LiveMeeting.open(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.readline()
held.close()
"""


def unheard(work: Callable[[], None]) -> None:
    """Deliver nothing."""


def at_once(work: Callable[[], None]) -> None:
    work()


def test_when_the_holder_is_killed_one_takes_over_and_the_others_come_back(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    dana, ole = join("Dana"), join("Ole")
    for one in (dana, ole):
        one.apply(note(f"saved from {one.seat.name}"))
        assert one.flush()
    # From here on the disk takes nothing: what is accepted is only in the terminals.
    held.live.file.write = lambda tables: time.sleep(0.2) or (_ for _ in ()).throw(OSError)
    dana.apply(note("accepted from Dana"))
    ole.apply(note("accepted from Ole"))
    wait_for(lambda: not dana.pending and not ole.pending and dana.review == ole.review)
    accepted = notes(dana.review)
    held.vanish()
    wait_for(lambda: dana.cut_off_since and ole.cut_off_since)
    assert (dana.left, ole.left) == (False, False)
    dana.apply(note("meanwhile from Dana"))
    ole.apply(note("meanwhile from Ole"))
    live = dana.taken_over()
    with Held(live, "Dana") as taken:
        back(ole)
        wait_for(lambda: ole.review == live.review)
        assert notes(live.review) == [*accepted, "meanwhile from Dana", "meanwhile from Ole"]
        assert taken.do(live.undo) == "Undid: add note “meanwhile from Dana”"
        assert ole.undo() == "Undid: add note “meanwhile from Ole”"
        assert ole.flush()
        assert live.flush()
        wait_for(lambda: ole.review == live.review)
        assert on_disk(live.path) == notes(live.review)


def test_what_was_saved_but_never_heard_of_has_no_second_place_and_can_be_undone(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    dana, ole = join("Dana"), join("Ole")
    dana.apply(note("before"))
    assert dana.flush()
    wait_for(lambda: notes(ole.review) == ["before"])
    # From here on they hear nothing.
    dana.deliver = ole.deliver = unheard
    dana.apply(note("from Dana"))
    wait_for(lambda: len(notes(held.live.review)) == 2)
    ole.apply(note("from Ole"))
    wait_for(lambda: len(notes(held.live.review)) == 3)
    assert held.live.flush()
    held.vanish()
    for one in (dana, ole):
        wait_for(lambda one=one: one._door._end is None)
        one.deliver = at_once
    live = dana.taken_over()
    with Held(live, "Dana") as taken:
        assert not live.pending
        assert taken.do(live.undo) == "Undid: add note “from Dana”"
        back(ole)
        wait_for(lambda: ole.review == live.review)
        assert notes(live.review) == ["before", "from Ole"]


def test_whoever_knows_more_than_the_one_who_took_over_brings_it(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    dana, ole = join("Dana"), join("Ole")
    dana.apply(note("saved"))
    assert dana.flush()
    wait_for(lambda: ole.review == dana.review)
    held.live.file.write = lambda tables: (_ for _ in ()).throw(OSError)
    with away(dana):
        cut(dana)
        ole.apply(note("only Ole knows"))
        wait_for(lambda: not ole.pending)
        held.apply("and this")
        wait_for(lambda: len(notes(ole.settled)) == 3)
        with away(ole):
            held.vanish()
            wait_for(lambda: ole.cut_off_since)
            live = dana.taken_over()
        with Held(live, "Dana"):
            back(ole)
            wait_for(lambda: ole.review == live.review)
            assert notes(live.review) == ["saved", "only Ole knows", "and this"]


def test_of_two_that_take_over_one_wins_and_the_other_is_told(held: Held, join: Callable[[str], JoinedMeeting]) -> None:
    dana, ole = join("Dana"), join("Ole")
    held.vanish()
    wait_for(lambda: dana.cut_off_since and ole.cut_off_since)
    live = dana.taken_over()
    with pytest.raises(SessionLocked, match="is being written by"):
        ole.taken_over()
    with Held(live, "Dana"):
        back(ole)
        ole.apply(note("still here"))
        assert ole.flush()
        assert notes(live.review) == ["still here"]


def test_when_the_holder_leaves_in_order_a_session_can_be_opened_alone_and_joined_again(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    dana = join("Dana")
    dana.apply(note("a"))
    assert dana.flush()
    held.close()
    wait_for(lambda: dana.cut_off_since)
    assert dana.left
    assert (dana.saved.problem or "").startswith("Whoever held the meeting left it at ")
    assert "this terminal can take the meeting over" in dana.notices[-1]
    dana.apply(note("b"))
    alone = LiveMeeting.open(held.live.path)
    alone.apply(note("c"))
    with Held(alone, "Eve"):
        back(dana)
        assert not dana.left
        assert dana.flush()
        wait_for(lambda: dana.review == alone.review)
        assert notes(alone.review) == ["a", "c", "b"]


def test_an_old_holder_that_wakes_up_without_its_lock_cannot_write(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    """Its lock file was swept away while it slept, as `git clean` does."""
    dana = join("Dana")
    dana.apply(note("a"))
    assert dana.flush()
    place = Place(held.live.path)
    place.lock(held.live.file.id).unlink()
    live = dana.taken_over()
    with Held(live, "Dana") as taken:
        taken.apply("from the new holder")
        assert live.flush()
        held.apply("from the old holder")
        assert not held.live.flush(0.1)
        wait_for(lambda: "is being written by" in (held.live.saved.problem or ""))
        assert on_disk(live.path) == ["a", "from the new holder"]
        held.vanish()
        ole = JoinedMeeting(live.path, seat("notes", "Ole"))
        wait_for(lambda: notes(ole.review) == ["a", "from the new holder"])
        ole.drop()


def test_a_frozen_holder_cannot_be_taken_over_and_its_silence_is_noticed(
    meetings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_LOOK", 0.05)
    monkeypatch.setattr(door, "_SLOW", 0.2)
    live = new_meeting(meetings)
    live.close()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(live.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    dana = JoinedMeeting(live.path, seat("notes", "Dana"))
    dana.apply(note("before"))
    assert dana.flush()
    monkeypatch.setattr(door, "_PATIENCE", 0.5)
    os.kill(other.pid, signal.SIGSTOP)
    os.waitpid(other.pid, os.WUNTRACED)
    told: dict[str, None] = {}
    dana.listener = lambda state: told.update({state.problem[:3]: None} if state.problem else {})
    dana.apply(note("while it is frozen"))
    wait_for(lambda: dana.cut_off_since)
    # It waits first, without a word of being cut off.
    assert list(told) == ["The", "Cut"]
    assert not dana.left
    with pytest.raises(EditRefused, match="on its way"):
        dana.undo()
    with pytest.raises(SessionLocked, match=f"is being written by .*process {other.pid}"):
        dana.taken_over()
    with pytest.raises(SessionError, match="Whoever holds this meeting does not answer"):
        JoinedMeeting(live.path, seat("notes", "Ole"))
    monkeypatch.setattr(door, "_PATIENCE", 5.0)
    os.kill(other.pid, signal.SIGCONT)
    back(dana)
    assert dana.flush()
    dana.drop()
    other.communicate("go\n", timeout=20)
    assert on_disk(live.path) == ["before", "while it is frozen"]
