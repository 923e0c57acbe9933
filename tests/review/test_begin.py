import pytest

from pmfacil.review.begin import new_review
from pmfacil.review.incident import Incident
from pmfacil.review.text import EditRefused

from .samples import at, begun, sentence


def test_a_new_review_is_ready_for_its_meeting():
    review = begun()
    assert (review.id, review.created) == ("k3f9x2ab", at(0))
    assert [len(review.parts(t)) for t in ("agenda", "ground_rules", "categories", "layers", "phases")] == [
        9,
        5,
        4,
        5,
        4,
    ]
    assert review.run.began is None
    assert review.used == frozenset()


def test_a_new_review_gets_an_id_of_its_own():
    ids = {new_review(Incident(title="x"), at(0)).id for _ in range(50)}
    assert len(ids) == 50
    assert {len(id) for id in ids} == {8}


@pytest.mark.parametrize("title", ["", "   ", "\x1b\u200b\n"])
def test_a_review_without_a_title_is_refused(title: str):
    with pytest.raises(EditRefused) as refused:
        new_review(Incident(title=title), at(0))
    assert sentence(refused.value) == "A review needs a title: say what customers met."


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(EditRefused) as refused:
        new_review(Incident(title="x"), at(0), "[/]\x1b[2J\nquick")
    assert sentence(refused.value) == "There is no format “[/][2J quick”; there are short, standard, deep."


def test_an_incident_that_ends_before_it_starts_is_refused():
    with pytest.raises(EditRefused) as refused:
        new_review(Incident(title="x", start=at(1), end=at(0)), at(0))
    assert sentence(refused.value) == "The incident would end before it starts; nothing was changed."
