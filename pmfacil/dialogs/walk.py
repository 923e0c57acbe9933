"""A list of words that arrow keys and the mouse walk, one of them in hand."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Spot(NamedTuple):
    """Where one thing of a list is drawn."""

    x: int
    y: int
    width: int
    height: int


class Page(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What scrolls with the hand alone, so that no key is taken from the panel."""


class Walk(Widget, can_focus=True):
    """A list of words, one of them in hand; arrow keys and the mouse walk it."""

    DEFAULT_CSS = """
    Walk { height: auto; display: none; }
    Walk.shown { display: block; }
    """
    hand: reactive[int] = reactive(0, layout=False)

    class Taken(Message):
        """One of them was clicked."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.count = 0

    @abstractmethod
    def spots(self, width: int) -> Sequence[Spot]:
        """Where each of them stands."""

    @abstractmethod
    def lines(self, width: int) -> Sequence[Content]:
        """All of them, drawn."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes."""
        return max((spot.y + spot.height for spot in self.spots(width)), default=1)

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self.lines(self.content_size.width))

    def show(self, count: int) -> None:
        """Show other things, the first in hand."""
        self.count = count
        self.set_reactive(Walk.hand, 0)
        self.refresh(layout=True)
        self.call_after_refresh(self.watch_hand)

    def watch_hand(self) -> None:
        """Keep the one in hand in sight."""
        spots = self.spots(self.content_size.width)
        if self.hand < len(spots) and isinstance(self.parent, Page):
            # The line to search with lies over the top of what scrolls.
            above = self.virtual_region.y
            spot = Region(*spots[self.hand]).translate((0, above))
            self.parent.scroll_to_region(spot, spacing=Spacing(top=above), animate=False, force=True)

    def step(self, dx: int, dy: int) -> bool:
        """Take the next one on that side in hand; whether there is one."""
        spots = self.spots(self.content_size.width)
        if not spots:
            return False
        here = spots[self.hand]
        beside = [
            (abs(spot.y - here.y) + abs(spot.x - here.x), place)
            for place, spot in enumerate(spots)
            if ((spot.x - here.x) * dx > 0 if dx else spot.x == here.x and (spot.y - here.y) * dy > 0)
        ]
        if not beside:
            return False
        self.hand = min(beside)[1]
        return True

    def on_click(self, event: events.Click) -> None:
        """Take what is under the mouse."""
        inside = event.get_content_offset(self)
        for place, spot in enumerate(self.spots(self.content_size.width)):
            if inside and Region(*spot).contains(*inside):
                self.hand = place
                self.post_message(self.Taken())
