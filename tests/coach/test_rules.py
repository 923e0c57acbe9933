"""The rule engine: what a pack may say, what is told of a bad one, and that any text is safe."""

from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmfacil.coach.rules import LOOKED_AT, Rules, rules_of, sentences
from pmfacil.packs import built_in

PACK = built_in("wording")
BUILT_IN, _ = rules_of(PACK)
SLOWEST = 0.02
"""Seconds that any text may take, on a machine that has other things to do up to twice."""


def rule(**changes: Any) -> dict[str, Any]:
    """A rule as it is read from a pack."""
    return {
        "id": "person-slip",
        "category": "person",
        "pattern": "{role} (really )?{!forgot}",
        "message": "This names a person.",
        "rewordings": ["Nothing asked for it.", "What would have asked for it?"],
        **changes,
    }


def pack(*tables: dict[str, Any]) -> dict[str, Any]:
    """A built-in pack with lists of words."""
    return {"words": {"role": ["engineer", "on-call"], "forgot": ["forgot", "lost track"]}, "rule": list(tables)}


def own(**changes: Any) -> dict[str, Any]:
    """A person's own pack of one rule."""
    return {"rule": [rule(**changes)]}


def found(data: dict[str, Any], text: str, *, mine: bool = False) -> list[str]:
    """The words that the rules of a pack point at."""
    rules, problems = rules_of(data, own=mine)
    assert problems == []
    return [text[slice(*hint.span)] for hint in Rules(rules).hints(text)]


def test_a_list_stands_for_any_of_its_words_and_a_space_for_any_white_space():
    assert found(pack(rule()), "Then the Engineer \t really FORGOT.") == ["Engineer \t really FORGOT"]


def test_a_word_is_a_whole_word():
    assert found(pack(rule()), "The bioengineer forgot, and the engineer forgotten.") == []


def test_all_words_of_a_cue_have_to_be_there():
    assert found(pack(rule()), "The engineer lost track.") == ["engineer lost track"]
    assert found(pack(rule()), "The engineer lost.") == []


def test_what_is_found_may_be_excused_in_its_own_sentence_only():
    data = pack(rule(unless="not a story"))
    assert found(data, "The engineer forgot, which is not a story.") == []
    assert found(data, "The engineer forgot. It is not a story.") == ["engineer forgot"]


def test_a_pattern_never_reaches_into_the_next_sentence():
    assert found(pack(rule(pattern="engineer[. ]+forgot")), "Ask the engineer. Forgot it?") == []


def test_names_keep_their_capital_where_a_pack_says_so():
    data = {**pack(rule(pattern="[A-Z][a-z]+ {!forgot}")), "names": True}
    assert found(data, "Forgot Engineer Mila forgot") == ["Mila forgot"]
    assert found(data, "Engineer forgot") == []


def test_a_text_gets_one_hint_of_a_category_and_hints_stand_in_order():
    data = pack(rule(), rule(id="team-x", category="team", pattern="team"))
    hints = Rules(rules_of(data)[0]).hints("The team saw: the engineer forgot, an engineer forgot, the team too.")
    assert [hint.category for hint in hints] == ["team", "person"]


def test_typographic_signs_are_read_as_plain_ones():
    assert found(pack(rule(pattern="didn't")), "It *didn’t* work") == ["didn’t"]


def test_own_rules_replace_by_id_and_add():
    mine, _ = rules_of({"rule": [rule(pattern="blame"), rule(id="person-two", pattern="who * it")]}, own=True)
    rules = Rules(rules_of(pack(rule()))[0]).with_own(mine)
    assert [one.id for one in rules.rules] == ["person-slip", "person-two"]
    assert rules.hints("the engineer forgot") == ()
    assert len(rules.hints("We BLAME them")) == 1


@pytest.mark.parametrize(
    ("pattern", "text", "says"),
    [
        ("should * known", "They should, of course, have known.", ["should, of course, have known"]),
        ("should * known", "They should known.", ["should known"]),
        ("should * known", "They should a b c d e f known.", []),
        ("should * known", "They should. Have known.", []),
        ("should * have * known", "should they not have really known", ["should they not have really known"]),
        ("own goal", "An OWN  goal!", ["OWN  goal"]),
        ("own goal", "town goals", []),
        ("didn't look", "He didn’t look", ["didn’t look"]),
        ("größe", "Die GRÖSSE, die Größe", ["Größe"]),
    ],
)
def test_own_patterns_are_words_and_a_star_is_a_few_words(pattern: str, text: str, says: list[str]):
    assert found(own(pattern=pattern), text, mine=True) == says


@pytest.mark.parametrize(
    ("data", "path", "part"),
    [
        ({"rules": []}, ("rules",), "“rules”"),
        ({"rule": 3}, ("rule",), "[[rule]]"),
        ({"rule": [3]}, ("rule", "0"), "[[rule]]"),
        (pack(rule(colour="red")), ("rule", "0", "colour"), "“colour”"),
        (pack(rule(), rule()), ("rule", "1", "id"), "two rules"),
        (pack(rule(pattern="{nobody} x")), ("rule", "0", "pattern"), "“nobody”"),
        (pack(rule(unless="{nobody} x")), ("rule", "0", "unless"), "“nobody”"),
        (pack(rule(id="team-slip")), ("rule", "0", "id"), "person-"),
        (pack(rule(id="person-team-slip")), ("rule", "0", "id"), "“team”"),
        (pack(rule(id="person-Slip")), ("rule", "0", "id"), "small letters"),
        (pack(rule(id="person")), ("rule", "0", "id"), "person-"),
        (pack(rule(category="guilt")), ("rule", "0", "category"), "“guilt”"),
        (pack(rule(rewordings=["One."])), ("rule", "0", "rewordings"), "two or more"),
        (pack(rule(rewordings=["One.", " "])), ("rule", "0", "rewordings"), "two or more"),
        (pack(rule(rewordings=["One.", 2])), ("rule", "0", "rewordings"), "two or more"),
        (pack(rule(message=5)), ("rule", "0", "message"), "no short text"),
        (pack(rule(message=" ")), ("rule", "0"), "no message"),
        (pack({}), ("rule", "0"), "no id"),
        ({"words": {"a": 3}, "rule": []}, ("words", "a"), "no list"),
        ({"words": {"a": ["(b|c)"]}, "rule": [rule(pattern="{!a}")]}, ("rule", "0", "pattern"), "plain words"),
    ],
)
def test_what_is_wrong_in_a_pack_is_told_with_its_place(data: dict[str, Any], path: tuple[str, ...], part: str):
    _, problems = rules_of(data)
    assert [keys for keys, _ in problems] == [path]
    assert part in problems[0][1]
    assert problems[0][1].endswith(".")


@pytest.mark.parametrize("pattern", ["a(b", "a|b", "(a+)+$", ".*", "*", "* a", "a *", "[x]", "a\\b", "{role}", "-a"])
def test_an_own_pattern_of_anything_but_words_is_told(pattern: str):
    rules, problems = rules_of(own(pattern=pattern), own=True)
    assert rules == []
    assert [keys for keys, _ in problems] == [("rule", "0", "pattern")]


def test_own_packs_have_no_lists():
    assert [keys for keys, _ in rules_of({"words": {}, "names": True}, own=True)[1]] == [("words",), ("names",)]


def test_one_bad_rule_leaves_the_others():
    rules, problems = rules_of(pack(rule(id="team-x"), rule(), rule(id="person-b", category="none")))
    assert [one.id for one in rules] == ["person-slip"]
    assert len(problems) == 2


def test_problems_say_hostile_words_harmlessly():
    _, problems = rules_of(pack(rule(category="\x1b[31m\u202e" + "x" * 900)))
    assert "\x1b" not in problems[0][1]
    assert "\u202e" not in problems[0][1]
    assert len(problems[0][1]) < 250


def test_only_the_beginning_of_a_text_is_looked_at():
    assert found(pack(rule()), "x" * (LOOKED_AT - 5) + " engineer forgot") == []


def test_what_was_found_is_kept_and_forgotten_again():
    rules = Rules(rules_of(pack(rule()))[0])
    assert rules.hints("engineer forgot") is rules.hints("engineer forgot")
    for number in range(5_000):
        rules.hints(str(number))
    assert len(rules._known) <= 2_000


def test_sentences_keep_their_places():
    text = "One. Two!\n\nThree? “Four”"
    assert [(start, len(said)) for start, said in sentences(text)] == [(0, 4), (5, 4), (11, 6), (18, 6)]


HOSTILE = [
    *("a " * 2000, "should have " * 300, "!" * 4000, "x" * 4000, " " * 4000, "\n" * 4000, "'" * 4000, "(" * 4000),
    *("the engineer " * 400, "did not " * 500, "the team the team " * 300, "who did why did " * 300, "not " * 1000),
    *("Mila Mila " * 400, "AB " * 1400, "human error " * 400, "a.b " * 1000, "İ" * 4000, "@a" * 2000, "_" * 4000),
    *("the engineer " + "very " * 790 + "forgot", "they then just also simply " * 150 + "forgot", "a-" * 2000),
    *("the on-call engineer from the a team (x) " * 100, "engineer a b c d e f g " * 200, "had been too " * 400),
    *("the cause was of the " * 200, "should not never really just " * 140, "\x1b[31m[/]" * 400, "🧯 " * 2000),
]


def seconds(text: str) -> float:
    """What it takes to look for hints once."""
    began = process_time()
    Rules(BUILT_IN).hints(text)
    return process_time() - began


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20].strip() or repr(text[0]) for text in HOSTILE])
def test_no_text_is_slow(text: str):
    assert any(seconds(text) <= SLOWEST for _ in range(4))


def test_every_cue_over_and_over_is_not_slow():
    cues = sorted({cue for one in BUILT_IN for cue in one.cues})
    for start in range(0, len(cues), 40):
        text = " the engineer ".join(cues[start : start + 40])
        assert any(seconds(text) <= 2 * SLOWEST for _ in range(4))


def test_own_stars_take_linear_time():
    rules, _ = rules_of(own(pattern=" * ".join(["a"] * 200 + ["z"])), own=True)
    began = process_time()
    Rules(rules).hints("a " * 2000)
    assert process_time() - began < 1


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_hints_whose_places_are_in_it(text: str):
    for hint in Rules(BUILT_IN).hints(text):
        start, end = hint.span
        assert 0 <= start < end <= len(text)
