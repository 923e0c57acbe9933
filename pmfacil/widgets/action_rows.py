"""How an action is said on its board."""

from datetime import date, tzinfo
from itertools import takewhile

from pmfacil.capture.dates import say_date, say_day
from pmfacil.coach.missing import missing
from pmfacil.review.actions import CLOSED, Action, Progress
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
        _due(action, action.due, review.incident.zone(), today) if action.due else "",
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


def _due(action: Action, due: date, zone: tzinfo, today: date) -> str:
    if not action.closed():
        return f"{'overdue: ' if overdue(action, today) else ''}{say_date(due, today)}"
    # A date that was kept says nothing any more.
    return f"was due {say_day(due, today)}" if (on := _closed(action, zone)) and on > due else ""


def _closed(action: Action, zone: tzinfo) -> date | None:
    """The day since which nothing is left to do, as far as the steps say it."""
    since = takewhile(lambda step: step.status in CLOSED, reversed(action.history))
    return min((step.at.astimezone(zone).date() for step in since), default=None)
