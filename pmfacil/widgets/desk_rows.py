"""The rows of the desk: the pace, what the room sees, who is here, who was not heard yet, what can be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pmfacil.coach.phrases import Moment, Phrases, fill
from pmfacil.review.pace import Pace, first_unreached, needs, pace
from pmfacil.review.part import Id, Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.sessions.wire import Present, Seat, Shown
from pmfacil.widgets.boards import PLACES
from pmfacil.widgets.naming import named
from pmfacil.widgets.rows import SPACE, Row, hint

VIEWS = {
    "meeting": "holds the meeting",
    "notes": "takes notes",
    "desk": "at the desk",
    "room": "shows the room",
    "command": "writes from a command",
}
"""What a terminal is there for, in plain words."""
SHOWING = {"meeting", "room"}
"""The views that the room can be looking at."""
_MOST = 200
"""Characters of what is in hand: the desk reminds of it, and the room has the rest."""


@dataclass(frozen=True, kw_only=True)
class PhraseRow(Row):
    """A kind of moment, or a sentence that can be said in it."""

    moment: Moment
    phrase: Id = ""
    """The phrase, if it is one."""
    said: str = ""
    """The words to say."""

    @property
    def id(self) -> Id:
        """What tells it from the others."""
        return f"phrase-{self.phrase}" if self.phrase else f"moment-{self.moment.id}"


def title(words: str, *marks: str) -> Row:
    """The first row of a part of the desk."""
    return Row(((words, "heading"),), marks=marks, reachable=False)


def quiet(words: str) -> Row:
    """A sentence in which there is nothing to do."""
    return Row(((words, "hint"),), reachable=False)


def pace_rows(review: Review, now: datetime, leads: bool = True) -> Sequence[Row]:
    """The present item, each one ahead with its minutes, where time runs out, and how the meeting stands.

    The keys of the clock are named to whoever leads it.
    """
    at, cut = pace(review, now), first_unreached(review, now)
    rows = [title("PACE", f"{int(at.total_spent // 60)} of {at.total_planned / 60:.0f} min")]
    items = {item.id: item for item in review.agenda}
    for id, needed in needs(review, now).items():
        item = items[id]
        if id == cut:
            rows.append(quiet("┄┄ not reached at this pace"))
        if at.item and id == at.item.id:
            rows.append(_plain(item.text, "heading", "▶", _spent(at, needed)))
        else:
            rows.append(_plain(item.text, "text", "■" if item.protected else "·", f"{item.minutes} min"))
    rows += [_plain(words, "question") for words in _standing(review, at, now, leads)]
    return rows


def lead_rows(present: Present, own: str) -> Sequence[Row]:
    """Who leads, and how the lead comes here, if somebody else does."""
    if present.leader in ("", own):
        return []
    leader = short(_leader(present), 24)
    return [quiet(f"{leader} leads the clock and the board; ctrl+l there passes them on."), SPACE]


def card_rows(words: str, leads: bool) -> Sequence[Row]:
    """The sentence that was chosen last, and whether the room sees it."""
    if not words:
        return []
    where = title("Over the room's screen", "esc ends it") if leads else title("To read aloud", "esc ends it")
    said = _plain(words, "text", "“")
    return [where, said, *([] if leads else [quiet("The room does not see it.")]), SPACE]


def shown_rows(review: Review, shown: Shown, present: Present, own: str) -> Sequence[Row]:
    """The board that the room sees, what is in hand there, and who leads."""
    leads = "you lead" if present.leader == own else f"{short(_leader(present), 24)} leads"
    rows = [title("The room sees", *([leads] if present.leader else []))]
    if present.seats and not any(seat.view in SHOWING for seat in present.seats):
        return [*rows, quiet("No terminal shows the room yet: pmfacil join --as room.")]
    if shown.card:
        return [*rows, _plain(shown.card, "question", "“"), quiet("It lies over everything.")]
    rows.append(_plain(PLACES[shown.board].title, "text", mark="the board alone" if shown.zoom else ""))
    if part := held(review, shown):
        rows.append(_plain(f"in hand: {named(part)} · {short(part.says(), _MOST)}", "question"))
    return rows


def held(review: Review, shown: Shown) -> Part | None:
    """What is in hand in the room, if it is still there."""
    return review.find(shown.part) if shown.part and review.has(shown.part) else None


def present_rows(present: Present, own: str) -> Sequence[Row]:
    """Each terminal by the name it gave and what it is there for, and which of them leads."""
    rows = [title("Connected", str(len(present.seats)))]
    rows += [_seat(seat, present.leader, own) for seat in present.seats]
    return rows if present.seats else [*rows, quiet("Nobody else yet: pmfacil join, in another terminal.")]


def unheard_rows(review: Review, heard: frozenset[Id]) -> Sequence[Row]:
    """Everybody who is not marked as heard here, each of whom can be taken in hand."""
    people = [person for person in review.people if person.id not in heard]
    rows = [title("Not heard yet", f"{len(people)} of {len(review.people)}" if review.people else "")]
    if not review.people:
        return [*rows, quiet("Nobody is on the list of people yet: it is on the board Open.")]
    rows += [_person(person) for person in people]
    rows.append(hint("Press s on a name once it was heard.") if people else quiet("Everybody was heard."))
    most = review.pulse.spoke
    known = most > len(heard)
    return [*rows, *([quiet(f"At least {most} marked before or elsewhere; names are not kept.")] if known else [])]


def phrase_rows(phrases: Phrases, opened: Moment | None, part: Part | None, review: Review) -> Sequence[Row]:
    """The kinds of moment by their letters, the opened one with its sentences below."""
    rows: list[Row] = []
    for moment in phrases.moments:
        look = "heading" if moment == opened else "text"
        rows.append(PhraseRow(paragraphs=((moment.label, look),), label=moment.letter, moment=moment))
        for phrase in phrases.of(moment.id) if moment == opened else ():
            words = fill(phrase.text, part, review)
            row = PhraseRow(
                paragraphs=((words, "text"),),
                label="“",
                guide="  ",
                guide_rest="  ",
                moment=moment,
                phrase=phrase.id,
                said=words,
            )
            rows.append(row)
        rows += [SPACE] if moment == opened else []
    return rows


def _plain(words: str, look: str, label: str = "", mark: str = "") -> Row:
    return Row(((words, look),), label, marks=(mark,) if mark else (), reachable=False)


def _seat(seat: Seat, leader: str, own: str) -> Row:
    leads = seat.terminal == leader
    name = _name(seat) + (" (you)" if seat.terminal == own else "")
    view = VIEWS[seat.view] + (" · leads" if leads else "")
    return _plain(name, "text", "▶" if leads else "·", view)


def _leader(present: Present) -> str:
    return next((_name(seat) for seat in present.seats if seat.terminal == present.leader), "Somebody else")


def _name(seat: Seat) -> str:
    return seat.name or "somebody"


def _person(person: Person) -> Row:
    return Row(((person.says(), "text"),), "·", part=person)


def _spent(at: Pace, needed: float) -> str:
    box = at.item.planned() if at.item else 0
    left = f"{int(-at.left // 60)} over !" if at.over else f"{int(needed / 60 + 0.99)} left"
    return f"{int(at.spent // 60)} of {box} · {left}"


def _standing(review: Review, at: Pace, now: datetime, leads: bool) -> Sequence[str]:
    def with_key(words: str, key: str) -> str:
        return f"{words}; {key}" if leads else words

    if at.ends is None:
        return [with_key("Not begun yet", "space begins") + "."]
    words = [] if at.running else [with_key("The clock stands still", "space lets it run") + "."]
    must = review.run.must_end
    ends = f"ends {_clock(at.ends, now)}"
    words.append(f"{ends} · must end {_clock(must, now)}" if must else ends)
    if at.spare is not None:
        spare = int(abs(at.spare) // 60)
        behind = with_key(f"{spare} min behind", "= re-plans")
        words.append((f"{spare} min to spare" if at.spare >= 0 else behind) if spare else "on time")
    if review.plan.reserve:
        words.append(with_key(f"reserve {review.plan.reserve} min", "+ takes from it"))
    return words


def _clock(at: datetime, now: datetime) -> str:
    return f"{now.astimezone() + timedelta(seconds=(at - now).total_seconds()):%H:%M}"
