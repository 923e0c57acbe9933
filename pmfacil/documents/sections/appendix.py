"""The meeting itself, and what was written beside its boards (P3, P10, P12, P13, P80)."""

from datetime import datetime

from pmfacil.documents.blocks import Blocks, bullets, table, titled
from pmfacil.documents.voice import Voice, say_day
from pmfacil.review.agenda import Item
from pmfacil.review.notes import Note
from pmfacil.review.part import Id, Part
from pmfacil.review.run import Meeting
from pmfacil.review.text import same_name

_AGENDA = ("Agenda item", "Planned", "Spent")


def follow_ups(voice: Voice) -> Blocks:
    """The dates on which the team looks at its actions again."""
    return bullets(f"{say_day(f.on)}: {voice.line(f.text)}{voice.tail(f)}" for f in voice.review.follow_ups)


def meeting(voice: Voice) -> Blocks:
    """When the meeting was, its agenda with planned and spent minutes, its ground rules and its pulse."""
    review = voice.review
    rules = bullets(f"{voice.line(rule.text)}{voice.tail(rule)}" for rule in review.ground_rules)
    before = [block for held in review.meetings for block in _held(voice, held)]
    return [*before, *_when(voice), *_agenda(voice), *titled("Ground rules", rules), *_pulse(voice)]


def parking_lot(voice: Voice) -> Blocks:
    """What was off-topic and is kept for later."""
    return bullets(f"{voice.line(parked.text)}{voice.tail(parked)}" for parked in voice.review.parked)


def notes(voice: Voice) -> Blocks:
    """Everything else that was written down, with the agenda item during which it was."""
    return bullets(_note(voice, note) for note in voice.review.notes)


def own(voice: Voice, name: str) -> Blocks:
    """A section of the team's own: what the notes say that begin with its name and a colon."""
    found = [(note, *note.text.partition(":")) for note in voice.review.notes]
    said = (
        f"{voice.paragraphs(text.strip(), '  ')}{voice.tail(note)}"
        for note, before, _, text in found
        if text.strip() and same_name(before, name)
    )
    return bullets(said)


def links(voice: Voice) -> Blocks:
    """The links of the incident, then what in the review is linked with what, each pair once."""
    beside: dict[Id, list[Part]] = {}
    firsts: dict[Id, Part] = {}
    for link in voice.review.links:
        first, other = sorted((voice.review.find(link.source), voice.review.find(link.target)), key=voice.place)
        firsts[first.id] = first
        beside.setdefault(first.id, []).append(other)
    pairs = [
        f"{voice.label(first)} → {voice.labels(sorted(beside[first.id], key=voice.place))}"
        for first in sorted(firsts.values(), key=voice.place)
    ]
    return bullets([*(voice.clickable(link) for link in voice.review.incident.links), *pairs])


def _when(voice: Voice) -> Blocks:
    review = voice.review
    at = review.run.began or review.plan.meeting
    if at is None and not review.agenda:
        return []
    verb = "began" if review.run.began else "is planned to begin"
    said = f"{verb} on {voice.date_of(at)}, {voice.clock(at)} {review.incident.timezone}" if at else "has no date yet"
    return [f"The meeting {said}; its format is {voice.line(review.plan.format) or 'its own'}."]


def _agenda(voice: Voice) -> Blocks:
    agenda = voice.review.agenda
    if not agenda:
        return []
    spent = [_seconds(voice, item) for item in agenda]
    together = f"{sum(item.planned() for item in agenda)} min, {voice.review.plan.reserve} in reserve"
    rows = [
        *((voice.cell(i.text) + voice.tail(i), _planned(i), _minutes(s)) for i, s in zip(agenda, spent, strict=True)),
        ("Together", together, _minutes(sum(spent))),
    ]
    return table(_AGENDA, rows)


def _held(voice: Voice, held: Meeting) -> Blocks:
    """A meeting that is over."""
    at = f"{voice.date_of(held.began)}, {voice.clock(held.began)} {voice.review.incident.timezone}"
    said = f"An earlier meeting began on {at}; its format was {voice.line(held.format) or 'its own'}."
    planned = f"{sum(item.planned for item in held.items)} min, {held.reserve} in reserve"
    rows = [
        *((voice.cell(i.text), f"{i.planned} min" if i.planned else "parked", _minutes(i.spent)) for i in held.items),
        ("Together", planned, _minutes(sum(item.spent for item in held.items))),
    ]
    return [said, *table(_AGENDA, rows)]


def _planned(item: Item) -> str:
    return "parked" if item.parked else f"{item.minutes} min"


def _seconds(voice: Voice, item: Item) -> float:
    run = voice.review.run
    at: datetime | None = voice.now or run.since
    return run.seconds(item.id, at) if at else run.spent.get(item.id, 0.0)


def _minutes(seconds: float) -> str:
    return f"{round(seconds / 60)} min" if seconds else ""


def _pulse(voice: Voice) -> Blocks:
    pulse = voice.review.pulse
    counts = (
        (pulse.worth, "found it worth the time"),
        (pulse.safe, "felt safe to speak"),
        (pulse.redirects, "redirect" if pulse.redirects == 1 else "redirects"),
    )
    # A zero is an answer that nobody counted, not one that nobody gave.
    answers = [f"{count} {what}" for count, what in counts if count]
    present = f"{pulse.present} present" if pulse.present else ""
    said = ", ".join(filter(None, (present, pulse.voices(len(voice.review.people)), *answers)))
    return [f"How the meeting was: {said}."] if said else []


def _note(voice: Voice, note: Note) -> str:
    held = (item for meeting in voice.review.meetings for item in meeting.items)
    during = next((item for item in (*voice.review.agenda, *held) if item.id == note.item), None)
    opening = f"{voice.line(during.text)}: " if during else ""
    reason = f" (kept as a note: {voice.line(note.reason)})" if note.reason else ""
    return f"{opening}{voice.paragraphs(note.text, '  ')}{reason}{voice.tail(note)}"
