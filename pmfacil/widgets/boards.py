"""Every board by name, with the key that shows it."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import NamedTuple

from pmfacil.review.agenda import Board as Name
from pmfacil.widgets.board import Board


class Place(NamedTuple):
    """Where a board is, and what it is called without looking there."""

    title: str
    module: str
    kind: str


PLACES: dict[Name, Place] = {
    Name.OPEN: Place("Open", "opening", "OpenBoard"),
    Name.OVERVIEW: Place("Overview and impact", "overview", "OverviewBoard"),
    Name.TIMELINE: Place("Timeline", "timeline", "TimelineBoard"),
    Name.WHYS: Place("Why analysis", "whys", "WhyBoard"),
    Name.FISHBONE: Place("Fishbone", "fishbone", "FishboneBoard"),
    Name.LAYERS: Place("Layers of defence", "layers", "LayerBoard"),
    Name.RESPONSE: Place("Response", "response", "ResponseBoard"),
    Name.LESSONS: Place("Lessons", "lessons", "LessonBoard"),
    Name.ACTIONS: Place("Actions", "actions", "ActionBoard"),
    Name.CLOSE: Place("Close", "closing", "CloseBoard"),
}


class Boards(Mapping[Name, type[Board]]):
    """The boards in the order of the agenda, each loaded when it is first needed: the first frame shows only one."""

    def __getitem__(self, name: Name) -> type[Board]:
        place = PLACES[name]
        return getattr(import_module(f"pmfacil.widgets.{place.module}"), place.kind)

    def __iter__(self) -> Iterator[Name]:
        return iter(PLACES)

    def __len__(self) -> int:
        return len(PLACES)


BOARDS = Boards()

KEYS: dict[str, Name] = dict(zip("1234567890", BOARDS, strict=True))
"""The key of every board, in the order of the agenda."""
