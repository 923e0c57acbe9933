"""How a document says things: roles for names, times in the review's zone, numbers for links."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from pmfacil.documents.audience import Audience, visible
from pmfacil.documents.customer import unlisted
from pmfacil.documents.escaping import cell, clickable, heading, line, paragraphs
from pmfacil.documents.names import PARTICIPANT, hiding
from pmfacil.review.actions import Action
from pmfacil.review.layers import Layer
from pmfacil.review.lessons import Lesson
from pmfacil.review.links import Link
from pmfacil.review.part import Id, Part
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.review.timeline import Event
from pmfacil.review.times import Stretch, say_clock, started, stretches, times_to
from pmfacil.review.whys import Why, said_order

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Voice:
    """One review in the words of one document; whatever it gives back is safe to write, unless it says otherwise."""

    def __init__(
        self, whole: Review, audience: Audience, now: datetime | None, policies: Policies | None = None
    ) -> None:
        self.policies = policies or Policies()
        self.review = visible(whole, audience)
        """What this audience may see."""
        self.audience = audience
        self.now = now
        self.zone = whole.incident.zone()
        self._whole = whole
        secret = audience != Audience.INTERNAL
        self._people = [p.changed(role="") if secret and p.restricted else p for p in whole.people]
        if audience == Audience.CUSTOMER:
            self._people += unlisted(whole)
        self._handles = {event.source.rpartition(", ")[2].removeprefix("@") for event in whole.events}
        self.hide = hiding(self._people, self._handles)
        """Roles for names, in a text that is not safe to write yet."""
        begin = started(self.review)
        self._first_day = self.local(begin).date() if begin else None
        self._places = {part.id: place for place, part in enumerate(_in_order(self.review))}
        self._linked: dict[Id, list[Part]] = {}
        for link in self.review.links:
            for one, other in ((link.source, link.target), (link.target, link.source)):
                self._linked.setdefault(one, []).append(self.review.find(other))

    # words

    def line(self, text: str) -> str:
        """A typed line, outside of tables."""
        return line(self.hide(text))

    def cell(self, text: str) -> str:
        """A typed line in a table."""
        return cell(self.hide(text))

    def heading(self, text: str) -> str:
        """A typed line as a heading."""
        return heading(self.hide(text))

    def clickable(self, text: str) -> str:
        """A typed line in which web addresses are links."""
        return clickable(self.hide(text))

    def paragraphs(self, text: str, indent: str = "") -> str:
        """A typed text of several lines."""
        return paragraphs(self.hide(text), indent)

    def hide_in_diagram(self, text: str) -> str:
        """Roles for names, each one word so that the diagram stays one; not safe to write yet."""
        in_one_word = [p.changed(role=re.sub(r"\W+", "_", p.role or PARTICIPANT)) for p in self._people]
        return hiding(in_one_word, self._handles)(text)

    # times

    def local(self, at: datetime) -> datetime:
        """A moment in the review's zone."""
        return at.astimezone(self.zone)

    def clock(self, at: datetime, close: Collection[datetime] = ()) -> str:
        """The time of day, with its seconds if it is one of those close together."""
        return say_clock(self.local(at), close)

    def moment(self, at: datetime | None) -> str:
        """The time of day, after its date unless that is the day on which the incident began."""
        if at is None:
            return ""
        day, first = self.local(at).date(), self._first_day
        if day == first:
            return self.clock(at)
        date = say_day(day) if first is None or day.year != first.year else say_day(day).rpartition(" ")[0]
        return f"{date} {self.clock(at)}"

    def date_of(self, at: datetime) -> str:
        """The date of a moment."""
        return say_day(self.local(at).date())

    def weekday_of(self, at: datetime) -> str:
        """The date of a moment, with its weekday."""
        return f"{_WEEKDAYS[self.local(at).weekday()]}, {self.date_of(at)}"

    def times_to(self) -> Mapping[str, timedelta]:
        """The measured times; one that rests on something this audience may not see is left out, not told wrongly."""
        true = times_to(self._whole)
        return {verb: length for verb, length in times_to(self.review).items() if true.get(verb) == length}

    def stretches(self) -> Sequence[Stretch]:
        """The phases of the response, if they rest on nothing that this audience may not see."""
        found = stretches(self.review)
        return found if found == stretches(self._whole) else ()

    def layer_state(self, layer: Layer) -> str:
        """What a layer did, if that rests on nothing that this audience may not see."""
        state = self.review.layer_state(layer)
        return str(state) if state == self._whole.layer_state(layer) else ""

    # links

    def linked(self, part: Part) -> Sequence[Part]:
        """What a part is linked with: actions, lessons and whys first."""
        return sorted(self._linked.get(part.id, []), key=self.place)

    def place(self, part: Part) -> int:
        """Where a part stands among all that can be linked."""
        return self._places.get(part.id, len(self._places))

    def label(self, part: Part) -> str:
        """How a document points at a part: `A3`, `L2`, `1.3`, `23:27`, or its name."""
        said = short(self.hide(part.says()))
        match part:
            case Why() | Lesson():
                return cell(part.label())
            case Action(number=int()):
                return part.label()
            case Action():
                return cell(f"idea “{said}”")
            case Event():
                return self.moment(part.at)
            case Layer():
                return cell(said)
            case _:
                return cell(f"{part.noun} “{said}”")

    def labels(self, parts: Sequence[Part]) -> str:
        """How a document points at several parts."""
        return ", ".join(self.label(part) for part in parts)

    def tail(self, part: Part, *, but: type[Part] = Link) -> str:
        """What follows the words of a part: whether it is restricted, and what it is linked with.

        Only what a word can say stands here, or a sentence would be buried under its links; the appendix has them all.
        """
        linked = [other for other in self.linked(part) if _has_short_label(other) and not isinstance(other, but)]
        mark = " (restricted)" if part.restricted else ""
        return f"{mark} → {self.labels(linked)}" if linked else mark


def say_day(day: date) -> str:
    """A date as a document writes it: `4 Dec 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _has_short_label(part: Part) -> bool:
    return isinstance(part, Why | Lesson | Event | Layer) or (isinstance(part, Action) and part.number is not None)


def _in_order(review: Review) -> list[Part]:
    first: tuple[Sequence[Part], ...] = (
        review.commitments(),
        review.ideas(),
        review.lessons,
        said_order(review.whys),
        *(review.causes, review.layers, review.holes, review.events, review.decisions, review.phases),
        *(review.told, review.what_ifs, review.measures, review.reflections),
    )
    return [part for parts in first for part in parts]
