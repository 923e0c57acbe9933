import pytest

from pmfacil.review.edit import Add, Change
from pmfacil.review.notes import FollowUp, Note, Pulse

from .samples import HOSTILE, after, at, begun, refusal


def test_a_note_keeps_its_lines():
    note = Note(text="  one\r\n\r\ntwo\tand\n" + HOSTILE)
    assert note.text == "one\n\ntwo    and\n[/] ]52;c;ab==2Jdlrow 🙂"


@pytest.mark.parametrize("text", ["", " \n ", "\x00\u200b"])
def test_a_note_needs_words(text: str):
    assert refusal(begun(), Add(part=Note(text=text))) == "A note needs words."


def test_the_rules_that_are_read_out_can_be_changed():
    review = Change(id="rule-1", changes={"text": "Systems first"}).apply(begun())
    assert review.ground_rules[0].says() == "Systems first"
    assert len(review.ground_rules) == 5


def test_follow_ups_stand_in_the_order_of_their_dates():
    days = {"b": at(0).date(), "c": at(40_000).date(), "a": at(-20_000).date()}
    review = after(begun(), *(Add(part=FollowUp(id=id, text=id, on=day)) for id, day in days.items()))
    assert [follow_up.id for follow_up in review.follow_ups] == ["a", "b", "c"]


@pytest.mark.parametrize("answer", ["worth", "safe", "spoke"])
def test_no_more_answers_are_counted_than_people_were_there(answer: str):
    review = Change(id="pulse", changes={"present": 6, answer: 6}).apply(begun())
    said = "There were 6 people in the meeting; an answer counts no more than that."
    assert refusal(review, Change(id="pulse", changes={answer: 7})) == said
    assert refusal(review, Change(id="pulse", changes={"present": 5})) == said.replace("6", "5")
    assert Change(id="pulse", changes={"redirects": 40}).apply(review).pulse.redirects == 40


@pytest.mark.parametrize(
    ("present", "spoke", "people", "said"),
    [
        (7, 5, 0, "at least 5 of 7 were heard"),
        (0, 2, 4, "at least 2 of 4 were heard"),
        (7, 7, 4, "everybody was heard"),
        (7, 3, 7, ""),
        (0, 7, 4, ""),
        (0, 3, 0, ""),
        (0, 0, 0, ""),
    ],
)
def test_how_many_were_heard_is_said_only_where_nobody_seems_to_have_kept_silent(
    present: int, spoke: int, people: int, said: str
):
    assert Pulse(present=present, spoke=spoke).voices(people) == said
