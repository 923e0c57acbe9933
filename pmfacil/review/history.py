"""What was done, so that it can be taken back and done again."""

from dataclasses import dataclass, field

from pmfacil.review.edit import Edit
from pmfacil.review.restore import Restore
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused


@dataclass(frozen=True)
class History:
    """The edits that can be undone and redone, the latest last; a value like everything else."""

    past: tuple[Restore, ...] = field(default=())
    future: tuple[Restore, ...] = field(default=())

    def after(self, edit: Edit, old: Review, new: Review) -> "History":
        """The history once an edit has made `new` out of `old`."""
        if not edit.undoable or old == new:
            return self
        return History((*self.past, Restore.between(old, new, edit.label(old))))

    def undo(self, review: Review) -> "tuple[History, Restore]":
        """The history without its latest edit, and the edit that takes it back.

        Raises:
            EditRefused: If nothing is left, or the latest cannot be taken back any more; see `stepped_over`.
        """
        if not self.past:
            raise EditRefused("There is nothing to undo.")
        back = self.past[-1]
        return History(self.past[:-1], (*self.future, _way_back(back, review))), back

    def stepped_over(self) -> "History":
        """The history without its latest edit, which cannot be taken back any more."""
        return History(self.past[:-1], self.future)

    def redo(self, review: Review) -> "tuple[History, Restore]":
        """The history with its latest undone edit, and the edit that does it again.

        Raises:
            EditRefused: If there is nothing to do again, or it cannot be done any more.
        """
        if not self.future:
            raise EditRefused("There is nothing to redo.")
        again = self.future[-1]
        return History((*self.past, _way_back(again, review)), self.future[:-1]), again


def _way_back(restore: Restore, review: Review) -> Restore:
    """What turns the restored review back again; refused if it cannot be restored at all."""
    return Restore.between(review, restore.apply(review), restore.said)
