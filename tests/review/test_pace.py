from math import ceil

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmfacil.review.agenda import Item
from pmfacil.review.clock import GoTo, LeaveOut, Minutes, ParkItem, Pause, Replan, Start
from pmfacil.review.edit import Change
from pmfacil.review.pace import ahead, first_unreached, needs, pace, shortened
from pmfacil.review.review import Review

from .samples import after, at, begun, refusal, running


def at_whys(minute: float) -> Review:
    """A meeting that came to the whys at this minute, having begun at ten with 75 minutes and 10 in reserve."""
    return after(
        running(),
        GoTo(item="item-overview", at=at(5)),
        GoTo(item="item-timeline", at=at(11)),
        GoTo(item="item-whys", at=at(minute)),
    )


def plan(review: Review) -> dict[str, int]:
    return {item.board: item.minutes for item in review.agenda}


def test_before_it_begins_there_is_only_the_plan():
    now = pace(begun(), at(0))
    assert (now.began, now.running, now.item, now.over, now.soon) == (False, False, None, False, False)
    assert (now.spent, now.left, now.total_spent, now.total_planned) == (0, 0, 0, 4500)
    assert (now.ends, now.spare) == (None, None)


def test_in_time_the_reserve_is_spare():
    now = pace(running(), at(2))
    assert now.item is not None
    assert now.item.id == "item-open"
    assert (now.began, now.running, now.spent, now.left, now.total_spent) == (True, True, 120, 180, 120)
    assert (now.ends, now.spare) == (at(75), 600)


@pytest.mark.parametrize(
    ("seconds", "soon", "over"),
    [(0, False, False), (239, False, False), (240, True, False), (300, True, False), (301, False, True)],
)
def test_an_item_is_soon_over_from_80_percent_on(seconds: float, soon: bool, over: bool):
    now = pace(running(), at(seconds / 60))
    assert (now.soon, now.over) == (soon, over)


def test_an_item_over_its_box_eats_the_reserve_and_then_the_end():
    now = pace(running(), at(11))
    assert (now.left, now.over) == (-360, True)
    assert (now.ends, now.spare) == (at(81), 240)
    now = pace(running(), at(25))
    assert (now.ends, now.spare) == (at(95), -600)


def test_over_time_counts_on_past_an_hour():
    now = pace(running(), at(70))
    assert (now.left, now.total_spent) == (-3900, 4200)


def test_a_pause_moves_the_end_and_spends_the_reserve():
    review = Pause(at=at(3)).apply(running())
    now = pace(review, at(10))
    assert (now.running, now.spent, now.left) == (False, 180, 120)
    assert (now.ends, now.spare) == (at(82), 180)


def test_an_item_left_early_gives_its_time_back():
    now = pace(GoTo(item="item-overview", at=at(2)).apply(running()), at(2))
    assert (now.ends, now.spare) == (at(72), 780)
    assert now.total_spent == 120


def test_an_item_come_back_to_has_what_was_left_of_it():
    review = after(running(), GoTo(item="item-overview", at=at(4)), GoTo(item="item-open", at=at(6)))
    now = pace(review, at(6.5))
    assert (now.spent, now.left) == (270, 30)
    assert needs(review, at(6.5))["item-overview"] == 240


@pytest.mark.parametrize(("minute", "too_long"), [(89, False), (90, False), (90.02, True)])
def test_past_90_minutes_it_is_too_long(minute: float, too_long: bool):
    assert pace(running(), at(minute)).too_long is too_long


def test_a_meeting_that_went_through_its_items_is_too_long_by_all_of_them():
    assert not pace(at_whys(50), at(90)).too_long
    assert pace(at_whys(50), at(91)).too_long


def test_a_gap_that_is_left_out_is_as_if_it_had_not_been():
    review = LeaveOut(seconds=1200, at=at(22)).apply(running())
    now = pace(review, at(22))
    assert (now.spent, now.left, now.spare, now.ends) == (120, 180, 600, at(95))


def test_a_machine_clock_set_back_never_shows_negative_time():
    now = pace(at_whys(40), at(-500))
    assert (now.spent, now.left) == (0, 900)
    assert now.total_spent == 40 * 60


def test_more_minutes_from_the_reserve_take_from_what_is_spare():
    now = pace(Minutes(item="item-open", minutes=4).apply(running()), at(2))
    assert (now.left, now.ends, now.spare) == (420, at(79), 360)


def test_ahead_are_the_present_item_and_the_later_ones_that_are_not_parked():
    review = ParkItem(item="item-response").apply(at_whys(40))
    assert [item.board for item in ahead(review)] == ["whys", "fishbone", "lessons", "actions", "close"]
    assert len(ahead(begun())) == 9


def test_what_fits_is_not_shortened():
    assert shortened(at_whys(41), at(41)) == {}
    assert shortened(begun(), at(0)) == {}
    assert refusal(at_whys(41), Replan(at=at(41))) == (
        "Nothing to shorten: what is left fits, or is as short as it can be."
    )


def test_what_is_left_is_shortened_in_proportion():
    # 34 minutes are left for 15 + 7 + 6 + 4 + 10 + 2; of 24 that can go, 10 must: 5.4 + 2.1 + 1.7 + 0.8.
    assert shortened(at_whys(51), at(51)) == {"item-whys": 9, "item-fishbone": 5, "item-response": 4}
    review = Replan(at=at(51)).apply(at_whys(51))
    assert plan(review) == plan(begun()) | {"whys": 9, "fishbone": 5, "response": 4}
    assert pace(review, at(51)).spare == 0


def test_a_plan_that_is_one_second_short_loses_one_minute():
    assert shortened(at_whys(41), at(41 + 1 / 60)) == {}
    assert shortened(at_whys(41.1), at(41.1)) == {"item-whys": 14}


def test_no_item_gets_shorter_than_what_it_has_used():
    # At minute 60 nine of the 15 are used: 25 are left for 6 + 7 + 6 + 4 + 10 + 2, and 10 of 17 must go.
    review = Replan(at=at(60)).apply(at_whys(51))
    assert plan(review) == plan(begun()) | {"whys": 11, "fishbone": 4, "response": 4, "lessons": 3}
    assert pace(review, at(60)).spare == 0


def test_protected_items_are_shortened_only_when_all_others_are_at_their_least():
    # 18 minutes are left: 2 + 2 + 2 + 2 for the others leave 10 for the actions and the close.
    review = Replan(at=at(67)).apply(at_whys(67))
    assert plan(review) == plan(begun()) | {
        "whys": 2,
        "fishbone": 2,
        "response": 2,
        "lessons": 2,
        "actions": 8,
        "close": 2,
    }
    assert pace(review, at(67)).spare == 0


def test_what_cannot_fit_is_as_short_as_it_can_be():
    review = Replan(at=at(80)).apply(at_whys(80))
    assert plan(review) == plan(begun()) | {
        "whys": 2,
        "fishbone": 2,
        "response": 2,
        "lessons": 2,
        "actions": 2,
        "close": 1,
    }
    assert pace(review, at(80)).spare == -360
    assert refusal(review, Replan(at=at(80))).startswith("Nothing to shorten: ")


def test_part_of_a_minute_in_one_item_does_not_cost_a_protected_one_its_minute():
    # 14 min 1 s of the whys are used, so nothing of their box can go; the other two can give all that is missing.
    review = after(
        begun(),
        *(ParkItem(item=f"item-{board}") for board in ("open", "overview", "timeline", "response", "lessons")),
        Change(id="item-fishbone", changes={"minutes": 12}),
        Change(id="item-whys", changes={"least": 1}),
        GoTo(item="item-whys", at=at(0)),
        Start(at=at(0)),
    )
    now = at(14 + 1 / 60)
    review = review.put(review.run.changed(must_end=at(14 + 1 / 60 + 16.78)))
    new = shortened(review, now)
    assert new.keys() == {"item-fishbone"}


def test_a_re_plan_says_what_it_does_before_it_is_done():
    assert Replan(at=at(51)).label(at_whys(51)) == "re-plan: Why analysis 9 min, Fishbone, layers 5 min, Response 4 min"


def test_a_parked_item_and_what_is_over_are_left_alone():
    review = ParkItem(item="item-response").apply(at_whys(60))
    assert "item-response" not in shortened(review, at(60))
    assert "item-timeline" not in shortened(review, at(60))


@example(6, 0.0, 0.998046875, [(10 if place == 6 else 1, 2, False) for place in range(9)], 0)
@given(
    st.integers(0, 8),
    st.floats(0, 90),
    st.floats(0, 60),
    st.lists(st.tuples(st.integers(1, 25), st.integers(1, 4), st.booleans()), min_size=9, max_size=9),
    st.integers(0, 90),
)
def test_any_re_plan_is_fair_and_cuts_no_more_than_it_must(
    place: int, now: float, spent: float, boxes: list[tuple[int, int, bool]], must_end: int
):
    review = begun()
    items = [
        item.changed(minutes=minutes, least=min(least, minutes), protected=protected)
        for item, (minutes, least, protected) in zip(review.agenda, boxes, strict=True)
    ]
    present = items[place]
    run = review.run.changed(
        item=present.id, began=at(0), since=at(now), spent={present.id: round(spent * 60, 3)}, must_end=at(must_end)
    )
    review = review.put(*items, run)
    new = shortened(review, at(now))
    later = review.put(*(review.get(Item, id).changed(minutes=minutes) for id, minutes in new.items()))
    least = {item.id: max(item.least, ceil(round(run.seconds(item.id, at(now)), 3) / 60)) for item in ahead(review)}
    before, after = pace(review, at(now)).spare, pace(later, at(now)).spare
    assert before is not None
    assert after is not None
    for item in ahead(later):
        old = review.get(Item, item.id).minutes
        assert min(old, least[item.id]) <= item.minutes <= old
    at_least = [item.id for item in ahead(later) if item.minutes <= least[item.id]]
    if before >= 0:
        assert new == {}
    else:
        assert -0.01 <= after < 60 or len(at_least) == len(ahead(later))
    if any(item.protected for item in ahead(review) if item.id in new):
        assert all(item.id in at_least for item in ahead(later) if not item.protected)
    room = {i.id: i.minutes - least[i.id] for i in ahead(review) if not i.protected and i.minutes > least[i.id]}
    cuts = {id: review.get(Item, id).minutes - new.get(id, review.get(Item, id).minutes) for id in room}
    for id, cut in cuts.items():
        assert abs(cut - room[id] * sum(cuts.values()) / sum(room.values())) < 1


def test_the_first_item_that_would_begin_after_the_end_is_not_reached():
    # 85 minutes in all. At minute 70 the whys have just begun: 15 are left, and the whys take all of them.
    review = GoTo(item="item-whys", at=at(70)).apply(running())
    assert first_unreached(review, at(70)) == "item-fishbone"


def test_while_all_fits_every_item_is_reached():
    assert first_unreached(running(), at(0)) is None


def test_the_present_item_counts_as_reached_however_late_it_is():
    review = GoTo(item="item-close", at=at(100)).apply(running())
    assert first_unreached(review, at(100)) is None
