from pmfacil.review.run import Run

from .samples import at


def test_seconds_are_what_was_spent_before_and_what_runs_now():
    run = Run(item="a", since=at(10), spent={"a": 60.0, "b": 90.0})
    assert run.seconds("a", at(12)) == 180
    assert run.seconds("b", at(12)) == 90
    assert run.seconds("c", at(12)) == 0


def test_a_clock_that_stands_still_counts_nothing():
    assert Run(item="a", spent={"a": 60.0}).seconds("a", at(12)) == 60


def test_stopping_counts_the_running_stretch_once():
    run = Run(item="a", since=at(10), spent={"a": 60.0}).stopped(at(11.5))
    assert (run.spent, run.since, run.item) == ({"a": 150.0}, None, "a")
    assert run.stopped(at(20)) == run


def test_stopping_leaves_the_clock_that_ran_as_it_was():
    running = Run(item="a", since=at(10), spent={"a": 60.0})
    running.stopped(at(20))
    assert running.spent == {"a": 60.0}


def test_a_machine_whose_clock_was_set_back_never_takes_time_away():
    run = Run(item="a", since=at(10), spent={"a": 60.0})
    assert run.seconds("a", at(-50)) == 60
    assert run.stopped(at(-50)).spent == {"a": 60.0}


def test_many_short_stretches_add_up_exactly():
    run = Run(item="a", since=at(0))
    for n in range(1, 1001):
        run = run.stopped(at(n / 600)).changed(since=at(n / 600))
    assert run.stopped(at(1000 / 600)).spent == {"a": 100.0}
