import json
from typing import Any, cast

import pytest

from pmfacil.review.edit import Add, Edit, LinkParts, Move, Promote, Remove
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.layers import Hole
from pmfacil.review.lessons import Lesson
from pmfacil.review.review import Review
from pmfacil.review.tables import Tables, from_tables, mend, to_tables
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

from .samples import after, at, begun, grown, numbers, running, worked

GONE = object()


def saved(review: Review) -> Tables:
    """The tables as they come back from a file."""
    return json.loads(json.dumps(to_tables(review, 1), allow_nan=False))


def merged(base: Review, ours: Review, theirs: Review) -> tuple[Review, list[str]]:
    """What git makes of two people's changes where it sees no conflict: each line from the one who changed it."""
    return from_tables(_merge(saved(base), saved(ours), saved(theirs)))


def _merge(old: Any, one: Any, other: Any) -> Any:
    if one == old or other == old:
        return other if one == old else one
    assert isinstance(one, dict), "a conflict, which git would leave to people"
    assert isinstance(other, dict), "a conflict, which git would leave to people"
    ours, theirs = cast(dict[str, Any], one), cast(dict[str, Any], other)
    before = cast(dict[str, Any], old) if isinstance(old, dict) else {}
    both = {
        name: _merge(before.get(name, GONE), ours.get(name, GONE), theirs.get(name, GONE))
        for name in sorted({*ours, *theirs})
    }
    return {name: value for name, value in both.items() if value is not GONE}


def why(id: str, minute: float, parent: str | None = None) -> Add:
    return Add(part=Why(id=id, made=at(minute), text=id, parent=parent))


def test_a_review_comes_back_from_its_tables_as_it_was():
    for review in (Review.blank(), begun(), running(), worked(), after(worked(), Remove(id="w1"), Promote(id="a1"))):
        assert from_tables(saved(review)) == (review, [])


def test_tables_are_plain_documents_by_id_with_the_order_in_a_field():
    tables = saved(worked())
    assert tables["session"] == {"session": {"schema": 1, "id": "k3f9x2ab", "created": "2026-11-20T10:00:00Z"}}
    assert tables["used"] == {"1": {}, "1.1": {}, "2": {}, "L1": {}, "A1": {}}
    assert tables.keys() == {"session", "used", *Review.tables}
    assert tables["whys"]["w2"]["parent"] == "w1"
    assert tables["whys"]["w2"]["order"] == 2
    assert "id" not in tables["whys"]["w2"]


def test_tables_made_with_the_help_of_those_before_are_as_if_made_anew():
    edits = (why("x", 1), Remove(id="w1"), LinkParts(source="w3", target="l1"), Promote(id="a1"), Remove(id="e1"))
    review = worked()
    before = review, to_tables(review, 1)
    for edit in edits:
        changed = edit.apply(before[0])
        kept = json.dumps(before[1])
        made = to_tables(changed, 1, before)
        assert made == to_tables(changed, 1)
        assert json.dumps(before[1]) == kept
        before = changed, made


def test_the_order_of_documents_in_the_file_does_not_matter():
    tables = {name: dict(reversed(table.items())) for name, table in reversed(saved(worked()).items())}
    assert from_tables(tables) == (worked_from(tables), [])
    assert [item.board for item in from_tables(tables)[0].agenda] == [*(item.board for item in worked().agenda)]


def worked_from(tables: Tables) -> Review:
    """The same tables read in sorted order."""
    return from_tables({name: dict(sorted(table.items())) for name, table in sorted(tables.items())})[0]


def test_changes_of_different_things_merge_without_a_word():
    base = grown("a", "b<a")
    ours, theirs = why("c", 60, "b").apply(base), Add(part=Lesson(id="l", text="l")).apply(base)
    review, said = merged(base, ours, theirs)
    assert said == []
    assert numbers(review) == {"a": "1", "b": "1.1", "c": "1.2"}
    assert review.used == {"1", "1.1", "1.2", "L1"}


def test_the_answer_to_a_why_removed_elsewhere_begins_a_chain():
    base = grown("a", "b<a", "z")
    review, said = merged(base, Remove(id="b").apply(base), after(base, why("c", 60, "b"), why("d", 61, "c")))
    assert said == ["What “c” belonged to was removed elsewhere; it was kept."]
    assert {why.id: why.parent for why in review.whys} == {"a": None, "z": None, "c": None, "d": "c"}
    assert numbers(review)["c"] == "3"
    assert {"1.1", "1.2", "1.3"} <= review.used


def test_a_hole_in_a_layer_removed_elsewhere_goes_to_the_first_layer():
    base = begun()
    ours = Remove(id="layer-testing").apply(base)
    theirs = Add(part=Hole(id="h", text="No load step", layer="layer-testing")).apply(base)
    review, said = merged(base, ours, theirs)
    assert said == ["What “No load step” belonged to was removed elsewhere; it was kept."]
    assert [hole.layer for hole in review.holes] == ["layer-code-review"]


def test_a_hole_without_any_layer_left_cannot_stay_and_takes_its_links_along():
    base = after(begun(), *(Remove(id=layer.id) for layer in begun().layers[1:]))
    ours = Remove(id="layer-code-review").apply(base)
    theirs = after(
        base,
        Add(part=Hole(id="h", text="x", layer="layer-code-review")),
        Add(part=Lesson(id="l", text="l")),
        LinkParts(source="h", target="l"),
    )
    review, said = merged(base, ours, theirs)
    assert said == ["What “x” belonged to was removed elsewhere; it could not stay."]
    assert (review.holes, review.links) == ((), ())
    assert review.linked("l") == []


def test_causes_of_a_category_removed_elsewhere_go_to_the_first_rib():
    base = begun()
    theirs = after(
        base,
        Add(part=Cause(id="f", text="f", category="category-process")),
        Add(part=Cause(id="g", text="g", category="category-process", parent="f")),
    )
    review, said = merged(base, Remove(id="category-process").apply(base), theirs)
    assert [cause.category for cause in review.causes] == ["category-people", "category-people"]
    assert len(said) == 2


def test_a_sub_cause_of_a_cause_removed_elsewhere_stands_on_its_rib():
    base = Add(part=Cause(id="f", text="f", category="category-process")).apply(begun())
    theirs = Add(part=Cause(id="g", text="g", category="category-process", parent="f")).apply(base)
    review, said = merged(base, Remove(id="f").apply(base), theirs)
    assert [(cause.id, cause.category, cause.parent) for cause in review.causes] == [("g", "category-process", None)]
    assert said == ["What “g” belonged to was removed elsewhere; it was kept."]


def test_a_sub_cause_follows_its_cause_to_the_rib_it_was_moved_to_elsewhere():
    base = Add(part=Cause(id="f", text="f", category="category-process")).apply(begun())
    ours = Move(id="f", under="category-people").apply(base)
    theirs = Add(part=Cause(id="g", text="g", category="category-process", parent="f")).apply(base)
    review, said = merged(base, ours, theirs)
    assert [(cause.id, cause.category) for cause in review.causes] == [
        ("f", "category-people"),
        ("g", "category-people"),
    ]
    assert said == ["“g” went to the rib of the cause above it."]


def test_a_recollection_of_an_event_removed_elsewhere_stands_alone():
    base = Add(part=Event(id="e", at=at(1), text="e")).apply(begun())
    theirs = Add(part=Event(id="f", at=at(2), text="f", recollects="e")).apply(base)
    review, said = merged(base, Remove(id="e").apply(base), theirs)
    assert [(event.id, event.recollects) for event in review.events] == [("f", None)]
    assert said == ["What “f” belonged to was removed elsewhere; it was kept."]


def test_a_link_to_what_was_removed_elsewhere_goes_without_a_word():
    base = worked()
    review, said = merged(base, Remove(id="a2").apply(base), LinkParts(source="w1", target="a2").apply(base))
    assert said == []
    assert [link.id for link in review.links] == ["n1"]


def test_two_moves_that_make_a_circle_are_taken_apart():
    base = grown("a", "b", "c<b", "x")
    review, said = merged(base, Move(id="a", under="c").apply(base), Move(id="b", under="a").apply(base))
    assert said == ["“a” stood below itself after a merge; it stands on its own now."]
    assert {why.id: why.parent for why in review.whys} == {"a": None, "b": "a", "c": "b", "x": None}
    assert len(set(numbers(review).values())) == 4
    assert set(numbers(review).values()) <= review.used


def test_what_only_hangs_below_a_circle_stays_where_it_is():
    base = grown("low<", "a", "b", "c<b")
    base = Move(id="low", under="b").apply(base)
    review, said = merged(base, Move(id="a", under="c").apply(base), Move(id="b", under="a").apply(base))
    assert said == ["“a” stood below itself after a merge; it stands on its own now."]
    assert {why.id: why.parent for why in review.whys} == {"low": "b", "a": None, "b": "a", "c": "b"}


def test_circles_of_causes_and_recollections_are_taken_apart_too():
    base = after(
        begun(),
        *(Add(part=Cause(id=id, text=id, category="category-people")) for id in "fg"),
        *(Add(part=Event(id=id, at=at(1), text=id)) for id in "de"),
    )
    ours = base.put(base.get(Cause, "f").changed(parent="g"), base.get(Event, "d").changed(recollects="e"))
    theirs = base.put(base.get(Cause, "g").changed(parent="f"), base.get(Event, "e").changed(recollects="d"))
    review, said = merged(base, ours, theirs)
    assert [(cause.id, cause.parent) for cause in review.causes] == [("f", None), ("g", "f")]
    assert [(event.id, event.recollects) for event in review.events] == [("d", None), ("e", "d")]
    assert said == [
        "“f” stood below itself after a merge; it stands on its own now.",
        "“d” stood below itself after a merge; it stands on its own now.",
    ]


def test_of_two_whys_with_one_number_the_later_made_one_is_renumbered():
    base = grown("a", "b<a")
    review, said = merged(base, why("late", 70, "b").apply(base), why("early", 60, "b").apply(base))
    assert numbers(review) == {"a": "1", "b": "1.1", "early": "1.2", "late": "1.1a"}
    assert said == ["There were two 1.2; the later one is 1.1a now."]


def test_two_whole_lines_with_the_same_numbers_become_a_line_and_a_branch():
    base = grown("a", "b<a")
    ours = after(base, why("c", 60, "b"), why("d", 61, "c"))
    theirs = after(base, why("x", 62, "b"), why("y", 63, "x"))
    review, said = merged(base, ours, theirs)
    assert numbers(review) == {"a": "1", "b": "1.1", "c": "1.2", "d": "1.3", "x": "1.1a", "y": "1.1a.1"}
    assert said == [
        "There were two 1.2; the later one is 1.1a now.",
        "There were two 1.3; the later one is 1.1a.1 now.",
    ]


def test_of_two_chains_with_one_number_the_later_made_one_gets_the_next():
    base = grown("a")
    review, said = merged(base, why("x", 60).apply(base), why("y", 61).apply(base))
    assert numbers(review) == {"a": "1", "x": "2", "y": "3"}
    assert said == ["There were two 2; the later one is 3 now."]


def test_of_two_lessons_and_of_two_actions_with_one_number_the_later_made_one_gets_the_next():
    base = worked()

    def added(minute: float) -> tuple[Edit, ...]:
        return (
            Add(part=Lesson(id=f"l-{minute}", made=at(minute), text="x")),
            Add(part=base.find("a2").changed(id=f"a-{minute}", made=at(minute))),
        )

    review, said = merged(base, after(base, *added(70)), after(base, *added(60)))
    assert {lesson.id: lesson.label() for lesson in review.lessons} == {"l1": "L1", "l-60": "L2", "l-70": "L3"}
    assert [action.id for action in review.commitments()] == ["a2", "a-60", "a-70"]
    assert [action.label() for action in review.commitments()] == ["A1", "A2", "A3"]
    assert said == ["There were two A2; the later one is A3 now.", "There were two L2; the later one is L3 now."]


def test_a_number_pruned_by_one_and_given_by_the_other_stays_with_the_living():
    base = grown("a", "b<a")
    ours = after(base, why("gone", 60, "b"), Remove(id="gone"))
    review, said = merged(base, ours, why("c", 61, "b").apply(base))
    assert (numbers(review)["c"], said) == ("1.2", [])
    assert numbers(why("d", 62, "c").apply(review))["d"] == "1.3"


def test_mending_twice_finds_nothing_more_to_mend():
    base = grown("a", "b", "c<b", "x")
    review, said = merged(base, Move(id="a", under="c").apply(base), Move(id="b", under="a").apply(base))
    assert said
    assert mend(review) == (review, [])
    assert from_tables(saved(review)) == (review, [])


def test_what_was_mended_can_be_undone_and_edited_like_anything_else():
    base = grown("a", "b", "c<b", "x")
    review, _ = merged(base, Move(id="a", under="c").apply(base), Move(id="b", under="a").apply(base))
    assert [why.id for why in Remove(id="a").apply(review).whys] == ["x"]
    assert numbers(why("new", 90, "c").apply(review))["new"] not in numbers(review).values()


def test_what_a_newer_version_added_is_passed_over():
    tables = saved(worked())
    tables["moods"] = {"m": {"text": "calm"}}
    tables["whys"]["w1"]["colour"] = "red"
    tables["session"]["session"]["theme"] = "dark"
    assert from_tables(tables, newer=True) == (worked_from(saved_without(tables)), [])
    with pytest.raises(ValueError, match="not what a review is made of"):
        from_tables(tables)


def saved_without(tables: Tables) -> Tables:
    """The tables as this version would have written them."""
    del tables["moods"]
    whys = {id: {name: value for name, value in why.items() if name != "colour"} for id, why in tables["whys"].items()}
    return {**tables, "whys": whys}


def test_tables_and_fields_that_are_missing_have_their_usual_values():
    review, said = from_tables({"session": {"session": {"id": "k", "created": "2026-11-20T10:00:00Z"}}})
    # As old as the review, too: at each reading, in whichever program, the same.
    blank = [Review.tables[table].model_validate({"made": at(0)}) for table in Review.singles]
    assert (review, said) == (Review(id="k", created=at(0)).put(*blank), [])
    assert from_tables({**saved(begun()), "notes": {"n": {"text": "x", "made": "2026-11-20T10:00:00Z"}}})[0].has("n")


ABOUT = {"session": {"session": {"id": "k", "created": "2026-11-20T10:00:00Z"}}}


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"session": {}},
        {"session": {"session": {}}},
        {"session": {"session": {"id": "k", "created": "yesterday"}}},
        {"session": {"session": {"id": 7, "created": "2026-11-20T10:00:00Z"}}},
        {"session": {"session": None}},
        {"session": None},
        {**ABOUT, "whys": None},
        {**ABOUT, "whys": []},
        {**ABOUT, "whys": {"w": None}},
        {**ABOUT, "whys": {"w": []}},
        {**ABOUT, "whys": {"w": {"text": 7}}},
        {**ABOUT, "whys": {"w": {"text": "x", "colour": "red"}}},
        {
            **ABOUT,
            "whys": {"w": {"text": "x", "number": "1", "parent": "l"}},
            "lessons": {"l": {"text": "x", "number": 1}},
        },
        {**ABOUT, "lessons": {"l": {"text": ""}}},
        {**ABOUT, "lessons": {"l": {"text": "x" * 5000}}},
        {**ABOUT, "lessons": {"l": {"text": "x", "order": float("nan")}}},
        {**ABOUT, "metrics": {"m": {"text": "x", "before": float("inf")}}},
        {**ABOUT, "events": {"e": {"text": "x"}}},
        {**ABOUT, "events": {"e": {"text": "x", "at": "0001-01-01T00:00:00+14:00"}}},
        {**ABOUT, "incident": {"incident": {"timezone": "Mars/Olympus"}}},
        {**ABOUT, "plan": {"second": {}}},
        {**ABOUT, "plan": {"plan": {}, "second": {}}},
        {**ABOUT, "used": 7},
        {**ABOUT, "used": None},
    ],
    ids=lambda broken: json.dumps(broken)[-70:],
)
@pytest.mark.parametrize("newer", [False, True])
def test_what_is_no_review_is_a_value_error(broken: Tables, newer: bool):
    if newer and "colour" in str(broken):
        assert from_tables(broken, newer=True)[0].has("w")
    else:
        with pytest.raises(ValueError, match="some of it is not what a review is made of"):
            from_tables(broken, newer=newer)


def test_a_new_category_of_each_with_the_same_name_stays_twice():
    base = begun()
    ours, theirs = (Add(part=Category(id=id, text="Vendors")).apply(base) for id in ("k1", "k2"))
    review, said = merged(base, ours, theirs)
    assert ([category.text for category in review.categories][-2:], said) == (["Vendors", "Vendors"], [])
