"""`actions figures`: how actions get done over all reviews."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmfacil.commands.progress import up_to_date
from pmfacil.commands.saying import answer_json, one_line, say
from pmfacil.commands.session import library_of, library_option
from pmfacil.sessions.errors import quoted

if TYPE_CHECKING:
    from pmfacil.coach.completion import Figures, Share, Spread
    from pmfacil.sessions.index import Index

NONE = "No action was agreed on in this library yet."
_TOLD = 5
"""The most damaged sessions that are named one by one."""


@click.command("figures")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@library_option
@click.pass_context
def say_figures(context: click.Context, as_json: bool) -> None:
    """Say how actions get done over all reviews: in time, how fast, and what is left.

    The targets are closure_target and urgent_closure_target of your settings.

    \b
    Example:
      pmfacil actions figures
    """
    from pmfacil.coach.completion import figures
    from pmfacil.sessions.followed_up import followed_actions
    from pmfacil.settings import read_settings

    settings = read_settings()
    for problem in settings.problems:
        say(problem)
    with up_to_date(library_of(context)) as index:
        tell_damaged(index)
        every = [one.commitment() for one in followed_actions(index)]
    found = figures(every, date.today(), settings.policies)
    if as_json:
        answer_json(_figure_fields(found), indent=2)
        return
    if not every:
        say(NONE)
        return
    for said in _figures(found):
        click.echo(one_line(said))


def tell_damaged(index: "Index", only: Path | None = None) -> None:
    """Say which sessions are left out, and why; of one that was asked for, nothing about the others."""
    damaged = [entry for entry in index.entries() if entry.damaged and only in (None, entry.path)]
    for entry in damaged[:_TOLD]:
        say(f"{quoted(entry.path.name)} is left out: {entry.problem}.")
    if len(damaged) > _TOLD:
        say(f"{len(damaged) - _TOLD} more are left out; `pmfacil doctor` names them all.")


def _figure_fields(found: "Figures") -> dict[str, Any]:
    fields = dataclasses.asdict(found)
    for name in ("all", "urgent", "kept"):
        share: Share = getattr(found, name)
        fields[name] |= {"percent": share.percent, "few": share.few}
    return fields


def _figures(found: "Figures") -> Sequence[str]:
    """The figures as a person reads them."""
    left = sum(found.open.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.open.items())
    lines = [
        f"in time        {_share(found.all)}",
        f"P0 and P1      {_share(found.urgent)}",
    ]
    if found.moved:
        lines.append(f"first date     {_share(found.kept)}; {found.moved} moved to another date")
    lines += [
        f"time to done   {_spread(found.velocity)}",
        f"open           {left}{f': {kinds}' if left else ''}{f'; {found.late} overdue' if found.late else ''}",
    ]
    if left:
        lines.append(f"age of open    {_spread(found.age)}")
    if found.uncounted:
        lines.append(f"not counted    {found.uncounted} done without a date, or on a day that nobody wrote down")
    if found.dropped:
        lines.append(f"dropped        {found.dropped}")
    return lines


def _share(share: "Share") -> str:
    if share.percent is None:
        return f"nothing was due yet (target {share.target} %)"
    few = ", few to judge by" if share.few else ""
    return f"{share.met} of {share.of}, {share.percent} % (target {share.target} %{few})"


def _spread(spread: "Spread") -> str:
    if spread.median is None:
        return "nothing to count yet"
    days = f"{spread.median:g} {'day' if spread.median == 1 else 'days'}"
    return f"{days}, {spread.most} at most (of {spread.of})" if spread.of > 1 else f"{days} (of 1)"
