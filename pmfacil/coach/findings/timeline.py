"""What is missing or does not belong on the timeline (P30-P32, P36)."""

import re
from collections.abc import Iterator
from datetime import timedelta

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Found, Severity, rule
from pmfacil.coach.findings.words import counted, listed, verb
from pmfacil.review.agenda import Board
from pmfacil.review.gaps import unexplained
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.times import moment, say_length

_ENOUGH = 5
"""From so many events on, the room has told enough of the story for its gaps to show."""
_NOTICED = (EventKind.DETECTION, EventKind.ESCALATION, EventKind.ACKNOWLEDGEMENT)
_PAGE = re.compile(r"\b(page[ds]?|pager|alerts?|alarms?|paging|on-?call (?:is|was|gets))\b", re.IGNORECASE)
_BY_CUSTOMERS = re.compile(
    r"\b(customers?|users?|support|tickets?|twitter|complaints?|clients?|merchants?|social media)\b", re.IGNORECASE
)
_METRIC_LEAD = timedelta(minutes=5)
"""How long customers may be hit before an alert; faster than that hardly any monitoring is."""
_WHAT_IF = re.compile(
    r"\bwhat if\b|\bif only\b|\b(?:would|could|should|might|ought to)(?:n['’]t| not)?(?: have|['’]ve)\b"
    r"|\bhad (?:we|they|he|she|it|someone|somebody|anyone|the \w+) (?:only |just )?(?:been|had|not|known|\w+ed)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|whether|who|what|how)(?: \w+)?\s$", re.IGNORECASE)
_MEASURED = {
    EventKind.DETECTION: "detection",
    EventKind.ACKNOWLEDGEMENT: "acknowledgement",
    EventKind.DIAGNOSIS: "diagnosis",
    EventKind.MITIGATION: "mitigation",
    EventKind.RECOVERY: "recovery",
}


@rule("timeline.empty", Severity.BLOCKS, Board.TIMELINE, "P30", "Nothing stands on the timeline.")
def empty(facts: Facts) -> Iterator[Found]:
    """Nothing to tell the story with."""
    if not facts.events and facts.passed(Board.TIMELINE):
        yield Found("The timeline is empty.", "What is the first thing that anybody saw, and when?")


@rule("timeline.late-start", Severity.SHOULD, Board.TIMELINE, "P30", "It begins with a page, not with what set it off.")
def late_start(facts: Facts) -> Iterator[Found]:
    """The first trigger is missing, or stands behind the page."""
    if not facts.events or not facts.judged(Board.TIMELINE, enough=len(facts.events) >= 3):
        return
    first, at = facts.events[0], facts.clock(facts.events[0].at)
    if first.kind in _NOTICED or (first.kind in (None, EventKind.SYMPTOM) and _PAGE.search(first.text)):
        text = f"The timeline begins at {at} with somebody being told; what set it off is not on it yet."
        yield Found(text, "What changed before that: a release, a setting, traffic, a job?", first.id)
    elif not facts.first(EventKind.TRIGGER):
        text = "No event is marked as the trigger, so every time is counted from the incident's start."
        yield Found(text, "Which of these set it off, or does that moment come before all of them?", first.id)
    elif (start := facts.review.incident.start) and first.at - start > _minutes(facts):
        text = f"The timeline begins at {at}, {say_length(first.at - start)} after the incident's start."
        yield Found(text, f"What do we know about the time from {facts.clock(start)} to {at}?", first.id)


@rule("timeline.early-end", Severity.SHOULD, Board.TIMELINE, "P30", "It stops before customers were served again.")
def early_end(facts: Facts) -> Iterator[Found]:
    """The end of the impact is not told."""
    end = facts.review.incident.end
    if not end or not facts.events or not facts.judged(Board.TIMELINE):
        return
    last = facts.events[-1]
    if end - last.at > _minutes(facts):
        text = f"The timeline stops at {facts.clock(last.at)}, and the impact ended at {facts.clock(end)}."
        yield Found(text, "What happened until customers were served again, and what showed that they were?", last.id)


@rule("timeline.gap", Severity.SHOULD, Board.TIMELINE, "P32", "A silence longer than the team allows has no reason.")
def gap(facts: Facts) -> Iterator[Found]:
    """Minutes of which nothing is known."""
    for silence in unexplained(facts.review, _minutes(facts)):
        begins, ends = facts.clock(silence.before.at), facts.clock(silence.after.at)
        text = f"Nothing is written down from {begins} to {ends} ({say_length(silence.length())})."
        yield Found(text, f"What was going on between {begins} and {ends}?", silence.after.id)


@rule("timeline.customers-first", Severity.SHOULD, Board.TIMELINE, "P32", "Customers noticed before monitoring did.")
def customers_first(facts: Facts) -> Iterator[Found]:
    """A detection gap that no Detect action answers yet."""
    detected = moment(facts.events, EventKind.DETECTION)
    ask = "What could have told us before a customer did?"
    for event in facts.events:
        lead = detected - event.at if detected else None
        if not met_by_customers(event, lead) or _answered(facts, event):
            continue
        at = facts.clock(event.at)
        if event.kind == EventKind.DETECTION:
            yield Found(f"It was customers who told us, at {at}.", ask, event.id)
        elif detected:
            text = f"Customers met it at {at}, {say_length(detected - event.at)} before anything of ours told us."
            yield Found(text, ask, event.id)
        return


@rule(
    "timeline.milestones",
    Severity.SHOULD,
    Board.TIMELINE,
    "P33",
    "A moment from which times are counted is not marked.",
)
def milestones(facts: Facts) -> Iterator[Found]:
    """Detection, acknowledgement, diagnosis, mitigation or recovery is on no event."""
    if not facts.events or not facts.judged(Board.TIMELINE, enough=len(facts.events) >= _ENOUGH):
        return
    there = {event.kind for event in facts.events}
    lacking = [name for kind, name in _MEASURED.items() if kind not in there]
    if lacking:
        text = f"No event is marked as {listed(lacking, 5).replace(' and ', ' or ')}."
        yield Found(text, f"Which of these moments was the {lacking[0]}, or is it still missing?", facts.events[0].id)


@rule(
    "timeline.decisions", Severity.SHOULD, Board.TIMELINE, "P31", "Only machines act: no decision of a person is told."
)
def decisions(facts: Facts) -> Iterator[Found]:
    """Neither an event nor a decision point says what people decided."""
    if facts.review.decisions or facts.first(EventKind.DECISION):
        return
    if facts.events and facts.judged(Board.TIMELINE, enough=len(facts.events) >= _ENOUGH):
        text = "The timeline tells what happened, and no decision that people took."
        yield Found(text, "At which moment did we have to choose, and what did we know just then?", facts.events[0].id)


@rule("timeline.what-if", Severity.SHOULD, Board.TIMELINE, "P36", "What did not happen stands between what did.")
def what_if(facts: Facts) -> Iterator[Found]:
    """A counterfactual belongs beside the timeline, not on it."""
    found = [e for e in facts.review.events if thought_of(e.text) or thought_of(e.known)]
    if found:
        places = listed([facts.clock(event.at) for event in found])
        text = f"The {verb(found, 'event', 'events')} at {places} {verb(found, 'tells', 'tell')} what did not happen."
        yield Found(text, "What did happen at that moment? The other thought goes to the what-ifs.", found[0].id)


@rule("timeline.kinds", Severity.HINT, Board.TIMELINE, "P31", "Most events do not say what kind of moment they were.")
def kinds(facts: Facts) -> Iterator[Found]:
    """Times cannot be counted from events without a kind."""
    bare = [event for event in facts.events if event.kind is None]
    if len(bare) >= _ENOUGH and len(bare) * 2 > len(facts.events):
        text = f"{counted(bare, 'event does', 'events do')} not say what kind of moment they were."
        yield Found(text, "Which of these did the system do, and which did people do or decide?", bare[0].id)


def thought_of(text: str) -> bool:
    """Whether a text tells what did not happen; “the rows that should have been kept” are there or not there."""
    return any(not _RELATIVE.search(text, 0, found.start()) for found in _WHAT_IF.finditer(text))


RULES = (empty, late_start, early_end, gap, customers_first, milestones, decisions, what_if, kinds)


def _minutes(facts: Facts) -> timedelta:
    return timedelta(minutes=facts.context.policies.gap_minutes)


def met_by_customers(event: Event, lead: timedelta | None) -> bool:
    """Whether customers told us, or were hit well before anything of ours noticed."""
    told = _BY_CUSTOMERS.search(event.source) is not None
    if event.kind == EventKind.DETECTION:
        return told or (event.customer_facing and _BY_CUSTOMERS.search(event.text) is not None)
    if event.kind not in (EventKind.SYMPTOM, None) or lead is None:
        return False
    return (told and lead > timedelta()) or (event.customer_facing and lead > _METRIC_LEAD)


def _answered(facts: Facts, event: Event) -> bool:
    """Whether a commitment is linked with the event, or with what it is linked with."""
    near = facts.linked.get(event.id, set[str]())
    return facts.acted_on(event.id) or any(facts.acted_on(part) for part in near)
