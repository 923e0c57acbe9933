"""Patterns over reviews, in rows: the card first, then section by section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from pmfacil.clock import Clock
from pmfacil.coach.patterns.card import card
from pmfacil.coach.patterns.report import BAR, Line, written
from pmfacil.coach.patterns.trends import Marked, Trends
from pmfacil.review.review import Review
from pmfacil.widgets.rows import SPACE, Piece, Row, cells, heading, laid_out
from pmfacil.widgets.walked import WalkedRows

_SHARE = 0.35
"""The most of the width that labels take; within it all take what the longest needs, so that bars stand in line."""
_INDENT = "    "
_LOOKS = {"line": "guide", "full": "label", "hit": "text", "none": "question"}
"""How the pieces of the card look."""


@dataclass(frozen=True, kw_only=True)
class TrendRow(Row):
    """A line of the patterns."""

    review: str = ""
    """The id of the review that it opens."""
    name: str = ""
    """What it is about, before its label and as wide as on the other lines."""
    card: Sequence[Marked] = ()
    """The card, if it is to be drawn here."""


class TrendsRows(WalkedRows):
    """Shows patterns, and moves the hand over the reviews behind them."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(Review.blank(), clock)
        self._rows: Sequence[Row] = ()
        self._longest = 0

    def rows(self) -> Sequence[Row]:
        """What was given last."""
        return self._rows

    def give(self, rows: Sequence[Row]) -> None:
        """Show other rows from their beginning, the first that can be opened in hand."""
        self._rows = rows
        self._longest = max((cells(row.name) for row in rows if isinstance(row, TrendRow)), default=0)
        self.cursor = next((place for place, row in enumerate(rows) if row.reachable), None)
        self.show(rows)
        self.scroll_to(y=0, animate=False)

    @property
    def in_hand(self) -> str:
        """The id of the review in hand, of a line over several the first behind it, if there is one."""
        if self.cursor is None or not isinstance(self.row, TrendRow):
            return ""
        for place, row in enumerate(self.shown[self.cursor :]):
            if not isinstance(row, TrendRow) or (place and row.guide != _INDENT):
                return ""
            if row.review:
                return row.review
        return ""

    def lines_of(self, row: Row) -> Sequence[Sequence[Piece]]:
        """A row as it is drawn; the card takes what room there is."""
        if isinstance(row, TrendRow) and row.card:
            return [[(text, _LOOKS[kind]) for text, kind in line] for line in card(row.card, self._laid_for)]
        if isinstance(row, TrendRow) and row.name:
            room = min(self._longest, int(self._laid_for * _SHARE))
            name = Content(row.name).truncate(room, ellipsis=True, pad=True).plain
            row = replace(row, label=f"{name} {row.label}" if row.label else name)
        return laid_out(row, self._laid_for)

    def _redraw(self) -> None:
        self.show(self._rows)


def trends_rows(trends: Trends) -> list[Row]:
    """The card, and every section that says something."""
    if not trends.reviews:
        return [SPACE, _sentence("Patterns show once a few reviews are there: what comes back, and what has changed.")]
    rows: list[Row] = [SPACE, TrendRow((), card=trends.card, reachable=False)]
    rows.append(_sentence("● a review · ◆ three or more: what to ask then stands below"))
    for chapter in written(trends):
        rows += [SPACE, heading(chapter.heading)]
        rows += [_sentence(chapter.note)] if chapter.note else []
        for line in chapter.lines:
            rows += _rows(line)
    return rows


def _rows(line: Line) -> Iterator[Row]:
    bar = f"{line.bar:<{BAR}}" if line.bar else ""
    yield _row(line, bar, "text", "", reachable=True, name=line.label)
    for below in line.below:
        label = f"{below.label} {below.bar:<{BAR}}" if below.bar else below.label
        yield _row(below, label, "question", _INDENT, reachable=bool(below.review))


def _row(line: Line, label: str, look: str, indent: str, *, reachable: bool, name: str = "") -> TrendRow:
    said = ((line.text, look),)
    return TrendRow(said, label, indent, indent, review=line.review, reachable=reachable, name=name)


def _sentence(words: str) -> Row:
    return Row(((words, "hint"),), reachable=False)
