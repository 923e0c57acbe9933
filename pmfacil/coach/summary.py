"""A first draft of the executive summary, put together from what is known (P22)."""

from datetime import datetime

from pmfacil.review.lessons import Side
from pmfacil.review.review import Review
from pmfacil.review.timeline import EventKind
from pmfacil.review.times import impact, say_length
from pmfacil.review.whys import Purpose, purpose_of

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def draft_summary(review: Review) -> str:
    """Paragraphs that say what is known so far, leaving out what is not and what is restricted (P6)."""
    happened = " ".join(filter(None, (_context(review), _when(review), _impact(review))))
    ended = " ".join(filter(None, (_cause(review), _recovery(review), _told(review))))
    return "\n\n".join(filter(None, (happened, ended, _next(review))))


def _context(review: Review) -> str:
    first, stop, _ = " ".join(review.incident.context.split()).partition(". ")
    return _sentence(first + stop) if first else ""


def _when(review: Review) -> str:
    incident, lasted = review.incident, impact(review)
    if not incident.start:
        return _sentence(incident.title)
    since = f"From {_moment(incident.start.astimezone(incident.zone()))} {incident.timezone}"
    long = f" for {say_length(lasted)}" if lasted is not None else ""
    return _sentence(f"{since}{long}: {incident.title}")


def _impact(review: Review) -> str:
    counted = [
        f"{m.text}: {_amount(m.amount, m.unit, m.estimate)}" for m in review.measures if m.amount and not m.restricted
    ]
    return _sentence(f"In numbers: {'; '.join(counted)}") if counted else ""


def _amount(amount: str, unit: str, estimate: bool) -> str:
    return f"{'about ' if estimate else ''}{amount} {unit}".strip()


def _cause(review: Review) -> str:
    heads = [
        why for why in review.answers(None) if purpose_of(why) == Purpose.CAUSE and why.text and not why.restricted
    ]
    factors = [factor.says() for factor in review.factors() if not factor.restricted]
    named = factors or [head.text for head in heads]
    return _sentence(f"What made it possible: {'; '.join(named[:3])}") if named else ""


def _recovery(review: Review) -> str:
    for kind in (EventKind.RECOVERY, EventKind.MITIGATION):
        ends = [event for event in review.events if event.kind == kind and not event.restricted]
        if ends:
            return _sentence(f"It ended with this: {ends[-1].text}")
    return ""


def _told(review: Review) -> str:
    messages = [message for message in review.messages if not message.restricted]
    if not messages:
        return ""
    where = ", ".join(dict.fromkeys(message.channel for message in messages if message.channel))
    return _sentence(f"Customers were told{f' through {where}' if where else ''}: {messages[-1].text}")


def _next(review: Review) -> str:
    actions = [action.text for action in review.commitments() if not (action.closed() or action.restricted)][:3]
    well = [reflection.text for reflection in review.side(Side.WELL) if not reflection.restricted][:1]
    said = [_sentence(f"Next: {'; '.join(actions)}")] if actions else []
    return " ".join(said + [_sentence(f"What helped: {text}") for text in well])


def _moment(at: datetime) -> str:
    return f"{at:%H:%M} on {at.day} {_MONTHS[at.month - 1]} {at.year}"


def _sentence(words: str) -> str:
    words = words.strip()
    return words if not words or words[-1] in ".!?…" else f"{words}."
