"""Whether a review is ready for its readers: what blocks it, what they will ask, by when it is due (P72-P74)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pmfacil.coach.findings.all import findings
from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Context, Finding, Severity
from pmfacil.coach.findings.words import counted, listed, one_person, verb
from pmfacil.review.incident import Status, StatusStep
from pmfacil.review.layers import LayerState
from pmfacil.review.reading import ReaderQuestion, Signature
from pmfacil.review.review import Review
from pmfacil.review.times import say_length, times_to

COMMENTS = timedelta(hours=24)
"""For so long a draft is open for comments at least (P72)."""
COMPLETE = timedelta(days=14)
"""So long after the incident a review is complete (P72)."""


@dataclass(frozen=True)
class Evidence:
    """What the review itself says to one of the reader's questions."""

    text: str
    good: bool


@dataclass(frozen=True)
class Asked:
    """One of the reader's questions, with what can be told from the review and who signed it (P73)."""

    question: ReaderQuestion
    evidence: tuple[Evidence, ...]
    signature: Signature | None

    def good(self) -> bool:
        """Whether nothing in the review speaks against a yes; only a person can say yes."""
        return all(evidence.good for evidence in self.evidence)


@dataclass(frozen=True)
class Deadline:
    """One step on the way to a complete review (P72)."""

    what: str
    due: datetime
    done: bool
    late: bool
    """Whether it was, or will be, later than it is due."""


@dataclass(frozen=True)
class Readiness:
    """How far a review is from being published."""

    findings: tuple[Finding, ...]
    """Everything that was noticed, judged as if the meeting were over."""
    asked: tuple[Asked, ...]
    deadlines: tuple[Deadline, ...]
    """Empty as long as nobody knows when the incident ended."""
    status: Status
    history: tuple[StatusStep, ...]

    def blocks(self) -> list[Finding]:
        """What has to be mended before it is published."""
        return [finding for finding in self.findings if finding.severity == Severity.BLOCKS]

    def signed(self) -> int:
        """How many of the reader's questions are signed."""
        return sum(asked.signature is not None for asked in self.asked)

    def ready(self) -> bool:
        """Whether nothing blocks it; signatures are for the reader to give, and do not count here."""
        return not self.blocks()


def readiness(review: Review, context: Context, now: datetime) -> Readiness:
    """How far a review is from being published at `now`."""
    context = replace(context, over=True)
    found = tuple(findings(review, context))
    facts = Facts(review, context)
    rules = {finding.rule: finding for finding in found}
    signed = {signature.question: signature for signature in reversed(review.signatures)}
    asked = tuple(Asked(q, tuple(_EVIDENCE[q](facts, rules)), signed.get(q)) for q in ReaderQuestion)
    return Readiness(found, asked, _deadlines(review, context, now), review.incident.status, review.incident.history)


def _clear(facts: Facts, rules: Mapping[str, Finding]) -> Sequence[Evidence]:
    incident, glossary = facts.review.incident, facts.review.glossary
    summary = rules.get("overview.no-summary") or rules.get("overview.summary-parts")
    words = f"The glossary explains {len(glossary)} {verb(glossary, 'word', 'words')}."
    return [
        Evidence(summary.text if summary else "The summary stands alone.", summary is None),
        Evidence(
            "The service is explained." if incident.context else "The service is not explained.", bool(incident.context)
        ),
        _unless(rules, "document.acronyms", words if glossary else "No acronym needs explaining."),
        _unless(rules, "timeline.gap", "Every silence of the timeline has its reason."),
    ]


def _deep(facts: Facts, rules: Mapping[str, Finding]) -> Sequence[Evidence]:
    depths, factors = facts.depths, facts.review.factors()
    deepest = max(depths.values(), default=0)
    answered = [why for why in facts.review.whys if why.text]
    proved = [why for why in answered if why.evidence]
    layers = [layer for layer in facts.review.layers if facts.review.layer_state(layer) != LayerState.UNKNOWN]
    chains = f"{len(depths)} {verb(list(depths), 'chain', 'chains')} of whys"
    chains += f", the deepest with {'one answer' if deepest == 1 else f'{deepest} answers'}." if depths else "."
    return [
        Evidence(chains, deepest >= 3 and "whys.shallow" not in rules),
        _unless(rules, "whys.human-end", "No chain stops at a person, a process or bad luck."),
        Evidence(
            f"{len(proved)} of {counted(answered, 'answer has', 'answers have')} evidence.",
            len(proved) * 2 > len(answered),
        ),
        Evidence(_counted(len(factors), "contributing factor"), len(factors) > 1),
        Evidence(
            f"{len(layers)} of {counted(facts.review.layers, 'layer was', 'layers were')} looked at.", bool(layers)
        ),
    ]


def _usable(facts: Facts, rules: Mapping[str, Finding]) -> Sequence[Evidence]:
    return [
        Evidence(_counted(len(facts.review.lessons), "lesson"), bool(facts.review.lessons)),
        _unless(rules, "lessons.one-product", "No lesson is about one product or service."),
        _unless(rules, "lessons.restates-action", "No lesson reads like an action."),
        _unless(rules, "lessons.no-action", "Every lesson has an action."),
    ]


def _owned(facts: Facts, rules: Mapping[str, Finding]) -> Sequence[Evidence]:
    actions = facts.commitments
    whole = [a for a in actions if one_person(a.owner) and (a.agreed or a.closed()) and a.due and a.check]
    return [
        Evidence(_counted(len(actions), "commitment"), len(actions) > 0 and "actions.too-many" not in rules),
        Evidence(
            f"{len(whole)} of {counted(actions, 'has', 'have')} one owner who agreed, a date and a check.",
            len(whole) == len(actions),
        ),
        _unless(rules, "actions.vague", "Every action says what will be different."),
        _unless(rules, "layers.open-hole", "Every hole has an action or a stated acceptance."),
    ]


def _improving(facts: Facts, rules: Mapping[str, Finding]) -> Sequence[Evidence]:
    review, times = facts.review, times_to(facts.review)
    halved = [phase for phase in review.phases if phase.halved]
    phases = counted(review.phases, "phase says how it", "phases say how they")
    took = [f"{say_length(length)} to {verb}" for verb, length in times.items()]
    decisions = [decision for decision in review.decisions if decision.sense]
    return [
        Evidence(f"It took {listed(took, 5)}." if took else "No times follow from the timeline yet.", bool(took)),
        Evidence(
            f"{len(halved)} of {phases} could be cut in half.",
            bool(halved),
        ),
        Evidence(_counted(len(decisions), "decision point") + " with what made it sensible", bool(decisions)),
        _unless(rules, "actions.slow-detection", "Detection was quick, or an action makes it quicker."),
    ]


_EVIDENCE: Mapping[ReaderQuestion, Callable[[Facts, Mapping[str, Finding]], Sequence[Evidence]]] = {
    ReaderQuestion.CLEAR: _clear,
    ReaderQuestion.DEEP: _deep,
    ReaderQuestion.USABLE: _usable,
    ReaderQuestion.OWNED: _owned,
    ReaderQuestion.IMPROVING: _improving,
}


def _unless(rules: Mapping[str, Finding], rule: str, otherwise: str) -> Evidence:
    """What a rule found, or that it found nothing."""
    found = rules.get(rule)
    return Evidence(found.text if found else otherwise, found is None)


def _counted(number: int, what: str) -> str:
    return f"{number or 'No'} {what}{'' if number == 1 else 's'}"


def _deadlines(review: Review, context: Context, now: datetime) -> tuple[Deadline, ...]:
    incident = review.incident
    if incident.end is None:
        return ()
    drafted = bool(incident.summary and review.events)
    opened = _reached(incident.history, Status.IN_REVIEW)
    published = _reached(incident.history, Status.PUBLISHED, Status.CLOSED)
    draft = incident.end + timedelta(hours=context.policies.draft_hours)
    complete = incident.end + COMPLETE
    comments = (opened or draft) + COMMENTS
    return (
        Deadline("Draft", draft, drafted, (opened or now) > draft if opened or not drafted else False),
        Deadline(
            "Open for comments",
            comments,
            opened is not None and (published or now) >= comments,
            (published is not None and published < comments) or (opened is None and now > comments),
        ),
        Deadline("Complete", complete, published is not None, (published or now) > complete),
    )


def _reached(history: Sequence[StatusStep], *statuses: Status) -> datetime | None:
    """When the document first had one of these statuses."""
    return next((step.at for step in history if step.status in statuses), None)
