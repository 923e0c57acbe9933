"""Actions that nobody could do, own or see done (P45, P61-P66)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import FindingRule, Found, Severity, rule
from pmfacil.coach.findings.words import listed, one_person, verb
from pmfacil.review.actions import Action, ActionType
from pmfacil.review.agenda import Board
from pmfacil.review.times import impact, say_length, times_to

_MOST = 10
"""More commitments than about these are theatre (P65)."""
_SLOW = timedelta(minutes=10)
_SLOW_SHARE, _SLOW_FROM = 1 / 3, timedelta(minutes=5)
"""A detection of at least five minutes is slow as well if it took a third of the whole impact."""
_BOARD = Board.ACTIONS


@rule("actions.none", Severity.BLOCKS, _BOARD, "P63", "Nobody has committed to an action.")
def none(facts: Facts) -> Iterator[Found]:
    """Nothing will change."""
    if not facts.commitments and facts.passed(_BOARD):
        ideas = facts.review.ideas()
        ask = "Which of these ideas would change most, and who wants to take it?" if ideas else "What will we do first?"
        yield Found("Nobody has committed to an action.", ask, ideas[0].id if ideas else None)


def _lacking(
    id: str, severity: Severity, source: str, about: str, lacks: Callable[[Action], bool], has: str, ask: str
) -> FindingRule:
    """A rule about a field that open commitments lack; it names all of them at once."""

    def look(facts: Facts) -> Iterator[Found]:
        bare = [action for action in facts.commitments if lacks(action) and not action.closed()]
        if bare and facts.judged(_BOARD, enough=len(facts.commitments) > len(bare)):
            labels = listed([action.label() for action in bare])
            words = has.format(has=verb(bare, "has", "have"), do=verb(bare, "does", "do"))
            yield Found(f"{labels} {words}.", ask.format(first=bare[0].label()), bare[0].id)

    return rule(id, severity, _BOARD, source, about)(look)


owner = _lacking(
    "actions.owner",
    Severity.BLOCKS,
    "P62",
    "An action has no owner.",
    lambda action: not action.owner,
    "{has} no owner",
    "Who would like to see {first} through?",
)
agreed = _lacking(
    "actions.agreed",
    Severity.BLOCKS,
    "P62",
    "An action has yet to be agreed with its owner.",
    lambda action: bool(action.owner) and not action.agreed and not action.closed(),
    "{has} yet to be agreed with the owner",
    "Is {first} right for you, and is the date?",
)
due = _lacking(
    "actions.due",
    Severity.BLOCKS,
    "P63",
    "An action has no date.",
    lambda action: action.due is None,
    "{has} no date",
    "By when can {first} be done?",
)
check = _lacking(
    "actions.check",
    Severity.SHOULD,
    "P62",
    "An action has no check that it is done.",
    lambda action: not action.check,
    "{do} not say how anyone sees that it is done",
    "How will we see that {first} is done?",
)
sort = _lacking(
    "actions.type",
    Severity.SHOULD,
    "P62",
    "An action has no type.",
    lambda action: action.type is None,
    "{has} no type",
    "Does {first} prevent, detect, mitigate, or change how we work?",
)
priority = _lacking(
    "actions.priority",
    Severity.SHOULD,
    "P62",
    "An action has no priority.",
    lambda action: action.priority is None,
    "{has} no priority",
    "How soon does {first} have to be done?",
)


@rule("actions.team-owner", Severity.BLOCKS, _BOARD, "P63", "A team, or several people, own an action.")
def team_owner(facts: Facts) -> Iterator[Found]:
    """Everybody's action is nobody's; some teams see that otherwise and say so in their settings."""
    if facts.context.policies.owner_is_person:
        people = {person.name for person in facts.review.people}
        for action in facts.commitments:
            if action.owner and action.owner not in people and not one_person(action.owner) and not action.closed():
                text = f"{action.label()} has no single person as its owner."
                yield Found(text, f"Which one person should we ask about {action.label()}?", action.id)


@rule("actions.vague", Severity.SHOULD, _BOARD, "P63", "The text of an action is not specific.")
def vague(facts: Facts) -> Iterator[Found]:
    """Nobody could say when it is done."""
    for action in facts.commitments if facts.context.actions else ():
        said = facts.context.actions(action.text) if facts.context.actions and not action.closed() else ()
        if any(hint.category in ("vague", "investigate") for hint in said):
            text = f"The words of {action.label()} leave open what exactly will be different."
            yield Found(text, f"What will be there when {action.label()} is done that is not there today?", action.id)


@rule("actions.late", Severity.SHOULD, _BOARD, "P64", "An action is due later than the team allows.")
def late(facts: Facts) -> Iterator[Found]:
    """Too long for one action: split it."""
    days = facts.context.policies.due_days
    found = [a for a in facts.commitments if a.due and a.due > _from(facts, a) + timedelta(days) and not a.closed()]
    if found:
        labels = listed([action.label() for action in found])
        text = f"{labels} {verb(found, 'is', 'are')} due more than {days} days from the meeting."
        yield Found(text, f"Which first part of {found[0].label()} could be done within two weeks?", found[0].id)


@rule("actions.too-many", Severity.SHOULD, _BOARD, "P65", "There are more than ten commitments.")
def too_many(facts: Facts) -> Iterator[Found]:
    """Few and strong beats many."""
    still = [action for action in facts.commitments if not action.closed()]
    if len(still) > _MOST:
        text = f"There are {len(still)} commitments; more than {_MOST} seldom get done."
        yield Found(text, "Which three would change most for the least effort?", still[-1].id)


@rule("actions.unlinked", Severity.SHOULD, _BOARD, "P61", "An action names no lesson and no cause.")
def unlinked(facts: Facts) -> Iterator[Found]:
    """Nobody can tell what it is for."""
    tables = {
        part.id for part in (*facts.review.lessons, *facts.review.whys, *facts.review.causes, *facts.review.holes)
    }
    tables |= facts.layers.keys()
    bare = [action for action in facts.commitments if tables.isdisjoint(facts.linked.get(action.id, ()))]
    if bare and facts.judged(_BOARD, enough=len(facts.commitments) > len(bare)):
        labels = listed([action.label() for action in bare])
        text = f"{labels} {verb(bare, 'names', 'name')} no lesson and no cause."
        yield Found(text, f"Which of our whys or lessons is {bare[0].label()} for?", bare[0].id)


@rule(
    "actions.slow-detection", Severity.SHOULD, _BOARD, "P66", "Detection was slow, and no action is of the type Detect."
)
def slow_detection(facts: Facts) -> Iterator[Found]:
    """More than ten minutes, or five and a third of the whole impact."""
    took, whole = times_to(facts.review).get("detect"), impact(facts.review)
    if took is None or any(action.type == ActionType.DETECT for action in facts.commitments):
        return
    slow = took > _SLOW or (whole is not None and took >= _SLOW_FROM and took >= whole * _SLOW_SHARE)
    if slow and facts.judged(_BOARD, enough=len(facts.commitments) >= 3):
        text = f"It took {say_length(took)} to notice, and no action makes that faster."
        yield Found(text, "What would have told us within minutes?")


@rule("actions.ideas", Severity.HINT, _BOARD, "P65", "Ideas still wait in the basket at the end.")
def ideas(facts: Facts) -> Iterator[Found]:
    """Neither taken nor let go."""
    waiting = facts.review.ideas()
    if waiting and facts.passed(_BOARD) and facts.commitments:
        text = f"{len(waiting)} {verb(waiting, 'idea waits', 'ideas wait')} in the basket."
        yield Found(text, "Is there one among these that beats what we committed to?", waiting[0].id)


RULES = (
    *(none, owner, agreed, due, team_owner, vague, check, sort, priority, late, too_many, unlinked),
    *(slow_detection, ideas),
)


def _from(facts: Facts, action: Action) -> date:
    """The day from which the time for an action counts: that of the first meeting."""
    review = facts.review
    first = review.meetings[0].began if review.meetings else review.run.began
    return (first or review.incident.reviewed or review.plan.meeting or action.made).date()
