"""How an action is said on its board."""

from datetime import date

from pmfacil.capture.dates import say_date, say_day
from pmfacil.coach.missing import missing
from pmfacil.review.actions import Action, Progress
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.widgets.marks import links_mark, overdue
from pmfacil.widgets.rows import Row


def action_row(action: Action, review: Review, policies: Policies, today: date) -> Row:
    """An action: how it stands before who does it and by when, what it lacks right below, the rest behind that."""
    stands = [
        "" if action.status == Progress.OPEN else action.status,
        action.owner,
        policies.priority_name(action.priority),
        str(action.type or "").capitalize(),
        _due(action, action.due, today) if action.due else "",
    ]
    lacks = missing(action) if action.number and not action.closed() else []
    asked = {
        "check": action.check,
        "effort": action.effort,
        "effect": action.effect,
        "it worked when": action.success,
        "ticket": action.ticket,
        "shown by": next((step.link for step in reversed(action.history) if step.link), ""),
    }
    details = [
        (" · ".join(filter(None, stands)), "question"),
        ("… " + ", ".join(lacks) if lacks else "", "mark"),
        *((f"{what}: {text}", "question") for what, text in asked.items() if text),
    ]
    links = links_mark(review, action)
    return Row(
        ((action.text, "text"), *((line, look) for line, look in details if line)),
        label=action.label() if action.number else "○",
        guide="  ",
        guide_rest="  ",
        marks=(*(["restricted"] if action.restricted else []), *([links] if links else [])),
        part=action,
        adds=Action,
        given={"number": 0} if action.number else {},
    )


def _due(action: Action, due: date, today: date) -> str:
    if action.closed():
        return f"was due {say_day(due, today)}"
    return f"{'overdue: ' if overdue(action, today) else ''}{say_date(due, today)}"
