"""Edits: small frozen values that turn one review into the next, purely."""

from typing import Any, ClassVar, Literal, cast

from pydantic import Field, SerializeAsAny, ValidationError, field_validator, model_validator
from pydantic_core import to_jsonable_python

from pmfacil.review.actions import Action, Progress, ProgressStep
from pmfacil.review.incident import Status, StatusStep
from pmfacil.review.lessons import Lesson
from pmfacil.review.links import Link
from pmfacil.review.part import Frozen, Id, Instant, Line, Part, new_id, now_utc
from pmfacil.review.review import Review
from pmfacil.review.saying import said_in
from pmfacil.review.text import EditRefused, clean_text, short
from pmfacil.review.whys import Why


class Edit(Frozen):
    """One change that was asked for."""

    undoable: ClassVar[bool] = True

    def label(self, review: Review) -> str:
        """What it does to `review`, as it follows "Undid: "."""
        raise NotImplementedError

    def apply(self, review: Review) -> Review:
        """The next review.

        Raises:
            EditRefused: If it would break the review; nothing has changed then.
        """
        raise NotImplementedError


class Add(Edit):
    """Add a part, last among its like."""

    edit: Literal["add"] = "add"
    table: str = ""
    part: SerializeAsAny[Part]

    @model_validator(mode="before")
    @classmethod
    def _typed(cls, value: dict[str, Any]) -> dict[str, Any]:
        """Know the kind of the part by its table, and the table by the part."""
        part = value.get("part")
        if isinstance(part, Part):
            return {**value, "table": part.table}
        kind = Review.tables.get(str(value.get("table")))
        if kind is None:
            raise ValueError("no such table")
        return {**value, "part": kind.model_validate(part)}

    def label(self, review: Review) -> str:
        """Name the part that is added."""
        return f"add {_noun(self.part)} “{short(self.part.says())}”"

    def apply(self, review: Review) -> Review:
        """The review with the part in it, numbered where it has a number."""
        if review.has(self.part.id):
            raise EditRefused(f"That {self.part.noun} is there already.")
        _all_there(review, self.part)
        part = self.part.admitted(review)
        after = review.put(part)
        part.verify(after)
        return after


class Change(Edit):
    """Give some fields of a part other values."""

    edit: Literal["change"] = "change"
    id: Id
    changes: dict[str, Any]

    @field_validator("changes")
    @classmethod
    def _as_json(cls, value: dict[str, Any]) -> dict[str, Any]:
        return _plain(to_jsonable_python(value))

    def label(self, review: Review) -> str:
        """Say what is new, then of what."""
        part = review.find(self.id)
        if self.changes.get("text"):
            more = f", with {said_in(self.changes, 'text')}" if len(self.changes) > 1 else ""
            return f"reword {_noun(part)} to “{short(clean_text(str(self.changes['text'])))}”{more}"
        return f"set {said_in(self.changes)} of {_noun(part)} “{short(part.says())}”"

    def apply(self, review: Review) -> Review:
        """The review with the part changed."""
        part = review.find(self.id)
        locked = part.guarded | {"id", "made", "order"}
        for name in self.changes:
            if name in locked or name not in type(part).model_fields:
                field = short(clean_text(name.replace("_", " ")))
                raise EditRefused(f"The {field} of this {part.noun} cannot be set like that.")
        return _changed(review, part, **self.changes)


class Remove(Edit):
    """Take a part out, with everything that cannot stand without it; pruning a why takes its branch."""

    edit: Literal["remove"] = "remove"
    id: Id

    def label(self, review: Review) -> str:
        """Lead with how much goes with it: a narrow screen shows no more."""
        part = review.find(self.id)
        below = [other for other in review.below(self.id) if not isinstance(other, Link)]
        more = f" and {len(below)} below it:" if below else ""
        name = part.label() if isinstance(part, Why | Lesson | Action) else part.noun
        return f"remove {name}{more} “{short(part.says())}”"

    def apply(self, review: Review) -> Review:
        """The review without the part and what hangs on it; numbers stay used."""
        part = review.find(self.id)
        if part.table in Review.singles or part.table == "agenda":
            raise EditRefused(f"The {part.noun} stays; {'park it' if part.table == 'agenda' else 'change it'} instead.")
        return review.without({self.id, *(other.id for other in review.below(self.id))})


class Move(Edit):
    """Put a part elsewhere: under another one, before another one, or last."""

    edit: Literal["move"] = "move"
    id: Id
    under: Id | None = None
    before: Id | None = None

    def label(self, review: Review) -> str:
        """Name the part that moves."""
        part = review.find(self.id)
        return f"move {_noun(part)} “{short(part.says())}”"

    def apply(self, review: Review) -> Review:
        """The review with the part, and what moves with it, in the new place."""
        part = review.find(self.id)
        beside = [other for other in part.siblings(review, self.under) if other.id != self.id]
        order = beside[-1].order + 1 if beside else 1.0
        if self.before is not None:
            places = [place for place, other in enumerate(beside) if other.id == self.before]
            if not places:
                raise EditRefused("The place to move to is no longer there; nothing was changed.")
            low = beside[places[0] - 1].order if places[0] else beside[0].order - 2
            order = (low + beside[places[0]].order) / 2
            if order in (low, beside[places[0]].order):
                # No number fits between the two any more: space all of them out, then try again.
                return self.apply(review.put(*(o.changed(order=place) for place, o in enumerate(beside, 1))))
        moved = part.moved(review, self.under, order)
        after = review.put(*moved)
        for one in moved:
            one.verify(after)
        return after


class LinkParts(Edit):
    """Link two parts."""

    edit: Literal["link"] = "link"
    source: Id
    target: Id
    id: Id = Field(default_factory=new_id)
    made: Instant = Field(default_factory=now_utc)

    def label(self, review: Review) -> str:
        """Name both ends."""
        return f"link {_ends(review, self.source, self.target)}"

    def apply(self, review: Review) -> Review:
        """The review with the link in it."""
        link = Link(id=self.id, made=self.made, source=self.source, target=self.target)
        return Add(part=link).apply(review)


class Unlink(Edit):
    """Take the link between two parts away."""

    edit: Literal["unlink"] = "unlink"
    source: Id
    target: Id

    def label(self, review: Review) -> str:
        """Name both ends."""
        return f"unlink {_ends(review, self.source, self.target)}"

    def apply(self, review: Review) -> Review:
        """The review without the link."""
        ends = {self.source, self.target}
        gone = {link.id for link in review.links if set(link.refers()) == ends}
        if not gone:
            raise EditRefused("These two are not linked.")
        return review.without(gone)


class Promote(Edit):
    """Commit to an idea: it gets a number, and what is known about it by now."""

    edit: Literal["promote"] = "promote"
    id: Id
    changes: dict[str, Any] = {}

    @field_validator("changes")
    @classmethod
    def _as_json(cls, value: dict[str, Any]) -> dict[str, Any]:
        return _plain(to_jsonable_python(value))

    def label(self, review: Review) -> str:
        """Name the idea."""
        return f"commit to “{short(review.find(self.id).says())}”"

    def apply(self, review: Review) -> Review:
        """The review with the idea as an action."""
        if self.changes:
            review = Change(id=self.id, changes=self.changes).apply(review)
        idea = review.get(Action, self.id)
        if idea.number is not None:
            raise EditRefused(f"{idea.label()} is a commitment already.")
        return review.put(idea.committed(review))


class SetProgress(Edit):
    """Say how far an action is, with the link or the reason that goes with it."""

    edit: Literal["progress"] = "progress"
    id: Id
    status: Progress
    link: Line = ""
    note: Line = ""
    at: Instant = Field(default_factory=now_utc)

    def label(self, review: Review) -> str:
        """Lead with the number and where it stands: a narrow screen shows no more."""
        action = review.get(Action, self.id)
        return f"{action.label()} {self.status}{', with a link' if self.link else ''}: {short(action.says())}"

    def apply(self, review: Review) -> Review:
        """The review with the step in the action's history."""
        action = review.get(Action, self.id)
        if action.number is None:
            raise EditRefused("An idea has no progress; commit to it first.")
        step = ProgressStep(status=self.status, at=self.at, link=self.link, note=self.note)
        return review.put(action.changed(status=self.status, history=(*action.history, step)))


class SetStatus(Edit):
    """Move the document on: draft, in review, published, closed (P74)."""

    edit: Literal["status"] = "status"
    status: Status
    at: Instant = Field(default_factory=now_utc)

    def label(self, review: Review) -> str:
        """Name the status."""
        return f"document {self.status}"

    def apply(self, review: Review) -> Review:
        """The review with the step in its history."""
        incident = review.incident
        if incident.status == self.status:
            raise EditRefused(f"The document is {self.status} already.")
        step = StatusStep(status=self.status, at=self.at)
        return review.put(incident.changed(status=self.status, history=(*incident.history, step)))


def _noun(part: Part) -> str:
    return part.label() if isinstance(part, Action) and part.number is None else part.noun


def _plain(value: Any) -> Any:
    """What JSON can hold, with its text clean: half a character has no JSON."""
    if isinstance(value, dict):
        return {name: _plain(field) for name, field in cast(dict[str, Any], value).items()}
    if isinstance(value, list):
        return [_plain(one) for one in cast(list[Any], value)]
    return clean_text(value) if isinstance(value, str) else value


def _all_there(review: Review, part: Part) -> None:
    for id in part.refers():
        review.find(id)


def _changed(review: Review, part: Part, **fields: Any) -> Review:
    try:
        changed = part.changed(**fields)
    except ValidationError as error:
        names = ", ".join(str(problem["loc"][0]).replace("_", " ") for problem in error.errors() if problem["loc"])
        raise EditRefused(
            f"That does not fit the {names or 'fields'} of this {part.noun}; nothing was changed."
        ) from error
    _all_there(review, changed)
    after = review.put(changed)
    changed.verify(after)
    return after


def _ends(review: Review, source: Id, target: Id) -> str:
    return " and ".join(f"“{short(review.find(end).says(), 30)}”" for end in (source, target))
