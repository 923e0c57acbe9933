"""A review in which every text field of every kind of part says something of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, get_args, get_origin

from pydantic import AwareDatetime, BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from pmfacil.review.actions import Action, Progress
from pmfacil.review.agenda import Board, Item, Plan
from pmfacil.review.dismissals import Dismissal
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.incident import Status
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.links import Link
from pmfacil.review.part import Part
from pmfacil.review.reading import ReaderQuestion, Signature
from pmfacil.review.review import Review
from pmfacil.review.run import Meeting
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

AT = datetime(2026, 11, 18, 14, 2, tzinfo=UTC)
_REQUIRED: dict[object, object] = {AwareDatetime: AT, date: AT.date(), Progress: Progress.DONE, Status: Status.DRAFT}
Say = Callable[[str], str]
_NEEDED: dict[type[Part], list[dict[str, Any]]] = {
    Category: [{"id": "category"}],
    Cause: [{"id": "cause", "category": "category"}, {"category": "category", "parent": "cause"}],
    Layer: [{"id": "layer"}],
    Hole: [{"id": "hole", "layer": "layer"}],
    Event: [{"id": "event"}, {"recollects": "event", "milestone": True}],
    Why: [{"id": "why", "number": "1"}, {"parent": "why", "number": "1.1"}],
    Reflection: [{"side": side} for side in Side],
    Lesson: [{"id": "lesson", "number": 1}],
    Action: [{"id": "action", "number": 1}, {"id": "idea"}],
    Link: [{"source": "action", "target": "hole"}, {"source": "idea", "target": "cause"}],
    Item: [{"id": "item", "board": Board.OPEN, "minutes": 5}],
    Dismissal: [{"rule": "timeline.gap"}],
    Signature: [{"question": ReaderQuestion.DEEP, "at": AT}],
    Plan: [{"meeting": AT}],
    Meeting: [{"began": AT}],
}


def every_field(say: Say) -> Review:
    """A review whose every text field holds what `say` gives for the field's own name, such as `holes0text`."""
    review = Review(id="every", created=AT)
    for kind in Review.tables.values():
        for place, fields in enumerate(_NEEDED.get(kind, [{}])):
            review = review.put(_filled(kind, say, f"{kind.table}{place}", fields))
    return review


def every_name() -> list[str]:
    """The names of all those fields."""
    names: list[str] = []

    def say(name: str) -> str:
        names.append(name)
        return name

    every_field(say)
    return names


def _filled(kind: type[BaseModel], say: Say, name: str, fields: dict[str, Any]) -> Any:
    found = {
        field: _value(info, say, f"{name}{field}".replace("_", ""))
        for field, info in kind.model_fields.items()
        if field not in fields
    }
    return kind.model_validate({field: value for field, value in found.items() if value is not None} | fields)


def _value(info: FieldInfo, say: Say, name: str) -> Any:
    if info.annotation is str:
        return say(name) if _is_typed(info.metadata) else None
    if get_origin(info.annotation) is tuple:
        inside = get_args(info.annotation)[0]
        if _is_typed(getattr(inside, "__metadata__", ())):
            return (say(f"{name}first"), say(f"{name}second"))
        return (_filled(inside, say, name, {}),)
    return _REQUIRED[info.annotation] if info.is_required() and info.annotation in _REQUIRED else None


def _is_typed(metadata: Any) -> bool:
    return any(isinstance(one, BeforeValidator) for one in metadata)
