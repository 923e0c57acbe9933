import pytest

from pmfacil.documents.names import hiding
from pmfacil.review.people import Person


def hide(text: str, *people: tuple[str, str]) -> str:
    return hiding([Person(name=name, role=role) for name, role in people])(text)


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
