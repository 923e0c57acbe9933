"""The actions as the issue trackers take them in: Jira Cloud, GitLab, Linear, and GitHub's command line."""

import re
import shlex
from collections.abc import Callable, Mapping
from enum import StrEnum

from pmfacil.documents.escaping import line
from pmfacil.documents.spreadsheet import causes_of, lessons_of, rows, said
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action, Priority, Progress


class Tracker(StrEnum):
    """Where the actions go to."""

    JIRA = "jira"
    GITLAB = "gitlab"
    LINEAR = "linear"
    GITHUB = "github"


LABEL = "incident-review"
"""The label of every issue that comes from a review."""
_JIRA = ("Summary", "Issue Type", "Description", "Assignee", "Priority", "Due Date", "Labels", "Labels")
_GITLAB = ("title", "description", "due_date", "milestone", "type")
_LINEAR = (
    *("Title", "Description", "Status", "Priority", "Assignee", "Labels", "Estimate", "Created", "Started"),
    *("Completed", "Archived"),
)
_JIRA_PRIORITIES = {Priority.P0: "Highest", Priority.P1: "High", Priority.P2: "Medium", Priority.P3: "Low"}
_LINEAR_PRIORITIES = {Priority.P0: "Urgent", Priority.P1: "High", Priority.P2: "Medium", Priority.P3: "Low"}
_LINEAR_STATES = {
    Progress.OPEN: "Todo",
    Progress.IN_PROGRESS: "In Progress",
    Progress.DONE: "Done",
    Progress.VERIFIED: "Done",
    Progress.DROPPED: "Canceled",
}
_ACCOUNT = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_.-]{0,60}[A-Za-z0-9])?)")
"""What can be the name of an account; what people are called is mostly not."""
_WARNING = "# Restricted: some of these issues are not for everybody.\n"


def to_tracker(voice: Voice, tracker: Tracker) -> str:
    """The commitments for one tracker, by number.

    Only Linear takes in what is closed already, for its table can say so; elsewhere it would be opened again.
    """
    closed_too = tracker == Tracker.LINEAR
    actions = [action for action in voice.review.commitments() if closed_too or not action.closed()]
    return _WRITERS[tracker](voice, actions)


def _jira(voice: Voice, actions: list[Action]) -> str:
    return rows([_JIRA, *(_jira_row(voice, action) for action in actions)])


def _jira_row(voice: Voice, action: Action) -> tuple[str, ...]:
    usual = _JIRA_PRIORITIES[action.priority] if action.priority else ""
    own = voice.policies.priority_name(action.priority)
    priority = usual if own == action.priority else own
    about = "\n".join(_about(voice, action))
    return (said(voice, action), "Task", about, action.owner, priority, _due(action), LABEL, str(action.type or ""))


def _gitlab(voice: Voice, actions: list[Action]) -> str:
    return rows([_GITLAB, *(_gitlab_row(voice, action) for action in actions)])


def _gitlab_row(voice: Voice, action: Action) -> tuple[str, ...]:
    account = _ACCOUNT.fullmatch(action.owner)
    owner = [f"/assign @{account[1]}"] if account else []
    labels = " ".join(f"~{label}" for label in _labels(action))
    named = [] if account or not action.owner else [f"Owner: {line(action.owner)}"]
    # What people typed stands behind a word of ours on its line: a slash of theirs commands nothing.
    text = "\n\n".join([*(_markdown(one) for one in _about(voice, action)), *named])
    return (said(voice, action), "\n".join([text, "", *owner, f"/label {labels}"]), _due(action), "", "issue")


def _linear(voice: Voice, actions: list[Action]) -> str:
    return rows([_LINEAR, *(_linear_row(voice, action) for action in actions)])


def _linear_row(voice: Voice, action: Action) -> tuple[str, ...]:
    about = "\n\n".join(_markdown(one) for one in _about(voice, action))
    due = f"\n\nDue: {_due(action)}" if action.due else ""
    done = action.status in (Progress.DONE, Progress.VERIFIED)
    return (
        said(voice, action),
        about + due,
        _LINEAR_STATES[action.status],
        _LINEAR_PRIORITIES[action.priority] if action.priority else "No priority",
        action.owner,
        ", ".join(_labels(action)),
        "",
        action.made.date().isoformat(),
        _reached(action, Progress.IN_PROGRESS),
        (_reached(action, Progress.DONE) or _reached(action, Progress.VERIFIED)) if done else "",
        _reached(action, Progress.DROPPED) if action.status == Progress.DROPPED else "",
    )


def _github(voice: Voice, actions: list[Action]) -> str:
    labels = sorted({label for action in actions for label in _labels(action)})
    restricted = voice.review.incident.restricted or any(action.restricted for action in actions)
    lines = [
        "#!/bin/sh",
        *([_WARNING.strip()] if restricted else []),
        "# Makes one issue for each action in the repository of this folder, or in the one that GH_REPO names.",
        "set -eu",
        *(f"gh label create {shlex.quote(label)} 2>/dev/null || true" for label in labels),
        *(_github_line(voice, action) for action in actions),
    ]
    return "\n".join(lines) + "\n"


def _github_line(voice: Voice, action: Action) -> str:
    owner = [f"Owner: {line(action.owner)}"] if action.owner else []
    due = [f"Due: {_due(action)}"] if action.due else []
    body = "\n\n".join([*(_markdown(one) for one in _about(voice, action)), *owner, *due])
    options = [f"--title={said(voice, action)}", f"--body={body}", *(f"--label={label}" for label in _labels(action))]
    return f"gh issue create {' '.join(shlex.quote(option) for option in options)}"


_WRITERS: Mapping[Tracker, Callable[[Voice, list[Action]], str]] = {
    Tracker.JIRA: _jira,
    Tracker.GITLAB: _gitlab,
    Tracker.LINEAR: _linear,
    Tracker.GITHUB: _github,
}


def _about(voice: Voice, action: Action) -> list[str]:
    """What an issue should say of its action, a labelled line each."""
    title = voice.hide(voice.review.incident.title) or "an incident"
    told = (
        ("Done when", action.check),
        ("Expected effect", action.effect),
        ("Success", action.success),
        ("Effort", action.effort),
        ("Lessons", lessons_of(voice, action)),
        ("Causes", causes_of(voice, action)),
        ("Ticket", action.ticket),
        ("From", f"{action.label()} of the incident review “{title}”"),
    )
    return [f"{label}: {text}" for label, text in told if text]


def _markdown(about: str) -> str:
    label, _, text = about.partition(": ")
    return f"{label}: {line(text)}"


def _labels(action: Action) -> list[str]:
    return [LABEL, *([str(action.type)] if action.type else [])]


def _due(action: Action) -> str:
    return action.due.isoformat() if action.due else ""


def _reached(action: Action, status: Progress) -> str:
    return next((step.at.date().isoformat() for step in reversed(action.history) if step.status == status), "")
