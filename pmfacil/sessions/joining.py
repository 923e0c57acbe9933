"""A meeting that another terminal holds: joined, cut off, joined again, taken over."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pmfacil.clock import Clock, SystemClock
from pmfacil.review.edit import Edit
from pmfacil.review.edits import AnyEdit
from pmfacil.review.part import new_id
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables
from pmfacil.review.text import EditRefused
from pmfacil.sessions.door import Door, NobodyThere, Silence
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.live import LiveMeeting, rescued
from pmfacil.sessions.lock import user_name
from pmfacil.sessions.order import Asked
from pmfacil.sessions.replica import Replica
from pmfacil.sessions.saver import SaveState
from pmfacil.sessions.session_file import open_session
from pmfacil.sessions.wire import LONGEST, Bye, Frozen, Lead, Present, Saved, Seat, Shown, Start

__all__ = ["JoinedMeeting", "NobodyThere", "seat"]

Deliver = Callable[[Callable[[], None]], None]


class JoinedMeeting(Replica):
    """A meeting as one of the terminals has it that joined it."""

    read_only = False
    holds = False
    """Whether the session is written by this program."""

    def __init__(
        self, path: Path, seat: Seat, clock: Clock | None = None, deliver: Deliver = lambda work: work()
    ) -> None:
        """Join.

        Args:
            path: The session.
            seat: Who joins.
            clock: Of this machine.
            deliver: Has something done where the review may be changed; by default in the thread that hears of it.

        Raises:
            NobodyThere: If nobody holds a meeting on the session.
            SessionError: If it cannot be joined.
        """
        self.path = path
        self.seat = seat
        self.clock = clock or SystemClock()
        self.deliver = deliver
        self.notices: list[str] = []
        self.present = Present()
        self.shown = Shown()
        self.saved = SaveState()
        self.listener: Callable[[SaveState], None] = lambda state: None
        """Told whenever the state of saving changes."""
        self.company: Callable[[], None] = lambda: None
        """Called when somebody came or went, or whoever leads shows something else."""
        self.cut_off_since: datetime | None = None
        self.left = False
        """Whether whoever held the meeting left it on purpose, and nobody holds it now."""
        self._saved_to = 0
        self._placed = 0
        """The position of the last edit that was asked for here."""
        self._log: list[Asked] = []
        """What had its place, as far as it may not be on disk."""
        self._lock = threading.Condition(threading.RLock())
        self._door = Door(path, seat, self._said)
        start = self._door.open()
        try:
            super().__init__(_review(start), start.counts, self._door, seat.terminal)
        except SessionError:
            self._door.close()
            raise
        self.position = self._saved_to = start.position
        self._door.receive(start.position, self._told)

    # what a screen or a command asks for

    def apply(self, edit: Edit) -> str:
        """Change the review, and say what was done."""
        with self._lock:
            return super().apply(edit)

    def undo(self) -> str:
        """Take the latest edit that was made here back, and say which."""
        with self._lock:
            return super().undo()

    def redo(self) -> str:
        """Do the latest undone edit again, and say which."""
        with self._lock:
            return super().redo()

    def take(self, position: int, asked: Asked) -> None:
        """Apply the edit that has the next place in the order."""
        with self._lock:
            if self._door.closed or position <= self.position:
                return
            self._answers()
            self._log.append(asked)
            if asked.terminal == self.terminal:
                self._placed = position
            super().take(position, asked)
            self._lock.notify_all()

    def flush(self, timeout: float = 10.0) -> bool:
        """Whether everything asked for here is on the disk of whoever holds the meeting within so many seconds.

        Never to be called where what is heard is delivered: nothing would be heard meanwhile.
        """
        with self._lock:
            return self._lock.wait_for(lambda: not self.pending and self._saved_to >= self._placed, timeout)

    def close(self, patience: float = 3.0) -> bool:
        """Leave; whether everything asked for here is on disk."""
        saved = self.flush(patience)
        self._door.close()
        return saved

    def rescue(self) -> Path:
        """A copy of the review in the folder for temporary files, for when it cannot be sent any more.

        Raises:
            OSError: If that cannot be written either.
        """
        return rescued(self.path, self.review)

    def withdraw(self) -> bool:
        """Take back what was asked for here and was not sent; whether that was all that waits for its place."""
        with self._lock:
            return super().withdraw()

    def drop(self) -> None:
        """Leave at once; what was not sent is not sent any more."""
        self._door.close()

    def last_seen(self) -> None:
        """Whoever holds the meeting looks after its clock."""

    def beat(self) -> None:
        """Whoever holds the meeting leaves the sign of life."""

    def show(self, shown: Shown) -> None:
        """Let everybody know what is shown to the room, if it is led from here."""
        if self.present.leader == self.seat.terminal:
            self._door.say(shown)

    def lead(self, terminal: str) -> None:
        """Pass the clock and the board on."""
        self._door.say(Lead(terminal=terminal))

    def taken_over(self) -> LiveMeeting:
        """The meeting, held by this terminal from now on, with everything that is known here.

        Raises:
            SessionError: If somebody else holds it, or the session cannot be written.
        """
        live = LiveMeeting(open_session(self.path, write=True), self.clock, self.terminal)
        if live.read_only:
            live.close()
            raise SessionError(live.notices[0])
        with self._lock:
            self._door.close()
            live.catch_up(self, self._log)
        return live

    def _ask(self, edit: AnyEdit | Edit, said: str = "") -> None:
        # Whoever holds the meeting would not read it, however often it is sent.
        if len(edit.model_dump_json().encode()) > LONGEST - 1000:
            raise EditRefused("That is too much to be sent to a meeting at once; nothing was changed.")
        super()._ask(edit, said)
        self._say_saved(replace(self.saved, pending=True))

    # what is heard

    def _told(self, position: int, asked: Asked) -> None:
        self.deliver(lambda: self.take(position, asked))

    def _said(self, message: Frozen | None) -> None:
        # Read in this thread, so that nobody's keys wait for it.
        review = _review(message) if isinstance(message, Start) and message.tables is not None else None
        self.deliver(lambda: self._hear(message, review))

    def _hear(self, message: Frozen | None, review: Review | None) -> None:
        with self._lock:
            if self._door.closed:
                return
            if not isinstance(message, Silence):
                self._answers()
            match message:
                case Start():
                    self._back(message, review)
                case Saved():
                    self._take_saved(message)
                case Present():
                    self.present = message
                    self.company()
                case Shown():
                    self.shown = message
                    self.company()
                case Bye():
                    self.left = self.left or message.left
                    self.notices = [*(why for why in self.notices if why != message.why), message.why]
                case Silence():
                    self._wait()
                case None:
                    self._cut_off()
                case _:
                    pass
            self._lock.notify_all()

    def _wait(self) -> None:
        if not self.silent:
            self.silent = True
            why = "The meeting does not answer at this moment; what is written here is kept and goes in once it does."
            self.company()
            self._say_saved(SaveState(True, self.saved.saved_at, why))

    def _answers(self) -> None:
        if self.silent:
            self.silent = False
            self.company()
            self._say_saved(replace(self.saved, problem=None))

    def _take_saved(self, saved: Saved) -> None:
        self._saved_to = saved.position
        del self._log[: max(0, len(self._log) - (self.position - saved.position))]
        waits = bool(self.pending) or saved.position < self._placed
        # What is not there yet was not saved at that moment.
        at = self.saved.saved_at if waits else saved.saved_at
        self._say_saved(SaveState(saved.pending or waits, at, saved.problem))

    def _cut_off(self) -> None:
        self.cut_off_since = self.cut_off_since or datetime.now(UTC)
        since = f"{self.cut_off_since.astimezone():%H:%M}"
        gone = "Whoever held the meeting left it at" if self.left else "Cut off from the meeting since"
        why = f"{gone} {since}; what is written here is kept and goes in once it is back."
        self.present = Present()
        self.company()
        self._say_saved(SaveState(True, self.saved.saved_at, why))

    def _back(self, start: Start, review: Review | None) -> None:
        self.cut_off_since, self.left = None, False
        if review is not None:
            known, self._log, self._saved_to, self._placed = self._log, [], start.position, 0
            self._door.go_on()
            self.start_over(review, start.counts, start.position, known)

    def _say_saved(self, state: SaveState) -> None:
        self.saved = state
        self.listener(state)


def _review(start: Start) -> Review:
    try:
        return from_tables(start.tables or {})[0]
    except (ValueError, EditRefused) as error:
        raise SessionError("What was sent is no review; nothing was changed.") from error


def seat(view: str, name: str = "") -> Seat:
    """Who joins, as it is said to everybody; without a name the one of the login.

    Raises:
        SessionError: If there is no such view, or the name is too long.
    """
    try:
        return Seat.model_validate({"terminal": new_id(), "name": name or user_name(), "view": view})
    except (ValueError, EditRefused) as error:
        raise SessionError("A name has at most 60 characters.") from error
