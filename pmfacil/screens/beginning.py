"""Into a meeting and back: opening a session in whatever state it is, beginning one, looking at the sample."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual import work
from textual.screen import Screen

from pmfacil.clock import Clock
from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.decide import Decide
from pmfacil.dialogs.dialog import answer
from pmfacil.review.agenda import FORMATS
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.screens.timelines import chosen_events, read_events, take_events
from pmfacil.sessions.entry import Entry
from pmfacil.sessions.errors import DamagedSession, SessionError, SessionLocked
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.meeting_point import is_held
from pmfacil.typeahead import asks, opening

if TYPE_CHECKING:
    # Loaded behind the first frame, which has nothing of it.
    from pmfacil.coach.hints import Hint
    from pmfacil.dialogs.form import Answers
    from pmfacil.dialogs.import_file import ReadFile
    from pmfacil.dialogs.new_review import Earlier
    from pmfacil.documents.timelines.imported import Imported
    from pmfacil.packs import Packs
    from pmfacil.sessions.joining import JoinedMeeting

_LATER = ("screens.meeting", "dialogs.form", "dialogs.help", "dialogs.new_review", "documents.forms")
"""What keys need that the first frame does without."""
T = TypeVar("T")


class Hold(Protocol):
    """What shows a meeting over the library."""

    def __call__(
        self, meeting: "LiveMeeting | JoinedMeeting", back: Callable[[str | None], object], part: str | None = None
    ) -> None:
        """Show a meeting, an action of it in hand; at the end call `back` with what could not be saved, if anything."""
        ...


class Beginning(Screen[None]):
    """What the library does about meetings."""

    library: Library
    clock: Clock
    policies: Policies
    hold: Hold
    packs: "Packs | None" = None
    """What the coach knows, once it is read."""
    _draft: Mapping[str, Any] | None = None
    """What was typed into a form for a new review that was closed."""

    def say(self, words: str) -> None:
        """Say something below the list."""
        raise NotImplementedError

    def refresh_library(self) -> None:
        """Look at the files again."""
        raise NotImplementedError

    def earlier(self) -> "Sequence[Earlier]":
        """The reviews that a new one can begin like."""
        raise NotImplementedError

    def today(self) -> date:
        """The day that it is here."""
        raise NotImplementedError

    def take_in_hand(self, file: Path) -> None:
        """Have the bar stand on the review of a file, as soon as it is listed."""
        raise NotImplementedError

    @work(thread=True)
    def make_ready(self) -> None:
        """Load what keys will need, after the first frame."""
        for module in _LATER:
            import_module(f"pmfacil.{module}")
        from pmfacil.packs import read_packs

        self.packs = read_packs()

    async def open(self, entry: Entry, part: str | None = None) -> None:
        """Go into the meeting of a session; of one that is damaged or being written, ask what to do."""
        meeting = await self._begun(partial(LiveMeeting.open, entry.path, clock=self.clock))
        if isinstance(meeting, SessionLocked):
            meeting = await self._open_held(entry, meeting)
        elif isinstance(meeting, DamagedSession):
            meeting = await self._open_backup(entry, meeting)
        self._show(meeting, part)

    async def show_document(self, entry: Entry) -> None:
        """Show the document of a session, whoever writes it at this moment."""
        from pmfacil.screens.document import Document, load

        await load()
        review = await self._begun(partial(_read, entry.path))
        if isinstance(review, SessionError):
            self.say(str(review))
            return
        document = Document(review, self.policies, self.clock.now(), entry.path)
        await self.app.push_screen_wait(document)

    @asks
    async def action_patterns(self) -> None:
        """Show what several reviews show together, and open the one that was chosen there."""
        from pmfacil.screens.trends import TrendsScreen

        id = await self.app.push_screen_wait(TrendsScreen(self.library, self.clock, self.policies))
        entry = await self._begun(partial(self.library.find, id)) if id else None
        if isinstance(entry, Entry):
            await self.open(entry)
        elif entry:
            self.say(str(entry))

    @asks
    async def action_new(self) -> None:
        """Ask what a review is about, make it, and go into its meeting; out of its timeline one comes back here."""
        from pmfacil.dialogs.new_review import NewReview, reviewed, timeline_file

        today, now = self.today(), self.clock.now()

        def fits(answers: "Answers") -> None:
            timeline_file(answers.values)
            reviewed(answers.values, self.policies, now, today)

        def read(path: Path, answers: "Answers") -> "Awaitable[Imported]":
            return read_events(self, reviewed(answers.values, self.policies, now, today), now, path)

        def hints(title: str) -> "Sequence[Hint]":
            return self.packs.of_title(title) if self.packs else ()

        made = False
        while not made:
            asked = await answer(
                self, NewReview(self.policies, today, fits, read, self.earlier(), self._draft, hints, now=now)
            )
            self._draft = asked.draft if asked else None
            if asked is None or not asked.kept:
                return
            made = await self._make(asked, now, today)

    async def _make(self, asked: "Answers", now: datetime, today: date) -> bool:
        """Make the review that was asked for, or say why not; whether it was not called off at its timeline."""
        from pmfacil.dialogs.new_review import reviewed
        from pmfacil.review.like import like

        file: ReadFile | None = asked.values["timeline"]

        def begin() -> Review:
            earlier = _read(self.library.find(example).path) if (example := asked.values.get("like")) else None
            chosen = {} if earlier is None or "format" in asked.touched else self._format_of(earlier)
            review = reviewed({**asked.values, **chosen}, self.policies, now, today)
            return like(review, earlier) if earlier else review

        review = await self._begun(begin)
        if isinstance(review, SessionError):
            self._show(review)
            return True
        chosen = await chosen_events(self, review, now, file) if file else None
        if file and chosen is None:
            return False
        meeting = await self._begun(lambda: LiveMeeting.create(self.library, review, self.clock))
        if isinstance(meeting, LiveMeeting):
            # What was typed into the form is in the review now, and only now.
            self._draft = None
            self.take_in_hand(meeting.file.path)
            if file and chosen:
                self.app.notify(await take_events(self, meeting, file.path, chosen), markup=False)
        self._show(meeting)
        return True

    def _format_of(self, earlier: Review) -> dict[str, str]:
        """The format of an earlier review's agenda, if there still is one of its name."""
        name = earlier.plan.format
        return {"format": name} if name in (*FORMATS, *self.policies.formats) else {}

    @asks
    async def action_sample(self) -> None:
        """Look at the sample in a library that is thrown away, and come back."""
        folder = tempfile.TemporaryDirectory(prefix="pmfacil-demo-", ignore_cleanup_errors=True)

        def begin() -> LiveMeeting:
            from pmfacil.sessions.sample import sample_review

            return LiveMeeting.create(Library(Path(folder.name)), sample_review(self.clock.now()), self.clock)

        def back(_: str | None) -> None:
            folder.cleanup()
            self.say("That was the sample: what you did in it is gone, and your own reviews were not touched.")

        meeting = await self._begun(begin)
        if isinstance(meeting, LiveMeeting):
            self.hold(meeting, back)
        else:
            folder.cleanup()
            self._show(meeting)

    def _show(self, meeting: "LiveMeeting | JoinedMeeting | SessionError | None", part: str | None = None) -> None:
        """Show a meeting, or say why there is none."""
        if isinstance(meeting, SessionError):
            self.say(str(meeting))
            self.refresh_library()
        elif meeting:
            self.hold(meeting, self._back, part)

    def _back(self, problem: str | None) -> None:
        """Show the library as it is after a meeting."""
        self.refresh_library()
        self.say(problem or "")

    async def _open_held(
        self, entry: Entry, locked: SessionLocked
    ) -> "LiveMeeting | JoinedMeeting | SessionError | None":
        join = Choice("join", "Join its meeting", "to take notes; pmfacil join --as desk, or room, has other views")
        choices = [
            *([join] if await asyncio.to_thread(is_held, entry.path) else []),
            Choice("read", "Open it to read", "nothing in it can be changed meanwhile"),
            Choice("stay", "Stay here", "and open it when that program has closed it"),
        ]
        held = str(locked).partition(";")[0] + "."
        match await answer(self, Decide("Somebody is writing it", choices, held)):
            case "join":
                return await self._begun(partial(_joined, entry.path, self.clock))
            case "read":
                return await self._begun(partial(LiveMeeting.open, entry.path, write=False, clock=self.clock))
            case _:
                return None

    async def _open_backup(self, entry: Entry, damaged: DamagedSession) -> LiveMeeting | SessionError | None:
        from pmfacil.sessions.backup import read_backup, restore_backup

        backup = await self._begun(lambda: read_backup(entry.path))
        if isinstance(backup, SessionError):
            return damaged
        choices = [
            Choice("backup", "Put its backup in its place", "the damaged version is kept beside it"),
            Choice("stay", "Leave it as it is", "nothing is changed"),
        ]
        if await answer(self, Decide("This session is damaged", choices, str(damaged))) != "backup":
            return None
        return await self._begun(lambda: LiveMeeting(restore_backup(entry.path), self.clock))

    async def _begun(self, how: Callable[[], T]) -> T | SessionError:
        """What was opened in a thread, or why not; keys wait for it."""
        opening(self, 1)
        try:
            return await asyncio.to_thread(how)
        except SessionError as problem:
            return problem
        finally:
            opening(self, -1)


def _joined(path: Path, clock: Clock) -> "JoinedMeeting":
    from pmfacil.sessions.joining import JoinedMeeting, seat

    return JoinedMeeting(path, seat("notes"), clock)


def _read(path: Path) -> Review:
    """The review of a session, whoever writes it at this moment."""
    meeting = LiveMeeting.open(path, write=False)
    meeting.close()
    return meeting.review
