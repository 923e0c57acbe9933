"""What went well, what could be better, where the team was lucky, and what others can learn (P52, P60)."""

from pmfacil.documents.blocks import Blocks, bullets
from pmfacil.documents.voice import Voice
from pmfacil.review.lessons import Side


def reflections(voice: Voice, side: Side) -> Blocks:
    """What was said on one side."""
    return bullets(f"{voice.line(said.text)}{voice.tail(said)}" for said in voice.review.side(side))


def lessons(voice: Voice) -> Blocks:
    """The lessons by number, each with the actions that come from it."""
    by_number = sorted(voice.review.lessons, key=lambda lesson: lesson.number)
    return bullets(f"{lesson.label()}: {voice.line(lesson.text)}{voice.tail(lesson)}" for lesson in by_number)
