"""Lists of words in patterns: what is found is the same, whether an expression has all of their words or only some."""

import re

import pytest

from pmfacil.coach.word_lists import MOST_TIMES, Expression, WordLists, words_of

LISTS = WordLists(
    {
        "role": ["engineers?", "engineering lead", "(?:night|day) shift", "deput(?:y|ies)", "co-?owner", "[a-z]+ist"],
        "person": "{role}(?: (?:on|of) duty)?|nobody",
        "slip": ["forgot", "lost track", "{person} nodded", "left|went home"],
    }
)
PATTERN = "{person} (?:really )?{!slip}"
TEXTS = [
    *("an engineer forgot", "two engineers really lost  track", "the engineering lead lost", "the night shift forgot"),
    *("the evening shift forgot", "a deputy went home", "deputies left", "a co-owner forgot", "a coowner lost track"),
    *(
        "one typist forgot",
        "nobody forgot",
        "the engineer on duty engineer nodded",
        "unengineer forgot",
        "engineer ist",
    ),
]


def whole() -> re.Pattern[str]:
    """The pattern with all words of its lists."""
    return re.compile(LISTS.expression(PATTERN, None))


def spans(found: list[re.Match[str] | None]) -> list[tuple[int, int] | None]:
    """Where something was found."""
    return [one and one.span() for one in found]


def test_an_expression_for_the_words_of_a_text_finds_in_it_what_the_whole_one_does():
    narrow = [Expression(PATTERN, LISTS, re.NOFLAG).search(text, words_of(text)) for text in TEXTS]
    assert spans(narrow) == spans([whole().search(text) for text in TEXTS])
    assert [text for text, found in zip(TEXTS, narrow, strict=True) if not found] == [
        *("the engineering lead lost", "the evening shift forgot", "unengineer forgot", "engineer ist"),
    ]


@pytest.mark.parametrize("expected", [False, True])
def test_it_goes_on_finding_the_same_as_more_words_come(expected: bool):
    expression = Expression(PATTERN, LISTS, re.NOFLAG)
    if expected:
        expression.expect(words_of(" ".join(TEXTS)))
    texts = TEXTS * 2
    found = [expression.search(text, words_of(text)) for text in texts]
    assert spans(found) == spans([whole().search(text) for text in texts])


def test_an_expression_has_only_words_that_are_needed():
    narrow, all_of = LISTS.expression(PATTERN, words_of("the engineer forgot")), LISTS.expression(PATTERN, None)
    assert "forgot" in narrow
    assert "track" in all_of
    assert "track" not in narrow


def test_after_some_texts_an_expression_is_made_for_all_words_and_never_again():
    lists = WordLists({"slip": [f"slip{number}" for number in range(100)]})
    expression = Expression("{slip}", lists, re.NOFLAG)
    compiled: set[re.Pattern[str]] = set()
    for number in range(100):
        text = f"slip{number}"
        found = expression.search(text, words_of(text))
        assert found
        compiled.add(found.re)
    assert len(compiled) == MOST_TIMES + 1


def test_names_that_no_list_has_and_names_within_themselves_are_missing():
    lists = WordLists({"one": ["{two}"], "two": "x {one}", "three": ["{four}"], "five": ["y"]})
    assert lists.missing("{five}") is None
    assert lists.missing("{one}") == ("one", "x {one}")
    assert lists.missing("{five} {three}") == ("four", "{four}")


def test_cues_are_those_of_marked_lists_also_within_an_expression():
    lists = WordLists({"inner": ["a", "b"], "outer": "{!inner} {other}", "other": ["c"]})
    assert [*lists.cues("{outer} {other}")] == [("inner", "a"), ("inner", "b")]
