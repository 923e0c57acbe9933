"""A review: everything that is known about one incident, as one value that never changes."""

from bisect import insort
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar, Self, TypeGuard, TypeVar, cast

from pydantic import ConfigDict

from pmfacil.review.actions import Action
from pmfacil.review.agenda import Item, Plan
from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.dismissals import Dismissal
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.impact import Graph, Measure, Metric, Term
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.links import Link
from pmfacil.review.notes import FollowUp, GroundRule, Note, Parked, Pulse
from pmfacil.review.numbers import next_counted
from pmfacil.review.part import Frozen, Id, Instant, Part, new_id, now_utc
from pmfacil.review.people import Person
from pmfacil.review.reading import Signature
from pmfacil.review.response import Aftermath, Phase
from pmfacil.review.run import Meeting, Run
from pmfacil.review.text import EditRefused
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why, said_order

P = TypeVar("P", bound=Part)


class Review(Frozen):
    """The whole review: single parts, and tables of parts in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    tables: ClassVar[dict[str, type[Part]]] = {
        kind.table: kind
        for kind in (
            *(Incident, Plan, Run, Aftermath, Pulse),
            *(Person, Measure, Metric, Graph, Term, Message, Told, Event, Why, Category, Cause, Layer, Hole),
            *(Decision, WhatIf, Phase, Reflection, Lesson, Action, Link, Parked, Note, GroundRule, FollowUp),
            *(Signature, Dismissal, Item, Meeting),
        )
    }
    """Every table's name with the kind of its parts."""
    singles: ClassVar[frozenset[str]] = frozenset({"incident", "plan", "run", "aftermath", "pulse"})
    """The tables that hold exactly one part."""

    id: Id
    created: Instant
    incident: Incident = Incident()
    plan: Plan = Plan()
    run: Run = Run()
    aftermath: Aftermath = Aftermath()
    pulse: Pulse = Pulse()
    people: tuple[Person, ...] = ()
    measures: tuple[Measure, ...] = ()
    metrics: tuple[Metric, ...] = ()
    graphs: tuple[Graph, ...] = ()
    glossary: tuple[Term, ...] = ()
    messages: tuple[Message, ...] = ()
    told: tuple[Told, ...] = ()
    events: tuple[Event, ...] = ()
    whys: tuple[Why, ...] = ()
    categories: tuple[Category, ...] = ()
    causes: tuple[Cause, ...] = ()
    layers: tuple[Layer, ...] = ()
    holes: tuple[Hole, ...] = ()
    decisions: tuple[Decision, ...] = ()
    what_ifs: tuple[WhatIf, ...] = ()
    phases: tuple[Phase, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    actions: tuple[Action, ...] = ()
    links: tuple[Link, ...] = ()
    parked: tuple[Parked, ...] = ()
    notes: tuple[Note, ...] = ()
    ground_rules: tuple[GroundRule, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    signatures: tuple[Signature, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    agenda: tuple[Item, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    """Those that are over; the present one is in the agenda, the plan and the run."""
    used: frozenset[str] = frozenset()
    """Every number ever given: "1.2a", "L3", "A1"; none comes back."""

    @classmethod
    def blank(cls) -> Self:
        """A review in which nothing is written yet, not even an agenda."""
        return cls(id=new_id()[:8], created=now_utc())

    # what is there

    def parts(self, table: str) -> Sequence[Part]:
        """The parts of one table, in order."""
        value = getattr(self, table)
        return (value,) if table in self.singles else value

    def all_parts(self) -> Iterator[Part]:
        """Every part of every table."""
        for table in self.tables:
            yield from self.parts(table)

    def has(self, part: Id) -> bool:
        """Whether a part with this id is there."""
        return part in self._by_id

    def find(self, part: Id) -> Part:
        """The part with this id.

        Raises:
            EditRefused: If it is gone.
        """
        found = self._by_id.get(part)
        if found is None:
            raise EditRefused("That is no longer there; nothing was changed.")
        return found

    def get(self, kind: type[P], part: Id) -> P:
        """The part with this id, of this kind.

        Raises:
            EditRefused: If it is gone, or something else.
        """
        found = self.find(part)
        if not isinstance(found, kind):
            raise EditRefused(f"This {found.noun} is no {kind.noun}; nothing was changed.")
        return found

    def answers(self, parent: Id | None) -> list[Why]:
        """The answers to a why in their order, or the heads of all chains."""
        return [why for why in self.whys if why.parent == parent]

    def tree(self) -> list[tuple[int, Why]]:
        """All whys from top to bottom as the board shows them, each with its depth."""
        children: dict[Id | None, list[Why]] = {}
        for why in self.whys:
            children.setdefault(why.parent, []).append(why)
        rows: list[tuple[int, Why]] = []
        stack = [(0, why) for why in reversed(children.get(None, []))]
        while stack:
            depth, why = stack.pop()
            rows.append((depth, why))
            stack.extend((depth + 1, child) for child in reversed(children.get(why.id, [])))
        return rows

    def chain_of(self, why: Why) -> Why:
        """The head of the chain in which a why stands."""
        while why.parent:
            why = self.get(Why, why.parent)
        return why

    def below(self, part: Id) -> list[Part]:
        """Everything that cannot stand without a part (answers, sub-causes, holes, links), nearest first."""
        found: dict[Id, Part] = {}
        queue = [part]
        for above in queue:
            for other in self._dependents.get(above, ()):
                if other.id not in found and other.id != part:
                    found[other.id] = other
                    queue.append(other.id)
        return list(found.values())

    def linked(self, part: Id) -> list[Part]:
        """What a part is linked with, in both directions."""
        return [self.find(end) for end in self._ends.get(part, ())]

    def layer_state(self, layer: Layer) -> LayerState:
        """What a layer did: what the room said, or `HOLE` where it has one."""
        open_state = layer.state in (LayerState.UNKNOWN, LayerState.HELD)
        if open_state and any(hole.layer == layer.id for hole in self.holes):
            return LayerState.HOLE
        return layer.state

    def factors(self) -> list[Part]:
        """What the room counts as contributing factors (P46): whys, causes, holes."""
        return [
            *(why for why in said_order(self.whys) if why.factor),
            *(cause for cause in self.causes if cause.factor),
            *(hole for hole in self.holes if hole.factor),
        ]

    def ideas(self) -> list[Action]:
        """The basket: actions that nobody committed to yet."""
        return [action for action in self.actions if action.number is None]

    def commitments(self) -> list[Action]:
        """The committed actions by number."""
        return sorted((a for a in self.actions if a.number is not None), key=lambda a: a.number or 0)

    def side(self, side: Side) -> list[Reflection]:
        """The reflections of one side."""
        return [reflection for reflection in self.reflections if reflection.side == side]

    def next_number(self, prefix: str) -> int:
        """The next unused number behind `A` or `L`."""
        return next_counted(prefix, self.used)

    def is_numbered_twice(self, part: Part) -> TypeGuard[Why | Lesson | Action]:
        """Whether another part has the number of this one, too."""
        numbers = set(_numbers(part))
        return bool(numbers) and any(
            other.id != part.id and numbers.intersection(_numbers(other)) for other in self.parts(part.table)
        )

    def last_order(self, table: str) -> float:
        """The highest place in a table, 0 if it is empty."""
        return max((part.order for part in self.parts(table)), default=0.0)

    # the next review

    def put(self, *parts: Part) -> Self:
        """A review with these parts added, or in place of those with the same ids.

        Raises:
            EditRefused: If there would be a second one of what a review has one of.
        """
        fields: dict[str, object] = {}
        for table in {part.table for part in parts}:
            new = {part.id: part for part in parts if part.table == table}
            if table in self.singles:
                fields[table] = next(iter(new.values()))
                if new.keys() != {table}:
                    raise EditRefused(f"A review has one {self.tables[table].noun}; change it instead.")
            else:
                kept = [part for part in self.parts(table) if part.id not in new]
                for part in new.values():
                    insort(kept, part, key=lambda part: part.sort_key())
                fields[table] = tuple(kept)
        numbers = {number for part in parts for number in _numbers(part)}
        after = self._with(**fields, used=self.used | numbers if numbers - self.used else self.used)
        known, put = self._by_id, {part.id: part for part in parts}
        # Worked out anew, it would make thousands of edits at once take thousands of times as long as the review. Only
        # where two parts have one id, as in a damaged file, the order of the tables says which of them is found.
        if len(put) == len(parts) and all(known.get(part.id, part).table == part.table for part in parts):
            vars(after)["_by_id"] = known | put
        return after

    def without(self, ids: Collection[Id]) -> Self:
        """A review without the parts with these ids."""
        fields: dict[str, object] = {}
        for table in self.tables.keys() - self.singles:
            kept = tuple(part for part in self.parts(table) if part.id not in ids)
            if len(kept) != len(self.parts(table)):
                fields[table] = kept
        return self._with(**fields)

    def _with(self, **fields: object) -> Self:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(**cast(dict[str, Any], {**values, **fields}))

    @cached_property
    def _by_id(self) -> dict[Id, Part]:
        # A private attribute would count when two reviews are compared; this memo does not.
        return {part.id: part for part in self.all_parts()}

    @cached_property
    def _dependents(self) -> dict[Id, list[Part]]:
        dependents: dict[Id, list[Part]] = {}
        for part in self.all_parts():
            for above in part.refers():
                dependents.setdefault(above, []).append(part)
        return dependents

    @cached_property
    def _ends(self) -> dict[Id, list[Id]]:
        ends: dict[Id, list[Id]] = {}
        for link in self.links:
            for here, there in {(link.source, link.target), (link.target, link.source)}:
                ends.setdefault(here, []).append(there)
        return ends


def _numbers(part: Part) -> tuple[str, ...]:
    return part.numbers() if isinstance(part, Why | Lesson | Action) else ()
