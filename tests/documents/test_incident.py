import pytest

from pmfacil.documents.audience import Audience
from pmfacil.review.communication import Message
from pmfacil.review.impact import Graph, Horizon, Measure, Metric, Term
from pmfacil.review.incident import Incident, Status, StatusStep
from pmfacil.review.people import Person
from pmfacil.review.timeline import Event, EventKind

from .markdown_reading import section
from .writing import INCIDENT, at, under, written

WHOLE = INCIDENT.changed(
    severity="SEV1",
    timezone="Europe/Berlin",
    services=("checkout", "payments"),
    tags=("postgres",),
    commander="Ines",
    author="Joel",
    owner_team="Storage",
    reviewed=at("10:00", 20),
    links=("https://example.org/i/1", "INC-7"),
    status=Status.IN_REVIEW,
    history=(StatusStep(status=Status.IN_REVIEW, at=at("10:00", 19)),),
)


def metadata(incident: Incident, *parts: Person, audience: Audience = Audience.INTERNAL) -> list[str]:
    document = written(incident, *parts, audience=audience)
    return [line for line in document.split("\n## ")[0].splitlines() if line.startswith("| **")]


def test_the_metadata_stand_beneath_the_title():
    people = (Person(name="Ines", role="incident commander"), Person(name="Bo"))
    assert metadata(WHOLE, *people) == [
        "| **Date** | 18 Nov 2026 |",
        "| **Start** | 18 Nov 2026, 15:02 Europe/Berlin |",
        "| **End** | 18 Nov 2026, 15:25 Europe/Berlin |",
        "| **Duration** | 23 min |",
        "| **Severity** | SEV1 |",
        "| **Services** | checkout, payments |",
        "| **Incident commander** | Ines |",
        "| **Author** | Joel |",
        "| **Owner team** | Storage |",
        "| **Review date** | 20 Nov 2026 |",
        "| **Status** | in review (in review 19 Nov 2026) |",
        "| **Tags** | postgres |",
        "| **Links** | <https://example.org/i/1>, INC-7 |",
        "| **People** | Ines (incident commander), Bo |",
    ]


def test_what_is_not_known_is_a_dash():
    assert metadata(Incident()).count("| **Severity** | — |") == 1


@pytest.mark.parametrize("audience", list(Audience))
def test_a_length_of_no_minute_is_not_told(audience: Audience):
    said = written(INCIDENT.changed(end=INCIDENT.start), audience=audience)
    assert "0 min" not in said
    assert "23 min" in written(INCIDENT, audience=audience).partition("\n")[2]


def test_the_first_trigger_is_the_start_when_none_is_set():
    trigger = Event(at=at("13:59"), text="Release", kind=EventKind.TRIGGER)
    assert "| **Start** | 18 Nov 2026, 13:59 UTC |" in written(Incident(title="x"), trigger)


def test_summary_and_context_keep_their_paragraphs():
    incident = INCIDENT.changed(summary="One.\n\nTwo.", context="A shop.")
    assert under("## Executive summary", incident) == "One.\n\nTwo."
    assert under("## Overview and context", incident) == "A shop."


def test_a_mermaid_sketch_is_drawn_and_followed_by_words():
    sketch = "```mermaid\nflowchart LR\n  a --> b\n```"
    said = under("## Overview and context", INCIDENT.changed(sketch=sketch))
    assert said.startswith("```mermaid\nflowchart LR\n  a --> b\n```\n\nThe diagram")


def test_any_other_sketch_is_shown_as_it_was_drawn():
    said = under("## Overview and context", INCIDENT.changed(sketch="web ``` <- db\n  |"))
    assert said == "````text\nweb ``` <- db\n  |\n````"


def test_glossary_words_stand_with_their_meaning():
    terms = (Term(text="WAL", meaning="write-ahead log"), Term(text="pool"))
    assert under("## Overview and context", *terms) == "**Glossary**\n\n- WAL: write-ahead log\n- pool"


def test_impact_is_told_in_numbers():
    said = under(
        "## Impact",
        Measure(text="Trust", amount="3", unit="weeks", horizon=Horizon.LONG_TERM),
        Measure(text="Orders lost", amount="1,200", unit="orders", estimate=True, basis="against last week"),
        Metric(text="Errors", before=0.1, during=42.0, unit="%"),
        Metric(text="Latency", during=1e22),
        Graph(file="https://example.org/g", text="Errors", shows="the rise at 14:02"),
        Graph(file="load_1.png"),
    )
    assert said.split("\n\n") == [
        "Total impact: 23 min",
        "| Impact | How much | Felt | How it is known |\n| :--- | :--- | :--- | :--- |\n"
        "| Orders lost | 1,200 orders (estimate) | immediate | against last week |\n"
        "| Trust | 3 weeks | long-term |  |",
        "| Metric | Before | During | Unit |\n| :--- | :--- | :--- | :--- |\n"
        "| Errors | 0.1 | 42 | % |\n| Latency |  | 1e+22 |  |",
        "**Graphs**",
        "- Errors: the rise at 14:02 (<https://example.org/g>)\n- load_1.png",
    ]


def test_what_customers_were_told_stands_in_order():
    document = written(
        Message(text="Sorry", channel="blog", at=at("09:00", 20)),
        Message(text="We look into it", channel="status page", at=at("14:10")),
        Message(text="Ask support"),
    )
    assert section(document, "## Customer communication").splitlines()[2:] == [
        "| 14:10 | status page | We look into it |",
        "| 20 Nov 09:00 | blog | Sorry |",
        "|  |  | Ask support |",
    ]
