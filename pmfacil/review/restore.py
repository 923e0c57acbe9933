"""Putting parts back as they were: what undo and redo ask for."""

from typing import Any, Literal

from pydantic import ValidationError

from pmfacil.review.edit import Edit
from pmfacil.review.part import Frozen, Id, Part, Words
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, short
from pmfacil.review.whys import Why

_NO_PART = "What should be put back is not what a review is made of."
_LINE = 74
"""The most characters of a sentence that is read at a glance, but for its end."""
_QUOTES = str.maketrans("", "", "“”")


class Restored(Frozen):
    """One part before and after: whole where it was added or removed, else only the fields that differ."""

    table: str
    id: Id
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def part(self, now: dict[str, Any] | None) -> Part:
        """The part as it was before, with what others changed since.

        Raises:
            EditRefused: If that is no part of a review, or not a whole one.
        """
        whole = self.before if self.after is None or now is None else {**now, **(self.before or {})}
        try:
            part = Review.tables[self.table].model_validate({**(whole or {}), "id": self.id})
        except (KeyError, ValidationError) as error:
            raise EditRefused(_NO_PART) from error
        # What is left out, as when it was made, would be another one at each terminal.
        if part.model_fields_set != type(part).model_fields.keys():
            raise EditRefused(_NO_PART)
        return part


class Restore(Edit):
    """Put parts back as they were, if they still are as an edit left them: undo, and redo."""

    edit: Literal["restore"] = "restore"
    said: Words
    """The label of the edit that is taken back or done again."""
    parts: tuple[Restored, ...]

    @classmethod
    def between(cls, old: Review, new: Review, said: str) -> "Restore":
        """What turns `new` back into `old`; used numbers stay used."""
        parts: list[Restored] = []
        for table in Review.tables:
            if getattr(old, table) is getattr(new, table):
                continue
            olds = {part.id: part for part in old.parts(table)}
            news = {part.id: part for part in new.parts(table)}
            for id in {**olds, **news}:
                before, after = olds.get(id), news.get(id)
                if before is not after and before != after:
                    parts.append(_difference(table, id, before, after))
        return cls(said=short(said, 200), parts=tuple(parts))

    def turned(self) -> "Restore":
        """The way back from here."""
        turned = [Restored(table=p.table, id=p.id, before=p.after, after=p.before) for p in self.parts]
        return Restore(said=self.said, parts=tuple(turned))

    def label(self, review: Review) -> str:
        """Name the edit."""
        return self.said

    def apply(self, review: Review) -> Review:
        """The review with the parts back as they were, all or none of them."""
        put: list[Part] = []
        gone: set[Id] = set()
        for restored in self.parts:
            now = review.find(restored.id) if review.has(restored.id) else None
            dumped = None if now is None else now.model_dump(mode="json")
            if not _same(dumped, restored.after):
                raise self._refused("it was removed since" if now is None else "it was changed again since")
            if restored.before is None:
                gone.add(restored.id)
            else:
                put.append(restored.part(dumped))
        after = review.put(*put).without(gone) if gone else review.put(*put)
        reason = ""
        if any(not after.has(id) for part in put for id in part.refers()):
            reason = "what it belongs to is gone"
        elif any(after.below(id) for id in gone):
            reason = "something else hangs on it now"
        if reason:
            raise self._refused(reason)
        fresh: set[Id | None] = set()
        for part in put:
            # It was taken back before anybody heard of it, and its number went to another one.
            if after.is_numbered_twice(part) or (isinstance(part, Why) and part.parent in fresh):
                after = after.put(part.renumbered(after))
                fresh.add(part.id)
        for part in put:
            after.find(part.id).verify(after)
        return after

    def _refused(self, reason: str) -> EditRefused:
        # The reason comes first, and all of it goes on one line of a narrow screen; a quote in it could be cut open.
        why = f"Too late, {reason}: “"
        return EditRefused(f"{why}{short(self.said.translate(_QUOTES), _LINE - len(why))}”.")


def _difference(table: str, id: Id, before: Part | None, after: Part | None) -> Restored:
    old = None if before is None else before.model_dump(mode="json")
    new = None if after is None else after.model_dump(mode="json")
    if old is not None and new is not None:
        names = [name for name in old if old[name] != new[name]]
        old, new = {name: old[name] for name in names}, {name: new[name] for name in names}
    return Restored(table=table, id=id, before=old, after=new)


def _same(now: dict[str, Any] | None, then: dict[str, Any] | None) -> bool:
    if now is None or then is None:
        return now is then
    return all(now.get(name) == value for name, value in then.items())
