"""`a` and `i`: committed actions, and ideas for the basket."""

from datetime import date

from pmfacil.capture.dates import read_date, say_date
from pmfacil.capture.names import clean_name, find_person, find_why
from pmfacil.capture.reading import Reading, Unclear, Words, say
from pmfacil.capture.tokens import Piece, split
from pmfacil.capture.understood import understand
from pmfacil.review.actions import Action, ActionType, Priority
from pmfacil.review.edit import Add, LinkParts
from pmfacil.review.edits import Together
from pmfacil.review.layers import Layer
from pmfacil.review.lessons import Lesson
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.text import short, slug
from pmfacil.review.whys import Why


def read_action(words: Words) -> Reading:
    """The action or idea, its owner added to the people if new, linked to what it is for."""
    review, today = words.review, words.place.today
    found = understand(
        split(words.letter, words.rest, today),
        {
            "@": lambda piece: {"owner": _owner(piece, review)},
            "P": lambda piece: {"priority": _priority(piece)},
            "~": lambda piece: {"type": _type(piece)},
            "by:": lambda piece: {"due": _due(piece, today)},
            "#": lambda piece: {"aims": (_why_or_layer(piece, review),)},
            "L": lambda piece: {"aims": (_lesson(piece, review),)},
            "check:": lambda piece: {"check": _check(piece)},
        },
        several={"aims"},
    )
    if not found.text:
        raise Unclear("Tokens alone make no action: say what is to be done")
    aims: dict[str, Why | Layer | Lesson] = {part.id: part for part in found.fields.pop("aims", ())}
    action = Action(text=found.text, number=0 if words.letter == "a" else None, **found.fields)
    add = Add(part=action)
    new = [Add(part=Person(name=action.owner))] if _is_new(action.owner, review) else []
    more = [*new, *(LinkParts(source=action.id, target=aim) for aim in aims)]
    said = say(
        "action" if words.letter == "a" else "idea",
        f"{'new person ' if new else ''}{short(action.owner)}",
        action.priority or "",
        (action.type or "").capitalize(),
        say_date(action.due, today) if action.due else "",
        _say_aims(list(aims.values())),
        f"check “{short(action.check)}”" if action.check else "",
        found.kept(),
    )
    edit = Together(edits=(add, *more)) if more else add
    return Reading(edit, said, unknown=tuple(found.unknown), part=action.id)


def _owner(piece: Piece, review: Review) -> str:
    known = find_person(piece.value, review.people) if piece.value else None
    quoted = piece.raw.startswith('@"')
    if not known and not (piece.value if quoted else clean_name(piece.value)):
        raise Unclear("no name")
    return known or piece.value


def _is_new(owner: str, review: Review) -> bool:
    return bool(owner) and all(person.name != owner for person in review.people)


def _priority(piece: Piece) -> Priority:
    if piece.raw not in Priority.__members__:
        raise Unclear("only P0 to P3")
    return Priority(piece.raw)


def _type(piece: Piece) -> ActionType:
    try:
        return ActionType(piece.value.casefold())
    except ValueError:
        raise Unclear("no type of action") from None


def _due(piece: Piece, today: date) -> date:
    due = read_date(piece.value, today)
    if due is None:
        raise Unclear("no clear date")
    return due


def _why_or_layer(piece: Piece, review: Review) -> Why | Layer:
    named = piece.value.casefold()
    aim = find_why(named, review.whys) or next((layer for layer in review.layers if slug(layer.text) == named), None)
    if aim is None:
        raise Unclear("no such why or layer")
    return aim


def _lesson(piece: Piece, review: Review) -> Lesson:
    lesson = next((lesson for lesson in review.lessons if lesson.label() == piece.raw), None)
    if lesson is None:
        raise Unclear("no such lesson")
    return lesson


def _check(piece: Piece) -> str:
    if not piece.value:
        raise Unclear("nothing to check")
    return piece.value


def _say_aims(aims: list[Why | Layer | Lesson]) -> str:
    names = [short(aim.text) if isinstance(aim, Layer) else aim.label() for aim in aims]
    return f"for {', '.join(names)}" if names else ""
