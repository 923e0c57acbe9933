"""`check`: what the coach finds in a session, or in lines from elsewhere."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pmfacil.commands.saying import answer_json, one_line, say
from pmfacil.commands.session import fitting, library_of, library_option

if TYPE_CHECKING:
    from pmfacil.coach.findings.finding import Context, Finding
    from pmfacil.coach.hints import Hint
    from pmfacil.coach.readiness import Readiness
    from pmfacil.packs import Packs
    from pmfacil.review.review import Review

Lines = Callable[[str], "Sequence[Hint]"]

_LONGEST = 8 * 1024 * 1024
"""The most bytes of one line that are kept: a line without an end must not fill the memory."""
_KINDS = ("wording", "action", "title")


@click.command()
@click.argument("session", metavar="[SESSION]", required=False, shell_complete=fitting)
@click.option(
    "--lines", "kind", type=click.Choice(_KINDS), help="Look at the lines of stdin instead, as what they are."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, or one a line.")
@library_option
@click.pass_context
def check(context: click.Context, session: str | None, kind: str | None, as_json: bool) -> None:
    """Say what a good facilitator would notice.

    Of a session: what blocks publishing it, what else could be better, what its readers will ask, and what is due. Of
    lines: what is worth a word in each. The exit code is 1 if something blocks publishing, or if there is a word about
    any line.

    \b
    Example:
      pmfacil check last
      pmfacil check --lines action < actions.txt
    """
    if (session is None) == (kind is None):
        raise click.UsageError("Say what to check: either a SESSION, or --lines and the lines on stdin")
    if _check_lines(kind, as_json) if kind else _check_session(context, str(session), as_json):
        raise click.exceptions.Exit(1)


def _check_lines(kind: str, as_json: bool) -> bool:
    """Say what there is to say of each line of stdin; whether there was anything."""
    hints = _hints_of(_packs())[kind]
    any_found = False
    for number, line in enumerate(_stdin(), 1):
        found = hints(line)
        any_found = any_found or bool(found)
        if as_json:
            answer_json({"line": number, "text": line, "findings": [_fields(hint) for hint in found]})
        else:
            for hint in found:
                click.echo(one_line(f"{number}: {hint.category}: {hint.message}"))
    return any_found


def _fields(hint: "Hint") -> dict[str, Any]:
    return {
        "rule": hint.rule,
        "category": hint.category,
        "message": hint.message,
        "suggestions": list(hint.suggestions),
    }


def _stdin() -> Iterator[str]:
    """The lines of stdin as they come; only a newline ends one, and bytes that are no UTF-8 are replaced."""
    if sys.stdin is None:  # closed by whoever started the program
        return
    if sys.stdin.isatty():
        say("Write a line at a time; ctrl+d ends.")
    read = sys.stdin.buffer.readline
    while line := read(_LONGEST):
        rest = line
        while len(rest) == _LONGEST and not rest.endswith(b"\n"):
            rest = read(_LONGEST)
        yield line.removesuffix(b"\n").decode(errors="replace")


def _packs() -> "Packs":
    from pmfacil.packs import read_packs

    packs = read_packs()
    for problem in packs.problems:
        say(problem)
    return packs


def _hints_of(packs: "Packs") -> dict[str, Lines]:
    """What the rules say of a text, by what the text is."""
    return {"wording": packs.of_wording, "action": packs.of_action, "title": packs.of_title}


def _check_session(context: click.Context, session: str, as_json: bool) -> bool:
    """Say how far a session is from being published; whether anything blocks it."""
    from pmfacil.coach.readiness import readiness
    from pmfacil.review.part import now_utc
    from pmfacil.sessions.live import LiveMeeting

    meeting = LiveMeeting.open(library_of(context).find(session).path, write=False)
    meeting.close()
    for notice in meeting.notices:
        say(notice)
    ready = readiness(meeting.review, _context(meeting.review), now_utc())
    if as_json:
        answer_json(_readiness_fields(meeting.review, ready), indent=2)
    else:
        for line in _report(meeting.review, ready):
            click.echo(one_line(line))
    return not ready.ready()


def _context(review: "Review") -> "Context":
    from pmfacil.settings import read_settings

    settings = read_settings()
    for problem in settings.problems:
        say(problem)
    return _packs().context(settings.policies, review)


def _readiness_fields(review: "Review", ready: "Readiness") -> dict[str, Any]:
    return {
        "title": review.incident.title,
        "status": ready.status,
        "ready": ready.ready(),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "place": finding.board,
                "part": finding.part,
                "message": finding.text,
                "suggestions": [finding.question],
                "source": finding.source,
            }
            for finding in ready.findings
        ],
        "questions": [
            {
                "question": asked.question.words(),
                "evidence": [asdict(evidence) for evidence in asked.evidence],
                "signed": {"by": asked.signature.by, "at": asked.signature.at.isoformat()} if asked.signature else None,
            }
            for asked in ready.asked
        ],
        "deadlines": [{**asdict(deadline), "due": deadline.due.isoformat()} for deadline in ready.deadlines],
        "history": [{"status": step.status, "at": step.at.isoformat()} for step in ready.history],
    }


def _report(review: "Review", ready: "Readiness") -> Iterator[str]:
    """The readiness as a person reads it, what matters most first."""
    blocks, zone = len(ready.blocks()), review.incident.zone()
    what = "thing blocks" if blocks == 1 else "things block"
    yield f"{blocks} {what} publishing it." if blocks else "Nothing blocks publishing it."
    for finding in ready.findings:
        yield f"{finding.severity}: {_place(review, finding)}: {finding.text} Ask: {finding.question} ({finding.rule})"
    for asked in ready.asked:
        signed = f"signed by {asked.signature.by}" if asked.signature else "not signed"
        weak = " ".join(evidence.text for evidence in asked.evidence if not evidence.good)
        yield f"reader: {asked.question.words()} {weak + ' ' if weak else ''}({signed})"
    for deadline in ready.deadlines:
        state = "done" if deadline.done else "late" if deadline.late else "open"
        yield f"due: {deadline.what}: {deadline.due.astimezone(zone):%Y-%m-%d %H:%M} ({state})"
    yield f"status: {ready.status}"


def _place(review: "Review", finding: "Finding") -> str:
    """The board, and the number of the part if people say it by one."""
    from pmfacil.review.actions import Action
    from pmfacil.review.lessons import Lesson
    from pmfacil.review.whys import Why

    part = review.find(finding.part) if finding.part else None
    return f"{finding.board} {part.label()}" if isinstance(part, Action | Lesson | Why) else str(finding.board)
