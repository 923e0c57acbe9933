"""Any edit of a review: what people mean, what nobody means, and what is none."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from hypothesis import strategies as st
from pydantic import AwareDatetime

from pmfacil.review.actions import Progress
from pmfacil.review.incident import Status
from pmfacil.review.links import LINKABLE
from pmfacil.review.part import Frozen, Part
from pmfacil.review.review import Review
from tests.torture.words import json_values, words

Json = Any
Draw = Callable[[st.SearchStrategy[Any]], Any]

REFERS = frozenset({"parent", "category", "layer", "recollects", "of", "item", "source", "target"})
"""The fields that name another part."""
_SEVERAL = sorted(Review.tables.keys() - Review.singles)
_LATE = datetime(2026, 11, 20, 10, tzinfo=UTC)
_OFTEN = (
    "whys",
    "whys",
    "whys",
    "causes",
    "causes",
    "events",
    "events",
    "actions",
    "actions",
    "lessons",
    "holes",
    "links",
)

moments = st.one_of(
    st.integers(-600, 600).map(lambda minutes: _LATE + timedelta(minutes=minutes)),
    st.datetimes(timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))),
).map(datetime.isoformat)


def fields(kind: type[Frozen], ids: Sequence[str]) -> dict[str, st.SearchStrategy[Json]]:
    """What each field of a kind may hold, by its name."""
    known = {name: st.sampled_from(ids) if name in REFERS else found for name, found in _plain_fields(kind).items()}
    return known | ({"made": moments} if "made" in known else {})


@cache
def _plain_fields(kind: type[Frozen]) -> dict[str, st.SearchStrategy[Json]]:
    return {name: _fitting(field.annotation) for name, field in kind.model_fields.items()}


def _fitting(annotation: Any) -> st.SearchStrategy[Json]:
    """What fits an annotation, in the form that it has in JSON."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return st.one_of(*(_fitting(one) for one in inside))
    if annotation is datetime or annotation is AwareDatetime:
        return moments
    if origin is Annotated:
        return _fitting(inside[0])
    if origin is tuple:
        return st.lists(_fitting(inside[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(words, _fitting(inside[1]), max_size=2)
    if issubclass(annotation, Enum):
        return st.sampled_from([member.value for member in annotation])
    if issubclass(annotation, Frozen):
        return st.fixed_dictionaries(fields(annotation, ["gone"]))
    return _BY_TYPE[annotation]


_BY_TYPE: dict[Any, st.SearchStrategy[Json]] = {
    NoneType: st.none(),
    bool: st.booleans(),
    int: st.integers(-1, 40),
    float: st.floats(allow_nan=False, allow_infinity=False),
    str: words,
    date: st.dates().map(date.isoformat),
}


class Editor:
    """Draws one edit of a review, as the JSON in which it may come from anywhere."""

    def __init__(self, draw: Draw, review: Review, turn: int) -> None:
        self.draw, self.review, self.turn = draw, review, turn
        self.ids = [*(part.id for part in review.all_parts()), "gone"]

    def _rarely(self) -> bool:
        # The ends of a range, and what is drawn already, come more often than anything else.
        return self.draw(st.integers(0, 999)) % 23 == 13

    def edit(self, deep: int = 0) -> Json:
        """Any edit there is; now and then with something in it that does not belong there."""
        name = self.draw(st.sampled_from(_NAMES if deep < 2 else _SIMPLE))
        edit = {"edit": name, **_MAKERS[name](self, deep)}
        if self._rarely():
            edit[self.draw(st.sampled_from([*edit, "more"]))] = self.draw(json_values)
        return edit

    def one(self, *tables: str) -> str:
        """The id of a part, most often of these tables."""
        ids = [part.id for table in tables for part in self.review.parts(table)]
        return self.draw(st.sampled_from(self.ids if not ids or self._rarely() else ids))

    def add(self, deep: int) -> Json:
        table = self.draw(st.sampled_from([*_OFTEN, *(Review.tables if self._rarely() else _SEVERAL)]))
        kind = Review.tables[table]
        known = fields(kind, self.ids)
        new: dict[str, Json] = {"id": f"new{self.turn}-{deep}", "made": self.draw(moments)}
        for name, field in kind.model_fields.items():
            if name not in new and (field.is_required() or name == "text" or self.draw(st.integers(0, 3)) == 0):
                new[name] = self._held(table, name) or self.draw(known[name]) or "pool"
        if self._rarely():
            new["id"] = self.draw(st.sampled_from(self.ids) | words)
        return {"table": table, "part": new}

    def _held(self, table: str, field: str) -> str | None:
        """A part to hang under that is most often of the right kind."""
        above = {"category": "categories", "layer": "layers", "recollects": "events", "item": "agenda"}
        if field in above or field == "parent":
            return self.one(above.get(field, table))
        return self.one(*sorted(LINKABLE)) if field in ("source", "target") else None

    def change(self, deep: int) -> Json:
        id = self.one(*_OFTEN, "incident", "pulse", "agenda", "plan")
        return {"id": id, "changes": self._changes(id)}

    def reword(self, deep: int) -> Json:
        """Some of its texts are read as they are, others as they perhaps were."""
        change = self.change(deep)
        part = self.review.find(change["id"]) if self.review.has(change["id"]) else None
        was = {name: self.draw(st.just(str(getattr(part, name, ""))) | words) for name in change["changes"]}
        return {"change": change, "was": was, "kept": f"new{self.turn}-{deep}", "made": self.draw(moments)}

    def _changes(self, id: str) -> Json:
        kind: type[Part] = type(self.review.find(id)) if self.review.has(id) else Part
        known = fields(kind, self.ids)
        may = sorted(known if self._rarely() else known.keys() - kind.guarded - {"id", "made", "order"})
        names: list[str] = self.draw(st.lists(st.sampled_from(may), min_size=1, max_size=3, unique=True)) if may else []
        return {name: self.draw(json_values if self._rarely() else known[name]) for name in names}

    def remove(self, deep: int) -> Json:
        return {"id": self.one(*_OFTEN)}

    def move(self, deep: int) -> Json:
        table = self.draw(st.sampled_from(("whys", "whys", "causes", "holes", "agenda", "events", "lessons")))
        above = {"causes": ("categories", "causes"), "holes": ("layers",)}.get(table, (table,))
        under = self.one(*above) if self.draw(st.booleans()) else None
        return {"id": self.one(table), "under": under, "before": self.one(table) if self.draw(st.booleans()) else None}

    def link(self, deep: int) -> Json:
        ends = {end: self.one(*sorted(LINKABLE)) for end in ("source", "target")}
        return {**ends, "id": f"new{self.turn}-{deep}", "made": self.draw(moments)}

    def unlink(self, deep: int) -> Json:
        link = self.draw(st.sampled_from([link.refers() for link in self.review.links] or [("gone", "gone")]))
        return dict(zip(("source", "target"), link, strict=True))

    def promote(self, deep: int) -> Json:
        id = self.one("actions")
        return {"id": id, "changes": self._changes(id) if self.draw(st.booleans()) else {}}

    def progress(self, deep: int) -> Json:
        status = self.draw(st.sampled_from(list(Progress)))
        return {"id": self.one("actions"), "status": status, "at": self.draw(moments), "note": self.draw(words)}

    def due(self, deep: int) -> Json:
        day = self.draw(st.dates().map(date.isoformat))
        return {"id": self.one("actions"), "due": day, "at": self.draw(moments), "note": self.draw(words)}

    def follow_up(self, deep: int) -> Json:
        id = f"new{self.turn}-{deep}"
        return {"id": id, "at": self.draw(moments), "ended": self.draw(st.none() | moments)}

    def status(self, deep: int) -> Json:
        return {"status": self.draw(st.sampled_from(list(Status))), "at": self.draw(moments)}

    def clock(self, deep: int) -> Json:
        return {"at": self.draw(moments)}

    def go(self, deep: int) -> Json:
        return {"item": self.one("agenda"), "at": self.draw(moments)}

    def leave_out(self, deep: int) -> Json:
        return {"seconds": self.draw(st.floats(-1e9, 1e9)), "at": self.draw(moments)}

    def minutes(self, deep: int) -> Json:
        return {"item": self.one("agenda"), "minutes": self.draw(st.integers(-12, 12))}

    def borrow(self, deep: int) -> Json:
        ends = {end: self.one("agenda") for end in ("source", "target")}
        return {**ends, "minutes": self.draw(st.integers(0, 9))}

    def park(self, deep: int) -> Json:
        return {"item": self.one("agenda"), "parked": self.draw(st.booleans())}

    def count(self, deep: int) -> Json:
        return {"what": self.draw(st.sampled_from(("spoke", "redirects"))), "by": self.draw(st.sampled_from((1, -1)))}

    def together(self, deep: int) -> Json:
        several = range(self.draw(st.integers(1, 3)))
        edits = [Editor(self.draw, self.review, self.turn * 10 + one).edit(deep + 1) for one in several]
        return {"said": self.draw(words), "edits": edits}

    def restore(self, deep: int) -> Json:
        """Something that this review holds is to have other values, or a part is to be there or gone."""
        id = self.one(*_OFTEN)
        if not self.review.has(id):
            return {"said": self.draw(words), "parts": []}
        part = self.review.find(id)
        now = cast(dict[str, Json], json.loads(part.model_dump_json()))
        known = fields(type(part), self.ids)
        name = self.draw(st.sampled_from(sorted(known.keys() - type(part).guarded - {"id", "made", "order"})))
        before = self.draw(st.sampled_from([None, {name: self.draw(known[name])}, now]))
        after = self.draw(st.sampled_from([None, {name: now[name]}, now]))
        return {
            "said": self.draw(words),
            "parts": [{"table": part.table, "id": part.id, "before": before, "after": after}],
        }


_MAKERS: dict[str, Callable[[Editor, int], Json]] = {
    **{"add": Editor.add, "change": Editor.change, "remove": Editor.remove, "move": Editor.move, "link": Editor.link},
    **{"unlink": Editor.unlink, "promote": Editor.promote, "progress": Editor.progress, "status": Editor.status},
    **{"start": Editor.clock, "pause": Editor.clock, "replan": Editor.clock, "go": Editor.go},
    **{"leave-out": Editor.leave_out, "minutes": Editor.minutes, "borrow": Editor.borrow, "park-item": Editor.park},
    **{"reword": Editor.reword, "due": Editor.due, "follow-up": Editor.follow_up},
    **{"count": Editor.count, "together": Editor.together, "restore": Editor.restore},
}
"""What draws the fields of each edit, by its name."""
_SIMPLE = [name for name in _MAKERS if name != "together"]
_NAMES = ["add", "add", "add", "change", "change", "change", "move", "remove", "link", *_MAKERS]


def edit_names() -> set[str]:
    """The name of every edit that can be drawn."""
    return set(_MAKERS)
