"""Two people who change one text at the same moment: nobody's words are lost, and somebody chooses."""

from pmfacil.review.edit import Change, Remove
from pmfacil.review.reword import Reword, reworded
from pmfacil.review.whys import Leaf, Why

from .samples import worked

WORKED = worked()
WHY = WORKED.get(Why, "w1")
OURS = reworded(WHY, {"text": "The pool was too small", "factor": True})
THEIRS = Change(id="w1", changes={"text": "Nobody saw the limit"}).apply(WORKED)


def test_a_text_that_is_as_it_was_read_is_changed_and_nothing_else_comes() -> None:
    after = OURS.apply(WORKED)
    assert after.get(Why, "w1").text == "The pool was too small"
    assert after.notes == WORKED.notes
    assert isinstance(OURS, Reword)
    assert OURS.clash(after) is None


def test_words_that_another_put_there_meanwhile_stay_and_these_are_kept_as_a_note() -> None:
    after = OURS.apply(THEIRS)
    assert after.get(Why, "w1").text == "Nobody saw the limit"
    assert after.get(Why, "w1").factor
    (note,) = [note for note in after.notes if note not in WORKED.notes]
    assert "The pool was too small" in note.text
    assert note.reason
    assert isinstance(OURS, Reword)
    assert OURS.clash(after) == ("Nobody saw the limit", "The pool was too small")


def test_whichever_words_are_chosen_the_note_goes() -> None:
    after = OURS.apply(THEIRS)
    assert isinstance(OURS, Reword)
    for ours, words in ((True, "The pool was too small"), (False, "Nobody saw the limit")):
        chosen = after
        for edit in OURS.settled(ours=ours):
            chosen = edit.apply(chosen)
        assert chosen.get(Why, "w1").text == words
        assert chosen.notes == WORKED.notes
        assert OURS.clash(chosen) is None


def test_the_same_words_written_by_two_are_no_clash() -> None:
    same = Change(id="w1", changes={"text": "The pool was too small"}).apply(WORKED)
    assert OURS.apply(same).notes == WORKED.notes


def test_a_part_that_is_gone_meanwhile_settles_the_question() -> None:
    after = Remove(id="w1").apply(OURS.apply(THEIRS))
    assert isinstance(OURS, Reword)
    assert OURS.clash(after) is None


def test_a_change_without_texts_is_an_ordinary_one() -> None:
    assert isinstance(reworded(WHY, {"leaf": list(Leaf)[-1]}), Change)
