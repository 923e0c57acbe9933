"""What terminals in one meeting say to each other: one JSON value a line."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from pmfacil import __version__
from pmfacil.review.agenda import Board
from pmfacil.review.part import Frozen, Line
from pmfacil.review.text import EditRefused
from pmfacil.sessions.order import Asked, Terminal

LONGEST = 16 << 20
"""Bytes of one line from a terminal; more is no edit that anybody makes."""
Name = Annotated[Line, Field(max_length=60)]


View = Literal["meeting", "notes", "desk", "room", "command"]
"""What a terminal is there for."""


class Seat(Frozen):
    """One terminal in a meeting."""

    terminal: Terminal
    name: Name
    view: View


class Hello(Frozen):
    """Somebody wants to join, or comes back."""

    kind: Literal["hello"] = "hello"
    version: str = __version__
    seat: Seat
    meeting: str = ""
    """The meeting in which this terminal was, if it comes back."""
    position: int = Field(default=0, ge=0)
    """Up to where it knows the order of that meeting."""


class Shown(Frozen):
    """What whoever leads shows to the room."""

    kind: Literal["shown"] = "shown"
    board: Board = Board.OPEN
    part: str | None = None
    """The part in hand."""
    zoom: bool = False
    card: Line = ""
    """A sentence for the whole room, as long as it lies over everything."""


class Lead(Frozen):
    """Who leads the clock and the board from now on."""

    kind: Literal["lead"] = "lead"
    terminal: Terminal


class Start(Frozen):
    """The state of the meeting from which a terminal goes on."""

    kind: Literal["start"] = "start"
    version: str = __version__
    meeting: str
    """Another one each time somebody takes a session in hand."""
    position: int
    tables: dict[str, Any] | None
    """The session as it is on disk; `None` if the terminal has everything up to its own position."""
    counts: dict[str, int]
    """How many edits of each terminal are in it."""


class Ordered(Frozen):
    """An edit at its place in the order."""

    kind: Literal["ordered"] = "ordered"
    position: int
    asked: Asked


class Saved(Frozen):
    """How much of the order is on disk."""

    kind: Literal["saved"] = "saved"
    position: int = 0
    pending: bool = False
    saved_at: AwareDatetime | None = None
    problem: Line | None = None


class Present(Frozen):
    """Who is there, and who leads."""

    kind: Literal["present"] = "present"
    seats: tuple[Seat, ...] = ()
    leader: str = ""


class Bye(Frozen):
    """The last word on a connection, one sentence."""

    kind: Literal["bye"] = "bye"
    why: Line
    left: bool = False
    """Whether whoever held the meeting leaves it, rather than sending this one terminal away."""


FromTerminal = Annotated[Hello | Asked | Shown | Lead, Field(discriminator="kind")]
FromHolder = Annotated[Start | Ordered | Saved | Present | Shown | Bye, Field(discriminator="kind")]
_TERMINAL: TypeAdapter[FromTerminal] = TypeAdapter(FromTerminal)
_HOLDER: TypeAdapter[FromHolder] = TypeAdapter(FromHolder)


class NotUnderstood(ValueError):
    """A line that no terminal of this version writes."""


def line(message: Frozen) -> bytes:
    """A message as it goes over the wire."""
    return message.model_dump_json().encode() + b"\n"


def from_terminal(words: bytes) -> FromTerminal:
    """What a terminal says.

    Raises:
        NotUnderstood: If it is nothing of the kind.
    """
    message = _read(_TERMINAL, words)
    # It goes on to the others as it is written here, which is not always as it came: what is no number becomes null.
    return _read(_TERMINAL, line(message)) if isinstance(message, Asked) else message


def from_holder(words: bytes) -> FromHolder:
    """What whoever holds the meeting says.

    Raises:
        NotUnderstood: If it is nothing of the kind.
    """
    return _read(_HOLDER, words)


def _read(reader: TypeAdapter[Any], words: bytes) -> Any:
    try:
        return reader.validate_json(words)
    except (ValidationError, ValueError, RecursionError, EditRefused) as error:
        raise NotUnderstood from error
