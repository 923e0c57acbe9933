"""Where the whys stop too early (P40-P46)."""

import re
from collections.abc import Iterator

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Found, Severity, rule
from pmfacil.coach.findings.words import alike, counted, listed, plain, verb
from pmfacil.review.agenda import Board
from pmfacil.review.whys import Leaf, Purpose, Why, purpose_of

_FEW_WORDS = 6
"""A legacy system with more said about it is a cause like any other; on its own it is a full stop."""
DEEP = 3
"""Answers from head to end; a shallower chain has hardly left the trigger."""
_ENDS = {
    "human error": r"(?:human|operator|manual|pilot|people) (?:error|mistake|failure)s?|fat[- ]?finger\w*",
    "a mistake": r"(?:by|made an?|was an?|an honest|just an?|simple) (?:\w+ )?mistake|careless(?:ness|ly)?|negligence",
    "somebody forgot": r"forgot(?:ten)?(?![- ]password)|overlooked|slipped \w+ mind|(?:an?|our|simple) oversight|"
    r"lack of (?:care|attention|discipline|diligence|focus)|(?:not|wasn['’]t|weren['’]t) (?:paying attention|careful)|"
    r"inattent\w+",
    "process failure": r"process(?:es)? (?:failures?|failed|broke|broken|breakdown|issues?|problems?|errors?)"
    r"|(?:process(?:es)?|procedures?|runbook) (?:was|were|is|are)(?:n['’]t| not) followed"
    r"|(?:failure|breakdown) of (?:the |our )?process|(?:did not|didn['’]t|not) follow\w* (?:the |our )?"
    r"(?:process|procedure|runbook|rules)|(?:communication breakdown|"
    r"(?:bad|poor|lack of) communication|miscommunication)s?",
    "legacy system": r"(?:legacy|tech(?:nical)? debt|(?:an|the|our|is|very) old (?:system|code|software)"
    r"|historical(?:ly)? reasons?)",
    "bad luck": r"bad luck|unlucky|bad timing|murphy['’]?s?|act of god|these things happen"
    r"|(?:just|pure|sheer|a) (?:coincidence|chance|fluke)",
}
"""What no chain may end at (P42), by the word that is read back to the room."""
_END = re.compile("|".join(rf"(?P<e{n}>\b(?:{words})\b)" for n, words in enumerate(_ENDS.values())), re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|no|never|isn['’]t|wasn['’]t|rather than|instead of|than|nor)\s+(?:\w+\s+)?$", re.IGNORECASE
)


@rule("whys.empty", Severity.BLOCKS, Board.WHYS, "P40", "Nobody has asked why.")
def empty(facts: Facts) -> Iterator[Found]:
    """No chain was begun."""
    if not any(why.text for why in facts.review.whys) and facts.passed(Board.WHYS):
        yield Found("No why has an answer yet.", "What did customers meet, and what made that possible?")


@rule(
    "whys.human-end", Severity.BLOCKS, Board.WHYS, "P42", "A chain stops at human error, a forgotten step or bad luck."
)
def human_end(facts: Facts) -> Iterator[Found]:
    """The last answer closes the question where it begins to be worth asking."""
    for why in facts.leaves:
        if cliche := stops_at(why.text):
            text = f"Why {why.number} stops at “{cliche}”, which no action can change."
            yield Found(text, _ASK[cliche], why.id)


@rule("whys.unanswered", Severity.SHOULD, Board.WHYS, "P40", "A question stands without an answer.")
def unanswered(facts: Facts) -> Iterator[Found]:
    """Asked, and left open."""
    bare = [why for _, why in facts.tree if not why.text and why.leaf != Leaf.PARKED]
    if bare and facts.judged(Board.WHYS, enough=len(bare) > 1):
        numbers = listed([why.number for why in bare])
        text = f"{'Question' if len(bare) == 1 else 'Questions'} {numbers} {verb(bare, 'has', 'have')} no answer yet."
        yield Found(text, bare[0].question, bare[0].id)


@rule("whys.keep-asking", Severity.SHOULD, Board.WHYS, "P40", "The room wanted to go on asking, and has not.")
def keep_asking(facts: Facts) -> Iterator[Found]:
    """A branch marked to be continued ends all the same."""
    waiting = [why for why in facts.leaves if why.leaf == Leaf.KEEP_ASKING and why.text]
    if waiting:
        text = f"The room wanted to keep asking at {listed([why.number for why in waiting])}."
        yield Found(text, f"What made {waiting[0].number} possible, and who could tell us more?", waiting[0].id)


@rule("whys.shallow", Severity.SHOULD, Board.WHYS, "P47", "A chain has fewer than three answers from its head down.")
def shallow(facts: Facts) -> Iterator[Found]:
    """A proximate cause and not much more."""
    heads = facts.answers.get(None, [])
    for head in heads:
        left = facts.judged(Board.WHYS, enough=head is not heads[-1])
        if head.text and facts.depths[head.id] < DEEP and left and head.leaf != Leaf.PARKED:
            deep = "one answer" if facts.depths[head.id] == 1 else "two answers"
            text = f"Chain {head.number} is {deep} deep; most change something only further down."
            yield Found(text, "And what made that possible?", _last(facts, head).id)


@rule("whys.repeats", Severity.SHOULD, Board.WHYS, "P40", "An answer says again what it should explain.")
def repeats(facts: Facts) -> Iterator[Found]:
    """No step was taken from the why above."""
    by_id = {why.id: why for why in facts.review.whys}
    for why in facts.review.whys:
        above = by_id.get(why.parent or "")
        if above and why.text and above.text and alike(why.text, above.text):
            text = f"Why {why.number} says nearly the same as {above.number} above it."
            yield Found(text, f"What had to be so, for {above.number} to become possible?", why.id)


@rule("whys.no-detection", Severity.SHOULD, Board.WHYS, "P46", "No chain asks why it was not noticed earlier.")
def no_detection(facts: Facts) -> Iterator[Found]:
    """Only the cause was asked for."""
    if _lacks(facts, Purpose.DETECTION):
        text = "No chain asks why it was not noticed earlier."
        yield Found(text, "Why did we learn of it when we did, and not earlier?")


@rule("whys.no-mitigation", Severity.SHOULD, Board.WHYS, "P46", "No chain asks why it lasted as long as it did.")
def no_mitigation(facts: Facts) -> Iterator[Found]:
    """Only the cause was asked for."""
    if _lacks(facts, Purpose.MITIGATION):
        yield Found("No chain asks why it lasted as long as it did.", "Once we knew, what made it take so long to end?")


@rule(
    "whys.single-cause", Severity.SHOULD, Board.WHYS, "P46", "One line of answers, or one factor, explains everything."
)
def single_cause(facts: Facts) -> Iterator[Found]:
    """Contributing factors are plural."""
    review, factors = facts.review, facts.review.factors()
    ask = "What else had to be true that day for this to happen?"
    if len(factors) == 1 and facts.judged(Board.LAYERS):
        yield Found("Only one contributing factor is chosen.", ask, factors[0].id, Board.WHYS)
        return
    causes = [head for head in facts.answers.get(None, []) if purpose_of(head) in (Purpose.CAUSE, Purpose.OTHER)]
    branches = any(len(below) > 1 for parent, below in facts.answers.items() if parent)
    beside = len(review.causes) + len(review.holes)
    if len(causes) == 1 and not branches and beside < 2 and len(factors) < 2 and _deep_enough(facts):
        yield Found("A single line of whys explains everything so far.", ask, causes[0].id)


@rule("whys.no-factor", Severity.SHOULD, Board.WHYS, "P46", "The room chose no contributing factors.")
def no_factor(facts: Facts) -> Iterator[Found]:
    """Many answers, and none stands out."""
    if not facts.review.factors() and facts.review.whys and facts.passed(Board.LAYERS):
        text = "No why, cause or hole is marked as a contributing factor."
        yield Found(text, "Which of these answers contributed most, and would matter in the next incident too?")


@rule("whys.evidence", Severity.HINT, Board.WHYS, "P43", "An answer has neither evidence nor the mark of a guess.")
def evidence(facts: Facts) -> Iterator[Found]:
    """Nobody can tell what is known from what is thought."""
    bare = [why for _, why in facts.tree if why.text and not why.evidence and not why.speculation]
    if bare and facts.judged(Board.WHYS):
        text = f"{counted(bare, 'answer has', 'answers have')} neither evidence nor the mark of a guess."
        yield Found(text, f"How do we know {bare[0].number}: a graph, a log line, or do we think so?", bare[0].id)


RULES = (
    *(empty, human_end, unanswered, keep_asking, shallow, repeats, no_detection, no_mitigation, single_cause),
    *(no_factor, evidence),
)

_ASK = {
    "human error": "What made this step easy to take, and hard to see or take back?",
    "a mistake": "What did it look like at that moment, so that it seemed right?",
    "somebody forgot": "What was there to remind people, and what would catch it if nobody remembers?",
    "process failure": "What did people do in practice, and what made that the easier way?",
    "legacy system": "What keeps it as it is, and which part of it mattered that day?",
    "bad luck": "What made us depend on luck there?",
}


def stops_at(text: str) -> str:
    """The kind of end (P42) that a text amounts to, or nothing."""
    found = _END.search(text)
    if not found or _NOT.search(text[: found.start()]):
        return ""
    end = list(_ENDS)[int((found.lastgroup or "e0")[1:])]
    return "" if end == "legacy system" and len(plain(text)) > _FEW_WORDS else end


def _lacks(facts: Facts, purpose: Purpose) -> bool:
    heads = facts.answers.get(None, [])
    return bool(heads) and all(purpose_of(head) != purpose for head in heads) and _deep_enough(facts)


def _deep_enough(facts: Facts) -> bool:
    enough = any(depth >= DEEP for depth in facts.depths.values())
    return facts.judged(Board.WHYS, enough=enough)


def _last(facts: Facts, head: Why) -> Why:
    """The deepest answer on the first line below a head."""
    while below := [why for why in facts.answers.get(head.id, []) if why.text]:
        head = below[0]
    return head
