"""The line at the desk that says what shows, and how to reach the rest; only where there is no room for everything."""

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from pmfacil.widgets.boards import KEYS
from pmfacil.widgets.key_line import key_of
from pmfacil.widgets.rows import Piece, Pieces, cells

COACH, PHRASES, PACE, BOARD = "coach", "phrases", "pace", "board"
"""The places at the desk, in the order in which tab goes through them; the phrases are with the coach."""
PLACES = (COACH, PACE, BOARD)
_NEXT, _OVER = "tab goes on ", "card shows · esc ends it "


class Way(NamedTuple):
    """What can show, and the key that leads there."""

    place: str
    key: str
    word: str

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return sum(cells(text) for text, _ in self.said(False))

    def said(self, shows: bool) -> Pieces:
        """Its words, marked if it shows."""
        look = "bold $foreground" if shows else "$foreground 70%"
        key: Piece = (f" {self.key}" if self.key else "", "bold $footer-key-foreground")
        return (" ▸" if shows else "  ", look), key, (f" {self.word} ", look)


class DeskWays(Widget):
    """Marks what shows; a click shows something else."""

    DEFAULT_CSS = """
    DeskWays { height: 1; background: $panel; }
    """
    shows: var[frozenset[str]] = var(frozenset({COACH}), init=False)
    """The places that can be seen now."""

    over: var[bool] = var(False, init=False)
    """Whether a sentence from here lies over the room's screen."""

    def watch_over(self) -> None:
        """Say how it ends, or how one goes on."""
        self.refresh()

    def watch_shows(self) -> None:
        """Mark what shows."""
        self.refresh()

    def render(self) -> Content:
        """Each place with its keys, and the key that goes through them."""
        ways = self._ways()
        said = [piece for way in ways for piece in way.said(way.place in self.shows)]
        room = self.size.width - sum(way.width for way in ways)
        last, look = (_OVER, "bold $accent") if self.over else (_NEXT, "$foreground 70%")
        return Content.assemble(*said, (last.rjust(room) if room >= len(last) else "", look))

    async def on_click(self, event: events.Click) -> None:
        """Show what is under the pointer."""
        end = 0
        for way in self._ways():
            end += way.width
            if event.x < end:
                await self.run_action(f"screen.place({way.place!r})")
                return

    def _ways(self) -> list[Way]:
        screen = self.screen
        first, *_, last = (key_of(screen, f"go.{name}") for name in KEYS.values())
        # Among the phrases every letter is theirs.
        coach = "esc" if PHRASES in self.shows else key_of(screen, "meeting.coach")
        return [
            Way(COACH, coach, "Coach"),
            Way(PHRASES, key_of(screen, "meeting.phrase"), "Phrases"),
            Way(PACE, "", "Pace, people"),
            Way(BOARD, f"{first}–{last}", "Boards"),
        ]
