"""Changing a session from a command: opened, told about, on disk before anything is said, given free."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from pmfacil.commands.saying import say
from pmfacil.review.text import EditRefused
from pmfacil.sessions.errors import SessionError, SessionLocked

if TYPE_CHECKING:
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.live import LiveMeeting

_ATTEMPT = 0.1
"""Seconds after which a save that is not done is looked at."""


class NotOnDisk(SessionError):
    """What was to be written is not, and must not be written later."""


@contextlib.contextmanager
def writing(path: Path, nothing: str) -> Generator["LiveMeeting | JoinedMeeting"]:
    """A session that can be changed, through the meeting that is open on it if one is; what one has to know is told.

    Args:
        path: Its file.
        nothing: What did not happen, to be said if it can only be read.

    Raises:
        SessionError: If it cannot be written.
        EditRefused: If what was asked for did not fit any more when its turn came.
    """
    meeting = _opened(path, nothing)
    leave = meeting.close
    try:
        if meeting.read_only:
            raise SessionError(f"{meeting.notices[0].rstrip('.')}; {nothing}.")
        told = len(meeting.notices)
        for notice in meeting.notices:
            say(notice)
        refusals: list[str] = []
        meeting.refused = lambda asked, why: refusals.append(why)
        yield meeting
        if refusals:
            raise EditRefused(refusals[0])
        for notice in meeting.notices[told:]:
            say(notice)
    except NotOnDisk:
        # Not one attempt more: what was refused must not turn up later.
        leave = meeting.drop
        raise
    finally:
        leave()


def _opened(path: Path, nothing: str) -> "LiveMeeting | JoinedMeeting":
    from pmfacil.sessions.live import LiveMeeting

    try:
        return LiveMeeting.open(path)
    except SessionLocked as locked:
        from pmfacil.sessions.joining import JoinedMeeting, NobodyThere, seat

        try:
            return JoinedMeeting(path, seat("command"))
        except NobodyThere:
            # Another command is at it, or a meeting that nobody can join.
            raise locked from None
        except SessionError as error:
            # Nothing was sent but who comes.
            raise SessionError(f"{str(error).rstrip('.')}; {nothing}.") from error


def await_disk(meeting: "LiveMeeting | JoinedMeeting", nothing: str) -> None:
    """Return once everything is on disk, however slow that is.

    Args:
        meeting: Where it was written.
        nothing: What did not happen, to be said if it cannot happen any more either.

    Raises:
        NotOnDisk: If the disk refuses it, or whoever holds the meeting is gone or frozen.
    """
    while not meeting.flush(_ATTEMPT):
        # Who is only slow to answer may still do so; whoever does not is cut off in the end.
        if (problem := meeting.saved.problem) and not meeting.silent:
            # What another program has in hand is not taken back by leaving.
            never = meeting.holds or meeting.withdraw()
            sent = "what was sent last may still turn up in the meeting, so look there before you write it again"
            raise NotOnDisk(f"{problem.partition(';')[0]}; {nothing if never else sent}.")
