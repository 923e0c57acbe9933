from datetime import UTC, datetime

import pytest

from pmfacil.documents.audience import Audience
from pmfacil.documents.forms import FORMS, Form, exported, offered, suffix
from pmfacil.documents.trackers import Tracker
from pmfacil.review.actions import Action
from pmfacil.review.notes import Note
from pmfacil.review.review import Review
from tests.hostile import hostile_review

from .writing import INCIDENT, review_of

NOW = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)
BEGINS = {Form.MD: "# ", Form.HTML: "<!DOCTYPE", Form.JSON: "{\n", Form.CSV: "number,", Form.ICS: "BEGIN:VCALENDAR\r\n"}


def test_every_form_is_described_once_with_a_suffix_of_its_own():
    assert [described.form for described in FORMS] == list(Form)
    assert len({described.suffix for described in FORMS}) == len(Form)
    assert all(described.says.endswith(".") and described.name for described in FORMS)


@pytest.mark.parametrize("form", Form)
def test_every_form_is_written_of_any_review_for_every_audience_it_is_for(sample: Review, form: Form):
    for review in (sample, Review.blank()):
        for audience in Audience:
            if offered(form, audience):
                said = exported(review, form, audience, NOW)
                assert said.startswith(BEGINS[form])
                said.encode()
    assert exported(hostile_review(NOW), form, Audience.INTERNAL, NOW).encode()


def test_customers_are_offered_no_actions_and_no_dates():
    assert [form for form in Form if not offered(form, Audience.CUSTOMER)] == [Form.CSV, Form.ICS]
    assert all(offered(form, audience) for form in Form for audience in Audience if audience != Audience.CUSTOMER)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("audience", [Audience.SHAREABLE, Audience.EXECUTIVE, Audience.CUSTOMER])
def test_nothing_of_a_restricted_review_is_in_any_form_for_others(form: Form, audience: Audience):
    review = review_of(INCIDENT.changed(restricted=True), Note(text="secret"), Action(number=1, text="secret action"))
    said = exported(review, form, audience, NOW)
    assert "secret" not in said
    assert INCIDENT.title not in said


@pytest.mark.parametrize("tracker", Tracker)
def test_a_tracker_gets_the_actions_in_its_own_way(sample: Review, tracker: Tracker):
    said = exported(sample, Form.CSV, Audience.INTERNAL, NOW, tracker=tracker)
    assert said != exported(sample, Form.CSV, Audience.INTERNAL, NOW)
    assert said.count(sample.commitments()[0].text) == 1


def test_a_script_ends_as_one():
    assert suffix(Form.CSV) == ".csv"
    assert suffix(Form.CSV, Tracker.JIRA) == ".csv"
    assert suffix(Form.CSV, Tracker.GITHUB) == ".sh"
