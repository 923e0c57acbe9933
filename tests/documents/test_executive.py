from datetime import UTC, date, datetime

from pmfacil.documents.audience import Audience
from pmfacil.documents.executive import MOST, MOST_ACTIONS
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.actions import Action, Priority, Progress
from pmfacil.review.impact import Measure
from pmfacil.review.lessons import Lesson
from pmfacil.review.part import Part
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

from .markdown_reading import headings, section
from .writing import INCIDENT, at, review_of

NOW = datetime(2026, 12, 18, 10, 31, tzinfo=UTC)


def page(*parts: Part, policies: Policies | None = None) -> str:
    """The page for those who decide."""
    return to_markdown(review_of(*parts), audience=Audience.EXECUTIVE, now=NOW, policies=policies)


def test_the_sample_says_what_happened_what_it_cost_why_and_what_comes_next(sample: Review):
    said = to_markdown(sample, audience=Audience.EXECUTIVE, now=NOW)
    assert headings(said) == [
        "## Executive summary",
        "## Impact",
        "## Contributing factors",
        "## Lessons",
        "## Actions",
    ]
    assert len(said) < 4_500


def test_the_facts_stand_on_one_line():
    said = page(INCIDENT.changed(severity="SEV1", services=("checkout",)))
    assert said.splitlines()[2] == (
        "**Start** 18 Nov 2026, 14:02 UTC · **End** 18 Nov 2026, 14:25 UTC · **Duration** 23 min · "
        "**Severity** SEV1 · **Services** checkout · **Status** draft"
    )


def test_what_nobody_said_anything_about_takes_no_room():
    assert headings(page()) == []


def test_impact_is_numbers_and_the_times_of_the_response():
    said = section(
        page(
            Measure(text="orders lost", amount="1,200", unit="orders", estimate=True),
            Measure(text="trust"),
            Event(at=at("14:02"), text="Release", kind=EventKind.TRIGGER),
            Event(at=at("14:12"), text="Page", kind=EventKind.DETECTION),
        ),
        "## Impact",
    )
    assert said == "- 1,200 orders: orders lost (estimate)\n- trust\n\nIt took 10 min to detect."


def test_a_long_list_says_how_much_more_there_is():
    said = section(page(*(Lesson(number=n, text=f"lesson {n}") for n in range(1, 8))), "## Lessons")
    assert said.count("\n- L") == MOST - 1
    assert said.endswith(f"- *{7 - MOST} more in the whole document*")
    assert "more" not in section(page(Why(number="1", text="x", factor=True)), "## Contributing factors")


def test_the_most_urgent_actions_come_first_and_overdue_ones_are_counted():
    actions = [Action(number=n, text=f"do {n}", priority=Priority.P2, due=date(2026, 12, n)) for n in range(1, 7)]
    urgent = Action(number=9, text="urgent", priority=Priority.P0, owner="Dana", due=date(2027, 1, 1))
    said = section(page(*actions, urgent, Action(number=10, text="old", status=Progress.VERIFIED)), "## Actions")
    assert said.startswith(f"1 of 8 actions done, 6 overdue; the {MOST_ACTIONS} most urgent are here.")
    assert said.splitlines()[4] == "| A9 urgent | P0 | Dana | 1 Jan 2027 | open |"
    assert "old" not in said


def test_a_restricted_part_is_not_on_the_page():
    assert "secret" not in page(Lesson(number=1, text="secret", restricted=True))


def test_the_order_of_the_team_is_for_the_whole_document_alone():
    lesson = Lesson(number=1, text="x")
    assert headings(page(lesson, policies=Policies(sections=("Timeline",)))) == ["## Lessons"]
