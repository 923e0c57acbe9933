"""Whatever people do, one edit after the other: the review stays whole, and undo leads back the way they came."""

import json
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pmfacil.review.actions import Progress
from pmfacil.review.clock import Borrow, GoTo, LeaveOut, Minutes, ParkItem, Pause, Replan, Start
from pmfacil.review.edit import Add, Change, Edit, LinkParts, Move, Promote, Remove, SetProgress, SetStatus, Unlink
from pmfacil.review.history import History
from pmfacil.review.incident import Status
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.run import Run
from pmfacil.review.tables import from_tables, to_tables
from pmfacil.review.text import EditRefused

from .samples import HOSTILE, PARTS, at, sentence, worked

BEGINNING = worked()
BY_TABLE = {part.table: part for part in PARTS}
TREES = {"whys": "parent", "causes": "parent", "holes": "layer", "events": "recollects"}


class Chooser:
    """Turns a few numbers into an edit of what is there."""

    def __init__(self, review: Review, turn: int, a: int, b: int) -> None:
        self.review, self.turn, self.a, self.b = review, turn, a, b
        self.at = at(turn)

    def part(self, choice: int, *tables: str) -> Part:
        parts = [part for table in tables for part in self.review.parts(table)] or list(self.review.all_parts())
        return parts[choice % len(parts)]

    def any(self, choice: int) -> Part:
        tables = list(Review.tables)
        return self.part(choice // 100, tables[choice % len(tables)])

    def add(self) -> Edit:
        part = list(BY_TABLE.values())[self.a % len(BY_TABLE)]
        fields: dict[str, object] = {"id": f"new{self.turn}", "made": self.at}
        if part.table in TREES:
            above = self.part(self.b, "layers" if part.table == "holes" else part.table)
            fields[TREES[part.table]] = above.id
            if part.table == "causes":
                fields["category"] = above.model_dump()["category"] if above.table == "causes" else "category-people"
        if part.table in ("layers", "categories"):
            fields["text"] = f"Name {self.b % 5}"
        if part.table == "links":
            fields |= {"source": self.any(self.a).id, "target": self.any(self.b).id}
        return Add(part=part.changed(**fields))

    def why(self) -> Edit:
        above = self.part(self.a, "whys").id if self.b % 4 else None
        return Add(part=BY_TABLE["whys"].changed(id=f"new{self.turn}", made=self.at, parent=above))

    def change(self) -> Edit:
        part = self.any(self.a)
        values = (True, HOSTILE, f"text {self.b}", None, 3, "held", str(self.at))
        return Change(
            id=part.id,
            changes={list(type(part).model_fields)[self.b % len(type(part).model_fields)]: values[self.a % 7]},
        )

    def move(self) -> Edit:
        part = self.part(self.a, *(("whys",), ("causes",), ("holes",), ("agenda", "lessons", "events"))[self.b % 4])
        under = self.any(self.b) if self.b % 5 == 0 else self.part(self.b, part.table, "categories", "layers")
        before = self.part(self.a + self.b, part.table).id if self.b % 3 == 0 else None
        return Move(id=part.id, under=under.id if part.table in TREES and self.b % 7 else None, before=before)

    def remove(self) -> Edit:
        return Remove(id=self.any(self.a).id)

    def link(self) -> Edit:
        return LinkParts(source=self.any(self.a).id, target=self.any(self.b).id, id=f"new{self.turn}", made=self.at)

    def unlink(self) -> Edit:
        ends = self.part(self.a, "links").refers()
        return Unlink(source=ends[0], target=ends[-1]) if len(ends) == 2 else self.link()

    def promote(self) -> Edit:
        return Promote(id=self.part(self.a, "actions").id, changes={"owner": "Sam"} if self.b % 2 else {})

    def progress(self) -> Edit:
        return SetProgress(id=self.part(self.a, "actions").id, status=list(Progress)[self.b % 5], at=self.at)

    def status(self) -> Edit:
        return SetStatus(status=list(Status)[self.a % 4], at=self.at)

    def minutes(self) -> Edit:
        return Minutes(item=self.part(self.a, "agenda").id, minutes=self.b % 15 - 7)

    def borrow(self) -> Edit:
        items = [self.part(choice, "agenda").id for choice in (self.a, self.b)]
        return Borrow(source=items[0], target=items[1], minutes=1 + self.b % 6)

    def park(self) -> Edit:
        return ParkItem(item=self.part(self.a, "agenda").id, parked=bool(self.b % 2))

    def replan(self) -> Edit:
        return Replan(at=at(self.b % 120))

    def clock(self) -> Edit:
        # Presets only: an item whose addition will be undone may not be the one the meeting is at.
        presets = [item.id for item in BEGINNING.agenda]
        go = GoTo(item=presets[self.a % len(presets)], at=self.at)
        return (Start(at=self.at), Pause(at=self.at), go, LeaveOut(seconds=self.a % 99, at=self.at))[self.b % 4]


CHOICES: tuple[Callable[[Chooser], Edit], ...] = (
    *(Chooser.add, Chooser.why, Chooser.why, Chooser.change, Chooser.move, Chooser.move, Chooser.remove, Chooser.link),
    *(Chooser.unlink, Chooser.promote, Chooser.progress, Chooser.status, Chooser.minutes, Chooser.borrow),
    *(Chooser.park, Chooser.replan, Chooser.clock),
)
WORDS = ("do", "do", "do", "do", "undo", "undo", "redo")
steps = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(CHOICES), st.integers(0, 9999), st.integers(0, 9999)),
    min_size=5,
    max_size=25,
)


def undoable(review: Review) -> dict[str, object]:
    """The review without its used numbers and its clock, which undo leaves alone."""
    return dict(review.model_copy(update={"used": frozenset[str](), "run": Run(made=at(0))}))


def look_at(review: Review, before: Review) -> None:
    """Fail if the review is broken."""
    for part in review.all_parts():
        assert all(review.has(id) for id in part.refers()), part
        assert part not in review.below(part.id)
        above = list(part.refers())
        for id in above:
            assert id != part.id, "a circle"
            above += review.find(id).refers()
    given = [
        label for table in (review.whys, review.lessons, review.commitments()) for p in table for label in p.numbers()
    ]
    assert len(given) == len(set(given))
    assert set(given) | before.used <= review.used
    for table in Review.tables:
        keys = [part.sort_key() for part in review.parts(table)]
        assert keys == sorted(keys)
    assert len({part.id for part in review.all_parts()}) == sum(1 for _ in review.all_parts())
    tables = json.loads(json.dumps(to_tables(review, 1), allow_nan=False))
    assert from_tables(tables) == (review, [])


@settings(max_examples=120, deadline=None)
@given(steps)
def test_any_sequence_of_edits_undos_and_redos_keeps_the_review_whole(
    steps: list[tuple[str, Callable[[Chooser], Edit], int, int]],
):
    review, history = BEGINNING, History()
    reviews, here = [BEGINNING], 0
    for turn, (word, choice, a, b) in enumerate(steps):
        before = review
        if word == "undo" and here > 0:
            history, back = history.undo(review)
            review, here = back.apply(review), here - 1
            assert undoable(review) == undoable(reviews[here])
        elif word == "redo" and here < len(reviews) - 1:
            history, again = history.redo(review)
            review, here = again.apply(review), here + 1
            assert undoable(review) == undoable(reviews[here])
        else:
            try:
                edit = choice(Chooser(review, turn, a, b))
                assert edit.label(review)
                review = edit.apply(review)
            except EditRefused as refused:
                sentence(refused)
                assert review is before
                continue
            history = history.after(edit, before, review)
            if edit.undoable and review != before:
                del reviews[here + 1 :]
                reviews.append(review)
                here += 1
        look_at(review, before)
    for expected in reversed(reviews[:here]):
        history, back = history.undo(review)
        review = back.apply(review)
        assert undoable(review) == undoable(expected)
    for expected in reviews[1:]:
        history, again = history.redo(review)
        review = again.apply(review)
        assert undoable(review) == undoable(expected)
    look_at(review, BEGINNING)
