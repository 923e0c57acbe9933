"""Phrases: every built-in one is kind and short, a pack of one's own fits in, and the thing in hand has a name."""

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from pmfacil.coach.phrases import MOST_WORDS, Phrases, fill, phrases_of
from pmfacil.coach.thing import thing_of
from pmfacil.packs import built_in
from pmfacil.review.actions import Action
from pmfacil.review.decisions import Decision
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import Note, Parked
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.response import Phase
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.review.whys import Why

AT = datetime(2026, 11, 18, 10, tzinfo=UTC)
NAMES = [
    "the deploy",
    "that alert",
    "that step",
    "answer 1.2a.1",
    "action A3",
    "the hole in Deployment safeguards",
    "“The pool was exhausted at noon…”",
]
HARSH = re.compile(
    r"\b(blame\w*|fault\w*|mistake\w*|error\w*|careless\w*|forgot\w*|guilt\w*|should|obvious\w*|just|simply|never|"
    r"why did(n't| not)|root cause|counterfactual|systemic|proximate|bias|facilitat\w*|stakeholder\w*)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    found, problems = phrases_of(built_in("phrases"))
    assert problems == []
    return found


def test_there_are_fourteen_moments_each_with_a_letter_of_its_own_that_neither_copies_nor_searches(
    phrases: Phrases,
) -> None:
    letters = [moment.letter for moment in phrases.moments]
    assert len(letters) == len(set(letters)) == 14
    assert not {"y", "/"} & set(letters)
    assert all(phrases.at(moment.letter) == moment for moment in phrases.moments)
    assert phrases.at("y") is None


def test_every_moment_has_at_least_four_phrases_and_most_of_them_ask(phrases: Phrases) -> None:
    for moment in phrases.moments:
        found = phrases.of(moment.id)
        assert len(found) >= 4, moment
        assert sum("?" in phrase.text for phrase in found) * 2 > len(found), moment
        assert any("{thing}" in phrase.text for phrase in found), moment
    assert sum(len(phrases.of(moment.id)) for moment in phrases.moments) == len(phrases.phrases)
    assert len({phrase.id for phrase in phrases.phrases}) == len(phrases.phrases)
    assert len({phrase.text for phrase in phrases.phrases}) == len(phrases.phrases)


def test_no_label_and_no_phrase_holds_a_harsh_word_or_jargon(phrases: Phrases) -> None:
    for words in (*(moment.label for moment in phrases.moments), *(phrase.text for phrase in phrases.phrases)):
        assert not HARSH.search(words), words


@pytest.mark.parametrize("name", NAMES)
def test_every_phrase_is_one_breath_and_a_whole_sentence_with_anything_in_hand(phrases: Phrases, name: str) -> None:
    for phrase in phrases.phrases:
        said = phrase.text.replace("{thing}", name)
        assert len(said.split()) <= MOST_WORDS, said
        assert said[0].isupper(), said
        assert said[-1] in ".?", said
        assert not re.search(r"[{}]|  | [.,?:]", said), said


def test_what_is_used_most_comes_first_and_the_others_keep_their_order(phrases: Phrases) -> None:
    usual = [phrase.id for phrase in phrases.of("back")]
    assert [p.id for p in phrases.with_use(usual[3]).of("back")] == [usual[3], *usual[:3], *usual[4:]]
    taught = phrases.with_use(usual[3]).with_use(usual[2]).with_use(usual[2])
    assert [p.id for p in taught.of("back")][:3] == [usual[2], usual[3], usual[0]]
    assert [phrase.id for phrase in phrases.of("back")] == usual


def event(text: str, kind: EventKind | None = None, source: str = "") -> Event:
    return Event(at=AT, text=text, kind=kind, source=source)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (None, "that step"),
        (event("Deploy of 41 begins", EventKind.TRIGGER), "the deploy"),
        (event("Release 41 goes out", EventKind.TRIGGER), "the release"),
        (event("Release 41 is rolled back", EventKind.MITIGATION), "the rollback"),
        (event("Servers are restarted", EventKind.ACTION), "the restart"),
        (event("Traffic doubles", EventKind.TRIGGER), "that change"),
        (event("The pager goes off", EventKind.DETECTION), "that alert"),
        (event("Support rings up", EventKind.DETECTION), "that signal"),
        (event("Error rate at 4 %", EventKind.DETECTION, "alert"), "that alert"),
        (event("Deploys hang for everybody", EventKind.SYMPTOM), "that symptom"),
        (event("Roll back, or wait?", EventKind.DECISION), "that decision"),
        (event("The alert is acknowledged"), "that alert"),
        (event("Something happens"), "that moment"),
        (Why(text="The pool was exhausted", number="1.2"), "“The pool was exhausted”"),
        (Why(text="In a terminal all hosts look the same: same prompt", number="1"), "“In a terminal all hosts look…”"),
        (Why(text='The "pool" was full.', number="1"), "“The pool was full”"),
        (Why(question="Why did checkout fail?", number="2"), "question 2"),
        (Why(question="How late was the page?", number="2"), "“How late was the page”"),
        (Cause(text="Staging disks are slow", category="category-technology"), "“Staging disks are slow”"),
        (Hole(text="No load step", layer="layer-testing"), "the hole in Testing"),
        (Hole(text="No load step", layer="gone"), "that hole"),
        (Layer(text="Testing"), "the Testing layer"),
        (Phase(text="Detection"), "the detection phase"),
        (Phase(text="Blast radius"), "the blast radius"),
        (Action(text="Alert at 75 %", number=3), "action A3"),
        (Action(text="Alert at 75 %"), "that idea"),
        (Lesson(text="Restores prove backups", number=2), "lesson L2"),
        (Decision(text="Roll back?"), "that decision"),
        (Note(text="x"), "that point"),
        (Parked(text="x"), "that topic"),
        (Category(text="People"), "that step"),
        (Person(name="Dana"), "that step"),
    ],
)
def test_the_thing_in_hand_has_a_short_name(part: Part | None, name: str, new: Review) -> None:
    assert thing_of(part, new) == name
    assert fill("What else led to {thing}?", part, new) == f"What else led to {name}?"


@pytest.mark.parametrize(
    "text",
    [
        "Somebody forgot the flag",
        "The on-call engineer ran it twice",
        "@sam pushed it",
        "Dana pushed it without a look",
        "Robin deleted the wrong table",
        "The table was dropped by Robin",
        "The change was Human Error",
        "They ignored the alert",
    ],
)
def test_words_behind_which_somebody_may_stand_are_never_repeated_to_the_room(text: str, small: Review) -> None:
    assert thing_of(Why(text=text, number="1.2"), small) == "answer 1.2"
    assert thing_of(Cause(text=text, category="category-people"), small) == "that cause"


def test_restricted_words_are_not_repeated_either(new: Review) -> None:
    assert thing_of(Why(text="The key was public", number="1", restricted=True), new) == "answer 1"


def test_a_name_in_front_of_a_sentence_has_a_capital(new: Review) -> None:
    assert fill("{thing} again: what now? {thing}?", Parked(text="x"), new) == "That topic again: what now? That topic?"


@pytest.mark.parametrize(
    "text", ["x" * 4_000, "a " * 1_900, "ly " * 1_000, "漢" * 4_000, "[/] [red]", "“”„«»", "🙂", "\\1 {thing}"]
)
def test_hostile_words_make_a_short_name_quickly(text: str, new: Review) -> None:
    for part in (
        Why(text=text, number="1"),
        Cause(text=text, category="category-people"),
        Layer(text=text),
        event(text),
    ):
        began = time.perf_counter()
        name = thing_of(part, new)
        assert time.perf_counter() - began < 0.05
        assert 0 < len(name) < 70
        assert fill("About {thing}.", part, new) == f"About {name}."


def test_a_phrase_of_ones_own_adds_or_replaces_by_id_and_new_ones_come_first(phrases: Phrases) -> None:
    data = {
        "moment": [
            {"id": "pause", "letter": "a", "label": "A short pause"},
            {"id": "back", "letter": "z", "label": "Us"},
        ],
        "phrase": [
            {"id": "pause-tea", "moment": "pause", "text": "Five minutes, and tea?"},
            {"id": "back-possible", "moment": "back", "text": "What made\n {thing}   possible?"},
            {"id": "mine", "moment": "back", "text": "And the system?"},
        ],
    }
    both, problems = phrases_of(data, phrases)
    assert problems == []
    assert [phrase.id for phrase in both.of("pause")] == ["pause-tea"]
    assert [phrase.id for phrase in both.of("back")][:2] == ["mine", "back-possible"]
    assert both.of("back")[1].text == "What made {thing} possible?"
    assert [(moment.id, moment.letter) for moment in both.moments if moment.letter in "az"] == [
        ("back", "z"),
        ("pause", "a"),
    ]
    assert both.at("b") is None
    assert len(both.phrases) == len(phrases.phrases) + 2


GOOD = {"id": "x", "moment": "back", "text": "And?"}
MOMENT = {"id": "x", "letter": "x", "label": "Else"}


@pytest.mark.parametrize(
    ("data", "keys", "words"),
    [
        ({"fraze": 1}, ("fraze",), "not “fraze”"),
        ({"phrase": 3}, ("phrase",), "below a line [[phrase]]"),
        ({"phrase": [3]}, ("phrase", "0"), "below a line [[phrase]]"),
        ({"phrase": [GOOD, {**GOOD, "id": "z", "txt": "?"}]}, ("phrase", "1", "txt"), "has “txt”"),
        ({"phrase": [{**GOOD, "text": 3}]}, ("phrase", "0", "text"), "quotation marks"),
        ({"phrase": [{**GOOD, "text": " \x1b "}]}, ("phrase", "0", "text"), "has no text"),
        ({"phrase": [{"id": "x", "moment": "back"}]}, ("phrase", "0"), "has no text"),
        ({"phrase": [{**GOOD, "text": "word " * 26}]}, ("phrase", "0", "text"), "longer than 25 words"),
        ({"phrase": [{**GOOD, "text": "x" * 300_000}]}, ("phrase", "0", "text"), "longer than 25 words"),
        ({"phrase": [{**GOOD, "text": "And {who}?"}]}, ("phrase", "0", "text"), "has “{who}”"),
        ({"phrase": [{**GOOD, "text": "And {thing?"}]}, ("phrase", "0", "text"), "only {thing}"),
        ({"phrase": [{**GOOD, "moment": "bak"}]}, ("phrase", "0", "moment"), "no such moment"),
        ({"phrase": [GOOD, GOOD]}, ("phrase", "1", "id"), "here twice"),
        ({"phrase": [{**GOOD, "id": "Ü x"}]}, ("phrase", "0", "id"), "small letters"),
        ({"moment": [{**MOMENT, "letter": "y"}]}, ("moment", "0", "letter"), "which copies"),
        ({"moment": [{**MOMENT, "letter": "/"}]}, ("moment", "0", "letter"), "which searches"),
        ({"moment": [{**MOMENT, "letter": "b"}]}, ("moment", "0", "letter"), "which “Back to the system” has"),
        ({"moment": [{**MOMENT, "letter": "xx"}]}, ("moment", "0", "letter"), "one small letter"),
        ({"moment": [{**MOMENT, "letter": "3"}]}, ("moment", "0", "letter"), "one small letter"),
        ({"moment": [{**MOMENT, "label": "x" * 31}]}, ("moment", "0", "label"), "30 characters"),
    ],
)
def test_whatever_is_wrong_in_a_pack_is_told_and_the_rest_is_there(
    phrases: Phrases, data: dict[str, Any], keys: tuple[str, ...], words: str
) -> None:
    more = {"id": "good", "moment": "back", "text": "And the system?"}
    if isinstance(data.get("phrase", []), list):
        data = {**data, "phrase": [*data.get("phrase", []), more]}
    both, problems = phrases_of(data, phrases)
    assert [problem[0] for problem in problems] == [keys]
    assert words in problems[0][1]
    assert "left out" in problems[0][1]
    assert len(problems[0][1]) < 200
    assert ("good" in {phrase.id for phrase in both.phrases}) == (data.get("phrase") != 3)
    assert {phrase.id for phrase in phrases.phrases} <= {phrase.id for phrase in both.phrases}
    assert len(both.moments) == 14
