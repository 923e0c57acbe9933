"""Who read the review from outside stands in the internal document."""

from pmfacil.documents.audience import Audience
from pmfacil.review.reading import ReaderQuestion, Signature

from .writing import at, written

SIGNED = Signature(question=ReaderQuestion.DEEP, by="Noor | Ltd", at=at("12:00"), note="But see 1.2")


def test_the_internal_document_says_who_signed_what():
    row = "| **Read by** | Noor \\| Ltd: Does the analysis go deep enough? But see 1.2 |"
    assert row in written(SIGNED).splitlines()


def test_the_shareable_one_does_not_name_the_reader():
    shared = written(SIGNED, audience=Audience.SHAREABLE)
    assert "Noor" not in shared
    assert "| **Read by** | an outside reader: Does the analysis go deep enough? But see 1.2 |" in shared


def test_an_unread_review_has_no_such_row():
    assert "Read by" not in written()
