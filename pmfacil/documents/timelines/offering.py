"""What was found, settled and cleaned, as it is offered: near enough to the incident, and not too much of it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from pmfacil.documents.timelines.dating import Dated, dated
from pmfacil.documents.timelines.distance import Around, without_far
from pmfacil.documents.timelines.found import Draft
from pmfacil.documents.timelines.imported import Imported, ImportedEvent, one_line
from pmfacil.documents.timelines.zones import TWO_MEANINGS, zone_of
from pmfacil.review.timeline import EventKind

MOST_EVENTS = 2_000
"""The most events of one file that are offered."""
_KINDS = {kind.value for kind in EventKind}


@dataclass(frozen=True)
class Context:
    """What is known beside the content."""

    name: str
    today: date
    around: Around | None


def offered(draft: Draft, context: Context, problems: list[str]) -> Imported:
    """The events of a draft, and what to know about them."""
    settled, guessed = dated(draft, context.name, context.today)
    zone = zone_of(draft.zone)
    made = [_event(one, zone) for one in settled]
    events = [event for event, _ in made if event.text]
    left = [*problems, *draft.left_out]
    if context.around:
        events, far = without_far(events, context.around, draft.written)
        left += far
    if len(events) > MOST_EVENTS:
        which = " near the incident" if context.around and not draft.written else ""
        left.append(f"It holds {len(events):,} events; only the first {MOST_EVENTS:,}{which} are offered.")
        events = [event for event in events if event.ticked][:MOST_EVENTS]
    left += _counted(sum(cut for _, cut in made), "text was too long for one line and is cut.")
    zones = Counter(one.found.stamp.zone for one in settled if one.found.stamp.zone)
    named = draft.zone or (next(iter(zones)) if len(zones) == 1 else "")
    return Imported(
        tuple(events),
        draft.shape,
        "UTC" if named == "Z" else named,
        (*draft.guessed, *guessed, *_about(zones, draft.zone)),
        tuple(left),
        tuple(
            _event(one, zone)[0] for one in dated(replace(draft, found=draft.stated), context.name, context.today)[0]
        ),
    )


def _counted(count: int, sentence: str) -> list[str]:
    """The sentence about one thing for so many; nothing for none."""
    if count == 1:
        return [f"One {sentence}"]
    noun, rest = sentence.split(" ", 1)
    plural = rest.replace("is ", "are ").replace("was ", "were ").replace("has ", "have ")
    return [f"{count:,} {noun}s {plural}"] if count else []


def _event(one: Dated, zone: tzinfo | None) -> tuple[ImportedEvent, bool]:
    found = one.found
    text, cut = one_line(found.text)
    marks = [mark.strip() for mark in found.kind.casefold().split(",")]
    own = found.stamp.at.tzinfo if found.stamp.at else zone_of(found.stamp.zone) or zone
    event = ImportedEvent(
        text=text,
        day=one.day,
        clock=one.clock,
        zone=own,
        midnights=one.midnights,
        end=one.end,
        approx=found.stamp.approx and one.clock is not None,
        source=one_line(found.source[:200])[0],
        kind=next((mark for mark in marks if mark in _KINDS), ""),
        milestone="milestone" in marks,
        customer_facing=found.customer_facing or "customer-facing" in marks,
        ticked=not found.noise,
    )
    return event, cut


def _about(zones: Counter[str], named: str) -> list[str]:
    """What to know about the zones, a sentence each."""
    both: list[str] = list(dict.fromkeys([*zones, named]))
    told = [f"{zone} is read as the zone of {TWO_MEANINGS[zone]}." for zone in both if zone in TWO_MEANINGS]
    if len(zones) > 1:
        told.append(f"Times are in several zones ({', '.join(list(zones)[:5])}); each was read in its own.")
    return told
