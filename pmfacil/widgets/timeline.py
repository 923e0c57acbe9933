"""The board of the timeline: what happened, in order."""

from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.times import say_length, times_to
from pmfacil.widgets.lists import ListBoard, Section, Words
from pmfacil.widgets.rows import Row
from pmfacil.widgets.when import when

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


def _event(part: Part, review: Review) -> Words:
    if not isinstance(part, Event):
        return "·", (part.says(),)
    time = when(part.at, review)
    more = [f"{GLYPHS[part.kind]} {part.kind}"] if part.kind else []
    more += ["★ milestone"] if part.milestone else []
    more += ["customers could see it"] if part.customer_facing else []
    more += [f"from {part.source}"] if part.source else []
    more += ["another recollection"] if part.recollects else []
    details = [f"known: {part.known}"] if part.known else []
    details += [f"before it: {part.gap_note}"] if part.gap_note else []
    return time, tuple(words for words in (part.text, " · ".join(more), *details) if words)


class TimelineBoard(ListBoard):
    """Shows the events in the order in which they happened."""

    TITLE = "Timeline"
    QUESTION = "What happened next, and who or what showed it?"
    HELP = "## Timeline\n\nBegin with the first trigger. Ask what people saw and knew then, not what was true."
    SECTIONS = (
        Section(
            "What happened",
            Event,
            lambda review: review.events,
            "Begin with the first trigger: 10:02 a release went out, a trigger from the deploy log.",
            _event,
        ),
    )

    def slice(self, review: Review) -> tuple[object, ...]:
        """The events, their links and the zone."""
        return (review.events, review.links, review.incident)

    def section_rows(self, section: Section) -> list[Row]:
        """The events below the zone and the times that follow from them."""
        top, *rows = super().section_rows(section)
        times = " · ".join(f"{verb} {say_length(length)}" for verb, length in times_to(self.review).items())
        marks = (f"times in {self.review.incident.timezone}",)
        return [
            Row(top.paragraphs, marks=marks, reachable=False),
            *(
                [Row(((f"Time to {times}", "question"),), guide="  ", guide_rest="  ", reachable=False)]
                if times
                else []
            ),
            *rows,
        ]
