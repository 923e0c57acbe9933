"""How much it hurt, in numbers (P23)."""

from enum import StrEnum
from typing import ClassVar

from pmfacil.review.part import Line, Part, Words


class Horizon(StrEnum):
    """Whether a measure was felt at once or later."""

    IMMEDIATE = "immediate"
    LONG_TERM = "long-term"


class Measure(Part):
    """One number of the impact: users, requests, money, tickets, hours."""

    table: ClassVar[str] = "measures"
    noun: ClassVar[str] = "impact number"

    text: Words
    """What was counted, such as "projects lost"."""
    amount: Line = ""
    unit: Line = ""
    estimate: bool = False
    basis: Line = ""
    """How it is known, or why it is an estimate."""
    horizon: Horizon = Horizon.IMMEDIATE


class Metric(Part):
    """A value of a metric before and during the incident."""

    table: ClassVar[str] = "metrics"
    noun: ClassVar[str] = "metric"

    text: Words
    before: float | None = None
    during: float | None = None
    unit: Line = ""


class Graph(Part):
    """A picture that shows the impact: where it is and what to see in it."""

    table: ClassVar[str] = "graphs"
    noun: ClassVar[str] = "graph"

    file: Words
    """A path or link to the picture."""
    text: Line = ""
    """The caption."""
    shows: Line = ""
    """What a reader should see in it, with its range and zone."""


class Term(Part):
    """A word of the glossary, explained for a reader from another team (P24)."""

    table: ClassVar[str] = "glossary"
    noun: ClassVar[str] = "glossary word"

    text: Words
    meaning: Line = ""
