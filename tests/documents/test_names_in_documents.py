import pytest

from pmfacil.documents.audience import Audience
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.actions import Action, Progress, ProgressStep
from pmfacil.review.people import Person
from pmfacil.review.timeline import Event

from .every_field import every_field
from .markdown_reading import section
from .writing import INCIDENT, at, review_of, under, written

DANA = Person(name="Dana Smith", role="on-call engineer")
KEEP_NAMES = ("## Actions", "### Ideas not committed")


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.SHAREABLE])
def test_names_stand_nowhere_but_in_metadata_and_as_owners(audience: Audience):
    review = every_field(lambda name: f"Dana Smith {name} Dana" if name != "people0role" else "on-call engineer")
    review = review.put(*(person.changed(name="Dana Smith") for person in review.people))
    document = to_markdown(review, audience=audience)
    _, heading, story = document.partition("\n## Executive summary\n")
    for kept in KEEP_NAMES:
        part = section(document, kept)
        assert "Dana Smith actions" in part
        story = story.replace(part, "")
    assert "Dana" not in heading + story
    assert document.count("on-call engineer") > 80


def test_an_idea_keeps_only_the_name_of_its_owner():
    idea = Action(text="Ask Dana to drill", owner="Dana Smith", agreed=True)
    assert under("### Ideas not committed", DANA, idea) == "- Ask on-call engineer to drill (owner: Dana Smith)"


def test_an_action_keeps_its_names():
    step = ProgressStep(status=Progress.DONE, at=at("14:00"), note="Dana merged it")
    action = Action(number=1, text="Dana writes the guide", owner="Dana Smith", agreed=True, history=(step,))
    assert "| A1 | Dana writes the guide |" in written(DANA, action)
    assert "history: 18 Nov 2026: done (Dana merged it)" in written(DANA, action)


def test_a_diagram_that_was_drawn_stays_one_without_names():
    sketch = INCIDENT.changed(sketch="sequenceDiagram\n  Dana->>DB: restart")
    assert "on_call_engineer->>DB" in written(DANA, sketch)
    assert "Dana->>DB" not in written(DANA, sketch)


def test_the_title_hides_names_as_well():
    assert to_markdown(review_of(DANA, INCIDENT.changed(title="Dana was paged"))).startswith("# on-call engineer was")


def test_who_wrote_in_a_chat_is_a_handle_also_where_others_write_of_it():
    events = (
        Event(at=at("14:02"), text="Errors", source="#incidents, support-mei"),
        Event(at=at("14:05"), text="support-mei restarted mei-cache", source="kim"),
    )
    said = under("## Timeline", Person(name="mei", role="responder"), *events, audience=Audience.SHAREABLE)
    assert "| 14:02 | Errors | #incidents, responder |" in said
    assert "| 14:05 | responder restarted mei-cache | kim |" in said
