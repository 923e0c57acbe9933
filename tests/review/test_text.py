import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.review.text import LINE_LIMIT, EditRefused, clean_line, clean_text, short, slug

from .samples import sentence

FORBIDDEN = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {0x0A}
any_text = st.text(st.characters(exclude_categories=()))
nasty = st.lists(
    any_text
    | st.sampled_from(["\x1b[2J", "\r\n", "\r", "\u2028", "\x85", "\ud83d", "\udc80", "e\u0301", " ", "\u200b"]),
    max_size=8,
).map("".join)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b]52;c;cm0gLXJm\x07on", "]52;c;cm0gLXJmon"),
        ("\x1b[2Jgone\x1b[0m", "[2Jgone[0m"),
        ("\x9b2Jgone", "2Jgone"),
        ("a\x00b\x0e\x0fc\x7fd", "abcd"),
        ("\u202eevil\u202c \u2066in\u2069 \u200e\u200f\u061c", "evil in"),
        ("zero\u200bwidth\ufeff\u2060\u2063 so\u00adft", "zerowidth soft"),
        ("tag\U000e0001", "tag"),
        ("👩\u200d🚒 and 👨\u200d👩\u200d👧", "👩\u200d🚒 and 👨\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
        ("half \ud83d and \udc80", "half \ufffd and \ufffd"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("a\tb", "a    b"),
        ("  trimmed \n", "trimmed"),
        ("שלום עולם", "שלום עולם"),
        ("[red]full[/] [/", "[red]full[/] [/"),
    ],
)
def test_what_could_harm_the_terminal_is_dropped_and_the_words_stay(typed: str, kept: str):
    assert clean_text(typed) == kept
    assert clean_line(typed) == kept


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_becomes_a_newline_in_text_and_a_space_in_a_line(end: str):
    assert clean_text(f"one{end}two") == "one\ntwo"
    assert clean_line(f"one{end}two") == "one two"


def test_a_line_may_be_as_long_as_the_limit_and_no_longer():
    assert len(clean_line("x" * LINE_LIMIT)) == LINE_LIMIT
    with pytest.raises(EditRefused) as refused:
        clean_line("x" * (LINE_LIMIT + 1))
    assert sentence(refused.value) == "That line has 4,001 characters and 4,000 is the most; put it in a note."


def test_text_may_be_five_megabytes_long():
    assert len(clean_text("[/]\x1b\n" * 1_000_000)) == 4 * 1_000_000 - 1


@given(nasty)
def test_cleaning_twice_is_cleaning_once(typed: str):
    assert clean_text(clean_text(typed)) == clean_text(typed)
    assert clean_line(clean_line(typed)) == clean_line(typed)


@given(nasty)
def test_no_control_character_is_left_and_the_rest_can_be_saved(typed: str):
    text = clean_text(typed)
    assert not FORBIDDEN & set(map(ord, text))
    assert "\n" not in clean_line(typed)
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode().decode() == text


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_words_of_any_language_come_through_as_they_are_but_for_their_normal_form(typed: str):
    assert clean_text(typed) == unicodedata.normalize("NFC", typed)


def test_a_slug_is_what_people_type_after_a_hash():
    assert slug("Deployment safeguards") == "deployment-safeguards"
    assert slug(" Fishbone, layers! ") == "fishbone-layers"
    assert slug("Prüfung №1") == "prüfung-1"


def test_a_short_form_is_one_line_and_says_when_something_is_missing():
    assert short("two\nlines  here") == "two lines here"
    assert short("x" * 60) == "x" * 60
    assert short("x" * 61) == "x" * 59 + "…"
    assert short("word " * 5, 12) == "word word w…"
    assert short("y" * 5_000_000, 10) == "yyyyyyyyy…"
