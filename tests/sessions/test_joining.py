"""Terminals that are cut off, come back, and take over."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmfacil.review.edit import Change
from pmfacil.review.notes import Note
from pmfacil.review.text import EditRefused
from pmfacil.sessions import door, joining
from pmfacil.sessions.door import NobodyThere
from pmfacil.sessions.errors import SessionError, SessionLocked
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.place import Place
from pmfacil.sessions.wire import Bye, Start, line
from tests.sessions.held import Held, new_meeting, note, notes, wait_for

HOLD = """
import sys
from tests.sessions.held import Held, LiveMeeting
from pathlib import Path
held = Held(LiveMeeting.open(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.readline()
held.close()
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_AGAIN", 0.02)


@pytest.fixture
def held(meetings: Path) -> Iterator[Held]:
    with Held(new_meeting(meetings)) as held:
        yield held


@pytest.fixture
def join(held: Held) -> Iterator[Callable[[str], JoinedMeeting]]:
    every: list[JoinedMeeting] = []

    def join(name: str) -> JoinedMeeting:
        every.append(JoinedMeeting(held.live.path, seat("notes", name)))
        return every[-1]

    yield join
    for one in every:
        one.drop()


def on_disk(path: Path) -> list[str]:
    meeting = LiveMeeting.open(path, write=False)
    return notes(meeting.review)


@contextmanager
def away(*joined: JoinedMeeting) -> Generator[None]:
    """Nobody comes back while this goes on."""

    def shut() -> None:
        raise NobodyThere("It is shut.")

    for one in joined:
        vars(one._door)["_knock"] = shut
    yield
    for one in joined:
        del vars(one._door)["_knock"]


def unheard(work: Callable[[], None]) -> None:
    """Deliver nothing."""


def at_once(work: Callable[[], None]) -> None:
    work()


def cut(joined: JoinedMeeting) -> None:
    """Break its connection."""
    end = joined._door._end
    assert end
    end.shutdown(socket.SHUT_RDWR)
    wait_for(lambda: joined.cut_off_since)


def back(joined: JoinedMeeting) -> None:
    wait_for(lambda: joined.cut_off_since is None and not joined.pending)


def test_where_nobody_holds_a_meeting_there_is_none_to_be_joined(meetings: Path) -> None:
    live = new_meeting(meetings)
    with pytest.raises(NobodyThere, match="Nobody holds a meeting on this session that could be joined"):
        JoinedMeeting(live.path, seat("notes"))
    live.close()


@pytest.mark.parametrize("fields", [("notes", "x" * 61), ("notes", "x" * 5000), ("stage", "Dana")])
def test_a_seat_has_a_short_name_and_a_known_view(fields: tuple[str, str]) -> None:
    with pytest.raises(SessionError):
        seat(*fields)


def test_a_terminal_that_is_cut_off_goes_on_and_comes_back_without_doubles(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    dana, ole = join("Dana"), join("Ole")
    for round in range(10):
        dana.apply(note(f"before {round}"))
        with_it = dana.review
        cut(dana)
        dana.apply(note(f"meanwhile {round}"))
        ole.apply(note(f"from Ole {round}"))
        assert notes(dana.review)[: len(with_it.notes)] == notes(with_it)
        back(dana)
    assert dana.flush()
    assert ole.flush()
    wait_for(lambda: dana.review == ole.review == held.live.review)
    assert sorted(notes(dana.review)) == sorted(
        f"{what} {round}" for what in ("before", "meanwhile", "from Ole") for round in range(10)
    )
    assert held.live.flush()
    assert on_disk(held.live.path) == notes(dana.review)


def test_being_cut_off_is_said_and_what_is_written_then_is_not_called_saved(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    dana = join("Dana")
    wait_for(lambda: dana.present.seats)
    with away(dana):
        cut(dana)
        assert "what is written here is kept and goes in once it is back" in (dana.saved.problem or "")
        assert (dana.saved.pending, dana.present.seats) == (True, ())
        dana.apply(note("a"))
        assert not dana.flush(0.05)
    back(dana)
    assert dana.flush()
    wait_for(lambda: dana.saved.problem is None and not dana.saved.pending)


def test_what_was_written_while_cut_off_can_be_undone_and_never_arrives(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    dana = join("Dana")
    dana.apply(note("first"))
    assert dana.flush()
    with away(dana):
        cut(dana)
        for text in "ab":
            dana.apply(note(text))
        assert (dana.undo(), dana.undo(), dana.undo()) == (
            "Undid: add note “b”",
            "Undid: add note “a”",
            "Undid: add note “first”",
        )
        assert (dana.redo(), dana.redo()) == ("Did again: add note “first”", "Did again: add note “a”")
    back(dana)
    assert dana.flush()
    assert notes(held.live.review) == ["first", "a"]


def test_a_refusal_after_coming_back_is_told(held: Held, join: Callable[[str], JoinedMeeting]) -> None:
    dana = join("Dana")
    told: list[str] = []
    dana.refused = lambda asked, why: told.append(why)
    held.apply("a")
    part = wait_for(lambda: dana.review.notes)[0]
    with away(dana):
        cut(dana)
        dana.apply(Change(id=part.id, changes={"text": "b"}))
        held.do(held.live.undo)
    back(dana)
    assert dana.flush()
    assert told == ["That is no longer there; nothing was changed."]
    assert dana.review == held.live.review


def test_whoever_was_away_for_long_gets_the_whole_session_and_loses_nothing(
    held: Held, join: Callable[[str], JoinedMeeting]
) -> None:
    dana = join("Dana")
    with away(dana):
        cut(dana)
        dana.apply(note("from Dana"))
        for number in range(250):
            held.apply(str(number))
        assert held.live.flush()
    back(dana)
    wait_for(lambda: dana.review == held.live.review)
    assert notes(dana.review) == [*(str(number) for number in range(250)), "from Dana"]


def test_a_connection_that_breaks_again_and_again_loses_nothing(
    held: Held, join: Callable[[str], JoinedMeeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    dana, number = join("Dana"), 0
    # Every third message breaks it, the greeting included.
    hear, heard = dana._door._read, 0

    def read(end: socket.socket, *, hurry: bool = False) -> object:
        nonlocal heard
        heard += 1
        if heard % 3 == 0 and heard < 60:
            raise ConnectionResetError
        return hear(end, hurry=hurry)

    monkeypatch.setattr(dana._door, "_read", read)
    end = time.monotonic() + 20
    while heard < 60 and time.monotonic() < end:
        number += 1
        dana.apply(note(str(number)))
        held.apply(f"Kim {number}")
        time.sleep(0.005)
    back(dana)
    wait_for(lambda: dana.review == held.live.review)
    assert [text for text in notes(dana.review) if "Kim" not in text] == [str(one + 1) for one in range(number)]


def test_leaving_while_coming_back_leaves_for_good(held: Held, join: Callable[[str], JoinedMeeting]) -> None:
    dana = join("Dana")
    cut(dana)
    dana.drop()
    wait_for(lambda: [one.name for one in held.host.present.seats] == ["Kim"])
    with pytest.raises(NobodyThere):
        dana._door.open()
    wait_for(lambda: [one.name for one in held.host.present.seats] == ["Kim"])


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


def test_what_is_too_much_for_one_message_is_refused_at_once(
    held: Held, join: Callable[[str], JoinedMeeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "LONGEST", 20_000)
    dana = join("Dana")
    with pytest.raises(EditRefused, match="too much to be sent to a meeting at once"):
        dana.apply(note("é" * 10_000))
    dana.apply(note("é" * 5_000))
    assert dana.flush()


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
    assert "this terminal can take the meeting over" in dana.notices[-1]
    dana.apply(note("b"))
    alone = LiveMeeting.open(held.live.path)
    alone.apply(note("c"))
    with Held(alone, "Eve"):
        back(dana)
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
    monkeypatch.setattr(door, "_PATIENCE", 0.5)
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
    os.kill(other.pid, signal.SIGSTOP)
    os.waitpid(other.pid, os.WUNTRACED)
    dana.apply(note("while it is frozen"))
    wait_for(lambda: dana.cut_off_since)
    with pytest.raises(EditRefused, match="on its way"):
        dana.undo()
    with pytest.raises(SessionLocked, match=f"is being written by .*process {other.pid}"):
        dana.taken_over()
    with pytest.raises(SessionError, match="Whoever holds this meeting does not answer"):
        JoinedMeeting(live.path, seat("notes", "Ole"))
    os.kill(other.pid, signal.SIGCONT)
    back(dana)
    assert dana.flush()
    dana.drop()
    other.communicate("go\n", timeout=20)
    assert on_disk(live.path) == ["before", "while it is frozen"]


class Impostor:
    """Something that listens where a meeting would be held, and answers what it likes."""

    def __init__(self, path: Path, answer: bytes) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(path))
        self.socket.listen()
        self.answer = answer

    def serve(self) -> None:
        end, _ = self.socket.accept()
        end.recv(9999)
        end.sendall(self.answer)
        end.close()


ANSWERS = {
    "garbage": (b"HTTP/1.1 400 Bad Request\n", "held by another version of pmfacil"),
    "nothing": (b"", "Nobody holds a meeting"),
    "another version": (
        line(Start(meeting="a", position=0, tables={}, counts={})).replace(b'"version":"', b'"version":"9.'),
        "held by another version of pmfacil",
    ),
    "no review": (line(Start(meeting="a", position=0, tables={"incident": 3}, counts={})), "is no review"),
    "a refusal": (line(Bye(why="There is no room.")), "cannot be joined: There is no room."),
    "deep": (b"[" * 100_000 + b"\n", "held by another version of pmfacil"),
}


@pytest.mark.parametrize(("answer", "why"), ANSWERS.values(), ids=ANSWERS)
def test_whatever_answers_joining_ends_with_a_sentence(meetings: Path, answer: bytes, why: str) -> None:
    path = meetings / "a.json"
    impostor = Impostor(door.meeting_point(path), answer)
    thread = threading.Thread(target=impostor.serve)
    thread.start()
    with pytest.raises(SessionError, match=why):
        JoinedMeeting(path, seat("notes", "Dana"))
    thread.join()
    impostor.socket.close()


def test_work_is_done_where_it_is_delivered_and_the_rest_goes_on(held: Held) -> None:
    waiting: list[Callable[[], None]] = []
    dana = JoinedMeeting(held.live.path, seat("notes", "Dana"), deliver=waiting.append)
    dana.apply(note("a"))
    wait_for(lambda: len(notes(held.live.review)) == 1)
    for _ in range(3):
        cut_end = dana._door._end
        assert cut_end
        cut_end.shutdown(socket.SHUT_RDWR)
        wait_for(lambda cut_end=cut_end: dana._door._end not in (None, cut_end))
        dana.apply(note("b"))
    assert (len(dana.pending), dana.position, dana.cut_off_since) == (4, 0, None)
    wait_for(lambda: len(notes(held.live.review)) == 4)
    for _ in range(200):
        while waiting:
            waiting.pop(0)()
        if not dana.pending:
            break
        time.sleep(0.01)
    assert dana.review == held.live.review
    assert dana.cut_off_since is None
    dana.drop()


def test_many_notes_at_once_are_all_there(held: Held, join: Callable[[str], JoinedMeeting]) -> None:
    three = [join(name) for name in ("Dana", "Ole", "Eve")]
    for number in range(50):
        for one in three:
            one.apply(note(f"{one.seat.name} {number}"))
    assert all(one.flush() for one in three)
    wait_for(lambda: all(one.review == held.live.review for one in three))
    assert len(notes(held.live.review)) == 150
    assert len({part.id for part in held.live.review.notes if isinstance(part, Note)}) == 150
