"""A review as tables of plain documents, and back; what two people's changes broke is mended and said."""

from typing import Any

from pydantic import ValidationError

from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.kept import Kept
from pmfacil.review.layers import Layer
from pmfacil.review.links import Link
from pmfacil.review.part import Id, Part
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, clean_text, short
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

_STRANGE = "some of it is not what a review is made of"

Tables = dict[str, dict[str, dict[str, Any]]]
"""Table → id → document, as JSON has it."""


_NOTHING = Kept()


def to_tables(review: Review, schema: int, before: tuple[Review, Tables] | None = None) -> Tables:
    """The review as it is kept.

    Args:
        review: All of it.
        schema: How it is kept.
        before: An earlier review, and what came of it here: from edit to edit most parts stay what they were.
    """
    about = {"schema": schema, "id": review.id, "created": review.created.isoformat().replace("+00:00", "Z")}
    tables: Tables = {"session": {"session": about}, "used": dict.fromkeys(review.used, _NOTHING)}
    for table in Review.tables:
        if before and getattr(review, table) is getattr(before[0], table):
            tables[table] = before[1][table]
            continue
        known = {part.id: part for part in before[0].parts(table)} if before else {}
        made = before[1][table] if before else {}
        tables[table] = Kept(
            (part.id, made[part.id] if known.get(part.id) is part else _document(part)) for part in review.parts(table)
        )
    return tables


def from_tables(tables: Tables, *, newer: bool = False) -> tuple[Review, list[str]]:
    """The review that was kept, and what had to be mended, a sentence each.

    Args:
        tables: What was kept.
        newer: Whether a newer version wrote it: what this one does not know is passed over.

    Raises:
        ValueError: If the tables are no review; `str()` is why, in a few words.
    """
    try:
        about = tables["session"]["session"]
        # What does not say when it was made is as old as the review: at each reading the same.
        made = {"made": about["created"]}
        parts = [_part(table, id, {**made, **document}, newer) for table, id, document in _documents(tables)]
        blank = [Review.tables[table].model_validate(made) for table in Review.singles if not tables.get(table)]
        review = Review(id=about["id"], created=about["created"], used=frozenset(tables.get("used", {})))
        return mend(review.put(*blank, *parts))
    except (ValidationError, EditRefused, AttributeError, TypeError, KeyError) as error:
        raise ValueError(_STRANGE) from error


def mend(review: Review) -> tuple[Review, list[str]]:
    """The review with everything standing on something, every number once, and what was done, a sentence each."""
    said: list[str] = []
    for step in (_standing, _of_one_kind, _untangled, _on_one_rib, _numbered_once):
        review = step(review, said)
    return review, said


def _standing(review: Review, said: list[str]) -> Review:
    while loose := [part for part in review.all_parts() if any(not review.has(id) for id in part.refers())]:
        for part in loose:
            kept = part.orphaned(review)
            review = review.put(kept) if kept else review.without({part.id})
            if not isinstance(part, Link):
                end = "it was kept" if kept else "it could not stay"
                said.append(f"What “{short(part.says())}” belonged to was removed elsewhere; {end}.")
    return review


def _of_one_kind(review: Review, said: list[str]) -> Review:
    for kind, ids in (
        (Why, [why.parent for why in review.whys]),
        (Category, [cause.category for cause in review.causes]),
        (Cause, [cause.parent for cause in review.causes]),
        (Layer, [hole.layer for hole in review.holes]),
        (Event, [event.recollects for event in review.events]),
    ):
        for id in filter(None, ids):
            review.get(kind, id)
    return review


def _untangled(review: Review, said: list[str]) -> Review:
    for id in [part.id for part in (*review.whys, *review.causes, *review.events)]:
        part = review.find(id)
        if _below_itself(review, part) and (alone := part.orphaned(review)):
            review = review.put(alone)
            said.append(f"“{short(part.says())}” stood below itself after a merge; it stands on its own now.")
    return review


def _on_one_rib(review: Review, said: list[str]) -> Review:
    for cause in review.causes:
        top = cause
        while top.parent:
            top = review.get(Cause, top.parent)
        if top.category != cause.category:
            review = review.put(cause.changed(category=top.category))
            said.append(f"“{short(cause.says())}” went to the rib of the cause above it.")
    return review


def _numbered_once(review: Review, said: list[str]) -> Review:
    seen = {""}
    numbered = [*review.whys, *review.lessons, *review.commitments()]
    for part in sorted(numbered, key=lambda part: (part.made, part.id)):
        if part.label() in seen:
            fresh = part.renumbered(review)
            why = f"There were two {part.label()}; the later one" if part.label() else f"“{short(part.says())}”"
            said.append(f"{why} is {fresh.label()} now.")
            review, part = review.put(fresh), fresh
        seen.add(part.label())
    return review


def _below_itself(review: Review, part: Part) -> bool:
    above = set(part.refers())
    queue = list(above)
    for id in queue:
        new = set(review.find(id).refers()) - above
        above |= new
        queue += new
    return part.id in above


def _documents(tables: Tables):
    for table, documents in tables.items():
        if table in Review.tables:
            for id, document in documents.items():
                yield table, id, document


def _document(part: Part) -> Kept:
    return Kept(part.model_dump(mode="json", exclude={"id"}))


def _part(table: str, id: Id, document: dict[str, Any], newer: bool) -> Part:
    kind = Review.tables[table]
    known = {name: value for name, value in document.items() if name in kind.model_fields} if newer else document
    try:
        return kind.model_validate({**known, "id": id})
    except ValidationError as error:
        where = "".join(f"“{short(clean_text(str(name)), 40)}” of " for name in error.errors()[0]["loc"][:1])
        raise ValueError(f"{_STRANGE} ({where}the {kind.noun} “{short(clean_text(id), 40)}”)") from error
