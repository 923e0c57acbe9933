"""The meeting: header, agenda, board, side panel, capture bar."""

import contextlib
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Input

from pmfacil.dialogs.dialog import answer
from pmfacil.messages import EditRequested, Said
from pmfacil.review.agenda import Board
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, short
from pmfacil.screens.desk import Desk
from pmfacil.screens.document import DocumentActions
from pmfacil.screens.leaving import Leaving
from pmfacil.screens.pacing import Pacing
from pmfacil.screens.timelines import Importing
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.saver import SaveState
from pmfacil.typeahead import asks
from pmfacil.widgets.agenda import Agenda, BoardAsked
from pmfacil.widgets.boards import KEYS, PLACES
from pmfacil.widgets.capture_bar import CaptureBar, Captured, CaptureLine
from pmfacil.widgets.header import MeetingHeader
from pmfacil.widgets.key_line import KeyLine
from pmfacil.widgets.side import SidePanel
from pmfacil.widgets.stage import Stage
from pmfacil.widgets.walked import BoardEnd

if TYPE_CHECKING:
    from pmfacil.capture.reading import Place
    from pmfacil.sessions.joining import JoinedMeeting


_IN_THE_ROOM = ("leave", "nearest", "take_over", "lead")
"""What works where only the room is shown."""


_OF_THE_LEAD = ("meeting.next", "meeting.more", "meeting.zoom")
"""Keys that show only to whoever leads."""


class MeetingScreen(Pacing, Desk, Leaving, DocumentActions, Importing):
    """Runs one review: shows it, and has every edit applied and kept."""

    CSS_PATH = "meeting.tcss"
    AUTO_FOCUS = ".-meeting .board, .-notes CaptureLine, .-desk DeskPanel, .-room Stage"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"board('{name}')", PLACES[name].title, id=f"go.{name}", show=False, tooltip="Show this board")
            for key, name in KEYS.items()
        ),
        Binding("colon", "capture", "Capture", id="meeting.capture", key_display=":", tooltip="Write something down"),
        Binding("right_square_bracket", "step(1)", "Next item", id="meeting.next", key_display="]", tooltip="Go on"),
        Binding("question_mark", "help", "Help", id="meeting.help", key_display="?", tooltip="What works here"),
        Binding("u", "undo", "Undo", id="meeting.undo", tooltip="Take the latest edit back"),
        Binding("plus", "minutes(1)", "Minute", id="meeting.more", key_display="+", tooltip="One more for this item"),
        Binding("r", "phrase", "Phrase", id="meeting.phrase", tooltip="Something to say that leads back to the system"),
        Binding("h", "coach", "Coach", id="meeting.coach", show=False, tooltip="What the one who leads could do next"),
        Binding("z", "zoom", "Zoom", id="meeting.zoom", tooltip="Nothing but the board and the clock"),
        Binding(
            "left_square_bracket",
            "step(-1)",
            "Back",
            id="meeting.back",
            key_display="[",
            show=False,
            tooltip="To the item before",
        ),
        Binding("space", "run", "Start, pause", id="meeting.run", show=False, tooltip="Let the clock run, or not"),
        Binding("minus", "minutes(-1)", "Less", id="meeting.less", key_display="-", show=False, tooltip="A minute off"),
        Binding(
            "equals_sign",
            "replan",
            "Re-plan",
            id="meeting.replan",
            key_display="=",
            show=False,
            tooltip="Make what is left fit",
        ),
        Binding("ctrl+r", "redo", "Redo", id="meeting.redo", show=False, tooltip="Do it again after all"),
        Binding("ctrl+s", "document", "Document", id="meeting.document", show=False, tooltip="Write it and show it"),
        Binding(
            "ctrl+o",
            "import_timeline",
            "Import a timeline",
            id="meeting.import",
            show=False,
            tooltip="Events from another tool, or from a text, with a preview",
        ),
        Binding(
            "ctrl+l",
            "lead",
            "Pass the lead",
            id="meeting.lead",
            show=False,
            tooltip="To somebody who joined, or back here",
        ),
        Binding(
            "ctrl+t",
            "take_over",
            "Take over",
            id="meeting.take-over",
            show=False,
            tooltip="Hold the meeting, once the terminal that held it is gone",
        ),
        Binding("y", "copy", "Copy", id="meeting.copy", show=False, tooltip="Copy the row in hand"),
        Binding("escape", "nearest", "Close", id="meeting.close", show=False, tooltip="Close the nearest thing"),
        Binding("q", "leave", "Leave", id="meeting.leave", show=False, tooltip="Leave; everything is saved"),
    ]
    review: var[Review] = var(Review.blank, init=False)
    saved: var[SaveState] = var(SaveState(), init=False)

    def __init__(
        self, meeting: "LiveMeeting | JoinedMeeting", policies: Policies | None = None, *, joinable: bool = False
    ) -> None:
        super().__init__()
        self.meeting = meeting
        self.joinable = joinable
        if not isinstance(meeting, LiveMeeting):
            self.view = meeting.seat.view
        self.add_class(f"-{self.view}")
        self.policies = policies or Policies()
        self.clock = meeting.clock
        self._zoomed = False
        self.set_reactive(MeetingScreen.review, meeting.review)

    def compose(self) -> ComposeResult:
        """The frame, and the board of the present item."""
        self._take_breakpoints()
        review, now = self.review, self.clock.now()
        yield MeetingHeader(review, now, self.meeting.read_only).data_bind(MeetingScreen.review, MeetingScreen.saved)
        yield from self.desk_ways()
        with Horizontal(id="middle"):
            yield Agenda(review, now).data_bind(MeetingScreen.review)
            yield from self.pace_panel()
            stage = Stage(review, self.clock, self._present_board()).data_bind(MeetingScreen.review)
            stage.can_focus = self.view == "room"
            yield stage
            yield from self.desk_panel()
            yield SidePanel(review, self.clock, self.policies).data_bind(MeetingScreen.review)
        yield CaptureBar(review, self._place).data_bind(MeetingScreen.review)
        yield KeyLine()

    def watch_review(self) -> None:
        """Let the coach look at it."""
        self.brief()
        self.think()

    def on_mount(self) -> None:
        """Begin to listen to the clock and to the saving."""
        self.take_saved()
        self.meet()
        self.begin_ticking()
        self.call_after_refresh(self.read_packs)
        if self.meeting.read_only and not self.meeting.notices:
            self.notify("This review is open to read only.", markup=False)
        self._show_notices()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key works now: while something is typed, none of the clock's does."""
        if self.view == "room":
            return action in _IN_THE_ROOM
        return not (action == "minutes" and isinstance(self.focused, Input))

    def suits(self, key: Binding) -> bool | None:
        """Whether a key comes first now: where only the room is shown, the one that leads out; not what others lead."""
        if self.view == "room":
            return key.id == "meeting.leave"
        return False if key.id in _OF_THE_LEAD and not self.leads else None

    # edits

    def on_edit_requested(self, event: EditRequested) -> None:
        """Apply what a board asks for."""
        self.ask(event.edit)

    def on_captured(self, event: Captured) -> None:
        """Apply what a line became, and take a new why in hand."""
        done = self.ask(event.edit)
        if done:
            self.remember_line(event.line)
        if done and event.unknown:
            kept = ", ".join(short(token, 40) for token in event.unknown)
            self.query_one(CaptureBar).say(
                f"✓ kept, with {kept} as text: u takes it back, up brings the line again", True
            )
        if done and event.part:
            for board in {self.stage.shown, self.stage.board(Board.WHYS)}:
                board.select(event.part)

    def ask(self, edit: Any) -> bool:
        """Have an edit applied, and say what it did, or why it did not fit."""
        if self.view == "room":
            self.notify("This terminal shows the room; write in another one.", markup=False)
            return False
        try:
            done = self.meeting.apply(edit)
        except EditRefused as refused:
            self.notify(str(refused), severity="warning", markup=False)
            return False
        self._become(f"✓ {done}")
        self.watch_for_clash(edit)
        return True

    def action_undo(self) -> None:
        """Take the latest edit back, and say which."""
        self._again(self.meeting.undo)

    def action_redo(self) -> None:
        """Do the latest undone edit again, and say which."""
        self._again(self.meeting.redo)

    def on_said(self, event: Said) -> None:
        """Show a sentence."""
        if event.problem and self.has_class("-zoom"):
            self.notify(event.text, severity="warning", markup=False)
        self.query_one(CaptureBar).say(event.text, event.problem)

    def _again(self, how: Any) -> None:
        try:
            said = how()
        except EditRefused as refused:
            self.notify(str(refused), severity="warning", markup=False)
            return
        self._become(said)

    def take_review(self) -> None:
        """Show the review as it is now."""
        self.review = self.meeting.review

    def _become(self, said: str) -> None:
        self.take_review()
        self.query_one(CaptureBar).say(said)

    def take_saved(self) -> None:
        """Show how much is on disk, from now on."""
        self.meeting.listener = self._saving
        self.saved = self.meeting.saved

    def _saving(self, state: SaveState) -> None:
        self.call_later(self._show_saved, state)

    def _show_saved(self, state: SaveState) -> None:
        self.saved = state
        self.say_away()
        self.tell_saved()
        self._show_notices()

    def _show_notices(self) -> None:
        while self.meeting.notices:
            self.notify(self.meeting.notices.pop(0), severity="warning", markup=False, timeout=15)

    # boards

    async def action_board(self, name: str) -> None:
        """Show a board; the clock stays with its item."""
        self.show_place("board")
        await self.stage.show(Board(name))

    async def on_board_asked(self, event: BoardAsked) -> None:
        """Show a board, and take a part on it in hand."""
        self.show_place("board")
        await self.stage.show(event.board)
        if event.part:
            self.stage.shown.select(event.part)

    @work(thread=True)
    def on_earlier_asked(self) -> None:
        """Look up what earlier reviews left open, and which were like this one, without keeping anybody waiting."""
        from pmfacil.packs import read_squares
        from pmfacil.sessions.earlier import earlier_actions
        from pmfacil.sessions.patterns import seen_in

        folder, board = self.meeting.path.parent, self.stage.board(Board.OPEN)
        with contextlib.suppress(SessionError):
            found = earlier_actions(folder, self.review)
            self.app.call_from_thread(setattr, board, "earlier", tuple(found))
            seen = seen_in(folder, self.review, read_squares())
            self.app.call_from_thread(setattr, board, "seen", tuple(seen))

    async def on_board_end(self, event: BoardEnd) -> None:
        """In the zoom, a presenter's clicker goes on to the next item once the board's end is reached."""
        if self.has_class("-zoom"):
            await self.action_step(event.way)

    async def show_other_half(self, step: int) -> bool:
        """Whether the present item has a second board on this side, which shows now: fishbone, then layers."""
        halves = (Board.FISHBONE, Board.LAYERS)
        here, there = halves if step > 0 else halves[::-1]
        if self._present_board() != Board.FISHBONE or self.stage.name_shown != here:
            return False
        await self._go_on_to(there)
        return True

    async def show_present(self) -> None:
        """Show the board of the present item."""
        await self._go_on_to(self._present_board())

    async def _go_on_to(self, board: Board) -> None:
        # At the desk the board may be behind what is in hand there: keys must not act on what nobody sees.
        await self.stage.show(board, focus=not self.at_desk or self.focused in (None, *self.stage.boards))

    def _present_board(self) -> Board:
        items = [item for item in self.review.agenda if item.id == self.review.run.item]
        return items[0].board if items else Board.OPEN

    # the bar

    def action_capture(self) -> None:
        """Go to the bar."""
        if not self.at_desk:
            self.remove_class("-zoom")
        self.set_focus(self.query_one(CaptureLine))

    def on_capture_line_left(self) -> None:
        """Go back to the board."""
        self.set_focus(self.home)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Go to a widget; in the room's view no board gets the keys."""
        super().set_focus(self.stage if self.view == "room" else widget, scroll_visible, from_app_focus)

    def show_now(self) -> None:
        """Show the present moment."""
        super().show_now()
        self.show_at_desk(self.clock.now())
        # The row in hand, too.
        self.show_to_others()

    def _place(self) -> "Place":
        from pmfacil.capture.reading import Place

        why = self.stage.board(Board.WHYS).selected
        today = self.clock.now().astimezone(self.review.incident.zone()).date()
        return Place(today=today, why=why.id if why else None, item=self.review.run.item)

    # the frame

    def hold(self, live: LiveMeeting) -> None:
        """Go on with the meeting as the one who holds it."""
        self.meeting = live
        vars(self.app)["meeting"] = live
        self.joinable = True
        self.take_saved()
        self.meet()
        self.take_review()
        self.refresh_bindings()

    def on_unmount(self) -> None:
        """Send the others away."""
        self.part()

    def _take_breakpoints(self) -> None:
        # The classes for this size, before the widgets come: else each of them would be styled and laid out twice.
        both = (self.app.HORIZONTAL_BREAKPOINTS, self.app.VERTICAL_BREAKPOINTS)
        for size, points in zip(self.app.size, both, strict=True):
            self.add_class(max(point for point in points or () if point[0] <= size)[1], update=False)

    def action_zoom(self) -> None:
        """Show nothing but the board and the clock, or everything again; at the desk it is the room that does."""
        if self.at_desk and not self.may_lead():
            return
        self.toggle_class("-zoom")
        self.show_to_others()
        if self.has_class("-zoom") and not self._zoomed:
            self._zoomed = True
            there = "The room sees the board alone now; z ends that."
            self.notify(there if self.at_desk else "esc brings everything else back.", markup=False, timeout=3)

    def action_nearest(self) -> None:
        """Close the nearest thing: the zoom, else the coach's panel; and give the board the focus back."""
        if not self.leave_place():
            self.remove_class("-zoom" if self.has_class("-zoom") else "-coach")
            self.on_capture_line_left()

    @asks
    async def action_help(self) -> None:
        """Show what works here."""
        from pmfacil.dialogs.help import Help

        await answer(self, Help(self.stage.shown.HELP or "", list(self.active_bindings.values())))
