"""What does not belong into the text, wherever it stands."""

import pytest

from pmfacil.coach.findings.finding import Context, Severity
from pmfacil.review.actions import Action
from pmfacil.review.agenda import Board
from pmfacil.review.edit import Change
from pmfacil.review.impact import Term
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import Note
from pmfacil.review.people import Person
from pmfacil.review.whys import Why

from .making import INCIDENT, chain, event, found, hinting, review_of, texts

PEOPLE = (Person(name="Dana Holt", role="responder"), Person(name="Will", role="observer"), Person(name="Al"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dana restarts the pool", True),
        ("The pool is restarted by @Dana", True),
        ("Dana Holt's change goes out", True),
        ("It is decided with Will", True),
        ("Will the pool hold?", False),
        ("Asked again. Will it hold?", False),
        ("Al goes out", False),
        ("Danaides restart the pool", False),
        ("See https://wiki.example/Dana/pool", False),
        ("The on-call engineer restarts the pool", False),
    ],
)
def test_a_name_of_somebody_in_the_review_is_a_role_on_the_timeline(text: str, named: bool) -> None:
    assert bool(found(review_of(*PEOPLE, event(0, text)), "document.names")) is named


def test_names_are_counted_board_by_board_and_never_repeated() -> None:
    parts = (*PEOPLE, event(0, "Dana restarts it"), event(1, "Dana waits", known="Dana saw"), *chain("Dana was away"))
    names = found(review_of(*parts), "document.names")
    assert [(f.board, f.text) for f in names] == [
        (Board.TIMELINE, "2 events say a name where a role would do."),
        (Board.WHYS, "1 why says a name where a role would do."),
    ]
    every = found(review_of(*parts), context=Context(over=True))
    assert [f for f in every if "Dana" in f.text + f.question] == []


def test_owners_commander_and_author_are_people_too_but_teams_are_not() -> None:
    action = Action(text="Ask Ravi", number=0, owner="Ravi")
    assert [f.board for f in found(review_of(action, event(0, "Ravi waits")), "document.names")] == [Board.TIMELINE]
    assert found(review_of(event(0, "Tomas waits"), incident=INCIDENT.changed(commander="Tomas")), "document.names")
    team = Action(text="Ask", number=0, owner="Database team")
    assert found(review_of(team, event(0, "The Database team waits")), "document.names") == []


def test_what_is_quoted_has_no_name_in_it() -> None:
    asked = Why(question="Why did Dana wait?")
    (unanswered,) = found(review_of(*PEOPLE, asked), "whys.unanswered")
    assert unanswered.question == "Why did somebody wait?"


def test_words_about_a_person_are_counted_board_by_board() -> None:
    context = Context(wording=hinting(person=["she broke"], be_careful=["be careful"], speculation=["probably"]))
    parts = (event(0, "she broke it"), event(1, "it was probably full"), Lesson(text="be careful"))
    assert [(f.board, f.text) for f in found(review_of(*parts), "document.blame", context)] == [
        (Board.TIMELINE, "1 event could tell about the system instead of a person."),
        (Board.LESSONS, "1 lesson could tell about the system instead of a person."),
    ]
    assert [f.board for f in found(review_of(*parts), "document.loose", context)] == [Board.TIMELINE]
    assert found(review_of(*parts), "document.blame") == []


def test_an_answer_that_is_marked_as_a_guess_may_be_one() -> None:
    context = Context(wording=hinting(speculation=["probably"]))
    assert found(review_of(*chain("probably full")), "document.loose", context)
    assert found(review_of(*chain("probably full", speculation=True)), "document.loose", context) == []


SECRET = "The token of the billing export was readable for every tenant"


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        (SECRET, True),
        ("It is known that the token of the billing export lay open", True),
        ("The billing export is switched off", False),
        ("The token is changed", False),
    ],
)
def test_restricted_words_do_not_stand_in_open_parts(text: str, leaks: bool) -> None:
    secret = event(0, SECRET, restricted=True)
    leaked = found(review_of(secret, *chain(text)), "document.restricted")
    assert bool(leaked) is leaks
    for leak in leaked:
        assert (leak.severity, leak.board, leak.part) == (Severity.BLOCKS, Board.WHYS, "w0")
        assert "token" not in leak.text


def test_what_hangs_below_a_restricted_part_is_hidden_with_it() -> None:
    review = review_of(*chain(SECRET, SECRET), Change(id="w0", changes={"restricted": True}))
    assert found(review, "document.restricted") == []
    assert found(review_of(*chain("It failed", SECRET), event(0, SECRET)), "document.restricted") == []


@pytest.mark.parametrize(
    ("texts_of", "said"),
    [
        (("The WAL was gone", "More WAL than before"), "WAL is used and not explained."),
        (("The WAL was gone", "No WALs were kept"), "WAL is used and not explained."),
        (("The WAL was gone", "More load"), ""),
        (("The write-ahead log (WAL) was gone", "More WAL than before"), ""),
        (("The WAL (write-ahead log) was gone", "More WAL than before"), ""),
        (("The API was gone at 10:00 UTC", "The API and its DNS at 10:10 UTC"), ""),
        (("EVERYTHING WAS GONE", "EVERYTHING WAS GONE"), ""),
        (("See https://example.org/WAL", "See https://example.org/WAL"), ""),
        (("db-WAL is full", "db-WAL is full"), ""),
    ],
)
def test_an_acronym_is_explained_once_it_is_used_twice(texts_of: tuple[str, str], said: str) -> None:
    one, other = texts_of
    review = review_of(event(0, one), event(1, other))
    assert "".join(texts(found(review, "document.acronyms"))) == said
    assert found(review_of(*review.events, Term(text="WAL, WAL archiving", meaning="a log")), "document.acronyms") == []


def test_a_word_of_the_glossary_without_its_meaning_explains_nothing() -> None:
    used = (event(0, "The WAL was gone"), event(1, "More WAL"), Term(id="t", text="WAL"))
    assert found(review_of(*used), "document.acronyms")
    (bare,) = found(review_of(*used), "overview.bare-term")
    assert (bare.text, bare.part) == ("The glossary lists WAL without a meaning.", "t")


def test_notes_are_as_they_were_said() -> None:
    notes = (Note(text="Dana broke the WAL"), Note(text="Dana and the WAL"), *PEOPLE)
    assert [f for f in found(review_of(*notes)) if f.rule.startswith("document")] == []
