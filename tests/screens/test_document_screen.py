"""The document, one key away: shown, written beside the session, copied."""

import stat
from typing import TYPE_CHECKING

import pytest

from pmfacil.documents.markdown import to_markdown
from pmfacil.review.review import Review
from pmfacil.screens.document import Document, DocumentView

if TYPE_CHECKING:
    from tests.conftest import Meet


def nowhere(text: str) -> bool:
    """A clipboard that never answers."""
    return False


@pytest.mark.parametrize("key", ["escape", "q", "ctrl+s"])
async def test_the_document_is_written_beside_the_session_shown_and_left_again(meet: "Meet", key: str) -> None:
    async with meet() as room:
        await room.press("ctrl+s")
        path = room.meeting.file.path.with_suffix(".md")
        written = path.read_text("utf-8")
        assert written == to_markdown(room.review, now=room.screen.clock.now())
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert isinstance(room.app.screen, Document)
        assert room.read("#where").replace(" ", "").startswith("Writtento/")
        assert "# Users could not check out for 23 minutes" in room.text
        await room.press(key)
        assert room.app.screen is room.screen
        assert room.board.has_focus
        assert [file.name for file in path.parent.glob(".*.tmp")] == []


async def test_the_document_is_that_of_this_moment(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("ctrl+s", "escape", "x", "ctrl+s")
        written = room.meeting.file.path.with_suffix(".md").read_text("utf-8")
        assert "No server could reach the database" not in written
        assert "Only error rates raise alerts" in written


async def test_every_word_of_the_document_can_be_scrolled_to(meet: "Meet", sample: Review) -> None:
    async with meet(sample, size=(80, 24)) as room:
        await room.press("ctrl+s")
        view = room.app.screen.query_one(DocumentView)
        lines = ["".join(text for text, _ in pieces) for _, pieces in view._lines]
        assert "".join("".join(lines).split()) == "".join(to_markdown(sample, now=room.screen.clock.now()).split())
        await room.press("end")
        assert view.scroll_offset.y == view.virtual_size.height - view.size.height > 100
        assert lines[-2] in room.text


async def test_a_document_that_cannot_be_written_is_shown_all_the_same(meet: "Meet") -> None:
    async with meet() as room:
        room.meeting.file.path.with_suffix(".md").mkdir()
        await room.press("ctrl+s")
        assert room.read("#where").startswith("Not written: it is a folder; the review itself is safe")
        assert "# Users could not check out" in room.text


async def test_the_whole_document_is_copied(meet: "Meet", monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    def taken(text: str) -> bool:
        copied.append(text)
        return True

    monkeypatch.setattr("pmfacil.clipboard.copy", taken)
    async with meet() as room:
        await room.press("ctrl+s", "y")
        await room.app.workers.wait_for_complete()
        await room.pilot.pause()
        assert copied == [room.meeting.file.path.with_suffix(".md").read_text("utf-8")]
        assert room.app.told == ["Copied."]


async def test_where_nothing_acknowledges_a_copy_it_says_so(meet: "Meet", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmfacil.clipboard.copy", nowhere)
    async with meet() as room:
        await room.press("down", "y")
        await room.app.workers.wait_for_complete()
        await room.pilot.pause()
        assert room.app.clipboard == "Why not?\nThe pool was exhausted\n[evidence] pool graph"
        assert room.app.told == ["Sent to the terminal's clipboard; whether it took it cannot be known."]


async def test_without_a_row_in_hand_nothing_is_copied(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("x", "x", "y")
        assert room.app.clipboard == ""
        assert room.app.told == ["Take a row in hand first, with the arrow keys or a click."]
