import pytest

from pmfacil.review.actions import Action
from pmfacil.review.edit import Add, Change, Move, Remove
from pmfacil.review.lessons import Lesson, Side
from pmfacil.review.notes import Parked
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

from .samples import after, at, begun, grown, sentence, worked


def test_a_blank_review_holds_nothing():
    blank = Review.blank()
    assert [table for table in Review.tables if blank.parts(table)] == ["incident", "plan", "run", "aftermath", "pulse"]
    assert len(blank.id) == 8
    assert Review.blank() != blank


def test_every_field_but_a_few_is_a_table():
    assert Review.model_fields.keys() - {"id", "created", "used"} == Review.tables.keys()


def test_equal_reviews_stay_equal_whatever_was_asked_of_one_of_them():
    one = worked()
    other = Review.model_validate_json(one.model_dump_json())
    assert one == other
    assert one.has("w1")
    assert one == other
    assert one.put(one.find("w1")) == one


def test_what_is_there_is_found_by_its_id():
    review = worked()
    assert review.find("w1").says() == "No connection was free"
    assert review.get(Why, "w1") is review.find("w1")
    assert review.has("plan")
    assert not review.has("gone")
    with pytest.raises(EditRefused) as refused:
        review.find("gone")
    assert sentence(refused.value) == "That is no longer there; nothing was changed."
    with pytest.raises(EditRefused) as refused:
        review.get(Lesson, "w1")
    assert sentence(refused.value) == "This why is no lesson; nothing was changed."


def test_the_tree_shows_whys_from_top_to_bottom_with_their_depth():
    review = Move(id="z", before="h").apply(grown("h", "a<h", "b<a", "x<a", "c<h", "z"))
    assert [(depth, why.id) for depth, why in review.tree()] == [
        *((0, "z"), (0, "h")),
        *((1, "a"), (2, "b"), (2, "x"), (1, "c")),
    ]


def test_a_very_deep_tree_is_no_trouble():
    review = begun()
    whys = [Why(id=f"w{n}", text="x", number=f"1.{n}", order=n, parent=f"w{n - 1}" if n else None) for n in range(2000)]
    review = review.put(*whys)
    assert [depth for depth, _ in review.tree()] == list(range(2000))
    assert review.chain_of(whys[-1]) == whys[0]
    assert len(review.below("w0")) == 1999


def test_the_chain_of_a_why_is_its_head():
    review = grown("a", "b<a", "c<b", "z")
    assert review.chain_of(review.get(Why, "c")).id == "a"
    assert review.chain_of(review.get(Why, "z")).id == "z"


def test_below_is_everything_that_cannot_stand_alone_nearest_first():
    review = worked()
    assert [part.id for part in review.below("w1")] == ["w2", "n1"]
    assert [part.id for part in review.below("category-people")] == ["f1", "f2"]
    assert [part.id for part in review.below("layer-testing")] == ["h1"]
    assert review.below("o1") == []


def test_factors_are_chosen_among_whys_causes_and_holes():
    factor = {"factor": True}
    review = after(worked(), *(Change(id=id, changes=factor) for id in ("h1", "f2", "w3", "w1")))
    assert [part.id for part in review.factors()] == ["w1", "w2", "w3", "f2", "h1"]


def test_factors_stand_in_the_order_of_their_numbers():
    review = grown("a", "b")
    review = after(review, *(Change(id=id, changes={"factor": True}) for id in ("a", "b")), Move(id="b", before="a"))
    assert [part.id for part in review.factors()] == ["a", "b"]


def test_ideas_and_commitments_are_two_lists():
    review = Add(part=Action(id="a3", text="x", number=0)).apply(worked())
    assert [action.id for action in review.ideas()] == ["a1"]
    assert [action.id for action in Move(id="a3", before="a1").apply(review).commitments()] == ["a2", "a3"]


def test_reflections_have_three_sides():
    assert [r.id for r in worked().side(Side.WELL)] == ["r1"]
    assert worked().side(Side.LUCKY) == worked().side(Side.BETTER) == []


def test_putting_sorts_replaces_and_marks_numbers_as_used():
    review = begun().put(Event(id="b", at=at(2), text="b"), Event(id="a", at=at(1), text="a"))
    assert [event.id for event in review.events] == ["a", "b"]
    review = review.put(Event(id="a", at=at(3), text="c"), Parked(id="p", text="x"))
    assert [event.id for event in review.events] == ["b", "a"]
    review = review.put(
        Lesson(text="x", number=4), Action(text="x", number=2), Action(text="idea"), Why(text="x", number="1")
    )
    assert review.used == {"L4", "A2", "1"}
    assert (review.next_number("L"), review.next_number("A")) == (1, 1)


def test_taking_out_leaves_single_parts_and_used_numbers():
    review = worked()
    assert review.without({"plan", "a2", "gone"}).used == review.used
    assert review.without({"plan"}).plan == review.plan
    assert review.without(()) == review


def test_the_last_place_is_the_highest_one():
    assert begun().last_order("agenda") == 9
    assert begun().last_order("notes") == 0
    assert Remove(id="o1").apply(worked()).last_order("parked") == 0
