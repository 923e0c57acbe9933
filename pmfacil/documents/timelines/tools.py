"""JSON of tools that keep incidents: PagerDuty, incident.io, FireHydrant, Opsgenie, Statuspage, GitHub and the like."""

import re
from collections.abc import Callable, Iterator, Sequence

from pmfacil.documents.timelines.damaged import Value, at, dicts, fields, words
from pmfacil.documents.timelines.found import Content, Draft, Found
from pmfacil.documents.timelines.github import is_github, read_github
from pmfacil.documents.timelines.objects import SOURCES, TIMES, Entry, moment, text_of, who
from pmfacil.documents.timelines.span import stated_in

_DEEPEST = 6
_NOISE = {"notify", "snooze", "unsnooze", "repeat_escalation_path", "link", "unlink"}
_KINDS = {
    "trigger": "detection",
    "triggered": "detection",
    "acknowledge": "acknowledgement",
    "acknowledged": "acknowledgement",
    "escalate": "escalation",
    "escalated": "escalation",
    "resolve": "recovery",
    "resolved": "recovery",
}

_MILESTONES = {
    "started": "trigger",
    "detected": "detection",
    "acknowledged": "acknowledgement",
    "mitigated": "mitigation",
    "resolved": "recovery",
}


def sure(content: Content) -> float:
    """How sure it is that a tool wrote this."""
    return 0.7 if content.json.value is not None else 0


def read_tools(content: Content) -> Draft | None:
    """The events of a tool's file, of the list in it that holds the most."""
    value = content.json.value
    stated = stated_in(value)
    for named, key, entry in _SHAPES:
        listed = [one for some in _under(value, key, 0) for one in some]
        if found := [one for each in listed for one in entry(each)]:
            return Draft(tuple(found), named, stated=stated)
    lists = [some for some in _lists(value, 0) if some]
    if any(is_github(some) for some in lists):
        return Draft(tuple(one for some in lists if is_github(some) for one in read_github(some)), "a GitHub timeline")
    best = max(([one for each in some for one in _any(each)] for some in [*lists, []]), key=len)
    guessed = ("Times and texts were found by the names of the fields.",) if best else ()
    return Draft(tuple(best), "a list of JSON objects", guessed=guessed, stated=stated) if best else None


def _pagerduty(entry: Entry) -> Iterator[Found]:
    stamp = moment(at(entry, "created_at"))
    kind = words(entry, "type").removesuffix("_log_entry").removesuffix("_reference")
    note = (
        words(entry, "note")
        or (words(entry, "channel", "summary") if kind == "annotate" else "")
        or words(entry, "channel", "content")
    )
    text = note or words(entry, "summary") or words(entry, "channel", "summary") or kind
    if stamp and text:
        noise = kind in _NOISE
        yield Found(stamp, text, words(entry, "agent", "summary"), _KINDS.get(kind, ""), noise)


def _note(entry: Entry) -> Iterator[Found]:
    stamp, text = moment(at(entry, "created_at")), words(entry, "content")
    if stamp and text:
        yield Found(stamp, text, words(entry, "user", "summary") or words(entry, "user", "name"))


def _incident_io(entry: Entry) -> Iterator[Found]:
    stamp, title, more = moment(at(entry, "timestamp")), words(entry, "title"), words(entry, "description")
    if stamp and (title or more):
        yield Found(stamp, f"{title}: {more}" if title and more else title or more, who(at(entry, "creator")))


def _update(entry: Entry) -> Iterator[Found]:
    stamp, text = moment(at(entry, "created_at")), words(entry, "message")
    status = words(entry, "new_incident_status", "name") or words(entry, "new_incident_status")
    if stamp and (text or status):
        yield Found(stamp, text or f"Status: {status}", who(at(entry, "updater")), _KINDS.get(status.casefold(), ""))


def _firehydrant(entry: Entry) -> Iterator[Found]:
    stamp = moment(at(entry, "occurred_at"))
    kind = words(entry, "type").replace("_", " ").capitalize()
    more = next((name for key in ("milestone", "to", "new", "status") if (name := who(at(entry, "data", key)))), "")
    text = text_of(at(entry, "data"), 0) or (f"{kind}: {more}" if kind and more else kind or more)
    if stamp and text:
        yield Found(stamp, text, who(at(entry, "author")), _MILESTONES.get(more.casefold(), ""))


def _statuspage(entry: Entry) -> Iterator[Found]:
    stamp = moment(at(entry, "display_at")) or moment(at(entry, "created_at"))
    text, status = words(entry, "body"), words(entry, "status")
    if stamp and (text or status):
        yield Found(stamp, text or f"Status: {status}", "status page", "communication", customer_facing=True)


_SHAPES: tuple[tuple[str, str, Callable[[Entry], Iterator[Found]]], ...] = (
    ("a PagerDuty log", "log_entries", _pagerduty),
    ("an incident.io timeline", "incident_timeline_items", _incident_io),
    ("incident.io updates", "incident_updates", _update),
    ("a Statuspage incident", "incident_updates", _statuspage),
    ("PagerDuty notes", "notes", _note),
)


def _any(entry: Entry) -> Iterator[Found]:
    """The event of an object of which nothing is known but that it has a time and a text."""
    if "occurred_at" in entry and isinstance(entry.get("data"), dict):
        yield from _firehydrant(entry)
        return
    if words(entry, "type").endswith("_log_entry"):
        yield from _pagerduty(entry)
        return
    keys = {key.lower(): key for key in entry}
    stamp = next((one for key in TIMES if key in keys and (one := moment(entry[keys[key]]))), None)
    if stamp is None:
        stamp = next(
            (one for key, value in entry.items() if re.search(r"time|date|_at$|At$", key) and (one := moment(value))),
            None,
        )
    text = text_of(entry, 0)
    if stamp and text:
        source = next(
            (named for key in SOURCES if key in keys and (named := who(entry[keys[key]])) and named != text), ""
        )
        kind = words(entry, "type") or words(entry, "kind")
        yield Found(stamp, text, source, _KINDS.get(kind.casefold(), kind))


def _under(value: Value, key: str, depth: int) -> Iterator[Sequence[Entry]]:
    """The lists of objects that stand under a key, wherever that is."""
    if depth > _DEEPEST:
        return
    if found := dicts(at(value, key)):
        yield found
    for inner in (*fields(value).values(), *dicts(value)):
        yield from _under(inner, key, depth + 1)


def _lists(value: Value, depth: int) -> Iterator[list[Entry]]:
    """Every list of objects, what these hold in one more layer, and a single object as a list of one."""
    if depth > _DEEPEST:
        return
    if some := dicts(value):
        yield some
        yield [inner for one in some if (inner := fields(one.get("attributes") or one.get("node")))]
        return
    for inner in fields(value).values():
        yield from _lists(inner, depth + 1)
    if not depth and (entry := fields(value)):
        yield [entry]
