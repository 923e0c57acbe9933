"""A review on one page for those who decide (P22, P84): what happened, what it cost, why, and what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pmfacil.documents.blocks import Blocks, bullets, table
from pmfacil.documents.escaping import cell
from pmfacil.documents.sections import impact, incident
from pmfacil.documents.voice import Voice, say_day
from pmfacil.review.actions import Action, Priority, Progress
from pmfacil.review.lessons import Lesson
from pmfacil.review.times import say_length

MOST, MOST_ACTIONS = 4, 5
"""The most lines of a list, and the most actions, so that a usual summary leaves it one page."""


def one_pager(voice: Voice) -> Iterator[tuple[str, Blocks]]:
    """Every heading of the page with its blocks; what nobody has said anything about is not on it."""
    written = (
        ("## Executive summary", incident.summary(voice)),
        ("## Impact", _impact(voice)),
        ("## Contributing factors", _some(voice.line(part.says()) for part in voice.review.factors())),
        ("## Lessons", _some(f"{one.label()}: {voice.line(one.text)}" for one in _lessons(voice))),
        ("## Actions", _actions(voice)),
    )
    yield from ((heading, blocks) for heading, blocks in written if blocks)


def _impact(voice: Voice) -> Blocks:
    times = ", ".join(f"{say_length(length)} to {verb}" for verb, length in voice.times_to().items())
    return [*_some(impact.numbers(voice)), *([f"It took {times}."] if times else [])]


def _some(lines: Iterable[str]) -> Blocks:
    """The first lines as a list, and how many more the whole document has."""
    found = list(lines)
    more = [f"*{len(found) - MOST} more in the whole document*"] if len(found) > MOST else []
    return bullets([*found[:MOST], *more])


def _lessons(voice: Voice) -> list[Lesson]:
    return sorted(voice.review.lessons, key=lambda lesson: lesson.number)


def _actions(voice: Voice) -> Blocks:
    committed = voice.review.commitments()
    if not committed:
        return []
    ranked = sorted(committed, key=_rank)
    rows = [_row(voice, action) for action in ranked[:MOST_ACTIONS]]
    return [_progress(committed, _today(voice)), *table(("Action", "Priority", "Owner", "Due", "Status"), rows)]


def _rank(action: Action) -> tuple[bool, Priority, date]:
    return (action.closed(), action.priority or Priority.P3, action.due or date.max)


def _row(voice: Voice, action: Action) -> tuple[str, ...]:
    return (
        f"{action.label()} {voice.cell(action.text)}",
        voice.policies.priority_name(action.priority),
        cell(action.owner),
        say_day(action.due) if action.due else "",
        str(action.status),
    )


def _progress(committed: Sequence[Action], today: date | None) -> str:
    done = sum(action.status in (Progress.DONE, Progress.VERIFIED) for action in committed)
    late = sum(not a.closed() and a.due is not None and today is not None and a.due < today for a in committed)
    overdue = f", {late} overdue" if late else ""
    urgent = f"; the {MOST_ACTIONS} most urgent are here" if len(committed) > MOST_ACTIONS else ""
    return f"{done} of {len(committed)} {'action' if len(committed) == 1 else 'actions'} done{overdue}{urgent}."


def _today(voice: Voice) -> date | None:
    return voice.local(voice.now).date() if voice.now else None
