import pytest

from pmfacil.review.communication import Message, Told
from pmfacil.review.edit import Add

from .samples import after, at, begun


@pytest.mark.parametrize("kind", [Message, Told])
def test_what_was_told_stands_by_time_and_what_has_none_comes_last(kind: type[Message] | type[Told]):
    times = {"none": None, "late": at(9), "early": at(1), "also none": None, "same": at(9)}
    review = after(begun(), *(Add(part=kind(id=id, text=id, at=time)) for id, time in times.items()))
    assert [part.id for part in review.parts(kind.table)] == ["early", "late", "same", "none", "also none"]


def test_what_was_passed_on_arrived_unless_somebody_says_otherwise():
    assert Told(text="x").arrived
    assert not Told(text="x", arrived=False).arrived
