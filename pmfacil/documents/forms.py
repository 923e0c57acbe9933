"""Every form in which a review can leave: what it is called, how its file ends, and what writes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pmfacil.documents.audience import Audience, holds_restricted, nothing_of, withheld
from pmfacil.documents.data import to_json
from pmfacil.documents.html import to_html
from pmfacil.documents.ics import to_ics
from pmfacil.documents.markdown import to_markdown
from pmfacil.documents.spreadsheet import to_spreadsheet
from pmfacil.documents.trackers import Tracker, to_tracker
from pmfacil.documents.voice import Voice
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review


class Form(StrEnum):
    """What a review is written as."""

    MD = "md"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


@dataclass(frozen=True)
class Description:
    """How people choose a form."""

    form: Form
    name: str
    suffix: str
    says: str
    """One line on what it is good for."""


FORMS = (
    Description(Form.MD, "Markdown", ".md", "The document, for a repository or a wiki."),
    Description(Form.HTML, "HTML", ".html", "The document with drawings in one page, to read and to print."),
    Description(Form.JSON, "JSON", ".json", "The whole review, for other programs."),
    Description(Form.CSV, "CSV", ".csv", "The actions, for a spreadsheet or an issue tracker."),
    Description(Form.ICS, "Calendar", ".ics", "Due dates and follow-up reviews."),
)
"""All forms, the usual one first."""
_OF_ACTIONS = (Form.CSV, Form.ICS)


def offered(form: Form, audience: Audience) -> bool:
    """Whether there is anything in this form for this audience: customers are given no actions and no dates."""
    return not (form in _OF_ACTIONS and audience == Audience.CUSTOMER)


def suffix(form: Form, tracker: Tracker | None = None) -> str:
    """How the name of a file of this form ends."""
    found = next(described.suffix for described in FORMS if described.form == form)
    return ".sh" if form == Form.CSV and tracker == Tracker.GITHUB else found


def exported(
    review: Review,
    form: Form,
    audience: Audience,
    now: datetime,
    policies: Policies | None = None,
    tracker: Tracker | None = None,
) -> str:
    """The review in one form.

    Args:
        review: At any stage, also blank.
        form: What to write.
        audience: Who may read it: only `INTERNAL` holds restricted parts.
        now: The present moment.
        policies: What the team does differently.
        tracker: Where the actions go to, as `CSV`; a spreadsheet if there is none.
    """
    if form == Form.MD:
        return to_markdown(review, audience=audience, now=now, policies=policies)
    if form == Form.HTML:
        return to_html(review, audience=audience, now=now, policies=policies)
    voice = Voice(nothing_of(review) if withheld(review, audience) else review, audience, now, policies)
    match form:
        case Form.JSON:
            return to_json(voice)
        case Form.ICS:
            return to_ics(voice, restricted=audience == Audience.INTERNAL and holds_restricted(review))
        case Form.CSV:
            return to_tracker(voice, tracker) if tracker else to_spreadsheet(voice)
