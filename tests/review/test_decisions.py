from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.edit import Add, Change, Move

from .samples import after, at, begun


def test_a_decision_point_keeps_what_was_known_and_why_it_made_sense():
    fields = {
        "known": "errors rise",
        "options": "wait, roll back",
        "sense": "the last one was slow",
        "helped": "a canary",
    }
    review = Change(id="d", changes=fields).apply(Add(part=Decision(id="d", text="Wait", at=at(-90))).apply(begun()))
    assert review.get(Decision, "d").model_dump(include={*fields}) == fields


def test_decision_points_and_what_ifs_stand_as_the_room_puts_them():
    decisions = (Add(part=Decision(id=id, text=id, at=at(-minute))) for minute, id in enumerate("ab"))
    review = after(begun(), *decisions, Add(part=WhatIf(id="q", text="at peak hour")), Move(id="b", before="a"))
    assert [decision.id for decision in review.decisions] == ["b", "a"]
    assert [what_if.id for what_if in review.what_ifs] == ["q"]
