"""A new review: a title is enough, everything else can follow."""

import re
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from pmfacil.capture.dates import say_day
from pmfacil.coach.hints import Hint
from pmfacil.dialogs.fields import FIELDS, Asking, Field
from pmfacil.dialogs.form import AnswerRefused, Answers, Form
from pmfacil.dialogs.import_file import ReadFile, named_file
from pmfacil.dialogs.prefilled import Prefilled
from pmfacil.review.agenda import FORMATS
from pmfacil.review.incident import Incident
from pmfacil.review.people import Person
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.sessions.errors import SessionError
from pmfacil.typeahead import asks

if TYPE_CHECKING:
    from pmfacil.documents.timelines.imported import Imported

ADVICE = (
    "Worth a review: customers were hit, a target was missed, security, several teams pulled in, or a near miss. "
    "When in doubt: yes."
)
GOOD_TITLE = "what customers met, and for how long"
_INCIDENT = {field.name: field for field in FIELDS[Incident]}
_LIKE = "like"
_TIMELINE = "timeline"
_ZONE = "UTC"
_TIMES = ("start", "end")
_BARE = re.compile(r"\d{1,2}:\d\d(:\d\d)?")
_HINT = 36
"""Cells of an example that show at 80 columns, without `such as`."""


@dataclass(frozen=True)
class Earlier:
    """A review that a new one can begin like."""

    id: str
    words: str
    """Its day and its title."""


class NewReview(Form):
    """Asks what a review is about; its answer `timeline` is a `ReadFile` with events in it, or `None`."""

    DEFAULT_CSS = """
    NewReview #better { height: auto; display: none; color: $text-muted; padding-left: 26; }
    NewReview.-narrow #better { padding-left: 18; }
    NewReview #better.shown { display: block; }
    NewReview .new--meant { width: auto; padding-left: 1; color: $text-muted; display: none; }
    NewReview .new--meant.shown { display: block; }
    """

    def __init__(
        self,
        policies: Policies,
        today: date,
        fits: Callable[[Answers], None],
        read: "Callable[[Path, Answers], Awaitable[Imported]]",
        earlier: Sequence[Earlier] = (),
        draft: Mapping[str, Any] | None = None,
        hints: Callable[[str], Sequence[Hint]] = lambda _: (),
        *,
        now: datetime,
    ) -> None:
        """Ask; `hints` gives what the coach would say of a title.

        `read` gives what a timeline holds for the review of these answers, or raises `SessionError` if that is nothing.
        """
        asking = Asking(Review.blank(), today, policies)
        values = {"timezone": _ZONE, "format": "deep", "services": ()}
        super().__init__("New review", _fields(policies, earlier), values, asking, fits, draft, ADVICE)
        self._read = read
        self._earlier = {one.id: one.words for one in earlier}
        self._hints = hints
        self._now = now

    def on_mount(self) -> None:
        """Keep a place for a word on the title, and one for the day of each time."""
        rows = list(self.query(".form--row"))
        below = next(row for row in rows if row.query("#title"))
        self.query_one(".dialog--box").mount(Static(id="better"), after=below)
        for name in _TIMES:
            row = next(row for row in rows if row.query(f"#{name}"))
            row.mount(Static(id=f"{name}-meant", classes="new--meant"))
        self.call_after_refresh(self.say_days)

    @on(TextArea.Changed, "#title")
    def hint_at_title(self, event: TextArea.Changed) -> None:
        """Say quietly what would make the title better."""
        hints = self._hints(event.text_area.text) if event.text_area.text.strip() else ()
        for better in self.query("#better").results(Static):
            better.update(Content(f"≈ {hints[0].message}" if hints else ""))
            better.set_class(bool(hints), "shown")

    @on(Input.Changed, "#start")
    @on(Input.Changed, "#end")
    @on(Input.Changed, "#timezone")
    def say_days(self) -> None:
        """Say which day is meant by a time that is typed without one."""
        typed = self._now_typed()
        meant = days_meant(typed, self._asking, self._now)
        for name in _TIMES:
            for place in self.query(f"#{name}-meant").results(Static):
                place.update(Content(meant.get(name, "")))
                place.set_class(name in meant, "shown")

    def finish(self, answers: Answers) -> None:
        """Close with answers that fit, once there is something in the timeline, if one was named."""
        if path := timeline_file(answers.values):
            self._read_timeline(path, answers)
        else:
            self.give(replace(answers, values={**answers.values, _TIMELINE: None}))

    @asks
    async def _read_timeline(self, path: Path, answers: Answers) -> None:
        try:
            imported = await self._read(path, answers)
        except SessionError as problem:
            why = str(problem).partition("; nothing was ")[0].rstrip(".")
            do = "all that you typed is safe: name another file, or empty this field to go on without one."
            self.refuse(AnswerRefused(_TIMELINE, f"{why}; {do}"))
            return
        self.give(replace(answers, values={**answers.values, _TIMELINE: ReadFile(path, imported)}))

    def _asked(self, field: Field) -> Widget:
        if field.name == "timezone":
            return Prefilled(self._typed[field.name], _ZONE, id=field.name, placeholder=field.hint)
        if field.name != _LIKE:
            return super()._asked(field)
        typed = self._typed[_LIKE]
        options = [(Content(words), id) for id, words in self._earlier.items()]
        value = typed if typed in self._earlier else Select.NULL
        return Select[str](options, value=value, id=_LIKE, compact=True, prompt="–")


def days_meant(typed: Mapping[str, str], asking: Asking, now: datetime) -> dict[str, str]:
    """For the start and the end, as far as they are times without a day: the moment that each is read as."""
    meant: dict[str, str] = {}
    # What does not fit is said when all is typed.
    with suppress(EditRefused):
        review = Review.blank().put(Incident(timezone=typed["timezone"] or _ZONE))
        start = _start(typed["start"], replace(asking, review=review), now)
        meant |= _meant("start", typed, start, review, asking.today)
        review = review.put(review.incident.changed(start=start))
        end = _INCIDENT["end"].read(typed["end"], replace(asking, review=review))
        meant |= _meant("end", typed, end, review, asking.today)
    return meant


def _meant(name: str, typed: Mapping[str, str], at: datetime | None, review: Review, today: date) -> dict[str, str]:
    if at is None or not _BARE.fullmatch(typed[name].strip()):
        return {}
    local = at.astimezone(review.incident.zone())
    return {name: f"{say_day(local.date(), today)} {local:%H:%M}"}


def _start(words: str, asking: Asking, now: datetime) -> datetime | None:
    """When it began: a review looks back, so that a bare time that is still to come today was yesterday's."""
    start = _INCIDENT["start"].read(words, asking)
    return start - timedelta(days=1) if start and now < start <= now + timedelta(days=1) else start


def reviewed(answers: Mapping[str, Any], policies: Policies, now: datetime, today: date) -> Review:
    """The review that was asked for, ready for its meeting.

    Raises:
        EditRefused: If an answer does not fit.
    """
    with _answer("timezone"):
        blank = Review.blank().put(Incident(timezone=answers["timezone"] or _ZONE))
    asking = Asking(blank, today, policies)
    with _answer("start"):
        start = _start(answers["start"], asking, now)
    asking = replace(asking, review=blank.put(blank.incident.changed(start=start)))
    with _answer("end"):
        incident = asking.review.incident.changed(end=_INCIDENT["end"].read(answers["end"], asking))
        incident.verify(asking.review)
    for field in ("severity", "services", "title"):
        with _answer(field):
            incident = incident.changed(**{field: answers[field]})
    with _answer("title"):
        review = policies.new_review(incident, now, answers["format"] or "deep")
    people: list[Person] = []
    for field, role in (("facilitator", "facilitator"), ("note_taker", "note-taker")):
        with _answer(field):
            people += [Person(name=answers[field], role=role)] if answers[field].strip() else []
    return review.put(*(person.changed(order=float(order)) for order, person in enumerate(people, 1)))


def timeline_file(answers: Mapping[str, Any]) -> Path | None:
    """The file with the timeline, if one was named.

    Raises:
        EditRefused: If there is none of that name.
    """
    with _answer(_TIMELINE):
        return named_file(answers[_TIMELINE])


@contextmanager
def _answer(field: str) -> Generator[None]:
    """Say of what does not fit which field it is in."""
    try:
        yield
    except EditRefused as refused:
        raise AnswerRefused(field, str(refused)) from refused


def _fields(policies: Policies, earlier: Sequence[Earlier]) -> list[Field]:
    asked = _INCIDENT
    formats = tuple(dict.fromkeys([*FORMATS, *policies.formats]))

    def as_typed(words: str, _: Asking) -> str:
        return words

    def plain(field: Field) -> Field:
        # Read together with the zone, once all is typed.
        return replace(field, read=as_typed)

    known = [", ".join(policies.services[:many]) for many in (3, 2, 1)]
    fits = next(
        (f"such as {names}" for names in known if names and Content(names).cell_length <= _HINT), asked["services"].hint
    )
    fields = [
        replace(asked["title"], hint=GOOD_TITLE),
        asked["severity"],
        plain(asked["start"]),
        plain(asked["end"]),
        asked["timezone"],
        replace(asked["services"], hint=fits),
        Field("format", "Agenda", choices=formats),
        Field("facilitator", "Facilitator", "leads, and was not part of the incident"),
        Field("note_taker", "Note-taker", "writes down what is said"),
        Field(_TIMELINE, "Timeline file", "a chat export, a log, a table, a text"),
    ]
    if earlier:
        fields.append(Field(_LIKE, "Begin like", choices=tuple(one.id for one in earlier)))
    return fields
