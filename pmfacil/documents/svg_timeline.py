"""The incident drawn to scale: its phases, how long customers were hit, and its milestones by number (P30, P33)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pmfacil.documents.svg import LEADING, WIDTH, box, measured, picture, stroke, tag, wrapped, written
from pmfacil.documents.voice import Voice
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.times import MEASURED, impact, say_length

MOST_NUMBERED = 20
"""The most events that get a number and a line of their own; the table has them all."""
_LEFT, _RIGHT = 4.0, 4.0
_BAR, _DISC = 24.0, 10.0
_STEPS = [timedelta(minutes=m) for m in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200)]
_TOLD = {EventKind.TRIGGER, *(kind for kind, _ in MEASURED)}


class Scale:
    """Where a moment stands from left to right."""

    def __init__(self, begins: datetime, ends: datetime) -> None:
        self.begins, self.ends = begins, ends
        self._whole = (ends - begins).total_seconds() or 1.0

    def __call__(self, at: datetime) -> float:
        """Units from the left."""
        share = (at - self.begins).total_seconds() / self._whole
        return _LEFT + min(max(share, 0.0), 1.0) * (WIDTH - _LEFT - _RIGHT)


def drawn_timeline(voice: Voice) -> list[str]:
    """The picture, if there are two moments at least."""
    incident, events = voice.review.incident, voice.review.events
    moments = [at for at in (incident.start, incident.end, *(event.at for event in events)) if at]
    if len(set(moments)) < 2 or not events:
        return []
    scale = Scale(min(moments), max(moments))
    numbered = _numbered(events)
    shapes: list[str] = []
    y = 0.0
    for part in (_phases(voice, scale), _impact(voice, scale)):
        height, drawn = part
        shapes += [tag("g", *drawn, transform=f"translate(0 {y:g})")] if drawn else []
        y += height
    discs, height = _discs(scale, numbered)
    shapes.append(tag("g", *discs, transform=f"translate(0 {y:g})"))
    y += height
    shapes.append(tag("g", *_axis(voice, scale, events), transform=f"translate(0 {y:g})"))
    y += 44
    for number, event in enumerate(numbered, 1):
        lines = wrapped(_says(voice, event), WIDTH - 44)
        shapes += [*_disc(12, y + 9, number), written(36, y + 14, lines)]
        y += len(lines) * LEADING + 7
    return [picture("The incident to scale: phases, impact and milestones", y + 2, shapes)]


def _numbered(events: Sequence[Event]) -> list[Event]:
    firsts = [event for event in events if not event.recollects]
    milestones = [event for event in firsts if event.milestone]
    return (milestones or [event for event in firsts if event.kind in _TOLD])[:MOST_NUMBERED]


def _says(voice: Voice, event: Event) -> str:
    kind = f"{event.kind}: " if event.kind else ""
    return f"{voice.moment(event.at)} {kind}{voice.hide(event.text)}"


def _phases(voice: Voice, scale: Scale) -> tuple[float, list[str]]:
    """The bar of phases with their words inside, and all words once more below it if some have no room."""
    shapes: list[str] = []
    said: list[str] = []
    crowded = False
    for place, stretch in enumerate(voice.stretches()):
        begins, ends = scale(stretch.begins), scale(stretch.ends)
        shapes.append(box(begins, 0, ends - begins, _BAR, f"phase phase{place % 2}", 2))
        words = f"{stretch.verb} {say_length(stretch.length())}"
        fits = next((text for text in (words, stretch.verb) if measured(text) < ends - begins - 10), "")
        if fits:
            shapes.append(written(begins + 6, 17, [fits], f"on{place % 2}"))
        said.append(words)
        crowded = crowded or fits != words
    if not shapes:
        return 0.0, []
    lines = wrapped(" · ".join(said), WIDTH) if crowded else []
    shapes.append(written(0, _BAR + LEADING, lines, "soft"))
    return _BAR + len(lines) * LEADING + 12, shapes


def _impact(voice: Voice, scale: Scale) -> tuple[float, list[str]]:
    incident, length = voice.review.incident, impact(voice.review)
    if length is None or incident.start is None or incident.end is None:
        return 0.0, []
    begins, ends = scale(incident.start), scale(incident.end)
    words = f"customers hit for {say_length(length)}"
    x = min(begins, WIDTH - measured(words) - 2)
    return 34.0, [box(begins, 0, ends - begins, 7, "hit", 2), written(max(x, 0), 23, [words], "strong")]


def _discs(scale: Scale, numbered: Sequence[Event]) -> tuple[list[str], float]:
    """The numbers above the axis, in as many lanes as they need, each with a thread down to its moment."""
    lanes: list[float] = []
    placed: list[tuple[int, float, int]] = []
    for number, event in enumerate(numbered, 1):
        x = min(max(scale(event.at), _DISC + 1), WIDTH - _DISC - 1)
        lane = next((lane for lane, last in enumerate(lanes) if x - last > 2 * _DISC + 3), len(lanes))
        lanes[lane : lane + 1] = [x]
        placed.append((number, x, lane))
    height = len(lanes) * (2 * _DISC + 4) + 4
    shapes: list[str] = []
    for _, x, lane in placed:
        shapes.append(stroke(x, height - 14 - lane * (2 * _DISC + 4), x, height + 6, "thread"))
    for number, x, lane in placed:
        shapes += _disc(x, height - 14 - lane * (2 * _DISC + 4), number)
    return shapes, height


def _disc(x: float, y: float, number: int) -> Iterator[str]:
    yield tag("circle", cx=x, cy=y, r=_DISC, looks="disc")
    yield written(x, y + 4.5, [str(number)], "on1", "middle")


def _axis(voice: Voice, scale: Scale, events: Sequence[Event]) -> Iterator[str]:
    yield stroke(0, 6, WIDTH, 6, "spine")
    for event in events:
        yield stroke(scale(event.at), 0, scale(event.at), 12, "tick")
    last = -100.0
    days = voice.local(scale.begins).date() != voice.local(scale.ends).date()
    for at in _ticks(voice, scale):
        x = scale(at)
        words = f"{voice.local(at):%H:%M}"
        if days and (last < 0 or words == "00:00"):
            words = f"{voice.date_of(at).rpartition(' ')[0]} {words}"
        half = measured(words) / 2
        middle = min(max(x, half), WIDTH - half)
        if middle - half > last + 8:
            yield stroke(x, 6, x, 17, "spine")
            yield written(middle, 32, [words], "soft", "middle")
            last = middle + half


def _ticks(voice: Voice, scale: Scale) -> Iterator[datetime]:
    """Round moments, at most ten, in the review's zone."""
    whole = scale.ends - scale.begins
    step = next((step for step in _STEPS if whole / step <= 9), whole / 9)
    midnight = voice.local(scale.begins).replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + step * ((voice.local(scale.begins) - midnight) // step)
    while at <= scale.ends:
        if at >= scale.begins:
            yield at
        at += step
