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
    from pmfacil.dialogs.import_preview import Chosen
    from pmfacil.sessions.joining import JoinedMeeting


class Importing(Screen[None]):
    """What the meeting screen does about timelines from elsewhere."""

    meeting: "LiveMeeting | JoinedMeeting"

    def ask(self, edit: Any) -> bool:
        """Have an edit applied."""
        raise NotImplementedError

    @asks
    async def action_import_timeline(self) -> None:
        """Ask for a file, show what it holds, and take what is ticked."""
        from pmfacil.dialogs.fields import Asking, Field
        from pmfacil.dialogs.form import Answers, Form
        from pmfacil.dialogs.new_review import named_file

        review = self.meeting.review
        today = _day(self.meeting.clock.now(), review)

        def fits(answers: Answers) -> None:
            if not named_file(answers.values["file"]):
                raise EditRefused("Name the file first: a chat export, a log, a table, a calendar, or a text.")

        field = Field("file", "File or folder", "such as ~/Downloads/incident.json")
        asked = await answer(self, Form("Import a timeline", [field], {}, Asking(review, today), fits))
        path = named_file(asked.values["file"]) if asked and asked.kept else None
        if path:
            self.notify(await import_timeline(self, self.meeting, path, self.ask), markup=False)


async def import_timeline(
    screen: Screen[Any],
    meeting: "LiveMeeting | JoinedMeeting",
    path: Path,
    apply: Callable[[Any], object] | None = None,
) -> str:
    """Show what a file holds, have what is ticked applied, and say what was done, or why nothing was."""
    chosen = await chosen_events(screen, meeting.review, meeting.clock.now(), path)
    return await take_events(screen, meeting, path, chosen, apply) if chosen else "Nothing was imported."


async def chosen_events(screen: Screen[Any], review: Review, now: datetime, path: Path) -> "Chosen | str | None":
    """What somebody ticks of what a file holds, why there is nothing to tick, or `None` if it was called off."""
    from pmfacil.dialogs.import_preview import ImportPreview
    from pmfacil.sessions.timeline_file import read_timeline_file

    try:
        imported = await _behind(screen, partial(read_timeline_file, path, review, _day(now, review)))
    except SessionError as problem:
        return str(problem)
    if not imported.events:
        return " ".join(imported.left_out) or f"No event was found in {quoted(path.name)}; nothing was changed."
    return await answer(screen, ImportPreview(path.name, imported, review.incident.timezone))


async def take_events(
    screen: Screen[Any],
    meeting: "LiveMeeting | JoinedMeeting",
    path: Path,
    chosen: "Chosen | str",
    apply: Callable[[Any], object] | None = None,
) -> str:
    """Have what was chosen applied as one edit, and say what was done, or why nothing was."""
    from pmfacil.documents.timelines.placing import Placed, placed

    if isinstance(chosen, str):
        return chosen
    today = _day(meeting.clock.now(), meeting.review)
    place: Placed = await _behind(
        screen, partial(placed, meeting.review, chosen.events, today, chosen.zone, chosen.stated)
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
