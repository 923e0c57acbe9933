import re
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.documents.diagrams import flowchart, gantt, is_mermaid, label, mindmap, sketch_inside
from pmfacil.review.text import clean_line

from .markdown_reading import mermaid

# Strict on purpose: letters, digits and little else as they are, everything that Mermaid reads as an entity.
LABEL = r'"(?:[^\x00-\x1f"#$%&*+:;<=>@\[\\\]^_`{|}~]|#(?:\d+|quot|lt|gt|amp);)*"'
FLOW = re.compile(
    rf"flowchart TD\n    top\[{LABEL}\]"
    rf"(?:\n    n\d+\[{LABEL}\]\n    (?:top|n\d+) -->(?:\|(?:and|or|cause|detection|mitigation|other)\|)? n\d+)*\n"
)
MIND = re.compile(rf"mindmap\n  top\({LABEL}\)(?:\n {{4,}}n\d+\[{LABEL}\])*\n")
GANTT = re.compile(
    r"gantt\n    dateFormat YYYY-MM-DD HH:mm\n    axisFormat (?:%d %b )?%H:%M"
    r"(?:\n    [A-Z][a-z]+ :n\d+, \d{4}-\d\d-\d\d \d\d:\d\d, \d+m){2,}\n"
)
AT = datetime(2026, 11, 18, 14, 2)


@given(st.text().map(clean_line), st.lists(st.text().map(clean_line), max_size=6), st.randoms())
def test_whatever_people_type_the_diagrams_keep_to_their_grammar(top: str, texts: list[str], random: Random):
    depths = [0]
    for _ in texts[1:]:
        depths.append(random.randint(0, depths[-1] + 1))
    rows = list(zip(depths, texts, strict=False))
    [flow, mind] = mermaid(
        flowchart(top, [(depth, random.choice(["", "and", "cause"]), text) for depth, text in rows])
        + "\n\n"
        + mindmap(top, rows)
    )
    assert FLOW.fullmatch(flow)
    assert MIND.fullmatch(mind)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"full" [/] 10:02', '"#quot;full#quot; #91;/#93; 10#58;02"'),
        ("a < b > c & d", '"a #lt; b #gt; c #amp; d"'),
        ("#1; `x`", '"#35;1#59; #96;x#96;"'),
        ("%%{init: 1}%%", '"#37;#37;#123;init#58; 1#125;#37;#37;"'),
        ("1. one", '"#49;. one"'),
        ("12) one", '"#49;2) one"'),
        ("- one", '"#45; one"'),
        ("www.example.org", '"www#46;example.org"'),
        ("on-call, 1.2: why?", '"on-call, 1.2#58; why?"'),
        ("日本 🙂", '"日本 🙂"'),
    ],
)
def test_a_label_means_nothing_to_mermaid(text: str, said: str):
    assert label(text) == said


def test_a_long_label_is_cut_for_the_text_stands_below():
    assert len(label("x" * 4000)) == 82


def test_arrows_lead_from_a_why_to_its_answers():
    drawn = flowchart("Problem", [(0, "cause", "1"), (1, "", "1.1"), (2, "and", "1.2"), (1, "", "1a")])
    arrows = re.findall(r"(\w+) -->(?:\|(\w+)\|)? (\w+)", drawn)
    assert arrows == [("top", "cause", "n1"), ("n1", "", "n2"), ("n2", "and", "n3"), ("n1", "", "n4")]


def test_what_mermaid_would_refuse_for_its_size_is_not_drawn():
    assert flowchart("x", [(0, "", "y")] * 400)
    assert not flowchart("x", [(0, "", "y")] * 401)
    assert not mindmap("x", [(0, "`" * 80)] * 200)


def test_phases_are_drawn_to_scale():
    bars = [("Detection", AT, timedelta(minutes=3)), ("Recovery", AT + timedelta(minutes=3), timedelta(hours=30))]
    [drawn] = mermaid(gantt(bars))
    assert GANTT.fullmatch(drawn)
    assert "Recovery :n2, 2026-11-18 14:05, 1800m" in drawn


def test_one_phase_or_a_year_of_them_is_not_drawn():
    assert not gantt([("Detection", AT, timedelta(minutes=3))])
    assert not gantt([("Detection", AT, timedelta(days=300)), ("Recovery", AT, timedelta(days=65))])


@pytest.mark.parametrize(
    "sketch",
    [
        "flowchart LR\n  a --> b",
        "graph TD; a-->b",
        "sequenceDiagram\n  a->>b: x",
        "stateDiagram-v2\n  a",
        "%% a comment\n\nC4Context\n",
        "---\ntitle: x\n---\nerDiagram",
        "%%{init: {}}%%\nmindmap\n  x",
    ],
)
def test_a_sketch_that_begins_as_a_diagram_is_one(sketch: str):
    assert is_mermaid(sketch)


@pytest.mark.parametrize("sketch", ["web -> db", "graphs are below", "pie, please", "", "flowcharts\n", "---\nx"])
def test_any_other_sketch_is_text(sketch: str):
    assert not is_mermaid(sketch)


@pytest.mark.parametrize(
    ("pasted", "inside"),
    [
        ("```mermaid\nflowchart LR\n  a\n```", "flowchart LR\n  a"),
        ("~~~\nx\n~~~", "x"),
        ("```\nx", "```\nx"),
        ("```\n```", "```\n```"),
        ("x\n```\ny\n```", "x\n```\ny\n```"),
    ],
)
def test_a_fence_that_was_pasted_with_a_sketch_is_taken_off(pasted: str, inside: str):
    assert sketch_inside(pasted) == inside
