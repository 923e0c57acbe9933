"""What the response analysis leaves out (P34, P50)."""

from collections.abc import Iterator

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Found, Severity, rule
from pmfacil.coach.findings.words import counted, listed
from pmfacil.review.agenda import Board
from pmfacil.review.decisions import Decision

_ASK = (
    ("known", "What did we know at that moment, and what not?"),
    ("options", "Which ways were open just then?"),
    ("sense", "What made this one the sensible choice with what was known?"),
    ("helped", "What would have made the choice easier?"),
)


@rule("response.decision", Severity.HINT, Board.RESPONSE, "P34", "A decision point does not say why it made sense.")
def decision(facts: Facts) -> Iterator[Found]:
    """What was known, the options, the sense of it, or what would have helped is missing."""
    bare = [(d, ask) for d in facts.review.decisions if (ask := open_question(d))]
    if bare and facts.judged(Board.RESPONSE):
        left = counted(bare, "decision point leaves", "decision points leave")
        text = f"{left} out what was known or why it made sense."
        yield Found(text, bare[0][1], bare[0][0].id)


@rule(
    "response.not-halved", Severity.HINT, Board.RESPONSE, "P50", "Nobody has asked how a phase could have been halved."
)
def not_halved(facts: Facts) -> Iterator[Found]:
    """The question that finds improvements is open."""
    bare = [phase for phase in facts.review.phases if not phase.halved]
    if bare and facts.judged(Board.RESPONSE):
        names = listed([phase.text.lower() for phase in bare])
        text = f"It is not said how {names} could have been cut in half."
        yield Found(text, f"How could we have cut {bare[0].text.lower()} in half?", bare[0].id)


RULES = (decision, not_halved)


def open_question(decision: Decision) -> str:
    """The first thing that a decision point does not say yet, as a question; empty if it says all (P34)."""
    return next((ask for field, ask in _ASK if not getattr(decision, field)), "")
