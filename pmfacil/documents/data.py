"""The review as JSON for other programs, and the schema that it keeps to."""

import json
from typing import Any

from pydantic import BaseModel

from pmfacil.documents.audience import Audience, holds_restricted
from pmfacil.documents.voice import Voice
from pmfacil.review.part import Part
from pmfacil.review.review import Review

VERSION = 1
"""Counted up when a program that reads the JSON would have to change."""
_NO_WORDS = frozenset({"id", "timezone"})
"""Fields in which no name of a person can stand."""


def to_json(voice: Voice) -> str:
    """What an audience may see of a review; only inside the team with the names of people other than owners."""
    review = voice.review if voice.audience == Audience.INTERNAL else _with_roles(voice)
    found = review.model_dump(mode="json")
    # A number that is used up tells others of a part that they may not see.
    found["used"] = sorted(review.used if voice.audience == Audience.INTERNAL else _numbers(review))
    return json.dumps({**_about(review), **found}, ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """What the JSON of any review keeps to, as JSON Schema 2020-12."""
    found = Review.model_json_schema(mode="serialization")
    about = {
        "restricted": {"type": "boolean", "description": "Whether it holds what is not for everybody."},
        "version": {"const": VERSION, "description": "The version of this schema."},
    }
    # All fields are always there, and some defaults are of the moment in which they were made.
    properties = {name: {k: v for k, v in one.items() if k != "default"} for name, one in found["properties"].items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **found,
        "title": "Incident review",
        "properties": {**about, **properties},
        "required": [*about, *properties],
    }


def _numbers(review: Review) -> set[str]:
    numbered = (*review.whys, *review.lessons, *review.actions)
    return {number for part in numbered for number in part.numbers()}


def _about(review: Review) -> dict[str, Any]:
    return {"restricted": holds_restricted(review), "version": VERSION}


def _with_roles(voice: Voice) -> Review:
    """The review with roles for names everywhere but for the owners of actions."""
    people = [p.changed(name=p.role or "participant") for p in voice.review.people]
    changed = [_hidden(voice, part) for part in voice.review.all_parts() if part.table != "people"]
    return voice.review.put(*people, *changed)


def _hidden(voice: Voice, part: Part) -> Part:
    kept = _NO_WORDS | {"owner"} if part.table == "actions" else _NO_WORDS
    fields = {name: _in_roles(voice, value) for name, value in part.__dict__.items() if name not in kept}
    new = {name: value for name, value in fields.items() if value != getattr(part, name)}
    return part.changed(**new) if new else part


def _in_roles(voice: Voice, value: Any) -> Any:
    if type(value) is str:
        return value if voice.review.has(value) else voice.hide(value)
    if isinstance(value, tuple):
        return tuple(_in_roles(voice, one) for one in value)  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, BaseModel):
        return type(value).model_validate({k: _in_roles(voice, v) for k, v in value.__dict__.items()})
    return value
