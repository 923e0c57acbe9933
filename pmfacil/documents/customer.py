"""A review that is safe to hand to customers: no names, no actions, no internal links (P5, P6, P25)."""

import re
from collections.abc import Iterator
from typing import cast

from pmfacil.review.part import Part
from pmfacil.review.people import NOBODY, Person
from pmfacil.review.review import Review

REMOVED = "(internal link)"
"""What stands in place of an address."""
_DROPPED = frozenset(
    {
        "people",
        "actions",
        "links",
        "notes",
        "parked",
        "told",
        "follow_ups",
        "signatures",
        "dismissals",
        "agenda",
        "meetings",
    }
    | {"ground_rules", "graphs", "decisions", "what_ifs"}
)
"""Tables of the team's own work, with who did it and where it is kept."""
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.)[^\s<>]*[^\s<>.,;:!?'\")]|(?<![^\s<>():,;])[^\s<>()@:,;]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
"""A web address, or one of mail."""
_REFERENCES = frozenset({"id", "timezone", "number", "parent", "category", "layer", "recollects"})
"""Fields on which other parts stand."""
_OWN_WORK = {"commander": "", "author": "", "owner_team": "", "severity": "", "sketch": "", "links": (), "tags": ()}


def for_customers(review: Review) -> Review:
    """The review without what is the team's own; a message keeps its links, for customers were given them."""
    dropped = {part.id for table in _DROPPED for part in review.parts(table)}
    left = review.without(dropped)
    incident = left.incident.changed(**_OWN_WORK, history=())
    whys = [why.changed(evidence="") for why in left.whys if why.evidence]
    holes = [hole.changed(accepted="") for hole in left.holes if hole.accepted]
    # In a copied chat the source of an event is whoever wrote it.
    events = [event.changed(source="") for event in left.events if event.source]
    left = left.put(incident, *whys, *holes, *events, type(left.plan)(), type(left.run)(), type(left.pulse)())
    cleaned = [part.changed(**fields) for part in left.all_parts() if (fields := _cleaned(part))]
    return left.put(*cleaned)


def unlisted(review: Review) -> Iterator[Person]:
    """People whose names stand elsewhere than in the list of people, with the roles that can be told of them."""
    known = {person.name for person in review.people}
    found = {
        **{action.owner: "" for action in review.actions},
        **{signature.by: "" for signature in review.signatures},
        review.incident.author: "author",
        review.incident.commander: "incident commander",
    }
    for name, role in found.items():
        if name and name not in known and name.casefold() not in NOBODY:
            yield Person(name=name, role=role)


def _cleaned(part: Part) -> dict[str, object]:
    """The fields of a part from which an address had to go."""
    if part.table == "messages":
        return {}
    old = {name: value for name, value in part.__dict__.items() if name not in _REFERENCES}
    new = {name: _without_addresses(value) for name, value in old.items()}
    return {name: value for name, value in new.items() if value != old[name]}


def _without_addresses(value: object) -> object:
    if type(value) is str:
        return _ADDRESS.sub(REMOVED, value)
    return tuple(map(_without_addresses, cast(tuple[object, ...], value))) if isinstance(value, tuple) else value
