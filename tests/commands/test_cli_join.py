"""`join`, and commands that write into a session that is open in a meeting."""

import asyncio
import errno
import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from pmfacil.commands import writing
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables
from pmfacil.sessions.hosting import Host
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.session_file import open_session

Run = Callable[..., Result]


@pytest.fixture
def session(make: Callable[..., Path]) -> Path:
    return make()


@contextmanager
def held(session: Path) -> Generator[LiveMeeting]:
    """A meeting on the session, held by a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    live = LiveMeeting.open(session)

    async def host() -> Host:
        host = Host(live, "Kim")
        live.listener = lambda state: loop.call_soon_threadsafe(host.tell_saved) and None
        await host.open()
        return host

    opened = asyncio.run_coroutine_threadsafe(host(), loop).result(10)
    try:
        yield live
    finally:
        loop.call_soon_threadsafe(opened.close)
        live.close()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _full(tables: object) -> None:
    raise OSError(errno.ENOSPC, "full")


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
    assert "No meeting is open" in none.stderr
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


def test_a_disk_that_refuses_is_told_as_ever(run: Run, session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_ATTEMPT", 0.01)
    with held(session) as live:
        monkeypatch.setattr(live.file, "write", _full)
        done = run("capture", "last", "n never")
    assert done.exit_code == 1
    assert "was not taken" in done.stderr
