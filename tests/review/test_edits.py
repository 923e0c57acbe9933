import json
from typing import cast, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.review.actions import Progress
from pmfacil.review.clock import Borrow, GoTo, LeaveOut, Minutes, ParkItem, Pause, Replan, Start
from pmfacil.review.counting import Count
from pmfacil.review.due import SetDue
from pmfacil.review.edit import (
    Add,
    Change,
    Edit,
    LinkParts,
    Move,
    Promote,
    Remove,
    SetProgress,
    SetStatus,
    Unlink,
)
from pmfacil.review.edits import AnyEdit, Together, read_edit
from pmfacil.review.follow_up import BeginFollowUp
from pmfacil.review.incident import Status
from pmfacil.review.notes import Note, Parked
from pmfacil.review.part import Part
from pmfacil.review.restore import Restore
from pmfacil.review.review import Review
from pmfacil.review.reword import reworded
from pmfacil.review.text import EditRefused

from .samples import HOSTILE, PARTS, after, at, begun, one_line, refusal, sentence, worked

NOT_AN_EDIT = "That is not an edit that this version understands; nothing was changed."
WORKED = worked()
RUNNING = after(WORKED, Start(at=at(0)))
PRUNED = Remove(id="w1").apply(WORKED)
EDITS: tuple[tuple[Review, Edit], ...] = (
    (WORKED, Add(part=Note(text=HOSTILE))),
    (WORKED, Change(id="a2", changes={"due": at(0).date(), "text": HOSTILE, "agreed": True})),
    (WORKED, Change(id="incident", changes={"services": ("checkout", "half \ud83d"), "start": at(-200)})),
    (WORKED, reworded(WORKED.find("w1"), {"text": HOSTILE, "factor": True})),
    (WORKED, Remove(id="w1")),
    (WORKED, Move(id="w2", under="w3")),
    (WORKED, Move(id="w3", before="w1")),
    (WORKED, LinkParts(source="w1", target="a2")),
    (WORKED, Unlink(source="w2", target="l1")),
    (WORKED, Promote(id="a1", changes={"owner": HOSTILE})),
    (WORKED, SetProgress(id="a2", status=Progress.DONE, link="https://example.org", note=HOSTILE)),
    (WORKED, SetDue(id="a2", due=at(60 * 24 * 30).date(), note=HOSTILE, at=at(60))),
    (WORKED, SetStatus(status=Status.IN_REVIEW)),
    (PRUNED, Restore.between(WORKED, PRUNED, HOSTILE)),
    (WORKED, Start()),
    (RUNNING, Pause()),
    (RUNNING, GoTo(item="item-whys")),
    (RUNNING, LeaveOut(seconds=12.5)),
    (RUNNING, Minutes(item="item-whys", minutes=-3)),
    (RUNNING, Replan(at=at(70))),
    (RUNNING, Borrow(source="item-timeline", target="item-whys", minutes=4)),
    (RUNNING, ParkItem(item="item-whys")),
    (RUNNING, BeginFollowUp(at=at(60 * 24 * 14), ended=at(70))),
    (WORKED, Count(what="redirects")),
    (
        WORKED,
        Together(said="both", edits=(Remove(id="w1"), Together(edits=(Start(), LinkParts(source="w3", target="a1"))))),
    ),
)
BOTH = pytest.mark.parametrize(("review", "edit"), EDITS, ids=[type(edit).__name__ for _, edit in EDITS])


def test_every_edit_there_is_has_a_sample_here():
    known = cast(tuple[type[Edit], ...], get_args(get_args(AnyEdit)[0]))
    assert {type(edit) for _, edit in EDITS} == set(known)
    assert {part.table for part in PARTS} == Review.tables.keys() - Review.singles


@BOTH
def test_an_edit_gives_a_new_review_and_leaves_the_old_one_as_it_was(review: Review, edit: Edit):
    before = review.model_dump_json()
    assert edit.apply(review) != review
    assert review.model_dump_json() == before


@BOTH
def test_the_same_edit_on_the_same_review_gives_an_equal_review(review: Review, edit: Edit):
    assert edit.apply(review) == edit.apply(Review.model_validate_json(review.model_dump_json()))


@BOTH
def test_an_edit_is_the_same_after_a_trip_through_json(review: Review, edit: Edit):
    read = read_edit(edit.model_dump_json())
    assert read == edit
    assert read.apply(review) == edit.apply(review)
    assert read.label(review) == edit.label(review)


@BOTH
def test_a_label_is_one_clean_line(review: Review, edit: Edit):
    assert len(one_line(edit.label(review))) < 300


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.table}-{part.id}")
def test_every_kind_of_part_can_be_added_through_json(part: Part):
    review = after(begun(), *(Add(part=other) for other in PARTS[: PARTS.index(part)]))
    read = read_edit(Add(part=part).model_dump_json())
    assert isinstance(read, Add)
    assert type(read.part) is type(part)
    assert read == Add(part=part)
    assert read.apply(review) == Add(part=part).apply(review)
    assert read.apply(review).has(part.id)


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "{",
        "null",
        "[]",
        '"add"',
        "12",
        "{}",
        '{"edit":"rm -rf"}',
        '{"edit":["add"]}',
        '{"edit":"add"}',
        '{"edit":"add","table":"nothing","part":{}}',
        '{"edit":"add","table":["whys"],"part":{}}',
        '{"edit":"add","table":"whys","part":"x"}',
        '{"edit":"add","table":"whys","part":null}',
        '{"edit":"add","table":"whys","part":{"text":"x","colour":"red"}}',
        '{"edit":"add","table":"notes","part":{"text":"x","order":1e400}}',
        '{"edit":"add","table":"notes","part":{"text":"x","made":"2026-11-20"}}',
        '{"edit":"add","table":"actions","part":{"text":"x","number":"one"}}',
        '{"edit":"change","id":"a","changes":[]}',
        '{"edit":"change","id":7,"changes":{}}',
        '{"edit":"change","id":"a","changes":{},"more":1}',
        '{"edit":"start","at":"0001-01-01T00:00:00+14:00"}',
        '{"edit":"start","at":"9999-12-31T23:59:59-14:00"}',
        '{"edit":"start","at":1e30}',
        '{"edit":"leave-out","seconds":1e300}',
        '{"edit":"leave-out","seconds":Infinity}',
        '{"edit":"minutes","item":"item-open","minutes":"many"}',
        '{"edit":"minutes","item":"item-open","minutes":' + "9" * 5000 + "}",
        '{"edit":"borrow","source":"a","target":"b","minutes":0}',
        '{"edit":"together","edits":[]}',
        '{"edit":"together","edits":[{"edit":"nothing"}]}',
        '{"edit":"together","edits":[' * 2000,
        '{"edit":"change","id":"a","changes":{"a":' + "[" * 3000 + "]" * 3000 + "}}",
        "\ud800",
        b"\xff\xfe",
        b"\x00" * 100,
    ],
    ids=repr,
)
def test_what_is_no_edit_is_refused_in_one_sentence(garbage: str | bytes):
    with pytest.raises(EditRefused) as refused:
        read_edit(garbage)
    assert sentence(refused.value) == NOT_AN_EDIT


def test_an_edit_whose_text_breaks_a_rule_is_refused_with_the_reason():
    with pytest.raises(EditRefused, match=r"^It needs words; nothing was changed\.$"):
        read_edit('{"edit":"add","table":"lessons","part":{"text":" "}}')
    with pytest.raises(EditRefused, match=r"4,001 characters"):
        read_edit(json.dumps({"edit": "add", "table": "lessons", "part": {"text": "x" * 4001}}))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_an_edit_with_one_field_replaced_by_anything_works_or_is_refused_in_a_sentence(data: st.DataObject):
    review, edit = EDITS[data.draw(st.sampled_from(range(len(EDITS))))]
    document = json.loads(edit.model_dump_json())
    document[data.draw(st.sampled_from(sorted(document)))] = data.draw(json_values)
    said = "Done."
    try:
        read = read_edit(json.dumps(document))
        read.label(review)
        read.apply(review)
    except EditRefused as refused:
        said = str(refused)
    assert one_line(said).endswith(".")


def test_several_edits_together_are_all_done():
    review = Together(edits=(Remove(id="w1"), Add(part=Parked(text="x")), Promote(id="a1"))).apply(WORKED)
    assert [why.id for why in review.whys] == ["w3"]
    assert len(review.parked) == 2
    assert len(review.commitments()) == 2


def test_several_edits_together_are_none_of_them_if_one_is_refused():
    together = Together(edits=(Remove(id="w1"), Promote(id="a2")))
    assert refusal(WORKED, together) == "A1 is a commitment already."


def test_a_later_edit_of_several_sees_what_an_earlier_one_did():
    add = Add(part=Note(id="note", text="a"))
    review = Together(edits=(add, Change(id="note", changes={"text": "b"}))).apply(WORKED)
    assert review.get(Note, "note").text == "b"


def test_several_edits_are_called_what_they_were_called_or_like_the_first():
    edits = (Remove(id="o1"), Promote(id="a1"))
    assert Together(said="tidy\x1b up", edits=edits).label(WORKED) == "tidy up"
    assert Together(edits=edits).label(WORKED) == "remove parked topic “The on-call rota”"
