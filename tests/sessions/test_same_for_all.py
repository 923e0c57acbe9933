"""What a terminal leaves out, or writes strangely, is the same for everybody in the meeting."""

import json

import pytest

from pmfacil.review.actions import Action
from pmfacil.review.edit import Add
from pmfacil.review.notes import Note
from pmfacil.review.part import now_utc
from pmfacil.review.reading import ReaderQuestion, Signature
from pmfacil.review.restore import Restore, Restored
from pmfacil.review.timeline import Event
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.order import Asked
from pmfacil.sessions.wire import line
from tests.sessions.held import Held, Wire, notes, wait_for

ACTION = Action(id="act", text="Alert at 75 %", number=0, agreed=True)
SPARSE = {
    "a note": {"edit": "add", "table": "notes", "part": {"text": "x"}},
    "a signature": {"edit": "add", "table": "signatures", "part": {"question": "clear", "by": "Dana"}},
    "a link": {"edit": "link", "source": "act", "target": "eve"},
    "progress": {"edit": "progress", "id": "act", "status": "in progress"},
    "a date": {"edit": "due", "id": "act", "due": "2099-01-01"},
    "a status": {"edit": "status", "status": "in review"},
    "the clock": {"edit": "start"},
    "two wordings": {
        "edit": "reword",
        "change": {"edit": "change", "id": "act", "changes": {"text": "Another"}},
        "was": {"text": "Something else"},
    },
    "several": {"edit": "together", "edits": [{"edit": "add", "table": "notes", "part": {"text": "y"}}]},
    "a moved part": {"edit": "move", "id": "act"},
    "a committed idea": {"edit": "promote", "id": "idea"},
}


def asked(count: int, edit: object) -> bytes:
    return json.dumps({"kind": "asked", "terminal": "dana", "count": count, "edit": edit}).encode() + b"\n"


def test_what_an_edit_leaves_out_is_filled_in_once_for_everybody(held: Held) -> None:
    for part in (ACTION, Action(id="idea", text="An idea"), Event(id="eve", at=now_utc(), text="It went down")):
        held.do(lambda part=part: held.live.apply(Add(part=part)))
    joined = JoinedMeeting(held.live.path, seat("notes", "Ole"))
    with Wire(held.live.path) as wire:
        wire.greet()
        for count, edit in enumerate(SPARSE.values(), 1):
            before, number = held.live.review, held.live.position
            wire.say(asked(count, edit))
            wait_for(lambda number=number: joined.position == number + 1)
            assert held.live.review != before, edit
            assert joined.review == held.live.review, edit
    joined.drop()


@pytest.mark.parametrize("nothing", [b"NaN", b"-Infinity", b"1e999", b"1" * 400 + b".5"])
def test_what_is_no_number_is_the_same_nothing_for_everybody(held: Held, nothing: bytes) -> None:
    joined = JoinedMeeting(held.live.path, seat("notes", "Ole"))
    with Wire(held.live.path) as wire:
        wire.greet()
        before = Note(text="x", item="any").model_dump(mode="json")
        part = Restored(table="notes", id="a", before=before, after=None)
        back = Asked(terminal="dana", count=1, edit=Restore(said="x", parts=(part,)))
        wire.say(line(back).replace(b'"any"', nothing))
        wait_for(lambda: len(joined.review.notes) == 1)
        assert joined.review == held.live.review
    joined.drop()


def test_a_part_that_does_not_say_when_it_was_made_is_put_back_for_nobody(held: Held) -> None:
    joined = JoinedMeeting(held.live.path, seat("notes", "Ole"))
    with Wire(held.live.path) as wire:
        wire.greet()
        whole = Note(text="x").model_dump(mode="json")
        signed = Signature(question=ReaderQuestion.CLEAR, by="Dana").model_dump(mode="json")
        for count, (table, part, missing) in enumerate(
            [("notes", whole, "made"), ("signatures", signed, "at"), ("notes", whole, "")], 1
        ):
            before = {name: value for name, value in part.items() if name != missing}
            back = Restore(said="x", parts=(Restored(table=table, id="a", before=before, after=None),))
            wire.say(Asked(terminal="dana", count=count, edit=back))
        wait_for(lambda: joined.position == 3)
        assert notes(joined.review) == ["x"]
        assert joined.review == held.live.review
    joined.drop()
