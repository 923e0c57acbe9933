"""`actions`: what the team agreed to do, followed up across all reviews."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from pmfacil.commands.action_figures import NONE, say_figures, tell_damaged
from pmfacil.commands.action_steps import done, drop, read_day, set_date, start
from pmfacil.commands.listing import say_rows
from pmfacil.commands.progress import up_to_date
from pmfacil.commands.saying import answer_json, say
from pmfacil.commands.session import fitting, library_of, library_option
from pmfacil.review.text import short

if TYPE_CHECKING:
    from pmfacil.sessions.followed_up import FollowedAction

_STATE = 20
"""The most characters of how an action stands."""


@click.group(invoke_without_command=True)
@click.option("--open", "only_open", is_flag=True, help="Only those with something left to do.")
@click.option("--overdue", is_flag=True, help="Only open ones whose day has passed.")
@click.option("--owner", metavar="NAME", help="Only those of this person; the beginning of a name will do.")
@click.option("--review", metavar="SESSION", help="Only those of one review.", shell_complete=fitting)
@click.option("--due", metavar="week|DATE", help="Only open ones due by Sunday, or by this date; 2w and fri will do.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON array.")
@library_option
@click.pass_context
def actions(
    context: click.Context,
    only_open: bool,
    overdue: bool,
    owner: str | None,
    review: str | None,
    due: str | None,
    as_json: bool,
) -> None:
    """List the agreed actions of all reviews: overdue ones first, then by date, then what is closed.

    The columns: session, number, due date, how it stands, priority, owner, action and its review.

    \b
    Example:
      pmfacil actions --open --owner dana
      pmfacil actions done last A3 --link https://example.com/change/41
      pmfacil actions figures
    """
    if context.invoked_subcommand is not None:
        return
    from pmfacil.sessions.followed_up import followed_actions

    today = date.today()
    by = _by(due, today) if due else None
    library = library_of(context)
    path = library.find(review).path if review else None
    with up_to_date(library) as index:
        tell_damaged(index, path)
        every = followed_actions(index)
    found = [
        one
        for one in every
        if not (path and one.entry.path != path)
        and not (owner and not _named(owner, one.kept.owner))
        and not ((only_open or overdue or by) and one.kept.closed)
        and not (overdue and not _late(one, today))
        and not (by and (one.due is None or one.due > by))
    ]
    if as_json:
        answer_json([_fields(one, today) for one in found], indent=2)
        return
    states = [_state(one, today) for one in found]
    # Wider than other columns may be: it is a few words of the program's own.
    widest = max(map(len, states), default=0)
    say_rows([_cells(one, state.ljust(widest)) for one, state in zip(found, states, strict=True)])
    if not found:
        say("No action fits that." if every else NONE)


def _by(words: str, today: date) -> date:
    return today + timedelta(days=6 - today.weekday()) if words.strip().casefold() == "week" else read_day(words, today)


def _named(sought: str, name: str) -> bool:
    """Whether a word of the name begins so."""
    return f" {' '.join(sought.split())}".casefold() in f" {name}".casefold()


def _late(one: "FollowedAction", today: date) -> bool:
    return not one.kept.closed and one.due is not None and one.due < today


def _state(one: "FollowedAction", today: date) -> str:
    """How it stands; what a file says there may be anything."""
    status = short(one.kept.status, _STATE)
    if not _late(one, today):
        return status
    return "in progress, overdue" if status == "in progress" else "overdue"


def _cells(one: "FollowedAction", state: str) -> Sequence[str]:
    kept = one.kept
    marks = " (restricted)" if kept.restricted or one.entry.restricted else ""
    words = f"{kept.text}{marks} · {short(one.entry.title, 40)}"
    return one.entry.id, kept.label, kept.due or "no date", state, kept.priority or "-", kept.owner or "no owner", words


def _fields(one: "FollowedAction", today: date) -> dict[str, Any]:
    kept = dataclasses.asdict(one.kept)
    # What has no words has none: a program tells null from text more easily than an empty text.
    said = {name: value if value != "" else None for name, value in kept.items() if name != "closed"}
    overdue = _late(one, today)
    session = {"session": one.entry.id, "review": one.entry.title, "path": str(one.entry.path)}
    restricted = one.kept.restricted or one.entry.restricted
    return {**session, **said, "open": not kept["closed"], "overdue": overdue, "restricted": restricted}


for _command in (start, done, set_date, drop, say_figures):
    actions.add_command(_command)
