"""A review as tables of plain documents, and back; what two people's changes broke is mended and said."""

from typing import Any

from pydantic import ValidationError

from pmfacil.review.numbers import next_branch, next_head, next_in_line
from pmfacil.review.part import Id, Part
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.review.whys import Why

Tables = dict[str, dict[str, dict[str, Any]]]
"""Table → id → document, as JSON has it."""


def to_tables(review: Review, schema: int) -> Tables:
    """The review as it is kept."""
    about = {"schema": schema, "id": review.id, "created": review.created.isoformat().replace("+00:00", "Z")}
    tables: Tables = {"session": {"session": about}, "used": {number: {} for number in review.used}}
    for table in Review.tables:
        tables[table] = {part.id: part.model_dump(mode="json", exclude={"id"}) for part in review.parts(table)}
    return tables


def from_tables(tables: Tables, *, newer: bool = False) -> tuple[Review, list[str]]:
    """The review that was kept, and what had to be mended, a sentence each.

    Args:
        tables: What was kept.
        newer: Whether a newer version wrote it: what this one does not know is passed over.

    Raises:
        ValueError: If the tables are no review.
    """
    about = tables["session"]["session"]
    try:
        parts = [_part(table, id, document, newer) for table, id, document in _documents(tables)]
        review = Review(id=about["id"], created=about["created"], used=frozenset(tables.get("used", {})))
        review = review.put(*parts)
    except (ValidationError, EditRefused, TypeError, KeyError) as error:
        raise ValueError("some of it is not what a review is made of") from error
    return mend(review)


def mend(review: Review) -> tuple[Review, list[str]]:
    """The review with everything standing on something, every number once, and what was done, a sentence each."""
    said: list[str] = []
    for part in [p for p in review.all_parts() if any(not review.has(id) for id in p.refers())]:
        orphan = part.orphaned(review)
        review = review.put(orphan) if orphan else review.without({part.id})
        if part.table != "links":
            said.append(f"What “{part.says()}” belonged to was removed elsewhere; it was kept.")
    for why in review.whys:
        if _circular(review, why):
            review = review.put(why.changed(parent=None, number=next_head(review.used)))
            said.append(f"“{why.says()}” stood below itself after a merge; it is the head of a chain now.")
    seen: dict[str, Id] = {}
    numbered = [*review.whys, *review.lessons, *review.commitments()]
    for part in sorted(numbered, key=lambda part: (part.made, part.id)):
        if part.label() in seen:
            fresh = _renumbered(review, part)
            said.append(f"There were two {part.label()}; the later one is {fresh.label()} now.")
            review, part = review.put(fresh), fresh
        seen[part.label()] = part.id
    return review, said


def _renumbered(review: Review, part: Any) -> Any:
    if not isinstance(part, Why):
        return part.changed(number=review.next_number(part.label()[0]))
    if part.parent is None:
        return part.changed(number=next_head(review.used))
    above = review.get(Why, part.parent).number
    others = [why for why in review.answers(part.parent) if why.id != part.id]
    return part.changed(number=(next_branch if others else next_in_line)(above, review.used))


def _circular(review: Review, why: Why) -> bool:
    seen = {why.id}
    while why.parent:
        if why.parent in seen:
            return True
        seen.add(why.parent)
        why = review.get(Why, why.parent)
    return False


def _documents(tables: Tables):
    for table, documents in tables.items():
        if table in Review.tables:
            for id, document in documents.items():
                yield table, id, document


def _part(table: str, id: Id, document: dict[str, Any], newer: bool) -> Part:
    kind = Review.tables[table]
    known = {name: value for name, value in document.items() if name in kind.model_fields} if newer else document
    return kind.model_validate({**known, "id": id})
