"""Decision points (P34) and what-ifs (P36), which never mix with what happened."""

from typing import ClassVar

from pmfacil.review.part import Instant, Line, Part, Words


class Decision(Part):
    """A moment at which somebody had to choose, seen with what was known then."""

    table: ClassVar[str] = "decisions"
    noun: ClassVar[str] = "decision point"

    text: Words
    at: Instant | None = None
    known: Line = ""
    options: Line = ""
    sense: Line = ""
    """Why this choice made sense at that moment."""
    helped: Line = ""
    """What would have helped to choose."""


class WhatIf(Part):
    """A thought about another day: shows where things are fragile and judges nobody."""

    table: ClassVar[str] = "what_ifs"
    noun: ClassVar[str] = "what-if"

    text: Words
    """The other day, such as "at peak hour"."""
    answer: Line = ""
    """What would have happened then."""
