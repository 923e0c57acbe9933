"""The board of the overview: what happened, to whom, and how much."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from pmfacil.coach.summary import draft_summary
from pmfacil.dialogs.fields import FIELDS, Asking
from pmfacil.review.communication import Message
from pmfacil.review.edit import Change
from pmfacil.review.impact import Graph, Measure, Metric, Term
from pmfacil.review.incident import Incident
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.times import impact, say_length
from pmfacil.typeahead import asks
from pmfacil.widgets.lists import ListBoard, Section, Words
from pmfacil.widgets.rows import SPACE, Row, heading
from pmfacil.widgets.when import when

BAR = 24
"""Cells of the longest bar."""


def _measure(part: Part, review: Review) -> Words:
    if not isinstance(part, Measure):
        return "·", (part.says(),)
    amount = " ".join(word for word in (part.amount, part.unit) if word)
    more = [*(["an estimate"] if part.estimate else []), *([part.basis] if part.basis else []), part.horizon]
    return "·", (f"{part.text}: {amount}" if amount else part.text, " · ".join(more))


def _metric(part: Part, review: Review) -> Words:
    if not isinstance(part, Metric):
        return "·", (part.says(),)
    most = max(abs(part.before or 0), abs(part.during or 0)) or 1
    bars = [
        f"{name:<7} {'█' * round(abs(value) / most * BAR):<{BAR}} {value:g} {part.unit}".rstrip()
        for name, value in (("before", part.before), ("during", part.during))
        if value is not None
    ]
    return "·", (part.text, *(bars or ["no values yet"]))


def _graph(part: Part, review: Review) -> Words:
    return "·", tuple(w for w in (part.text, part.shows, part.file) if w) if isinstance(part, Graph) else (part.says(),)


def _term(part: Part, review: Review) -> Words:
    return "·", (f"{part.text}: {part.meaning}",) if isinstance(part, Term) else (part.says(),)


def _message(part: Part, review: Review) -> Words:
    if not isinstance(part, Message):
        return "·", (part.says(),)
    return when(part.at, review), tuple(words for words in (part.text, part.channel) if words)


class OverviewBoard(ListBoard):
    """Shows the fields that a reader looks for first, and the numbers of the impact."""

    TITLE = "Overview and impact"
    QUESTION = "What did customers meet, how long, how many?"
    HELP = "## Overview\n\nAsk for numbers: *how many, how much, how long?* An estimate is fine if it says so."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "draft", "Draft summary", id="overview.draft", tooltip="Put the summary together"),
    ]
    SECTIONS = (
        Section(
            "Impact in numbers",
            Measure,
            lambda r: r.measures,
            "For example, projects lost: 5,000, estimated.",
            _measure,
        ),
        Section("Before and during", Metric, lambda r: r.metrics, "For example, error rate: 0.1 → 38 %.", _metric),
        Section("Graphs", Graph, lambda r: r.graphs, "A picture, and what to see in it.", _graph),
        Section("What customers were told", Message, lambda r: r.messages, "When, where, what.", _message),
        Section("Glossary", Term, lambda r: r.glossary, "A word another team would not know.", _term),
    )

    def action_draft(self) -> None:
        """Put a first summary together, to be edited."""
        if self.review.incident.summary:
            self.say("The summary is written already; empty it with e, and p drafts it anew.")
        elif draft := draft_summary(self.review):
            self.request(Change(id=self.review.incident.id, changes={"summary": draft}))
        else:
            self.say("Nothing is known yet that a summary could say.")

    def slice(self, review: Review) -> tuple[object, ...]:
        """Its sections and the incident."""
        return (*super().slice(review), review.incident)

    def rows(self) -> Sequence[Row]:
        """The incident field by field, then the sections."""
        incident, asking = self.review.incident, Asking(self.review, self.today())
        rows = [heading("The incident", *_lasted(self.review))]
        for field in FIELDS[Incident]:
            if field.flag:
                continue
            typed = field.write(getattr(incident, field.name), asking)
            answer = (typed, "text") if typed else (field.hint or "not written yet", "hint")
            rows.append(Row((answer,), f"{field.label:<22}", "  ", "  ", part=incident, given={"field": field.name}))
        return [*rows, SPACE, *super().rows()]

    @asks
    async def action_edit(self) -> None:
        """Ask for the field in hand, or for the part in hand."""
        part = self.selected
        if part is None:
            self.action_add()
            return
        name = self.row.given.get("field") if self.row else None
        await self.ask_change(part, [field for field in FIELDS[type(part)] if name in (None, field.name)])

    @asks
    async def action_add(self) -> None:
        """Ask for what the row in hand takes; from the incident's own fields, for a number."""
        if isinstance(self.selected, Incident):
            await self.ask_new(Measure, {})
        else:
            super().action_add()

    def action_remove(self) -> None:
        """Empty the field in hand, or take the part in hand away."""
        if isinstance(self.selected, Incident):
            self.say("The incident stays; e changes the field in hand.")
        else:
            super().action_remove()


def _lasted(review: Review) -> tuple[str, ...]:
    lasted = impact(review)
    return (f"customers were hit for {say_length(lasted)}",) if lasted is not None else ()
