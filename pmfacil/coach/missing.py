"""What a commitment still lacks (P62)."""

from pmfacil.review.actions import Action
from pmfacil.review.text import short


def missing(action: Action) -> list[str]:
    """What a commitment still lacks (P62): an owner who agreed, a date, a type, a priority, a check."""
    lacks = {
        "no owner": not action.owner,
        f"to be agreed with {short(action.owner, 40)}": bool(action.owner)
        and not action.agreed
        and not action.closed(),
        "no date": action.due is None,
        "no type": action.type is None,
        "no priority": action.priority is None,
        "no check": not action.check,
    }
    return [what for what, lacking in lacks.items() if lacking]
