"""What is typed about a moment: its time as the capture line reads it, or a whole new event behind its time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pmfacil.capture.moments import Moment, read_moment
from pmfacil.capture.reading import Place, Unclear, Words
from pmfacil.capture.timeline import read_event
from pmfacil.dialogs.fields import Asking, Field, write_moment
from pmfacil.dialogs.fields import read_moment as read_stamp
from pmfacil.review.edit import Add
from pmfacil.review.text import EditRefused, clean_line

TIME = "23:27, +1 00:36 or 2017-02-01 00:36"


def read_time(words: str, asking: Asking) -> datetime | None:
    """The moment that was typed: a bare time is the first one at or after the incident's start.

    Raises:
        EditRefused: If it is no moment, or more than that.
    """
    line = clean_line(words)
    if not line or "T" in line:
        return read_stamp(line, asking)
    moment = _moment(line, asking)
    if moment.rest:
        raise EditRefused(f"A time stands alone here, as in {TIME}.")
    return moment.at


def new_event(typed: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    """The values of a new event, whose time may have all the rest of it behind it on the same line.

    Raises:
        EditRefused: If its time cannot be read, or if it says twice what happened.
    """
    line = clean_line(typed["at"])
    if "T" in line.split(" ")[0] or not _moment(line, asking).rest:
        at = read_time(line, asking)
        if not typed["text"].strip():
            raise EditRefused("A time alone makes no event: say what happened, behind it or on its own line.")
        return {**typed, "at": at}
    if typed["text"]:
        raise EditRefused("What happened stands behind the time and on its own line too; clear one of them.")
    return {**typed, **_said(line, asking)}


TYPED_TIME = Field("at", "Time", TIME, read=read_time, write=write_moment)
"""The time of something that stands on the timeline."""
TYPED_EVENT = Field("at", "Time", TIME, write=write_moment)
"""The time of a new event, read together with the other answers."""


def _moment(line: str, asking: Asking) -> Moment:
    try:
        return read_moment(line, asking.review, asking.today)
    except Unclear as reason:
        raise EditRefused(f"{reason}.") from None


def _said(line: str, asking: Asking) -> dict[str, Any]:
    """Every value that the line sets."""
    try:
        reading = read_event(Words("t", line, asking.review, Place(asking.today)))
    except Unclear as reason:
        raise EditRefused(f"{reason}.") from None
    event = reading.edit.part if isinstance(reading.edit, Add) else None
    values = {name: getattr(event, name) for name in ("at", "text", "kind", "source", "milestone", "customer_facing")}
    return {name: value for name, value in values.items() if value}
