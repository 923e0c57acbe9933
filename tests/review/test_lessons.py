import pytest

from pmfacil.review.edit import Add, Change, Remove
from pmfacil.review.lessons import Lesson, Reflection, Side

from .samples import after, begun, refusal


def test_lessons_are_numbered_and_no_number_returns():
    review = after(begun(), *(Add(part=Lesson(id=id, text=id)) for id in "abc"), Remove(id="b"), Remove(id="c"))
    review = Add(part=Lesson(id="d", text="d")).apply(review)
    assert [lesson.label() for lesson in review.lessons] == ["L1", "L4"]


def test_the_number_of_a_lesson_is_not_for_changing():
    review = Add(part=Lesson(id="a", text="a", number=9)).apply(begun())
    assert review.lessons[0].label() == "L1"
    assert (
        refusal(review, Change(id="a", changes={"number": 9})) == "The number of this lesson cannot be set like that."
    )


@pytest.mark.parametrize("side", Side)
def test_a_reflection_can_change_sides(side: Side):
    review = Add(part=Reflection(id="r", text="x", side=Side.WELL)).apply(begun())
    assert [r.id for r in Change(id="r", changes={"side": side}).apply(review).side(side)] == ["r"]
