"""How lessons are drawn: where each came from, and below it what will be done about it."""

from collections.abc import Sequence

from pmfacil.review.actions import Action, Progress
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.widgets.blocks import Block, Marks
from pmfacil.widgets.marks import state_marks
from pmfacil.widgets.naming import label_of
from pmfacil.widgets.rows import Row

SIGNS = {Side.WELL: "+", Side.BETTER: "△", Side.LUCKY: "☘"}
PROGRESS = {
    Progress.OPEN: "○",
    Progress.IN_PROGRESS: "◐",
    Progress.DONE: "●",
    Progress.VERIFIED: "✓",
    Progress.DROPPED: "–",
}


def lesson_rows(lesson: Lesson, ends: Sequence[Part], review: Review) -> list[Row]:
    """A lesson with its actions among what it is linked with, or with the question for one."""
    actions = [end for end in ends if isinstance(end, Action)]
    origins = list(dict.fromkeys(label_of(end, review) for end in ends if not isinstance(end, Action)))
    said = [("from ", ", ".join(origins), "question")] if origins else []
    said += [(f"{PROGRESS[action.status]} ", _action(action), "question") for action in actions]
    row = Block(
        ((lesson.text, "strong"), *((text, look) for _, text, look in said)),
        label=lesson.label().ljust(3),
        guide="  ",
        guide_rest="  ",
        leads=("", *(lead for lead, _, _ in said)),
        marks=tuple(state_marks(lesson)),
        part=lesson,
        adds=Lesson,
    )
    return [row, *([] if actions else [_NOTHING_YET])]


def reflection_row(reflection: Reflection, marks: Marks) -> Row:
    """One thing that went well, could be better, or was luck."""
    return Row(
        ((reflection.text, "text"),),
        label=SIGNS[reflection.side],
        guide="  ",
        guide_rest="  ",
        marks=marks.of(reflection),
        part=reflection,
        adds=Reflection,
        given={"side": reflection.side},
    )


def _action(action: Action) -> str:
    status = "" if action.status == Progress.OPEN else f" · {action.status}"
    return f"{action.label()}{'' if action.number else ':'} {action.text}{status}"


_NOTHING_YET = Row(
    (("no action yet: press i to make one", "hint"),), "·", "      ", "      ", reachable=False, invites=True
)
"""What stands below a lesson that nothing is done about."""
