"""What a sentence to the room calls the thing in hand: "the deploy", "that alert", "answer 1.2"."""

import re

from pmfacil.review.actions import Action
from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.fishbone import Cause
from pmfacil.review.impact import Graph, Measure, Metric
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson, Reflection
from pmfacil.review.notes import Note, Parked
from pmfacil.review.part import Part
from pmfacil.review.response import Phase
from pmfacil.review.review import Review
from pmfacil.review.text import slug
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

ANYTHING = "that step"
"""What it is called when nothing is in hand, or nothing that took part in the incident."""
MOST_WORDS = 6
MOST_CHARACTERS = 48

_DONE = {
    "roll(ed|ing)?[ -]?back|revert": "the rollback",
    "deploy|roll(ed|ing)?[ -]?out": "the deploy",
    "release": "the release",
    "migrat": "the migration",
    "fail(ed|ing)?[ -]?over": "the failover",
    "restart|reboot": "the restart",
    "restor": "the restore",
    "backup": "the backup",
    "config": "the config change",
    "flag": "the flag change",
    "upgrade": "the upgrade",
}
"""What people and machines do, by the words that tell it."""
_KINDS = {
    EventKind.TRIGGER: "that change",
    EventKind.SYMPTOM: "that symptom",
    EventKind.DETECTION: "that alert",
    EventKind.ESCALATION: "that escalation",
    EventKind.DECISION: "that decision",
    EventKind.ACTION: "that step",
    EventKind.COMMUNICATION: "that message",
    EventKind.ACKNOWLEDGEMENT: "that acknowledgement",
    EventKind.DIAGNOSIS: "that diagnosis",
    EventKind.MITIGATION: "that mitigation",
    EventKind.RECOVERY: "the recovery",
    None: "that moment",
}
_TOLD_BY_WORDS = (EventKind.TRIGGER, EventKind.ACTION, EventKind.MITIGATION, None)
_ALERT = re.compile(r"\b(alert|alarm|pager?s?\b|paged)", re.IGNORECASE)
_NOUNS: dict[type[Part], str] = {
    Decision: "that decision",
    WhatIf: "that what-if",
    Message: "that message",
    Told: "that message",
    Measure: "that number",
    Metric: "that number",
    Graph: "that graph",
    Reflection: "that point",
    Note: "that point",
    Parked: "that topic",
}
_SOMEBODY = re.compile(
    r"@\w|\b(i|you|we|he|she|they|him|her|them|his|their|our|us|who|some(one|body)|any(one|body)|no(body| one)|"
    r"engineers?|developers?|operators?|admins?|interns?|juniors?|managers?|teams?|vendors?|contractors?|people|"
    r"forgot\w*|mistakes?|careless\w*|errors?|faults?|blam\w*|wrong\w*|fail(ed|ure)s?|should|ignor\w*|lazy|stupid\w*)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^[A-Z]\w+ (\w+ly |then |just )?(\w+ed|ran|put|did|took|made|gave|sent|wrote|left|lost|broke|misread|hit|set)\b"
    r"|\bby [A-Z][a-z]+\b"
)
"""Words behind which somebody may stand: a sentence to the room never repeats them."""
_ENDS = re.compile(
    r"(\W+(a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|so|that|than|not|no|is|are|was|were))+$", re.I
)
"""Small words that cannot be the last ones of a name."""


def thing_of(part: Part | None, review: Review) -> str:
    """A short name that fits into a sentence as one thing; never a person, and no words that point at one."""
    if isinstance(part, Event):
        return _moment(part)
    if isinstance(part, Why):
        number = f"{'answer' if part.text else 'question'} {part.number}"
        return _quoted(part, part.text or part.question, review) or number
    if isinstance(part, Cause):
        return _quoted(part, part.text, review) or "that cause"
    if isinstance(part, Hole):
        layers = [layer.text for layer in review.layers if layer.id == part.layer]
        return f"the hole in {_cut(layers[0])}" if layers else "that hole"
    if isinstance(part, Layer):
        return f"the {_cut(part.text)} layer" if _cut(part.text) else "that layer"
    if isinstance(part, Phase):
        name = _cut(part.text).lower()
        return f"the {name}" if " " in name else f"the {name} phase"
    if isinstance(part, Action | Lesson):
        return f"{part.noun} {part.label()}" if part.number else "that idea"
    return _NOUNS.get(type(part), ANYTHING) if part else ANYTHING


def _moment(event: Event) -> str:
    if event.kind in _TOLD_BY_WORDS:
        for words, name in _DONE.items():
            if re.search(rf"\b({words})", event.text, re.IGNORECASE):
                return name
        if event.kind is None and _ALERT.search(event.text):
            return "that alert"
    if event.kind is EventKind.DETECTION and not _ALERT.search(f"{event.source} {event.text}"):
        return "that signal"
    return _KINDS[event.kind]


def _quoted(part: Part, text: str, review: Review) -> str:
    """The words in quotation marks, unless somebody could feel meant or they are not for everyone."""
    names = {word for person in review.people for word in slug(person.name).split("-") if len(word) > 2}
    meant = _SOMEBODY.search(text) or _SUBJECT.search(text) or names & set(slug(text).split("-"))
    if part.restricted or meant:
        return ""
    words = _cut(text)
    return f"“{words}”" if any(map(str.isalnum, words)) else ""


def _cut(text: str) -> str:
    """The first few words, whole, without quotation marks and without a full stop at the end."""
    text = re.sub('["“”„«»]', "", text[:1_000]).strip(" .!?;:,")
    words = re.split(r"[,;:(] | [–—-] ", text)[0].split()[:MOST_WORDS]
    while len(words) > 1 and len(" ".join(words)) > MOST_CHARACTERS:
        words.pop()
    name = " ".join(words)
    if name == " ".join(text.split()) and len(name) <= MOST_CHARACTERS:
        return name
    return f"{_ENDS.sub('', name)[:MOST_CHARACTERS]}…"
