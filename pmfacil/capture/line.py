"""What one captured line becomes, in the bar on screen and in the shell alike."""

from collections.abc import Callable

from pmfacil.capture.actions import read_action
from pmfacil.capture.boards import read_cause, read_layer
from pmfacil.capture.letters import LETTERS
from pmfacil.capture.plain import note_of, read_plain
from pmfacil.capture.reading import Place, Reading, Unclear, Words
from pmfacil.capture.timeline import read_event
from pmfacil.capture.whys import read_why
from pmfacil.review.edit import Add
from pmfacil.review.review import Review
from pmfacil.review.text import LINE_LIMIT, EditRefused, clean_text, short

_READERS: dict[str, Callable[[Words], Reading]] = {
    **dict.fromkeys("ai", read_action),
    **dict.fromkeys("lgbydnk", read_plain),
    "t": read_event,
    "w": read_why,
    "f": read_cause,
    "o": read_layer,
}


def read_line(line: str, review: Review, place: Place) -> Reading:
    """What the line becomes, tried on the review; what its letter cannot make of it becomes a note, with the reason."""
    # The model refuses a long line; here it is to become a note.
    line = clean_text(line).replace("\n", " ")
    if not line:
        return Reading(None, "")
    letter, *more = line.split(maxsplit=1)
    if letter not in LETTERS:
        return _note(line, review, place, _no_letter(letter))
    if not more:
        known = LETTERS[letter]
        return Reading(None, known.noun, f"There is nothing to keep yet: type on, as in “{known.example}”.")
    try:
        if len(line) > LINE_LIMIT and letter != "n":
            raise Unclear(f"It has {len(line):,} characters and {LINE_LIMIT:,} is the most for anything but a note")
        reading = _READERS[letter](Words(letter, more[0], review, place))
        if reading.edit:
            reading.edit.apply(review)
    except (Unclear, EditRefused) as reason:
        return _note(line, review, place, str(reason))
    return reading


def _note(line: str, review: Review, place: Place, reason: str) -> Reading:
    note = note_of(line, review, place, reason.removesuffix("."))
    return Reading(Add(part=note), "note", f"{note.reason}; kept as a note.", part=note.id)


def _no_letter(word: str) -> str:
    lower = ", whose letters are lower-case" if word.lower() in LETTERS else ""
    return f"“{short(word, 20)}” is not a letter of the capture line{lower}"
