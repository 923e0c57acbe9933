import pytest

from pmfacil.review.edit import Add, Change, LinkParts, Move, Remove
from pmfacil.review.lessons import Lesson
from pmfacil.review.restore import Restore
from pmfacil.review.review import Review
from pmfacil.review.whys import Leaf, Purpose, Why, purpose_of, said_order

from .samples import after, at, begun, grown, numbers, refusal


def asked(review: Review, why: str) -> Review:
    """The review with one more why: `b<a` answers `a`."""
    id, _, parent = why.partition("<")
    return Add(part=Why(id=id, made=at(50), text=id, parent=parent or None)).apply(review)


def test_heads_count_from_one():
    assert numbers(grown("a", "b", "c")) == {"a": "1", "b": "2", "c": "3"}


def test_going_deeper_counts_on_inside_the_chain():
    review = grown("a", "b<a", "c<b", "d<c", "x", "y<x")
    assert numbers(review) == {"a": "1", "b": "1.1", "c": "1.2", "d": "1.3", "x": "2", "y": "2.1"}


def test_a_second_answer_is_the_head_of_a_branch_that_counts_for_itself():
    review = grown("head", "a<head", "b<a", "c<b", "second<b", "s1<second", "s2<s1", "third<b", "t1<third")
    assert numbers(review) == {
        "head": "1",
        "a": "1.1",
        "b": "1.2",
        "c": "1.3",
        "second": "1.2a",
        "s1": "1.2a.1",
        "s2": "1.2a.2",
        "third": "1.2b",
        "t1": "1.2b.1",
    }


def test_branches_are_possible_below_a_head_and_inside_a_branch():
    review = grown("h", "a<h", "b<h", "b1<b", "b2<b1", "b1x<b")
    assert numbers(review) == {"h": "1", "a": "1.1", "b": "1a", "b1": "1a.1", "b2": "1a.2", "b1x": "1aa"}


def test_after_branch_z_comes_aa():
    review = grown("h", "a<h", *(f"b{n}<h" for n in range(28)))
    assert [numbers(review)[f"b{n}"] for n in (0, 1, 24, 25, 26, 27)] == ["1a", "1b", "1y", "1z", "1aa", "1ab"]


def test_a_pruned_why_leaves_a_gap():
    review = after(grown("h", "a<h", "b<a", "c<b"), Remove(id="c"))
    review = asked(review, "d<b")
    assert numbers(review) == {"h": "1", "a": "1.1", "b": "1.2", "d": "1.4"}


def test_pruning_takes_the_branch_below_and_its_numbers_stay_used():
    review = after(grown("h", "a<h", "b<a", "c<b", "x<b", "y<x"), Remove(id="b"))
    assert numbers(review) == {"h": "1", "a": "1.1"}
    assert {"1.2", "1.3", "1.2a", "1.2a.1"} <= review.used
    review = asked(asked(review, "again<a"), "deeper<again")
    assert numbers(review)["again"] == "1.4"
    assert numbers(review)["deeper"] == "1.5"


def test_the_number_of_a_pruned_chain_never_returns():
    review = after(grown("a", "b", "c"), Remove(id="b"), Remove(id="c"))
    assert numbers(asked(review, "d")) == {"a": "1", "d": "4"}


def test_the_letter_of_a_pruned_branch_never_returns():
    review = after(grown("h", "a<h", "b<h"), Remove(id="b"))
    assert numbers(asked(review, "c<h"))["c"] == "1b"


def test_without_a_living_answer_in_line_an_answer_takes_the_next_unused_number_of_the_line():
    review = after(grown("h", "a<h", "b<a", "x<a"), Remove(id="b"))
    assert numbers(review) == {"h": "1", "a": "1.1", "x": "1.1a"}
    assert numbers(asked(review, "c<a"))["c"] == "1.3"


def test_a_number_taken_deeper_in_the_line_is_not_given_to_another_place():
    review = grown("h", "a<h", "b<a", "c<b")
    review = after(review, Remove(id="c"))
    review = asked(asked(review, "d<b"), "e<d")
    assert (numbers(review)["d"], numbers(review)["e"]) == ("1.4", "1.5")


def test_moving_gives_the_moved_why_and_all_below_new_numbers_and_nobody_else():
    review = grown("h", "a<h", "b<a", "c<b", "x<b", "y<x", "z", "z1<z")
    moved = Move(id="b", under="z1").apply(review)
    assert numbers(moved) == {
        "h": "1",
        "a": "1.1",
        "z": "2",
        "z1": "2.1",
        "b": "2.2",
        "c": "2.3",
        "x": "2.2a",
        "y": "2.2a.1",
    }
    assert review.used < moved.used


def test_a_why_that_moves_back_does_not_get_its_old_number_again():
    review = after(grown("h", "a<h", "b<a", "z"), Move(id="b", under="z"), Move(id="b", under="a"))
    assert numbers(review)["b"] == "1.3"


def test_a_why_moved_to_the_top_begins_a_chain():
    review = Move(id="b").apply(grown("h", "a<h", "b<a", "c<b", "z"))
    assert numbers(review) == {"h": "1", "a": "1.1", "z": "2", "b": "3", "c": "3.1"}
    assert [why.id for why in review.answers(None)] == ["h", "z", "b"]


def test_a_head_that_moves_below_another_why_leaves_its_number_unused():
    review = asked(Move(id="z", under="a").apply(grown("h", "a<h", "z", "z1<z")), "new")
    assert numbers(review) == {"h": "1", "a": "1.1", "z": "1.2", "z1": "1.3", "new": "3"}


def test_changing_places_among_the_answers_keeps_the_numbers():
    review = grown("h", "a<h", "b<h", "c<h")
    moved = Move(id="c", under="h", before="a").apply(review)
    assert [why.id for why in moved.answers("h")] == ["c", "a", "b"]
    assert numbers(moved) == numbers(review)
    assert [why.id for why in Move(id="c", under="h").apply(moved).answers("h")] == ["a", "b", "c"]


def test_a_why_can_move_before_one_answer_of_another_why():
    review = Move(id="x", under="h", before="b").apply(grown("h", "a<h", "b<h", "z", "x<z"))
    assert [why.id for why in review.answers("h")] == ["a", "x", "b"]
    assert numbers(review)["x"] == "1b"


def test_numbers_do_not_return_after_an_undo():
    review = grown("h", "a<h")
    added = asked(review, "b<a")
    undone = Restore.between(review, added, "add").apply(added)
    assert numbers(undone) == {"h": "1", "a": "1.1"}
    assert numbers(asked(undone, "c<a"))["c"] == "1.3"


def test_the_numbers_of_an_undone_move_do_not_return_but_the_old_ones_do():
    review = grown("h", "a<h", "z")
    moved = Move(id="a", under="z").apply(review)
    undone = Restore.between(review, moved, "move").apply(moved)
    assert numbers(undone) == {"h": "1", "a": "1.1", "z": "2"}
    assert numbers(asked(undone, "b<z"))["b"] == "2.2"


def test_links_hold_ids_so_a_moved_why_keeps_its_links():
    review = after(
        grown("h", "a<h", "z"), Add(part=Lesson(id="l", text="Test restores")), LinkParts(source="a", target="l")
    )
    moved = Move(id="a", under="z").apply(review)
    assert numbers(moved)["a"] == "2.1"
    assert [part.id for part in moved.linked("l")] == ["a"]


def test_a_number_that_is_asked_for_is_not_given():
    review = Add(part=Why(id="a", text="a", number="7.7")).apply(begun())
    assert numbers(review) == {"a": "1"}
    assert "7.7" not in review.used


def test_the_first_three_chains_ask_about_cause_detection_and_mitigation():
    heads = grown("a", "b", "c", "d").answers(None)
    assert [purpose_of(head) for head in heads] == [
        Purpose.CAUSE,
        Purpose.DETECTION,
        Purpose.MITIGATION,
        Purpose.OTHER,
    ]


def test_a_new_chain_asks_about_the_first_purpose_that_no_other_has():
    review = asked(Remove(id="a").apply(grown("a")), "b")
    assert (numbers(review), purpose_of(review.get(Why, "b"))) == ({"b": "2"}, Purpose.CAUSE)
    review = asked(after(grown("a", "b", "c"), Remove(id="b")), "d")
    assert [purpose_of(head) for head in review.answers(None)] == [
        Purpose.CAUSE,
        Purpose.MITIGATION,
        Purpose.DETECTION,
    ]
    chosen = Add(part=Why(id="x", text="x", purpose=Purpose.OTHER)).apply(begun())
    assert [purpose_of(head) for head in asked(chosen, "y").answers(None)] == [Purpose.OTHER, Purpose.CAUSE]


def test_a_why_that_moves_to_the_top_has_the_next_purpose_and_an_answer_has_none():
    review = grown("a", "b<a", "c<b")
    assert [why.purpose for why in review.whys] == [Purpose.CAUSE, None, None]
    assert purpose_of(Move(id="b").apply(review).get(Why, "b")) == Purpose.DETECTION


def test_chains_without_a_purpose_have_that_of_their_number():
    heads = [Why(text="x", number=number) for number in ("1", "2", "3", "4")]
    assert [purpose_of(head) for head in heads] == [*list(Purpose)]


def test_a_purpose_can_be_changed_and_changed_back_to_the_preset():
    review = Change(id="a", changes={"purpose": "mitigation"}).apply(grown("a", "b"))
    assert purpose_of(review.get(Why, "a")) == Purpose.MITIGATION
    assert purpose_of(review.get(Why, "b")) == Purpose.DETECTION
    review = Change(id="a", changes={"purpose": None}).apply(review)
    assert purpose_of(review.get(Why, "a")) == Purpose.CAUSE


def test_a_chosen_purpose_stays_when_other_chains_go():
    review = after(grown("a", "b", "c", "d"), Change(id="d", changes={"purpose": "detection"}), Remove(id="b"))
    assert [purpose_of(head) for head in review.answers(None)] == [
        Purpose.CAUSE,
        Purpose.MITIGATION,
        Purpose.DETECTION,
    ]


def test_an_empty_why_is_refused():
    assert refusal(begun(), Add(part=Why())) == "A why needs a question or an answer."
    assert (
        refusal(grown("a"), Change(id="a", changes={"text": " \u200b\x1b "})) == "A why needs a question or an answer."
    )


def test_an_open_question_is_a_why_too():
    review = Add(part=Why(id="a", question="Why was nobody paged?")).apply(begun())
    assert review.get(Why, "a").says() == "Why was nobody paged?"
    assert Change(id="a", changes={"text": "No alert"}).apply(review).get(Why, "a").says() == "No alert"


def test_an_answer_is_evidence_or_speculation_and_not_both():
    review = Change(id="a", changes={"evidence": "graph.png"}).apply(grown("a"))
    said = refusal(review, Change(id="a", changes={"speculation": True}))
    assert said == "An answer is evidence or speculation; take one of them away first."
    both = Change(id="a", changes={"speculation": True, "evidence": ""}).apply(review).get(Why, "a")
    assert (both.speculation, both.evidence) == (True, "")


@pytest.mark.parametrize("under", ["a", "b", "c"])
def test_a_why_cannot_hang_under_itself_or_its_own_answers(under: str):
    said = refusal(grown("h", "a<h", "b<a", "c<b"), Move(id="a", under=under))
    assert said == "1.1 cannot hang under itself or under one of its own answers."


def test_a_why_answers_a_why_that_is_there():
    assert refusal(begun(), Add(part=Why(text="x", parent="gone"))) == "That is no longer there; nothing was changed."
    assert refusal(begun(), Add(part=Why(text="x", parent="item-open"))) == (
        "This agenda item is no why; nothing was changed."
    )
    assert refusal(grown("a"), Move(id="a", under="gone")) == "That is no longer there; nothing was changed."
    assert refusal(grown("a"), Move(id="a", under="layer-testing")) == "This layer is no why; nothing was changed."


@pytest.mark.parametrize(("field", "value"), [("number", "9"), ("parent", "b"), ("parent", None)])
def test_number_and_parent_are_changed_by_moving_only(field: str, value: str | None):
    assert (
        refusal(grown("a", "b"), Change(id="a", changes={field: value}))
        == f"The {field} of this why cannot be set like that."
    )


def test_the_order_in_which_whys_are_said_is_that_of_their_numbers():
    review = grown("a", "b", *(f"a{n}<{'a' if n == 1 else f'a{n - 1}'}" for n in range(1, 12)), "side<a2")
    review = Move(id="b", before="a").apply(review)
    assert [why.label() for why in said_order(review.whys)] == [
        *("1", "1.1", "1.2", "1.2a"),
        *(f"1.{n}" for n in range(3, 12)),
        "2",
    ]


def test_the_end_of_a_branch_can_be_marked():
    review = Change(id="a", changes={"leaf": "actionable", "gate": "and", "factor": True}).apply(grown("a"))
    assert review.get(Why, "a").leaf == Leaf.ACTIONABLE
    assert [part.id for part in review.factors()] == ["a"]
