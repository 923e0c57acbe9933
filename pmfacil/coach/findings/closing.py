"""What is left to do before everybody goes (P13, P80)."""

from collections.abc import Iterator

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Found, Severity, rule
from pmfacil.review.agenda import Board


@rule("close.follow-up", Severity.SHOULD, Board.CLOSE, "P80", "No date is set to look at the actions again.")
def follow_up(facts: Facts) -> Iterator[Found]:
    """Without a date nobody looks."""
    if facts.commitments and not facts.review.follow_ups and facts.passed(Board.ACTIONS):
        text = "No date is set to look at the actions again."
        yield Found(text, "When do we look at these actions again: in two weeks, and in four?")


@rule("close.pulse", Severity.HINT, Board.CLOSE, "P13", "How the meeting was for people is not counted.")
def pulse(facts: Facts) -> Iterator[Found]:
    """Safety can only grow where somebody asks about it."""
    run = facts.review.run
    if run.began and not facts.review.pulse.present and facts.passed(Board.ACTIONS):
        text = "How the meeting was for people is not counted."
        yield Found(text, "On a slip of paper: was it worth your time, and was it safe to speak?", "pulse")


RULES = (follow_up, pulse)
