"""A big review of everything that is hard to draw, in the middle of its meeting, the same every time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import cycle

from pmfacil.review.actions import Action, ActionType, Priority, Progress
from pmfacil.review.begin import new_review
from pmfacil.review.clock import GoTo, Start
from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.edit import Add, Change, Edit, LinkParts, Move, SetProgress
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.impact import Graph, Measure, Metric, Term
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.notes import FollowUp, Note, Parked
from pmfacil.review.part import Part
from pmfacil.review.people import ROLES, Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Gate, Leaf, Why

MARKUP = "[red]full[/] [/"
EMOJI = "👩\u200d🚒 ☎\ufe0f 🏳\ufe0f\u200d🌈 🙂"
WIDE = "接続プールが枯渇し、どのサーバーもデータベースに届かなかった"
HEBREW = "מסד הנתונים לא ענה במשך 23 דקות"
ARABIC = "لم تصل أي رسالة إلى العملاء حتى الساعة 10:45"
COMBINED = "Z\u0351a\u0334l\u0327g\u0335o\u0323 and ก\u0e33ล\u0e31งท\u0e33งาน and e\u0301"
LONG = (
    "A release made ten times the queries per request, nobody could see how full the pool was at that moment, and "
    "the page that would have shown it had been moved a month before without a word to the people on call, so that "
    "they looked at error rates, which rose only after every connection was taken and kept"
)
UNBROKEN = "https://graphs.example.org/" + "pool-usage-by-service/" * 8
ANSI = "\x1b[31mFATAL\x1b[0m: remaining \x1b]8;;x\x07slots\tare reserved\x9b2J"

PLAIN = (
    "The connection pool was exhausted",
    "Only error rates raise alerts",
    "Staging holds a tenth of the data",
    "The runbook names a dashboard that is gone",
    "Two deployments overlapped by four minutes",
)
HOSTILE = (MARKUP, EMOJI, WIDE, HEBREW, LONG, ARABIC, COMBINED, UNBROKEN, ANSI)

PEOPLE = ("Dana [/]", "山田 太郎", "דנה לוי", "Zoë O\u2019Brien-Whitfield", "محمد", "Sam 👩\u200d🚒", "Kim", "An")
PARENTS = (None, 0, 1, 2, 3, 4, 5, 1, 7, 0)
"""One chain of ten whys by the places of their parents: seven deep, with three branches."""
MINUTES = (0, 1, 2, 4, 9, 11, 12, 26, 27, 27)
"""When ten events happen, an hour after the ten before; the later half of all is a day later."""
MILESTONES = {0: "trigger", 6: "detection", 8: "acknowledgement", 14: "diagnosis", 22: "mitigation", 31: "recovery"}
OWN = ("Suppliers 供应商", "[b]Money[/b] 💰")
STATES = {"code-review": "not relevant", "deployment-safeguards": "missing", "incident-response": "held"}
ITEMS = {"overview": 4, "timeline": 12, "whys": 34}
"""When the meeting went on to each item, in minutes; the overview was over its six."""


@cache
def hostile_review(now: datetime) -> Review:
    """The review as the tests use it."""
    return review_of(now, whys=60, events=80, actions=25)


def review_of(now: datetime, *, whys: int, events: int, actions: int) -> Review:
    """The review with so many of each, no fewer than the tests use."""
    start, began = now - timedelta(hours=40), now - timedelta(minutes=47)
    review = new_review(_incident(start), began, id="hostile2")
    parts = (
        *(*_around(start), *_people(), *_events(start, events), *_whys(whys), *_causes(), *_holes()),
        *(*_response(start), *_lessons(), *_actions(now.date(), actions)),
    )
    edits: list[Edit] = [
        *(Add(part=_dated(part, place, began)) for place, part in enumerate(parts)),
        *(Change(id=f"layer-{layer}", changes={"state": state}) for layer, state in STATES.items()),
        *(_phase(place, phase.id) for place, phase in enumerate(review.phases)),
        Change(id="aftermath", changes={"found": LONG, "took": "2 days 👩\u200d🚒"}),
        Change(id="pulse", changes={"present": 9, "worth": 7, "safe": 8, "spoke": 9, "redirects": 2}),
        *(Change(id=part, changes={"factor": True}) for part in ("cause3", "hole0")),
        Move(id="layer-own", before="layer-monitoring"),
        *(
            LinkParts(source=source, target=target, id=f"{source}-{target}", made=began)
            for source, target in _links(whys, events)
        ),
        SetProgress(id="action2", status=Progress.DONE, link=UNBROKEN, at=began),
        SetProgress(id="action3", status=Progress.DROPPED, note=LONG, at=began),
        Start(at=began),
        *(GoTo(item=f"item-{item}", at=began + timedelta(minutes=at)) for item, at in ITEMS.items()),
    ]
    for edit in edits:
        review = edit.apply(review)
    return review


def mixed(first: int = 0) -> Iterator[str]:
    """Sentences without end: each plain one is followed by one that is hard to draw."""
    pairs = zip(cycle(PLAIN[first:] + PLAIN[:first]), cycle(HOSTILE[first:] + HOSTILE[:first]), strict=False)
    return (sentence for pair in pairs for sentence in pair)


def _dated(part: Part, place: int, made: datetime) -> Part:
    return part.changed(made=made, id=part.id if "id" in part.model_fields_set else f"{part.table}{place}")


def _incident(start: datetime) -> Incident:
    return Incident(
        title=f"Users could not check out {MARKUP} for three hours in 東京",
        severity="SEV1 🔥",
        start=start,
        end=start + timedelta(minutes=181),
        services=("checkout", "決済", MARKUP),
        tags=("database", EMOJI),
        commander="山田 太郎",
        owner_team=COMBINED,
        links=(UNBROKEN,),
        summary=f"{LONG}.\n{WIDE}\n{ARABIC}",
        context=f"{PLAIN[0]}.\n\n{MARKUP}",
        sketch="web ──▶ pool ──▶ データベース",
    )


def _around(start: datetime) -> Iterator[Part]:
    """Impact, messages, glossary, and what was written beside the boards."""
    say = mixed(2)
    for number, (amount, unit) in enumerate((("1,200", "orders"), ("", ""), ("≈ 3 × 10⁶", "リクエスト"))):
        yield Measure(text=next(say), amount=amount, unit=unit, estimate=number == 2, basis=next(say))
    for before, during, unit in ((0.1, 42.5, "%"), (3.0, 12_000.0, "ms"), (None, 0.0, MARKUP), (99.99, None, "%")):
        yield Metric(text=next(say), before=before, during=during, unit=unit)
    yield Graph(file=UNBROKEN, text=WIDE, shows=LONG)
    for number, at in enumerate((9, None, 26 * 60)):
        moment = None if at is None else start + timedelta(minutes=at)
        yield Message(text=next(say), at=moment, channel=("status page", "", WIDE)[number], restricted=number == 2)
    yield from (Term(text=word, meaning=next(say)) for word in ("プール", MARKUP, "SLO"))
    yield from (Note(text=f"{next(say)}\n{next(say)}", item=item) for item in ("item-open", "item-whys", None))
    yield from (Parked(text=next(say)) for _ in range(4))
    yield from (FollowUp(text=next(say), on=date(2026, 12, day)) for day in (2, 16))


def _people() -> Iterator[Part]:
    return (Person(name=name, role=role) for name, role in zip(PEOPLE, cycle((*ROLES[:5], "", WIDE)), strict=False))


def _events(start: datetime, count: int) -> Iterator[Part]:
    """Forty a day, some seen by customers, some restricted, some of them another recollection."""
    say, source = mixed(), cycle(("alert", "", WIDE, "deploy log", "memory [/]"))
    kinds = cycle([*EventKind, None])
    for place in range(count):
        tens, ones = divmod(place, 10)
        again = place % 20 == 9
        yield Event(
            id=f"event{place}",
            at=start + timedelta(days=tens // 4, hours=tens % 4, minutes=MINUTES[ones]),
            text=next(say),
            kind=EventKind(MILESTONES[place]) if place in MILESTONES else next(kinds),
            source=next(source),
            milestone=place in MILESTONES,
            customer_facing=place % 9 == 1,
            restricted=place % 13 == 5,
            known=LONG if place % 16 == 4 else "",
            gap_note=WIDE if ones == 7 and tens % 2 else "",
            recollects=f"event{place - 1}" if again else None,
        )


def _whys(count: int) -> Iterator[Part]:
    """In chains of ten: evidence and speculation, factors, ends of every sort, questions still open."""
    say, ends, questions = mixed(4), cycle(Leaf), cycle(("Why was that possible?", "", f"Why {EMOJI}?", f"{LONG}?"))
    for place in range(count):
        chain, step = divmod(place, 10)
        above = PARENTS[step]
        last = step not in PARENTS
        unanswered = step == 9 and not chain % 2
        yield Why(
            id=f"why{place}",
            question="Why did nobody see it?" if unanswered else next(questions),
            text="" if unanswered else next(say),
            parent=None if above is None else f"why{place - step + above}",
            evidence=UNBROKEN if step == 2 else "",
            speculation=step == 8,
            factor=step in (3, 6) and chain < 4,
            leaf=next(ends) if last and not unanswered else Leaf.OPEN,
            gate=(Gate.AND, Gate.OR)[chain % 2] if step == 1 else Gate.NONE,
            restricted=place == 13,
        )


def _causes() -> Iterator[Part]:
    """Six ribs, one of them empty, with causes below causes."""
    yield from (Category(id=f"category-own{place}", text=name) for place, name in enumerate(OWN))
    say = mixed(5)
    ribs = ("people", "process", "technology", "own0", "own1")
    for place in range(20):
        rib, row = place % 5, place // 5
        parent = f"cause{place - 5}" if row in (1, 2) else None
        yield Cause(id=f"cause{place}", text=next(say), category=f"category-{ribs[rib]}", parent=parent)


def _holes() -> Iterator[Part]:
    """Two layers with holes among six; one of the holes is accepted."""
    yield Layer(id="layer-own", text=OWN[0])
    say = mixed(6)
    for place, layer in enumerate(("testing", "monitoring", "testing", "monitoring", "testing")):
        yield Hole(id=f"hole{place}", text=next(say), layer=f"layer-{layer}", accepted=LONG if place == 3 else "")


def _response(start: datetime) -> Iterator[Part]:
    say = mixed(1)
    for place in range(4):
        at = None if place == 3 else start + timedelta(minutes=13 + 7 * place)
        sense = next(say) if place % 2 else ""
        yield Decision(id=f"decision{place}", text=next(say), at=at, known=next(say), options=next(say), sense=sense)
    for place in range(5):
        receiver, at = PEOPLE[-place - 1], (None if place == 4 else start + timedelta(minutes=5 * place))
        yield Told(text=next(say), sender=PEOPLE[place], receiver=receiver, at=at, arrived=place != 2)
    yield from (WhatIf(text=f"at peak hour {next(say)}", answer=next(say) if place else "") for place in range(3))


def _phase(place: int, phase: str) -> Edit:
    say = mixed(place)
    fields = {"happened": next(say), "helped": next(say), "halved": "" if place == 1 else next(say)}
    return Change(id=phase, changes=fields)


def _lessons() -> Iterator[Part]:
    say = mixed(3)
    for place in range(5):
        yield Lesson(id=f"lesson{place}", text=next(say), restricted=place == 4)
    yield from (Reflection(text=next(say), side=side) for side in Side for _ in range(4))


def _actions(today: date, count: int) -> Iterator[Part]:
    """Three fifths are commitments, from one with nothing but words to one with everything; the others are ideas."""
    say, owners = mixed(2), cycle((*PEOPLE[:3], "", COMBINED))
    types, priorities = cycle([*ActionType, None]), cycle([*Priority, None])
    for place in range(count):
        idea, whole = 5 * place >= 3 * count, not place % 4
        yield Action(
            id=f"action{place}",
            text=next(say),
            number=None if idea else 0,
            owner="" if idea or place == 9 else next(owners),
            agreed=not idea and place % 3 != 2,
            due=None if idea or place % 5 == 4 else today + timedelta(days=7 * place - 10),
            type=next(types),
            priority=next(priorities),
            effect=next(say) if whole else "",
            check=next(say) if place % 3 else "",
            ticket=UNBROKEN if place == 4 else "OPS-17" if whole else "",
            restricted=place == 6,
        )


def _links(whys: int, events: int) -> Iterator[tuple[str, str]]:
    yield from ((f"why{place * 4}", f"action{place}") for place in range(whys // 5))
    yield from ((f"lesson{place}", f"action{place + 2}") for place in range(2))
    yield from ((f"hole{place}", f"action{place + 5}") for place in range(2))
    yield from ((f"event{place * 7}", f"why{place}") for place in range(events // 10))
    yield from (("cause0", "action0"), ("decision0", "lesson1"), ("event6", "lesson0"))
