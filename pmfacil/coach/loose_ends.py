"""What a meeting would leave open if it ended now (P65, P66, P70)."""

from collections.abc import Sequence
from dataclasses import dataclass

from pmfacil.review.actions import Action
from pmfacil.review.agenda import Board
from pmfacil.review.review import Review
from pmfacil.review.whys import Leaf


@dataclass(frozen=True)
class LooseEnd:
    """One thing that is still open, and the board on which it can be closed."""

    text: str
    board: Board


def loose_ends(review: Review) -> list[LooseEnd]:
    """Everything that is still open, in the order of the agenda."""
    incident = review.incident
    acted = {action.id for action in review.commitments()}
    answered = {end for link in review.links for end in link.refers() if acted & set(link.refers())}
    parents = {why.parent for why in review.whys}
    open_leaves = [w.number for w in review.whys if w.leaf == Leaf.KEEP_ASKING and w.id not in parents]
    holes = [hole for hole in review.holes if hole.id not in answered and not hole.accepted]
    bare = [lesson.label() for lesson in review.lessons if lesson.id not in answered]
    unfinished = [action.label() for action in review.commitments() if missing(action) and not action.closed()]
    ideas = review.ideas()
    found = [
        (not incident.summary, "The summary is not written", Board.OVERVIEW),
        (not review.measures, "No number says how much customers were hit", Board.OVERVIEW),
        (not incident.end, "Nothing says when customers were served again", Board.OVERVIEW),
        (not review.events, "The timeline is empty", Board.TIMELINE),
        (not review.whys, "Nobody has asked why yet", Board.WHYS),
        (bool(open_leaves), f"Keep asking at {', '.join(open_leaves)}", Board.WHYS),
        (not review.causes, "The fishbone is empty", Board.FISHBONE),
        (bool(holes), f"{_counted(holes, 'hole has', 'holes have')} no action and no acceptance", Board.LAYERS),
        (not review.lessons, "No lesson is written down", Board.LESSONS),
        (bool(bare), f"No action for {', '.join(bare)}", Board.LESSONS),
        (not review.commitments(), "Nobody has committed to an action", Board.ACTIONS),
        (bool(unfinished), f"Something is missing in {', '.join(unfinished)}", Board.ACTIONS),
        (bool(ideas), f"{_counted(ideas, 'idea waits', 'ideas wait')} in the basket", Board.ACTIONS),
        (not review.pulse.present, "How the meeting was for people is not counted", Board.CLOSE),
        (not review.follow_ups, "No date is set to look at the actions again", Board.CLOSE),
    ]
    return [LooseEnd(f"{text}.", board) for is_open, text, board in found if is_open]


def missing(action: Action) -> list[str]:
    """What a commitment still lacks (P62): an owner who agreed, a date, a type, a priority, a check."""
    lacks = {
        "no owner": not action.owner,
        "owner has not agreed": bool(action.owner) and not action.agreed,
        "no date": action.due is None,
        "no type": action.type is None,
        "no priority": action.priority is None,
        "no check": not action.check,
    }
    return [what for what, lacking in lacks.items() if lacking]


def _counted(things: Sequence[object], one: str, many: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else many}"
