"""Sentences that are shown for some seconds."""

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets._toast import Toast, ToastHolder, ToastRack

from pmfacil.toast import Sentence
from tests.at_rest import until
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


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_while_somebody_writes_no_sentence_lies_over_the_line(meet: Meet, size: tuple[int, int]) -> None:
    async with meet(size=size) as room:
        await room.press(":", "a")
        for words in ("First.", "Second.", "Third.", "There is no room left."):
            room.app._notifications.add(Sentence(words, timeout=1000))
        room.app._disable_notifications = False
        room.screen.query_one(ToastRack).show(room.app._notifications)
        for _ in range(100):
            await room.pilot.pause(0.01)
            if "no room left" in room.text:
                break
        assert "First." in room.text
        assert "no room left" in room.text
        assert "› a" in room.text


async def test_all_that_a_sentence_lay_over_is_drawn_again_once_it_is_gone(
    meet: Meet, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with meet() as room:
        room.app._notifications.add(Sentence("This was said.", timeout=1000))
        room.app._disable_notifications = False
        room.screen.query_one(ToastRack).show(room.app._notifications)
        await until(room.pilot, lambda: "This was said." in room.text)
        whole: list[bool] = []
        refresh = room.screen.refresh

        def refreshed(*regions: Region, **how: bool) -> Screen[None]:
            whole.append(not regions and not how)
            return refresh(*regions, **how)

        monkeypatch.setattr(room.screen, "refresh", refreshed)
        await room.screen.query(ToastHolder).remove()
        await until(room.pilot, lambda: any(whole))
        assert any(whole)
