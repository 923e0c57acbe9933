"""What the overview does not tell a reader from outside (P20-P25)."""

import re
from collections.abc import Iterator
from datetime import timedelta

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Found, Severity, rule
from pmfacil.coach.findings.summary import lacking
from pmfacil.coach.findings.words import LOOKED_AT, counted, listed, verb
from pmfacil.review.agenda import Board
from pmfacil.review.text import short
from pmfacil.review.timeline import EventKind
from pmfacil.review.times import impact, say_length

_BOARD = Board.OVERVIEW
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|all|none|every|zero|no)\b", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(?:some|many|several|a few|a lot|lots|significant(?:ly)?|numerous|various|most|large|huge|small|minor|major|"
    r"unknown|considerable|substantial)\b",
    re.IGNORECASE,
)
# “5m customers” are five million.
_PIECE = re.compile(r"(\d{1,4})[\s-]?(minutes?|mins?|hours?|hrs?|days?|m(?! ?[^\W\d])|h|d)(?![^\W_])")
_LENGTH = re.compile(
    r"(?<!wait )(?<!waited )(?<!waiting )\bfor (?:about |around |roughly |nearly |almost )?"
    rf"((?:{_PIECE.pattern}(?: and|,)? ?)++)(?!\d)"
)
"""How long it took, as titles say it; how long somebody had to wait is something else."""
_MINUTES = {"m": 1, "h": 60, "d": 1440}
_LENIENT = 0.2
"""By so large a part a rounded length may be off."""


@rule("overview.title-cause", Severity.SHOULD, _BOARD, "P20", "The title says what broke, not what customers met.")
def title_cause(facts: Facts) -> Iterator[Found]:
    """A title for insiders."""
    titles, incident = facts.context.titles, facts.review.incident
    said = {hint.category for hint in titles(incident.title)} if titles and incident.title else set[str]()
    ask = "What did customers meet, and for how long?"
    if "cause" in said:
        yield Found("The title states the cause; customers met something else.", ask, incident.id)
    elif "uninformative" in said:
        yield Found("The title does not say what customers met.", ask, incident.id)


@rule("overview.no-summary", Severity.BLOCKS, _BOARD, "P22", "The summary is not written.")
def no_summary(facts: Facts) -> Iterator[Found]:
    """Nothing that could be sent as an email."""
    if not facts.review.incident.summary and facts.passed(_BOARD):
        text = "The summary is not written."
        yield Found(text, "If a customer asked us tomorrow what happened, what would we say?", facts.review.incident.id)


@rule(
    "overview.summary-parts", Severity.SHOULD, _BOARD, "P22", "The summary leaves out a part that a leader looks for."
)
def summary_parts(facts: Facts) -> Iterator[Found]:
    """It does not stand alone yet."""
    incident = facts.review.incident
    parts = lacking(facts) if incident.summary else []
    if parts:
        text = f"The summary does not say {listed([part.what for part in parts], 5)}."
        yield Found(text, parts[0].question, incident.id)


@rule("overview.no-number", Severity.BLOCKS, _BOARD, "P23", "No number says how much customers were hit.")
def no_number(facts: Facts) -> Iterator[Found]:
    """Impact is a number."""
    if not facts.review.measures and facts.judged(_BOARD):
        text = "No number says how much customers were hit."
        yield Found(text, "How many people or requests were hit, even as an estimate?", None)


@rule("overview.vague-number", Severity.SHOULD, _BOARD, "P23", "An impact number is a word, such as “some”.")
def vague_number(facts: Facts) -> Iterator[Found]:
    """Something was counted without a count."""
    for measure in facts.review.measures:
        if measure.amount and (not _NUMBER.search(measure.amount) or _VAGUE.search(measure.amount)):
            text = f"“{short(measure.amount, 30)}” is no number for {short(measure.text, 40)}."
        elif not measure.amount and (not _NUMBER.search(measure.text) or _VAGUE.search(measure.text)):
            text = f"“{short(measure.text, 40)}” has no number."
        else:
            continue
        yield Found(text, "What would be our best estimate, and what is it based on?", measure.id)


@rule("overview.no-basis", Severity.SHOULD, _BOARD, "P23", "An estimate does not say what it rests on.")
def no_basis(facts: Facts) -> Iterator[Found]:
    """A guess that looks like a fact."""
    for measure in facts.review.measures:
        if measure.estimate and not measure.basis:
            text = f"The estimate of {short(measure.text, 40)} does not say what it rests on."
            yield Found(text, "How did we come to this figure?", measure.id)


@rule("overview.no-times", Severity.BLOCKS, _BOARD, "P21", "It is not said when the impact began or ended.")
def no_times(facts: Facts) -> Iterator[Found]:
    """No duration can be worked out."""
    incident = facts.review.incident
    bare = [name for name, at in (("began", incident.start), ("ended", incident.end)) if at is None]
    if bare and (facts.passed(Board.TIMELINE) or facts.first(EventKind.RECOVERY)):
        text = f"It is not said when the impact {' and '.join(bare)}."
        asks = {"began": "When did the first customer meet it?", "ended": "When were customers served again?"}
        yield Found(text, asks[bare[0]], incident.id)


@rule("overview.no-length", Severity.BLOCKS, _BOARD, "P21", "The incident ends when it begins, or before.")
def no_length(facts: Facts) -> Iterator[Found]:
    """Start and end were put down in passing, or the wrong way round."""
    incident = facts.review.incident
    if incident.start and incident.end and incident.end <= incident.start:
        where = "at the very moment it begins" if incident.end == incident.start else "before it begins"
        yield Found(f"The incident ends {where}.", "When were customers served again?", incident.id)


@rule("overview.title-length", Severity.SHOULD, _BOARD, "P20", "The title says another length than the times do.")
def title_length(facts: Facts) -> Iterator[Found]:
    """One of the two is not true, and readers see both."""
    incident, lasted = facts.review.incident, impact(facts.review)
    found = _LENGTH.search(incident.title[:LOOKED_AT])
    if lasted is None or found is None or incident.end is None:
        return
    pieces = _PIECE.findall(found[1])
    said = timedelta(minutes=sum(int(count) * _MINUTES[unit[0]] for count, unit in pieces))
    # It may speak of the worst part alone, which begins with something that customers could see.
    worst = [incident.end - event.at for event in facts.events if event.customer_facing and event.at < incident.end]
    if all(abs(said - length) > max(_LENIENT * length, timedelta(minutes=1)) for length in (lasted, *worst)):
        text = f"The title says {say_length(said)}, and from start to end the incident took {say_length(lasted)}."
        yield Found(text, "From when until when were customers hit, as far as we know now?", incident.id)


@rule("overview.no-context", Severity.SHOULD, _BOARD, "P24", "Nothing explains the service to another team.")
def no_context(facts: Facts) -> Iterator[Found]:
    """A reader from elsewhere is lost."""
    incident = facts.review.incident
    if not incident.context and facts.judged(_BOARD):
        text = "Nothing says what the service does and for whom."
        yield Found(text, "How would we explain this service to somebody who has just joined?", incident.id)


@rule(
    "overview.metadata", Severity.HINT, _BOARD, "P21", "Severity, services, commander, author or owner team is missing."
)
def metadata(facts: Facts) -> Iterator[Found]:
    """What people look up."""
    incident = facts.review.incident
    fields = {
        "severity": incident.severity,
        "services": incident.services,
        "incident commander": incident.commander,
        "author": incident.author,
        "owner team": incident.owner_team,
        "tags": incident.tags,
    }
    bare = [name for name, value in fields.items() if not value]
    if bare and facts.passed(_BOARD):
        text = f"The overview does not say {listed(bare, 6)}."
        yield Found(text, f"What shall we write down as {bare[0]}?", incident.id)


@rule("overview.customers-told", Severity.SHOULD, _BOARD, "P25", "What customers were told is not written down.")
def customers_told(facts: Facts) -> Iterator[Found]:
    """No message, and no event that tells of one."""
    told = any(e.kind == EventKind.COMMUNICATION and e.customer_facing for e in facts.events)
    if not facts.review.messages and not told and facts.judged(_BOARD):
        text = "What customers were told, when and where, is not written down."
        yield Found(text, "What did customers hear from us, where, and who told them?")


@rule("overview.message-when", Severity.HINT, _BOARD, "P25", "A message to customers has no time or no channel.")
def message_when(facts: Facts) -> Iterator[Found]:
    """Told, but when and where?"""
    bare = [message for message in facts.review.messages if message.at is None or not message.channel]
    if bare:
        text = f"{counted(bare, 'message', 'messages')} to customers {verb(bare, 'has', 'have')} no time or no channel."
        yield Found(text, "When and where did customers read this?", bare[0].id)


@rule("overview.bare-term", Severity.HINT, _BOARD, "P24", "A word of the glossary has no meaning beside it.")
def bare_term(facts: Facts) -> Iterator[Found]:
    """Listed, and not explained."""
    bare = [term for term in facts.review.glossary if not term.meaning]
    if bare:
        text = f"The glossary lists {listed([short(term.text, 30) for term in bare])} without a meaning."
        yield Found(text, f"How would we explain {short(bare[0].text, 30)} to somebody from another team?", bare[0].id)


RULES = (
    *(title_cause, no_summary, summary_parts, no_number, vague_number, no_basis, no_times, no_length, title_length),
    *(no_context, metadata, customers_told, message_when, bare_term),
)
