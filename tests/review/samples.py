"""Reviews and parts to try edits on."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest

from pmfacil.review.actions import Action
from pmfacil.review.agenda import Board, Item
from pmfacil.review.begin import new_review
from pmfacil.review.clock import Start
from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.dismissals import Dismissal
from pmfacil.review.edit import Add, Edit
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.impact import Graph, Measure, Metric, Term
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.links import Link
from pmfacil.review.notes import FollowUp, GroundRule, Note, Parked
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.reading import ReaderQuestion, Signature
from pmfacil.review.response import Phase
from pmfacil.review.review import Review
from pmfacil.review.run import HeldItem, Meeting
from pmfacil.review.text import EditRefused
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

HOSTILE = "[/] \x1b]52;c;ab==\x07\x9b2J\x00\x7f\u202edlrow\u2066\u200b 🙂"


def at(minutes: float) -> datetime:
    """Minutes after ten o'clock on the day of the meeting, or before it."""
    return datetime(2026, 11, 20, 10, tzinfo=UTC) + timedelta(minutes=minutes)


PARTS: tuple[Part, ...] = (
    Person(id="p1", made=at(1), name="Dana", role="responder"),
    Measure(id="m1", made=at(1), text="checkouts lost", amount="1,200", unit="orders"),
    Metric(id="x1", made=at(1), text="error rate", before=0.1, during=42.5, unit="%"),
    Graph(id="g1", made=at(1), file="errors.png", text="Errors by minute"),
    Term(id="t1", made=at(1), text="pool", meaning="connections kept open"),
    Message(id="c1", made=at(1), text="We are looking into it", at=at(-100), channel="status page"),
    Told(id="c2", made=at(1), text="Checkout is down", sender="support", receiver="on-call engineer", at=at(-110)),
    Event(id="e1", made=at(1), at=at(-120), text="Release 41 goes out", kind=EventKind.TRIGGER),
    Event(id="e2", made=at(2), at=at(-117), text="Release 41, as support remembers it", recollects="e1"),
    Why(id="w1", made=at(1), question="Why did checkout fail?", text="No connection was free"),
    Why(id="w2", made=at(2), text="A release made ten times the queries", parent="w1", factor=True),
    Why(id="w3", made=at(3), text="Only error rates raise alerts"),
    Category(id="k1", made=at(1), text="Vendors"),
    Cause(id="f1", made=at(1), text="No hand-over of the pool size", category="category-people"),
    Cause(id="f2", made=at(2), text="It was changed on a Friday", category="category-people", parent="f1"),
    Layer(id="y1", made=at(1), text="Canary"),
    Hole(id="h1", made=at(1), text="No load step", layer="layer-testing"),
    Decision(id="d1", made=at(1), text="Roll back or scale up", at=at(-90)),
    WhatIf(id="q1", made=at(1), text="at peak hour", answer="ten times the loss"),
    Phase(id="s1", made=at(1), text="Clean-up"),
    Reflection(id="r1", made=at(1), text="Support wrote within minutes", side=Side.WELL),
    Lesson(id="l1", made=at(1), text="Pools need an alert before they are full"),
    Action(id="a1", made=at(1), text="Restore drill every week"),
    Action(id="a2", made=at(2), text="Alert at 75 % pool use", number=0, owner="Dana", due=date(2026, 12, 4)),
    Link(id="n1", made=at(1), source="w2", target="l1"),
    Parked(id="o1", made=at(1), text="The on-call rota"),
    Note(id="n2", made=at(1), text="Two lines\nof notes", item="item-open"),
    GroundRule(id="u1", made=at(1), text="Phones away"),
    FollowUp(id="v1", made=at(1), text="Look at the actions", on=date(2026, 12, 4)),
    Dismissal(id="z2", made=at(1), rule="timeline.gap", of="e1"),
    Signature(id="z1", made=at(1), question=ReaderQuestion.CLEAR, by="Noor", at=at(90)),
    Meeting(
        id="b1",
        made=at(1),
        format="short",
        began=at(-1500),
        items=(HeldItem(id="item-open", text="Open", planned=3, spent=171.5),),
    ),
    Item(id="i1", made=at(1), text="Thanks", board=Board.CLOSE, minutes=5),
)
"""One or more parts for every table, in an order in which they can be added."""


def after(review: Review, *edits: Edit) -> Review:
    """The review after some edits."""
    for edit in edits:
        review = edit.apply(review)
    return review


def refusal(review: Review, edit: Edit) -> str:
    """The sentence with which an edit is refused, looked at as the people in the room would."""
    before = review.model_dump_json()
    with pytest.raises(EditRefused) as refused:
        edit.apply(review)
    assert review.model_dump_json() == before
    return sentence(refused.value)


def sentence(refused: EditRefused) -> str:
    """What it says, which is one clean sentence without a word from the code."""
    said = one_line(str(refused))
    assert said.endswith(".")
    assert ". " not in said
    assert said[0].isupper() or said[0] in "“0123456789"
    assert not re.search(r"[a-z][A-Z]|_|pydantic|None", said), said
    return said


def one_line(said: str) -> str:
    """The same, which is one line that does nothing to a terminal."""
    assert said
    assert not [c for c in said if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c == "\u202d"]
    return said


def begun(format: str = "deep") -> Review:
    """A review just made, with its 75 minutes and 10 in reserve if nothing else is asked for."""
    incident = Incident(title="Users could not check out", start=at(-120), end=at(-97), made=at(0))
    return new_review(incident, at(0), format, id="k3f9x2ab")


def worked() -> Review:
    """A review with something in every table."""
    return after(begun(), *(Add(part=part) for part in PARTS))


def running(format: str = "deep") -> Review:
    """A review whose meeting began at ten."""
    return after(begun(format), Start(at=at(0)))


def grown(*whys: str) -> Review:
    """A review with these whys: `a` begins a chain, `b<a` answers it."""
    review = begun()
    for place, why in enumerate(whys):
        id, _, parent = why.partition("<")
        review = Add(part=Why(id=id, made=at(place), text=id, parent=parent or None)).apply(review)
    return review


def numbers(review: Review) -> dict[str, str]:
    """Each why's number by its id."""
    return {why.id: why.number for why in review.whys}
