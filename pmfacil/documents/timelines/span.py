"""From when until when the incident was, where a file states it (P21)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from pmfacil.documents.timelines.damaged import Value, at, dicts, fields, words
from pmfacil.documents.timelines.found import Found
from pmfacil.documents.timelines.objects import Entry, moment
from pmfacil.documents.timelines.stamps import whole
from pmfacil.review.incident import Incident
from pmfacil.review.timeline import Event, EventKind

_WHAT = r"(?:time|date|customer)?(?P<what>impact|incident|outage)?"
_WHEN = r"(?:at|on|time|date|datetime|timestamp)?(?:of(?:the)?(?:customer)?(?:impact|incident|outage))?"
_SIGNS = (
    (EventKind.TRIGGER, re.compile(rf"{_WHAT}(?:(?P<bare>starts?|begins?)|started|began|begun){_WHEN}")),
    (EventKind.RECOVERY, re.compile(rf"{_WHAT}(?:(?P<bare>ends?|stops?)|ended|resolved|recovered|restored){_WHEN}")),
)
_LONGEST_NAME = 40
_EDGES = " \t|*_`->•"


def stated_in(value: Value) -> tuple[Found, ...]:
    """What the record of an incident states of its own start and end."""
    found = list(_of_record(fields(value), named=False))
    for inner in (at(value, "incident"), at(value, "data"), at(value, "attributes"), at(value, "data", "attributes")):
        found += _of_record(fields(inner), named=inner is at(value, "incident"))
    for several in (value, at(value, "incidents"), at(value, "data")):
        # Of a list of incidents nobody can tell which of them is meant.
        if len(one := dicts(several)) == 1:
            found += _of_record(one[0], named=several is at(value, "incidents"))
    return tuple(found)


def stated_by(facts: Mapping[str, str], lines: Iterable[str]) -> tuple[Found, ...]:
    """What a document states of the start and the end, above itself or in a line such as “Start: 2026-11-18 10:02”."""
    pairs = [*facts.items(), *(_named(text) for text in lines)]
    made = [(kind, whole(said)) for name, said in pairs if (kind := _kind(name, named=True))]
    return tuple(Found(stamp, kind, kind=kind) for kind, stamp in made if stamp and stamp.clock)


def fills(
    incident: Incident, stated: Sequence[tuple[str, datetime]], events: Sequence[Event]
) -> Mapping[str, datetime]:
    """What the fields of an incident become that are still empty: what is stated, else what the events say.

    Args:
        incident: As it is now; what is written there stays.
        stated: Kind and moment of what the file states.
        events: Those that it brings; without any, nothing else is taken from it.
    """
    if not events:
        return {}
    begins = _moments(EventKind.TRIGGER, stated, events)
    ends = _moments(EventKind.RECOVERY, stated, events)
    start = incident.start or min(begins, default=None)
    end = incident.end or max(ends, default=None)
    if start and end and end < start:
        start, end = incident.start, incident.end
    new = {"start": start, "end": end}
    return {name: at for name, at in new.items() if at and getattr(incident, name) is None}


def _moments(kind: EventKind, stated: Sequence[tuple[str, datetime]], events: Sequence[Event]) -> list[datetime]:
    alike = [event for event in events if event.kind is kind]
    milestones = [event.at for event in alike if event.milestone]
    return [at for said, at in stated if said == kind] or milestones or [event.at for event in alike]


def _of_record(entry: Entry, named: bool) -> Iterator[Found]:
    pairs: list[tuple[str, Value]] = list(entry.items())
    for key in ("milestones", "timestamps", "incident_timestamp_values"):
        for one in dicts(entry.get(key)):
            name = words(one, "incident_timestamp", "name") or words(one, "name") or words(one, "type")
            when = at(one, "value", "value") or at(one, "occurred_at") or at(one, "last_occurred_at")
            pairs.append((name, when))
    ended = False
    # Customers count most; beside theirs, a tool may hold its own end of an incident.
    for key, value in sorted(pairs, key=lambda pair: "impact" not in pair[0].lower()):
        kind = _kind(key, named)
        if kind and not (ended and kind == EventKind.RECOVERY) and (stamp := moment(value)):
            ended = ended or kind == EventKind.RECOVERY
            yield Found(stamp, kind, kind=kind)


def _named(text: str) -> tuple[str, str]:
    """A line as a name and what follows its colon; a row of a table alike."""
    name, *rest = re.split(r"[:|]", text[:200].strip(_EDGES), maxsplit=1)
    return name, rest[0].strip(_EDGES) if rest else ""


def _kind(name: str, named: bool) -> str:
    """Which of the two a name tells of; one such as “end” alone may be that of anything, if it is in no incident."""
    plain = re.sub(r"[\W_]", "", name.lower()) if len(name) <= _LONGEST_NAME else ""
    for kind, sign in _SIGNS:
        found = sign.fullmatch(plain)
        if found and (found["what"] or not found["bare"] or named):
            return kind
    return ""
