"""Changing texts that others may be changing at the same moment: nobody's words are lost."""

from typing import Any, Literal

from pydantic import BeforeValidator, Field

from pmfacil.review.edit import Add, Change, Edit, Remove
from pmfacil.review.notes import Note
from pmfacil.review.part import Id, Instant, Part, new_id, now_utc
from pmfacil.review.review import Review

_REASON = "Two people changed it at the same time"


class Reword(Edit):
    """Change a part whose texts were read before; where one has become another since, both wordings stay.

    The one that came first stays where it is, the other is kept as a note until somebody chooses.
    """

    edit: Literal["reword"] = "reword"
    change: Change
    was: dict[str, str]
    """The texts that were read."""
    kept: Id = Field(default_factory=new_id)
    """The id of the note."""
    made: Instant = Field(default_factory=now_utc)

    def label(self, review: Review) -> str:
        """Say what is new."""
        return self.change.label(review)

    def apply(self, review: Review) -> Review:
        """The review with the part changed, or with the other wording beside it."""
        part = review.find(self.change.id)
        other = {name: words for name, words in self.change.changes.items() if self._other(part, name, words)}
        if not other:
            return self.change.apply(review)
        rest = {name: value for name, value in self.change.changes.items() if name not in other}
        if rest:
            review = Change(id=part.id, changes=rest).apply(review)
        words = "\n".join(f"Other words for {part.noun} “{part.says()}”: {words}" for words in other.values())
        return Add(part=Note(id=self.kept, made=self.made, text=words, reason=_REASON)).apply(review)

    def clash(self, review: Review) -> tuple[str, str] | None:
        """What stands in the review and what was written here, while both are kept; `None` once that is settled."""
        if not (review.has(self.kept) and review.has(self.change.id)):
            return None
        part = review.find(self.change.id)
        names = [name for name in self.was if getattr(part, name) != self.change.changes.get(name)]
        theirs, ours = (
            " · ".join(str(words.get(name)) for name in names) for words in (part.__dict__, self.change.changes)
        )
        return theirs, ours

    def settled(self, *, ours: bool) -> list[Edit]:
        """What puts an end to it: one wording stays, and the note goes."""
        texts = {name: self.change.changes[name] for name in self.was}
        return [*([Change(id=self.change.id, changes=texts)] if ours else []), Remove(id=self.kept)]

    def _other(self, part: Part, name: str, words: Any) -> bool:
        now = getattr(part, name, None)
        return bool(words) and name in self.was and now not in (self.was[name], words)


def reworded(part: Part, changes: dict[str, Any]) -> Change | Reword:
    """The change of a part as somebody had it before them: careful with its texts."""
    change = Change(id=part.id, changes=changes)
    was = {name: getattr(part, name) for name in changes if _is_text(part, name)}
    return Reword(change=change, was=was) if was else change


def _is_text(part: Part, name: str) -> bool:
    field = type(part).model_fields.get(name)
    return field is not None and any(isinstance(rule, BeforeValidator) for rule in field.metadata)
