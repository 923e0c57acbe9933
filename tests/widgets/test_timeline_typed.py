"""What is typed about an event: its time as the capture bar reads it, or all of it on one line."""

from typing import TYPE_CHECKING

from pmfacil.review.timeline import Event, EventKind

if TYPE_CHECKING:
    from tests.conftest import Meet


async def test_times_are_read_as_in_the_capture_bar_in_a_new_event_and_in_a_changed_one(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("3")
        before = room.review
        for typed, stands in (
            ("10:55", "17 10:55:00"),
            ("9:05", "18 09:05:00"),
            ("00:36", "18 00:36:00"),
            ("+2 00:36", "19 00:36:00"),
            ("-1 23:10", "16 23:10:00"),
            ("2026-11-17 11:02:30", "17 11:02:30"),
            ("2026-11-17T12:00+01:00", "17 11:00:00"),
        ):
            room.select("e1")
            await room.press("a")
            await room.fill(at=typed, text="It is seen")
            await room.press("enter")
            assert room.selected
            assert f"{room.on_disk().get(Event, room.selected).at:%d %H:%M:%S}" == stands, typed
            room.select("e2")
            await room.press("e")
            await room.fill(at=typed)
            await room.press("enter")
            assert f"{room.on_disk().get(Event, 'e2').at:%d %H:%M:%S}" == stands, typed
            await room.press("u", "u")
            assert room.review.events == before.events


async def test_an_event_may_stand_whole_on_the_line_of_its_time(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("3", "a")
        await room.fill(at='10:50 Support writes to customers ~communication from:"status page" ! *')
        await room.press("enter")
        assert room.selected
        event = room.on_disk().get(Event, room.selected)
        assert (event.text, event.kind, event.source) == (
            "Support writes to customers",
            EventKind.COMMUNICATION,
            "status page",
        )
        assert (event.milestone, event.customer_facing) == (True, True)


WRONG = [
    ("", "", "An event begins with its time, as in 23:27, +1 00:36 or 2017-02-01 00:36."),
    ("25:10", "Too late", "“25:10” is not a time of day."),
    ("10:50", "", "A time alone makes no event: say what happened, behind it or on its own line."),
    ("10:50 Twice", "said", "What happened stands behind the time and on its own line too; clear one of them."),
    ("at noon", "Lunch", "An event begins with its time, as in 23:27, +1 00:36 or 2017-02-01 00:36."),
]


async def test_what_cannot_be_read_is_said_and_stays_as_it_was_typed(meet: "Meet") -> None:
    async with meet() as room:
        before = room.review
        await room.press("3")
        for typed, text, sentence in WRONG:
            await room.press("a")
            assert room.read("#problem") == ""
            await room.fill(at=typed, text=text)
            await room.press("enter")
            assert room.read("#problem") == sentence
            assert room.app.screen.query_one("#at").value == typed  # pyright: ignore[reportAttributeAccessIssue]
            assert room.review is before
            # What was typed would wait in the form: it is closed as if nothing had been.
            await room.fill(at="", text="")
            await room.press("escape")


async def test_words_behind_the_time_of_an_event_that_is_there_are_not_taken_for_a_time(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("3", "e")
        await room.fill(at="10:50 and more")
        await room.press("enter")
        assert "A time stands alone here" in room.read("#problem")
