"""One terminal of a meeting without a screen: it edits by chance, and does what it is told.

Run as `python -m tests.torture.company hold|join SESSION NAME SAID`; it is told by lines, and what it says is in the
file SAID: "accepted WORD" for each of its notes that has its place, and an answer to each question.
"""

import asyncio
import contextlib
import hashlib
import random
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from pmfacil.review.edit import Add, Change, Edit, Remove
from pmfacil.review.notes import Note
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.sessions.hosting import Host
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.saver import SaveState


class Terminal:
    """Somebody in a meeting."""

    def __init__(self, path: Path, name: str, said: TextIO) -> None:
        self.path, self.name, self.said = path, name, said
        self.chance = random.Random()
        self.meeting: LiveMeeting | JoinedMeeting | None = None
        self.host: Host | None = None
        self.busy = True
        self.written: list[tuple[int, str]] = []
        """What was not reported yet: the number of the edit, the word."""
        self.number = 0

    async def run(self, role: str) -> None:
        """Be there until the end of the input."""
        loop = asyncio.get_running_loop()
        lines = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        if role == "hold":
            await self._hold(LiveMeeting.open(self.path))
        else:

            def deliver(work: Callable[[], None]) -> None:
                loop.call_soon_threadsafe(work)

            self.meeting = JoinedMeeting(self.path, seat("notes", self.name), deliver=deliver)
        self._say("here")
        editing = asyncio.ensure_future(self._edit())
        while line := await lines.readline():
            await self._obey(*line.decode().split())
        editing.cancel()
        await self._leave()

    async def _hold(self, live: LiveMeeting) -> None:
        loop = asyncio.get_running_loop()
        self.meeting, self.host = live, (host := Host(live, self.name))

        def saved(state: SaveState) -> None:
            loop.call_soon_threadsafe(host.tell_saved)

        live.listener = saved
        await host.open()

    async def _obey(self, order: str, number: str) -> None:
        meeting = self.meeting
        assert meeting
        if order == "cut" and isinstance(meeting, JoinedMeeting) and meeting._door._end:
            with contextlib.suppress(OSError):
                meeting._door._end.shutdown(socket.SHUT_RDWR)
        elif order == "take":
            assert isinstance(meeting, JoinedMeeting)
            await self._hold(meeting.taken_over())
            self._say(f"took {number}")
        elif order == "calm":
            self.busy = False
            while meeting.pending or (isinstance(meeting, JoinedMeeting) and meeting.cut_off_since):
                await asyncio.sleep(0.005)
            self._report()
            self._say(f"calm {number}")
        elif order == "tell":
            self._say(f"{meeting.position} {whole(meeting.review)} told {number}")
        elif order == "go":
            self.busy = True

    async def _edit(self) -> None:
        while True:
            await asyncio.sleep(self.chance.expovariate(200))
            if self.busy and self.meeting:
                with contextlib.suppress(EditRefused):
                    self._one(self.meeting)
            self._report()

    def _one(self, meeting: LiveMeeting | JoinedMeeting) -> None:
        loose = [note for note in meeting.review.notes if note.text.startswith("loose")]
        if loose and self.chance.random() < 0.3:
            part = self.chance.choice(loose)
            edit: Edit = Remove(id=part.id)
            if self.chance.random() < 0.6:
                edit = Change(id=part.id, changes={"text": f"{part.text}+"})
            meeting.apply(edit)
            return
        self.number += 1
        if self.chance.random() < 0.2:
            meeting.apply(Add(part=Note(text=f"loose-{self.name}-{self.number}")))
            if self.chance.random() < 0.5:
                meeting.undo()
        else:
            meeting.apply(Add(part=Note(text=f"{self.name}-{self.number}")))
            self.written.append((meeting.asked, f"{self.name}-{self.number}"))

    def _report(self) -> None:
        waiting = {one.asked.count for one in self.meeting.pending} if self.meeting else set[int]()
        for one in [one for one in self.written if one[0] not in waiting]:
            self.written.remove(one)
            self._say(f"accepted {one[1]}")

    def _say(self, words: str) -> None:
        self.said.write(f"{words}\n")
        self.said.flush()

    async def _leave(self) -> None:
        meeting = self.meeting
        assert meeting
        if self.host:
            self.host.close()
        assert await asyncio.to_thread(meeting.close, 20)
        self._say("left")


def whole(review: Review) -> str:
    """What tells one review from every other; a set has no order."""
    return hashlib.sha256(review.model_dump_json(exclude={"used"}).encode()).hexdigest()


if __name__ == "__main__":
    with Path(sys.argv[4]).open("a") as said:
        asyncio.run(Terminal(Path(sys.argv[2]), sys.argv[3], said).run(sys.argv[1]))
