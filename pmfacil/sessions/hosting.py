"""A meeting that others can join: whoever holds the session gives the edits of all terminals their order."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from pmfacil import __version__
from pmfacil.review.part import new_id
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.meeting_point import meeting_point
from pmfacil.sessions.order import Asked, OutOfOrder
from pmfacil.sessions.wire import (
    LONGEST,
    Bye,
    Frozen,
    Hello,
    Lead,
    NotUnderstood,
    Ordered,
    Present,
    Saved,
    Seat,
    Shown,
    Start,
    View,
    from_terminal,
    line,
)

_MOST = 32
"""Terminals in one meeting."""
_BEHIND = 200
"""Edits after which the whole session is sent rather than each of them."""
_UNREAD = 32 << 20
"""Bytes that wait for a terminal which does not read them."""
_PATIENCE = 5.0
"""Seconds in which a terminal has to say who it is."""
_BURST, _RATE = 2_000, 200
"""Messages that may come at once, and how many more each second."""


_LEADING: tuple[View, ...] = ("meeting", "desk", "notes")
"""Who can lead, first those who should if whoever led is gone."""
_BEAT = 2.0
"""Seconds between two signs of life: who says nothing is not there."""
_LEFT = "Whoever held this meeting has left it; everything is kept here, and this terminal can take the meeting over."


class Host:
    """Lets other terminals of this person's machine join a meeting."""

    def __init__(self, meeting: LiveMeeting, name: str, view: View = "meeting", away: str = "") -> None:
        """Begin alone; `away` is the terminal that led and was cut off: it leads again once it is back."""
        self.meeting = meeting
        self.seat = Seat(terminal=meeting.terminal, name=name, view=view)
        self.epoch = new_id()
        self.present = Present(seats=(self.seat,), leader=self.seat.terminal)
        self.shown = Shown()
        self._away = away
        self.listener: Callable[[], None] = lambda: None
        """Called when somebody came or went, or whoever leads shows something else."""
        self._path: Path | None = None
        self._made = 0
        """The number of the socket's file."""
        self._server: asyncio.Server | None = None
        self._beating: asyncio.Future[None] | None = None
        self._terminals: dict[str, _Terminal] = {}
        self._stop = meeting.order.receive(0, self._ordered)

    async def open(self) -> None:
        """Let others in from now on.

        Raises:
            OSError: If there is no place at which they could meet.
        """
        if self.meeting.read_only:
            raise PermissionError(errno.EACCES, "it is open to read only", str(self.meeting.path))
        path = meeting_point(self.meeting.path)
        # Whoever left it is gone: the right to write the session is held here.
        path.unlink(missing_ok=True)
        door = socket.socket(socket.AF_UNIX)
        try:
            door.bind(str(path))
            # Nobody can have come in: it does not listen yet, and its folder is for nobody else.
            path.chmod(0o600)
            self._path, self._made = path, path.stat().st_ino
        except BaseException:
            door.close()
            raise
        self._server = await asyncio.start_unix_server(self._serve, sock=door, limit=LONGEST)
        self._beating = asyncio.ensure_future(self._beat())

    def close(self) -> None:
        """Send everybody away, and let nobody in any more."""
        self._stop()
        if self._beating:
            self._beating.cancel()
        for terminal in list(self._terminals.values()):
            terminal.end(_LEFT)
        if self._server:
            self._server.close()
        if self._path:
            with contextlib.suppress(OSError):
                # Somebody else's by now, if this program was thought dead.
                if self._path.stat().st_ino == self._made:
                    self._path.unlink()
        self._server = self._path = None

    def show(self, shown: Shown) -> None:
        """Let everybody know what is shown to the room, if it is led from here."""
        if self.present.leader == self.seat.terminal:
            self._show(shown)

    def lead(self, terminal: str) -> None:
        """Pass the clock and the board on to a terminal that is there."""
        if any(seat.terminal == terminal for seat in self.present.seats):
            self._away = ""
            self._say_present(self.present.model_copy(update={"leader": terminal}))

    def tell_saved(self) -> None:
        """Let everybody know how much is on disk."""
        self._send(self._saved())

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            self.tell_saved()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        terminal = _Terminal(reader, writer)
        try:
            hello = await asyncio.wait_for(terminal.read(), _PATIENCE)
            await self._share()
            self._welcome(terminal, hello)
            while not writer.is_closing():
                self._hear(terminal, await terminal.read())
                # What others do is no reason to keep this meeting's own keys waiting.
                await asyncio.sleep(0)
        except _Ended as ended:
            terminal.end(str(ended))
        except TimeoutError:
            terminal.end("Nothing was said for too long.")
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            terminal.end("")
        finally:
            self._left(terminal)

    async def _share(self) -> None:
        if not self.meeting.shared:
            self.meeting.share()
            # What is being written at this moment does not tell yet whose edits are in it.
            await asyncio.to_thread(self.meeting.flush, 1.0)

    def _welcome(self, terminal: "_Terminal", hello: Frozen) -> None:
        if not isinstance(hello, Hello):
            raise _Ended("A terminal has to say who it is before anything else.")
        if self._server is None:
            raise _Ended(_LEFT)
        if hello.version != __version__:
            raise _Ended(f"This meeting is held by pmfacil {__version__}; join it with the same version.")
        if len(self._terminals) >= _MOST:
            raise _Ended(f"There are {_MOST} terminals in this meeting already.")
        if hello.seat.terminal == self.seat.terminal:
            raise _Ended("That is the terminal that holds this meeting.")
        if old := self._terminals.pop(hello.seat.terminal, None):
            old.end("This terminal has joined once more.")
        position, tables, counts = self.meeting.on_disk
        same = hello.meeting == self.epoch and 0 <= len(self.meeting.order.log) - hello.position <= _BEHIND
        if same:
            position, tables, counts = hello.position, None, self.meeting.order.counts
        terminal.seat = hello.seat
        self.meeting.shared = True
        start = line(Start(meeting=self.epoch, position=position, tables=tables, counts=counts))
        terminal.unread += len(start)
        terminal.write(start)
        for place, asked in enumerate(self.meeting.order.log[position:], position + 1):
            terminal.send(Ordered(position=place, asked=asked))
        terminal.send(self._saved())
        terminal.send(self.shown)
        self._terminals[hello.seat.terminal] = terminal
        self._say_seats()

    def _hear(self, terminal: "_Terminal", message: Frozen) -> None:
        match message:
            case Asked():
                try:
                    self.meeting.order.publish(message)
                except OutOfOrder as error:
                    raise _Ended(f"Something is missing: {error}.") from error
            case Shown() if terminal.seat and terminal.seat.terminal == self.present.leader:
                self._show(message)
            case Lead() if terminal.seat and terminal.seat.terminal == self.present.leader:
                self.lead(message.terminal)
            case Shown() | Lead():
                pass
            case _:
                raise _Ended("That is not something that is said in a meeting.")

    def _left(self, terminal: "_Terminal") -> None:
        terminal.writer.close()
        if terminal.seat and self._terminals.get(terminal.seat.terminal) is terminal:
            del self._terminals[terminal.seat.terminal]
            self._say_seats()

    def _ordered(self, position: int, asked: Asked) -> None:
        self._send(Ordered(position=position, asked=asked))

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self._send(shown)
        self.listener()

    def _say_present(self, present: Present) -> None:
        self.present = present
        self._send(present)
        self.listener()

    def _say_seats(self) -> None:
        seats = (self.seat, *(one.seat for one in self._terminals.values() if one.seat))
        # Who only shows the room has no keys to lead with; who writes down looks at a board of their own.
        able = [seat.terminal for view in _LEADING for seat in seats if seat.view == view] or [self.seat.terminal]
        led = self.present.leader
        leader = next(terminal for terminal in (self._away, led, *able) if terminal in able)
        self._away = "" if leader == self._away else led if led not in able else self._away
        self._say_present(Present(seats=seats, leader=leader))

    def _saved(self) -> Saved:
        state = self.meeting.saved
        return Saved(
            position=self.meeting.on_disk[0],
            pending=state.pending,
            saved_at=state.saved_at,
            problem=state.problem,
        )

    def _send(self, message: Frozen) -> None:
        if self._terminals:
            words = line(message)
            for terminal in list(self._terminals.values()):
                terminal.write(words)


class _Terminal:
    """The far end of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.seat: Seat | None = None
        self.unread = _UNREAD
        self._allowed = float(_BURST)
        self._heard = monotonic()

    async def read(self) -> Frozen:
        """The next message.

        Raises:
            _Ended: If it is none, or too many come.
        """
        try:
            words = await self.reader.readuntil(b"\n")
        except asyncio.LimitOverrunError as error:
            raise _Ended("That is more than anybody writes at once.") from error
        now = monotonic()
        self._allowed = min(_BURST, self._allowed + (now - self._heard) * _RATE) - 1
        self._heard = now
        if self._allowed < 0:
            raise _Ended("That is more than anybody writes in a second; join again, and it goes on from there.")
        try:
            return from_terminal(words)
        except NotUnderstood as error:
            raise _Ended(f"That is not something that pmfacil {__version__} understands.") from error

    def send(self, message: Frozen) -> None:
        """Send a message."""
        self.write(line(message))

    def write(self, words: bytes) -> None:
        """Send a line, unless the far end does not read."""
        if self.writer.is_closing():
            return
        if self.writer.transport.get_write_buffer_size() > self.unread:
            # No last word: it would only wait behind the others.
            self.writer.transport.abort()
        else:
            self.writer.write(words)

    def end(self, why: str) -> None:
        """Say why, if anybody listens, and hang up."""
        if why:
            self.send(Bye(why=why, left=why == _LEFT))
        self.writer.close()


class _Ended(Exception):
    """A connection that is over; `str()` is why, a sentence."""
