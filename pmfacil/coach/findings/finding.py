"""What the coach noticed, and the rules by which it notices."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pmfacil.coach.hints import Hint
from pmfacil.review.agenda import Board
from pmfacil.review.part import Id
from pmfacil.review.policies import Policies
from pmfacil.review.text import short

if TYPE_CHECKING:
    from pmfacil.coach.findings.facts import Facts

_LONGEST = 240
"""Characters of a sentence that is still one when it is read aloud."""
Lines = Callable[[str], Sequence[Hint]]
"""What the rules about single texts say of one."""


class Severity(StrEnum):
    """How much a finding matters."""

    BLOCKS = "blocks"
    """The document should not be published like this."""
    SHOULD = "should"
    """Better before the review is done."""
    HINT = "hint"
    """Worth a look."""


@dataclass(frozen=True)
class Finding:
    """One thing that the coach noticed; about a text or a gap, never about who said it."""

    rule: str
    """The id of the rule: its theme, a dot, what it notices."""
    severity: Severity
    board: Board
    """Where it can be mended."""
    part: Id | None
    """The part to jump to, or `None` where it is missing."""
    text: str
    """One sentence on what is there or not there."""
    question: str
    """What the facilitator can read out to the room, in one breath."""
    source: str
    """The rule of the practice behind it: `P42`."""


@dataclass(frozen=True)
class Context:
    """What the coach knows besides the review."""

    policies: Policies = field(default_factory=Policies)
    wording: Lines | None = None
    """What is said of any sentence (P4)."""
    titles: Lines | None = None
    """What is said of a title (P20)."""
    actions: Lines | None = None
    """What is said of the text of an action (P63)."""
    over: bool = False
    """Whether to judge as if the meeting were over: what nobody has got to yet is missing then."""


@dataclass(frozen=True)
class Found:
    """What a rule gives back; the rule itself says the rest of the finding."""

    text: str
    question: str
    part: Id | None = None
    board: Board | None = None
    """Where it can be mended, if that differs from one finding to the next."""


@dataclass(frozen=True)
class FindingRule:
    """One thing that the coach looks for."""

    id: str
    severity: Severity
    board: Board | None
    """Where it can be mended; `None` if any board may be the one."""
    source: str
    about: str
    """What it notices, in one line."""
    look: Callable[["Facts"], Iterable[Found]]

    def findings(self, facts: "Facts") -> list[Finding]:
        """What it notices in a review; names are said as roles (P5)."""
        return [
            Finding(
                self.id,
                self.severity,
                found.board or self.board or Board.OVERVIEW,
                found.part,
                short(facts.nameless(found.text), _LONGEST),
                short(facts.nameless(found.question), _LONGEST),
                self.source,
            )
            for found in self.look(facts)
        ]


def rule(
    id: str, severity: Severity, board: Board | None, source: str, about: str
) -> Callable[[Callable[["Facts"], Iterable[Found]]], FindingRule]:
    """Makes a rule out of the function that looks."""
    return lambda look: FindingRule(id, severity, board, source, about, look)
