from pmfacil.review.edit import Add, Change, Move
from pmfacil.review.timeline import Event, EventKind

from .samples import after, at, begun, refusal, worked


def test_events_stand_in_the_order_of_their_times():
    review = after(
        begun(), *(Add(part=Event(id=id, at=at(minute), text=id)) for id, minute in (("b", 5), ("a", 1), ("c", 9)))
    )
    assert [event.id for event in review.events] == ["a", "b", "c"]
    review = Change(id="a", changes={"at": "2026-11-20T11:07:00+01:00"}).apply(review)
    assert [event.id for event in review.events] == ["b", "a", "c"]


def test_events_of_one_moment_stand_as_they_were_written_or_moved():
    review = after(begun(), *(Add(part=Event(id=id, at=at(1), text=id)) for id in "zyx"))
    assert [event.id for event in review.events] == ["z", "y", "x"]
    assert [event.id for event in Move(id="x", before="z").apply(review).events] == ["x", "z", "y"]


def test_an_event_takes_each_kind_that_a_timeline_knows():
    assert [kind.value for kind in EventKind] == [
        *("trigger", "symptom", "detection", "escalation", "decision", "action"),
        *("communication", "acknowledgement", "diagnosis", "mitigation", "recovery"),
    ]


def test_an_event_is_a_recollection_of_another_event_and_never_of_itself():
    assert worked().find("e2").refers() == ("e1",)
    said = "An event cannot be a recollection of itself."
    assert refusal(worked(), Change(id="e1", changes={"recollects": "e1"})) == said
    assert refusal(worked(), Change(id="e1", changes={"recollects": "e2"})) == said
    assert (
        refusal(worked(), Change(id="e1", changes={"recollects": "w1"})) == "This why is no event; nothing was changed."
    )
    assert refusal(worked(), Change(id="e1", changes={"recollects": "gone"})).startswith("That is no longer there")
