from collections.abc import Collection

import pytest

from pmfacil.documents.names import hiding
from pmfacil.review.people import Person


def hide(text: str, *people: tuple[str, str], handles: Collection[str] = ()) -> str:
    return hiding([Person(name=name, role=role) for name, role in people], handles)(text)


DANA = ("Dana", "on-call engineer")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dana restarted it", "on-call engineer restarted it"),
        ("Dana's alert", "on-call engineer's alert"),
        ("asked @Dana.", "asked on-call engineer."),
        ("(Dana)", "(on-call engineer)"),
        ("dana and Danar and preDana", "dana and Danar and preDana"),
        ("see https://example.org/Dana/1", "see https://example.org/Dana/1"),
    ],
)
def test_a_whole_name_in_the_same_case_becomes_the_role(text: str, said: str):
    assert hide(text, DANA) == said


def test_somebody_without_a_role_is_a_participant():
    assert hide("Kim saw it", ("Kim", "")) == "a participant saw it"


def test_the_longest_name_goes_first():
    people = (("Ann", "observer"), ("Ann Lee", "responder"))
    assert hide("Ann Lee told Ann", *people) == "responder told observer"


def test_a_first_name_alone_is_hidden_if_only_one_has_it():
    people = (("Dana Smith", "responder"), ("Kim Park", "product"), ("Kim Ito", "observer"), ("Bo Ek", "observer"))
    assert hide("Dana, Kim and Bo met Kim Ito", *people) == "responder, Kim and Bo met observer"


def test_two_people_of_one_name_are_participants():
    assert hide("Kim saw it", ("Kim", "product"), ("Kim", "observer")) == "a participant saw it"
    assert hide("Kim saw it", ("Kim", "observer"), ("Kim", "observer")) == "observer saw it"


def test_names_are_words_and_no_patterns():
    assert hide("a.b met axb", ("a.b", "responder")) == "responder met axb"


def test_scripts_without_spaces_hide_names_as_well():
    assert hide("田中さんが再起動した", ("田中", "responder")) == "responderさんが再起動した"
    assert hide("森林", ("林", "responder")) == "森林"


def test_nobody_on_the_list_changes_nothing():
    assert hide("Dana saw it") == "Dana saw it"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("support-mei", "support-mei"),
        ("mei-cache and web.mei_1 failed", "mei-cache and web.mei_1 failed"),
        ("asked @support-mei, @mei_l and @mei.", "asked a participant, a participant and a participant."),
        ("wrote to mei@example.org", "wrote to a participant"),
        ("_mei_ and (mei) said", "_a participant_ and (a participant) said"),
        ("14:02-mei woke", "14:02-a participant woke"),
    ],
)
def test_a_name_in_a_longer_word_takes_all_of_a_handle_with_it_and_leaves_any_other(text: str, said: str):
    assert hide(text, ("mei", "")) == said


def test_a_handle_that_is_known_goes_as_a_whole():
    assert hide("Support-mei restarted it", ("mei", "responder"), handles=["support-mei"]) == "responder restarted it"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Support-Dana and Dana_S told Dana.Smith", "on-call engineer and on-call engineer told on-call engineer"),
        ("a Dana-led restart", "a on-call engineer-led restart"),
    ],
)
def test_a_name_with_a_capital_is_hidden_wherever_it_stands(text: str, said: str):
    assert hide(text, DANA) == said


def test_an_everyday_word_in_a_longer_one_is_no_name():
    assert hide("the header Max-Age was asked of Max", ("Max", "responder")) == (
        "the header Max-Age was asked of responder"
    )


def test_a_long_word_of_many_pieces_is_read_at_once():
    text = "a-b_" * 20_000 + "mei"
    assert hide(text, ("mei", "responder")) == text
