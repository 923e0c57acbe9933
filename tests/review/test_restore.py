import re

import pytest

from pmfacil.review.agenda import Item, Plan
from pmfacil.review.clock import GoTo, Minutes, ParkItem
from pmfacil.review.edit import (
    Add,
    Change,
    Edit,
    LinkParts,
    Move,
    Promote,
    Remove,
    SetStatus,
    Unlink,
)
from pmfacil.review.edits import Together
from pmfacil.review.incident import Status
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import Note
from pmfacil.review.restore import Restore, Restored
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

from .samples import after, at, begun, grown, numbers, refusal, running, worked


def done(review: Review, edit: Edit) -> tuple[Review, Restore]:
    """The review after an edit, and what takes the edit back."""
    new = edit.apply(review)
    return new, Restore.between(review, new, "it")


def same_but_for_used_numbers(one: Review, other: Review) -> bool:
    return one.model_dump(exclude={"used"}) == other.model_dump(exclude={"used"})


@pytest.mark.parametrize(
    "edit",
    [
        Add(part=Lesson(text="x")),
        Add(part=Event(at=at(-200), text="x")),
        Change(id="a2", changes={"due": "2027-01-08", "owner": "Sam"}),
        Change(id="incident", changes={"title": "x", "services": ["a", "b"]}),
        Change(id="e1", changes={"at": at(50)}),
        Remove(id="w1"),
        Remove(id="category-people"),
        Remove(id="layer-testing"),
        Remove(id="l1"),
        Remove(id="e1"),
        Move(id="w2", under="w3"),
        Move(id="w3", before="w1"),
        Move(id="f1", under="category-process"),
        LinkParts(source="w1", target="a2"),
        Unlink(source="w2", target="l1"),
        Promote(id="a1", changes={"owner": "Sam"}),
        SetStatus(status=Status.PUBLISHED),
        Minutes(item="item-whys", minutes=-4),
        ParkItem(item="item-whys"),
        Together(edits=(Remove(id="w1"), Promote(id="a1"), Change(id="e1", changes={"text": "x"}))),
        Together(edits=(Add(part=Why(id="new", text="x")), Move(id="w2", under="new"))),
    ],
    ids=lambda edit: edit.edit,
)
def test_an_edit_is_taken_back_and_done_again(edit: Edit):
    old = worked()
    new, back = done(old, edit)
    undone = back.apply(new)
    assert same_but_for_used_numbers(undone, old)
    assert undone.used == new.used
    assert back.turned().apply(undone) == new
    assert back.turned().turned() == back


def test_what_is_taken_back_keeps_the_name_of_the_edit():
    new, back = done(worked(), Remove(id="o1"))
    assert back.label(new) == back.turned().label(new) == "it"


def test_a_removed_why_comes_back_whole_with_branch_and_links():
    old = after(grown("h", "a<h", "b<a", "x<a", "y<x"), Add(part=Lesson(id="l", text="l")))
    old = after(old, LinkParts(source="y", target="l"), Change(id="x", changes={"factor": True, "evidence": "log"}))
    new, back = done(old, Remove(id="a"))
    assert (numbers(new), new.linked("l")) == ({"h": "1"}, [])
    undone = back.apply(new)
    assert undone == old
    assert numbers(undone) == {"h": "1", "a": "1.1", "b": "1.2", "x": "1.1a", "y": "1.1a.1"}
    assert [part.id for part in undone.linked("l")] == ["y"]
    assert [why.id for _, why in undone.tree()] == ["h", "a", "b", "x", "y"]


def test_used_numbers_stay_used():
    new, back = done(worked(), Promote(id="a1"))
    undone = back.apply(new)
    assert "A2" in undone.used
    assert Promote(id="a1").apply(undone).commitments()[-1].label() == "A3"
    assert back.turned().apply(undone).commitments()[-1].label() == "A2"


def test_a_later_edit_of_another_field_of_the_same_part_stays():
    new, back = done(worked(), Change(id="a2", changes={"owner": "Sam"}))
    later = Change(id="a2", changes={"check": "fires in a drill", "agreed": True}).apply(new)
    action = back.apply(later).find("a2")
    assert action == worked().find("a2").changed(check="fires in a drill", agreed=True)


def test_later_edits_of_other_parts_stay():
    new, back = done(worked(), Remove(id="w1"))
    later = after(new, Add(part=Why(id="w9", text="x")), Change(id="o1", changes={"text": "y"}), Remove(id="e2"))
    undone = back.apply(later)
    assert [why.id for why in undone.whys] == ["w1", "w2", "w3", "w9"]
    assert undone.find("o1").says() == "y"
    assert not undone.has("e2")


CHANGED = "Too late, it was changed again since: “it”."
REMOVED = "Too late, it was removed since: “it”."


def test_a_field_that_was_changed_again_is_not_put_back():
    new, back = done(worked(), Change(id="a2", changes={"owner": "Sam", "ticket": "X-1"}))
    later = Change(id="a2", changes={"owner": "Kim"}).apply(new)
    assert refusal(later, back) == CHANGED
    assert later.find("a2").changed(owner="Sam") == new.find("a2")


def test_a_part_that_was_changed_since_it_was_added_stays():
    new, back = done(worked(), Add(part=Lesson(id="l", text="x")))
    assert refusal(Change(id="l", changes={"text": "y"}).apply(new), back) == CHANGED


def test_a_part_that_was_removed_since_is_not_changed_back():
    new, back = done(worked(), Change(id="o1", changes={"text": "x"}))
    assert refusal(Remove(id="o1").apply(new), back) == REMOVED
    added, back = done(worked(), Add(part=Lesson(id="l", text="x")))
    assert refusal(Remove(id="l").apply(added), back) == REMOVED


def test_taking_the_same_edit_back_twice_is_refused():
    new, back = done(worked(), Remove(id="o1"))
    assert refusal(back.apply(new), back) == CHANGED


def test_why_it_is_too_late_is_read_whole_on_one_line_with_no_quote_cut_open():
    change = Change(id="e1", changes={"text": "Alert on the pool of connections " * 9, "kind": "detection"})
    new = change.apply(worked())
    back = Restore.between(worked(), new, change.label(worked()))
    for said in (
        refusal(Change(id="e1", changes={"text": "x"}).apply(new), back),
        refusal(Remove(id="e1").apply(new), back),
    ):
        assert re.fullmatch(r"Too late, it was (changed again|removed) since: “reword event to Alert .*…”.", said)
        assert len(said) <= 76
        assert (said.count("“"), said.count("”")) == (1, 1)


def test_nothing_is_put_back_if_one_of_several_parts_cannot_be():
    new, back = done(worked(), Together(edits=(Change(id="o1", changes={"text": "x"}), Remove(id="u1"))))
    assert refusal(Change(id="o1", changes={"text": "y"}).apply(new), back) == CHANGED


HANGS = "Too late, something else hangs on it now: “it”."


def test_an_addition_stays_once_something_hangs_on_it():
    new, back = done(begun(), Add(part=Why(id="a", text="a")))
    assert refusal(Add(part=Why(text="b", parent="a")).apply(new), back) == HANGS
    new, back = done(begun(), Add(part=Layer(id="y", text="Canary")))
    assert refusal(Add(part=Hole(text="x", layer="y")).apply(new), back) == HANGS
    new, back = done(worked(), Add(part=Lesson(id="l", text="x")))
    assert refusal(LinkParts(source="l", target="w1").apply(new), back) == HANGS


def test_an_added_item_stays_while_the_meeting_is_at_it():
    new, back = done(running(), Add(part=Item.model_validate({"id": "i", "text": "x", "board": "whys", "minutes": 5})))
    assert refusal(GoTo(item="i", at=at(3)).apply(new), back) == HANGS
    assert not back.apply(after(new, GoTo(item="i", at=at(3)), GoTo(item="item-open", at=at(4)))).has("i")


def test_what_hung_on_something_that_is_gone_now_does_not_come_back_alone():
    new, back = done(worked(), Unlink(source="w2", target="l1"))
    said = refusal(Remove(id="l1").apply(new), back)
    assert said == "Too late, what it belongs to is gone: “it”."


def test_a_rule_that_would_be_broken_now_keeps_an_edit_from_being_taken_back():
    new, back = done(begun(), Remove(id="layer-testing"))
    later = Add(part=Layer(text="testing")).apply(new)
    assert refusal(later, back) == "There is a layer Testing already."
    new, back = done(begun(), ParkItem(item="item-timeline"))
    later = Minutes(item="item-whys", minutes=20).apply(new)
    assert refusal(later, back).startswith("The plan would be 95 minutes with its reserve and 90 is the most: ")


def test_a_move_is_not_taken_back_into_a_circle():
    new, back = done(grown("a", "b<a", "c"), Move(id="b", under="c"))
    later = Move(id="a", under="b").apply(new)
    assert refusal(later, back).endswith(" cannot hang under itself.")


@pytest.mark.parametrize(
    ("table", "document"),
    [
        ("nothing", {"text": "x"}),
        ("whys", {"text": "x", "colour": "red"}),
        ("whys", {"text": 7}),
        ("events", {"text": "x"}),
        ("singles", {}),
    ],
)
def test_garbage_is_not_put_back(table: str, document: dict[str, object]):
    restore = Restore(said="x", parts=(Restored(table=table, id="q", before=document, after=None),))
    assert refusal(worked(), restore) == "What should be put back is not what a review is made of."


def test_a_part_that_does_not_say_when_it_was_made_is_not_put_back():
    part = Note(id="q", text="x").model_dump(mode="json", exclude={"made"})
    restore = Restore(said="x", parts=(Restored(table="notes", id="q", before=part, after=None),))
    assert refusal(worked(), restore) == "What should be put back is not what a review is made of."


def test_a_second_plan_is_not_put_back():
    other = Plan(id="q").model_dump(mode="json")
    restore = Restore(said="x", parts=(Restored(table="plan", id="q", before=other, after=None),))
    assert refusal(worked(), restore) == "A review has one plan; change it instead."


def test_nothing_changed_means_nothing_to_put_back():
    review = worked()
    same = Review.model_validate_json(review.model_dump_json())
    assert Restore.between(review, same, "it").parts == ()
    assert Restore(said="it", parts=()).apply(review) == review


def test_what_comes_back_after_its_number_went_to_another_one_has_the_next():
    before = begun()
    alone = Add(part=Lesson(text="mine")).apply(before)
    back = Restore.between(alone, before, "add lesson")
    both = back.apply(Add(part=Lesson(text="theirs")).apply(before))
    assert {lesson.text: lesson.label() for lesson in both.lessons} == {"theirs": "L1", "mine": "L2"}
    assert both.used == {"L1", "L2"}


def test_a_branch_comes_back_with_numbers_that_no_other_has():
    before, theirs = begun(), Why(id="theirs", text="theirs")
    alone = before
    for why in (Why(id="mine", text="mine"), Why(id="below", text="below", parent="mine")):
        alone = Add(part=why).apply(alone)
    back = Restore.between(alone, before, "add whys")
    both = back.apply(Add(part=theirs).apply(before))
    assert numbers(both) == {"theirs": "1", "mine": "2", "below": "2.1"}
