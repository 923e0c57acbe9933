"""The agenda: time boxes, formats and the plan as a whole (P10, P11, P14)."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from pydantic import NonNegativeInt, PositiveInt

from pmfacil.review.part import Id, Instant, Line, Part, Words
from pmfacil.review.text import EditRefused

if TYPE_CHECKING:
    from pmfacil.review.review import Review

MOST_MINUTES = 90
"""No meeting is planned for longer, its reserve included (P10)."""


class Board(StrEnum):
    """What fills the stage during an item."""

    OPEN = "open"
    OVERVIEW = "overview"
    TIMELINE = "timeline"
    WHYS = "whys"
    FISHBONE = "fishbone"
    LAYERS = "layers"
    RESPONSE = "response"
    LESSONS = "lessons"
    ACTIONS = "actions"
    CLOSE = "close"


class Item(Part):
    """One item of the agenda with its time box, in minutes."""

    table: ClassVar[str] = "agenda"
    noun: ClassVar[str] = "agenda item"
    guarded: ClassVar[frozenset[str]] = frozenset({"parked"})

    text: Words
    board: Board
    minutes: NonNegativeInt
    least: PositiveInt = 1
    """Re-planning never makes it shorter than this."""
    protected: bool = False
    """Whether re-planning keeps it whole as long as it can."""
    parked: bool = False
    """Whether the room will not get to it in this meeting."""

    def planned(self) -> int:
        """Minutes that it has in this meeting."""
        return 0 if self.parked else self.minutes

    def verify(self, review: "Review") -> None:
        """Refuse a plan that is too long."""
        _refuse_too_long(review)


class Plan(Part):
    """What holds for the whole agenda."""

    table: ClassVar[str] = "plan"
    noun: ClassVar[str] = "plan"

    id: Id = "plan"
    format: Line = "deep"
    reserve: NonNegativeInt = 0
    """Minutes that no item has yet."""
    meeting: Instant | None = None
    """When the meeting is planned to begin."""

    def verify(self, review: "Review") -> None:
        """Refuse a plan that is too long."""
        _refuse_too_long(review)


def planned_minutes(review: "Review") -> int:
    """Minutes of all items together, without the reserve."""
    return sum(item.planned() for item in review.agenda)


def _refuse_too_long(review: "Review") -> None:
    total = planned_minutes(review) + review.plan.reserve
    if total > MOST_MINUTES:
        raise EditRefused(
            f"The plan would be {total} minutes with its reserve and {MOST_MINUTES} is the most: "
            "take minutes from another item, or park one."
        )


FORMATS: dict[str, tuple[tuple[int, ...], int]] = {
    "short": ((3, 4, 12, 9, 4, 3, 2, 6, 2), 0),
    "standard": ((4, 5, 16, 12, 5, 5, 3, 8, 2), 0),
    "deep": ((5, 6, 20, 15, 7, 6, 4, 10, 2), 10),
}
"""Minutes of each item in order, and the reserve, for each format."""

_ITEMS = (
    ("Open", Board.OPEN),
    ("Overview", Board.OVERVIEW),
    ("Timeline", Board.TIMELINE),
    ("Why analysis", Board.WHYS),
    ("Fishbone, layers", Board.FISHBONE),
    ("Response", Board.RESPONSE),
    ("Lessons", Board.LESSONS),
    ("Actions", Board.ACTIONS),
    ("Close", Board.CLOSE),
)


FOLLOW_UP = "follow-up"
"""The format of a second meeting on the same review (P80)."""
_FOLLOW_UP_ITEMS = (
    ("Open", Board.OPEN, 2),
    ("Open actions", Board.ACTIONS, 12),
    ("Verify fixes", Board.ACTIONS, 6),
    ("Close", Board.CLOSE, 3),
)


def preset_agenda(minutes: tuple[int, ...]) -> tuple[Item, ...]:
    """The usual nine items with these minutes; the last two are protected (P10)."""
    return tuple(
        Item(
            id=f"item-{board}",
            order=place,
            text=title,
            board=board,
            minutes=length,
            least=1 if board in (Board.OPEN, Board.CLOSE) else 2,
            protected=board in (Board.ACTIONS, Board.CLOSE),
        )
        for place, ((title, board), length) in enumerate(zip(_ITEMS, minutes, strict=True), 1)
    )


def follow_up_agenda(id: Id, made: datetime) -> tuple[Item, ...]:
    """The items of a follow-up, with ids that no meeting before has: its notes name them (P80)."""
    return tuple(
        Item(
            id=f"item-{id}-{place}",
            order=place,
            made=made,
            text=title,
            board=board,
            minutes=minutes,
            protected=board == Board.CLOSE,
        )
        for place, (title, board, minutes) in enumerate(_FOLLOW_UP_ITEMS, 1)
    )
