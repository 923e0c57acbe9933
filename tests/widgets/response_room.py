"""A response that was talked about, and an eye on its board."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pmfacil.review.communication import Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.edit import Add, Change, Edit
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.widgets.columns import ColumnBoard
from pmfacil.widgets.rows import cells

if TYPE_CHECKING:
    from tests.conftest import Room

START = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
KINDS = {
    **{EventKind.TRIGGER: 0, EventKind.DETECTION: 20, EventKind.ACKNOWLEDGEMENT: 30},
    **{EventKind.DIAGNOSIS: 40, EventKind.MITIGATION: 90, EventKind.RECOVERY: 100},
}


def after(review: Review, *edits: Edit) -> Review:
    """The review after some edits."""
    for edit in edits:
        review = edit.apply(review)
    return review


def at(minutes: float) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=minutes)


def talked_about(review: Review) -> Review:
    """The review of a response of 100 minutes that was talked about."""
    return after(
        review,
        Change(id="incident", changes={"start": START, "end": at(100)}),
        *(Add(part=Event(at=at(minutes), text=f"The {kind}", kind=kind)) for kind, minutes in KINDS.items()),
        Change(id="phase-detection", changes={"happened": "Customers called first", "halved": "Watch the checkout"}),
        Add(part=Decision(id="d1", text="Roll back, or add servers?", at=at(25), known="Load is high")),
        Add(part=Decision(id="d2", text="Wake the database team", at=at(60 * 15))),
        Add(part=Told(id="t1", text="Checkout is down", sender="support", receiver="on-call engineer", at=at(12))),
        Add(part=Told(id="t2", text="We are on it", sender="on-call engineer", receiver="support", arrived=False)),
        Add(part=WhatIf(id="w1", text="at peak hour")),
        Add(part=WhatIf(id="w2", text="What if it had been a holiday?", answer="Nobody would have been near.")),
    )


def lines(room: "Room") -> list[str]:
    """What is drawn, line by line."""
    assert isinstance(room.board, ColumnBoard)
    drawn: list[str] = []
    for columns in room.board._drawn:
        line = ""
        for _, width, pieces in columns:
            words = " " + "".join(text for text, _ in pieces)
            line += words + " " * (width + 3 - cells(words))
        drawn.append(line.rstrip())
    return drawn


def said(room: "Room") -> str:
    """Everything on the board, its lines joined."""
    return " ".join(" ".join(lines(room)).split())


def line(room: "Room", words: str) -> str:
    """The one line with these words."""
    [found] = [line for line in lines(room) if words in line]
    return found.strip()


def place(room: "Room", words: str) -> tuple[int, int]:
    """Where words stand on the board."""
    [(x, y)] = [(line.index(words), y) for y, line in enumerate(lines(room)) if words in line]
    return x, y - room.board.scroll_offset.y
