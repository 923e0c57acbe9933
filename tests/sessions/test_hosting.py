"""Whoever holds a meeting, and what may come through its socket."""

import errno
import json
import os
import socket
import stat
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

import pmfacil
from pmfacil.review.edit import Remove
from pmfacil.sessions import hosting
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.hosting import Host
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.meeting_point import meeting_point
from pmfacil.sessions.order import Asked
from pmfacil.sessions.session_file import open_session
from pmfacil.sessions.tables import Tables, document
from pmfacil.sessions.wire import Lead, Seat, Shown, Start, line
from tests.sessions.held import Held, Wire, names, new_meeting, note, notes, wait_for

STEADY = 0.05
"""Seconds for which nothing that comes may hold the loop, which has keys to take."""


def asked(count: int, text: str = "x", terminal: str = "dana") -> Asked:
    return Asked(terminal=terminal, count=count, edit=note(text))


def test_what_one_writes_is_on_the_others_screens_and_on_disk(held: Held, joined: JoinedMeeting) -> None:
    joined.apply(note("from Dana"))
    assert notes(joined.review) == ["from Dana"]
    assert joined.flush()
    held.apply("from Kim")
    wait_for(lambda: notes(joined.review) == ["from Dana", "from Kim"])
    assert held.live.flush()
    with LiveMeeting.open(held.live.path, write=False).file as file:
        assert sorted(note["text"] for note in file.tables["notes"].values()) == ["from Dana", "from Kim"]


def test_whoever_joins_late_has_everything(held: Held) -> None:
    for number in range(5):
        held.apply(str(number))
    joined = JoinedMeeting(held.live.path, seat("desk", "Dana"))
    wait_for(lambda: notes(joined.review) == list("01234"))
    assert joined.close()


def test_on_a_disk_that_refuses_whoever_joins_has_everything_too(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(tables: Tables) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(held.live.file, "write", refuse)
    held.do(held.live.share)
    for number in range(250):
        held.apply(str(number))
    joined = JoinedMeeting(held.live.path, seat("desk", "Dana"))
    wait_for(lambda: len(notes(joined.review)) == 250)
    joined.apply(note("from Dana"))
    wait_for(lambda: not joined.pending)
    assert not joined.flush(0.05)
    wait_for(lambda: "the disk is full" in (joined.saved.problem or ""))
    joined.drop()
    held.vanish()


def test_only_its_owner_can_reach_the_socket(held: Held) -> None:
    path = meeting_point(held.live.path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    held.close()
    assert not path.exists()


def test_a_socket_that_was_left_behind_is_no_obstacle(meetings: Path) -> None:
    live = new_meeting(meetings)
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(meeting_point(live.path)))
    left.close()
    with Held(live), Wire(live.path) as wire:
        assert isinstance(wire.greet(), Start)


def test_a_folder_that_others_can_enter_is_refused_on_both_sides(meetings: Path) -> None:
    (meetings / "run").mkdir(mode=0o755)
    live = new_meeting(meetings)
    with pytest.raises(PermissionError, match="belongs to others, too"):
        Held(live)
    with pytest.raises(SessionError, match=r"No meeting can be joined: .* belongs to others"):
        JoinedMeeting(live.path, seat("notes"))
    live.close()


async def test_a_session_that_is_only_read_has_no_door(held: Held) -> None:
    reading = LiveMeeting.open(held.live.path, write=False)
    with pytest.raises(PermissionError):
        await Host(reading, "Eve").open()
    with Wire(held.live.path) as wire:
        assert isinstance(wire.greet(), Start)


def test_the_file_tells_whose_edits_it_has_only_once_somebody_joined(meetings: Path) -> None:
    live = new_meeting(meetings)
    with Held(live) as held:
        held.apply("alone")
        assert live.flush()
        assert "terminals" not in document(live.file.tables, "session")
        joined = JoinedMeeting(live.path, seat("notes", "Dana"))
        assert document(live.file.tables, "session")["terminals"] == {live.terminal: 1}
        joined.apply(note("from Dana"))
        assert joined.close()
        assert document(live.file.tables, "session")["terminals"] == {live.terminal: 1, joined.terminal: 1}
    with open_session(live.path, write=False) as file:
        told = document(file.tables, "session")["terminals"]
    alone = LiveMeeting.open(live.path)
    alone.apply(note("alone again"))
    assert alone.close()
    with open_session(live.path, write=False) as file:
        assert document(file.tables, "session")["terminals"] == told


def test_the_file_tells_of_the_latest_terminals_only(held: Held, joined: JoinedMeeting) -> None:
    def come_and_go() -> None:
        for number in range(70):
            held.live.order.publish(asked(1, "x", f"t{number}"))
            if number == 40:
                held.live.order.publish(asked(1, "y", "long"))

    held.do(come_and_go)
    held.do(lambda: held.live.order.publish(asked(2, "z", "t3")))
    assert held.live.flush()
    told = document(held.live.file.tables, "session")["terminals"]
    assert len(told) == 64
    assert (told["t3"], told["long"], "t4" in told) == (2, 1, False)


# bad input: that connection ends with one sentence, and the meeting does not notice

GARBAGE = {
    "garbage": os.urandom(3000).replace(b"\n", b"") + b"\n",
    "no text": b"\xff\xfe\xed\xa0\x80\n",
    "nothing": b"\n",
    "half a value": b'{"kind":"asked"\n',
    "another value": b"[1, 2]\n",
    "deep JSON": b"[" * 100_000 + b"]" * 100_000 + b"\n",
    "a deep edit": b'{"kind":"asked","terminal":"dana","count":1,"edit":'
    + b'{"edit":"together","edits":[' * 5000
    + b"]}" * 5000
    + b"}\n",
    "no such kind": b'{"kind":"rm"}\n',
    "no such edit": b'{"kind":"asked","terminal":"dana","count":1,"edit":{"edit":"format"}}\n',
    "a count below one": b'{"kind":"asked","terminal":"dana","count":0,"edit":{"edit":"pause"}}\n',
    "a long line": line(asked(1)).replace(b'"text":"x"', b'"text":"' + b"x" * 5000 + b'"').replace(b"notes", b"parked"),
    "more fields": line(asked(1)).replace(b'"count"', b'"more":1,"count"'),
    "an id that is none": line(asked(1)).replace(b'"terminal":"dana"', b'"terminal":"../dana"'),
}


@contextmanager
def unnoticed(held: Held, joined: JoinedMeeting) -> Generator[None]:
    """Whatever happens inside, the meeting goes on for everybody else and its loop is free for keys."""
    wait_for(lambda: len(held.host.present.seats) == 2)
    held.longest = 0.0
    yield
    assert held.longest < STEADY
    wait_for(lambda: names(held.host.present) == ["Kim", "Dana"])
    joined.apply(note("it goes on"))
    assert joined.flush()
    assert notes(held.live.review)[-1] == "it goes on"
    assert joined.cut_off_since is None


@pytest.mark.parametrize("words", GARBAGE.values(), ids=GARBAGE)
def test_what_is_not_understood_ends_that_connection(held: Held, joined: JoinedMeeting, words: bytes) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.greet()
        wire.say(words)
        assert wire.last() == f"That is not something that pmfacil {pmfacil.__version__} understands."


def test_a_line_without_an_end_is_cut_off(held: Held, joined: JoinedMeeting, monkeypatch: pytest.MonkeyPatch) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.greet()
        wire.say(b'"' + b"x" * (hosting.LONGEST + 100_000))
        assert wire.last() == "That is more than anybody writes at once."


def test_half_a_line_and_gone_is_no_message(held: Held, joined: JoinedMeeting) -> None:
    with unnoticed(held, joined):
        with Wire(held.live.path) as wire:
            wire.greet()
            wire.say(line(asked(1))[:-1])
        assert notes(held.live.review) == []


FIRST = {
    "an edit": (line(asked(1)), "A terminal has to say who it is before anything else."),
    "the lead": (line(Lead(terminal="dana")), "A terminal has to say who it is before anything else."),
    "garbage": (b"GET / HTTP/1.1\r\n\r\n", f"That is not something that pmfacil {pmfacil.__version__} understands."),
    "a position below nothing": (
        b'{"kind":"hello","seat":{"terminal":"a","name":"A","view":"notes"},"position":-3}\n',
        f"That is not something that pmfacil {pmfacil.__version__} understands.",
    ),
    "a name too long": (
        b'{"kind":"hello","seat":{"terminal":"a","name":"' + b"A" * 5000 + b'","view":"notes"}}\n',
        f"That is not something that pmfacil {pmfacil.__version__} understands.",
    ),
    "an older version": (
        b'{"kind":"hello","version":"0.0.1","seat":{"terminal":"a","name":"A","view":"notes"}}\n',
        f"This meeting is held by pmfacil {pmfacil.__version__}; join it with the same version.",
    ),
}


@pytest.mark.parametrize(("words", "why"), FIRST.values(), ids=FIRST)
def test_nobody_comes_in_who_does_not_say_who_it_is(held: Held, joined: JoinedMeeting, words: bytes, why: str) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.say(words)
        assert wire.last() == why


def test_nobody_comes_in_as_the_one_who_holds_the_meeting(held: Held, joined: JoinedMeeting) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.greet(held.live.terminal)
        assert wire.last() == "That is the terminal that holds this meeting."


def test_whoever_says_nothing_is_sent_away(held: Held, joined: JoinedMeeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting, "_PATIENCE", 0.1)
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        assert wire.last() == "Nothing was said for too long."


def test_a_greeting_in_the_middle_is_no_greeting(held: Held, joined: JoinedMeeting) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.greet()
        wire.greet()
        assert wire.last() == "That is not something that is said in a meeting."


def test_a_flood_is_stopped(held: Held, joined: JoinedMeeting) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.greet()
        wire.say(line(Shown(part="x")) * 20_000)
        assert wire.last() == "That is more than anybody writes in a second; join again, and it goes on from there."
    assert held.host.shown.part is None


def test_a_count_that_leaves_a_gap_ends_that_connection(held: Held, joined: JoinedMeeting) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.greet()
        wire.say(line(asked(1, "one")) + line(asked(3, "three")))
        assert wire.last() == "Something is missing: edit 2 of this terminal is missing."
        assert notes(held.live.review) == ["one"]


def test_an_edit_that_does_not_fit_changes_nothing(held: Held, joined: JoinedMeeting) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.greet()
        wire.say(Asked(terminal="dana", count=1, edit=Remove(id="gone")))
        wire.say(asked(2, "fits"))
        wait_for(lambda: notes(joined.review) == ["fits"])
        assert held.live.position == 2
        assert joined.flush()


def test_whoever_does_not_read_is_cut_off(held: Held, joined: JoinedMeeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting, "_UNREAD", 300_000)
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        wire.greet()
        wait_for(lambda: len(held.host.present.seats) == 3)
        written = 0
        while len(held.host.present.seats) == 3:
            held.apply("x" * 20_000)
            written += 1
            assert written < 100
        wait_for(lambda: len(notes(joined.review)) == written)


def test_a_terminal_that_comes_twice_is_there_once(held: Held, joined: JoinedMeeting) -> None:
    with unnoticed(held, joined), Wire(held.live.path) as old, Wire(held.live.path) as new:
        old.greet()
        old.say(asked(1, "old"))
        new.greet()
        assert old.last() == "This terminal has joined once more."
        wait_for(lambda: len(held.host.present.seats) == 3)
        new.say(asked(1, "old"))
        new.say(asked(2, "new"))
        wait_for(lambda: notes(held.live.review) == ["old", "new"])


def test_there_is_an_end_to_how_many_come_in(
    held: Held, joined: JoinedMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "_MOST", 1)
    with unnoticed(held, joined), Wire(held.live.path) as wire:
        wire.greet()
        assert wire.last() == "There are 1 terminals in this meeting already."


def test_whoever_is_behind_gets_the_edits_and_whoever_is_far_behind_the_session(held: Held) -> None:
    for number in range(300):
        held.apply(str(number))
    assert held.live.flush()
    answers: list[Start] = []
    for position in (250, 50, 301):
        with Wire(held.live.path) as wire:
            answer = wire.greet(meeting=held.host.epoch, position=position)
            assert isinstance(answer, Start)
            answers.append(answer)
    assert [(one.position, one.tables is None) for one in answers] == [(250, True), (300, False), (300, False)]


@pytest.mark.parametrize("twice", [False, True])
def test_everybody_is_told_when_the_holder_leaves(held: Held, twice: bool) -> None:
    with Wire(held.live.path) as wire:
        wire.greet()
        wait_for(lambda: len(held.host.present.seats) == 2)
        if twice:
            held.do(held.host.close)
        held.close()
        assert "this terminal can take the meeting over" in wire.last()


def test_a_name_is_text_whatever_is_in_it(held: Held) -> None:
    joined = JoinedMeeting(held.live.path, Seat(terminal="a", name="[/]\x1b[2J\u202edana", view="notes"))
    wait_for(lambda: len(held.host.present.seats) == 2)
    assert names(held.host.present) == ["Kim", "[/][2Jdana"]
    assert json.loads(line(held.host.present))["seats"][1]["name"] == "[/][2Jdana"
    joined.drop()
