"""What the sample gets is what a good facilitator would say about it."""

from pmfacil.coach.findings.all import findings
from pmfacil.coach.findings.finding import Context
from pmfacil.review.edit import Change, LinkParts, Promote
from pmfacil.review.review import Review

EXPECTED = [
    "layers.open-hole",
    "actions.owner",
    "actions.due",
    "timeline.customers-first",
    "whys.keep-asking",
]


def test_the_sample_has_five_things_left_to_talk_about(sample: Review) -> None:
    assert [finding.rule for finding in findings(sample, Context())] == EXPECTED


def test_at_its_end_there_would_be_the_basket_and_the_pulse_too(sample: Review) -> None:
    over = findings(sample, Context(over=True))
    assert [finding.rule for finding in over] == [*EXPECTED, "actions.ideas", "close.pulse"]


def test_the_room_can_answer_the_open_hole_and_that_customers_were_first(sample: Review) -> None:
    (hole,) = [f.part for f in findings(sample, Context()) if f.rule == "layers.open-hole"]
    (met,) = [f.part for f in findings(sample, Context()) if f.rule == "timeline.customers-first"]
    assert hole
    assert met
    idea = sample.ideas()[0].id
    edits = (Promote(id=idea), LinkParts(source=idea, target=hole), LinkParts(source=idea, target=met))
    for edit in edits:
        sample = edit.apply(sample)
    rules = {finding.rule for finding in findings(sample, Context())}
    assert not rules & {"layers.open-hole", "timeline.customers-first"}


def test_a_name_on_the_timeline_would_be_noticed(sample: Review) -> None:
    named = Change(id=sample.events[3].id, changes={"text": "Ravi is paged: the standby lags"}).apply(sample)
    assert "document.names" in {finding.rule for finding in findings(named, Context())}
