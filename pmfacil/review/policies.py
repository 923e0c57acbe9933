"""What teams do in ways of their own: limits, targets, agendas and names, chosen once for all their reviews."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, model_validator

from pmfacil.review.actions import Priority
from pmfacil.review.agenda import FORMATS, MOST_MINUTES, Plan, preset_agenda
from pmfacil.review.begin import new_review
from pmfacil.review.fishbone import CATEGORIES, Category
from pmfacil.review.incident import Incident
from pmfacil.review.layers import LAYERS, Layer
from pmfacil.review.part import Frozen, Id, Line
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, same_name, short

_ITEMS = len(FORMATS["deep"][0])


def _whole(least: int, most: int, what: str) -> Any:
    return Field(strict=True, ge=least, le=most, description=f"a whole number from {least} to {most} ({what})")


def _differing(*taken: str) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Refuses a name that is among the taken ones, or there twice."""

    def check(names: tuple[str, ...]) -> tuple[str, ...]:
        for place, name in enumerate(names):
            if any(same_name(name, other) for other in (*taken, *names[:place])):
                raise EditRefused(f"“{short(name)}” is there already")
        return names

    return check


def _named(names: Mapping[Priority, str]) -> Mapping[Priority, str]:
    """The names of all priorities; those that were given none keep their own."""
    all_names = {priority: names.get(priority, priority.value) for priority in Priority}
    _differing()(tuple(all_names.values()))
    return all_names


Name = Annotated[Line, StringConstraints(min_length=1, max_length=60)]
"""A short clean name."""


class Format(Frozen):
    """An agenda of a team's own (P14)."""

    minutes: Annotated[
        tuple[Annotated[int, Field(strict=True, ge=1)], ...], Field(min_length=_ITEMS, max_length=_ITEMS)
    ]
    """Of the usual items, in their order (P11)."""
    reserve: Annotated[int, Field(strict=True, ge=0)] = 0
    """Minutes that no item has yet."""

    @model_validator(mode="after")
    def _fits_a_meeting(self) -> Self:
        total = sum(self.minutes) + self.reserve
        if total > MOST_MINUTES:
            said = f"{total} minutes" if total < 10_000 else "far too many minutes"
            raise EditRefused(f"the plan would be {said} with its reserve, and {MOST_MINUTES} is the most")
        return self


class Policies(Frozen):
    """What one team does differently from the next; what it does not say is as the practice has it."""

    gap_minutes: Annotated[int, _whole(1, 240, "minutes")] = 10
    """A silence in the timeline that is longer needs its reason (P32)."""
    draft_hours: Annotated[int, _whole(1, 72, "hours")] = 48
    """Within these the first draft of the document is there (P72)."""
    due_days: Annotated[int, _whole(1, 365, "days")] = 45
    """An action that is due later is better split (P64)."""
    owner_is_person: Annotated[StrictBool, Field(description="true or false")] = True
    """Whether a team as the owner of an action is worth a word (P62, P63)."""
    closure_target: Annotated[int, _whole(0, 100, "percent")] = 85
    """The share of all actions to be done by their due date (P81)."""
    urgent_closure_target: Annotated[int, _whole(0, 100, "percent")] = 80
    """The share of the actions of the two highest priorities to be done by their due date (P81)."""
    priority_names: Annotated[
        Mapping[Priority, Name],
        Field(validate_default=True, description="a name of at most 60 characters for P0, P1, P2 or P3"),
        AfterValidator(_named),
    ] = {}
    """What the team calls its priorities (P62)."""
    formats: Annotated[
        Mapping[Name, Format],
        Field(
            max_length=20,
            description=f"{{ minutes = [{_ITEMS} whole numbers above 0], reserve = a whole number }}",
        ),
    ] = {}
    """Agendas beside the usual ones, or in their place (P14)."""
    categories: Annotated[
        tuple[Name, ...],
        Field(max_length=20, description="a list of at most 20 names"),
        AfterValidator(_differing(*CATEGORIES)),
    ] = ()
    """Ribs that every new fishbone has besides the usual ones (P44)."""
    layers: Annotated[
        tuple[Name, ...],
        Field(max_length=20, description="a list of at most 20 names"),
        AfterValidator(_differing(*LAYERS)),
    ] = ()
    """Layers of defence that every new review has behind the usual ones (P45)."""
    services: Annotated[
        tuple[Name, ...],
        Field(max_length=500, description="a list of at most 500 names"),
        AfterValidator(_differing()),
    ] = ()
    """The names of the team's services (P21)."""
    sections: Annotated[
        tuple[Name, ...],
        Field(max_length=40, description="a list of at most 40 names"),
        AfterValidator(_differing()),
    ] = ()
    """The sections of a document in the team's own order (P70); all of them in the usual order if there are none."""

    def priority_name(self, priority: Priority | None) -> str:
        """What the team calls a priority; nothing if there is none."""
        return self.priority_names.get(priority, priority.value) if priority else ""

    def new_review(self, incident: Incident, created: datetime, format: str = "deep", id: Id | None = None) -> Review:
        """A review of an incident, ready for its meeting, with the agenda, ribs and layers that the team chose.

        Raises:
            EditRefused: If the title is empty, the format unknown, or the incident ends before it starts.
        """
        own = self.formats.get(format)
        review = new_review(incident, created, "deep" if own else format, id)
        if own:
            review = review.put(Plan(format=format, reserve=own.reserve), *preset_agenda(own.minutes))
        return review.put(
            *(Category(order=order, text=name) for order, name in enumerate(self.categories, len(CATEGORIES) + 1)),
            *(Layer(order=order, text=name) for order, name in enumerate(self.layers, len(LAYERS) + 1)),
        )
