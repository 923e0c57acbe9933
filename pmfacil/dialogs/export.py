"""In which form, and for whom, a review leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmfacil.dialogs.choose import Choice, Choose
from pmfacil.dialogs.decide import Decide
from pmfacil.documents.audience import Audience
from pmfacil.documents.forms import FORMS, Form, offered, suffix
from pmfacil.documents.trackers import Tracker

FOLDER = "exports"
"""Where everything is saved but the document itself, which stands beside its session."""
_TRACKERS: Mapping[Tracker, tuple[str, str]] = {
    Tracker.JIRA: ("Jira", "a table as Jira Cloud takes it in"),
    Tracker.GITLAB: ("GitLab", "a table as GitLab takes it in"),
    Tracker.LINEAR: ("Linear", "a table as Linear takes it in"),
    Tracker.GITHUB: ("GitHub", "a shell script that makes an issue of each"),
}
_AUDIENCES: Mapping[Audience, tuple[str, str]] = {
    Audience.INTERNAL: ("Internal", "for the team: all of it, restricted parts too"),
    Audience.SHAREABLE: ("Shareable", "for other teams: without restricted parts, roles for names"),
    Audience.CUSTOMER: ("Customer", "safe to send: without names, actions and internal links"),
    Audience.EXECUTIVE: ("Executive", "for leadership: one page"),
}


@dataclass(frozen=True)
class Export:
    """One way to leave."""

    form: Form = Form.MD
    audience: Audience = Audience.INTERNAL
    tracker: Tracker | None = None

    def says(self) -> str:
        """The form and whom it is for, in a few words."""
        described = next(described for described in FORMS if described.form == self.form)
        name = f"Actions for {_TRACKERS[self.tracker][0]}" if self.tracker else described.name
        return f"{name} · {_AUDIENCES[self.audience][0].lower()}"

    def file(self, session: Path) -> Path:
        """Where it is saved: the document beside the session, everything else in a folder of its own there.

        JSON beside the session would have the session's own name.
        """
        if self == Export():
            return session.with_suffix(".md")
        words = [session.stem, *([self.audience.value] if self.audience != Audience.INTERNAL else [])]
        words += [self.tracker.value] if self.tracker else []
        return session.parent / FOLDER / f"{'.'.join(words)}{suffix(self.form, self.tracker)}"


def forms(audience: Audience) -> Choose:
    """Asks in which form; its answer is for `in_form`."""
    choices = [Choice(one.form, one.name, one.says) for one in FORMS if offered(one.form, audience)]
    if offered(Form.CSV, audience):
        choices += [
            Choice(f"{Form.CSV} {tracker}", f"Actions for {name}", how) for tracker, (name, how) in _TRACKERS.items()
        ]
    return Choose("In which form?", choices)


def audiences(form: Form) -> Decide:
    """Asks for whom."""
    choices = [Choice(one, *words) for one, words in _AUDIENCES.items() if offered(form, one)]
    return Decide("For whom?", choices)


def for_whom(export: Export, answer: str) -> Export:
    """The same for others."""
    return Export(export.form, Audience(answer), export.tracker)


def in_form(export: Export, answer: str) -> Export:
    """The same for the same people in another form."""
    form, _, tracker = answer.partition(" ")
    return Export(Form(form), export.audience, Tracker(tracker) if tracker else None)
