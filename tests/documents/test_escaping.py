import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmfacil.documents.escaping import cell, clickable, fenced, heading, line, paragraphs
from pmfacil.review.text import clean_line, clean_text

from .markdown_reading import PARSER, kinds, shown

PIECES = (
    *(
        "\\",
        "`",
        "*",
        "_",
        "~",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "|",
        "#",
        "-",
        "+",
        "=",
        "!",
        ".",
        ":",
        ";",
        '"',
        "$",
    ),
    *(
        "**",
        "__",
        "~~",
        "```",
        "~~~",
        "$$",
        "---",
        "===",
        "- ",
        "# ",
        "1. ",
        "12) ",
        "> ",
        "[x](y)",
        "![a](b)",
        "[a]: b",
    ),
    *("<script>", "</p>", "<!--", "-->", "&amp;", "&#35;", "&lt;", "[^1]", "[ ] ", " | ", "|--|", ":-:", "<a@b.c>"),
    *(" ", "  ", "a", "é", "1", "word", "🙂", "👩‍🚒", "日本", "שלום", "\u00a0", "\u3000", "\u0301"),
)
hostile = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=40)
lines = hostile.map(clean_line).filter(bool)
texts = st.lists(hostile | st.just(""), max_size=8).map("\n".join).map(clean_text).filter(bool)


@pytest.mark.parametrize(
    "text",
    [
        "don't",
        "10.5 % of requests, about 1.2 s",
        "pg_dump and max_wal_senders",
        "~200 users at ~14:30",
        "2 * 3 _ 4",
        "a well-known fix - nothing else",
        "C:\\temp",
        "costs $5 and $10",
        "R&D said: 5 > 3; why?",
        "-5 %",
        "A+",
        "$ systemctl restart web",
        "https://example.org/a_b?c=1&d=2",
        "(see above!) [",
    ],
)
def test_ordinary_words_stay_as_they_were_typed(text: str):
    assert line(text).replace("\\[", "[") == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# x", "\\# x"),
        ("#1", "\\#1"),
        ("1. x", "1\\. x"),
        ("12) x", "12\\) x"),
        ("- x", "\\- x"),
        ("+ x", "\\+ x"),
        ("> x", "\\> x"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("|--|", "\\|--|"),
        ("_x_ *y*", "\\_x\\_ \\*y\\*"),
        ("__init__", "\\_\\_init\\_\\_"),
        ("~~x~~", "\\~\\~x\\~\\~"),
        ("a`b`", "a\\`b\\`"),
        ("[x](y)", "\\[x](y)"),
        ("<script>", "&lt;script>"),
        ("&lt;", "&amp;lt;"),
        ("end\\", "end\\\\"),
        ("$$x$$", "\\$\\$x\\$\\$"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, escaped: str):
    assert line(text) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"), [("a|b", "a\\|b"), ("a\\|b", "a\\\\&#124;b"), ("# x", "# x"), ("a\nb", "a b")]
)
def test_a_cell_keeps_its_pipes(text: str, escaped: str):
    assert cell(text) == escaped


@given(lines)
@example("a ~")
@example("* * *")
@example("\\")
def test_a_line_reads_as_it_was_typed(text: str):
    document = line(text)
    assert kinds(document) <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}
    assert shown(document).strip() == text.replace("\u00a0", " ").strip()


@given(lines, lines)
def test_a_bold_line_in_a_list_reads_as_it_was_typed(text: str, other: str):
    document = f"- {line(text)} **{line(other)}** x"
    assert kinds(document) <= {
        *("bullet_list_open", "list_item_open", "paragraph_open", "inline", "text", "text_special"),
        *("strong_open", "strong_close", "paragraph_close", "list_item_close", "bullet_list_close"),
    }
    assert shown(document).strip() == f"{text} {other} x".replace("\u00a0", " ").strip()


@given(lines, lines)
@example("\\|", "|\\")
def test_cells_read_as_they_were_typed(text: str, other: str):
    document = f"| a | b |\n| :--- | :--- |\n| {cell(text)} | **{cell(other)}** |"
    found = [token.children for token in PARSER.parse(document) if token.type == "inline"][2:]
    words = ["".join(child.content for child in children or ()) for children in found]
    assert [word.strip() for word in words] == [text.strip(), other.strip()]
    assert kinds(document) & {"em_open", "s_open", "link_open", "html_inline", "code_inline", "image"} == set()


@given(lines)
@example("C #")
@example("# #")
def test_a_heading_reads_as_it_was_typed(text: str):
    document = f"# {heading(text)}"
    assert kinds(document) <= {"heading_open", "inline", "text", "text_special", "heading_close"}
    assert shown(document).strip() == text.replace("\u00a0", " ").strip()


@given(texts, st.sampled_from(["", "  "]))
@example("a\n===\nb\n\n    code\n|-|-|", "")
def test_several_lines_read_as_they_were_typed(text: str, indent: str):
    document = f"- x\n- {paragraphs(text, indent)}\n- y" if indent else paragraphs(text)
    expected = [one.replace("\u00a0", " ").strip() for one in text.split("\n") if one.strip()]
    found = [one.strip() for one in shown(document).split("\n") if one.strip()]
    assert (found[1:-1] if indent else found) == expected
    assert not any(one != one.rstrip() for one in document.split("\n"))


def test_indentation_is_kept():
    assert shown(paragraphs("if x:\n    y")).strip() == "if x:\n    y"


@given(lines)
@example("see https://example.org/a_b*c*?d=1|2, and")
def test_a_link_field_reads_as_it_was_typed(text: str):
    document = f"| {clickable(text)} |\n| :--- |"
    read = "".join(token.content for token in PARSER.parse(document)[4].children or ())
    assert read.strip().replace("%7C", "|") == text.strip()


def test_only_web_addresses_are_links():
    document = clickable("https://example.org/a|b, javascript:alert(1) and <http://x.y>.")
    assert document == "<https://example.org/a%7Cb>, javascript:alert(1) and &lt;<http://x.y>>."


@given(texts)
@example("```\n````\n# x")
def test_nothing_ends_a_fence_but_its_own(text: str):
    parsed = PARSER.parse(fenced(text, "text"))
    assert [token.type for token in parsed] == ["fence"]
    assert parsed[0].content == re.sub(r"[^\S\n]+$", "", text, flags=re.MULTILINE) + "\n"
