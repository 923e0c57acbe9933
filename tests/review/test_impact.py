import pytest
from pydantic import ValidationError

from pmfacil.review.edit import Change
from pmfacil.review.impact import Graph, Horizon, Measure, Metric

from .samples import worked


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), 1e400])
def test_a_metric_is_a_number_that_can_be_written_down(value: float):
    with pytest.raises(ValidationError):
        Metric(text="error rate", before=value)


def test_a_metric_may_have_one_side_only():
    metric = Metric(text="error rate", during=42.5, unit="%")
    assert (metric.before, metric.during, metric.unit) == (None, 42.5, "%")


def test_a_measure_can_become_an_estimate_with_its_basis():
    review = Change(id="m1", changes={"estimate": True, "basis": "orders of the week before"}).apply(worked())
    measure = review.get(Measure, "m1")
    assert (measure.estimate, measure.basis, measure.horizon) == (True, "orders of the week before", Horizon.IMMEDIATE)
    review = Change(id="m1", changes={"horizon": "long-term"}).apply(review)
    assert review.get(Measure, "m1").horizon == Horizon.LONG_TERM


def test_a_graph_without_a_caption_is_called_a_graph():
    assert Graph(file="errors.png").says() == "graph"
