"""What many rules need to know about a review, worked out once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain

from pmfacil.coach.findings.finding import Context
from pmfacil.coach.findings.words import LOOKED_AT, one_person
from pmfacil.review.actions import Action, Progress
from pmfacil.review.agenda import Board
from pmfacil.review.incident import Status
from pmfacil.review.layers import Layer, LayerState
from pmfacil.review.part import Id, Part
from pmfacil.review.people import EVERYDAY, NOT_FIRST
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

ORDER = tuple(Board)
"""The boards in the order of the agenda."""

TEXTS: dict[str, tuple[Board, tuple[str, ...]]] = {
    "incident": (Board.OVERVIEW, ("title", "summary", "context")),
    "measures": (Board.OVERVIEW, ("text", "basis")),
    "metrics": (Board.OVERVIEW, ("text",)),
    "graphs": (Board.OVERVIEW, ("text", "shows")),
    "messages": (Board.OVERVIEW, ("text",)),
    "events": (Board.TIMELINE, ("text", "known", "gap_note")),
    "whys": (Board.WHYS, ("question", "text", "evidence")),
    "causes": (Board.FISHBONE, ("text",)),
    "holes": (Board.LAYERS, ("text", "accepted")),
    "phases": (Board.RESPONSE, ("happened", "helped", "halved")),
    "decisions": (Board.RESPONSE, ("text", "known", "options", "sense", "helped")),
    "told": (Board.RESPONSE, ("text", "sender", "receiver")),
    "what_ifs": (Board.RESPONSE, ("text", "answer")),
    "aftermath": (Board.RESPONSE, ("found",)),
    "reflections": (Board.LESSONS, ("text",)),
    "lessons": (Board.LESSONS, ("text",)),
    "actions": (Board.ACTIONS, ("text", "check", "effect", "success")),
}
"""Where each table stands and in which fields people wrote sentences for the document."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = frozenset(("May", "June", "April", "August"))
_SHORTEST_NAME = 3
_NOT_BY_THE_WAY = 3
"""From so many things on, a board that the room has not come to was written on purpose, not in passing."""
_WEB = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Said:
    """One sentence or more that stand in a field of a part."""

    part: Part
    board: Board
    text: str


class Facts:
    """A review as the rules look at it."""

    def __init__(self, review: Review, context: Context) -> None:
        self.review = review
        self.context = context

    # how far the room is

    @cached_property
    def now(self) -> Board | None:
        """The board that the running meeting is at; `None` before it has begun."""
        run = self.review.run
        return next((item.board for item in self.review.agenda if item.id == run.item), None) if run.began else None

    @cached_property
    def _things(self) -> dict[Board, int]:
        """How much stands on each board."""
        review, incident = self.review, self.review.incident
        told = [phase for phase in review.phases if phase.happened or phase.helped or phase.halved]
        looked_at = [layer for layer in review.layers if review.layer_state(layer) != LayerState.UNKNOWN]
        return {
            Board.OVERVIEW: len(review.measures) + len(review.messages) + bool(incident.summary or incident.context),
            Board.TIMELINE: len(review.events),
            Board.WHYS: len(review.whys),
            Board.FISHBONE: len(review.causes),
            Board.LAYERS: max(len(looked_at), len(review.holes)),
            Board.RESPONSE: len(told),
            Board.LESSONS: len(review.lessons),
            Board.ACTIONS: len(self.commitments),
        }

    def passed(self, board: Board) -> bool:
        """Whether the room had its time for a board: its agenda item is over, or the meeting is."""
        if self.context.over or self.review.incident.status != Status.DRAFT:
            return True
        return self.now is not None and ORDER.index(board) < ORDER.index(self.now)

    def judged(self, board: Board, enough: bool = False) -> bool:
        """Whether what is missing on a board is worth a word by now.

        It is once its item is over; before the meeting, or on a board that the room will come to, once something
        stands on it; on the board that the room is working at, only once there is enough.
        """
        if self.passed(board) or enough:
            return True
        at_work = board == self.now or (board == Board.LAYERS and self.now == Board.FISHBONE)
        return not at_work and self._things.get(board, 0) >= (1 if self.now is None else _NOT_BY_THE_WAY)

    # what stands where

    @cached_property
    def said(self) -> list[Said]:
        """Every text that people wrote for the document, in the order of the agenda."""
        return [
            Said(part, board, text[:LOOKED_AT])
            for table, (board, fields) in TEXTS.items()
            for part in self.review.parts(table)
            for text in map(part.__dict__.__getitem__, fields)
            if text
        ]

    @cached_property
    def answers(self) -> dict[Id | None, list[Why]]:
        """The answers below each why; the heads of the chains stand below `None`."""
        below: dict[Id | None, list[Why]] = {}
        for why in self.review.whys:
            below.setdefault(why.parent, []).append(why)
        return below

    @cached_property
    def leaves(self) -> list[Why]:
        """The whys below which nothing stands, as the board shows them."""
        return [why for _, why in self.tree if why.id not in self.answers]

    @cached_property
    def tree(self) -> list[tuple[int, Why]]:
        """All whys from top to bottom, each with its depth from 0."""
        return self.review.tree()

    @cached_property
    def depths(self) -> dict[Id, int]:
        """How many answers deep each chain goes, by its head."""
        deepest: dict[Id, int] = {}
        head = ""
        for depth, why in self.tree:
            head = why.id if depth == 0 else head
            deepest[head] = max(deepest.get(head, 0), depth + 1 if why.text else depth)
        return deepest

    def depth_of(self, why: Why) -> int:
        """How many answers there are from the head of the chain down to a why."""
        return self._depth_of[why.id]

    @cached_property
    def _depth_of(self) -> dict[Id, int]:
        return {why.id: depth + 1 for depth, why in self.tree}

    @cached_property
    def events(self) -> list[Event]:
        """The events without other recollections of the same moment."""
        return [event for event in self.review.events if not event.recollects]

    def first(self, *kinds: EventKind) -> Event | None:
        """The first event of these kinds."""
        return next((event for event in self.events if event.kind in kinds), None)

    @cached_property
    def commitments(self) -> list[Action]:
        """The commitments that were not dropped."""
        return [action for action in self.review.commitments() if action.status != Progress.DROPPED]

    @cached_property
    def linked(self) -> dict[Id, set[Id]]:
        """The ids that each part is linked with."""
        ends: dict[Id, set[Id]] = {}
        for link in self.review.links:
            ends.setdefault(link.source, set()).add(link.target)
            ends.setdefault(link.target, set()).add(link.source)
        return ends

    def acted_on(self, part: Id) -> bool:
        """Whether a commitment is linked with a part."""
        return not self._acting.isdisjoint(self.linked.get(part, ()))

    @cached_property
    def _acting(self) -> frozenset[Id]:
        return frozenset(action.id for action in self.commitments)

    @cached_property
    def layers(self) -> dict[Id, Layer]:
        """The layers by id."""
        return {layer.id: layer for layer in self.review.layers}

    # how it is said

    def clock(self, at: datetime) -> str:
        """A time of day as the boards show it: `23:27`, with its day if that is not the first one."""
        zone = self.review.incident.zone()
        local, first = at.astimezone(zone), self._first_moment.astimezone(zone)
        day = "" if local.date() == first.date() else f"{local.day} {_MONTHS[local.month - 1]} "
        return f"{day}{local:%H:%M}"

    @cached_property
    def _first_moment(self) -> datetime:
        return self.review.incident.start or (self.events[0].at if self.events else self.review.created)

    @cached_property
    def names(self) -> Callable[[str], bool]:
        """Tells whether a text names one of the people of the review (P5)."""
        found = _names(*self._known_names)
        if not found:
            return lambda text: False
        return lambda text: found.search(_WEB.sub("", text) if "://" in text else text) is not None

    def nameless(self, text: str) -> str:
        """The text with the word “somebody” for every name."""
        found = _names(*self._known_names)
        return found.sub("somebody", text) if found else text

    @cached_property
    def _known_names(self) -> tuple[str, ...]:
        review = self.review
        others = chain((action.owner for action in review.actions), (review.incident.commander, review.incident.author))
        people = {*(person.name for person in review.people), *others}
        return tuple(sorted(filter(one_person, people)))


@lru_cache(maxsize=64)
def _names(*people: str) -> re.Pattern[str] | None:
    patterns = sorted(set(chain.from_iterable(map(_patterns, people))), key=lambda pattern: (-len(pattern), pattern))
    return re.compile(rf"@?(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.MULTILINE) if patterns else None


def _patterns(person: str) -> Iterator[str]:
    name = person.strip()
    for one in {name, *name.split()[:1]}:
        if len(one) < _SHORTEST_NAME or one in _MONTH_NAMES:
            continue
        yield f"{NOT_FIRST}{re.escape(one)}" if one in EVERYDAY else re.escape(one)
