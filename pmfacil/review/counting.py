"""Counting what happens in the meeting: voices heard and phrases used, never whose (P2, P85)."""

from typing import ClassVar, Literal

from pydantic import NonNegativeInt

from pmfacil.review.edit import Edit
from pmfacil.review.review import Review


class Count(Edit):
    """Count one more voice or redirect, or one less; it is not undone, so that undo is left to what people wrote."""

    undoable: ClassVar[bool] = False
    edit: Literal["count"] = "count"
    what: Literal["spoke", "redirects"]
    by: Literal[1, -1] = 1
    marked: NonNegativeInt = 0
    """How many people this terminal has marked as heard by now."""

    def label(self, review: Review) -> str:
        """Say the new number."""
        words = "voices heard" if self.what == "spoke" else "phrases used"
        return f"{words}: {self._number(review)}"

    def apply(self, review: Review) -> Review:
        """The review with the other number in its pulse."""
        return review.put(review.pulse.changed(**{self.what: self._number(review)}))

    def _number(self, review: Review) -> int:
        pulse = review.pulse
        if self.what == "redirects":
            return max(0, pulse.redirects + self.by)
        # Nobody knows whom another terminal has marked, or this one before: a sum would count people twice.
        most = max(pulse.spoke, self.marked)
        if self.by < 0 and pulse.spoke == self.marked + 1:
            most = self.marked
        return min(most, pulse.present or len(review.people) or most)
