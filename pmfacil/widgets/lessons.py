"""The board of lessons, and of what went well, could be better, and was luck."""

from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.widgets.lists import ListBoard, Section, Words


def _lesson(part: Part, review: Review) -> Words:
    return part.label() if isinstance(part, Lesson) else "·", (part.says(),)


def _sided(label: str):
    def words(part: Part, review: Review) -> Words:
        return label, (part.says(),)

    return words


class LessonBoard(ListBoard):
    """Shows what the team takes with it."""

    TITLE = "Lessons"
    QUESTION = "What could another team learn from this?"
    HELP = "## Lessons\n\nBegin with what went well. A lesson is one if a team that never met this system can use it."
    SECTIONS = (
        Section("Lessons", Lesson, lambda r: r.lessons, "Backups that nobody restores are hopes.", _lesson),
        Section(
            "What went well",
            Reflection,
            lambda r: r.side(Side.WELL),
            "What helped on the day.",
            _sided("+"),
            {"side": Side.WELL},
        ),
        Section(
            "What could be better",
            Reflection,
            lambda r: r.side(Side.BETTER),
            "What made it harder.",
            _sided("△"),
            {"side": Side.BETTER},
        ),
        Section(
            "Where we were lucky",
            Reflection,
            lambda r: r.side(Side.LUCKY),
            "What could have been worse.",
            _sided("☘"),
            {"side": Side.LUCKY},
        ),
    )
