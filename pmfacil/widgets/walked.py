"""Rows of a review that are walked with a hand: one of them is in hand, and stays so when the review changes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from pmfacil.clock import Clock
from pmfacil.review.part import Id, Part
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.widgets.key_line import key_of
from pmfacil.widgets.row_view import RowView
from pmfacil.widgets.rows import Row

if TYPE_CHECKING:
    from pmfacil.coach.hints import Hint

WALKING = {"board.up", "board.down", "board.left", "board.right", "board.first", "board.last"}
"""What moves the hand by a step: nobody looks for that by name."""
_PRESS_A = " Press a."
_PRESS = re.compile(r"\b([Pp]ress )([a-zA-Z])\b")


@dataclass
class BoardEnd(Message):
    """Somebody pages on although the end of the board is reached."""

    way: int
    """1 downwards, -1 upwards."""


class WalkedRows(RowView, can_focus=True):
    """Shows rows of a review, and moves the hand over them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(-1)", "Up", id="board.up", show=False, tooltip="The row above"),
        Binding("down", "walk(1)", "Down", id="board.down", show=False, tooltip="The row below"),
        Binding("home", "walk(-100000)", "First", id="board.first", show=False, tooltip="The first row"),
        Binding("end", "walk(100000)", "Last", id="board.last", show=False, tooltip="The last row"),
    ]
    review: var[Review] = var(Review.blank, init=False)

    def __init__(self, review: Review, clock: Clock) -> None:
        super().__init__(classes="board")
        self.clock = clock
        self._coming: Id | None = None
        self._undressed: Sequence[Row] = ()
        self._keys: dict[str, str] = {}
        """The keys that people have, by the usual ones."""
        self.set_reactive(WalkedRows.review, review)

    def rows(self) -> Sequence[Row]:
        """The rows of the review as it is now."""
        raise NotImplementedError

    def slice(self, review: Review) -> tuple[object, ...]:
        """What the board shows of a review: it draws again only when this changes."""
        return tuple(getattr(review, table) for table in Review.tables if table != "run")

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._redraw()

    def watch_review(self, old: Review, new: Review) -> None:
        """Draw again if what the board shows changed, staying on the row in hand."""
        if any(a is not b for a, b in zip(self.slice(old), self.slice(new), strict=True)):
            self._redraw()

    @property
    def row(self) -> Row | None:
        """The row in hand."""
        return self.shown[self.cursor] if self.cursor is not None and self.cursor < len(self.shown) else None

    @property
    def selected(self) -> Part | None:
        """The part in hand."""
        return self.row.part if self.row else None

    @property
    def policies(self) -> Policies:
        """What the team does in a way of its own."""
        return getattr(self.screen, "policies", None) or Policies() if self.is_attached else Policies()

    @property
    def hints(self) -> "Callable[[str], Sequence[Hint]]":
        """What the coach would say of a sentence, once its rules are read."""
        packs = getattr(self.screen, "packs", None)
        return packs.of_wording if packs else lambda _: ()

    def select(self, part: Id) -> None:
        """Take a part in hand, now or as soon as it is there."""
        self._coming = part
        places = [place for place, row in enumerate(self.shown) if row.reachable and row.id == part]
        if places and self.is_mounted:
            self._coming = None
            self._take(min(places, key=lambda place: abs(place - (self.cursor or 0))))

    def _redraw(self) -> None:
        row, place = self.row, self.cursor or 0
        held = row.id if row else None
        table = row.part.table if row and row.part and not self.review.has(row.part.id) else None
        rows = self._undressed = self.rows()
        reachable = [place for place, row in enumerate(rows) if row.reachable]
        wanted = self._coming if self._coming and any(row.id == self._coming for row in rows) else held
        same = [place for place in reachable if wanted and rows[place].id == wanted]
        if wanted == self._coming:
            self._coming = None
        alike = [p for p in reachable if table and (part := rows[p].part) and part.table == table]
        near = [p for p in reachable if p >= place] or reachable[-1:]
        found = min(same or alike, key=lambda p: abs(p - place), default=None)
        self.cursor = found if found is not None else (near or [None])[0]
        self.show(self._dressed())
        if self.cursor is not None:
            self.reveal(self.cursor)

    def _dressed(self) -> list[Row]:
        """The rows, their invitations with the keys that people have; one that is not in hand asks for no key."""
        return [
            self._inviting(row, place == self.cursor) if row.invites else row
            for place, row in enumerate(self._undressed)
        ]

    def _dress(self) -> None:
        """Let the invitation in hand ask for its key, and no other."""
        if any(row.invites for row in self._undressed) and (dressed := self._dressed()) != self.shown:
            self.show(dressed)

    def _inviting(self, row: Row, in_hand: bool) -> Row:
        if row.reachable and not in_hand:
            said = tuple((text.removesuffix(_PRESS_A), look) for text, look in row.paragraphs)
            if said != row.paragraphs:
                return replace(row, paragraphs=said)
        said = tuple((_PRESS.sub(self._theirs, text), look) for text, look in row.paragraphs)
        return replace(row, paragraphs=said) if said != row.paragraphs else row

    def _theirs(self, usual: re.Match[str]) -> str:
        """What a row says of a usual key, with the key that people have."""
        if usual[2] not in self._keys:
            ids = [binding.id for _, binding in self._bindings if binding.id and usual[2] in binding.key.split(",")]
            self._keys[usual[2]] = key_of(self, ids[0]) if ids else usual[2]
        return usual[1] + self._keys[usual[2]]

    # walking

    def action_walk(self, step: int) -> None:
        """Take the next or previous row in hand."""
        reachable = [place for place, row in enumerate(self.shown) if row.reachable]
        if not reachable:
            self.scroll_relative(y=step, animate=False)
            return
        now = reachable.index(self.cursor) if self.cursor in reachable else 0
        self._take(reachable[max(0, min(len(reachable) - 1, now + step))])

    def action_page_down(self) -> None:
        """Go a page down, the hand with it."""
        self._page(1)

    def action_page_up(self) -> None:
        """Go a page up, the hand with it."""
        self._page(-1)

    def on_click(self, event: events.Click) -> None:
        """Take the row under the pointer in hand."""
        place = self.row_at(event.y)
        if place is not None and self.shown[place].reachable:
            self._take(place)

    def _page(self, way: int) -> None:
        before = self.scroll_offset.y
        self.scroll_relative(y=way * max(1, self.size.height - 2), animate=False)
        target = self.row_at(1 if way > 0 else self.size.height - 2)
        if before == round(self.scroll_target_y) or target is None:
            place = self.cursor
            self.action_walk(way * 100_000)
            if self.cursor == place:
                self.post_message(BoardEnd(way))
        elif self.shown[target].reachable:
            self.cursor = target
            self._dress()
            self.refresh()

    def _take(self, place: int) -> None:
        before, self.cursor = self.cursor, place
        self._dress()
        self.reveal(place)
        self.draw_again(before)
        self.draw_again(place)
