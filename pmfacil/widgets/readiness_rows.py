"""The rows of the close that say how far the review is from its readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from pmfacil.coach.findings.finding import Finding, Severity
from pmfacil.coach.readiness import Asked, Readiness
from pmfacil.review.notes import FollowUp
from pmfacil.review.part import Id
from pmfacil.review.reading import Signature
from pmfacil.review.review import Review
from pmfacil.widgets.rows import SPACE, Row, heading, hint
from pmfacil.widgets.when import day

_GLYPHS = {Severity.BLOCKS: "■", Severity.SHOULD: "○"}
MOST = 5
"""Things that would be better and do not block, which show at once; of what blocks, twice as many."""
_QUIET = ("document.blame", "document.loose", "document.names")
"""What is about people's words is for the coach's panel, not for the room."""


@dataclass(frozen=True, kw_only=True)
class OpenRow(Row):
    """Something that is still open, with the way there."""

    finding: Finding

    @property
    def id(self) -> Id:
        """What tells it from the others."""
        return f"{self.finding.rule}-{self.finding.part or ''}"


@dataclass(frozen=True, kw_only=True)
class AskedRow(Row):
    """A question of the reader from outside."""

    asked: Asked

    @property
    def id(self) -> Id:
        """What tells it from the others, also once it is signed."""
        return f"asked-{self.asked.question}"


def open_rows(readiness: Readiness | None) -> Sequence[Row]:
    """What blocks publishing, then what would be better; the rest is only counted."""
    if readiness is None:
        return [heading("Still open")]
    better = [f for f in readiness.findings if f.severity == Severity.SHOULD and f.rule not in _QUIET]
    blocks = len(readiness.blocks())
    told = [*readiness.blocks()[: 2 * MOST], *better[:MOST]]
    marks = [f"{blocks} block{'s' if blocks == 1 else ''} publishing"] if blocks else []
    rows = [heading("Still open", *marks)]
    rows += [_open(finding) for finding in told]
    rows += [] if told else [hint("Nothing. That is rare; thank the room.")]
    rest = len(readiness.findings) - len(told)
    rows += [hint(f"{rest} more could be better: the coach has them, and so has the command check.")] if rest else []
    return rows


def asked_rows(readiness: Readiness | None) -> Sequence[Row]:
    """What a reader from outside looks for, and who signed it (P73)."""
    if readiness is None:
        return []
    signed = f"{readiness.signed()} of {len(readiness.asked)} signed"
    return [SPACE, heading("The reader from outside", signed), *map(_asked, readiness.asked)]


def document_rows(review: Review, readiness: Readiness | None) -> Sequence[Row]:
    """Where the document stands, by when what is due, and what it has been (P72, P74)."""
    incident = review.incident
    rows = [SPACE, heading("The document", str(incident.status))]
    for deadline in readiness.deadlines if readiness else ():
        due = deadline.due.astimezone(incident.zone())
        state = "late" if deadline.late else "done" if deadline.done else ""
        mark = "✗" if deadline.late and not deadline.done else "✓" if deadline.done else "·"
        words = f"{deadline.what}: by {day(due)} {due:%Y %H:%M}"
        rows.append(_line(words, mark, state))
    for step in incident.history:
        at = step.at.astimezone(incident.zone())
        rows.append(_line(f"{step.status} since {day(at)} {at:%Y %H:%M}", "·"))
    return [*rows, hint("The document as Markdown: ctrl+s. To move it on: press s.")]


def _open(finding: Finding) -> Row:
    look = ((finding.text, "text"),)
    glyph, mark = _GLYPHS[finding.severity], str(finding.board)
    return OpenRow(
        paragraphs=look, label=glyph, guide="  ", guide_rest="  ", marks=(mark,), adds=FollowUp, finding=finding
    )


def _asked(asked: Asked) -> Row:
    signature = asked.signature
    said = [(evidence.text, "question") for evidence in asked.evidence if not evidence.good]
    if signature:
        said = [(" · ".join(filter(None, (f"signed by {signature.by}", signature.note))), "question")]
    return AskedRow(
        paragraphs=((asked.question.words(), "text"), *said),
        label="✓" if signature else "·",
        guide="  ",
        guide_rest="  ",
        part=signature,
        adds=Signature,
        given={"question": asked.question},
        asked=asked,
    )


def _line(words: str, label: str, *marks: str) -> Row:
    return Row(((words, "text"),), label, "  ", "  ", marks=tuple(filter(None, marks)), reachable=False)
