"""A new review, ready for its meeting."""

from datetime import datetime

from pmfacil.review.agenda import FORMATS, Plan, preset_agenda
from pmfacil.review.fishbone import preset_categories
from pmfacil.review.incident import Incident
from pmfacil.review.layers import preset_layers
from pmfacil.review.notes import preset_ground_rules
from pmfacil.review.part import new_id
from pmfacil.review.response import preset_phases
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, clean_text, short


def new_review(incident: Incident, created: datetime, format: str = "deep", id: str | None = None) -> Review:
    """A review of an incident with its agenda, ground rules, ribs, layers and phases.

    Raises:
        EditRefused: If the title is empty, the format unknown, or the incident ends before it starts.
    """
    if not incident.title:
        raise EditRefused("A review needs a title: say what customers met.")
    if format not in FORMATS:
        raise EditRefused(f"There is no format “{short(clean_text(format))}”; there are {', '.join(FORMATS)}.")
    minutes, reserve = FORMATS[format]
    blank = Review(id=id or new_id()[:8], created=created)
    review = blank.put(
        incident,
        Plan(format=format, reserve=reserve),
        *preset_agenda(minutes),
        *preset_ground_rules(),
        *preset_categories(),
        *preset_layers(),
        *preset_phases(),
    )
    incident.verify(review)
    return review
