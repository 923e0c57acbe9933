import pytest

from pmfacil.review.clock import Start
from pmfacil.review.edit import Add, Change, Edit, Remove
from pmfacil.review.history import History
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused

from .samples import at, begun, grown, numbers, sentence, worked


class Table:
    """A review on the table with its history, as a meeting keeps them."""

    def __init__(self, review: Review) -> None:
        self.review, self.history = review, History()

    def do(self, *edits: Edit) -> None:
        for edit in edits:
            new = edit.apply(self.review)
            self.history, self.review = self.history.after(edit, self.review, new), new

    def undo(self) -> str:
        self.history, back = self.history.undo(self.review)
        label = back.label(self.review)
        self.review = back.apply(self.review)
        return label

    def redo(self) -> str:
        self.history, again = self.history.redo(self.review)
        label = again.label(self.review)
        self.review = again.apply(self.review)
        return label


def renamed(text: str) -> Change:
    return Change(id="o1", changes={"text": text})


def test_edits_are_undone_last_first_and_redone_first_first():
    table = Table(worked())
    table.do(renamed("one"), renamed("two"), Remove(id="u1"))
    assert table.undo() == "remove ground rule “Phones away”"
    assert table.undo() == "reword parked topic to “two”"
    assert table.review.find("o1").says() == "one"
    assert table.redo() == "reword parked topic to “two”"
    assert table.redo() == "remove ground rule “Phones away”"
    assert table.review.find("o1").says() == "two"
    assert not table.review.has("u1")


def test_a_new_edit_forgets_what_could_be_redone():
    table = Table(worked())
    table.do(renamed("one"))
    table.undo()
    table.do(renamed("two"))
    with pytest.raises(EditRefused) as refused:
        table.redo()
    assert sentence(refused.value) == "There is nothing to redo."
    assert table.review.find("o1").says() == "two"


def test_the_clock_is_not_undone():
    table = Table(worked())
    table.do(renamed("one"), Start(at=at(0)))
    assert table.undo() == "reword parked topic to “one”"
    assert table.review.run.since == at(0)
    with pytest.raises(EditRefused) as refused:
        table.undo()
    assert sentence(refused.value) == "There is nothing to undo."


def test_an_edit_that_changes_nothing_is_not_undone():
    table = Table(worked())
    table.do(renamed("one"))
    assert table.review.has("o1")
    table.do(renamed("one"))
    table.undo()
    assert table.review.find("o1").says() == "The on-call rota"


def test_an_edit_that_cannot_be_taken_back_can_be_stepped_over():
    table = Table(worked())
    table.do(renamed("mine"), Remove(id="u1"))
    table.review = Add(part=worked().find("u1")).apply(table.review)
    with pytest.raises(EditRefused):
        table.undo()
    table.history = table.history.stepped_over()
    table.undo()
    assert table.review.find("o1").says() == "The on-call rota"


def test_a_redo_after_someone_elses_edit_keeps_that_edit():
    table = Table(worked())
    table.do(Change(id="a2", changes={"owner": "Sam"}))
    table.undo()
    table.review = Change(id="a2", changes={"effort": "a day"}).apply(table.review)
    table.redo()
    assert table.review.find("a2") == worked().find("a2").changed(owner="Sam", effort="a day")
    table.undo()
    assert table.review.find("a2") == worked().find("a2").changed(effort="a day")


def test_a_redone_addition_has_the_number_it_had():
    table = Table(grown("a", "b<a"))
    table.do(Remove(id="b"))
    table.undo()
    table.redo()
    table.undo()
    assert numbers(table.review) == {"a": "1", "b": "1.1"}


def test_a_history_is_a_value():
    history = History()
    review = worked()
    after = history.after(renamed("x"), review, renamed("x").apply(review))
    assert history == History()
    assert len(after.past) == 1


def test_nothing_can_be_undone_or_redone_in_the_beginning():
    with pytest.raises(EditRefused):
        History().undo(begun())
    with pytest.raises(EditRefused):
        History().redo(begun())
