"""`t`: events of the timeline."""

from typing import Any

from pmfacil.capture.moments import read_moment
from pmfacil.capture.reading import Reading, Unclear, Words, say
from pmfacil.capture.tokens import Piece, split
from pmfacil.capture.understood import read_from, understand
from pmfacil.review.edit import Add
from pmfacil.review.text import short
from pmfacil.review.timeline import Event, EventKind


def read_event(words: Words) -> Reading:
    """The event at the time with which the words begin."""
    moment = read_moment(words.rest, words.review, words.place.today)
    found = understand(
        split("t", moment.rest, words.place.today),
        {
            "~": lambda piece: {"kind": _kind(piece)},
            "from:": lambda piece: {"source": read_from(piece)},
            "!": _flags,
        },
    )
    if not found.text:
        raise Unclear("A time alone makes no event: say what happened")
    event = Event(at=moment.at, text=found.text, **found.fields)
    said = say(
        "event",
        moment.said,
        (event.kind or "").capitalize(),
        f"from {short(event.source)}" if event.source else "",
        "milestone" if event.milestone else "",
        "customer-facing" if event.customer_facing else "",
        found.kept(),
    )
    return Reading(Add(part=event), said, unknown=tuple(found.unknown), part=event.id)


def _kind(piece: Piece) -> EventKind:
    try:
        return EventKind(piece.value.replace("-", "").casefold())
    except ValueError:
        raise Unclear("no kind of event") from None


def _flags(piece: Piece) -> dict[str, Any]:
    flags = {"milestone": "!" in piece.raw, "customer_facing": "*" in piece.raw}
    return {name: True for name, said in flags.items() if said}
