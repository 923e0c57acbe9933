"""What the library says, in rows: reviews, actions that are due, the trash, the welcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmfacil.capture.dates import say_day
from pmfacil.review.text import short
from pmfacil.sessions.due import DueAction
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.librarian import Found
from pmfacil.sessions.search import COUNTED, Hit
from pmfacil.widgets.rows import SPACE, Row, heading

DUE_SHOWN = 4
"""Due actions that show; the others are a number."""
_DAY = 11
"""Cells of a day with its year."""


@dataclass(frozen=True, kw_only=True)
class LibraryRow(Row):
    """A row that stands for something in the library."""

    entry: Entry | None = None
    """The session that it opens."""
    due: DueAction | None = None
    """The action that is shown then."""
    does: str = ""
    """The action of the screen that it stands for instead."""
    sought: tuple[str, ...] = ()
    """Words of its last paragraph that were searched for."""

    @property
    def key(self) -> object:
        """By what it is known again when the library is read once more."""
        return (self.entry.path if self.entry else self.does, self.due.id if self.due else "")


def library_rows(found: Found, today: date) -> list[Row]:
    """What is due, as long as nothing is searched for, then the reviews that fit."""
    if not found.every:
        return welcome_rows() if found.every == 0 and not found.to_read else []
    if not found.count:
        return [_sentence("Nothing here fits that. Fewer words find more, esc shows everything again.")]
    rows = [] if found.typed.strip() or not found.due else [*due_rows(found.due, today), SPACE, heading("Reviews")]
    rows += [entry_row(hit.entry, today, hit) for hit in found.hits]
    if found.count > len(found.hits):
        rows.append(_sentence("More when you go on; words to search for find any of them at once."))
    return rows


def due_rows(due: Sequence[DueAction], today: date) -> list[Row]:
    """Actions whose day has come, or comes this week: what, who, when."""
    late = sum(action.late(today) for action in due)
    counts = [_past(late)] * bool(late) + [f"{len(due) - late} this week"] * (late < len(due))
    rows: list[Row] = [heading("Actions due", " · ".join(counts))]
    for action in due[:DUE_SHOWN]:
        who = action.owner or "no owner yet"
        words = ((action.text, "text"), (short(action.entry.title, 80), "question"))
        mark = f"{who} · {day_of(action.due, today)}{' · past' if action.late(today) else ''}"
        rows.append(LibraryRow(words, action.label.ljust(_DAY), marks=(mark,), entry=action.entry, due=action))
    if more := len(due) - DUE_SHOWN:
        rows += [_sentence(f"and {more} more: `pmfacil actions` lists them all.")] if more > 0 else []
    return rows


def entry_row(entry: Entry, today: date, hit: Hit | None = None) -> LibraryRow:
    """A session: its day, its title, what is left to do, and where the words were found."""
    about = [", ".join(entry.services)] if entry.services else []
    about += [f"{entry.actions_open} {'action' if entry.actions_open == 1 else 'actions'} open"] * bool(
        entry.actions_open
    )
    about += [_past(late)] if (late := entry.overdue(today)) else []
    about += [entry.problem] if entry.problem else []
    words = [(entry.title or "without a title", "text")]
    words += [(short(" · ".join(about), 240), "question")] * bool(about)
    sought: tuple[str, ...] = ()
    if hit and hit.around:
        sought = tuple(dict.fromkeys(text for text, found in hit.around if found))
        around = "".join(text for text, _ in hit.around)
        words.append((f"{hit.place}: {around}" if hit.place else around, "hint"))
    status = "damaged" if entry.damaged else entry.status
    marks = [short(entry.severity, 16), short(status, 16), "restricted" if entry.restricted else ""]
    mark = " · ".join(filter(None, marks))
    label = day_of(entry.date, today).ljust(_DAY)
    return LibraryRow(tuple(words), label, marks=(mark,) if mark else (), entry=entry, sought=sought)


def bin_rows(entries: Sequence[Entry], today: date) -> list[Row]:
    """What is in the trash."""
    return [entry_row(entry, today) for entry in entries] or [_sentence("Nothing is in the trash.")]


def welcome_rows() -> list[Row]:
    """The first words, and the two things that can be done in an empty library."""
    return [
        SPACE,
        heading("Welcome"),
        _sentence(
            "A review looks at what made an incident possible, and never at who. pmfacil leads the meeting: it keeps "
            "the time, asks the next question, and writes the document while you talk."
        ),
        SPACE,
        _offer("sample", "s", "Try the sample", "a real incident in the middle of its meeting; nothing of it is kept"),
        _offer("new", "a", "Start a review", "a title is enough; everything else can follow"),
    ]


def count_of(found: Found) -> str:
    """How many reviews there are, and how many of them fit, in a few words."""
    if found.problem:
        return ""
    if found.to_read > found.read:
        return f"Reading the library: {found.read} of {found.to_read}"
    if found.every is None:
        return "Reading the library"
    if not found.every:
        return "No review yet"
    every = "1 review" if found.every == 1 else f"{found.every:,} reviews"
    if not found.typed.strip():
        return every
    return f"{found.count:,}{' or more' if found.count == COUNTED else ''} of {every}"


def day_of(day: str, today: date) -> str:
    """`18 Nov`, with the year if it is another one; what is no day as it is."""
    try:
        return say_day(date.fromisoformat(day), today).partition(" ")[2]
    except ValueError:
        return short(day, _DAY)


def _past(count: int) -> str:
    return f"{count} past {'its date' if count == 1 else 'their dates'}"


def _offer(does: str, key: str, words: str, more: str) -> LibraryRow:
    return LibraryRow(((words, "text"), (more, "question")), key, "  ", "  ", does=does)


def _sentence(words: str) -> Row:
    return Row(((words, "hint"),), guide="  ", guide_rest="  ", reachable=False)
