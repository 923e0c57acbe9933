from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmfacil.documents.audience import Audience
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.agenda import FORMATS
from pmfacil.review.begin import new_review
from pmfacil.review.clock import GoTo, Start
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line

from .every_field import AT, every_field, every_name
from .markdown_reading import headings, kinds, shown, widths
from .writing import INCIDENT, at

HEADINGS = [
    "## Executive summary",
    "## Overview and context",
    "## Impact",
    "## Timeline",
    "## Why analysis",
    "### Five whys",
    "### Fishbone",
    "### Layers of defence",
    "## Contributing factors",
    "## Response analysis",
    "## Decision points",
    "## What went well",
    "## What could be better",
    "## Where we were lucky",
    "## Lessons",
    "## Actions",
    "### Ideas not committed",
    "## Follow-up schedule",
    "## Customer communication",
    "## Appendix",
    "### Parking lot",
    "### Notes",
    "### Links",
]
OURS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "text_special"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "strong_open", "strong_close"),
    *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close"),
    *("th_open", "th_close", "td_open", "td_close", "em_open", "em_close", "hardbreak", "fence"),
}
HOSTILE = [
    "[/] [red]full[/red] [/",
    "a | b || c \\| d",
    "<script>alert(1)</script> </td> <!-- x -->",
    "` `` ``` ````",
    "# x",
    "1. x",
    "- x",
    "> x",
    "--> $$x$$ %%{init: {}}%%",
    "🙂👩‍🚒 日本語 שלום e\u0301",
    "trailing backslash \\",
    "~~~ ~~gone~~ *em* _em_ __init__",
    "&lt; &amp; &#35;",
    "![x](javascript:alert(1)) [x]: y [^1] [ ] x",
    "***",
    "word " * 799,
    "x" * 4000,
]
NOTE = (
    "first\n\n# x\n===\n---\n```sh\n    rm | x\n```\n~~~\n- x\n    - y\n|a|b|\n|-|-|\n<div>\n\n    code\n1) x\\\nlast"
)


def hostile_review(text: str) -> Review:
    """A review in which every text field holds the text beside the field's own name."""

    def say(name: str) -> str:
        if name in ("notes0text", "incident0summary", "incident0context", "phases0happened", "aftermath0found"):
            return f"{name} {text}\n{NOTE}"
        # A name would be hidden wherever it is found, and with it the text that the test looks for.
        return name if name == "people0name" else f"{text} {name} {text}"[:3999]

    return every_field(say)


def squeezed(text: str) -> str:
    """The text with every stretch of space as one."""
    return " ".join(text.split())


def test_an_empty_review_has_every_heading_and_says_that_nothing_was_discussed():
    document = to_markdown(Review.blank())
    assert headings(document) == HEADINGS
    assert document.startswith("# Untitled review\n")
    assert document.count("\n\nNot discussed.\n") == len(HEADINGS) - 2
    for group in ("## Why analysis", "## Appendix"):
        assert f"\n{group}\n\n###" in document


@pytest.mark.parametrize("format", FORMATS)
def test_a_new_review_has_discussed_nothing_but_its_meeting(format: str):
    document = to_markdown(new_review(INCIDENT, at("09:00"), format))
    assert headings(document) == HEADINGS
    assert document.count("\n\nNot discussed.\n") == len(HEADINGS) - 3
    assert "Total impact: 23 min" in document


def test_nothing_that_was_written_is_missing():
    document = to_markdown(every_field(lambda name: name))
    assert [name for name in every_name() if name not in document] == []


def test_everything_has_a_name_of_its_own():
    names = every_name()
    assert len(names) == len(set(names)) > 90


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nobody_can_type_structure_into_a_document(text: str):
    document = to_markdown(hostile_review(text))
    assert headings(document) == HEADINGS
    assert kinds(document) <= OURS
    assert all(len(cells) == 1 for cells in widths(document))
    assert not any(line != line.rstrip() for line in document.split("\n"))
    read = squeezed(shown(document))
    assert [name for name in every_name() if name not in read and len(text) < 1000] == []
    assert squeezed(clean_line(text)) in read


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60).map(clean_line).filter(bool))
def test_whatever_is_typed_is_read_again(text: str):
    document = to_markdown(hostile_review(text))
    assert headings(document) == HEADINGS
    assert kinds(document) <= OURS
    assert all(len(cells) == 1 for cells in widths(document))
    read = squeezed(shown(document))
    for name in ("holes0text", "events1text", "actions0check", "whys1evidence", "lessons0text"):
        assert squeezed(f"{text} {name} {text}") in read


def test_several_lines_are_read_again():
    read = {squeezed(line) for line in shown(to_markdown(hostile_review("x"))).split("\n")}
    assert {squeezed(line) for line in NOTE.split("\n")[1:]} <= read


def test_a_very_deep_chain_loses_nothing():
    review = every_field(lambda name: name)
    why = review.whys[1]
    chain = [why.changed(id=f"w{n}", parent=f"w{n - 1}" if n else why.id, number=f"1.{n + 2}") for n in range(60)]
    read = shown(to_markdown(review.put(*chain)))
    assert all(f"\n{why.number} " in read for why in chain)


def test_the_document_is_the_same_each_time_and_ends_with_one_newline():
    review = every_field(lambda name: name)
    document = to_markdown(review, now=AT)
    assert document == to_markdown(review.model_copy(), now=AT)
    assert document.endswith("\n")
    assert not document.endswith("\n\n")
    assert "\n\n\n" not in document


def test_the_document_can_be_written_in_the_middle_of_a_meeting():
    review = Start(at=at("15:00")).apply(new_review(INCIDENT, at("09:00")))
    review = GoTo(item="item-timeline", at=at("15:04")).apply(review)
    document = to_markdown(review, now=at("15:04") + timedelta(minutes=7))
    assert "| Open | 5 min | 4 min |" in document
    assert "| Timeline | 20 min | 7 min |" in document
    assert "| Timeline | 20 min |  |" in to_markdown(review)


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.SHAREABLE])
def test_colleagues_get_the_same_headings_whoever_they_are(audience: Audience):
    assert headings(to_markdown(every_field(lambda name: name), audience=audience)) == HEADINGS
