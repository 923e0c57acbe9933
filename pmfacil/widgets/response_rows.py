"""How decision points, who told whom, what-ifs and the time after the incident are drawn."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pmfacil.review.communication import Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.response import Aftermath
from pmfacil.review.review import Review
from pmfacil.widgets.blocks import Arrow, Block, Marks, walked_through
from pmfacil.widgets.rows import Row, cells
from pmfacil.widgets.when import day

T = TypeVar("T", Decision, Told)
ARRIVED, LOST = "─▶", "─╳"
HOW_FOUND = "How was the cause found, once customers were served again? Press e."
_DECISION = {
    "known": ("known then: ", "What did people know at that moment?"),
    "options": ("options: ", "Which ways did they see?"),
    "sense": ("made sense: ", "Why was this one sensible, with what was known?"),
    "helped": ("would have helped: ", "What would have made the choice easier?"),
}
"""What is asked of a part field by field: what stands before the answer, and the question as long as there is none."""


def decision_rows(review: Review, marks: Marks) -> list[Row]:
    """The decision points; of the one in hand, what is not said yet is asked."""
    return _dated(review, review.decisions, lambda decision, at: _decision(decision, f"{at} ◇".strip(), marks))


def told_rows(review: Review, marks: Marks) -> list[Row]:
    """Who told whom, the arrows below one another."""
    most = max((cells(told.sender) for told in review.told), default=0)
    return _dated(review, review.told, lambda told, at: _told(told, at, most, marks))


def what_if_row(what_if: WhatIf, marks: Marks) -> Row:
    """A thought about another day, and what it would have been like."""
    asked = what_if.text if what_if.text.casefold().startswith("what if") else f"What if … {what_if.text}"
    answer = (what_if.answer, "text") if what_if.answer else ("What would have happened then?", "hint")
    return Block(
        ((f"{asked.rstrip(' ?')}?", "question"), answer),
        label="?",
        guide="  ",
        guide_rest="  ",
        leads=("", "↳ "),
        marks=marks.of(what_if),
        part=what_if,
        adds=WhatIf,
    )


def aftermath_row(aftermath: Aftermath, marks: Marks) -> Row:
    """How the cause was found, once customers were served again."""
    found = (aftermath.found, "text") if aftermath.found else (HOW_FOUND, "hint")
    took = (aftermath.took, "text") if aftermath.took else ("How long did that take?", "hint")
    return Block(
        (found, took),
        label="⌕",
        guide="  ",
        guide_rest="  ",
        leads=("", "it took: " if aftermath.took else ""),
        marks=marks.of(aftermath),
        part=aftermath,
        invites=not (aftermath.found or aftermath.took),
    )


def _decision(decision: Decision, label: str, marks: Marks) -> Row:
    said, leads, prompts = walked_through(decision, _DECISION)
    return Block(
        said,
        label=label,
        guide="  ",
        guide_rest="  ",
        leads=leads,
        prompts=tuple(prompts),
        marks=marks.of(decision),
        part=decision,
        adds=Decision,
    )


def _told(told: Told, at: str, most: int, marks: Marks) -> Row:
    return Arrow(
        ((told.text, "text"),),
        label=at,
        guide="  ",
        sender=told.sender or "who?",
        receiver=told.receiver or "whom?",
        arrow=ARRIVED if told.arrived else LOST,
        aside="" if told.arrived else "did not arrive",
        look="phase" if told.arrived else "lost",
        most=max(most, len("who?")),
        marks=marks.of(told),
        part=told,
        adds=Told,
    )


def _dated(review: Review, parts: Sequence[T], row: Callable[[T, str], Row]) -> list[Row]:
    """A row for each part with its time, and a line where another day begins; no times where none is known."""
    zone, start = review.incident.zone(), review.incident.start
    rows: list[Row] = []
    today = start.astimezone(zone).date() if start else None
    nothing = "··:··" if any(part.at for part in parts) else ""
    for part in parts:
        at = part.at.astimezone(zone) if part.at else None
        if at and at.date() != today:
            rows.append(Row(((day(at), "day"),), guide="  ", guide_rest="  ", reachable=False))
            today = at.date()
        rows.append(row(part, f"{at:%H:%M}" if at else nothing))
    return rows
