"""What a reader from outside looks for in a finished review, and who signed that it is there (P73)."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from pmfacil.review.part import Instant, Line, Part, Words, now_utc
from pmfacil.review.text import EditRefused

if TYPE_CHECKING:
    from pmfacil.review.review import Review


class ReaderQuestion(StrEnum):
    """The five questions of a reader from outside."""

    CLEAR = "clear"
    DEEP = "deep"
    USABLE = "usable"
    OWNED = "owned"
    IMPROVING = "improving"

    def words(self) -> str:
        """The question as it is read out."""
        return _WORDS[self]


_WORDS = {
    ReaderQuestion.CLEAR: "Would another team understand it?",
    ReaderQuestion.DEEP: "Does the analysis go deep enough?",
    ReaderQuestion.USABLE: "Could others use the lessons?",
    ReaderQuestion.OWNED: "Is every action specific, and owned by somebody?",
    ReaderQuestion.IMPROVING: "Does it show how we can respond better?",
}


class Signature(Part):
    """One reader's yes to one of the questions; there is one for each question at most."""

    table: ClassVar[str] = "signatures"
    noun: ClassVar[str] = "signature"

    question: ReaderQuestion
    by: Words
    """Who read the review."""
    at: Instant = Field(default_factory=now_utc)
    note: Line = ""
    """What the reader wants to add."""

    def says(self) -> str:
        """Who signed what."""
        return f"{self.by}: {self.question.words()}"

    def verify(self, review: "Review") -> None:
        """Refuse a second signature below the same question."""
        if any(other.question == self.question and other.id != self.id for other in review.signatures):
            raise EditRefused("That question is signed already; take the other signature away first.")
