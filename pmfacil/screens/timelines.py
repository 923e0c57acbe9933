"""A timeline from elsewhere: read, shown, and taken as one edit."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pmfacil.dialogs.dialog import answer
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.sessions.errors import SessionError, quoted
from pmfacil.sessions.live import LiveMeeting
from pmfacil.typeahead import asks, opening

if TYPE_CHECKING:
    from pmfacil.dialogs.import_file import ReadFile
    from pmfacil.dialogs.import_preview import Chosen
    from pmfacil.documents.timelines.imported import Imported
    from pmfacil.sessions.joining import JoinedMeeting

_SENTENCES = 3
"""The most sentences about a file out of which nothing can be taken."""


class Importing(Screen[None]):
    """What the meeting screen does about timelines from elsewhere."""

    meeting: "LiveMeeting | JoinedMeeting"

    def ask(self, edit: Any) -> bool:
        """Have an edit applied."""
        raise NotImplementedError

    @asks
    async def action_import_timeline(self) -> None:
        """Ask for a file, show what it holds, and take what is ticked."""
        from pmfacil.dialogs.fields import Asking
        from pmfacil.dialogs.import_file import ImportFile

        review, now = self.meeting.review, self.meeting.clock.now()
        asking = Asking(review, _day(now, review))
        asked = await answer(self, ImportFile(asking, lambda path: read_events(self, review, now, path)))
        if asked is None or not asked.kept:
            return
        file: ReadFile = asked.values["file"]
        chosen = await chosen_events(self, self.meeting.review, now, file)
        done = await take_events(self, self.meeting, file.path, chosen, self.ask) if chosen else "Nothing was imported."
        self.notify(done, markup=False)


async def read_events(screen: Screen[Any], review: Review, now: datetime, path: Path) -> "Imported":
    """What a file holds.

    Raises:
        SessionError: If it cannot be read, or holds no event.
    """
    from pmfacil.sessions.timeline_file import read_timeline_file

    imported = await _behind(screen, partial(read_timeline_file, path, review, _day(now, review)))
    if not imported.events:
        nothing = f"No event was found in {quoted(path.name)}; nothing was changed."
        raise SessionError(" ".join(imported.left_out[:_SENTENCES]) or nothing)
    return imported


async def chosen_events(screen: Screen[Any], review: Review, now: datetime, file: "ReadFile") -> "Chosen | None":
    """What somebody ticks of what a file holds, or `None` if it was called off."""
    from pmfacil.dialogs.import_preview import ImportPreview

    return await answer(screen, ImportPreview(file.path.name, file.imported, review, _day(now, review)))


async def take_events(
    screen: Screen[Any],
    meeting: "LiveMeeting | JoinedMeeting",
    path: Path,
    chosen: "Chosen",
    apply: Callable[[Any], object] | None = None,
) -> str:
    """Have what was chosen applied as one edit, and say what was done, or why nothing was."""
    from pmfacil.documents.timelines.placing import Placed, placed

    today = _day(meeting.clock.now(), meeting.review)
    place: Placed = await _behind(
        screen, partial(placed, meeting.review, chosen.events, today, chosen.zone, chosen.stated, chosen.first)
    )
    try:
        if edit := place.edit(path.name):
            (apply or meeting.apply)(edit)
    except EditRefused as refused:
        return str(refused)
    return place.said()


def _day(now: datetime, review: Review) -> date:
    return now.astimezone(review.incident.zone()).date()


async def _behind(screen: Screen[Any], work: Callable[[], Any]) -> Any:
    """What comes of a longer work in a thread; keys wait for it."""
    opening(screen, 1)
    try:
        return await asyncio.to_thread(work)
    finally:
        opening(screen, -1)
