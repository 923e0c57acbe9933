from pmfacil.review.edit import Change
from pmfacil.review.response import Phase

from .samples import begun


def test_a_response_has_four_phases_to_talk_about():
    assert [phase.text for phase in begun().phases] == ["Detection", "Diagnosis", "Mitigation", "Blast radius"]
    assert [phase.id for phase in begun().phases][-1] == "phase-blast-radius"


def test_each_phase_keeps_what_happened_and_how_to_halve_it():
    fields = {"happened": "two\nlines", "helped": "a dashboard", "halved": "page on errors"}
    review = Change(id="phase-detection", changes=fields).apply(begun())
    assert review.get(Phase, "phase-detection").model_dump(include={*fields}) == fields


def test_the_work_afterwards_is_kept_apart_from_the_response():
    review = Change(id="aftermath", changes={"found": "a query plan", "took": "two days"}).apply(begun())
    assert (review.aftermath.found, review.aftermath.took) == ("a query plan", "two days")
    assert review.phases == begun().put(*review.phases).phases
