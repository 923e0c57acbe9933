"""The way into a meeting that another terminal holds: a transport over a socket, made again whenever it breaks."""

import contextlib
import select
import socket
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from pmfacil import __version__
from pmfacil.review.text import short
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.meeting_point import meeting_point
from pmfacil.sessions.order import Asked, Told, is_new
from pmfacil.sessions.wire import Bye, Frozen, Hello, NotUnderstood, Ordered, Seat, Start, from_holder, line

_LARGEST = 256 << 20
"""Bytes of one line from whoever holds the meeting: a whole session, at most."""
_SLOW = 1.5
"""Seconds without a word while an edit waits for its place, after which that is said."""
_PATIENCE = 5.0
"""Seconds in which whoever holds the meeting has to answer."""
_QUIET = 5.0
"""Seconds without a word while nothing waits: there is a sign of life every two."""
_LOOK = 0.5
"""Seconds after which it is looked at how long nothing was heard."""
_AGAIN = 0.5
"""Seconds between two attempts to come back."""


class NobodyThere(SessionError):
    """There is no meeting to be joined."""


class Silence(Frozen):
    """Whoever holds the meeting has not said a word for a while."""


class Door:
    """A connection to whoever holds a meeting; what comes is told in a thread of its own."""

    def __init__(self, path: Path, seat: Seat, said: Callable[[Frozen | None], None]) -> None:
        """Stand before it.

        Args:
            path: The session.
            seat: Who comes.
            said: Takes what is no edit; after a break, which is `None`, where the meeting stands. If that is another
                state, nothing is published before `go_on`.
        """
        self.epoch = ""
        """In which meeting this is: another one each time somebody takes the session in hand."""
        self.position = 0
        """Up to where its order was told."""
        self.closed = False
        self._path = path
        self._seat = seat
        self._said = said
        self._told: Told = lambda position, asked: None
        self._counts: dict[str, int] = {}
        """How many edits of each terminal were given a place, or are on their way to one."""
        self._unplaced: list[Asked] = []
        self._outbox = deque[Frozen]()
        self._going_on = False
        self._sent: dict[str, int] = {}
        """The last edit of each terminal that may have arrived from here."""
        self._changed = threading.Condition()
        self._end: socket.socket | None = None
        self._socket: socket.socket | None = None
        """The same, as long as something can be sent."""
        self._heard = bytearray()

    def open(self) -> Start:
        """Go in, and give back where the meeting stands; from `receive` on, everything else is told.

        Raises:
            NobodyThere: If nobody holds it.
            SessionError: If whoever holds it does not let anybody in; the sentence says why.
        """
        end, start = self._knock()
        with self._changed:
            if self.closed:
                end.close()
                raise NobodyThere("This terminal has left the meeting.")
            self._outbox.clear()
            if start.tables is None:
                counts = start.counts
                self._unplaced = [one for one in self._unplaced if one.count > counts.get(one.terminal, 0)]
                self._outbox.extend(self._unplaced)
            else:
                self._unplaced, self._counts, self._going_on = [], dict(start.counts), False
            self.epoch, self.position, self._socket = start.meeting, start.position, end
            self._end = end
            self._changed.notify_all()
        return start

    def go_on(self) -> None:
        """Let what is published out from now on."""
        with self._changed:
            self._going_on = True

    def receive(self, position: int, told: Told) -> Callable[[], None]:
        """Have all edits after the position at which `open` found the meeting told; what is given back leaves it."""
        self.position, self._told = position, told
        self.go_on()
        threading.Thread(target=self._listen, name="meeting", daemon=True).start()
        threading.Thread(target=self._write, name="to meeting", daemon=True).start()
        return self.close

    def publish(self, asked: Asked) -> None:
        """Send an edit, and once more after each break until it has its place."""
        with self._changed:
            if self._going_on and is_new(self._counts, asked):
                self._counts[asked.terminal] = asked.count
                self._unplaced.append(asked)
                self._send(asked)

    def withdraw(self, asked: Asked) -> bool:
        """Whether the latest edit of this terminal was not sent, and never will be."""
        with self._changed:
            if asked.count <= self._sent.get(asked.terminal, 0):
                return False
            if self._unplaced and self._unplaced[-1] is asked:
                self._unplaced.pop()
                self._counts[asked.terminal] -= 1
            if self._outbox and self._outbox[-1] is asked:
                self._outbox.pop()
            return True

    def say(self, message: Frozen) -> None:
        """Send what is no edit, unless the connection is gone."""
        with self._changed:
            self._send(message)

    def close(self) -> None:
        """Leave."""
        with self._changed:
            self.closed = True
            self._hang_up()
            self._changed.notify_all()

    def _send(self, message: Frozen) -> None:
        if self._socket:
            self._outbox.append(message)
            self._changed.notify_all()

    def _knock(self) -> tuple[socket.socket, Start]:
        try:
            path = meeting_point(self._path)
        except OSError as error:
            raise SessionError(f"No meeting can be joined: {short(str(error), 200)}.") from error
        end = socket.socket(socket.AF_UNIX)
        end.settimeout(_PATIENCE)
        try:
            end.connect(str(path))
            end.sendall(line(Hello(seat=self._seat, meeting=self.epoch, position=self.position)))
            self._heard = bytearray()
            answer = self._read(end, hurry=True)
        except NotUnderstood:
            answer = None
        except TimeoutError as error:
            end.close()
            raise SessionError("Whoever holds this meeting does not answer; try again in a moment.") from error
        except OSError as error:
            end.close()
            raise NobodyThere("Nobody holds a meeting on this session that could be joined.") from error
        if not isinstance(answer, Start) or answer.version != __version__:
            end.close()
            why = answer.why if isinstance(answer, Bye) else "It is held by another version of pmfacil."
            raise SessionError(f"This meeting cannot be joined: {short(why, 200)}")
        return end, answer

    def _listen(self) -> None:
        refused = ""
        while not self.closed:
            if end := self._end:
                with contextlib.suppress(OSError, NotUnderstood):
                    while not self.closed:
                        self._hear(self._read(end))
                with self._changed:
                    self._hang_up()
                end.close()
                self._end = None
                if not self.closed:
                    self._said(None)
            with self._changed:
                self._changed.wait_for(lambda: self.closed, _AGAIN)
            try:
                if not self.closed:
                    self._said(self.open())
            except NobodyThere:
                refused = ""
            except SessionError as error:
                with self._changed:
                    if self._socket:
                        # What was sent makes no sense: ask for all of it.
                        self._hang_up()
                        self.epoch = ""
                # The same reason each time is said once.
                if refused != str(error):
                    refused = str(error)
                    self._said(Bye(why=refused))

    def _hear(self, message: Frozen) -> None:
        if not isinstance(message, Ordered):
            self._said(message)
        elif message.position > self.position + 1:
            raise ConnectionResetError
        elif message.position > self.position:
            self.position, asked = message.position, message.asked
            with self._changed:
                self._counts[asked.terminal] = max(asked.count, self._counts.get(asked.terminal, 0))
                self._unplaced = [one for one in self._unplaced if not one.same(asked)]
            self._told(message.position, asked)

    def _write(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self.closed or (self._outbox and self._socket))
                if self.closed:
                    return
                end, message = self._socket, self._outbox.popleft()
                if isinstance(message, Asked):
                    self._sent[message.terminal] = max(message.count, self._sent.get(message.terminal, 0))
            try:
                assert end
                end.sendall(line(message))
            except OSError:
                with self._changed:
                    if self._socket is end:
                        self._hang_up()

    def _read(self, end: socket.socket, *, hurry: bool = False) -> Frozen:
        """The next message; whoever leaves an edit without a place, and says nothing at all, is gone."""
        looked, looks, waiting = 0, 0, self._waiting()
        while (stop := self._heard.find(b"\n", looked)) < 0:
            looked = len(self._heard)
            if looked > _LARGEST:
                raise NotUnderstood
            if select.select([end], [], [], _LOOK)[0]:
                if not (words := end.recv(1 << 18)):
                    raise ConnectionResetError
                self._heard += words
                looks = 0
                continue
            # Counted, not measured: whoever was stopped itself hears first what came meanwhile.
            before, waiting = waiting, self._waiting()
            looks = looks + 1 if hurry or not waiting or waiting is before else 0
            slow, patience = (_SLOW, _PATIENCE) if hurry or waiting else (_QUIET, 2 * _QUIET)
            if looks * _LOOK >= patience:
                raise TimeoutError
            if looks * _LOOK >= slow and not hurry:
                self._said(Silence())
        words = bytes(self._heard[:stop])
        del self._heard[: stop + 1]
        return from_holder(words)

    def _waiting(self) -> Asked | None:
        """The first edit that has no place yet."""
        with self._changed:
            return self._unplaced[0] if self._unplaced else None

    def _hang_up(self) -> None:
        # Only whoever listens closes it: another thread may be at it.
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket = None
