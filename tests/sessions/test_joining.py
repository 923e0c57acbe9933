"""Terminals that join, are cut off, and come back."""

import socket
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pmfacil.review.edit import Change
from pmfacil.review.notes import Note
from pmfacil.review.text import EditRefused
from pmfacil.sessions import door, hosting, joining
from pmfacil.sessions.door import NobodyThere
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.left_behind import left_behind
from pmfacil.sessions.wire import Bye, Start, line
from tests.sessions.held import Held, away, back, cut, frozen, new_meeting, note, notes, on_disk, wait_for

pytestmark = pytest.mark.usefixtures("impatient")


class Counted:
    """Something that is done, and how often it was."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work
        self.number = 0

    def __call__(self) -> object:
        self.number += 1
        return self.work()


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


def test_a_moment_of_silence_is_said_and_nobody_is_cut_off_by_it(
    held: Held, join: Callable[[str], JoinedMeeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_LOOK", 0.02)
    monkeypatch.setattr(door, "_SLOW", 0.1)
    dana = join("Dana")
    with frozen(held):
        dana.apply(note("meanwhile"))
        wait_for(lambda: dana.silent)
        assert "does not answer at this moment; what is written here is kept" in (dana.saved.problem or "")
        assert (dana.saved.pending, dana.cut_off_since) == (True, None)
        assert not dana.flush(0.01)
    assert dana.flush()
    wait_for(lambda: not dana.silent and dana.saved.problem is None and not dana.saved.pending)
    assert notes(held.live.review) == ["meanwhile"]


def test_silence_is_no_silence_while_nothing_waits(
    held: Held, join: Callable[[str], JoinedMeeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_LOOK", 0.01)
    dana = join("Dana")
    monkeypatch.setattr(door, "_SLOW", 0.02)
    monkeypatch.setattr(door, "_PATIENCE", 0.05)
    told: list[str | None] = []
    dana.listener = lambda state: told.append(state.problem)
    looks = Counted(dana._door._waiting)
    monkeypatch.setattr(dana._door, "_waiting", looks)
    with frozen(held):
        wait_for(lambda: looks.number > 20)
    assert not any(told)
    assert dana.cut_off_since is None


def test_whoever_only_looks_on_is_told_too_that_the_meeting_stands_still(
    meetings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "_BEAT", 0.02)
    monkeypatch.setattr(door, "_LOOK", 0.1)
    monkeypatch.setattr(door, "_QUIET", 1.0)
    with Held(new_meeting(meetings)) as held:
        dana = JoinedMeeting(held.live.path, seat("room", "Dana"))
        with frozen(held):
            wait_for(lambda: dana.silent)
            assert dana.cut_off_since is None
            wait_for(lambda: dana.cut_off_since)
        wait_for(lambda: dana.cut_off_since is None and not dana.silent)
        dana.drop()


def test_what_was_not_sent_is_withdrawn_and_never_arrives(held: Held, join: Callable[[str], JoinedMeeting]) -> None:
    dana = join("Dana")
    dana.apply(note("sent"))
    assert dana.flush()
    assert not dana.withdraw()
    with away(dana):
        cut(dana)
        for text in "ab":
            dana.apply(note(text))
        assert dana.withdraw()
        assert notes(dana.review) == ["sent"]
    back(dana)
    dana.apply(note("after"))
    assert dana.flush()
    assert notes(held.live.review) == ["sent", "after"]


def test_a_copy_of_what_never_arrived_is_not_to_be_moved_over_what_others_wrote(
    join: Callable[[str], JoinedMeeting], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dana = join("Dana")
    with away(dana):
        cut(dana)
        dana.apply(note("only here"))
        told = left_behind(dana)
    (copy,) = tmp_path.glob("*.json")
    assert on_disk(copy) == ["only here"]
    assert told.startswith("Cut off from the meeting since ")
    assert f"; the whole review is in {copy} instead: `pmfacil show` shows it" in told


def test_what_was_sent_is_not_withdrawn(held: Held, join: Callable[[str], JoinedMeeting]) -> None:
    dana = join("Dana")
    with frozen(held):
        dana.apply(note("sent"))
        wait_for(lambda: dana._door._sent)
        assert not dana.withdraw()
    assert dana.flush()
    assert notes(held.live.review) == ["sent"]


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


def test_what_is_too_much_for_one_message_is_refused_at_once(
    held: Held, join: Callable[[str], JoinedMeeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "LONGEST", 20_000)
    dana = join("Dana")
    with pytest.raises(EditRefused, match="too much to be sent to a meeting at once"):
        dana.apply(note("é" * 10_000))
    dana.apply(note("é" * 5_000))
    assert dana.flush()


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
