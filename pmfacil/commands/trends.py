"""`trends`: what the reviews of a library show together."""

import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pmfacil.commands.action_figures import tell_damaged
from pmfacil.commands.progress import telling, up_to_date
from pmfacil.commands.saying import answer_json, one_line, say
from pmfacil.commands.session import library_of, library_option
from pmfacil.review.text import short
from pmfacil.sessions.errors import quoted

if TYPE_CHECKING:
    from pmfacil.coach.patterns.facts import ReviewFacts
    from pmfacil.coach.patterns.report import Line
    from pmfacil.coach.patterns.trends import Trends
    from pmfacil.sessions.patterns import Known

_LEAST, _MOST = 60, 110
"""Cells of a line on a terminal."""
_MONTH = re.compile(r"\d{4}(-\d\d){0,2}")
_LABEL, _LONGEST_LABEL = 17, 40
"""Cells that the labels of a section are given: these, or as many as its longest one takes, if that is no more."""
_NAMED = 12
"""The most services that are named when none fits."""


def _since(context: click.Context, parameter: click.Parameter, since: str | None) -> str:
    if since and not _MONTH.fullmatch(since):
        raise click.BadParameter(f"{since!r} is no year, month or day; write one like 2026, 2026-01 or 2026-01-31.")
    return since or ""


@click.command()
@click.option("--since", metavar="MONTH", callback=_since, help="Only incidents since this year, month or day.")
@click.option("--service", metavar="NAME", help="Only incidents of this service.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@library_option
@click.pass_context
def trends(context: click.Context, since: str, service: str | None, as_json: bool) -> None:
    """Show patterns over all reviews: systems and counts, never people.

    A bingo card of what comes back, layers with holes, factors, services, times, actions done in time, repeats after
    done actions, and how the meetings were. Restricted reviews are left out.

    \b
    Example:
      pmfacil trends --since 2026-01 --service checkout
    """
    from pmfacil.coach.patterns.report import headline
    from pmfacil.packs import read_squares

    squares = read_squares()

    known, found = _found(context, squares, service or "", since)
    if as_json:
        answer_json(as_values(found), indent=2)
        return
    if known.facts and not found.reviews:
        click.echo(one_line(_nothing_fits(known, service, since)))
        return
    click.echo(one_line(headline(found)))
    for line in _lines(found):
        click.echo(line)


def tell_unread(known: "Known") -> None:
    """Say how many sessions are left out because they make no sense as a review."""
    if known.unread:
        what = "1 session makes" if known.unread == 1 else f"{known.unread} sessions make"
        say(f"{what} no sense as a review and {'is' if known.unread == 1 else 'are'} left out; nothing was changed.")


def as_values(trends: "Trends") -> dict[str, Any]:
    """The trends as JSON has them: every list in full, the squares by what they are and what hits them."""
    return {
        **asdict(trends),
        "few": trends.few,
        "card": [
            {
                **{name: getattr(marked.square, name) for name in ("id", "name", "counts", "three", "ask")},
                "hits": [asdict(hit) for hit in marked.hits],
                "full": marked.full,
            }
            for marked in trends.card
        ],
    }


def _nothing_fits(known: "Known", service: str | None, since: str) -> str:
    """That no review fits, with what there is to ask for."""
    from pmfacil.coach.patterns.facts import key

    if not service:
        return f"No review fits that: the latest incident was on {max(facts['day'] for facts in known.facts)}."
    names = {key(name): name for facts in known.facts for name in facts["services"]}
    if key(service) in names:
        return f"No review of {quoted(service, 40)} fits that: none of its incidents was since {since}."
    if not names:
        return "No review fits that: none names a service yet."
    every = sorted(names.values(), key=str.casefold)
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    there = ", ".join(short(name, _LONGEST_LABEL) for name in every[:_NAMED])
    return f"No review fits service {quoted(service, 40)}; there are {there}{more}."


def _found(context: click.Context, squares: Any, service: str, since: str) -> "tuple[Known, Trends]":
    from datetime import datetime

    from pmfacil.coach.patterns.trends import trends_of
    from pmfacil.sessions.patterns import known_facts
    from pmfacil.settings import read_settings

    with up_to_date(library_of(context)) as index:
        known = known_facts(index, squares, telling("Looking for patterns"))
        tell_damaged(index)
    tell_unread(known)

    def chosen(facts: "ReviewFacts") -> bool:
        return facts["day"] >= since

    today = datetime.now().astimezone().date()
    return known, trends_of(known.facts, squares, today, read_settings().policies, chosen, known.withheld, service)


def _lines(trends: "Trends") -> Iterator[str]:
    from pmfacil.coach.patterns.card import card
    from pmfacil.coach.patterns.report import written

    # Lines that a program reads on are not broken.
    width = max(_LEAST, min(_MOST, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else 0
    if trends.reviews:
        yield ""
        yield from ("".join(text for text, _ in line) for line in card(trends.card, width or _LEAST))
    for chapter in written(trends):
        yield ""
        yield chapter.heading.upper()
        if chapter.note:
            yield one_line(chapter.note)
        labels = max([_LABEL, *(_cells(_label(line)) for line in chapter.lines)])
        for line in chapter.lines:
            yield from _with_below(line, "", width, labels)


def _label(line: "Line") -> str:
    return short(one_line(line.label), _LONGEST_LABEL)


def _cells(text: str) -> int:
    """The cells that a terminal gives the text."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def _with_below(line: "Line", indent: str, width: int, labels: int = 0) -> Iterator[str]:
    label = _label(line)
    label = f"{label}{' ' * (labels - _cells(label))} " if label else ""
    lead = f"{indent}{label}{f'{line.bar} ' if line.bar else ''}"
    if width:
        hang = " " * (len(lead) if not indent else len(indent) + 2)
        yield from textwrap.wrap(one_line(line.text), width, initial_indent=lead, subsequent_indent=hang) or [lead]
    else:
        yield f"{lead}{one_line(line.text)}"
    for below in line.below:
        yield from _with_below(below, f"{indent}    ", width)
