"""Changing a session from a command: opened, told about, on disk before anything is said, given free."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from pmfacil.commands.saying import say
from pmfacil.sessions.errors import SessionError

if TYPE_CHECKING:
    from pmfacil.sessions.live import LiveMeeting

_ATTEMPT = 0.1
"""Seconds after which a save that is not done is looked at."""


class NotOnDisk(SessionError):
    """What was to be written is not, and must not be written later."""


@contextlib.contextmanager
def writing(path: Path, nothing: str) -> Generator["LiveMeeting"]:
    """A session that can be changed; what a person has to know of it is told.

    Args:
        path: Its file.
        nothing: What did not happen, to be said if it can only be read.

    Raises:
        SessionError: If it cannot be written.
    """
    from pmfacil.sessions.live import LiveMeeting

    meeting = LiveMeeting.open(path)
    leave = meeting.close
    try:
        if meeting.read_only:
            raise SessionError(f"{meeting.notices[0].rstrip('.')}; {nothing}.")
        for notice in meeting.notices:
            say(notice)
        yield meeting
        if meeting.file.notice:
            say(meeting.file.notice)
    except NotOnDisk:
        # Not one attempt more: what was refused must not turn up later.
        leave = meeting.file.close
        raise
    finally:
        leave()


def await_disk(meeting: "LiveMeeting", nothing: str) -> None:
    """Return once everything is on disk, however slow that is.

    Raises:
        NotOnDisk: If the disk refuses it, with what did not happen.
    """
    while not meeting.flush(_ATTEMPT):
        if problem := meeting.saved.problem:
            raise NotOnDisk(f"{problem.partition(';')[0]}; {nothing}.")
