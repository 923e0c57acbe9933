"""A review leaves in every form and for everybody, from the meeting and from the library."""

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.dialogs.export import Export, audiences, for_whom, forms, in_form
from pmfacil.documents.audience import Audience
from pmfacil.documents.forms import FORMS, Form, exported, offered
from pmfacil.documents.trackers import Tracker
from pmfacil.review.review import Review
from pmfacil.screens.document import Document
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.screens.library_room import opened, put

if TYPE_CHECKING:
    from tests.conftest import Meet

SESSION = Path("/library/2026-11-18-pool-k3f9x2ab.json")


def every_way() -> list[Export]:
    """Everything that can be chosen in the two lists."""
    found = [in_form(Export(audience=audience), one.value) for audience in Audience for one in forms(audience)._choices]
    return [*found, *(for_whom(Export(form), one.value) for form in Form for one in audiences(form)._choices.values())]


def test_every_way_can_be_had_and_has_a_file_of_its_own(sample: Review, clock: FrozenClock) -> None:
    ways = set(every_way())
    assert {way.form for way in ways} == {described.form for described in FORMS}
    assert {way.tracker for way in ways} == {None, *Tracker}
    assert all(offered(way.form, way.audience) for way in ways)
    assert all(exported(sample, way.form, way.audience, clock.now(), None, way.tracker) for way in ways)
    assert len({way.file(SESSION) for way in ways}) == len({way.says() for way in ways}) == len(ways)
    assert SESSION not in {way.file(SESSION) for way in ways}


def test_only_the_document_itself_stands_beside_its_session() -> None:
    beside = [way for way in set(every_way()) if way.file(SESSION).parent == SESSION.parent]
    assert beside == [Export()]


async def test_another_form_for_others_is_shown_and_saved_on_demand(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("ctrl+s", "o")
        await room.press("c")
        await room.calm()
        assert "Markdown · customer" in room.text
        await room.press("f")
        await room.type("html")
        await room.press("enter")
        await room.calm()
        assert "HTML · customer" in room.text
        assert "<!doctype html>" in room.text.casefold()
        assert "Not saved yet" in room.text
        folder = room.meeting.file.path.parent / "exports"
        assert not folder.exists()
        await room.press("s")
        (saved,) = folder.iterdir()
        assert saved.name == f"{room.meeting.file.path.stem}.customer.html"
        assert saved.name[-20:] in room.read("#where").replace(" ", "")
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        assert "Dana" not in saved.read_text("utf-8")


async def test_customers_are_offered_no_actions(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("ctrl+s", "o")
        await room.press("c")
        await room.calm()
        await room.press("f")
        assert "Markdown" in room.text
        assert "Jira" not in room.text


@pytest.mark.parametrize("words", ["json", "jira", "github", "calendar"])
async def test_what_is_exported_is_no_session_of_the_library(
    small: Review, tmp_path: Path, clock: FrozenClock, words: str
) -> None:
    library = Library(tmp_path / "library")
    path = put(library, small, clock)
    before = path.read_bytes()
    async with opened(library, clock) as desk:
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, Document))
        await desk.press("f")
        await desk.type(f"{words}\r")
        await desk.until(lambda: "Not saved yet: s saves it" in desk.text)
        await desk.press("s", "escape")
        assert desk.app.screen is desk.screen
        assert len(library.entries()) == 1
        assert path.read_bytes() == before
        (saved,) = (library.folder / "exports").iterdir()
        assert "Alert at 75 % pool use" in saved.read_text("utf-8")
        assert words != "json" or json.loads(saved.read_text("utf-8"))["id"] == small.id


async def test_the_document_of_a_session_that_is_being_written_can_be_had_too(
    small: Review, tmp_path: Path, clock: FrozenClock
) -> None:
    library = Library(tmp_path / "library")
    other = LiveMeeting.open(put(library, small, clock))
    async with opened(library, clock) as desk:
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, Document))
        assert "# Users could not check out" in desk.text
    other.close()
