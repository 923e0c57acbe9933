"""The middle of the meeting: one board at a time, with what it asks the room."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import ContentSwitcher, Static

from pmfacil.clock import Clock
from pmfacil.review.agenda import Board as Name
from pmfacil.review.review import Review
from pmfacil.widgets.board import Board
from pmfacil.widgets.boards import BOARDS


@dataclass
class BoardShown(Message):
    """Another board shows."""

    board: Name


class Stage(Vertical):
    """Shows the board that was asked for; a board is made when it is first needed, and drawn only while it shows."""

    DEFAULT_CSS = """
    Stage {
        width: 1fr;
        & #asks { height: 2; padding: 0 1; }
        & #board-title { width: auto; color: $primary; text-style: bold; margin-right: 2; }
        & #board-question { width: 1fr; text-align: right; color: $accent; max-height: 2; }
        & ContentSwitcher, & .board { height: 1fr; }
    }
    """
    review: var[Review] = var(Review.blank, init=False)

    def __init__(self, review: Review, clock: Clock, first: Name) -> None:
        super().__init__()
        self.set_reactive(Stage.review, review)
        self._clock = clock
        self._boards: dict[Name, Board] = {}
        self.name_shown = first

    def compose(self) -> ComposeResult:
        """What the board is and asks, and the first board."""
        with Horizontal(id="asks"):
            yield Static(id="board-title")
            yield Static(id="board-question")
        with ContentSwitcher(initial=self.name_shown):
            yield self.board(self.name_shown)

    def on_mount(self) -> None:
        """Say what the first board asks."""
        self._say()

    def watch_review(self, review: Review) -> None:
        """Let the board that shows draw the review."""
        self.shown.review = review

    @property
    def shown(self) -> Board:
        """The board that shows."""
        return self.board(self.name_shown)

    @property
    def boards(self) -> list[Board]:
        """All boards that were shown so far."""
        return list(self._boards.values())

    def board(self, name: Name) -> Board:
        """A board, made now if it is needed for the first time."""
        if name not in self._boards:
            self._boards[name] = BOARDS[name](self.review, self._clock)
            self._boards[name].id = name
        return self._boards[name]

    async def show(self, name: Name, *, focus: bool = True) -> None:
        """Show a board and, as a rule, give it the focus."""
        switcher, board = self.query_one(ContentSwitcher), self.board(name)
        self.name_shown = name
        if not board.is_attached:
            # Beside another one it would stand if this were ended half-way.
            board.display = False
            await switcher.mount(board)
        board.review = self.review
        switcher.current = name
        self._say()
        if focus:
            self.screen.set_focus(board)
        self.post_message(BoardShown(name))

    def _say(self) -> None:
        self.query_one("#board-title", Static).update(Content(self.shown.TITLE.upper()))
        self.query_one("#board-question", Static).update(Content(self.shown.QUESTION))
