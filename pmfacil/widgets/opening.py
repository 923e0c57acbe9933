"""The board of the opening: who is here, the ground rules, what earlier reviews left open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from pmfacil.capture.dates import say_date
from pmfacil.coach.patterns.seen import Seen
from pmfacil.dialogs.card import Card
from pmfacil.dialogs.dialog import answer
from pmfacil.review.notes import GroundRule, Note, Parked
from pmfacil.review.part import Id, Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.sessions.earlier import EarlierAction
from pmfacil.typeahead import asks
from pmfacil.widgets.lists import ListBoard, Section, Words
from pmfacil.widgets.rows import SPACE, Row, heading


def _rule(part: Part, review: Review) -> Words:
    return f"{review.ground_rules.index(part) + 1}" if isinstance(part, GroundRule) else "·", (part.says(),)


@dataclass
class Heard(Message):
    """A person said something, or did not after all."""

    person: Id


class EarlierAsked(Message):
    """The board wants to know what earlier reviews of the same services left open."""


class OpenBoard(ListBoard):
    """Shows the people with their roles, and what is read out before the first question."""

    TITLE = "Open"
    QUESTION = "Who is here, and how do we work together?"
    HELP = "## Open\n\nRead the ground rules aloud, one by one, and ask whether everybody can live with them."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "read_out", "Read out", id="open.read", tooltip="The ground rules one by one, for the whole room"),
        Binding("s", "state", "Has spoken", id="board.state", show=False, tooltip="Count the person in hand as heard"),
    ]
    SECTIONS = (
        Section("Ground rules, to read aloud", GroundRule, lambda r: r.ground_rules, "The rules of the room.", _rule),
        Section(
            "People and their roles",
            Person,
            lambda r: r.people,
            "Who is here, and as what: Dana, incident commander. The one who leads was not part of the incident.",
        ),
        Section("Parking lot", Parked, lambda r: r.parked, "Off-topic for now, kept for later."),
        Section("Notes", Note, lambda r: r.notes, "Anything that is said and has no better place."),
    )
    earlier: var[Sequence[EarlierAction]] = var((), init=False)
    """Open actions of earlier reviews of the same services."""
    seen: var[Sequence[Seen]] = var((), init=False)
    """Earlier reviews with the same services, tags or factors."""

    def on_mount(self) -> None:
        """Draw, and ask for what earlier reviews left open."""
        super().on_mount()
        self.post_message(EarlierAsked())

    def watch_earlier(self) -> None:
        """Draw what earlier reviews left open."""
        self._redraw()

    def watch_seen(self) -> None:
        """Draw which earlier reviews were like this one."""
        self._redraw()

    def rows(self) -> Sequence[Row]:
        """The sections, with what is known from before after the ground rules."""
        rules, *others = self.SECTIONS
        rows = [*self.section_rows(rules), *self._earlier_rows(), *self._seen_rows()]
        for section in others:
            rows += [SPACE, *self.section_rows(section)]
        return rows

    def made(self, kind: type[Part], values: Mapping[str, Any]) -> Part:
        """A new part; “Dana, incident commander” in one line is a name and a role."""
        name, comma, role = str(values.get("name") or "").partition(",")
        if kind is Person and comma and not values.get("role"):
            values = {**values, "name": name, "role": role}
        return super().made(kind, values)

    @asks
    async def action_read_out(self) -> None:
        """Show the ground rules to the room, one at a time."""
        rules = [rule.text for rule in self.review.ground_rules]
        held = self.selected
        first = self.review.ground_rules.index(held) if isinstance(held, GroundRule) else 0
        if rules:
            await answer(self, Card(rules, first))
        else:
            self.say("There are no ground rules; a adds one.")

    def action_state(self) -> None:
        """Count the person in hand as heard."""
        person = self.selected
        if not isinstance(person, Person):
            super().action_state()
        else:
            self.post_message(Heard(person.id))

    def _seen_rows(self) -> list[Row]:
        rows = [SPACE, heading("Seen before")] if self.seen else []
        for seen in self.seen:
            learnt = ((f"Learnt then: {seen.lessons[0]}", "question"),) if seen.lessons else ()
            words = ((seen.review.title, "text"), (seen.sentence(), "question"), *learnt)
            rows.append(Row(words, seen.review.day, "  ", "  ", reachable=False))
        return rows

    def _earlier_rows(self) -> list[Row]:
        if not self.earlier:
            return []
        today = self.today()
        overdue = sum(action.due is not None and action.due < today for action in self.earlier)
        marks = (f"{overdue} overdue",) if overdue else ()
        rows = [SPACE, heading("Still open from earlier reviews of these services", *marks)]
        for action in self.earlier:
            due = f"{say_date(action.due, today)}" if action.due else "no date"
            late = "overdue · " if action.due and action.due < today else ""
            about = " · ".join(filter(None, (late + due, action.owner, action.review)))
            rows.append(Row(((action.text, "text"), (about, "question")), action.label, "  ", "  ", reachable=False))
        return rows
