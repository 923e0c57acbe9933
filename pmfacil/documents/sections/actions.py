"""What the team will do (P61, P62); here people stand with their names, for an action belongs to somebody."""

from pmfacil.documents.blocks import Blocks, bullets, joined, table
from pmfacil.documents.escaping import cell, clickable
from pmfacil.documents.voice import Voice, say_day
from pmfacil.review.actions import Action
from pmfacil.review.fishbone import Cause
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson
from pmfacil.review.whys import Why

HEAD = (
    *("Number", "Action", "Type", "Priority", "Owner", "Due", "Status"),
    *("Lessons", "Causes", "Check", "Ticket"),
)


def actions(voice: Voice) -> Blocks:
    """The commitments in a table, and below it what is too long for one."""
    committed = voice.review.commitments()
    rows = [_row(voice, action) for action in committed]
    long = [(action.label(), more(voice, action)) for action in committed]
    return [*table(HEAD, rows, whole=True), *bullets(f"{label}: {said}" for label, said in long if said)]


def ideas(voice: Voice) -> Blocks:
    """What nobody committed to yet, with all that is known about it."""
    return bullets(_idea(voice, idea) for idea in voice.review.ideas())


def addressed(voice: Voice, action: Action) -> tuple[str, str]:
    """The lessons and the causes that an action comes from."""
    linked = voice.linked(action)
    return (
        voice.labels([part for part in linked if isinstance(part, Lesson)]),
        voice.labels([part for part in linked if isinstance(part, Why | Cause | Layer | Hole)]),
    )


def _row(voice: Voice, action: Action) -> tuple[str, ...]:
    return (
        action.label(),
        f"{cell(action.text)}{' (restricted)' if action.restricted else ''}",
        action.type.capitalize() if action.type else "",
        voice.policies.priority_name(action.priority),
        owner(action),
        say_day(action.due) if action.due else "",
        action.status,
        *addressed(voice, action),
        cell(action.check),
        clickable(action.ticket),
    )


def owner(action: Action) -> str:
    """Who does it, and whether that is still to be agreed."""
    waits = action.owner and not action.agreed and not action.closed()
    return f"{cell(action.owner)} (to be agreed)" if waits else cell(action.owner)


def more(voice: Voice, action: Action) -> str:
    """What is too long for a table."""
    return joined(
        ("effort:", cell(action.effort)),
        ("expected effect:", cell(action.effect)),
        ("success:", cell(action.success)),
        ("history:", _history(voice, action)),
    )


def _history(voice: Voice, action: Action) -> str:
    steps: list[str] = []
    for step in action.history:
        details = joined(("", clickable(step.link)), ("", cell(step.note)))
        said = str(step.status)
        if step.due:
            said = f"{f'moved from {say_day(step.was)} to' if step.was else 'given until'} {say_day(step.due)}"
        steps.append(f"{voice.date_of(step.at)}: {said}{f' ({details})' if details else ''}")
    return ", ".join(steps)


def _idea(voice: Voice, idea: Action) -> str:
    known = joined(
        ("", idea.type.capitalize() if idea.type else ""),
        ("", voice.policies.priority_name(idea.priority)),
        ("owner:", owner(idea)),
        ("due:", say_day(idea.due) if idea.due else ""),
        ("check:", voice.line(idea.check)),
        ("effort:", voice.line(idea.effort)),
        ("expected effect:", voice.line(idea.effect)),
        ("success:", voice.line(idea.success)),
        ("ticket:", voice.clickable(idea.ticket)),
        ("history:", _history(voice, idea)),
    )
    return f"{voice.line(idea.text)}{f' ({known})' if known else ''}{voice.tail(idea)}"
