import pytest

from pmfacil.review.edit import Add, LinkParts, Remove, Unlink
from pmfacil.review.links import LINKABLE, Link
from pmfacil.review.review import Review

from .samples import PARTS, after, refusal, worked


def test_a_link_joins_two_parts_in_both_directions():
    review = LinkParts(source="a2", target="w1", id="n9").apply(worked())
    assert [part.id for part in review.linked("a2")] == ["w1"]
    assert [part.id for part in review.linked("w1")] == ["a2"]


def test_unlinking_works_from_either_end():
    review = worked()
    assert review.linked("l1") == [review.find("w2")]
    assert Unlink(source="w2", target="l1").apply(review).links == ()
    assert Unlink(source="l1", target="w2").apply(review).links == ()


def test_a_link_goes_with_either_of_its_ends():
    assert Remove(id="l1").apply(worked()).links == ()
    assert Remove(id="w2").apply(worked()).links == ()
    assert after(worked(), Remove(id="w1")).links == ()


@pytest.mark.parametrize("ends", [("w1", "gone"), ("gone", "w1"), ("gone", "lost")])
def test_a_link_to_nothing_is_refused(ends: tuple[str, str]):
    said = refusal(worked(), LinkParts(source=ends[0], target=ends[1]))
    assert said == "That is no longer there; nothing was changed."


@pytest.mark.parametrize("ends", [("w2", "l1"), ("l1", "w2")])
def test_a_second_link_between_the_same_two_is_refused(ends: tuple[str, str]):
    assert refusal(worked(), LinkParts(source=ends[0], target=ends[1])) == "These two are linked already."


def test_a_link_to_itself_is_refused():
    assert refusal(worked(), LinkParts(source="w1", target="w1")) == "A link needs two different ends."


def test_two_that_are_not_linked_cannot_be_unlinked():
    assert refusal(worked(), Unlink(source="w1", target="l1")) == "These two are not linked."
    assert refusal(worked(), Unlink(source="w1", target="w1")) == "These two are not linked."


def test_what_can_be_linked_is_a_table_of_the_review():
    assert not LINKABLE - (Review.tables.keys() - Review.singles)


@pytest.mark.parametrize(
    "part", [part for part in PARTS if part.id not in ("w3", "w2", "l1")], ids=lambda part: part.table
)
def test_only_parts_of_the_analysis_can_be_linked(part: Link):
    edit = Add(part=Link(source="w3", target=part.id))
    if part.table in LINKABLE:
        assert edit.apply(worked()).linked("w3") == [worked().find(part.id)]
    else:
        assert refusal(worked(), edit) == f"This {part.noun} cannot be linked."
