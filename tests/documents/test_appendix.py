from datetime import date

from pmfacil.review.actions import Action
from pmfacil.review.agenda import Board, Item, Plan
from pmfacil.review.decisions import Decision
from pmfacil.review.lessons import Lesson
from pmfacil.review.links import Link
from pmfacil.review.notes import FollowUp, GroundRule, Note, Parked, Pulse
from pmfacil.review.people import Person
from pmfacil.review.run import HeldItem, Meeting, Run
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

from .writing import INCIDENT, at, under


def test_the_meeting_is_told_in_plan_and_minutes():
    said = under(
        "## Appendix",
        Plan(format="short", reserve=4),
        Run(began=at("15:00", 20), spent={"t": 439.0, "gone": 60.0}),
        Item(id="o", text="Open", board=Board.OPEN, minutes=3),
        Item(id="t", text="Timeline", board=Board.TIMELINE, minutes=12),
        Item(id="w", text="Whys", board=Board.WHYS, minutes=9, parked=True),
        GroundRule(text="Systems, not people"),
        Pulse(present=7, worth=6, safe=7, spoke=5, redirects=2),
    )
    assert said.split("\n\n") == [
        "The meeting began on 20 Nov 2026, 15:00 UTC; its format is short.",
        "| Agenda item | Planned | Spent |\n| :--- | :--- | :--- |\n| Open | 3 min |  |\n"
        "| Timeline | 12 min | 7 min |\n| Whys | parked |  |\n| Together | 15 min, 4 in reserve | 7 min |",
        "**Ground rules**",
        "- Systems, not people",
        "How the meeting was: 7 present, at least 5 of 7 were heard, 6 found it worth the time, 7 felt safe to speak, "
        "2 redirects.",
    ]


def test_one_mark_among_many_does_not_say_that_the_others_kept_silent():
    assert under("## Appendix", Pulse(present=7, spoke=1, safe=6)) == (
        "How the meeting was: 7 present, 6 felt safe to speak."
    )
    people = [Person(name=name) for name in ("Mei", "Noor", "Sam")]
    assert under("## Appendix", Pulse(spoke=3), *people) == "How the meeting was: everybody was heard."
    assert "How the meeting was" not in under("## Appendix", Pulse(spoke=1), Note(text="x"), *people)


def test_a_second_meeting_leaves_the_first_on_record_with_its_notes():
    whys = HeldItem(id="w", text="Whys | all", planned=0)
    first = Meeting(
        began=at("15:00", 6), format="short", items=(HeldItem(id="t", text="Timeline", planned=12, spent=439), whys)
    )
    said = under(
        "## Appendix",
        first,
        Plan(format="follow-up"),
        Run(began=at("09:00", 20), spent={"o": 61.0}),
        Item(id="o", text="Walk the open actions", board=Board.ACTIONS, minutes=12),
    )
    assert said.split("\n\n") == [
        "An earlier meeting began on 6 Nov 2026, 15:00 UTC; its format was short.",
        "| Agenda item | Planned | Spent |\n| :--- | :--- | :--- |\n| Timeline | 12 min | 7 min |\n"
        "| Whys \\| all | parked |  |\n| Together | 12 min, 0 in reserve | 7 min |",
        "The meeting began on 20 Nov 2026, 09:00 UTC; its format is follow-up.",
        "| Agenda item | Planned | Spent |\n| :--- | :--- | :--- |\n| Walk the open actions | 12 min | 1 min |\n"
        "| Together | 12 min, 0 in reserve | 1 min |",
    ]


def test_a_note_of_the_first_meeting_still_names_its_item():
    held = (HeldItem(id="t", text="Timeline", planned=12, spent=439),)
    said = under("### Notes", Meeting(began=at("15:00", 6), items=held), Note(text="The logs were late", item="t"))
    assert said == "- Timeline: The logs were late"


def test_a_meeting_that_has_not_begun_says_when_it_will():
    assert under("## Appendix", Plan(meeting=at("15:00", 20))).startswith("The meeting is planned to begin on 20 Nov")
    assert under("## Appendix", Item(text="Open", board=Board.OPEN, minutes=3)).startswith(
        "The meeting has no date yet; its format is deep."
    )


def test_follow_ups_and_parked_topics_are_lists():
    assert under("## Follow-up schedule", FollowUp(text="P0 done?", on=date(2026, 12, 2))) == "- 2 Dec 2026: P0 done?"
    assert under("### Parking lot", Parked(text="Cloud?")) == "- Cloud?"


def test_a_note_keeps_its_lines_and_says_when_it_was_taken_and_why():
    said = under(
        "### Notes",
        Item(id="t", text="Timeline", board=Board.TIMELINE, minutes=12),
        Note(text="# log\n    indented\n\nend", item="t"),
        Note(text="x", reason="no such layer"),
        Note(text="y", item="gone"),
    )
    assert said == (
        "- Timeline: \\# log\\\n  \u00a0\u00a0\u00a0\u00a0indented\n\n  end\n- x (kept as a note: no such layer)\n- y"
    )


def test_every_link_is_named_once_from_the_end_that_comes_first():
    said = under(
        "### Links",
        INCIDENT.changed(links=("https://example.org/1", "# INC-7")),
        Event(id="e", at=at("14:05"), text="Page"),
        Event(id="late", at=at("14:05", 19), text="Again"),
        Why(id="w", number="1.3", text="b"),
        Lesson(id="l", number=2, text="c"),
        Action(id="a", number=3, text="d"),
        Decision(id="d", text="Roll | back"),
        Link(source="w", target="a"),
        Link(source="a", target="l"),
        Link(source="e", target="d"),
        Link(source="w", target="late"),
    )
    assert said.splitlines() == [
        "- <https://example.org/1>",
        "- \\# INC-7",
        "- A3 → L2, 1.3",
        "- 1.3 → 19 Nov 14:05",
        "- 14:05 → decision point “Roll \\| back”",
    ]
