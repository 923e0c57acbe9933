from datetime import date

import pytest

from pmfacil.review.actions import Action, Progress
from pmfacil.review.agenda import Plan
from pmfacil.review.edit import Add, Change, Edit, Move, Promote, Remove, SetProgress, SetStatus
from pmfacil.review.incident import Incident, Status
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import Note, Parked
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event

from .samples import HOSTILE, PARTS, after, at, begun, grown, refusal, worked

GONE = "That is no longer there; nothing was changed."


def parked(*ids: str) -> Review:
    return after(begun(), *(Add(part=Parked(id=id, made=at(0), text=id)) for id in ids))


def order(review: Review) -> list[str]:
    return [part.id for part in review.parked]


def test_what_is_added_stands_last_among_its_like():
    review = parked("a", "b", "c")
    assert order(review) == ["a", "b", "c"]
    assert [part.order for part in review.parked] == [1, 2, 3]


def test_what_is_added_after_a_removal_still_stands_last():
    assert order(Add(part=Parked(id="d", text="d")).apply(Remove(id="b").apply(parked("a", "b", "c")))) == [
        "a",
        "c",
        "d",
    ]


def test_adding_the_same_part_twice_is_refused():
    assert refusal(parked("a"), Add(part=Parked(id="a", text="again"))) == "That parked topic is there already."


def test_an_id_belongs_to_one_part_of_any_kind():
    assert refusal(parked("a"), Add(part=Note(id="a", text="x"))) == "That note is there already."


@pytest.mark.parametrize("kind", [Review.tables[table] for table in sorted(Review.singles)], ids=lambda kind: kind.noun)
def test_what_a_review_has_one_of_cannot_be_added(kind: type[Plan]):
    assert refusal(begun(), Add(part=kind())) == f"That {kind.noun} is there already."
    assert refusal(begun(), Add(part=kind(id="second"))).endswith("; change it instead.")


def test_a_change_sets_fields_and_keeps_the_others():
    review = Change(id="a2", changes={"owner": "Sam", "due": date(2027, 1, 8)}).apply(worked())
    action = review.get(Action, "a2")
    assert (action.owner, action.due, action.text) == ("Sam", date(2027, 1, 8), "Alert at 75 % pool use")
    assert action.label() == "A1"


def test_changed_text_is_cleaned_like_typed_text():
    review = Change(id="l1", changes={"text": HOSTILE}).apply(worked())
    assert review.get(Lesson, "l1").text == "[/] ]52;c;ab==2Jdlrow 🙂"


@pytest.mark.parametrize("field", ["id", "made", "order"])
def test_what_makes_a_part_itself_cannot_be_changed(field: str):
    assert (
        refusal(worked(), Change(id="o1", changes={field: "x"}))
        == f"The {field} of this parked topic cannot be set like that."
    )


@pytest.mark.parametrize(
    ("id", "field"),
    [(part.id, field) for part in PARTS for field in sorted(part.guarded)]
    + [(kind, field) for kind in sorted(Review.singles) for field in sorted(Review.tables[kind].guarded)],
)
def test_guarded_fields_have_edits_of_their_own(id: str, field: str):
    review = worked()
    edit = Change(id=id, changes={field: None})
    assert (
        refusal(review, edit)
        == f"The {field.replace('_', ' ')} of this {review.find(id).noun} cannot be set like that."
    )


@pytest.mark.parametrize(
    ("field", "name"),
    [("colour", "colour"), ("says", "says"), ("__class__", "class"), ("a\x1b[2J\nb", "a[2J b"), ("", "")],
)
def test_unknown_fields_are_refused(field: str, name: str):
    said = refusal(worked(), Change(id="o1", changes={field: "x"}))
    assert " ".join(said.split()) == " ".join(f"The {name} of this parked topic cannot be set like that.".split())


@pytest.mark.parametrize(
    ("id", "field", "value", "noun"),
    [
        ("a2", "due", "soon", "action"),
        ("a2", "due", "2026-13-01", "action"),
        ("a2", "type", "cure", "action"),
        ("a2", "agreed", "perhaps", "action"),
        ("a2", "text", 7, "action"),
        ("a2", "text", None, "action"),
        ("a2", "text", ["a", "b"], "action"),
        ("e1", "at", "at noon", "event"),
        ("e1", "at", "2026-11-20T10:00:00", "event"),
        ("e1", "at", "0001-01-01T00:00:00+14:00", "event"),
        ("e1", "at", "9999-12-31T23:59:59-12:00", "event"),
        ("x1", "before", "much", "metric"),
        ("x1", "before", float("nan"), "metric"),
        ("x1", "during", float("inf"), "metric"),
        ("item-open", "minutes", -1, "agenda item"),
        ("item-open", "minutes", 1.5, "agenda item"),
        ("item-open", "least", 0, "agenda item"),
        ("incident", "services", "checkout", "incident"),
        ("pulse", "present", -3, "pulse"),
        ("plan", "reserve", -1, "plan"),
    ],
)
def test_values_of_the_wrong_kind_are_refused(id: str, field: str, value: object, noun: str):
    said = refusal(worked(), Change(id=id, changes={field: value}))
    assert said == f"That does not fit the {field} of this {noun}; nothing was changed."


@pytest.mark.parametrize(
    "part",
    [part for part in PARTS if part.id not in ("w1", "w2", "w3", "g1", "n1", "p1", "n2", "z1", "z2", "b1")],
    ids=lambda p: p.table,
)
def test_text_that_says_nothing_is_refused(part: Parked):
    assert (
        refusal(worked(), Change(id=part.id, changes={"text": " \x1b\u200b "}))
        == "It needs words; nothing was changed."
    )


def test_a_name_and_a_picture_need_words_too():
    assert refusal(worked(), Change(id="p1", changes={"name": ""})) == "It needs words; nothing was changed."
    assert refusal(worked(), Change(id="g1", changes={"file": ""})) == "It needs words; nothing was changed."


def test_a_line_that_is_too_long_is_refused_with_a_way_out():
    said = refusal(worked(), Change(id="o1", changes={"text": "x" * 5_000_000}))
    assert said == "That line has 5,000,000 characters and 4,000 is the most; put it in a note."
    assert len(Change(id="n2", changes={"text": "x" * 100_000}).apply(worked()).get(Note, "n2").text) == 100_000


@pytest.mark.parametrize("edit", [Change(id="x", changes={}), Remove(id="x"), Move(id="x"), Promote(id="x")], ids=str)
def test_what_is_gone_cannot_be_edited(edit: Edit):
    assert refusal(begun(), edit) == GONE
    with pytest.raises(Exception, match="no longer there"):
        edit.label(begun())


@pytest.mark.parametrize("single", sorted(Review.singles))
def test_what_a_review_has_one_of_stays(single: str):
    noun = begun().find(single).noun
    assert refusal(begun(), Remove(id=single)) == f"The {noun} stays; change it instead."


def test_an_agenda_item_is_parked_rather_than_removed():
    assert refusal(begun(), Remove(id="item-lessons")) == "The agenda item stays; park it instead."


def test_removing_takes_what_cannot_stand_alone_and_says_how_much():
    review = worked()
    remove = Remove(id="w1")
    assert remove.label(review) == "remove 1 and 1 below it: “No connection was free”"
    left = remove.apply(review)
    assert [why.id for why in left.whys] == ["w3"]
    assert left.links == ()
    assert [part.id for part in left.events] == ["e1", "e2"]


def test_what_nobody_committed_to_is_called_an_idea():
    review = after(begun(), Add(part=Action(id="i", text="x")), Add(part=Action(id="c", text="y", number=0)))
    edits = (
        *(Add(part=review.find(id)) for id in "ic"),
        *(
            edit
            for id in "ic"
            for edit in (Change(id=id, changes={"text": "z"}), Change(id=id, changes={"owner": "Kim"}))
        ),
        *(edit for id in "ic" for edit in (Move(id=id), Remove(id=id))),
    )
    assert [edit.label(review) for edit in edits] == [
        *("add idea “x”", "add action “y”"),
        *("reword idea to “z”", "set owner “Kim” of idea “x”"),
        *("reword action to “z”", "set owner “Kim” of action “y”"),
        *("move idea “x”", "remove idea “x”", "move action “y”", "remove A1 “y”"),
    ]


def test_an_event_takes_the_recollections_of_it_along():
    assert Remove(id="e1").apply(worked()).events == ()
    assert [event.id for event in Remove(id="e2").apply(worked()).events] == ["e1"]


@pytest.mark.parametrize(
    ("move", "left"),
    [
        (Move(id="a"), ["b", "c", "d", "a"]),
        (Move(id="d", before="a"), ["d", "a", "b", "c"]),
        (Move(id="a", before="d"), ["b", "c", "a", "d"]),
        (Move(id="c", before="b"), ["a", "c", "b", "d"]),
        (Move(id="b", before="c"), ["a", "b", "c", "d"]),
        (Move(id="d"), ["a", "b", "c", "d"]),
    ],
    ids=str,
)
def test_parts_move_before_another_one_or_to_the_end(move: Move, left: list[str]):
    assert order(move.apply(parked("a", "b", "c", "d"))) == left


def test_two_hundred_moves_into_the_same_gap_still_find_room():
    review = parked("a", "b", "c")
    for turn in range(200):
        review = Move(id=("a", "b")[turn % 2], before="c").apply(review)
        assert order(review) == [("b", "a")[turn % 2], ("a", "b")[turn % 2], "c"]


def test_moving_before_what_is_gone_is_refused():
    said = "The place to move to is no longer there; nothing was changed."
    assert refusal(parked("a", "b"), Move(id="a", before="gone")) == said
    assert refusal(grown("a", "b<a", "c"), Move(id="c", before="b")) == said


def test_what_has_no_tree_cannot_hang_under_something():
    assert refusal(parked("a", "b"), Move(id="a", under="b")) == "This parked topic cannot hang under something else."


def test_an_idea_becomes_a_commitment_with_the_next_number():
    review = Promote(id="a1", changes={"owner": "Sam", "priority": "P1"}).apply(worked())
    action = review.get(Action, "a1")
    assert (action.label(), action.owner, action.priority) == ("A2", "Sam", "P1")
    assert review.ideas() == []
    assert [action.label() for action in review.commitments()] == ["A1", "A2"]


def test_only_an_idea_can_be_committed_to():
    assert refusal(worked(), Promote(id="a2")) == "A1 is a commitment already."
    assert refusal(worked(), Promote(id="l1")) == "This lesson is no action; nothing was changed."
    assert (
        refusal(worked(), Promote(id="l1", changes={"text": "x"})) == "This lesson is no action; nothing was changed."
    )


def test_a_commitment_keeps_every_guard_of_a_change():
    assert (
        refusal(worked(), Promote(id="a1", changes={"number": 7}))
        == "The number of this action cannot be set like that."
    )
    said = refusal(worked(), Promote(id="a1", changes={"due": "soon"}))
    assert said == "That does not fit the due of this action; nothing was changed."


def test_progress_keeps_its_history_with_link_and_reason():
    review = after(
        worked(),
        SetProgress(id="a2", status=Progress.IN_PROGRESS, at=at(60)),
        SetProgress(id="a2", status=Progress.DONE, at=at(90), link="https://example.org/41", note="shipped"),
    )
    action = review.get(Action, "a2")
    assert action.status == Progress.DONE
    assert action.closed()
    assert [(step.status, step.at, step.link, step.note) for step in action.history] == [
        ("in progress", at(60), "", ""),
        ("done", at(90), "https://example.org/41", "shipped"),
    ]


def test_progress_is_for_commitments_only():
    assert (
        refusal(worked(), SetProgress(id="a1", status=Progress.DONE)) == "An idea has no progress; commit to it first."
    )
    assert (
        refusal(worked(), SetProgress(id="w1", status=Progress.DONE)) == "This why is no action; nothing was changed."
    )


def test_the_document_moves_on_and_remembers_when():
    review = after(
        begun(), SetStatus(status=Status.IN_REVIEW, at=at(100)), SetStatus(status=Status.PUBLISHED, at=at(200))
    )
    assert review.incident.status == Status.PUBLISHED
    assert [(step.status, step.at) for step in review.incident.history] == [
        ("in review", at(100)),
        ("published", at(200)),
    ]
    assert refusal(review, SetStatus(status=Status.PUBLISHED)) == "The document is published already."


def test_labels_name_what_an_edit_does():
    review = worked()
    said = (
        (Add(part=Person(name="Kim", role="observer")), "add person “Kim, observer”"),
        (Add(part=Event(at=at(0), text="x" * 100)), f"add event “{'x' * 59}…”"),
        (Change(id="e1", changes={"customer_facing": True}), "set customer facing: yes of event “Release 41 goes out”"),
        (Promote(id="a1"), "commit to “Restore drill every week”"),
        (SetProgress(id="a2", status=Progress.IN_PROGRESS), "A1 in progress: Alert at 75 % pool use"),
        (
            SetProgress(id="a2", status=Progress.DONE, link="https://example.com/41"),
            "A1 done, with a link: Alert at 75 % pool use",
        ),
        (SetStatus(status=Status.CLOSED), "document closed"),
        (Move(id="o1"), "move parked topic “The on-call rota”"),
        (Remove(id="o1"), "remove parked topic “The on-call rota”"),
    )
    assert [edit.label(review) for edit, _ in said] == [label for _, label in said]


def test_an_incident_is_changed_and_never_added():
    assert (
        refusal(begun(), Add(part=Incident(id="other", title="x")))
        == "A review is about one incident; change it instead."
    )
