"""The fields of every kind of part: what a form asks for, and how an answer is read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pmfacil.capture import moments
from pmfacil.capture.dates import read_date
from pmfacil.capture.reading import Unclear
from pmfacil.coach.hints import Hint
from pmfacil.review.actions import Action, ActionType, Priority
from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.impact import Graph, Horizon, Measure, Metric, Term
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.lessons import Lesson, Reflection
from pmfacil.review.notes import FollowUp, GroundRule, Note, Parked, Pulse
from pmfacil.review.part import Part
from pmfacil.review.people import ROLES, Person
from pmfacil.review.policies import Policies
from pmfacil.review.reading import Signature
from pmfacil.review.response import Aftermath, Phase
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Gate, Leaf, Purpose, Why


@dataclass(frozen=True)
class Asking:
    """What an answer is read against."""

    review: Review
    today: date
    policies: Policies = field(default_factory=Policies)
    hints: Callable[[str], Sequence[Hint]] = lambda _: ()
    """What the coach would say of a sentence."""


Reader = Callable[[str, Asking], Any]
Writer = Callable[[Any, Asking], str]


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    name: str
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    """If any: one of these, or none of them."""
    flag: bool = False
    """Whether it is a yes or a no."""
    tall: bool = False
    """Whether it may have several lines."""
    long: bool = False
    """Whether its one line may be a whole sentence, which is wrapped."""
    read: Reader = lambda words, _: words
    write: Writer = lambda value, _: "" if value is None else str(value)


def read_moment(words: str, asking: Asking) -> datetime | None:
    """The moment that was typed, as the bar reads it: `23:27` is the first one since the start, `+1 00:36` a day on.

    Raises:
        EditRefused: If it is no moment.
    """
    words = words.strip()
    if not words:
        return None
    try:
        typed = moments.read_moment(words, asking.review, asking.today)
        if not typed.rest:
            return typed.at
    except Unclear as unclear:
        if moments.begins_with_time(words):
            raise EditRefused(f"{unclear}.") from None
    return _read_whole(words, asking)


def _read_start(words: str, asking: Asking) -> datetime | None:
    """The moment that was typed; a bare time stays on the day that is there."""
    incident = asking.review.incident
    day = incident.start.astimezone(incident.zone()).date() if incident.start else asking.today
    bare = words.strip() and "-" not in words and "T" not in words
    return _read_whole(f"{day.isoformat()} {words.strip().zfill(5)}" if bare else words.strip(), asking)


def _read_whole(words: str, asking: Asking) -> datetime | None:
    if not words:
        return None
    try:
        typed = datetime.fromisoformat(words)
    except ValueError:
        raise EditRefused("A time looks like 23:27 or 2017-01-31 23:27.") from None
    return typed if typed.tzinfo else typed.replace(tzinfo=asking.review.incident.zone())


def write_moment(value: datetime | None, asking: Asking) -> str:
    """A moment in the review's zone, as it can be typed again."""
    if value is None:
        return ""
    local = value.astimezone(asking.review.incident.zone())
    return f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"


def _write_day(value: datetime | None, asking: Asking) -> str:
    return f"{value.astimezone(asking.review.incident.zone()):%Y-%m-%d}" if value else ""


def _read_day(words: str, asking: Asking) -> date | None:
    if not words.strip():
        return None
    day = read_date(words, asking.today)
    if day is None:
        raise EditRefused("A date looks like 2w, fri, 4 dec or 2026-12-04.")
    return day


def _read_number(words: str, asking: Asking) -> float | None:
    if not words.strip():
        return None
    try:
        return float(words.replace(" ", "").replace(",", ""))
    except ValueError:
        raise EditRefused("That is a number, such as 120 or 0.5; its unit has a field of its own.") from None


def _read_count(words: str, asking: Asking) -> int:
    if not words.strip():
        return 0
    if not (words.strip().isascii() and words.strip().isdigit()):
        raise EditRefused("That is a whole number of people, such as 8.")
    return int(words)


def _read_link(words: str, asking: Asking) -> str:
    if words.strip() and not _LINK.fullmatch(words.strip()):
        raise EditRefused("A link begins with https:// or http:// and has no spaces in it.")
    return words.strip()


def _read_list(words: str, asking: Asking) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _write_list(value: Sequence[str], asking: Asking) -> str:
    return ", ".join(value)


def _line(name: str, label: str, hint: str = "") -> Field:
    return Field(name, label, hint)


def _words(name: str, label: str, hint: str = "") -> Field:
    return Field(name, label, hint, long=True)


def _tall(name: str, label: str, hint: str = "") -> Field:
    return Field(name, label, hint, tall=True)


def _flag(name: str, label: str) -> Field:
    return Field(name, label, flag=True)


def _choice(name: str, label: str, choices: Sequence[str], none: Any = None) -> Field:
    return Field(name, label, choices=tuple(c for c in choices if c), read=lambda words, _: words or none)


def _moment(name: str, label: str) -> Field:
    return Field(name, label, "such as 23:27, +1 00:36 or 2017-02-01 00:36", read=read_moment, write=write_moment)


def _day(name: str, label: str) -> Field:
    return Field(name, label, "such as 2w, fri, 4 dec or 2026-12-04", read=_read_day)


def _number(name: str, label: str) -> Field:
    return Field(name, label, "a number", read=_read_number, write=lambda v, _: "" if v is None else f"{v:g}")


def _count(name: str, label: str) -> Field:
    return Field(name, label, "how many", read=_read_count, write=lambda v, _: str(v or ""))


def _list(name: str, label: str, hint: str) -> Field:
    return Field(name, label, hint, read=_read_list, write=_write_list)


_RESTRICTED = _flag("restricted", "Restricted: only in the internal document")
_LINK = re.compile(r"https?://\S+")
LINK = Field("link", "Link", "https://… of a change, a drill, a graph", long=True, read=_read_link)
"""What shows how far an action is."""

FIELDS: Mapping[type[Part], tuple[Field, ...]] = {
    Person: (_line("name", "Name"), _line("role", "Role", "such as " + ", ".join(ROLES[:2]))),
    Incident: (
        _words("title", "Title", "what customers met, and for how long"),
        _line("severity", "Severity", "such as SEV1"),
        Field("start", "Start", "such as 23:27 or 2017-01-31 23:27", read=_read_start, write=write_moment),
        _moment("end", "End of customer impact"),
        _line("timezone", "Time zone", "such as UTC or Europe/Berlin"),
        _list("services", "Services", "such as checkout, payments"),
        _list("tags", "Tags", "technology, service, failure mode"),
        _line("commander", "Incident commander"),
        _line("author", "Author"),
        _line("owner_team", "Owner team", "the team that owns the cause"),
        Field("reviewed", "Reviewed on", "such as 2017-02-06", read=_read_start, write=_write_day),
        _list("links", "Links", "one or more, with commas between them"),
        _tall("summary", "Executive summary", "stands alone as a message to leadership"),
        _tall("context", "Service context", "for a reader from another team"),
        _tall("sketch", "Sketch of the service", "as text or Mermaid"),
        _RESTRICTED,
    ),
    Measure: (
        _words("text", "What was counted", "such as projects lost"),
        _line("amount", "How much", "such as 5,000"),
        _line("unit", "Unit"),
        _flag("estimate", "An estimate"),
        _words("basis", "How it is known, or why it is an estimate"),
        _choice("horizon", "Felt", tuple(Horizon), Horizon.IMMEDIATE),
        _RESTRICTED,
    ),
    Metric: (
        _line("text", "Metric", "such as error rate"),
        _number("before", "Before"),
        _number("during", "During"),
        _line("unit", "Unit", "such as %"),
        _RESTRICTED,
    ),
    Graph: (_line("file", "File or link"), _line("text", "Caption"), _line("shows", "What to see in it"), _RESTRICTED),
    Term: (_line("text", "Word"), _line("meaning", "Meaning")),
    Message: (
        _words("text", "What customers were told"),
        _moment("at", "When"),
        _line("channel", "Where"),
        _RESTRICTED,
    ),
    Event: (
        _moment("at", "Time"),
        _words("text", "What happened"),
        _choice("kind", "Kind", tuple(EventKind)),
        _line("source", "Source", "such as alert, chat, deploy log"),
        _flag("milestone", "Milestone"),
        _flag("customer_facing", "Customers could see it"),
        _words("known", "What was known then"),
        _words("gap_note", "Why nothing is written before it"),
        _RESTRICTED,
    ),
    Why: (
        _words("question", "Question", "in the words of the room"),
        _words("text", "Answer"),
        _words("evidence", "Evidence", "a link, a graph, a log line"),
        _flag("speculation", "Speculation, for now"),
        _flag("factor", "A contributing factor"),
        _choice("leaf", "End of the branch", tuple(Leaf), Leaf.OPEN),
        _choice("gate", "Answers join by", tuple(Gate), Gate.NONE),
        _choice("purpose", "Chain about", tuple(Purpose)),
        _RESTRICTED,
    ),
    Category: (_line("text", "Category"),),
    Cause: (_words("text", "Cause"), _flag("factor", "A contributing factor"), _RESTRICTED),
    Layer: (
        _line("text", "Layer"),
        _choice("state", "State", [s for s in LayerState if s != LayerState.HOLE], LayerState.UNKNOWN),
        _RESTRICTED,
    ),
    Hole: (
        _words("text", "What it let through"),
        _flag("factor", "A contributing factor"),
        _words("accepted", "Accepted, because"),
        _RESTRICTED,
    ),
    Decision: (
        _words("text", "Decision"),
        _moment("at", "When"),
        _words("known", "What was known"),
        _words("options", "What the options were"),
        _words("sense", "Why this one made sense"),
        _words("helped", "What would have helped"),
        _RESTRICTED,
    ),
    Told: (
        _line("sender", "From"),
        _line("receiver", "To"),
        _words("text", "What was passed on"),
        _moment("at", "When"),
        _flag("arrived", "It arrived"),
        _RESTRICTED,
    ),
    WhatIf: (_words("text", "What if", "such as: at peak hour"), _words("answer", "Then"), _RESTRICTED),
    Phase: (
        _tall("happened", "What happened"),
        _tall("helped", "What would have helped"),
        _tall("halved", "How could this have been cut in half?"),
        _RESTRICTED,
    ),
    Aftermath: (_tall("found", "How the cause was found"), _words("took", "How long that took"), _RESTRICTED),
    Reflection: (_words("text", "In the words of the room"), _RESTRICTED),
    Lesson: (_words("text", "Lesson", "something another team could use"), _RESTRICTED),
    Action: (
        _words("text", "What will be done", "a specific thing with a name and a threshold"),
        _line("owner", "Owner", "one person"),
        _flag("agreed", "The owner said yes"),
        _day("due", "Due"),
        _choice("type", "Type", tuple(ActionType)),
        _choice("priority", "Priority", tuple(Priority)),
        _words("check", "Check", "how anyone sees that it is done"),
        _line("effort", "Effort"),
        _words("effect", "Expected effect"),
        _words("success", "It worked when"),
        _line("ticket", "Ticket"),
        _RESTRICTED,
    ),
    Parked: (_words("text", "Topic for later"), _RESTRICTED),
    Note: (_tall("text", "Note"), _RESTRICTED),
    GroundRule: (_words("text", "Ground rule"),),
    FollowUp: (_words("text", "What"), _day("on", "On")),
    Signature: (_line("by", "Read by", "who was not in the meeting"), _words("note", "Note")),
    Pulse: (
        _count("present", "In the meeting"),
        _count("worth", "Found it worth the time"),
        _count("safe", "Felt safe to speak"),
        _count("spoke", "Said something"),
    ),
}
"""What is asked for each kind of part, in order."""
