"""What is done on the meeting screen is kept: on disk at once, undone and done again, refused in a sentence."""

from typing import TYPE_CHECKING

from pmfacil.review.review import Review
from pmfacil.review.tables import from_tables
from pmfacil.sessions.errors import NotSaved
from pmfacil.sessions.session_file import open_session
from pmfacil.sessions.tables import Tables

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

SENTENCE = (
    "Not saved since 10:31: the disk is full; the meeting goes on, and all of it is written as soon as that is over."
)


class Disk:
    """A disk that can be full, in front of a session's own."""

    def __init__(self, room: "Room") -> None:
        self.full = True
        self.name = room.meeting.file.path.name
        self.write_to_it = room.meeting.file.write
        room.meeting._saver._retry = 0.3

    def write(self, tables: Tables) -> None:
        """Put the tables on disk, or refuse them."""
        if self.full:
            raise NotSaved(self.name, "the disk is full")
        self.write_to_it(tables)


async def test_an_edit_is_on_disk_and_the_header_says_when_it_was_saved(meet: "Meet") -> None:
    async with meet() as room:
        assert "saved 09:31:07" in room.text
        await room.press("x")
        assert [why.id for why in room.on_disk().whys] == ["w3"]
        await room.settle()
        assert "saved 10:31:07" in room.text


async def test_undo_brings_a_pruned_branch_back_and_says_so_and_redo_takes_it_again(meet: "Meet") -> None:
    async with meet(size=(120, 28)) as room:
        before = room.review
        await room.press("x")
        assert "✓ remove 1 and 1 below it: “No server could reach the database”" in room.text
        await room.press("u")
        assert room.review.whys == before.whys
        assert room.on_disk().whys == before.whys
        assert "Undid: remove 1 and 1 below it: “No server could reach the database”" in room.text
        assert "The pool was exhausted" in room.text
        await room.press("ctrl+r")
        assert "Did again: remove 1 and 1 below it" in room.text
        assert [why.id for why in room.on_disk().whys] == ["w3"]


async def test_how_much_a_removed_why_takes_along_shows_on_a_narrow_screen(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        await room.press("x")
        assert "✓ remove 1 and 1 below it: “" in room.text


async def test_with_nothing_to_undo_or_redo_it_says_so(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("u", "ctrl+r")
        assert room.app.told == ["There is nothing to undo.", "There is nothing to redo."]


async def test_what_the_clock_did_is_not_undone(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("x", "]", "u")
        assert room.review.run.item == "item-fishbone"
        assert len(room.review.whys) == 3


async def test_a_full_disk_says_so_in_the_header_while_the_meeting_goes_on(meet: "Meet") -> None:
    async with meet() as room:
        disk = Disk(room)
        room.meeting.file.write = disk.write
        await room.press("f")
        await room.settle()
        assert room.read("#meta") == SENTENCE
        await room.press("down", "f")
        assert [why.factor for why in room.review.whys] == [True, True, False]
        disk.full = False
        assert [why.factor for why in room.on_disk().whys] == [True, True, False]
        await room.settle()
        assert "Not saved" not in room.text
        assert "saved 10:31:07" in room.text


async def test_the_whole_sentence_about_the_disk_is_there_at_eighty_columns(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        disk = Disk(room)
        room.meeting.file.write = disk.write
        await room.press("f")
        await room.settle()
        assert room.read("#meta") == f"Why analysis 7:00 · {SENTENCE}"
        disk.full = False


async def test_a_review_open_to_read_only_refuses_every_edit_in_a_sentence(meet: "Meet") -> None:
    async with meet(write=False) as room:
        before = room.review
        for times, keys in enumerate(["x", "f", "+", "]", "space", "u", "ctrl+r", "a", "b"], 2):
            await room.press(keys)
            if keys in "ab":
                await room.fill(text="Nobody looked")
                await room.press("enter")
            assert room.app.told[1:] == ["This review is open to read only; nothing was changed."] * (times - 1)
        assert room.review is before


async def test_a_review_open_to_read_only_says_so_and_can_be_looked_at(meet: "Meet") -> None:
    async with meet(write=False) as room:
        assert room.app.told == ["This review is open to read only."]
        assert room.read("#meta").endswith(" · to read only")
        await room.press("9")
        assert "Alert at 75 % pool use" in room.text


async def test_q_leaves_with_everything_on_disk(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("f", "q")
        assert not room.app.is_running
        assert room.meeting.close()
        path = room.meeting.file.path
    assert [why.factor for why in read(path).whys] == [True, False, False]


def read(path: object) -> Review:
    return from_tables(open_session(str(path), write=False).tables)[0]
