"""Counting what happens in the meeting: voices heard and phrases used, never whose (P2, P85)."""

from typing import ClassVar, Literal

from pmfacil.review.edit import Edit
from pmfacil.review.review import Review


class Count(Edit):
    """Count one more voice or redirect, or one less; it is not undone, so that undo is left to what people wrote."""

    undoable: ClassVar[bool] = False
    edit: Literal["count"] = "count"
    what: Literal["spoke", "redirects"]
    by: Literal[1, -1] = 1

    def label(self, review: Review) -> str:
        """Say the new number."""
        words = "voices heard" if self.what == "spoke" else "phrases used"
        return f"{words}: {self._number(review)}"

    def apply(self, review: Review) -> Review:
        """The review with the other number in its pulse."""
        pulse = review.pulse.changed(**{self.what: self._number(review)})
        pulse.verify(review)
        return review.put(pulse)

    def _number(self, review: Review) -> int:
        now: int = getattr(review.pulse, self.what)
        return max(0, now + self.by)
