"""A review that follows the common order, and shows one's own edits before they have their place in it."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from pmfacil.review.edit import Edit
from pmfacil.review.edits import AnyEdit
from pmfacil.review.history import History
from pmfacil.review.part import new_id
from pmfacil.review.restore import Restore
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, short
from pmfacil.sessions.order import Asked, OutOfOrder, Transport, is_new


@dataclass(frozen=True)
class Pending:
    """An edit that has no place in the order yet."""

    asked: Asked
    said: str = ""
    """What a person did, which can be undone; empty if it undoes, or comes once more."""


class Replica:
    """What one terminal has of a meeting: the review as everybody has it, and what was asked for here since."""

    def __init__(self, review: Review, counts: Mapping[str, int], transport: Transport, terminal: str = "") -> None:
        self.transport = transport
        self.terminal = terminal or new_id()
        self.settled = review
        """The review after all edits that have their place."""
        self.review = review
        """The same with what was asked for here."""
        self.history = History()
        """What was done here, by nobody else."""
        self.position = 0
        self.counts = dict(counts)
        """How many edits of each terminal are in the review."""
        self.pending: list[Pending] = []
        self.changed: Callable[[], None] = lambda: None
        """Called when the review became another one, and nobody here asked for that just now."""
        self.refused: Callable[[Asked, str], None] = lambda asked, why: None
        """Called when an edit of one's own did not fit, once it had its place, with the reason."""
        self.silent = False
        """Whether nothing is heard of the meeting at this moment."""
        self._asked = self.counts.get(self.terminal, 0)
        self._tried: tuple[object, Review, Review] | None = None
        """An edit, a review, and what came of the two."""

    @property
    def asked(self) -> int:
        """How many edits were asked for here."""
        return self._asked

    def apply(self, edit: Edit) -> str:
        """Change the review, and say what was done.

        Raises:
            EditRefused: If the edit does not fit; nothing has changed then.
        """
        before, after = self.review, self._try(edit, self.review)
        label = edit.label(before)
        if edit.undoable and after != before:
            self.history = History(self.history.past)
        self._ask(edit, label)
        return label

    def undo(self) -> str:
        """Take the latest edit that was made here back, and say which.

        Raises:
            EditRefused: If that is not possible.
        """
        if own := [one for one in self.pending if one.said]:
            return self._withdraw(own[-1])
        try:
            self.history, back = self.history.undo(self.review)
        except EditRefused:
            self.history = self.history.stepped_over()
            raise
        self._ask(back)
        return f"Undid: {back.said}"

    def redo(self) -> str:
        """Do the latest undone edit again, and say which.

        Raises:
            EditRefused: If that is not possible.
        """
        try:
            self.history, again = self.history.redo(self.review)
        except EditRefused:
            self.history = History(self.history.past, self.history.future[:-1])
            raise
        self._ask(again)
        return f"Did again: {again.said}"

    def withdraw(self) -> bool:
        """Take back what was asked for here and was not sent; whether that was all that waits for its place."""
        waited = bool(self.pending)
        with contextlib.suppress(EditRefused):
            while self.pending:
                self._withdraw(self.pending[-1])
        return waited and not self.pending

    def take(self, position: int, asked: Asked) -> None:
        """Apply the edit that has the next place in the order."""
        if position <= self.position:
            return
        self.position = position
        # The latest comes last: when there are too many, the others are forgotten.
        self.counts.pop(asked.terminal, None)
        self.counts[asked.terminal] = asked.count
        if asked.terminal == self.terminal:
            self._asked = max(self._asked, asked.count)
        own = next((one for one in self.pending if one.asked.same(asked)), None)
        old, why = self.settled, ""
        try:
            self.settled = self._try(asked.edit, old)
        except EditRefused as refused:
            why = str(refused)
        if own and own.said:
            # What may be done again was undone after this was asked for.
            past = self.history.after(asked.edit, old, self.settled).past
            self.history = History(past, self.history.future)
        # The first to wait has been applied to just this: what is shown stays as it is.
        as_shown = own is not None and own is self.pending[0]
        if own:
            self.pending.remove(own)
        if not (as_shown and self.pending):
            self._show()
        self.settle()
        if not as_shown:
            self.changed()
        if own and why and asked.terminal == self.terminal:
            self.refused(asked, why)

    def settle(self) -> None:
        """Keep what everybody has now."""

    def start_over(self, review: Review, counts: Mapping[str, int], position: int, known: Iterable[Asked]) -> None:
        """Go on from another state of the same meeting, without losing anything that is known here.

        Args:
            review: What whoever holds the meeting has.
            counts: How many edits of each terminal are in it.
            position: Where it stands in the order.
            known: The edits that had their place before, by whomever; what the state lacks is asked for once more.
        """
        self.arrived(counts)
        self.settled, self.counts, self.position = review, dict(counts), position
        self.pending = self._lacking([*map(Pending, known), *self.pending])
        self._show()
        for one in list(self.pending):
            self.transport.publish(one.asked)
        self.changed()

    def arrived(self, counts: Mapping[str, int]) -> None:
        """Keep what was done here and got its place unheard: it can be undone as it was shown."""
        shown, waiting = self.settled, list(self.pending)
        for one in waiting:
            before = shown
            with contextlib.suppress(EditRefused):
                shown = one.asked.edit.apply(before)
            if one.asked.count <= counts.get(one.asked.terminal, 0):
                self.pending.remove(one)
                if one.said:
                    past = self.history.after(one.asked.edit, before, shown).past
                    self.history = History(past, self.history.future)

    def _lacking(self, waiting: list[Pending]) -> list[Pending]:
        """What is not in the state yet and can be asked for."""
        first = next((one.asked.count for one in waiting if one.asked.terminal == self.terminal), self._asked + 1)
        if first > self.counts.get(self.terminal, first) + 1:
            # The session was put back to an older state: another terminal can go on from there.
            old, self.terminal, self._asked = self.terminal, new_id(), 0
            waiting = [self._as_another(one) if one.asked.terminal == old else one for one in waiting]
        lacking: list[Pending] = []
        counts = dict(self.counts)
        for one in waiting:
            # What leaves a gap comes from its own terminal.
            with contextlib.suppress(OutOfOrder):
                if is_new(counts, one.asked):
                    counts[one.asked.terminal] = one.asked.count
                    lacking.append(one)
        return lacking

    def _as_another(self, one: Pending) -> Pending:
        self._asked += 1
        return replace(one, asked=one.asked.model_copy(update={"terminal": self.terminal, "count": self._asked}))

    def _ask(self, edit: AnyEdit | Edit, said: str = "") -> None:
        after = self._try(edit, self.review)
        self._asked += 1
        asked = Asked.model_construct(terminal=self.terminal, count=self._asked, edit=edit)
        self.pending.append(Pending(asked, said))
        self.review = after
        self.transport.publish(asked)

    def _withdraw(self, one: Pending) -> str:
        if one is not self.pending[-1] or not self.transport.withdraw(one.asked):
            raise EditRefused("That is on its way to the meeting; it can be undone once it is there.")
        self.pending.pop()
        self._asked -= 1
        shown = self.review
        self._show()
        if again := Restore.between(shown, self.review, one.said).parts:
            redo = Restore(said=short(one.said, 200), parts=again)
            self.history = History(self.history.past, (*self.history.future, redo))
        return f"Undid: {one.said}"

    def _show(self) -> None:
        self.review = self.settled
        for one in self.pending:
            try:
                self.review = self._try(one.asked.edit, self.review)
            except EditRefused:
                # Its place in the order will tell whether it fits.
                continue

    def _try(self, edit: Edit, review: Review) -> Review:
        if not (self._tried and self._tried[0] is edit and self._tried[1] is review):
            self._tried = edit, review, edit.apply(review)
        return self._tried[2]
