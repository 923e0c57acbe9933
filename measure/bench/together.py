"""How soon an edit made in one terminal is painted in the others, and how soon one is in a meeting."""

import asyncio
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from measure.bench.goals import JOINED, PAINTED
from measure.bench.programs import HEADER, Made, environment, make, meeting
from measure.bench.table import Row, ms, pair
from measure.bench.watched import Watched
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add, Change
from pmfacil.review.incident import Incident
from pmfacil.review.notes import Note
from pmfacil.sessions.hosting import Host
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.terminal import PROGRAM

EDITS = 10
MANY_EDITS = 10_000
ADDED = 10
"""Of so many edits one adds a note; the others change some."""


def rows(folder: Path) -> Iterator[Row]:
    """Lines of the capture bar, from enter in one terminal to the frame of another; and joining late."""
    os.environ["PMFACIL_RUNTIME"] = str(folder / "run")
    for joined, to_here in ((1, True), (1, False), (5, True), (5, False)):
        made = _new(folder / f"{joined}{to_here}")
        with ExitStack() as stack:
            here = stack.enter_context(meeting(made))
            here.calm()
            others = [stack.enter_context(_joined(made)) for _ in range(joined)]
            for one in (here, *others):
                one.calm()
            source, target = (others[0], here) if to_here else (here, others[-1])
            source.send(":")
            times = [_painted(source, target, f"word{place}") for place in range(EDITS)]
        name = f"edit {'to' if to_here else 'from'} the shared screen, {joined} joined"
        yield Row(name, pair(times), statistics.median(times), PAINTED, unit="ms")
    took = asyncio.run(_join_late(make(folder, 1)))
    yield Row(f"joining after {MANY_EDITS:,} edits", ms(took), took, JOINED, unit="ms")


def _new(library: Path) -> Made:
    """A review in which all that is written stays in sight."""
    review = new_review(Incident(title="Two terminals"), datetime.now(UTC))
    LiveMeeting.create(Library(library), review).close()
    return Made(library, review, environment(library))


def _joined(made: Made) -> Watched:
    return Watched([PROGRAM, "join", "--as", "notes"], made.env, HEADER)


def _painted(source: Watched, target: Watched, word: str) -> float:
    """Milliseconds from enter in one terminal until the other shows the action."""
    source.send(f"n {word}")
    source.calm()
    target.calm(0.03)
    sent = time.perf_counter()
    source.send("\r")
    while not (drawn := target.drew(word, since=sent)):
        if time.perf_counter() > sent + 10:
            raise TimeoutError(f"{word} was never painted")
        target.pause(0.001)
    return (drawn - sent) * 1000


async def _join_late(made: Made) -> float:
    live = LiveMeeting.open(made.file)
    notes: list[str] = []
    for place in range(MANY_EDITS):
        if place % ADDED == 0:
            note = Note(text=f"noted {place}")
            notes.append(note.id)
            live.apply(Add(part=note))
        else:
            live.apply(Change(id=notes[place % len(notes)], changes={"text": f"changed {place}"}))
    live.flush(60)
    host = Host(live, "bench")
    await host.open()
    began = time.perf_counter()
    joined = await asyncio.to_thread(JoinedMeeting, made.file, seat("notes"))
    while joined.position < MANY_EDITS:
        await asyncio.sleep(0.001)
    took = (time.perf_counter() - began) * 1000
    if joined.review != live.review:
        raise AssertionError("the two differ")
    joined.drop()
    host.close()
    live.close()
    return took
