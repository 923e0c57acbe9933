"""The board of the response: phases to scale, decision points, who told whom, what-ifs, and what came after it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmfacil.dialogs.choose import Choice
from pmfacil.review.communication import Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.part import Part
from pmfacil.review.response import Aftermath, Phase, preset_phases
from pmfacil.review.review import Review
from pmfacil.review.times import impact, say_length
from pmfacil.typeahead import asks
from pmfacil.widgets.blocks import Marks, Rule
from pmfacil.widgets.columns import Band, ColumnBoard
from pmfacil.widgets.phase_rows import Phases
from pmfacil.widgets.response_rows import aftermath_row, decision_rows, told_rows, what_if_row
from pmfacil.widgets.rows import SPACE, Row, heading, hint

INVITATIONS: dict[type[Part], str] = {
    Decision: "A moment at which somebody had to choose, such as: roll back, or add servers? Press a.",
    Told: "As in: support ─▶ on-call engineer, 06:12: checkout is down. Press a, also for what never arrived.",
    WhatIf: "At peak hour? On a holiday? It shows what is fragile and judges nobody. Press a.",
}
"""What goes into an empty section, an example, the key."""
PHASES = "Go from one phase to the next and press e: what happened, what would have helped, what would have halved it."
"""What is said as long as no phase was talked about."""


class ResponseBoard(ColumnBoard):
    """Shows how the response went."""

    TITLE = "Response"
    QUESTION = "How could this have been cut in half?"
    HELP = "## Response\n\nFor every phase, ask what would have halved it. A what-if shows fragility and judges nobody."

    def slice(self, review: Review) -> tuple[object, ...]:
        """What it shows, what the minutes come from, and what its rows are linked with."""
        shown = (review.phases, review.decisions, review.told, review.what_ifs, review.aftermath)
        ends = (review.links, review.actions, review.lessons, review.whys, review.holes, review.layers)
        return (*shown, *ends, review.events, review.incident, review.reflections, review.measures, review.causes)

    def bands(self) -> Sequence[Band]:
        """Phases two by two, then decision points beside who told whom and the what-ifs, then what came after."""
        review, marks = self.review, Marks(self.review)
        thoughts = [what_if_row(what_if, marks) for what_if in review.what_ifs]
        decisions = self._section("Decision points", decision_rows(review, marks), Decision)
        flow = self._section("Who told whom", told_rows(review, marks), Told)
        what_ifs = self._section("What if (did not happen)", thoughts, WhatIf)
        return [
            *self._phases(marks),
            [decisions, [*flow, *what_ifs]],
            [[Rule((("After the incident", "day"),)), aftermath_row(review.aftermath, marks)]],
        ]

    @asks
    async def action_move(self) -> None:
        """Ask where the part in hand goes; what has a time of its own stands where that puts it."""
        if isinstance(part := self.selected, Told) and part.at:
            self.say("Its time decides its place; press e and give it another time.")
        else:
            super().action_move()

    def places(self, part: Part) -> list[Choice]:
        """Before another one of its kind; there is only one analysis after the incident."""
        return [] if isinstance(part, Aftermath) else super().places(part)

    def adds(self) -> type[Part]:
        """A decision point."""
        return Decision

    def _phases(self, marks: Marks) -> Iterator[Band]:
        review, drawn = self.review, Phases(self.review, marks)
        lasted = impact(review)
        head = heading("Phases", *([f"customers were hit for {say_length(lasted)}"] if lasted is not None else []))
        rest = Row(((drawn.rest(), "question"),), guide="  ", guide_rest="  ", reachable=False)
        untouched = not any(phase.happened or phase.helped or phase.halved for phase in review.phases)
        yield [[head, *([rest] if drawn.rest() else []), *([hint(PHASES), SPACE] if untouched else [])]]
        rows = [drawn.row(phase) for phase in review.phases]
        here = {phase.id for phase in review.phases}
        rows += [gone(phase) for phase in preset_phases() if phase.id not in here]
        for place in range(0, len(rows), 2):
            yield [[row, SPACE] for row in rows[place : place + 2]]

    def _section(self, title: str, rows: Sequence[Row], kind: type[Part]) -> Sequence[Row]:
        count = len(self.review.parts(kind.table))
        head = heading(title, *([str(count)] if count > 1 else []))
        return [head, *(rows or [hint(INVITATIONS[kind], adds=kind)]), SPACE]


def gone(phase: Phase) -> Row:
    """A phase that was taken away, which can come back."""
    row = hint(f"{phase.text}: press a to bring it back.", adds=Phase)
    return replace(row, given={"id": phase.id, "text": phase.text})
