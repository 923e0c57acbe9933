"""All edits together: reading one from JSON, and several as one."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from pmfacil.review.clock import Borrow, GoTo, LeaveOut, Minutes, ParkItem, Pause, Replan, Start
from pmfacil.review.counting import Count
from pmfacil.review.due import SetDue
from pmfacil.review.edit import (
    Add,
    Change,
    Edit,
    LinkParts,
    Move,
    Promote,
    Remove,
    SetProgress,
    SetStatus,
    Unlink,
)
from pmfacil.review.follow_up import BeginFollowUp
from pmfacil.review.part import Line
from pmfacil.review.restore import Restore
from pmfacil.review.review import Review
from pmfacil.review.reword import Reword
from pmfacil.review.text import EditRefused


class Together(Edit):
    """Several edits as one: all of them, or none; one undo takes them back."""

    edit: Literal["together"] = "together"
    said: Line = ""
    """What to call them; the first one's label if empty."""
    edits: tuple["AnyEdit", ...] = Field(min_length=1)

    def label(self, review: Review) -> str:
        """What they are called together."""
        return self.said or self.edits[0].label(review)

    def apply(self, review: Review) -> Review:
        """The review after all of them, one after the other."""
        for edit in self.edits:
            review = edit.apply(review)
        return review


AnyEdit = Annotated[
    Add
    | Change
    | Reword
    | Remove
    | Move
    | LinkParts
    | Unlink
    | Promote
    | SetProgress
    | SetDue
    | SetStatus
    | Restore
    | Start
    | Pause
    | GoTo
    | LeaveOut
    | Minutes
    | Replan
    | Borrow
    | ParkItem
    | Count
    | BeginFollowUp
    | Together,
    Field(discriminator="edit"),
]
# Built when the first one is read: the first frame reads none.
_READER: TypeAdapter[AnyEdit] = TypeAdapter(AnyEdit, config=ConfigDict(defer_build=True))


def read_edit(json: str | bytes) -> AnyEdit:
    """The edit that `edit.model_dump_json()` wrote.

    Raises:
        EditRefused: If it is no edit that this version knows.
    """
    try:
        return _READER.validate_json(json)
    except (ValidationError, RecursionError) as error:
        raise EditRefused("That is not an edit that this version understands; nothing was changed.") from error
