"""The board of the opening: who is here, and the ground rules."""

from pmfacil.review.notes import GroundRule, Note, Parked
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.widgets.lists import ListBoard, Section, Words


def _rule(part: Part, review: Review) -> Words:
    return f"{review.ground_rules.index(part) + 1}" if isinstance(part, GroundRule) else "·", (part.says(),)


class OpenBoard(ListBoard):
    """Shows the people with their roles, and what is read out before the first question."""

    TITLE = "Open"
    QUESTION = "Who is here, and how do we work together?"
    HELP = "## Open\n\nRead the ground rules aloud, one by one, and ask whether everybody can live with them."
    SECTIONS = (
        Section("Ground rules, to read aloud", GroundRule, lambda r: r.ground_rules, "The rules of the room.", _rule),
        Section(
            "People and their roles",
            Person,
            lambda r: r.people,
            "Who is here, and as what: Dana, incident commander. The one who leads was not part of the incident.",
        ),
        Section("Parking lot", Parked, lambda r: r.parked, "Off-topic for now, kept for later."),
        Section("Notes", Note, lambda r: r.notes, "Anything that is said and has no better place."),
    )
