"""Sentences that are shown for some seconds."""

from textual.widgets._toast import Toast, ToastHolder

from pmfacil.toast import Sentence
from tests.conftest import Meet


async def test_a_sentence_that_is_over_before_it_is_drawn_holds_nothing_and_goes(meet: Meet) -> None:
    async with meet() as room:
        over = Sentence("This was said.", timeout=-1)
        assert over.has_expired
        room.app._notifications.add(over)
        await room.screen.mount(ToastHolder(Toast(over)))
        while room.screen.query(Toast):
            await room.pilot.pause(0.01)
        await room.press("8")
        assert room.screen.stage.name_shown == "lessons"


async def test_a_sentence_stays_for_its_time(meet: Meet) -> None:
    async with meet() as room:
        room.app.notify("This stays.", timeout=1000)
        await room.pilot.pause()
        [shown] = room.app._notifications
        assert not shown.has_expired
        assert 900 < shown.time_left <= 1000
        room.app.notify("This stays.", timeout=1000)
        await room.pilot.pause()
        assert list(room.app._notifications) == [shown]
