"""What one terminal has of a meeting, on a transport that takes as long as the test wants."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.review.actions import Action
from pmfacil.review.edit import Add, Change, Edit, Promote, Remove
from pmfacil.review.notes import Note
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.sessions.order import Asked, Order, Told
from pmfacil.sessions.replica import Replica
from tests.sessions.held import note, notes

START = Review.blank()


class Far:
    """A transport on which edits leave, arrive and are heard of only when that is asked for."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.waiting: list[Asked] = []
        self.left: list[Asked] = []
        self.heard: list[tuple[int, Asked]] = []
        order.receive(0, lambda position, asked: self.heard.append((position, asked)))

    def publish(self, asked: Asked) -> None:
        self.waiting.append(asked)

    def receive(self, position: int, told: Told) -> Callable[[], None]:
        return self.order.receive(position, told)

    def withdraw(self, asked: Asked) -> bool:
        if asked not in self.waiting:
            return False
        self.waiting.remove(asked)
        return True


class Away(Replica):
    """A terminal on such a transport."""

    def __init__(self, order: Order, terminal: str) -> None:
        self.far = Far(order)
        super().__init__(START, {}, self.far, terminal)
        self.told: list[str] = []
        self.refused = lambda asked, why: self.told.append(why)

    def leave(self) -> None:
        """Have what was asked for on its way."""
        self.far.left += self.far.waiting
        self.far.waiting.clear()

    def arrive(self) -> None:
        """Have all of it in the order."""
        self.leave()
        for asked in self.far.left:
            self.far.order.publish(Asked.model_validate_json(asked.model_dump_json()))
        self.far.left.clear()

    def hear(self, number: int = 1000) -> None:
        """Hear of some that have their place."""
        for position, asked in self.far.heard[:number]:
            self.take(position, asked)
        del self.far.heard[:number]


@pytest.fixture
def two() -> tuple[Away, Away]:
    order = Order({})
    return Away(order, "dana"), Away(order, "kim")


def settle(*terminals: Away) -> None:
    for one in terminals:
        one.arrive()
    for one in terminals:
        one.hear()
    assert len({one.review.model_dump_json() for one in terminals}) == 1
    assert all(one.review == one.settled and not one.pending for one in terminals)


def test_an_edit_shows_at_once_where_it_was_made_and_elsewhere_once_it_has_its_place(two: tuple[Away, Away]) -> None:
    dana, kim = two
    assert dana.apply(note("a")) == "add note “a”"
    assert (notes(dana.review), notes(dana.settled), notes(kim.review)) == (["a"], [], [])
    settle(dana, kim)
    assert notes(kim.review) == ["a"]


def test_everybody_ends_with_the_order_of_the_engine(two: tuple[Away, Away]) -> None:
    dana, kim = two
    for text in "ab":
        dana.apply(note(f"dana {text}"))
        kim.apply(note(f"kim {text}"))
    assert notes(kim.review) == ["kim a", "kim b"]
    kim.arrive()
    kim.hear(1)
    assert notes(kim.review) == ["kim a", "kim b"]
    dana.hear(1)
    assert notes(dana.review) == ["kim a", "dana a", "dana b"]
    settle(dana, kim)
    assert notes(dana.review) == ["kim a", "kim b", "dana a", "dana b"]


def test_a_number_that_was_shown_too_early_becomes_the_one_that_everybody_has(two: tuple[Away, Away]) -> None:
    dana, kim = two
    mine, theirs = Action(text="mine"), Action(text="theirs")
    dana.apply(Add(part=mine))
    dana.apply(Add(part=theirs))
    settle(dana, kim)
    dana.apply(Promote(id=mine.id))
    kim.apply(Promote(id=theirs.id))
    assert [one.review.commitments()[0].number for one in two] == [1, 1]
    kim.arrive()
    settle(dana, kim)
    assert [action.text for action in dana.review.commitments()] == ["theirs", "mine"]
    assert dana.undo() == "Undid: commit to “mine”"
    settle(dana, kim)
    assert [action.text for action in kim.review.commitments()] == ["theirs"]


def test_what_no_longer_fits_is_refused_where_it_was_asked_for_and_nowhere_else(two: tuple[Away, Away]) -> None:
    dana, kim = two
    part = Note(text="a")
    dana.apply(Add(part=part))
    settle(dana, kim)
    dana.apply(Remove(id=part.id))
    kim.apply(Change(id=part.id, changes={"text": "b"}))
    kim.apply(note("c"))
    dana.arrive()
    settle(dana, kim)
    assert (dana.told, kim.told) == ([], ["That is no longer there; nothing was changed."])
    assert notes(kim.review) == ["c"]
    assert kim.undo() == "Undid: add note “c”"
    with pytest.raises(EditRefused, match="nothing to undo"):
        kim.undo()


def test_what_never_fits_is_refused_at_once_and_not_asked_for(two: tuple[Away, Away]) -> None:
    dana, _ = two
    with pytest.raises(EditRefused):
        dana.apply(Remove(id="gone"))
    assert not dana.pending


def test_undo_takes_back_only_what_was_done_here(two: tuple[Away, Away]) -> None:
    dana, kim = two
    dana.apply(note("dana's"))
    settle(dana, kim)
    kim.apply(note("kim's"))
    settle(dana, kim)
    assert dana.undo() == "Undid: add note “dana's”"
    settle(dana, kim)
    assert notes(kim.review) == ["kim's"]
    with pytest.raises(EditRefused, match="There is nothing to undo"):
        dana.undo()
    assert dana.redo() == "Did again: add note “dana's”"
    settle(dana, kim)
    assert sorted(notes(kim.review)) == ["dana's", "kim's"]


def test_undo_says_when_somebody_changed_it_since_and_goes_on_with_the_one_before(two: tuple[Away, Away]) -> None:
    dana, kim = two
    part = Note(text="a")
    dana.apply(note("first"))
    dana.apply(Add(part=part))
    settle(dana, kim)
    kim.apply(Change(id=part.id, changes={"text": "b"}))
    settle(dana, kim)
    with pytest.raises(EditRefused, match="Too late, it was changed again since: “add note a”"):
        dana.undo()
    assert dana.undo() == "Undid: add note “first”"
    settle(dana, kim)
    assert notes(kim.review) == ["b"]


def test_an_undo_that_comes_too_late_is_told(two: tuple[Away, Away]) -> None:
    dana, kim = two
    part = Note(text="a")
    dana.apply(Add(part=part))
    settle(dana, kim)
    kim.apply(Change(id=part.id, changes={"text": "b"}))
    dana.undo()
    kim.arrive()
    settle(dana, kim)
    assert dana.told == ["Too late, it was changed again since: “add note a”."]
    assert notes(dana.review) == ["b"]


def test_what_has_not_left_is_simply_not_asked_for_any_more(two: tuple[Away, Away]) -> None:
    dana, kim = two
    for text in "abc":
        dana.apply(note(text))
    assert (dana.undo(), dana.undo()) == ("Undid: add note “c”", "Undid: add note “b”")
    assert dana.redo() == "Did again: add note “b”"
    settle(dana, kim)
    assert notes(kim.review) == ["a", "b"]
    assert dana.asked == 2


def test_what_is_on_its_way_can_be_undone_once_it_is_there(two: tuple[Away, Away]) -> None:
    dana, kim = two
    dana.apply(note("a"))
    dana.leave()
    with pytest.raises(EditRefused, match="on its way to the meeting; it can be undone once it is there"):
        dana.undo()
    settle(dana, kim)
    assert dana.undo() == "Undid: add note “a”"
    settle(dana, kim)
    assert notes(kim.review) == []


def test_nothing_is_done_again_over_what_was_done_since(two: tuple[Away, Away]) -> None:
    dana, kim = two
    dana.apply(note("a"))
    settle(dana, kim)
    dana.undo()
    dana.apply(note("b"))
    with pytest.raises(EditRefused, match="nothing to redo"):
        dana.redo()
    settle(dana, kim)
    with pytest.raises(EditRefused, match="nothing to redo"):
        dana.redo()


def test_what_cannot_be_done_again_is_not_in_the_way_of_the_next(two: tuple[Away, Away]) -> None:
    dana, kim = two
    part = Note(text="a")
    dana.apply(Add(part=part))
    dana.apply(Change(id=part.id, changes={"text": "b"}))
    settle(dana, kim)
    dana.undo()
    dana.undo()
    settle(dana, kim)
    kim.apply(Add(part=part))
    settle(dana, kim)
    with pytest.raises(EditRefused):
        dana.redo()
    assert dana.redo() == "Did again: reword note to “b”"


def test_changes_from_elsewhere_are_told_and_ones_own_are_not(two: tuple[Away, Away]) -> None:
    dana, kim = two
    seen: list[str] = []
    dana.changed, kim.changed = lambda: seen.append("dana"), lambda: seen.append("kim")
    dana.apply(note("a"))
    settle(dana, kim)
    assert seen == ["kim"]


def test_whoever_comes_back_to_an_older_state_asks_for_what_it_lacks(two: tuple[Away, Away]) -> None:
    dana, kim = two
    dana.apply(note("a"))
    settle(dana, kim)
    state, counts = dana.settled, dict(dana.counts)
    kim.apply(note("b"))
    dana.apply(note("c"))
    settle(kim, dana)
    known = dana.far.order.log[1:]
    dana.apply(note("d"))
    order = Order(counts)
    dana.far = dana.transport = Far(order)
    dana.start_over(state, counts, 0, known)
    assert notes(dana.review) == ["a", "b", "c", "d"]
    dana.arrive()
    dana.hear()
    assert [(one.terminal, one.count) for one in order.log] == [("kim", 1), ("dana", 2), ("dana", 3)]
    assert notes(dana.settled) == ["a", "b", "c", "d"]
    assert dana.undo() == "Undid: add note “d”"


def test_a_session_that_was_put_back_takes_what_comes_after(two: tuple[Away, Away]) -> None:
    """As after an older copy of its file was restored: what was between is in neither."""
    dana, _ = two
    for text in "abc":
        dana.apply(note(text))
    dana.arrive()
    dana.hear()
    dana.apply(note("d"))
    order = Order({"dana": 1})
    dana.far = dana.transport = Far(order)
    dana.start_over(START, {"dana": 1}, 0, [])
    dana.apply(note("e"))
    dana.arrive()
    dana.hear()
    assert notes(dana.settled) == ["d", "e"]
    assert not dana.pending


def edits(review: Review, what: tuple[str, int]) -> Edit:
    verb, number = what
    parts = review.notes
    if verb == "add" or not parts:
        return note(f"note {number}")
    part = parts[number % len(parts)]
    return Remove(id=part.id) if verb == "remove" else Change(id=part.id, changes={"text": f"text {number}"})


DEEDS = st.sampled_from(["add", "add", "change", "remove", "undo", "redo", "leave", "arrive", "hear", "hear"])


@given(st.lists(st.tuples(st.integers(0, 2), DEEDS, st.integers(1, 9)), max_size=60))
def test_whatever_three_do_at_once_all_end_with_the_same(deeds: list[tuple[int, str, int]]) -> None:
    order = Order({})
    three = [Away(order, name) for name in ("dana", "kim", "ole")]
    for who, verb, number in deeds:
        one = three[who]
        try:
            match verb:
                case "undo":
                    one.undo()
                case "redo":
                    one.redo()
                case "leave":
                    one.leave()
                case "arrive":
                    one.arrive()
                case "hear":
                    one.hear(number)
                case _:
                    one.apply(edits(one.review, (verb, number)))
        except EditRefused:
            pass
        shown = one.settled
        for pending in one.pending:
            try:
                shown = pending.asked.edit.apply(shown)
            except EditRefused:
                continue
        assert one.review == shown
    settle(*three)
