from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmfacil.coach.completion import FEW, Commitment, Share, figures
from pmfacil.review.policies import Policies

TODAY = date(2026, 11, 20)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def done(on: int, due: int | None, made: int = -30, first: int | None = None, priority: str = "") -> Commitment:
    by = None if due is None else day(due)
    before = by if first is None else day(first)
    return Commitment(status="done", due=by, first_due=before, made=day(made), done=day(on), priority=priority)


def still(due: int | None, made: int = -30, priority: str = "", type: str = "") -> Commitment:
    by = None if due is None else day(due)
    return Commitment(due=by, first_due=by, made=day(made), priority=priority, type=type)


def of(*commitments: Commitment, policies: Policies | None = None):
    return figures(commitments, TODAY, policies or Policies())


def test_nothing_at_all_is_no_share():
    found = of()
    assert found.all.percent is None
    assert (found.velocity.median, found.age.median, found.open) == (None, None, {})


def test_in_time_counts_what_is_done_by_its_day_of_what_is_done_or_was_due():
    found = of(done(-5, -5), done(-4, -5), still(-1), still(0), still(3), still(None))
    assert (found.all.met, found.all.of, found.all.percent) == (1, 3, 33)
    assert found.late == 1


def test_done_before_a_day_that_has_not_come_counts_as_in_time():
    assert (of(done(-1, 30)).all.met, of(done(-1, 30)).all.of) == (1, 1)


def test_dropped_ones_are_in_no_share_and_are_counted():
    found = of(Commitment(status="dropped", due=day(-9), first_due=day(-9)), done(-5, -5))
    assert (found.all.of, found.dropped) == (1, 1)


def test_done_without_a_date_or_without_a_day_counts_in_no_share_and_is_told():
    found = of(done(-5, None), Commitment(status="verified", due=day(-5), first_due=day(-5)))
    assert (found.all.of, found.uncounted) == (0, 2)


def test_the_two_highest_priorities_have_a_share_and_a_target_of_their_own():
    policies = Policies(closure_target=70, urgent_closure_target=95)
    found = of(done(-5, -5, priority="P0"), still(-1, priority="P1"), still(-1, priority="P2"), policies=policies)
    assert (found.urgent.met, found.urgent.of, found.urgent.target) == (1, 2, 95)
    assert (found.all.met, found.all.of, found.all.target) == (1, 3, 70)


def test_a_moved_date_is_kept_to_by_its_new_day_and_missed_by_its_first():
    found = of(done(-2, -1, first=-10), done(-12, -1, first=-10))
    assert (found.all.met, found.kept.met, found.kept.of, found.moved) == (2, 1, 2, 2)


def test_velocity_and_age_are_medians_in_days():
    found = of(done(-20, -5, made=-30), done(-29, -5, made=-30), done(-1, -5, made=-30), still(5, -4), still(5, -7))
    assert (found.velocity.median, found.velocity.most, found.velocity.of) == (10, 29, 3)
    assert (found.age.median, found.age.most, found.age.of) == (5.5, 7, 2)


def test_open_ones_are_counted_by_type_the_most_frequent_first():
    found = of(still(1, type="detect"), still(1), still(1, type="prevent"), still(1, type="prevent"))
    assert list(found.open.items()) == [("prevent", 2), ("detect", 1), ("untyped", 1)]


def test_few_are_said_to_be_few_and_no_share_is_rounded_up_to_its_target():
    assert Share(1, FEW - 1).few
    assert not Share(1, FEW).few
    assert Share(849, 1000, 85).percent == 84


@given(st.lists(st.builds(done, st.integers(-90, 0), st.none() | st.integers(-90, 90), st.integers(-200, 200))))
def test_no_share_is_more_than_the_whole_and_no_length_is_negative(every: list[Commitment]):
    found = of(*every)
    assert 0 <= found.all.met <= found.all.of <= len(every)
    assert (found.velocity.median or 0) >= 0
