"""Every board by name, with the key that shows it."""

from pmfacil.review.agenda import Board as Name
from pmfacil.widgets.actions import ActionBoard
from pmfacil.widgets.board import Board
from pmfacil.widgets.closing import CloseBoard
from pmfacil.widgets.fishbone import FishboneBoard
from pmfacil.widgets.layers import LayerBoard
from pmfacil.widgets.lessons import LessonBoard
from pmfacil.widgets.opening import OpenBoard
from pmfacil.widgets.overview import OverviewBoard
from pmfacil.widgets.response import ResponseBoard
from pmfacil.widgets.timeline import TimelineBoard
from pmfacil.widgets.whys import WhyBoard

BOARDS: dict[Name, type[Board]] = {
    Name.OPEN: OpenBoard,
    Name.OVERVIEW: OverviewBoard,
    Name.TIMELINE: TimelineBoard,
    Name.WHYS: WhyBoard,
    Name.FISHBONE: FishboneBoard,
    Name.LAYERS: LayerBoard,
    Name.RESPONSE: ResponseBoard,
    Name.LESSONS: LessonBoard,
    Name.ACTIONS: ActionBoard,
    Name.CLOSE: CloseBoard,
}

KEYS: dict[str, Name] = dict(zip("1234567890", BOARDS, strict=True))
"""The key of every board, in the order of the agenda."""
