"""A small session and a library to keep it in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pmfacil.sessions import door
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.library import Library
from pmfacil.sessions.tables import Tables
from tests.sessions.held import Held, new_meeting


@pytest.fixture
def tables() -> Tables:
    """One whole session."""
    return {
        "session": {"session": {"schema": 1, "id": "k3f9x2ab", "created": "2026-11-19T09:00:00Z"}},
        "incident": {
            "incident": {
                "title": "Users could not check out for 23 minutes",
                "severity": "SEV1",
                "status": "draft",
                "start": "2026-11-18T23:30:00+00:00",
                "timezone": "Europe/Berlin",
                "services": ["checkout", "payments"],
            }
        },
        "actions": {
            "a1": {"number": 1, "status": "open", "due": "2026-12-01", "owner": "Ana", "text": "Alert at 80 %"},
            "a2": {"number": 2, "status": "done", "due": "2026-11-20"},
            "a3": {"number": None, "status": "open", "due": None, "text": "only an idea"},
            "a4": {"number": 3, "status": "in progress", "due": None},
        },
    }


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library whose folder does not exist yet."""
    return Library(tmp_path / "reviews")


@pytest.fixture
def meetings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which meetings can be held, with a path that is short enough for sockets."""
    with TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setenv("PMFACIL_RUNTIME", f"{folder}/run")
        yield Path(folder)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is cut off tries to come back at once."""
    monkeypatch.setattr(door, "_AGAIN", 0.02)


@pytest.fixture
def held(meetings: Path) -> Iterator[Held]:
    """A meeting that others can join."""
    with Held(new_meeting(meetings)) as held:
        yield held


@pytest.fixture
def join(held: Held) -> Iterator[Callable[[str], JoinedMeeting]]:
    """What lets somebody join, by name."""
    every: list[JoinedMeeting] = []

    def join(name: str) -> JoinedMeeting:
        every.append(JoinedMeeting(held.live.path, seat("notes", name)))
        return every[-1]

    yield join
    for one in every:
        one.drop()


@pytest.fixture
def joined(held: Held) -> Iterator[JoinedMeeting]:
    joined = JoinedMeeting(held.live.path, seat("notes", "Dana"))
    yield joined
    joined.drop()
