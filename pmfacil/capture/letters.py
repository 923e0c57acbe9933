"""The letters a line can begin with, and the tokens that each of them takes."""

from dataclasses import dataclass
from enum import StrEnum


class Stands(StrEnum):
    """Where in a line a token counts as one."""

    ANYWHERE = "anywhere"
    FIRST = "first"
    LAST = "at the end"
    """Among the tokens at the end of the line."""


@dataclass(frozen=True)
class Token:
    """One sort of token, as help texts explain it."""

    sigil: str
    """What it begins with."""
    form: str
    """How it is typed."""
    means: str
    """What it says, in a few words."""
    stands: Stands = Stands.ANYWHERE


@dataclass(frozen=True)
class Letter:
    """What a line becomes that begins with this letter and a space."""

    letter: str
    noun: str
    example: str
    """A whole line that one could type."""
    tokens: tuple[Token, ...] = ()


_FACTOR = Token("!", "!", "contributing factor", Stands.LAST)
_ACTION = (
    Token("@", '@dana or @"Dana Smith"', "owner, from the people list or new"),
    Token("P", "P0 to P3", "priority", Stands.LAST),
    Token("~", "~prevent ~detect ~mitigate ~process", "type"),
    Token("by:", "by:2w or by:fri 4 dec", "day on which it is due"),
    Token("#", "#1.3 or #monitoring", "why or layer that it is for"),
    Token("L", "L2", "lesson that it is for", Stands.LAST),
    Token("check:", "check: fires in a drill", "how anyone sees that it is done; takes the rest of the line"),
)
_EVENT = (
    Token("~", "~trigger ~detection ~recovery …", "kind"),
    Token("from:", 'from:chat or from:"deploy log"', "source"),
    Token("!", "!", "milestone", Stands.LAST),
    Token("*", "*", "customer-facing", Stands.LAST),
)
_WHY = (
    Token("#", "#1.2", "why that it answers", Stands.FIRST),
    Token("+", "+", "begins a new chain", Stands.FIRST),
    Token("from:", 'from:graph or from:"query log"', "evidence"),
    _FACTOR,
)

LETTERS = {
    letter.letter: letter
    for letter in (
        Letter("a", "action", "a Restore last night's backup in staging @dana P1 ~detect by:2w #1.3", _ACTION),
        Letter("i", "idea", "i Read-only mode for the shop ~mitigate #2.2", _ACTION),
        Letter("l", "lesson", "l A limit that nobody can see is found by customers"),
        Letter("t", "event", "t 17:26 ~detection pager goes off from:alert !", _EVENT),
        Letter("w", "why", "w Why did nobody see it? The alert looked at error rates only", _WHY),
        Letter("f", "cause", "f process: the release check has no load step", (_FACTOR,)),
        Letter("o", "hole or layer", "o monitoring: nothing watched the pool", (_FACTOR,)),
        Letter("g", "went well", "g The roll-back took four minutes"),
        Letter("b", "could be better", "b Two people restarted the same host"),
        Letter("y", "lucky", "y It was not a Friday evening"),
        Letter("d", "decision point", "d Fail over or wait for the replica?"),
        Letter("n", "note", "n Ask support for the number of calls"),
        Letter("k", "parking lot", "k Who pays for the second region?"),
    )
}
"""Every letter, in the order in which help texts show them."""
