import pytest

from pmfacil.review.agenda import FORMATS, MOST_MINUTES
from pmfacil.review.begin import new_review
from pmfacil.review.incident import Incident
from pmfacil.review.policies import Format, Policies
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused

from .samples import at

LONG = (10, 10, 20, 20, 10, 5, 5, 8, 2)


def begun(policies: Policies, format: str = "deep") -> Review:
    return policies.new_review(Incident(title="Users could not check out"), at(0), format, "k3f9x2ab")


@pytest.mark.parametrize("format", FORMATS)
def test_without_policies_a_review_begins_as_usual(format: str) -> None:
    usual = new_review(Incident(title="Users could not check out"), at(0), format, "k3f9x2ab")
    made = {"ground_rules", "incident"}
    begins = begun(Policies(), format)
    for table in Review.tables.keys() - made:
        assert [part.id for part in begins.parts(table)] == [part.id for part in usual.parts(table)]
    assert [item.minutes for item in begins.agenda] == [item.minutes for item in usual.agenda]
    assert begins.plan.reserve == usual.plan.reserve


def test_own_categories_and_layers_come_behind_the_usual_ones_in_their_order() -> None:
    review = begun(Policies(categories=("Vendors", "Law"), layers=("Canary", "🐤")))
    assert [category.text for category in review.categories][4:] == ["Vendors", "Law"]
    assert [layer.text for layer in review.layers][5:] == ["Canary", "🐤"]
    assert len({part.id for part in (*review.categories, *review.layers)}) == 13


def test_an_agenda_of_ones_own_is_the_plan_of_the_review() -> None:
    review = begun(Policies(formats={"team": Format(minutes=(5, 5, 20, 15, 5, 5, 5, 10, 2), reserve=5)}), "team")
    assert [item.minutes for item in review.agenda] == [5, 5, 20, 15, 5, 5, 5, 10, 2]
    assert (review.plan.format, review.plan.reserve) == ("team", 5)
    assert [item.text for item in review.agenda if item.protected] == ["Actions", "Close"]


def test_a_usual_agenda_can_be_another_one() -> None:
    review = begun(Policies(formats={"deep": Format(minutes=(1,) * 9)}))
    assert (review.plan.format, review.plan.reserve, review.agenda[2].minutes) == ("deep", 0, 1)


def test_an_unknown_agenda_is_refused() -> None:
    with pytest.raises(EditRefused, match="no format “team”"):
        begun(Policies(), "team")


def test_no_agenda_is_longer_than_a_meeting() -> None:
    assert sum(LONG) == MOST_MINUTES
    assert Format(minutes=LONG).reserve == 0
    with pytest.raises(EditRefused, match=r"91 minutes with its reserve, and 90 is the most"):
        Format(minutes=LONG, reserve=1)


def test_priorities_keep_their_names_where_none_is_given() -> None:
    names = Policies.model_validate({"priority_names": {"P1": "High"}}).priority_names
    assert [str(name) for name in names.values()] == ["P0", "High", "P2", "P3"]


def test_two_priorities_are_never_called_alike() -> None:
    with pytest.raises(EditRefused, match="“high” is there already"):
        Policies.model_validate({"priority_names": {"P1": "High", "P2": "high"}})
