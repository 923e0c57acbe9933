"""A review that could not be saved, when its meeting is left."""

from typing import TYPE_CHECKING

from pmfacil.review.text import clean_text, short
from pmfacil.sessions.errors import reason

if TYPE_CHECKING:
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.live import LiveMeeting


def left_behind(meeting: "LiveMeeting | JoinedMeeting") -> str:
    """Where the review is that could not be saved, in one sentence."""
    why = (meeting.saved.problem or "the disk did not answer").partition(";")[0]
    try:
        copy = short(clean_text(str(meeting.rescue())), 300)
        # Over what others wrote meanwhile nothing is moved.
        ways = (
            "move it over the one in the library"
            if meeting.holds
            else "`pmfacil show` shows it, and what is missing in the meeting can be written there again"
        )
        return f"{why}; the whole review is in {copy} instead: {ways}."
    except OSError as error:
        return f"{why}; a copy could not be written either ({reason(error)}), so the latest edits are lost."
