"""`l g b y d n k`: lines that are kept as they are, without tokens."""

from pmfacil.capture.letters import LETTERS
from pmfacil.capture.reading import Place, Reading, Words
from pmfacil.review.decisions import Decision
from pmfacil.review.edit import Add
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.notes import Note, Parked
from pmfacil.review.part import Part
from pmfacil.review.review import Review

_SIDES = {"g": Side.WELL, "b": Side.BETTER, "y": Side.LUCKY}


def read_plain(words: Words) -> Reading:
    """The lesson, reflection, decision point, note or parked topic that the words are."""
    part = _part(words)
    number = f" L{words.review.next_number('L')}" if isinstance(part, Lesson) else ""
    return Reading(Add(part=part), f"{LETTERS[words.letter].noun}{number}", part=part.id)


def note_of(text: str, review: Review, place: Place, reason: str = "") -> Note:
    """A note of the present agenda item, with the reason if it was meant as something else."""
    return Note(text=text, item=place.item if place.item and review.has(place.item) else None, reason=reason)


def _part(words: Words) -> Part:
    if words.letter in _SIDES:
        return Reflection(text=words.rest, side=_SIDES[words.letter])
    match words.letter:
        case "l":
            return Lesson(text=words.rest)
        case "d":
            return Decision(text=words.rest)
        case "k":
            return Parked(text=words.rest)
        case _:
            return note_of(words.rest, words.review, words.place)
