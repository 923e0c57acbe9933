"""Imported events as events of a review: in its zone and on its days, with roles for names, and none twice."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from pmfacil.capture.dates import say_day
from pmfacil.documents.names import hiding, stand_ins
from pmfacil.documents.timelines.imported import ImportedEvent
from pmfacil.documents.timelines.links import unlinked
from pmfacil.documents.timelines.span import fills
from pmfacil.review.edit import Add, Change
from pmfacil.review.edits import Together
from pmfacil.review.part import Id, id_of
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.text import LINE_LIMIT, short
from pmfacil.review.timeline import Event, EventKind

_HANDLE = re.compile(r"(?<![\w@])@([\w.\-]+[\w])")


@dataclass(frozen=True)
class Placed:
    """What an import would do to a review."""

    events: tuple[Event, ...] = ()
    """The events that are new."""
    there_already: int = 0
    without_time: tuple[str, ...] = ()
    """The words of events that have no time and so no place."""
    guessed: tuple[str, ...] = ()
    incident: Mapping[str, datetime] = field(default_factory=lambda: dict[str, datetime]())
    """The start and the end of the incident in its zone, as far as they were empty and the file says them."""

    def edit(self, name: str) -> Together | None:
        """One edit that adds them all, `None` if there is none; undone in one step."""
        if not self.events:
            return None
        count = f"{len(self.events)} events" if len(self.events) > 1 else "one event"
        said = f"import {count} from “{name[:80]}”"
        about = [Change(id="incident", changes=dict(self.incident))] if self.incident else []
        return Together(said=said, edits=(*(Add(part=event) for event in self.events), *about))

    def said(self) -> str:
        """What was added, what was there already, what was taken beside the events, and what has no place."""
        added, there, timeless = len(self.events), self.there_already, len(self.without_time)
        words = [f"Added {'one event' if added == 1 else f'{added:,} events'}" if added else "Added nothing"]
        words += [f"{there:,} were there already" if there > 1 else "one was there already"] if there else []
        if self.incident:
            both = " and ".join(f"{name} ({at:%Y-%m-%d %H:%M})" for name, at in self.incident.items())
            words.append(f"the incident's {both} {'were' if len(self.incident) > 1 else 'was'} taken from the file")
        if timeless:
            many = f"{timeless:,} have no time and were" if timeless > 1 else "one has no time and was"
            what = f"left out, {'such as ' if timeless > 1 else ''}“{short(self.without_time[0], 60)}”"
            words.append(f"{many} {what}: write {'times' if timeless > 1 else 'a time'} and import again")
        return "; ".join(words) + "."


def placed(
    review: Review,
    chosen: Iterable[ImportedEvent],
    today: date,
    zone: tzinfo | None = None,
    stated: Iterable[ImportedEvent] = (),
    first: date | None = None,
) -> Placed:
    """The chosen events as this review would hold them.

    Args:
        review: The review they are for.
        chosen: The events, in the order of their file.
        today: The day that is meant if neither file nor review names one.
        zone: The zone of times for which the file names none, else that of the review.
        stated: The start and the end of the incident, as the file says them.
        first: The day of the first event, where the file names none and somebody has seen which is meant.
    """
    local = review.incident.zone()
    zone = zone or local
    hide = with_roles(review.people)
    known = {_key(event.at, event.text, event.source) for event in review.events}
    new: list[Event] = []
    timeless: list[str] = []
    guessed: list[str] = []
    there, below, last = 0, 0, None
    for one in chosen:
        if first is None and (day := first_day(review, [one], zone, today)):
            first, said = day
            guessed.append(said)
        at = one.moment(zone, first)
        if last and one.clock is None and (at is None or _same_day(one, last, zone)):
            # Where only its place in the file is known, it is as late as the one above it.
            at = last
            below += 1
        if at is None:
            timeless.append(unlinked(one.text))
            continue
        last = at
        raw = _words(one)
        text, source = hide(raw)[:LINE_LIMIT], hide(one.source)
        keys = {_key(at, text, source), _key(at, raw, one.source)}
        # Whatever was made of an event since it was imported, it keeps the id that its file gave it.
        id = _id(review.id, _key(at, raw, one.source))
        if keys & known or review.has(id):
            there += 1
            continue
        known |= keys
        kind = EventKind(one.kind) if one.kind else None
        new.append(
            Event(
                id=id,
                at=at,
                text=text,
                source=source,
                kind=kind,
                milestone=one.milestone,
                customer_facing=one.customer_facing,
            )
        )
    if below:
        many = f"{below} events without a time stand" if below > 1 else "One event without a time stands"
        guessed.append(f"{many} at the time of the event above.")
    about = [(one.kind, at) for one in stated if one.clock and (at := one.moment(zone))]
    incident = {name: at.astimezone(local) for name, at in fills(review.incident, about, new).items()}
    return Placed(tuple(new), there, tuple(timeless), tuple(guessed), incident)


def _same_day(event: ImportedEvent, last: datetime, zone: tzinfo) -> bool:
    return event.day is not None and event.day == last.astimezone(event.zone or zone).date()


def with_roles(people: Sequence[Person]) -> Callable[[str], str]:
    """What puts roles in place of names and of handles such as @dana."""
    roles = stand_ins(people)
    handles: dict[str, set[str]] = {}
    for person in people:
        if role := roles.get(person.name):
            for handle in _handles(person.name):
                handles.setdefault(handle, set()).add(role)
    sure = {handle: next(iter(found)) for handle, found in handles.items() if len(found) == 1}
    hide = hiding(people)

    def replaced(text: str) -> str:
        text = _HANDLE.sub(lambda found: sure.get(found[1].casefold(), found[0]), text)
        where, sign, who = text.rpartition(", ")
        # A source ends in who it was, often as a handle without its sign.
        text = f"{where}{sign}{sure.get(who.casefold(), who)}" if " " not in who else text
        return hide(text)

    return replaced if roles else lambda text: text


def _handles(name: str) -> Iterable[str]:
    words = [word for word in re.split(r"[^\w]+", name.casefold()) if word]
    if not words:
        return
    yield words[0]
    if len(words) > 1:
        first, last = words[0], words[-1]
        yield from (f"{first}{sign}{last}" for sign in ("", ".", "_", "-"))
        yield from (f"{first[0]}{last}", f"{first}{last[0]}", f"{first[0]}.{last}")


def _words(event: ImportedEvent) -> str:
    """The text, with what the model has no field for."""
    more: list[str] = []
    if event.clock is None:
        more.append("time of day not known" if event.day else "time not known")
    elif event.approx:
        more.append("time approximate")
    if event.end is not None:
        more.append(f"until {event.end.isoformat('seconds' if event.end.second else 'minutes')}")
    said = f" ({', '.join(more)})" if more else ""
    return unlinked(event.text)[: LINE_LIMIT - len(said)] + said


def first_day(review: Review, events: Iterable[ImportedEvent], zone: tzinfo, today: date) -> tuple[date, str] | None:
    """The day of the first event in a file without days, and what to say about it; `None` if none lacks its day."""
    event = next((one for one in events if one.day is None and one.clock is not None), None)
    if event is None or event.clock is None:
        return None
    near = review.incident.start or (review.events[0].at if review.events else None)
    if near is None:
        return today, f"No day is written, and the incident has no start yet: {say_day(today, today)} is meant, today."
    start = near.astimezone(event.zone or zone)
    days = [start.date() + timedelta(days=step) for step in (0, -1, 1)]
    clock = event.clock
    day = min(days, key=lambda day: abs(datetime.combine(day, clock, event.zone or zone) - start))
    day -= timedelta(days=event.midnights)
    what = "the incident's start" if review.incident.start else "the first event"
    return day, f"No day is written: {say_day(day, today)} is meant, the one nearest to {what}."


def _key(at: datetime, text: str, source: str) -> tuple[datetime, str, str]:
    return (at, text.casefold(), source.casefold())


def _id(review: Id, key: tuple[datetime, str, str]) -> Id:
    """The same for the same event of a file in the same review, also where two people import it and merge."""
    at, text, source = key
    return id_of("\n".join((review, at.isoformat(), text, source)))
