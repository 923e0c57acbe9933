"""What people see, as pictures; look at each before accepting it with `pytest --snapshot-update`."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pmfacil.clock import FrozenClock
from pmfacil.review.actions import Action, ActionType, Priority, Progress
from pmfacil.review.begin import new_review
from pmfacil.review.clock import GoTo, Start
from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.edit import Add, Change, Edit, LinkParts, SetProgress
from pmfacil.review.fishbone import Cause
from pmfacil.review.impact import Measure, Metric, Term
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole
from pmfacil.review.lessons import Lesson, Reflection, Side
from pmfacil.review.notes import FollowUp, Note, Parked
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Leaf, Why

Snap = Callable[..., bool]
MARKUP = '"[red]full[/] [/"'
EMOJI = "👩\u200d🚒 🙂 ☎️"
WIDE = "接続プールが枯渇し、どのサーバーもデータベースに届かなかった"
LONG = "A release made ten times the queries per request, and nobody could see how full the pool was at that moment"


@pytest.fixture
def hostile(clock: FrozenClock) -> Review:
    """A review with something on every board, much of it hard to draw."""
    start = clock.now() - timedelta(hours=24)
    began = clock.now() - timedelta(minutes=47)

    def after(minutes: float) -> Any:
        return start + timedelta(minutes=minutes)

    incident = Incident(
        title=f"Users could not check out {MARKUP} for 23 minutes",
        severity="SEV1",
        start=start,
        end=after(23),
        services=("checkout", "決済"),
        summary=f"{LONG}.\n{WIDE}",
    )
    parts: tuple[Part, ...] = (
        Person(name="Dana [/]", role="responder"),
        Person(name="山田 太郎", role="incident commander"),
        Parked(text=f"Who pays {EMOJI}?"),
        Note(
            text="First line\nSecond line, which is longer and says where the numbers come from [b]", item="item-open"
        ),
        Measure(text="Checkouts lost", amount="1,200", unit="orders", estimate=True, basis=MARKUP),
        Metric(text="Error rate", before=0.1, during=42.5, unit="%"),
        Message(text=f"We are looking into it {EMOJI}", at=after(9), channel="status page"),
        Term(text="プール", meaning="connections kept open"),
        Event(id="e1", at=after(0), text="Release 41 goes out", kind=EventKind.TRIGGER, source="log", milestone=True),
        Event(id="e2", at=after(4), text=WIDE, kind=EventKind.SYMPTOM, customer_facing=True),
        Event(id="e3", at=after(12), text=f"The pager goes off {EMOJI}", kind=EventKind.DETECTION, milestone=True),
        Event(id="e4", at=after(14), text=LONG, kind=EventKind.DIAGNOSIS, known=MARKUP),
        Event(id="e5", at=after(23), text="Checkout works again", kind=EventKind.RECOVERY),
        Why(id="w1", question="Why did checkout fail?", text=WIDE, evidence="graph [/]"),
        Why(id="w2", question="Why was it empty?", text=LONG, parent="w1", factor=True),
        Why(id="w3", question="What else?", text=MARKUP, parent="w1", speculation=True, leaf=Leaf.KEEP_ASKING),
        Why(id="w4", question="Why was that not seen before?", parent="w2"),
        Why(id="w5", question=f"Why did we learn it so late {EMOJI}?", text="Only error rates raise alerts"),
        Cause(id="c1", text="No hand-over of the new pool size", category="category-people", factor=True),
        Cause(id="c2", text=WIDE, category="category-people", parent="c1"),
        Cause(text=MARKUP, category="category-process"),
        Cause(text=f"Staging holds a tenth of the data {EMOJI}", category="category-technology"),
        Hole(id="h1", text=f"No load step {MARKUP}", layer="layer-testing"),
        Hole(text=WIDE, layer="layer-monitoring", accepted="until the move next month"),
        Decision(text=f"Roll back, or add servers {EMOJI}?", at=after(15), known=WIDE, sense=LONG),
        Told(text="Checkout is down [/]", sender="support", receiver="on-call engineer", at=after(6)),
        WhatIf(text="at peak hour", answer="ten times the loss"),
        Reflection(text=f"Support wrote within minutes {EMOJI}", side=Side.WELL),
        Reflection(text=LONG, side=Side.BETTER),
        Reflection(text=WIDE, side=Side.LUCKY),
        Lesson(id="l1", text="A limit that nobody sees is found by customers"),
        Lesson(id="l2", text=WIDE),
        Action(
            id="a1",
            text=f"Alert at 75 % pool use {MARKUP}",
            number=0,
            owner="山田 太郎",
            agreed=True,
            due=date(2026, 12, 2),
            type=ActionType.DETECT,
            priority=Priority.P1,
            check="fires in a drill",
        ),
        Action(id="a2", text=LONG, number=0),
        Action(text=f"Restore drill every week {EMOJI}", type=ActionType.PROCESS),
        FollowUp(text="Are the actions done?", on=date(2026, 12, 2)),
    )
    edits: list[Edit] = [Add(part=part.changed(made=began)) for part in parts]
    edits += [
        LinkParts(source="w2", target="a1"),
        LinkParts(source="l1", target="a1"),
        LinkParts(source="e4", target="w2"),
    ]
    edits += [
        SetProgress(id="a1", status=Progress.IN_PROGRESS, at=began),
        Change(id="l2", changes={"restricted": True}),
    ]
    edits += [Start(at=began), GoTo(item="item-timeline", at=began + timedelta(minutes=11))]
    edits += [GoTo(item="item-whys", at=began + timedelta(minutes=34))]
    review = new_review(incident, began, id="hostile2")
    for edit in edits:
        review = edit.apply(review)
    return review


def pressed(*keys: str, typed: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press some keys and type some text, and let the cursor stand still."""

    async def press(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        if typed:
            pilot.app.screen.query_one(Input).insert_text_at_cursor(typed)

    return press


@pytest.mark.parametrize("key", list("1234567890"))
def test_every_board_looks_as_it_did(snap_compare: Snap, app: Any, hostile: Review, key: str) -> None:
    assert snap_compare(app(hostile), terminal_size=(120, 36), run_before=pressed(key))


@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("key", ["4", "9"], ids=["whys", "actions"])
def test_whys_and_actions_look_as_they_did_in_small_and_in_large(
    snap_compare: Snap, app: Any, hostile: Review, key: str, size: tuple[int, int]
) -> None:
    assert snap_compare(app(hostile), terminal_size=size, run_before=pressed(key))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_bar_looks_as_it_did_with_a_reading(
    snap_compare: Snap, app: Any, hostile: Review, size: tuple[int, int]
) -> None:
    line = f"a Alert at 90 % {MARKUP} @山田-太郎 P1 ~detect by:2w #1.1 check: fires in a drill 🙂"
    assert snap_compare(app(hostile), terminal_size=size, run_before=pressed(":", typed=line))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_zoom_looks_as_it_did(snap_compare: Snap, app: Any, hostile: Review, size: tuple[int, int]) -> None:
    assert snap_compare(app(hostile), terminal_size=size, run_before=pressed("4", "z"))


@pytest.mark.parametrize(
    "keys", [("4", "e"), ("9", "end", "e"), ("4", "m"), ("=",), ("?",)], ids=["why", "action", "move", "replan", "help"]
)
def test_dialogs_look_as_they_did(snap_compare: Snap, app: Any, hostile: Review, keys: tuple[str, ...]) -> None:
    assert snap_compare(app(hostile), terminal_size=(80, 24), run_before=pressed(*keys))


def test_whys_look_as_they_did_in_light(snap_compare: Snap, app: Any, hostile: Review) -> None:
    shown = app(hostile)
    shown.theme = "pmfacil-light"
    assert snap_compare(shown, terminal_size=(120, 36), run_before=pressed("4"))


def test_an_item_that_is_over_looks_as_it_did(
    snap_compare: Snap, app: Any, hostile: Review, clock: FrozenClock
) -> None:
    clock.move(187)
    assert snap_compare(app(hostile), terminal_size=(120, 36), run_before=pressed("4"))


def test_the_document_looks_as_it_did(snap_compare: Snap, app: Any, hostile: Review) -> None:
    async def press(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        pilot.app.screen.query_one("#where").display = False

    assert snap_compare(app(hostile), terminal_size=(80, 24), run_before=press)
