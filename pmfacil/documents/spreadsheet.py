"""The actions as rows of a table, safe to open in a spreadsheet (P61, P62)."""

import csv
import io
from collections.abc import Iterable, Sequence

from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action
from pmfacil.review.fishbone import Cause
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson
from pmfacil.review.part import Part
from pmfacil.review.text import short
from pmfacil.review.whys import Why

HEAD = ("number", "action", "type", "priority", "owner", "due", "status", "lessons", "causes", "check", "ticket")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet calculate a cell, or call something, instead of showing it."""


def to_spreadsheet(voice: Voice) -> str:
    """The commitments in a table, by number."""
    return rows([HEAD, *(_row(voice, action) for action in voice.review.commitments())])


def rows(cells: Iterable[Sequence[str]]) -> str:
    """Rows of comma-separated values, none of which is a formula."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in cells)
    return file.getvalue()


def harmless(cell: str) -> str:
    """The cell as text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def said(voice: Voice, action: Action) -> str:
    """What is to be done, and whether that is for everybody."""
    restricted = action.restricted or voice.review.incident.restricted
    return f"{action.text}{' (restricted)' if restricted else ''}"


def lessons_of(voice: Voice, action: Action) -> str:
    """The lessons that it comes from, by number."""
    return ", ".join(_label(voice, part) for part in voice.linked(action) if isinstance(part, Lesson))


def causes_of(voice: Voice, action: Action) -> str:
    """The causes that it addresses."""
    linked = [part for part in voice.linked(action) if isinstance(part, Why | Cause | Layer | Hole)]
    return ", ".join(_label(voice, part) for part in linked)


def _row(voice: Voice, action: Action) -> tuple[str, ...]:
    return (
        action.label(),
        said(voice, action),
        str(action.type or ""),
        voice.policies.priority_name(action.priority),
        action.owner,
        action.due.isoformat() if action.due else "",
        str(action.status),
        lessons_of(voice, action),
        causes_of(voice, action),
        action.check,
        action.ticket,
    )


def _label(voice: Voice, part: Part) -> str:
    match part:
        case Why() | Lesson():
            return part.label()
        case Layer():
            return short(voice.hide(part.text))
        case _:
            return f"{part.noun} “{short(voice.hide(part.says()))}”"
