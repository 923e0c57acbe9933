"""Rows wrap: whatever was said is there in full, and no line is wider than the board."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.review.text import clean_line
from pmfacil.widgets.rows import Row, cells, laid_out, wrapped

LINES = (
    st.lists(st.sampled_from([*"ab [/]é漢字🙂ก-,", "👩\u200d🚒", "ก\u0301"]), min_size=1, max_size=120)
    .map("".join)
    .map(clean_line)
    .filter(bool)
)
LONG = "A release made ten times the queries per request, and " * 6


def letters(text: str) -> str:
    """The text without its spaces, which change where it wraps."""
    return "".join(text.split())


def said(lines: Sequence[Sequence[tuple[str, str]]], *looks: str) -> str:
    """What stands in the lines in these looks."""
    return letters("".join(text for line in lines for text, look in line if look in looks))


@given(LINES, st.integers(8, 60))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert letters("".join(lines)) == letters(text)
    assert all(cells(line) <= width for line in lines)


@given(LINES, LINES, LINES, st.integers(30, 120))
def test_a_row_keeps_its_words_its_label_and_its_marks_within_the_width(
    text: str, more: str, mark: str, width: int
) -> None:
    row = Row(((text, "text"), (more, "question")), "1.2", "│ ├ ", "│ │ ", (mark,))
    lines = laid_out(row, width)
    assert said(lines, "text", "question") == letters(text + more)
    assert said(lines, "mark") == letters(mark)
    assert said(lines, "label") == "1.2"
    assert all(sum(cells(piece) for piece, _ in line) <= width for line in lines)


@given(LINES, st.integers(30, 80))
def test_the_lines_of_a_row_begin_below_one_another(text: str, width: int) -> None:
    lines = laid_out(Row(((text, "text"),), "1.2", "├ ", "│ "), width)
    starts = {sum(cells(piece) for piece, look in line if look in ("guide", "label")) for line in lines}
    assert starts == {6}


def test_three_hundred_characters_wrap_at_words() -> None:
    lines = laid_out(Row(((LONG, "text"),)), 60)
    assert [text for line in lines for text, look in line if look == "text"] == list(wrapped(LONG, 60))
    assert all(line in LONG for line in wrapped(LONG, 60))


def test_a_word_wider_than_the_board_is_broken_and_not_cut() -> None:
    link = "https://example.org/" + "a" * 300
    assert "".join(wrapped(link, 40)) == link


@pytest.mark.parametrize("mark", ["◆ factor", "→ A1"])
def test_a_mark_stands_at_the_right_of_the_last_line_that_has_room(mark: str) -> None:
    lines = laid_out(Row((("Only error rates raise alerts", "text"),), marks=(mark,)), 60)
    assert len(lines) == 1
    assert lines[0][-1] == (mark, "mark")
    assert sum(cells(piece) for piece, _ in lines[0]) == 60


def test_a_mark_without_room_gets_a_line_of_its_own() -> None:
    lines = laid_out(Row((("x" * 58, "text"),), marks=("◆ factor",)), 60)
    assert [look for _, look in lines[-1]][-1] == "mark"
    assert len(lines) == 2


@given(st.integers(0, 80), LINES, st.integers(40, 120))
def test_the_deepest_branch_still_has_room_for_its_words(depth: int, text: str, width: int) -> None:
    lines = laid_out(Row(((text, "text"),), "1.1a", "│ " * depth + "├ ", "│ " * depth + "│ │ ", ("◆ factor",)), width)
    assert said(lines, "text") == letters(text)
    assert all(sum(cells(piece) for piece, _ in line) <= width for line in lines)
