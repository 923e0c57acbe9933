"""Undo that comes too late, as somebody else has been there since."""

from collections.abc import Callable

from pmfacil.clock import FrozenClock
from pmfacil.review.edit import Change, Remove
from pmfacil.review.review import Review
from tests.conftest import Overheard

from .company_room import together, until


async def test_why_it_is_too_late_is_read_whole_at_80_columns(
    app: Callable[..., Overheard], clock: FrozenClock, small: Review
) -> None:
    event, words = small.events[0].id, "Alert on the pool of connections of every shard by ten"
    async with together(app, clock, "notes", review=small, size=(80, 24)) as (here, notes):
        notes.screen.ask(Change(id=event, changes={"text": words}))
        await until(here, lambda: here.review.find(event).says() == words)
        here.screen.ask(Remove(id=event))
        await until(notes, lambda: not notes.review.has(event))
        await notes.press("escape", "u")
        told = "Too late, it was removed since: “reword event to Alert on the pool of con…”."
        await until(notes, lambda: told in notes.text)
