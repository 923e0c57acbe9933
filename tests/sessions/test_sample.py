"""The sample review holds what a good blameless meeting would have, with its clock running."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from pmfacil.review.agenda import Board
from pmfacil.review.layers import LayerState
from pmfacil.review.pace import pace
from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables, mend, to_tables
from pmfacil.review.timeline import EventKind
from pmfacil.review.times import impact, say_length, times_to
from pmfacil.review.whys import Gate, Leaf, Purpose, purpose_of
from pmfacil.sessions.sample import captured, prepared, sample_review

NOW = datetime(2026, 11, 18, 10, 31, 7, tzinfo=UTC)
NAMED = {"people": "name", "actions": "owner", "incident": "commander author"}


@pytest.fixture(scope="module")
def review() -> Review:
    return sample_review(NOW)


def said(value: Any) -> Iterator[str]:
    """Every text in a value that a document is made of."""
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():  # pyright: ignore[reportUnknownVariableType]
                yield from said(one)
        case list():
            for one in value:  # pyright: ignore[reportUnknownVariableType]
                yield from said(one)
        case _:
            pass


def all_said(review: Review, *, without: dict[str, str]) -> str:
    """Everything that the review says, without some fields of some tables."""
    parts = [part for part in review.all_parts() if part.table != "links"]
    dumped = [part.model_dump(mode="json", exclude=set(without.get(part.table, "").split())) for part in parts]
    return "\n".join(said(dumped))


def test_every_line_is_understood_as_it_was_meant():
    _, readings = captured(prepared(NOW), NOW.date())
    assert [(reading.said, reading.problem, reading.unknown) for reading in readings if reading.problem] == []
    assert [(reading.said, reading.unknown) for reading in readings if reading.unknown] == []
    assert len(readings) > 90


def test_nothing_has_to_be_mended_and_the_disk_gives_it_back(review: Review):
    assert mend(review) == (review, [])
    assert from_tables(to_tables(review, 1)) == (review, [])


def test_two_samples_say_the_same(review: Review):
    assert all_said(sample_review(NOW), without=made_afresh()) == all_said(review, without=made_afresh())


def made_afresh() -> dict[str, str]:
    return dict.fromkeys(Review.tables, "id made parent category layer recollects")


def test_every_table_holds_something_but_what_comes_later_or_is_dismissed(review: Review):
    assert [table for table in Review.tables if not review.parts(table)] == ["signatures", "dismissals", "meetings"]


def test_the_times_are_those_worked_out_by_hand(review: Review):
    assert {verb: say_length(length) for verb, length in times_to(review).items()} == {
        "detect": "3 h",
        "acknowledge": "3 h 30 min",
        "diagnose": "4 h 27 min",
        "mitigate": "21 h 30 min",
        "recover": "23 h",
    }
    assert impact(review) == timedelta(hours=23)


def test_the_timeline_goes_from_the_first_trigger_to_the_end_of_impact(review: Review):
    first, last = review.events[0], review.events[-1]
    assert (first.kind, first.at) == (EventKind.TRIGGER, datetime(2017, 1, 31, 19, 0, tzinfo=UTC))
    assert (last.kind, last.at) == (EventKind.RECOVERY, datetime(2017, 2, 1, 18, 0, tzinfo=UTC))
    assert len(review.events) == 20
    assert all(event.kind and event.source for event in review.events)


def test_every_gap_of_ten_minutes_is_explained(review: Review):
    told = [event for event in review.events if not event.recollects]
    gaps = pairwise(told)
    unexplained = [b.text for a, b in gaps if b.at - a.at >= timedelta(minutes=10) and not b.gap_note]
    assert unexplained == []


def test_two_memories_of_one_moment_are_both_kept(review: Review):
    (memory,) = [event for event in review.events if event.recollects]
    assert memory.recollects == next(
        event.id for event in review.events if event.text.startswith("GitLab.com is taken")
    )


def test_three_chains_have_branches_and_numbers_that_people_can_say(review: Review):
    assert [why.number for _, why in review.tree()] == [
        *("1", "1.1", "1.2", "1.3", "1.1a", "1.1b", "1.1b.1", "1.1b.2", "1.1b.3", "1.1c", "1.1c.1"),
        *("2", "2.1", "2.2", "2.3", "2a", "3", "3.1", "3.2", "3a", "3a.1"),
    ]
    assert [purpose_of(why) for why in review.answers(None)] == [Purpose.CAUSE, Purpose.DETECTION, Purpose.MITIGATION]
    assert [why.number for why in review.whys if why.gate is Gate.AND] == ["1.1"]
    assert all(why.question.endswith("?") and why.text for why in review.whys)


def test_an_answer_is_evidence_or_labelled_speculation(review: Review):
    assert [why.number for why in review.whys if bool(why.evidence) is why.speculation] == []
    assert {why.number for why in review.whys if why.speculation} == {"1.1b.3", "2a"}


def test_every_leaf_says_what_the_room_thinks_and_one_asks_for_more(review: Review):
    leaves = {why.number: why.leaf for why in review.whys if not review.answers(why.id)}
    assert [number for number, leaf in leaves.items() if leaf is Leaf.OPEN] == []
    assert [number for number, leaf in leaves.items() if leaf is Leaf.KEEP_ASKING] == ["2a"]
    assert [number for number, leaf in leaves.items() if leaf is Leaf.PARKED] == ["1.1b.3"]
    assert all(why.leaf is Leaf.OPEN for why in review.whys if why.number not in leaves)


def test_every_rib_has_a_cause_with_one_below_it(review: Review):
    assert [rib.text for rib in review.categories] == ["People", "Process", "Technology", "Environment", "Signals"]
    deep = {cause.category for cause in review.causes if cause.parent}
    assert deep == {rib.id for rib in review.categories}


def test_the_layers_stand_in_order_and_stop_the_change_at_the_snapshots(review: Review):
    assert [(layer.text, review.layer_state(layer)) for layer in review.layers] == [
        ("Code review", LayerState.NOT_RELEVANT),
        ("Testing", LayerState.HOLE),
        ("Replication", LayerState.HOLE),
        ("Written procedure", LayerState.MISSING),
        ("Deployment safeguards", LayerState.HOLE),
        ("Monitoring", LayerState.HOLE),
        ("Backups", LayerState.HOLE),
        ("Snapshots", LayerState.HELD),
        ("Incident response", LayerState.HELD),
    ]


def test_every_hole_but_one_has_an_action_or_is_accepted(review: Review):
    open_holes = [hole for hole in review.holes if not any(part.table == "actions" for part in review.linked(hole.id))]
    assert [hole.text for hole in open_holes if not hole.accepted] == ["No alert when comments cannot be saved"]
    assert len([hole for hole in review.holes if hole.accepted]) == 1


def test_whys_causes_and_holes_are_among_the_contributing_factors(review: Review):
    assert {part.table for part in review.factors()} == {"whys", "causes", "holes"}


def test_the_response_is_told_in_full(review: Review):
    assert all(d.at and d.known and d.options and d.sense and d.helped for d in review.decisions)
    assert all(phase.happened and phase.helped and phase.halved for phase in review.phases)
    assert all(what_if.answer for what_if in review.what_ifs)
    assert [step.sender for step in review.told if not step.arrived] == ["Backup job"]
    assert review.aftermath.found
    assert review.aftermath.took


def test_every_impact_number_has_a_unit_and_says_how_it_is_known(review: Review):
    assert all(re.search(r"\d", m.amount) and m.unit and m.basis for m in review.measures)
    assert {m.horizon.value for m in review.measures} == {"immediate", "long-term"}
    assert all(m.before is not None and m.during is not None and m.unit for m in review.metrics)


def test_every_lesson_has_a_committed_action(review: Review):
    committed = {action.id for action in review.commitments()}
    assert [lesson.label() for lesson in review.lessons] == ["L1", "L2", "L3", "L4", "L5", "L6"]
    for lesson in review.lessons:
        assert committed & {part.id for part in review.linked(lesson.id)}, lesson.text


def test_every_commitment_but_one_is_complete(review: Review):
    complete = [a for a in review.commitments() if a.owner and a.agreed and a.due and a.ticket]
    assert [action.label() for action in complete] == ["A1", "A2", "A3", "A4", "A5", "A6", "A7"]
    assert [action.label() for action in review.commitments() if action not in complete] == ["A8"]
    assert all(a.type and a.priority and a.effort and a.effect and a.check and a.success for a in review.commitments())
    assert {action.owner for action in complete} <= {person.name for person in review.people}
    for action in review.commitments():
        assert {"whys", "lessons"} <= {part.table for part in review.linked(action.id)}, action.text


def test_due_dates_count_from_the_day_of_the_meeting(review: Review):
    days = {action.label(): action.due for action in review.commitments()}
    assert (days["A1"], days["A3"], days["A8"]) == (date(2026, 11, 25), date(2026, 12, 30), None)
    assert [follow_up.on for follow_up in review.follow_ups] == [date(2026, 12, 2), date(2026, 12, 16)]


def test_names_stand_only_where_they_belong(review: Review):
    text = all_said(review, without=NAMED)
    assert [person.name for person in review.people if re.search(rf"\b{person.name}\b", text, re.IGNORECASE)] == []
    assert all(person.role for person in review.people)


@pytest.mark.parametrize(
    "cue",
    [
        "human error",
        "mistake",
        "careless",
        "careful",
        "should have",
        "failed to",
        "forgot",
        "at fault",
        "blame",
    ],
)
def test_no_word_of_it_blames_anybody(review: Review, cue: str):
    rules = {"ground_rules": "text"}
    assert cue not in all_said(review, without=rules).lower()


def test_no_number_is_replaced_by_some_or_many(review: Review):
    assert (
        re.findall(
            r"\b(?:some|many|several|significant)\b",
            all_said(review, without={"lessons": "text", "ground_rules": "text"}),
        )
        == []
    )


def test_the_meeting_is_43_minutes_old_with_seven_left_for_the_whys(review: Review):
    at = pace(review, NOW)
    assert at.running
    assert at.item is not None
    assert (at.item.board, at.spent, at.left) == (Board.WHYS, 480.0, 420.0)
    assert [int(review.run.seconds(item.id, NOW)) for item in review.agenda] == [240, 480, 1164, 480, 0, 0, 0, 0, 0]
    assert review.run.began == NOW - timedelta(minutes=43)
    assert (at.ends, at.spare) == (NOW + timedelta(minutes=36), 360.0)


def test_notes_stand_with_the_items_during_which_they_were_taken(review: Review):
    assert {note.item for note in review.notes} >= {"item-open", "item-overview", "item-timeline", "item-whys"}
    assert [note.reason for note in review.notes if note.reason] == []
