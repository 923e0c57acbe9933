"""Everything that the coach has to say of a review at one moment, without what was dismissed."""

from dataclasses import dataclass, field

from pmfacil.coach.findings.all import findings
from pmfacil.coach.findings.facts import TEXTS
from pmfacil.coach.findings.finding import Context, Finding, Lines
from pmfacil.coach.hints import Hint
from pmfacil.review.agenda import Board
from pmfacil.review.part import Id
from pmfacil.review.review import Review

_ABOUT_WORDS = ("document.blame", "document.loose")
"""Findings that count what the wording rules say text by text."""

_KEPT_AS_SAID: dict[str, tuple[Board, tuple[str, ...]]] = {
    "parked": (Board.OPEN, ("text",)),
    "notes": (Board.OPEN, ("text",)),
}
"""What no finding judges, and for which there may be other words all the same."""


@dataclass(frozen=True)
class Worded:
    """One text, and what there is to say of its words."""

    board: Board
    part: Id
    field: str
    """The field of the part in which the text stands."""
    text: str
    hint: Hint


@dataclass(frozen=True)
class Noticed:
    """Findings and wordings, those that matter most first."""

    findings: tuple[Finding, ...] = ()
    worded: tuple[Worded, ...] = ()

    def on(self, board: Board) -> "Noticed":
        """Only what is about one board."""
        return Noticed(
            tuple(finding for finding in self.findings if finding.board == board),
            tuple(worded for worded in self.worded if worded.board == board),
        )

    def __len__(self) -> int:
        """How many things were noticed."""
        return len(self.findings) + len(self.worded)


@dataclass(frozen=True)
class Thoughts:
    """What the coach has to say while a board shows."""

    board: Board = Board.OPEN
    noticed: Noticed = field(default_factory=Noticed)
    question: str = ""
    """What would help the room on, on this board."""


def notice(review: Review, context: Context) -> Noticed:
    """What there is to say of a review; a rule that was dismissed is quiet where it was."""
    quiet = {(dismissal.rule, dismissal.of) for dismissal in review.dismissals}
    found = [
        f
        for f in findings(review, context)
        if f.rule not in _ABOUT_WORDS and not {(f.rule, None), (f.rule, f.part)} & quiet
    ]
    said = [w for w in _worded(review, context.wording) if not {(w.hint.rule, None), (w.hint.rule, w.part)} & quiet]
    return Noticed(tuple(found), tuple(said))


def _worded(review: Review, hints: Lines | None) -> list[Worded]:
    if hints is None:
        return []
    return [
        Worded(board, part.id, field, text, hint)
        for table, (board, fields) in {**_KEPT_AS_SAID, **TEXTS}.items()
        for part in review.parts(table)
        for field in fields
        if (text := getattr(part, field))
        for hint in hints(text)
        if not (hint.category == "speculation" and getattr(part, "speculation", False))
    ]
