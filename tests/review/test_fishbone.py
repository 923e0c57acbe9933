import pytest

from pmfacil.review.edit import Add, Change, Move, Remove
from pmfacil.review.fishbone import CATEGORIES, Category, Cause
from pmfacil.review.review import Review

from .samples import after, at, begun, refusal


def ribs(review: Review) -> dict[str, tuple[str, str | None]]:
    """Each cause's rib and the cause above it."""
    return {cause.id: (cause.category.removeprefix("category-"), cause.parent) for cause in review.causes}


def bone() -> Review:
    """Two causes on a rib, a chain of sub-causes below the first."""
    return after(
        begun(),
        Add(part=Cause(id="a", made=at(1), text="a", category="category-people")),
        Add(part=Cause(id="b", made=at(2), text="b", category="category-people", parent="a")),
        Add(part=Cause(id="c", made=at(3), text="c", category="category-people", parent="b")),
        Add(part=Cause(id="d", made=at(4), text="d", category="category-people")),
    )


def test_a_fishbone_begins_with_four_ribs_and_takes_more():
    assert tuple(category.text for category in begun().categories) == CATEGORIES
    review = Add(part=Category(id="k", text="Vendors")).apply(begun())
    assert [category.text for category in review.categories] == [*CATEGORIES, "Vendors"]


@pytest.mark.parametrize("name", ["People", "people", " PEOPLE! "])
def test_a_second_category_of_the_same_name_is_refused(name: str):
    assert refusal(begun(), Add(part=Category(text=name))) == f"There is a category {name.strip()} already."
    assert refusal(begun(), Change(id="category-process", changes={"text": name})).endswith(" already.")


def test_a_category_may_be_written_differently():
    review = Change(id="category-people", changes={"text": "PEOPLE"}).apply(begun())
    assert review.categories[0].text == "PEOPLE"


def test_names_without_letters_are_different_names_too():
    review = after(begun(), Add(part=Category(text="🔥")), Add(part=Category(text="💧")))
    assert [category.text for category in review.categories][-2:] == ["🔥", "💧"]


@pytest.mark.parametrize("under", ["a", "b", "c"])
def test_a_cause_cannot_stand_below_itself(under: str):
    assert refusal(bone(), Move(id="a", under=under)) == "A cause cannot stand below itself."
    assert refusal(bone(), Change(id="a", changes={"parent": under})) == "A cause cannot stand below itself."


def test_a_moved_cause_takes_its_sub_causes_to_the_other_rib():
    review = Move(id="a", under="category-process").apply(bone())
    assert ribs(review) == {
        "a": ("process", None),
        "b": ("process", "a"),
        "c": ("process", "b"),
        "d": ("people", None),
    }


def test_a_sub_cause_can_stand_on_a_rib_of_its_own_or_below_another_cause():
    assert ribs(Move(id="b", under="category-people").apply(bone()))["b"] == ("people", None)
    review = Move(id="b", under="d").apply(Move(id="d", under="category-technology").apply(bone()))
    assert ribs(review) == {
        "a": ("people", None),
        "b": ("technology", "d"),
        "c": ("technology", "b"),
        "d": ("technology", None),
    }


def test_causes_change_places_on_their_rib():
    review = Move(id="d", before="a").apply(bone())
    assert [cause.id for cause in review.causes] == ["d", "a", "b", "c"]
    assert ribs(review) == ribs(bone())


def test_a_sub_cause_stays_on_the_rib_of_the_cause_above_it():
    said = refusal(bone(), Change(id="c", changes={"category": "category-process"}))
    assert said == "A sub-cause stays on the rib of the cause above it."
    said = refusal(bone(), Change(id="a", changes={"category": "category-process"}))
    assert said == "Its sub-causes stay on its rib; move it, and they move along."
    said = refusal(bone(), Add(part=Cause(text="x", category="category-process", parent="a")))
    assert said == "A sub-cause stays on the rib of the cause above it."


def test_a_cause_stands_on_a_rib_or_below_a_cause_and_on_nothing_else():
    assert refusal(bone(), Move(id="a", under="layer-testing")) == "A cause stands on a rib or below another cause."
    said = refusal(bone(), Add(part=Cause(text="x", category="layer-testing")))
    assert said == "This layer is no category; nothing was changed."
    said = refusal(bone(), Add(part=Cause(text="x", category="category-people", parent="item-open")))
    assert said == "This agenda item is no cause; nothing was changed."
    said = refusal(bone(), Add(part=Cause(text="x", category="gone")))
    assert said == "That is no longer there; nothing was changed."


def test_removing_a_cause_takes_its_sub_causes_and_removing_a_rib_all_of_its_causes():
    assert list(ribs(Remove(id="b").apply(bone()))) == ["a", "d"]
    assert list(ribs(Remove(id="a").apply(bone()))) == ["d"]
    assert ribs(Remove(id="category-people").apply(bone())) == {}
