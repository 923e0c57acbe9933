import pytest

from pmfacil.review.edit import Add, Remove
from pmfacil.review.reading import ReaderQuestion, Signature
from pmfacil.review.tables import from_tables, to_tables

from .samples import HOSTILE, after, at, begun, refusal


def signed(question: ReaderQuestion, by: str = "Noor") -> Add:
    return Add(part=Signature(id=f"{question}-{by}", made=at(0), question=question, by=by, at=at(60)))


def test_there_are_five_questions_that_can_be_read_out():
    assert len(ReaderQuestion) == 5
    assert all(question.words().endswith("?") and question.words()[0].isupper() for question in ReaderQuestion)


def test_a_signature_says_who_signed_what():
    assert signed(ReaderQuestion.DEEP).part.says() == "Noor: Does the analysis go deep enough?"


def test_each_question_is_signed_once_until_its_signature_is_taken_away():
    review = after(begun(), signed(ReaderQuestion.DEEP), signed(ReaderQuestion.CLEAR))
    again = signed(ReaderQuestion.DEEP, "Oskar")
    assert refusal(review, again).startswith("That question is signed already")
    taken = after(review, Remove(id="deep-Noor"), again)
    assert [signature.by for signature in taken.signatures] == ["Noor", "Oskar"]


@pytest.mark.parametrize("by", ["", " ", "\x00"])
def test_a_signature_needs_a_reader(by: str):
    with pytest.raises(Exception, match="needs words"):
        signed(ReaderQuestion.DEEP, by)


def test_a_reader_is_cleaned_and_kept():
    review = after(begun(), signed(ReaderQuestion.OWNED, HOSTILE))
    assert review.signatures[0].by == "[/] ]52;c;ab==2Jdlrow 🙂"
    assert from_tables(to_tables(review, 1)) == (review, [])
