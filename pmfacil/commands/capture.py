"""`capture`: lines from a shell or another program become edits."""

import contextlib
import os
import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from pmfacil.capture.letters import LETTERS
from pmfacil.commands.saying import answer_json, one_line, say
from pmfacil.commands.session import library_option, session_argument
from pmfacil.commands.writing import await_disk, writing
from pmfacil.review.text import clean_text
from pmfacil.sessions.entry import Entry

if TYPE_CHECKING:
    from pmfacil.capture.reading import Reading
    from pmfacil.review.part import Id, Part
    from pmfacil.sessions.joining import JoinedMeeting
    from pmfacil.sessions.live import LiveMeeting

_EXAMPLES = "\n".join(f"  {letter.noun:17}{letter.example}" for letter in LETTERS.values())


@click.command(epilog=f"\b\nThe letters:\n{_EXAMPLES}")
@session_argument
@click.argument("lines", metavar="[LINE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@library_option
def capture(session: Entry, lines: tuple[str, ...], as_json: bool) -> None:
    """Write lines into a session as edits.

    The lines are those given, or else those of stdin as they come. Each is acknowledged, with what was understood, once
    it is on disk. One that cannot be what it asks for becomes a note and says why; the exit code is 1 then.

    \b
    Example:
      pmfacil capture last "a Alert at 75 % and 90 % pool use @dana P1 by:2w"
      tail -f notes.txt | pmfacil capture last --json
    """
    typed = (os.fsencode(line) for line in lines) if lines else _stdin()
    with _ended_cleanly(), writing(session.path, "no line was taken") as meeting:
        problems = _capture(meeting, typed, as_json)
    if problems:
        raise click.exceptions.Exit(1)


def _capture(meeting: "LiveMeeting | JoinedMeeting", lines: Iterable[bytes], as_json: bool) -> int:
    """Write the lines and acknowledge each; how many could not be what they ask for.

    Raises:
        SessionError: If the session cannot be written.
    """
    problems = 0
    why: Id | None = None
    for number, raw in enumerate(lines, 1):
        line = raw.decode(errors="replace").rstrip("\r\n")
        if not clean_text(line):
            continue
        reading, part = _applied(meeting, line, why)
        await_disk(meeting, f"line {number} was not taken, and the lines acknowledged before it are safe")
        # Its number is the one that it has by now: in a meeting, others write as well.
        part = meeting.review.find(part.id)
        why = part.id if part.table == "whys" else why
        problems += reading.problem is not None
        if as_json:
            answer_json({"line": number, "text": line, **_fields(reading, part)})
        else:
            click.echo(f"{number} {_words(reading, part)}")
    return problems


def _applied(meeting: "LiveMeeting | JoinedMeeting", line: str, why: "Id | None") -> "tuple[Reading, Part]":
    """What the line was understood to be, and the part that it added or changed."""
    from pmfacil.capture.line import read_line
    from pmfacil.capture.plain import note_of
    from pmfacil.capture.reading import Place, Reading
    from pmfacil.review.edit import Add

    review = meeting.review
    today = meeting.clock.now().astimezone(review.incident.zone()).date()
    place = Place(today, why, review.run.item)
    reading = read_line(line, review, place)
    edit = reading.edit
    if edit is None:
        # The bar on screen waits for more words; here none will come, and what was typed is kept.
        note = note_of(one_line(line), review, place, "There is nothing after the letter")
        edit = Add(part=note)
        reading = Reading(edit, "note", f"{note.reason}; kept as a note.", part=note.id)
    meeting.apply(edit)
    return reading, meeting.review.find(reading.part or "")


def _fields(reading: "Reading", part: "Part") -> dict[str, str | None]:
    return {
        "kind": part.noun,
        "number": _number(part),
        "id": part.id,
        "understood": reading.said,
        "problem": reading.problem,
    }


def _words(reading: "Reading", part: "Part") -> str:
    """What was made, with its number, and what was understood, on one line."""
    from pmfacil.review.whys import Why

    number, said = _number(part), reading.said
    if number:
        # Its number tells what it is: "A3" need not be followed by "action A3".
        said = said.removeprefix(f"{part.noun} {number}").removeprefix(part.noun).strip(" ·")
    text = one_line(f"{part.question} {part.text}" if isinstance(part, Why) else part.says())
    return " · ".join(filter(None, [f"{number} {text}" if number else text, said, reading.problem]))


def _number(part: "Part") -> str | None:
    from pmfacil.review.actions import Action
    from pmfacil.review.lessons import Lesson
    from pmfacil.review.whys import Why

    return next(iter(part.numbers()), None) if isinstance(part, Action | Lesson | Why) else None


def _stdin() -> Iterator[bytes]:
    if sys.stdin is None:  # closed by whoever started the program
        return
    if sys.stdin.isatty():
        say("Write a line at a time; ctrl+d ends.")
    # Each line as soon as it is there: a pipe that stays open is answered at once.
    yield from sys.stdin.buffer


@contextlib.contextmanager
def _ended_cleanly() -> Generator[None]:
    """Let SIGTERM end the command the way ctrl+c does, its session closed."""

    def end(number: int, _: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
