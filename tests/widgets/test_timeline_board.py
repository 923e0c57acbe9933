"""The timeline: a rail of moments in order, silences that ask for their reason, and threads through it."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pmfacil.review.communication import Message, Told
from pmfacil.review.decisions import Decision
from pmfacil.review.edit import Add, Change
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.timeline import Event, EventKind
from pmfacil.widgets.rows import cells
from tests.review.samples import after

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

HOSTILE = "[red]full[/] [/ \x1b[2J\u202eback 漢字 👩\u200d🚒 " + "and on it goes, " * 12


def at(minutes: float) -> datetime:
    """Minutes after the start of the small review."""
    return datetime(2026, 11, 17, 10, 31, 7, tzinfo=UTC) + timedelta(minutes=minutes)


def lines(room: "Room") -> list[str]:
    """What stands on the board, line by line."""
    width = room.board.size.width
    return ["".join(text for text, _ in pieces)[:width].rstrip() for _, pieces in room.board._lines]


def line(room: "Room", words: str) -> str:
    """The one line with these words."""
    [found] = [line for line in lines(room) if words in line]
    return found


async def quickly(room: "Room", words: str) -> None:
    """Write an event down on the line of its time."""
    await room.press("a")
    await room.paste(words)
    await room.press("enter")


# the rail


async def test_events_of_one_minute_show_their_seconds_and_everything_stays_in_its_column(
    meet: "Meet", new: Review
) -> None:
    for text, when, first in (("a", at(0), None), ("b", at(20), None), ("c", at(20.5), None), ("d", at(21), "c")):
        new = after(new, Add(part=Event(id=text, text=f"This is {text}", at=when, recollects=first)))
    async with meet(new, size=(120, 36)) as room:
        await room.press("3")
        assert [shown[:11] for shown in lines(room) if "This is" in shown or "without a word" in shown] == [
            "10:31    · ",
            "         ┊ ",
            "10:51:07 · ",
            "10:51:37 · ",
            "         └ ",
        ]
        assert line(room, "This is d") == "         └ 10:52    · This is d"


async def test_a_full_minute_is_shown_without_its_seconds_beside_one_that_has_them(meet: "Meet", new: Review) -> None:
    minute = at(0).replace(second=0)
    for text, when in (("a", minute), ("b", minute.replace(second=31))):
        new = after(new, Add(part=Event(id=text, text=f"This is {text}", at=when)))
    async with meet(new, size=(120, 36)) as room:
        await room.press("3")
        assert [shown[:11] for shown in lines(room) if "This is" in shown] == ["10:31    · ", "10:31:31 · "]


async def test_an_event_shows_its_time_its_kind_as_glyph_and_word_and_where_it_is_known_from(
    meet: "Meet", small: Review
) -> None:
    small = after(small, Change(id="e1", changes={"milestone": True, "customer_facing": True, "known": "Nothing yet"}))
    async with meet(small, size=(120, 36)) as room:
        await room.press("3")
        assert line(room, "Release 41") == "10:31 ⚑ Release 41 goes out"
        assert line(room, "milestone") == "      │ trigger · ★ milestone · ☼ customers could see it ·"
        assert line(room, "deploy log") == "      │ from deploy log"
        assert line(room, "known then") == "      │ known then: Nothing yet"
        assert room.board.row
        assert room.board.row.paragraphs[0] == ("Release 41 goes out", "strong")


async def test_every_kind_has_a_glyph_of_its_own(meet: "Meet", small: Review) -> None:
    events = [Event(id=kind, at=at(30), text=f"A {kind}", kind=kind) for kind in EventKind]
    async with meet(after(small, *(Add(part=event) for event in events)), size=(120, 36)) as room:
        await room.press("3")
        glyphs = {line(room, f" A {kind}").split()[1] for kind in EventKind}
        assert len(glyphs) == len(EventKind)


async def test_events_added_out_of_order_stand_in_order_and_the_new_one_is_in_hand(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("3")
        for words in ("10:55 Third", "10:40 First", "10:45 Second"):
            await quickly(room, words)
            held = room.board.selected
            assert isinstance(held, Event)
            assert held.text in words
        shown = [row.paragraphs[0][0] for row in room.board.shown if isinstance(row.part, Event)]
        assert shown == ["Release 41 goes out", "First", "The pager goes off", "Second", "Third"]


async def test_a_day_begins_with_a_line_and_one_day_alone_needs_none(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("3")
        assert "2026 ──" not in "\n".join(lines(room))
        await quickly(room, "00:36 The bucket is empty")
        days = [line for line in lines(room) if line.startswith("── ")]
        assert [" ".join(day.split()[1:5]) for day in days] == ["Tue 17 Nov 2026", "Wed 18 Nov 2026"]
        assert line(room, "The bucket").startswith("00:36 · ")


async def test_the_zone_is_named_and_a_change_of_the_clocks_is_said(meet: "Meet", small: Review) -> None:
    night = datetime(2026, 10, 24, 23, 50, tzinfo=UTC)
    small = after(
        small,
        Change(id="incident", changes={"timezone": "Europe/Berlin", "start": night}),
        *(Change(id=f"e{n}", changes={"at": night + timedelta(minutes=n * 50)}) for n in (1, 2)),
    )
    async with meet(small, size=(120, 36)) as room:
        await room.press("3")
        assert "times in Europe/Berlin" in line(room, "What happened")
        assert [text.split()[0] for text in lines(room) if "goes o" in text] == ["02:40", "02:30"]
        assert "── the clocks change to UTC+01:00 ──" in "\n".join(lines(room))


async def test_time_decides_the_place_and_m_says_so(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("3", "m")
        assert room.read("#reading") == "Its time decides its place; press e and give it another time."
        await room.press("e")
        await room.fill(at="10:50")
        await room.press("enter")
        assert [event.id for event in room.on_disk().events] == ["e2", "e1"]
        assert room.selected == "e1"
        await room.press("u")
        assert [event.id for event in room.on_disk().events] == ["e1", "e2"]


async def test_s_marks_an_event_as_milestone_as_seen_by_customers_as_both_or_neither(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("3")
        seen: list[tuple[bool, bool]] = []
        for _ in range(4):
            await room.press("s")
            event = room.on_disk().get(Event, "e1")
            seen.append((event.milestone, event.customer_facing))
        assert seen == [(True, False), (False, True), (True, True), (False, False)]


# silences


async def test_a_silence_asks_for_its_reason_and_shows_it_on_the_rail(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("3")
        assert "1 gap to explain" in line(room, "What happened")
        assert line(room, "without a word") == "      ┊ 12 min without a word · why? press e"
        await room.press("down", "enter")
        assert "╭─ 12 min without a word ─" in room.text
        assert "10:31 Release 41 goes out" in room.text
        await room.fill(gap_note="Everybody was at lunch")
        await room.press("enter")
        assert room.on_disk().get(Event, "e2").gap_note == "Everybody was at lunch"
        assert line(room, "without a word") == "      ┊ 12 min without a word: Everybody was at lunch"
        assert "to explain" not in line(room, "What happened")
        assert room.selected == "gap-e2"
        await room.press("u")
        assert "why? press e" in line(room, "without a word")


async def test_a_team_with_a_longer_limit_is_asked_less(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        room.screen.policies = Policies(gap_minutes=15)
        await room.press("3")
        assert "without a word" not in "".join(lines(room))


async def test_a_second_click_on_a_silence_asks_for_its_reason(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("3")
        place = [row.id for row in room.board.shown].index("gap-e2")
        await room.pilot.click(room.board, offset=(20, room.board._tops[place]), times=2)
        assert "╭─ 12 min without a word ─" in room.text


async def test_the_other_keys_say_that_a_silence_is_no_event(meet: "Meet") -> None:
    async with meet(size=(160, 36)) as room:
        before = room.review
        await room.press("3", "down")
        for key in "xmnilfvsR":
            await room.press("4", "3", key)
            await room.pilot.pause()
            assert room.read("#reading") == "This is a silence: e asks for its reason, a adds an event.", key
        assert room.review is before


async def test_a_row_or_a_silence_stays_in_hand_while_events_come_before_it(meet: "Meet", small: Review) -> None:
    small = after(small, Add(part=Event(id="e3", at=at(60), text="It is rolled back")))
    async with meet(small, size=(120, 36)) as room:
        await room.press("3", "end")
        for held in ("e3", "gap-e3"):
            assert room.selected == held
            for minute in (2, 4):
                room.screen.ask(Add(part=Event(at=at(minute), text="Somebody else wrote this")))
            assert room.selected == held
            await room.press("u", "u")
            assert room.selected == held
            await room.press("up")


# recollections


async def test_a_second_recollection_stands_beside_the_first_one_which_stays_as_it_is(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("3", "end")
        first = room.review.get(Event, "e2")
        await room.press("R")
        assert "╭─ Another recollection of 10:43 ─" in room.text
        assert "Beside: The pager goes off." in room.text
        await room.fill(at="2026-11-17 10:40 The phone rang first from:memory")
        await room.press("enter")
        review = room.on_disk()
        assert room.selected
        other = review.get(Event, room.selected)
        assert (other.text, other.at, other.source, other.recollects) == (
            "The phone rang first",
            at(9) - timedelta(seconds=7),
            "memory",
            "e2",
        )
        assert review.get(Event, "e2") == first
        assert "another recollection · detection · from memory" in room.text


async def test_recollections_are_drawn_below_the_first_one_with_a_branch_and_their_own_time(
    meet: "Meet", small: Review
) -> None:
    small = after(
        small,
        Add(part=Event(id="e3", at=at(20), text="It is rolled back")),
        Add(part=Event(id="r1", at=at(9), text="Support heard of it earlier", recollects="e2", source="memory")),
        Add(part=Event(id="r2", at=at(-800), text="The night before, says sales", recollects="e2")),
    )
    async with meet(small, size=(120, 36)) as room:
        await room.press("3")
        shown = [row.id for row in room.board.shown if row.id]
        assert shown == ["e1", "gap-e2", "e2", "r2", "r1", "e3"]
        assert line(room, "Support heard") == "      ├ 10:40 · Support heard of it earlier"
        assert line(room, "says sales") == "      ├ 16 Nov 21:11 · The night before, says sales"
        assert [text for text in lines(room) if "another recollection" in text] == [
            "      │                another recollection",
            "      │         another recollection · from memory",
        ]


async def test_a_recollection_of_a_recollection_belongs_to_the_same_event(meet: "Meet", small: Review) -> None:
    small = after(small, Add(part=Event(id="r1", at=at(9), text="Earlier", recollects="e2")))
    async with meet(small, size=(120, 36)) as room:
        await room.press("3")
        room.select("r1")
        await room.press("R")
        await room.fill(text="Earlier still")
        await room.press("enter")
        new = room.on_disk().events[-1]
        assert (new.text, new.recollects, new.at, new.kind) == ("Earlier still", "e2", at(12), EventKind.DETECTION)
        assert room.selected == new.id


# threads


@pytest.fixture
def threads(small: Review) -> Review:
    """A review with something in every thread."""
    return after(
        small,
        Add(part=Event(id="told", at=at(14), text="Calls the database team", kind=EventKind.ESCALATION)),
        Add(part=Event(id="choice", at=at(15), text="Roll it back", kind=EventKind.DECISION)),
        Add(part=Event(id="seen", at=at(16), text="Checkout shows an error", customer_facing=True)),
        Add(part=Told(id="t1", at=at(13), text="It is us", sender="On-call", receiver="Support", arrived=False)),
        Add(part=Told(id="t2", text="No time for this one")),
        Add(part=Message(id="m1", at=at(18), text="We are looking into it", channel="status page")),
        Change(id="d1", changes={"known": "Load is high"}),
        Add(part=Decision(id="d2", text="Nobody knows when")),
    )


async def test_t_shows_one_thread_after_the_other_and_then_everything(meet: "Meet", threads: Review) -> None:
    async with meet(threads, size=(120, 36)) as room:
        await room.press("3")
        shown: dict[str, list[str | None]] = {}
        for _ in range(4):
            await room.press("t")
            title = next(row.paragraphs[0][0] for row in room.board.shown if row.paragraphs[0][1] == "heading")
            shown[title] = [row.id for row in room.board.shown if row.id]
        assert list(shown.items())[:3] == [
            ("Only decisions", ["choice", "d1"]),
            ("Only who told whom", ["t1", "told"]),
            ("Only what customers could see", ["seen", "m1"]),
        ]
        assert shown["What happened"][:3] == ["e1", "gap-e2", "e2"]


async def test_a_thread_brings_in_what_other_boards_know_and_says_what_has_no_time(
    meet: "Meet", threads: Review
) -> None:
    async with meet(threads, size=(120, 36)) as room:
        await room.press("3", "t")
        assert "known then: Load is high" in "\n".join(lines(room))
        assert line(room, "without a time") == "  1 more without a time: see the board “Response”."
        await room.press("t")
        assert line(room, "On-call") == "      │ On-call → Support · ✗ did not arrive"
        await room.press("e")
        await room.fill(arrived=True, at="+1 00:10")
        await room.press("ctrl+s")
        told = room.on_disk().get(Told, "t1")
        assert (told.arrived, f"{told.at:%d %H:%M}") == (True, "18 00:10")
        await room.press("t")
        assert line(room, "status page") == "        customers were told · status page"


async def test_keys_for_events_say_so_on_what_is_none(meet: "Meet", threads: Review) -> None:
    async with meet(threads, size=(160, 36)) as room:
        await room.press("3", "t", "t", "R")
        await room.pilot.pause()
        assert room.read("#reading") == "Only an event has another recollection; t shows all of them."
        await room.press("s")
        await room.pilot.pause()
        assert room.read("#reading") == "Only an event is a milestone or not."


async def test_an_empty_thread_invites_and_a_new_event_outside_it_brings_everything_back(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("3", "t", "t")
        assert "Nobody told anybody yet" in room.text
        await quickly(room, "10:50 Support is called ~escalation")
        assert "Only who told whom" in room.text
        await quickly(room, "10:52 The counter is back")
        assert "What happened" in room.text
        assert isinstance(room.board.selected, Event)
        assert room.board.selected.text == "The counter is back"
        await room.press("t")
        await room.capture("t 10:53 And stays there")
        assert room.board.selected.text == "And stays there"


# all of it


async def test_an_empty_timeline_invites_and_takes_the_first_event(meet: "Meet", new: Review) -> None:
    async with meet(new, size=(80, 24)) as room:
        await room.press("3")
        assert "Begin with the first trigger" in room.text
        assert "10:02 Release 41 goes out ~trigger from:pipeline" in room.text
        await quickly(room, "10:02 Release 41 goes out ~trigger from:pipeline")
        assert [event.source for event in room.on_disk().events] == ["pipeline"]
        await room.press("x")
        assert "Begin with the first trigger" in room.text


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_hostile_words_are_shown_whole_and_no_line_is_wider_than_the_board(
    meet: "Meet", threads: Review, size: tuple[int, int]
) -> None:
    hostile = after(
        threads,
        Change(id="e2", changes=dict.fromkeys(("text", "source", "known", "gap_note"), HOSTILE)),
        Change(id="t1", changes={"text": HOSTILE, "sender": HOSTILE}),
        Change(id="d1", changes={"text": HOSTILE, "options": HOSTILE}),
        Add(part=Event(id="r1", at=at(3), text=HOSTILE, recollects="e2")),
    )
    async with meet(hostile, size=size) as room:
        await room.press("3")
        for _ in range(4):
            await room.press("t", "end", "home")
            assert max(map(cells, lines(room))) <= room.board._width
        said = "".join("".join(lines(room)).replace("│", "").replace("┊", "").split())
        assert "".join(room.review.get(Event, "e2").text.split()) in said
        assert not set("\x1b\u202e") & set("".join(lines(room)))


async def test_eight_hundred_events_are_walked_and_filtered(meet: "Meet", small: Review) -> None:
    kinds = list(EventKind)
    many = [Event(id=f"m{n}", at=at(n), text=f"The counter said {n}", kind=kinds[n % 11], order=n) for n in range(800)]
    async with meet(small.put(*many), size=(120, 36)) as room:
        await room.press("3", "end")
        assert room.selected == "m799"
        assert "The counter said 799" in room.text
        await room.press("t")
        assert sum(row.part is not None for row in room.board.shown) == 800 // 11 + 1 + 1
