"""What does not belong into the text, wherever it stands (P4-P6, P24, P43)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from pmfacil.coach.findings.facts import Facts, Said
from pmfacil.coach.findings.finding import Found, Severity, rule
from pmfacil.coach.findings.words import listed, plain, verb, words_of
from pmfacil.coach.hints import Hint
from pmfacil.review.agenda import Board
from pmfacil.review.part import Id, Part

_RUN = 5
"""So many words in a row that also stand in a restricted part are no coincidence."""
_ACRONYM = re.compile(r"(?<![\w/.@-])[A-Z][A-Z0-9]{1,9}s?(?![\w/@-]|\.\w)")
_MOST = 20
"""So many acronyms are looked at: a text with more of them is no prose."""
_USED = 2
"""How often an acronym may be used before it needs explaining."""
_FREE = words_of(
    """
    AI AM API APP AWS CD CDN CEO CI CLI CPU CSS CSV CTO DB DNS EMEA ETA EU FAQ FYI GB GCP GPU GUI HDD HR HTML HTTP
    HTTPS IAM ID IDE IO IP IT JSON KB KPI LAN MB NA NASA OK OS PC PDF PM PR QA RAM REST SDK SLA SLI SLO SMS SQL SRE SSD
    SSH SSL TB TBD TCP TLS TODO TV UDP UI UK URL URI US USA USB USD EUR UTC UX VM VPN WAN WWW XML YAML YML
    GMT CET CEST EST EDT PST PDT BST IST AND OR NOT THE NO ON OFF TO OF IN IS II III
    HIGH MEDIUM LOW CRITICAL SUCCESS FAILED FAILURE ERROR WARNING INFO DEBUG OPEN CLOSED DONE S3 EC2 ID UID GET POST PUT
    """
)
"""Acronyms and capitals that need no explaining in this trade."""
_PERSONAL = words_of("person team hindsight carelessness human-error failed-to be-careful minimising")
"""The categories of wording rules that turn a text towards a person."""
_LOOSE = frozenset(("speculation", "amount"))


@rule("document.names", Severity.SHOULD, None, "P5", "A name stands where a role would do.")
def names(facts: Facts) -> Iterator[Found]:
    """One finding for each board; actions may have names in them."""
    texts = [said for said in facts.said if said.part.table != "actions" and facts.names(said.text)]
    for board, parts in _by_board(texts):
        text = f"{_places(parts)} {verb(parts, 'says', 'say')} a name where a role would do."
        yield Found(text, "Which role was it: on-call engineer, support, incident commander?", parts[0].id, board)


@rule("document.blame", Severity.SHOULD, None, "P4", "Words turn towards a person and not to the system.")
def blame(facts: Facts) -> Iterator[Found]:
    """One finding for each board; the wording rules say which words."""
    texts = [said for said in facts.said if _PERSONAL & _categories(facts, said.text)]
    for board, parts in _by_board(texts):
        text = f"{_places(parts)} could tell about the system instead of a person."
        yield Found(text, "What made that the likely thing to happen, whoever was there?", parts[0].id, board)


@rule("document.loose", Severity.HINT, None, "P43", "A guess is told as a fact, or an amount has no number.")
def loose(facts: Facts) -> Iterator[Found]:
    """One finding for each board; an answer that is marked as a guess may be one."""
    texts = [
        said
        for said in facts.said
        if _LOOSE & _categories(facts, said.text) and not getattr(said.part, "speculation", False)
    ]
    for board, parts in _by_board(texts):
        text = f"{_places(parts)} {verb(parts, 'tells', 'tell')} a guess or an amount without saying how much is known."
        yield Found(text, "What do we know here, and what do we only think?", parts[0].id, board)


@rule("document.restricted", Severity.BLOCKS, None, "P6", "Restricted words also stand in an open part.")
def restricted(facts: Facts) -> Iterator[Found]:
    """The shareable document would hold them."""
    review = facts.review
    marked = [part for part in review.all_parts() if part.restricted]
    if not marked:
        return
    hidden = {part.id for part in marked} | {below.id for part in marked for below in review.below(part.id)}
    secret = {run for said in facts.said if said.part.id in hidden for run in _runs(said.text)}
    found: dict[Id, Said] = {}
    for said in facts.said:
        if said.part.id not in hidden and any(run in secret for run in _runs(said.text)):
            found.setdefault(said.part.id, said)
    for said in found.values():
        text = f"An open {said.part.noun} repeats words of a restricted part."
        yield Found(text, "May everybody read this, or shall we mark it restricted as well?", said.part.id, said.board)


@rule("document.acronyms", Severity.HINT, Board.OVERVIEW, "P24", "An acronym is used and not explained.")
def acronyms(facts: Facts) -> Iterator[Found]:
    """A reader from another team would have to ask."""
    used: dict[str, list[Said]] = {}
    for said in facts.said:
        if said.text.isupper() or said.text.islower():
            continue
        for acronym in _ACRONYM.findall(said.text):
            if sum(letter.isalpha() for letter in acronym.removesuffix("s")) > 1:
                used.setdefault(acronym.removesuffix("s"), []).append(said)
    known = _FREE | _glossary(facts)
    often = [acronym for acronym, places in used.items() if len(places) >= _USED and acronym not in known]
    bare = [acronym for acronym in often[:_MOST] if not any(_explained(acronym, said.text) for said in used[acronym])]
    if bare:
        text = f"{listed(bare)} {verb(bare, 'is', 'are')} used and not explained."
        yield Found(text, f"How would we explain {bare[0]} to somebody from another team?", used[bare[0]][0].part.id)


RULES = (names, blame, loose, restricted, acronyms)


def _by_board(texts: list[Said]) -> Iterator[tuple[Board, list[Part]]]:
    """The parts that say something of the kind, each once, board by board."""
    order: Callable[[Said], int] = lambda said: list(Board).index(said.board)  # noqa: E731
    for _, group in groupby(sorted(texts, key=order), key=order):
        together = list(group)
        yield together[0].board, list({said.part.id: said.part for said in together}.values())


def _places(parts: list[Part]) -> str:
    """What the parts are, counted: `2 events`, `1 why and 1 event`."""
    kinds = Counter(part.noun for part in parts)
    return listed([f"{count} {_plural(noun) if count > 1 else noun}" for noun, count in kinds.items()])


def _plural(noun: str) -> str:
    return {"post-incident analysis": "analyses", "response phase": "response phases"}.get(noun, f"{noun}s")


def _categories(facts: Facts, text: str) -> set[str]:
    hints: tuple[Hint, ...] = tuple(facts.context.wording(text)) if facts.context.wording else ()
    return {hint.category for hint in hints}


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of five words; a text of three or four is one run."""
    words = plain(text)
    if 3 <= len(words) < _RUN:
        yield words
    for place in range(len(words) - _RUN + 1):
        yield words[place : place + _RUN]


def _glossary(facts: Facts) -> set[str]:
    review = facts.review
    words = [
        *(term.text for term in review.glossary if term.meaning),
        *review.incident.services,
        review.incident.severity,
    ]
    words += [person.name for person in review.people] + [person.role for person in review.people]
    words += [str(action.priority) for action in review.actions] + [review.incident.timezone]
    return {word.removesuffix("s") for text in words for word in re.findall(r"\w+", text)}


def _explained(acronym: str, text: str) -> bool:
    """Whether a text says it in full: `WAL (write-ahead log)`, `write-ahead log (WAL)`."""
    behind, before = rf"\({acronym}s?\)", rf"\b{acronym}s? \((?:\w+[ -]){{1,6}}\w+\)"
    return bool(re.search(rf"{behind}|{before}|\b{acronym}s?(?:,| is| means) (?:a|an|the|our)\b", text))
