"""The agenda at the left: every item with minutes spent and planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual import events
from textual.message import Message
from textual.reactive import var

from pmfacil.review.agenda import Board, Item
from pmfacil.review.pace import first_unreached, pace
from pmfacil.review.part import Id
from pmfacil.review.review import Review
from pmfacil.widgets.row_view import RowView
from pmfacil.widgets.rows import SPACE, Row

HARDLY = 30
"""Seconds; an item that had less was passed over and is not done."""


@dataclass
class BoardAsked(Message):
    """Somebody wants to see a board, and a part on it."""

    board: Board
    part: Id | None = None


class Agenda(RowView):
    """Shows where the meeting is; a click goes to an item's board."""

    review: var[Review] = var(Review.blank, init=False)
    shown_board: var[Board | None] = var(None, init=False)
    """The board that shows, which may be another item's."""

    def __init__(self, review: Review, now: datetime) -> None:
        super().__init__(classes="panel")
        self.set_reactive(Agenda.review, review)
        self._now = now

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.tick(self._now)

    def watch_review(self, old: Review, new: Review) -> None:
        """Draw again if the agenda or the run changed."""
        if (old.agenda, old.run, old.plan) != (new.agenda, new.run, new.plan):
            self.tick(self._now)

    def watch_shown_board(self) -> None:
        """Mark the item of the board."""
        self.tick(self._now)

    def tick(self, now: datetime) -> None:
        """Show this moment."""
        self._now = now
        rows = self._rows()
        if [(row.label, row.paragraphs, row.marks) for row in rows] != [
            (row.label, row.paragraphs, row.marks) for row in self.shown
        ]:
            self.show(rows)

    def on_click(self, event: events.Click) -> None:
        """Go to the board of the item under the pointer."""
        place = self.row_at(event.y)
        if place is not None and isinstance(item := self.shown[place].part, Item):
            self.post_message(BoardAsked(item.board))

    def _rows(self) -> Sequence[Row]:
        review, at = self.review, pace(self.review, self._now)
        total = f"{int(at.total_spent // 60)} / {at.total_planned / 60:.0f}"
        rows = [Row((("AGENDA", "heading"),), marks=(total,))]
        passed = at.item is not None
        cut = first_unreached(review, self._now)
        for item in review.agenda:
            if item.id == cut:
                rows.append(Row((("┄┄ not reached at this pace", "hint"),)))
            here = at.item is not None and item.id == at.item.id
            passed = passed and not here
            spent = review.run.seconds(item.id, self._now)
            glyph = "▶" if here else "✓" if passed and spent >= HARDLY else "■" if item.protected else "·"
            minutes = "parked" if item.parked else f"{int(spent // 60)}/{item.minutes}"
            over = " !" if spent > item.planned() * 60 else ""
            look = "heading" if here else "text" if not passed else "question"
            shows = self.shown_board in (item.board, *([Board.LAYERS] if item.board == Board.FISHBONE else []))
            mark = " ◂" if shows and not here else ""
            rows.append(Row(((item.text + mark, look),), glyph, marks=(minutes + over,), part=item))
        rows += [SPACE, Row((("■ protected", "question"),))]
        if review.plan.reserve:
            rows.append(Row((("reserve", "question"),), marks=(f"{review.plan.reserve} min",)))
        return rows
