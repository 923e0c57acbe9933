"""The base of everything that a review is made of."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from pmfacil.review.text import EditRefused, clean_line, clean_text

if TYPE_CHECKING:
    from pmfacil.review.review import Review

Id = str
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_id() -> Id:
    """A random id of ten letters and digits, easy to read aloud and to merge."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def id_of(words: str) -> Id:
    """An id of the same kind, the same for the same words."""
    digest = hashlib.sha256(words.encode(errors="replace")).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:10])


def now_utc() -> datetime:
    """The present moment, aware, in UTC, in whole milliseconds."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _clean_line(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _clean_text(value: object) -> object:
    return clean_text(value) if isinstance(value, str) else value


def _in_utc(at: datetime) -> datetime:
    if not MINYEAR < at.year < MAXYEAR:
        raise ValueError("no time zone and no length may lead out of the calendar")
    return at.astimezone(UTC)


def _not_empty(line: str) -> str:
    if not line:
        raise EditRefused("It needs words; nothing was changed.")
    return line


Line = Annotated[str, BeforeValidator(_clean_line)]
"""One clean line of at most `LINE_LIMIT` characters."""
Words = Annotated[str, BeforeValidator(_clean_line), AfterValidator(_not_empty)]
"""One clean line that says something."""
Text = Annotated[str, BeforeValidator(_clean_text)]
"""Clean text that may have several lines, of any length."""
Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A moment, aware, kept in UTC."""


class Frozen(BaseModel):
    """A value that never changes and takes no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class Part(Frozen):
    """One thing that a review is made of; a change makes a new one."""

    table: ClassVar[str]
    """Where it is kept: the name of the field of `Review` and of the table on disk."""
    noun: ClassVar[str]
    """What people call it."""
    guarded: ClassVar[frozenset[str]] = frozenset()
    """Fields that only an edit of their own may change."""

    id: Id = Field(default_factory=new_id)
    order: float = 0
    """Where it stands among its like, set when it is added."""
    made: Instant = Field(default_factory=now_utc)
    restricted: bool = False
    """Whether only the internal document may hold it (P6)."""

    def says(self) -> str:
        """What it says, on one line."""
        return str(getattr(self, "text", "") or self.noun)

    def sort_key(self) -> tuple[object, ...]:
        """What its table is ordered by."""
        return (self.order, self.made, self.id)

    def refers(self) -> tuple[Id, ...]:
        """The ids without which it cannot stand."""
        return ()

    def admitted(self, review: "Review") -> Self:
        """Itself as it enters the review: last among its like, numbered where it has a number."""
        return self.changed(order=review.last_order(self.table) + 1)

    def verify(self, review: "Review") -> None:
        """Look at itself inside the review after a change.

        Raises:
            EditRefused: If the review would be broken.
        """

    def moved(self, review: "Review", under: Id | None, order: float) -> "Sequence[Part]":
        """Itself, and what moves with it, in a new place."""
        if under is not None:
            raise EditRefused(f"This {self.noun} cannot hang under something else.")
        return (self.changed(order=order),)

    def siblings(self, review: "Review", under: Id | None) -> "Sequence[Part]":
        """The parts among which its order counts when it hangs under `under`."""
        return review.parts(self.table)

    def orphaned(self, review: "Review") -> "Part | None":
        """Itself without what is gone, or `None` if it means nothing alone; used after two people's changes met."""
        return None

    def changed(self, **fields: object) -> Self:
        """A copy with other fields, validated again."""
        return type(self).model_validate({**self.__dict__, **fields})
