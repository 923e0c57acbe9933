import pytest

from pmfacil.capture.letters import LETTERS, Letter

from .samples import captured


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_an_example_is_understood_as_what_it_is_an_example_of(letter: Letter):
    room = captured("w #1.2 first").after
    room = captured("w #2.1 second", room).after
    found = captured(letter.example, room)
    assert letter.example.startswith(f"{letter.letter} ")
    assert found.reading.unknown == ()
    assert found.reading.said.split(" · ")[0].split()[0] in f"{letter.noun} L3"


@pytest.mark.parametrize("letter", "ai")
def test_the_letters_are_those_of_the_help(letter: str):
    assert list(LETTERS) == list("ailtwfogbydnk")
    assert {token.sigil for token in LETTERS[letter].tokens} == {"@", "P", "~", "by:", "#", "L", "check:"}


def test_letters_that_keep_their_line_have_no_tokens():
    assert [letter for letter in LETTERS if not LETTERS[letter].tokens] == list("lgbydnk")
