"""Blocks and arrows: words, marks and prompts within the width."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmfacil.review.text import clean_line
from pmfacil.widgets.blocks import Arrow, Block, Drawn, Prompt
from pmfacil.widgets.rows import cells

WORDS = (
    st.lists(st.sampled_from([*"ab [/]é漢字🙂ก-,", "👩\u200d🚒", "ก\u0301"]), min_size=1, max_size=60)
    .map("".join)
    .map(clean_line)
    .filter(bool)
)


def letters(drawn: Drawn, *looks: str) -> str:
    """What stands in the lines in these looks, without spaces."""
    return "".join("".join(text for one in drawn for text, look in one if look in looks).split())


@given(WORDS, WORDS, WORDS, WORDS, st.integers(30, 120), st.booleans())
def test_a_block_keeps_its_words_its_marks_and_its_prompts_within_the_width(
    text: str, more: str, mark: str, asked: str, width: int, in_hand: bool
) -> None:
    row = Block(
        ((text, "strong"), (more, "text")),
        label="10:25 ◇",
        guide="  ",
        guide_rest="  ",
        leads=("", "½ "),
        aside="3 h of 23 h",
        marks=(mark,),
        bar=(("█", timedelta(hours=3)), ("·", timedelta(hours=20))),
        prompts=(Prompt(asked, 1),),
    )
    drawn = row.lines(width, in_hand)
    assert all(sum(cells(piece) for piece, _ in one) <= width for one in drawn)
    assert letters(drawn, "strong") == "".join(text.split())
    assert "".join(more.split()) in letters(drawn, "text")
    assert "".join(mark.split()) in letters(drawn, "mark")
    assert letters(drawn, "hint") == ("".join(asked.split()) if in_hand else "")


@given(WORDS, WORDS, WORDS, st.integers(30, 120), st.integers(1, 60))
def test_an_arrow_keeps_both_ends_and_its_words_within_the_width(
    sender: str, receiver: str, text: str, width: int, most: int
) -> None:
    row = Arrow(
        ((text, "text"),),
        "10:12",
        "  ",
        sender=sender,
        receiver=receiver,
        arrow="─╳",
        aside="did not arrive",
        most=most,
    )
    drawn = row.lines(width, False)
    assert all(sum(cells(piece) for piece, _ in one) <= width for one in drawn)
    assert "".join(text.split()) in letters(drawn, "text")
    assert len(letters(drawn, "strong")) == len("".join((sender + receiver).split()))
    assert "didnotarrive" in letters(drawn, "phase")
