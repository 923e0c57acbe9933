"""The incident at a glance, its summary, and what a reader from another team has to know (P20-P24)."""

from collections import Counter
from datetime import datetime

from pmfacil.documents.audience import Audience
from pmfacil.documents.blocks import Blocks, answered, bullets, table, titled
from pmfacil.documents.diagrams import is_mermaid, sketch_inside
from pmfacil.documents.escaping import cell, clickable, fenced
from pmfacil.documents.names import PARTICIPANT
from pmfacil.documents.voice import Voice
from pmfacil.review.times import impact, say_length, started

UNKNOWN = "—"
_FOR_CUSTOMERS = ("Date", "Start", "End", "Duration", "Services")
"""What customers look up; the rest is the team's own."""

_FOR_EXECUTIVES = ("Start", "End", "Duration", "Severity", "Services", "Owner team", "Status")


def title(voice: Voice) -> str:
    """The title of the document."""
    return voice.heading(voice.review.incident.title or "Untitled review")


def metadata(voice: Voice) -> Blocks:
    """What people look up, in a table (P21)."""
    incident = voice.review.incident
    begin = incident.start or started(voice.review)
    length = impact(voice.review)
    rows = {
        "Date": voice.date_of(begin) if begin else "",
        "Start": _moment(voice, begin),
        "End": _moment(voice, incident.end),
        "Duration": say_length(length) if length is not None else "",
        "Severity": cell(incident.severity),
        "Services": cell(", ".join(incident.services)),
        "Incident commander": cell(incident.commander),
        "Author": cell(incident.author),
        "Owner team": cell(incident.owner_team),
        "Review date": voice.date_of(incident.reviewed) if incident.reviewed else "",
        "Status": _status(voice),
        "Tags": cell(", ".join(incident.tags)),
        "Links": ", ".join(clickable(link) for link in incident.links),
        "People": _people(voice),
    }
    if signed := _signatures(voice):
        rows["Read by"] = signed
    if voice.audience == Audience.CUSTOMER:
        rows["Services"] = voice.cell(", ".join(incident.services))
        rows = {name: rows[name] for name in _FOR_CUSTOMERS if rows[name]}
    elif voice.audience == Audience.EXECUTIVE:
        return [" · ".join(f"**{name}** {rows[name]}" for name in _FOR_EXECUTIVES if rows[name])]
    if not rows:
        return []
    said = [(f"**{name}**", value or UNKNOWN) for name, value in rows.items()]
    return table(said[0], said[1:], whole=True)


def summary(voice: Voice) -> Blocks:
    """The summary, which stands alone (P22)."""
    text = voice.review.incident.summary
    return [voice.paragraphs(text)] if text else []


def context(voice: Voice) -> Blocks:
    """What the service does, a sketch of it, and the words that need explaining (P24)."""
    text = voice.review.incident.context
    return [*([voice.paragraphs(text)] if text else []), *_sketch(voice), *_glossary(voice)]


def _moment(voice: Voice, at: datetime | None) -> str:
    return f"{voice.date_of(at)}, {voice.clock(at)} {voice.review.incident.timezone}" if at else ""


def _status(voice: Voice) -> str:
    incident = voice.review.incident
    steps = ", ".join(f"{step.status} {voice.date_of(step.at)}" for step in incident.history)
    return f"{incident.status} ({steps})" if steps else str(incident.status)


def _people(voice: Voice) -> str:
    people = voice.review.people
    if voice.audience == Audience.INTERNAL:
        return cell(", ".join(f"{p.name} ({p.role})" if p.role else p.name for p in people))
    roles = Counter(person.role or PARTICIPANT for person in people)
    return cell(", ".join(f"{role} ({count})" if count > 1 else role for role, count in roles.items()))


def _signatures(voice: Voice) -> str:
    """Who signed which of the reader's questions (P73); only the internal document names the reader."""
    internal = voice.audience == Audience.INTERNAL
    return ", ".join(
        f"{cell(signature.by) if internal else 'an outside reader'}: "
        f"{' '.join(filter(None, (signature.question.words(), voice.cell(signature.note))))}"
        for signature in voice.review.signatures
    )


def _sketch(voice: Voice) -> Blocks:
    text = sketch_inside(voice.review.incident.sketch)
    if not text:
        return []
    if is_mermaid(text):
        return [fenced(voice.hide_in_diagram(text), "mermaid"), "The diagram is a sketch of the service."]
    return [fenced(voice.hide(text), "text")]


def _glossary(voice: Voice) -> Blocks:
    terms = voice.review.glossary
    said = (f"{answered(voice.line(term.text), voice.line(term.meaning))}{voice.tail(term)}" for term in terms)
    return titled("Glossary", bullets(said))
