import pytest

from pmfacil.review.agenda import Item, planned_minutes
from pmfacil.review.clock import Borrow, GoTo, LeaveOut, Minutes, ParkItem, Pause, Replan, Start
from pmfacil.review.edit import Change, Edit
from pmfacil.review.review import Review

from .samples import after, at, begun, refusal, running


def minutes(review: Review, *items: str) -> list[int]:
    return [review.get(Item, f"item-{item}").minutes for item in items]


def test_the_meeting_begins_at_its_first_item_and_must_end_with_plan_and_reserve():
    run = Start(at=at(3)).apply(begun()).run
    assert (run.item, run.since, run.began, run.must_end) == ("item-open", at(3), at(3), at(88))
    assert Start(at=at(0)).apply(begun("short")).run.must_end == at(45)


def test_the_meeting_begins_at_the_item_that_was_chosen_or_the_first_one_that_is_not_parked():
    assert after(begun(), GoTo(item="item-whys", at=at(0)), Start(at=at(1))).run.item == "item-whys"
    assert after(begun(), ParkItem(item="item-open"), Start(at=at(1))).run.item == "item-overview"


def test_a_pause_counts_what_was_spent_and_going_on_counts_from_there():
    review = after(running(), Pause(at=at(2)))
    assert (review.run.since, review.run.spent) == (None, {"item-open": 120.0})
    review = Start(at=at(10)).apply(review)
    assert (review.run.since, review.run.began, review.run.must_end) == (at(10), at(0), at(85))
    review = Pause(at=at(11)).apply(review)
    assert review.run.spent == {"item-open": 180.0}


def test_going_to_the_next_item_and_back_counts_for_each():
    review = after(
        running(),
        GoTo(item="item-overview", at=at(5)),
        GoTo(item="item-timeline", at=at(12)),
        GoTo(item="item-overview", at=at(30)),
        Pause(at=at(31.5)),
    )
    assert review.run.spent == {"item-open": 300.0, "item-overview": 510.0, "item-timeline": 1080.0}
    assert review.run.item == "item-overview"


def test_going_on_while_the_clock_stands_still_leaves_it_standing():
    review = after(running(), Pause(at=at(5)), GoTo(item="item-whys", at=at(20)))
    assert (review.run.item, review.run.since, review.run.spent) == ("item-whys", None, {"item-open": 300.0})


@pytest.mark.parametrize(
    ("review", "edit", "said"),
    [
        (running(), Start(at=at(1)), "The clock is running already."),
        (begun(), Pause(at=at(1)), "The clock stands still already."),
        (begun(), LeaveOut(seconds=5), "The clock stands still; there is nothing to leave out."),
        (running(), GoTo(item="gone"), "That is no longer there; nothing was changed."),
        (running(), GoTo(item="layer-testing"), "This layer is no agenda item; nothing was changed."),
        (Review.blank(), Start(at=at(0)), "There is no agenda item to begin with."),
        (running(), ParkItem(item="item-open"), "The meeting is at Open; go to another item first."),
        (running(), ParkItem(item="item-whys", parked=False), "Why analysis is in the plan already."),
        (begun(), Borrow(source="item-open", target="item-open", minutes=1), "Choose another item to borrow from."),
        (begun(), Borrow(source="item-timeline", target="item-whys", minutes=19), "Timeline keeps at least 2 min."),
        (begun(), Minutes(item="item-close", minutes=-2), "Close keeps at least 1 min."),
        (begun(), Minutes(item="plan", minutes=1), "This plan is no agenda item; nothing was changed."),
    ],
)
def test_what_makes_no_sense_is_refused(review: Review, edit: Edit, said: str):
    assert refusal(review, edit) == said


@pytest.mark.parametrize(
    "edit",
    [
        Minutes(item="item-whys", minutes=-3),
        Minutes(item="item-whys", minutes=3),
        Borrow(source="item-whys", target="item-timeline", minutes=3),
        Borrow(source="item-timeline", target="item-whys", minutes=3),
    ],
)
def test_a_parked_item_neither_gives_nor_takes_minutes(edit: Edit):
    review = ParkItem(item="item-whys").apply(begun())
    assert refusal(review, edit) == "Why analysis is parked; bring it back first."


def test_time_that_does_not_count_is_left_out_of_the_item_and_moves_the_end():
    review = LeaveOut(seconds=1800, at=at(33)).apply(running())
    assert (review.run.since, review.run.must_end) == (at(30), at(115))
    assert review.run.seconds("item-open", at(33)) == 180


def test_no_more_is_left_out_than_has_run():
    review = LeaveOut(seconds=600, at=at(4)).apply(running())
    assert review.run.seconds("item-open", at(4)) == 0


def test_a_machine_clock_that_was_set_back_is_made_good_by_leaving_out_less_than_nothing():
    review = LeaveOut(seconds=-3600, at=at(-50)).apply(running())
    assert review.run.seconds("item-open", at(-50)) == 600
    assert review.run.must_end == at(25)


def test_more_minutes_come_from_the_reserve_first():
    review = Minutes(item="item-whys", minutes=4).apply(begun())
    assert (minutes(review, "whys"), review.plan.reserve) == ([19], 6)
    review = Minutes(item="item-whys", minutes=8).apply(review)
    assert (minutes(review, "whys"), review.plan.reserve) == ([27], 0)
    assert planned_minutes(review) == 87


def test_minutes_that_an_item_gives_go_to_the_reserve():
    review = Minutes(item="item-timeline", minutes=-18).apply(begun())
    assert (minutes(review, "timeline"), review.plan.reserve) == ([2], 28)


def test_borrowed_minutes_leave_one_item_for_the_other():
    review = Borrow(source="item-timeline", target="item-whys", minutes=7).apply(begun())
    assert (minutes(review, "timeline", "whys"), review.plan.reserve) == ([13, 22], 10)


def test_a_protected_item_lends_when_somebody_asks_it_by_name():
    assert minutes(Borrow(source="item-actions", target="item-whys", minutes=8).apply(begun()), "actions", "whys") == [
        2,
        23,
    ]


def test_a_parked_item_comes_back_as_it_was():
    review = begun()
    parked = ParkItem(item="item-fishbone").apply(review)
    assert planned_minutes(parked) == 68
    assert ParkItem(item="item-fishbone", parked=False).apply(parked) == review


def test_one_item_has_to_stay():
    review = begun()
    for item in review.agenda[:-1]:
        review = ParkItem(item=item.id).apply(review)
    assert refusal(review, ParkItem(item="item-close")) == "One item has to stay."


def test_whether_an_item_is_parked_is_not_set_behind_the_back_of_the_clock():
    said = refusal(running(), Change(id="item-open", changes={"parked": True}))
    assert said == "The parked of this agenda item cannot be set like that."


def test_labels_say_what_happens_to_the_clock():
    review = running()
    paused = Pause(at=at(1)).apply(review)
    assert [edit.label(on) for edit, on in (
        (Start(), begun()),
        (Start(), paused),
        (Pause(), review),
        (GoTo(item="item-whys"), review),
        (LeaveOut(seconds=1790), review),
        (Minutes(item="item-whys", minutes=5), review),
        (Minutes(item="item-whys", minutes=-5), review),
        (Borrow(source="item-timeline", target="item-whys", minutes=3), review),
        (ParkItem(item="item-whys"), review),
        (ParkItem(item="item-whys", parked=False), review),
    )] == [
        "begin the meeting",
        "go on",
        "pause",
        "go to Why analysis",
        "leave 30 min out",
        "+5 min for Why analysis",
        "−5 min for Why analysis",
        "3 min from Timeline to Why analysis",
        "park Why analysis",
        "bring back Why analysis",
    ]  # fmt: skip


def test_a_hyphen_in_the_name_of_an_item_stays_a_hyphen():
    review = Change(id="item-close", changes={"text": "Follow-up"}).apply(begun())
    assert Minutes(item="item-close", minutes=-1).label(review) == "−1 min for Follow-up"


def test_minutes_and_plans_are_undone_and_the_clock_is_not():
    undoable = (Minutes(item="a", minutes=1), Borrow(source="a", target="b", minutes=1), ParkItem(item="a"), Replan())
    assert all(edit.undoable for edit in undoable)
    assert not any(edit.undoable for edit in (Start(), Pause(), GoTo(item="a"), LeaveOut(seconds=1)))
