"""Any edit after any other, with undo and redo: the review stays whole, and every way back is the way they came."""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, cast, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pmfacil.clock import FrozenClock
from pmfacil.coach.findings.finding import Context
from pmfacil.coach.next_question import next_question
from pmfacil.coach.noticed import notice
from pmfacil.coach.readiness import readiness
from pmfacil.coach.summary import draft_summary
from pmfacil.documents.audience import Audience
from pmfacil.documents.markdown import to_markdown
from pmfacil.packs import read_packs
from pmfacil.review.agenda import Board as Item
from pmfacil.review.edit import Edit
from pmfacil.review.edits import AnyEdit, read_edit
from pmfacil.review.history import History
from pmfacil.review.pace import pace
from pmfacil.review.part import Part
from pmfacil.review.policies import Policies
from pmfacil.review.restore import Restore
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables, to_tables
from pmfacil.review.text import EditRefused
from pmfacil.sessions.tables import dumps, loads
from pmfacil.widgets.boards import BOARDS
from pmfacil.widgets.rows import laid_out
from tests.documents.markdown_reading import headings, kinds
from tests.review.samples import at, one_line, worked
from tests.torture.strategies import Editor, edit_names

BEGINNING = worked()
HEADINGS = headings(to_markdown(BEGINNING))
"""Those of every document: nothing that people type adds one, or takes one away."""
Flat = dict[tuple[str, str], Part]


@cache
def knows() -> Context:
    """What the coach knows."""
    return read_packs().context(Policies())


def flat(review: Review) -> Flat:
    """Every part by its place."""
    return {(part.table, part.id): part for part in review.all_parts()}


def said_well(refused: EditRefused) -> None:
    """Fail if what people read is not one clean sentence, however much it quotes."""
    assert one_line(str(refused)).endswith(".")
    assert len(str(refused)) < 400


def look_at(review: Review, before: Review) -> None:
    """Fail if the review is broken."""
    parts = list(review.all_parts())
    assert len({part.id for part in parts}) == len(parts)
    for part in parts:
        assert all(review.has(id) for id in part.refers()), part
        above = list(part.refers())
        for id in above:
            assert id != part.id, "a circle"
            above += review.find(id).refers()
    given = [label for one in (review.whys, review.lessons, review.commitments()) for p in one for label in p.numbers()]
    assert len(given) == len(set(given))
    assert set(given) | before.used <= review.used
    for table in Review.tables:
        keys = [part.sort_key() for part in review.parts(table)]
        assert keys == sorted(keys)
    assert from_tables(cast(Any, loads(dumps(to_tables(review, 1))))) == (review, [])


def read_all_of(review: Review) -> None:
    """Write every document of the review and every row of its boards, and hear what the coach says of it."""
    now = at(30)
    for audience in (Audience.INTERNAL, Audience.SHAREABLE):
        document = to_markdown(review, audience=audience, now=now)
        assert audience != Audience.INTERNAL or headings(document) == HEADINGS
        assert not kinds(document) & {"html_block", "html_inline", "image"}
        # An unpaired line break or a sign that commands a terminal would be somebody's words as they came.
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", document)
    readiness(review, knows(), now)
    notice(review, knows())
    draft_summary(review)
    pace(review, now)
    for name in Item:
        assert next_question(review, name, knows())
    for board in BOARDS.values():
        for row in board(review, FrozenClock(now)).rows():
            assert not row.paragraphs or laid_out(row, 60)


COUNTED: Counter[str] = Counter()


class Meeting(RuleBasedStateMachine):
    """People edit, undo and redo; beside it the same is done with whole reviews that are simply kept."""

    def __init__(self) -> None:
        super().__init__()
        self.review, self.history = BEGINNING, History()
        self.kept: list[Flat] = [flat(BEGINNING)]
        self.here = 0
        self.turn = 0
        self.bypassed = False
        """Whether something was done that is not undone, on which what was done before may hang."""
        self.numbered: dict[str, str] = {}

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """Somebody asks for something."""
        self.turn += 1
        document = Editor(data.draw, self.review, self.turn).edit()
        before, whole = self.review, self.review.model_dump_json()
        COUNTED["edits asked for"] += 1
        try:
            edit = read_edit(json.dumps(document))
            copy = edit.model_dump_json()
            assert len(one_line(edit.label(before))) < 500
            after = edit.apply(before)
        except EditRefused as refused:
            COUNTED["refused"] += 1
            said_well(refused)
            assert before.model_dump_json() == whole
            return
        assert before.model_dump_json() == whole
        assert edit.model_dump_json() == copy
        again = read_edit(copy)
        assert again == edit
        assert again.apply(before) == after
        COUNTED[type(edit).__name__] += 1
        self.review = after
        look_at(after, before)
        self._keep(edit, before)

    def _keep(self, edit: Edit, before: Review) -> None:
        self.history = self.history.after(edit, before, self.review)
        if before == self.review:
            return
        if edit.undoable:
            del self.kept[self.here + 1 :]
            self.kept.append(flat(self.review))
            self.here += 1
            return
        self.bypassed = True
        # It counts as if it had been done before everything else.
        old, new = flat(before), flat(self.review)
        for place in [place for place in new if old[place] != new[place]]:
            for kept in self.kept:
                was, now = old[place].__dict__, new[place].__dict__
                kept[place] = kept[place].changed(**{name: now[name] for name in now if now[name] != was[name]})

    @precondition(lambda self: cast(Meeting, self).here > 0)
    @rule()
    def undo(self) -> None:
        """Somebody takes the latest edit back."""
        self._step(History.undo, -1)

    @precondition(lambda self: cast(Meeting, self).here < len(cast(Meeting, self).kept) - 1)
    @rule()
    def redo(self) -> None:
        """Somebody does the latest undone edit again."""
        self._step(History.redo, 1)

    def _step(self, way: Callable[[History, Review], tuple[History, Restore]], step: int) -> None:
        before = self.review
        try:
            self.history, restore = way(self.history, before)
        except EditRefused as refused:
            if not self.bypassed:
                raise
            said_well(refused)
            COUNTED["ways back that were refused"] += 1
            self.history, self.kept, self.here, self.bypassed = History(), [flat(before)], 0, False
            return
        assert read_edit(restore.model_dump_json()) == restore
        self.review = restore.apply(before)
        self.here += step
        assert flat(self.review) == self.kept[self.here]
        look_at(self.review, before)
        COUNTED["undone" if step < 0 else "done again"] += 1

    @invariant()
    def no_number_is_given_twice(self) -> None:
        """A number that was said aloud means one thing for ever."""
        for table in (self.review.whys, self.review.lessons, self.review.commitments()):
            for part in table:
                for number in part.numbers():
                    assert self.numbered.setdefault(number, part.id) == part.id

    def teardown(self) -> None:
        """Read all of it, then go all the way back and forth."""
        read_all_of(self.review)
        while self.here > 0 and not self.bypassed:
            self.undo()
        while self.here < len(self.kept) - 1 and not self.bypassed:
            self.redo()
        COUNTED["meetings"] += 1


def test_every_edit_there_is_can_be_drawn() -> None:
    known = cast(tuple[type[Edit], ...], get_args(get_args(AnyEdit)[0]))
    assert {edit.model_fields["edit"].default for edit in known} == edit_names()


def test_whatever_people_do_the_review_stays_whole_and_undo_leads_back(
    times: Callable[[int, int], int], tell: Callable[[str], None]
) -> None:
    COUNTED.clear()
    how = settings(
        max_examples=times(15, 600),
        stateful_step_count=times(25, 60),
        deadline=None,
        # An edit of a whole review is as large as it is.
        suppress_health_check=(HealthCheck.large_base_example, HealthCheck.data_too_large, HealthCheck.too_slow),
    )
    run_state_machine_as_test(Meeting, settings=how)
    accepted = COUNTED["edits asked for"] - COUNTED["refused"]
    tell(
        f"any edit: {', '.join(f'{count:,} {what}' for what, count in sorted(COUNTED.items()))}, {accepted:,} accepted."
    )
    assert accepted > COUNTED["edits asked for"] / 5
    assert COUNTED["undone"]
