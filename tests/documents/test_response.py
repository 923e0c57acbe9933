from pmfacil.review.communication import Told
from pmfacil.review.decisions import Decision, WhatIf
from pmfacil.review.response import Aftermath, Phase, preset_phases
from pmfacil.review.timeline import Event, EventKind

from .markdown_reading import mermaid
from .writing import INCIDENT, at, under, written

RESPONSE = "## Response analysis"
EVENTS = (
    Event(at=at("14:05"), text="Page", kind=EventKind.DETECTION),
    Event(at=at("14:05"), text="Taken", kind=EventKind.ACKNOWLEDGEMENT),
    Event(at=at("14:25"), text="Rolled back", kind=EventKind.MITIGATION),
    Event(at=at("18:05", 20), text="Back", kind=EventKind.RECOVERY),
)


def test_each_measured_time_stands_on_a_line_of_its_own():
    assert under(RESPONSE, *EVENTS).split("\n\n")[1].splitlines() == [
        "- Time to detect: 3 min",
        "- Time to acknowledge: 3 min",
        "- Time to mitigate: 23 min",
        "- Time to recover: 2 d 4 h",
    ]
    assert "\nTotal impact: 23 min\n" in written(*EVENTS)


def test_the_phases_are_drawn_without_those_that_took_no_time():
    [drawn] = mermaid(written(INCIDENT.changed(timezone="Asia/Kolkata"), *EVENTS))
    assert "    Detection :n1, 2026-11-18 19:32, 3m\n    Mitigation :n2, 2026-11-18 19:35, 20m\n" in drawn


def test_untouched_phases_were_not_discussed():
    assert under(RESPONSE, *preset_phases()) == "Not discussed."


def test_a_phase_has_its_length_and_what_was_said_of_it():
    phase = preset_phases()[0].changed(happened="A page.\n\nLate.", halved="Sooner")
    said = under(RESPONSE, *EVENTS, phase, Phase(text="Hand-over"))
    assert said.split("\n\n", 2)[2].splitlines() == [
        "**Detection**, 3 min",
        "",
        "- What happened: A page.",
        "",
        "  Late.",
        "- How it could have been cut in half: Sooner",
        "",
        "**Hand-over**",
    ]


def test_who_told_whom_says_what_did_not_arrive():
    said = under(
        RESPONSE,
        Told(text="Errors rise", sender="support", receiver="on-call", at=at("14:03"), arrived=False),
        Told(text="Rolled back", sender="on-call"),
    )
    assert said.splitlines()[4:] == [
        "| 14:03 | support | on-call | Errors rise | did not arrive |",
        "|  | on-call |  | Rolled back | yes |",
    ]


def test_the_work_afterwards_and_other_days_are_kept_apart():
    said = under(
        RESPONSE,
        Aftermath(found="From the shell history", took="2 days"),
        WhatIf(text="And at peak hour?", answer="Ten times as many"),
        WhatIf(text="On a holiday", answer="Nobody is there"),
    )
    assert said.split("\n\n") == [
        "**Post-incident analysis**",
        "- How the cause was found: From the shell history\n- How long that took: 2 days",
        "**What if** (thoughts about another day, not what happened on this one)",
        "- And at peak hour? Ten times as many\n- On a holiday: Nobody is there",
    ]


def test_a_decision_is_told_with_what_was_known_then():
    said = under(
        "## Decision points",
        Decision(text="Roll back", at=at("14:20"), known="41 is bad", options="wait", sense="fast", helped="a flag"),
        Decision(text="Tell customers"),
    )
    assert said.splitlines() == [
        "- 14:20: Roll back",
        "  - Known then: 41 is bad",
        "  - Options: wait",
        "  - Why it made sense: fast",
        "  - What would have helped: a flag",
        "- Tell customers",
    ]
