"""The rail of the timeline: moments with their times at the left, silences, and a line where a day begins."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision
from pmfacil.review.gaps import Gap
from pmfacil.review.part import Id
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.times import close_together, say_clock, say_length
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.rows import Row
from pmfacil.widgets.timeline_filters import Moment
from pmfacil.widgets.when import day

GLYPHS = {
    EventKind.TRIGGER: "⚑",
    EventKind.SYMPTOM: "~",
    EventKind.DETECTION: "◉",
    EventKind.ESCALATION: "↑",
    EventKind.DECISION: "◇",
    EventKind.ACTION: "▸",
    EventKind.COMMUNICATION: "“",
    EventKind.ACKNOWLEDGEMENT: "✓",
    EventKind.DIAGNOSIS: "⌕",
    EventKind.MITIGATION: "◐",
    EventKind.RECOVERY: "●",
}
MILESTONE, CUSTOMERS = "★ milestone", "☼ customers could see it"
SEP = " · "
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, kw_only=True)
class GapRow(Row):
    """A silence, which can be taken in hand to write its reason down."""

    gap: Gap

    @property
    def id(self) -> Id:
        """What tells this silence from the others, whatever comes before it."""
        return f"gap-{self.gap.after.id}"


class Rail:
    """Makes the rows of moments, for a board of `width` cells."""

    def __init__(self, review: Review, width: int) -> None:
        self._review = review
        self._width = width
        self._zone = review.incident.zone()
        self._close: Collection[datetime] = ()
        self._before = ""
        """What stands in the place of the times."""

    def rows(self, groups: Sequence[tuple[Moment, ...]], silences: Sequence[Gap] | None) -> list[Row]:
        """Everything in its order.

        Args:
            groups: Each moment with the other recollections of it behind it.
            silences: Those between the events, or `None` where too little shows for there to be any.
        """
        before_it = {gap.after.id: gap for gap in silences or ()}
        self._close = close_together(moment.at for group in groups for moment in group if moment.at)
        self._before = " " * len("00:00:00 " if self._close else "00:00 ")
        # They come by their times.
        ends = [self._review.incident.start, *(group[0].at for group in (*groups[:1], *groups[-1:]))]
        several = len({self._local(at).date() for at in ends if at}) > 1
        rows: list[Row] = []
        before: datetime | None = None
        for place, (first, *others) in enumerate(groups, 1):
            gap, at = before_it.get(first.id), self._local(first.at)
            rows += [self._silence(gap)] if gap else []
            if several and (before is None or before.date() != at.date()):
                rows.append(self._line(f"{_DAYS[at.weekday()]} {day(at)} {at.year}"))
            if before and before.utcoffset() != at.utcoffset():
                rows.append(self._line(f"the clocks change to {_offset(at)}"))
            ends_here = place == len(groups)
            noted = not gap and silences is not None
            rows.append(self._row(first, at, "", " " if ends_here and not others else "│", noted=noted))
            for nth, other in enumerate(others, 1):
                last, there = ends_here and nth == len(others), self._local(other.at)
                rows.append(self._row(other, there, "└ " if last else "├ ", "  " if last else "│ ", beside=first))
            before = at
        return rows

    def _row(
        self, moment: Moment, at: datetime, node: str, below: str, *, beside: Moment | None = None, noted: bool = True
    ) -> Row:
        other_day = beside is not None and self._local(beside.at).date() != at.date()
        glyph, details = _said(moment)
        first = "strong" if isinstance(moment, Event) and moment.milestone else "text"
        if isinstance(moment, Event) and moment.gap_note and noted:
            details.append(f"before it: {moment.gap_note}")
        said = [f"another recollection{SEP}{details[0]}" if details[0] else "another recollection", *details[1:]]
        marks = list(filter(None, (*state_marks(moment), links_mark(self._review, moment))))
        return Row(
            ((moment.text, first), *((line, "question") for line in (said if beside else details) if line)),
            label=f"{f'{day(at)} ' if other_day else ''}{say_clock(at, self._close).ljust(len(self._before))}{glyph}",
            guide=self._before + node if node else "",
            guide_rest=self._before + below,
            marks=tuple(marks),
            part=moment,
            adds=Event,
        )

    def _line(self, words: str) -> Row:
        return Row(((f"── {words} ".ljust(self._width, "─"), "day"),), reachable=False)

    def _local(self, at: datetime | None) -> datetime:
        return (at or self._review.created).astimezone(self._zone)

    def _silence(self, gap: Gap) -> Row:
        length = f"{say_length(gap.length())} without a word"
        words, look = (f"{length}: {gap.reason()}", "hint") if gap.reason() else (f"{length} · why? press e", "silence")
        guide = self._before + "┊ "
        return GapRow(((words, look),), guide=guide, guide_rest=guide, adds=Event, gap=gap, invites=not gap.reason())


def _said(moment: Moment) -> tuple[str, list[str]]:
    """A glyph, and what is known beside the text; its first line may be empty."""
    match moment:
        case Event():
            glyph = GLYPHS[moment.kind] if moment.kind else "·"
            words = [moment.kind or "", MILESTONE if moment.milestone else ""]
            words += [CUSTOMERS if moment.customer_facing else "", f"from {moment.source}" if moment.source else ""]
            more = [f"known then: {moment.known}" if moment.known else ""]
        case Decision():
            glyph, words = "◇", ["decision point"]
            said = (("known then", moment.known), ("options", moment.options), ("made sense", moment.sense))
            more = [f"{what}: {text}" for what, text in said if text]
        case Told():
            ends = " → ".join(end for end in (moment.sender, moment.receiver) if end)
            glyph, words, more = "→", [ends, "" if moment.arrived else "✗ did not arrive"], []
        case Message():
            glyph, words, more = "“", ["customers were told", moment.channel], []
    return glyph, [SEP.join(filter(None, words)), *more]


def _offset(at: datetime) -> str:
    return str(timezone(at.utcoffset() or timedelta()))
