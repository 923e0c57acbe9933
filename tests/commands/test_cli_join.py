"""`join`, and commands that write into a session that is open in a meeting."""

import errno
import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from pmfacil.commands import writing
from pmfacil.review.edit import Edit, Remove
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables
from pmfacil.sessions import door
from pmfacil.sessions.joining import JoinedMeeting
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.session_file import open_session
from pmfacil.sessions.tables import Tables
from tests.sessions.held import Held, frozen, notes

Run = Callable[..., Result]


@pytest.fixture
def session(make: Callable[..., Path]) -> Path:
    return make()


@contextmanager
def held(session: Path) -> Generator[LiveMeeting]:
    """A meeting on the session, held by a loop of its own."""
    with Held(LiveMeeting.open(session)) as held:
        yield held.live


def on_disk(session: Path) -> Review:
    return from_tables(open_session(session, write=False).tables)[0]


def test_lines_go_through_the_meeting_that_is_open_and_are_on_disk_once_acknowledged(run: Run, session: Path) -> None:
    with held(session) as live:
        done = run("capture", "last", "--json", "n first", "a Alert at 75 % @dana")
        assert (done.exit_code, done.stderr) == (0, "")
        first, second = map(json.loads, done.stdout.splitlines())
        assert (first["kind"], second["number"]) == ("note", "A1")
        assert live.review == on_disk(session)
        assert [note.text for note in live.review.notes] == ["first"]


def test_an_action_is_done_through_the_meeting_that_is_open(run: Run, session: Path) -> None:
    with held(session) as live:
        run("capture", "last", "a Alert at 75 % @dana")
        done = run("actions", "done", "last", "A1", "--link", "https://example.com/1")
        assert (done.exit_code, done.stderr) == (0, "")
        assert live.review.actions[0].status == "done"


def test_a_timeline_goes_through_the_meeting_that_is_open(run: Run, session: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.txt"
    file.write_text("2026-11-18 10:02 the pager goes off\n2026-11-18 10:09 rollback begins\n")
    with held(session) as live:
        done = run("import-timeline", str(file), "last")
        assert done.exit_code == 0, done.output
        assert len(live.review.events) == 2


def test_a_session_that_another_command_writes_says_who_has_it(run: Run, session: Path) -> None:
    with LiveMeeting.open(session).file:
        done = run("capture", "last", "n not now")
    assert done.exit_code == 1
    assert "being written by" in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_does_not_fit_any_more_is_a_sentence(run: Run, session: Path) -> None:
    with held(session):
        done = run("actions", "done", "last", "A7")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1


def test_what_somebody_else_took_away_at_the_same_moment_is_not_called_done(
    run: Run, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = JoinedMeeting.apply
    with Held(LiveMeeting.open(session)) as held:
        run("capture", "last", "a Alert at 75 % @dana")
        action = held.live.review.actions[0]

        def meanwhile(joined: JoinedMeeting, edit: Edit) -> str:
            with frozen(held):
                held.loop.call_soon_threadsafe(held.live.apply, Remove(id=action.id))
                return apply(joined, edit)

        monkeypatch.setattr(JoinedMeeting, "apply", meanwhile)
        done = run("actions", "done", "last", "A1")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == "That is no longer there; nothing was changed.\n"


def test_without_a_terminal_joining_is_one_sentence_and_wrong_usage(run: Run, session: Path) -> None:
    with held(session):
        done = run("join")
    assert done.exit_code == 2
    assert "needs a terminal" in done.stderr


def test_where_no_meeting_is_open_or_several_are_one_sentence_says_so(
    run: Run, session: Path, make: Callable[..., Path]
) -> None:
    none = run("join")
    assert (none.exit_code, none.stderr.count("\n")) == (1, 1)
    assert f"No meeting is open in the library “{session.parent}”" in none.stderr
    other = LiveMeeting.open(make("Another"))
    with LiveMeeting.open(session).file, other.file:
        several = run("join")
    assert (several.exit_code, several.stderr.count("\n")) == (1, 1)
    assert "2 meetings are open" in several.stderr


def test_a_meeting_that_nobody_lets_in_is_one_sentence(
    run: Run, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmfacil.commands.join.need_terminal", str)
    with LiveMeeting.open(session).file:
        done = run("join", "last")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "could be joined" in done.stderr


def test_a_disk_that_refuses_is_told_with_what_may_still_come_of_it(
    run: Run, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_ATTEMPT", 0.01)
    with held(session) as live:
        write = live.file.write

        def full(tables: Tables) -> None:
            if tables["notes"]:
                raise OSError(errno.ENOSPC, "full")
            write(tables)

        with monkeypatch.context() as disk:
            disk.setattr(live.file, "write", full)
            done = run("capture", "last", "n later")
        # Its meeting has it, and writes it as soon as there is room.
        assert live.flush()
        assert notes(on_disk(session)) == ["later"]
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "the disk is full; what was sent last may still turn up in the meeting" in done.stderr
    assert "look there before you write it again" in done.stderr


def test_a_meeting_that_does_not_answer_has_nothing_of_it(
    run: Run, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_LOOK", 0.05)
    with Held(LiveMeeting.open(session)) as held:
        with frozen(held), monkeypatch.context() as impatient:
            impatient.setattr(door, "_PATIENCE", 0.2)
            done = run("capture", "last", "n never")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == (
            "Whoever holds this meeting does not answer; try again in a moment; no line was taken.\n"
        )
        assert run("capture", "last", "n after").exit_code == 0
        assert notes(held.live.review) == ["after"]


def test_a_meeting_that_stops_to_answer_may_have_what_was_sent_last(
    run: Run, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_LOOK", 0.05)
    monkeypatch.setattr(door, "_SLOW", 0.1)
    monkeypatch.setattr(writing, "_ATTEMPT", 0.01)
    stop = threading.Event()
    with Held(LiveMeeting.open(session)) as held:

        def stuck() -> None:
            if "last" in notes(held.live.review):
                monkeypatch.setattr(door, "_PATIENCE", 0.3)
                stop.wait(20)

        held.live.changed = stuck
        done = run("capture", "last", "n first", "n last", "n never")
        stop.set()
        assert (done.exit_code, done.stdout) == (1, "1 first · note\n")
        assert done.stderr.startswith("Cut off from the meeting since ")
        assert done.stderr.endswith(
            "; what was sent last may still turn up in the meeting, so look there before you write it again.\n"
        )
        assert held.live.flush()
        assert notes(held.live.review) == ["first", "last"]
