"""A new review out of the library: a title is enough, everything else can follow."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.like import like
from pmfacil.review.people import Person
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.screens.library_room import Desk, opened, put, review

EVENTS = """2026-11-18 10:02 Release 41 goes out
2026-11-18 10:05 The error rate rises to 40 %
2026-11-18 10:25 [red]Rolled back[/] [/
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


async def test_a_title_is_enough(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.begin(title="Nobody [red] could [/ pay")
        await desk.met()
        assert desk.meeting.review.incident.title == "Nobody [red] could [/ pay"
        assert desk.meeting.review.plan.format == "deep"
        await desk.press("q")
        await desk.until(lambda: desk.titles == ["Nobody [red] could [/ pay"])


async def test_without_a_title_it_says_what_one_is(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock, (80, 24)) as desk:
        await desk.begin(severity="SEV1")
        assert "A review needs a title: say what customers met." in desk.text
        assert library.entries() == []


async def test_everything_else_can_be_said_at_once(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        answers = {
            "title": "Nobody could pay for 20 minutes",
            "severity": "SEV2",
            "start": "2026-11-17 09:00",
            "end": "09:20",
            "services": "pay, login",
            "facilitator": "Ines",
            "note_taker": "Joel",
        }
        await desk.press("a")
        desk.field("timezone").value = "Europe/Berlin"
        await desk.press("escape", "a")
        assert desk.field("timezone").value == "Europe/Berlin"
        await desk.press("escape")
        await desk.begin(**answers)
        incident = (await desk.met()).review.incident
        assert (incident.severity, incident.services) == ("SEV2", ("pay", "login"))
        assert incident.start == datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
        assert incident.end == datetime(2026, 11, 17, 8, 20, tzinfo=UTC)
        assert [p.says() for p in desk.meeting.review.people] == ["Ines, facilitator", "Joel, note-taker"]


async def test_what_is_typed_in_the_time_zone_replaces_the_one_that_was_proposed(
    library: Library, clock: FrozenClock
) -> None:
    async with opened(library, clock, (80, 24)) as desk:
        await desk.press("a")
        await desk.type("Nobody could pay")
        await desk.press("tab", "tab", "tab", "tab")
        assert desk.field("timezone").has_focus
        await desk.type("Europe/Berl")
        assert desk.field("timezone").value == "Europe/Berl"
        await desk.press("tab", "shift+tab")
        await desk.type("in")
        assert desk.field("timezone").value == "Europe/Berlin"


async def test_the_day_of_a_bare_time_stands_beside_it_while_it_is_typed(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock, (80, 24)) as desk:
        await desk.press("a", "tab", "tab")
        await desk.type("10:2")
        assert "Nov 10:" not in desk.text
        await desk.type("5")
        assert "Wed 18 Nov 10:25" in desk.text
        await desk.press("ctrl+u")
        await desk.type("10:35")
        assert "Tue 17 Nov 10:35" in desk.text
        await desk.press("tab")
        await desk.type("10:20")
        assert "Wed 18 Nov 10:20" in desk.text
        await desk.press("escape", "a")
        assert "Tue 17 Nov 10:35" in desk.text


REFUSED = [
    ("timezone", "Mars", "Time zone: “Mars” is not a time zone"),
    ("start", "yesterday", "Start: A time looks like 23:27"),
    ("end", "2026-01-01 10:00", "End of customer impact: The incident would end before"),
    ("severity", "x" * 5000, "Severity: That line has 5,000 characters"),
    ("note_taker", "x" * 5000, "Note-taker: That line has 5,000 characters"),
    ("timeline", "/nowhere/at/all", "Timeline file: There is no file “/nowhere/at/all”"),
]


async def test_what_does_not_fit_is_one_sentence_and_the_form_stays(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock, (80, 24)) as desk:
        await desk.press("a")
        await desk.type("Nobody could pay")
        desk.field("start").value = "2026-11-17 09:00"
        for field, words, sentence in REFUSED:
            fits, desk.field(field).value = desk.field(field).value, words
            await desk.press("enter")
            assert sentence in desk.text
            assert desk.field(field).has_focus
            assert desk.field(field).value == words
            desk.field(field).value = fits
        assert "Nobody could pay" in desk.text
        assert library.entries() == []


async def test_a_list_that_is_opened_stays_inside_the_form(library: Library, clock: FrozenClock) -> None:
    for number in range(6):
        put(library, review(clock, f"Customers waited for an answer {number} times, in Europe and elsewhere"), clock)
    async with opened(library, clock, (80, 24)) as desk:
        await desk.press("a", "shift+tab")
        assert "ctrl+s keeps · enter opens the list" in desk.text
        before = desk.text.split("\n")
        await desk.press("enter")
        after = desk.text.split("\n")
        assert "in Europe and elsewhere" in desk.text
        edge = next(y for y, line in enumerate(before) if "╰" in line)
        assert (after[edge].count("╰"), after[edge].count("╯")) == (1, 1)
        assert "enter takes it" in after[edge]
        await desk.press("down", "enter", "escape")


async def test_what_was_typed_is_still_there_if_the_review_cannot_be_made(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        library.folder.write_text("in the way")
        await desk.begin(title="Nobody could pay")
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.press("a")
        assert "Nobody could pay" in desk.text


async def test_the_coach_says_quietly_what_would_make_a_title_better(library: Library, clock: FrozenClock) -> None:
    async with opened(library, clock) as desk:
        await desk.until(lambda: desk.screen.packs)
        await desk.press("a")
        await desk.type("Connection pool exhausted")
        assert "≈" in desk.text
        await desk.press("ctrl+u")
        assert "≈" not in desk.text


async def with_timeline(desk: Desk, file: Path, events: str, **answers: str) -> None:
    """Have the events of a file shown for a new review."""
    file.write_text(events)
    await desk.begin(title="Nobody could pay", **answers, timeline=str(file))
    await desk.until(lambda: f"Import from {file.name}" in desk.text)


async def test_a_timeline_is_shown_first_and_taken_as_one_edit(
    library: Library, clock: FrozenClock, tmp_path: Path
) -> None:
    async with opened(library, clock) as desk:
        await with_timeline(desk, tmp_path / "notes.txt", EVENTS)
        assert "[red]Rolled back[/] [/" in desk.text
        await desk.press("down", "space")
        assert "enter takes 2" in desk.text
        await desk.press("enter")
        await desk.met()
        assert [event.says() for event in desk.meeting.review.events] == [
            "Release 41 goes out",
            "[red]Rolled back[/] [/",
        ]
        assert "Added 2 events." in desk.app.told
        await desk.press("u")
        assert desk.meeting.review.events == ()


async def test_esc_on_the_timeline_goes_back_to_the_form_and_makes_nothing(
    library: Library, clock: FrozenClock, tmp_path: Path
) -> None:
    file = tmp_path / "notes.txt"
    async with opened(library, clock) as desk:
        await with_timeline(desk, file, EVENTS)
        await desk.press("escape")
        await desk.until(lambda: "New review" in desk.text)
        assert "Nobody could pay" in desk.text
        assert desk.field("timeline").value == str(file)
        assert library.entries() == []
        await desk.press("escape")
        assert desk.app.screen is desk.screen


async def test_a_timeline_without_events_is_said_at_its_field_and_can_be_left_or_exchanged(
    library: Library, clock: FrozenClock, tmp_path: Path
) -> None:
    (tmp_path / "wrong").write_text("no time in here")
    (tmp_path / "wrong.png").write_bytes(b"\x00\xff" * 99)
    (tmp_path / "wrong.png.txt").write_text(EVENTS)
    async with opened(library, clock, (80, 24)) as desk:
        await desk.begin(title="Nobody could pay", timeline=str(tmp_path / "wrong"))
        assert desk.read("#problem") == (
            "Timeline file: No line begins or ends with a time; all that you typed is safe: name another file, "
            "or empty this field to go on without one."
        )
        assert desk.field("timeline").has_focus
        await desk.type(".png\r")
        assert desk.read("#problem").startswith(
            "Timeline file: It is no text, such as a picture, a PDF or a program; all"
        )
        await desk.type(".txt\r")
        await desk.until(lambda: "Import from wrong.png.txt" in desk.text)
        await desk.press("escape")
        await desk.until(lambda: "New review" in desk.text)
        assert library.entries() == []
        desk.field("timeline").focus()
        await desk.press("ctrl+u", "enter")
        assert (await desk.met()).review.incident.title == "Nobody could pay"
        assert desk.meeting.review.events == ()


async def test_the_start_and_the_end_are_those_of_its_timeline_if_nobody_types_others(
    library: Library, clock: FrozenClock, tmp_path: Path
) -> None:
    events = f"Start: 2026-11-18 10:01 UTC\nResolved: 2026-11-18 10:27 UTC\n\n## Timeline\n\n{EVENTS}"
    async with opened(library, clock) as desk:
        await with_timeline(desk, tmp_path / "notes.txt", events, end="2026-11-18 10:30")
        await desk.press("enter")
        await desk.met()
        incident = desk.meeting.review.incident
        assert (f"{incident.start:%d %H:%M}", f"{incident.end:%d %H:%M}") == ("18 10:01", "18 10:30")
        said = "Added 3 events; the incident's start (2026-11-18 10:01) was taken from the file."
        assert said in desk.app.told


async def test_it_begins_like_an_earlier_one_and_takes_none_of_its_words(library: Library, clock: FrozenClock) -> None:
    earlier = review(clock, "Search was empty", services=("search",), why="The index was gone")
    for part in (
        Person(name="Ines", role="facilitator"),
        Person(name="Mei", role="subject expert"),
        Layer(text="Feature flags"),
        Hole(text="No flag for the index", layer="layer-testing"),
    ):
        earlier = Add(part=part).apply(earlier)
    path = put(library, earlier.put(earlier.plan.changed(format="short", reserve=0)), clock)
    async with opened(library, clock) as desk:
        await desk.press("a")
        await desk.type("Nobody could pay")
        desk.field("facilitator").value = "Noor"
        select = desk.app.screen.query_one("#like")
        select.value = earlier.id  # pyright: ignore[reportAttributeAccessIssue]
        await desk.press("enter")
        made = (await desk.met()).review
        assert made.incident.services == ("search",)
        assert made.plan.format == "short"
        assert sum(item.minutes for item in made.agenda) == 45
        assert [person.says() for person in made.people] == ["Noor, facilitator", "Mei, subject expert"]
        assert [layer.text for layer in made.layers][-1] == "Feature flags"
        assert (made.whys, made.holes, made.events) == ((), (), ())
        # The folder is not all that tells them apart.
        assert isinstance(desk.meeting.meeting, LiveMeeting)
        assert desk.meeting.meeting.file.path != path


def test_what_is_restricted_is_not_taken_over(clock: FrozenClock) -> None:
    new = new_review(Incident(title="New"), clock.now())
    old = new_review(Incident(title="Old", services=("vault",), restricted=True), clock.now())
    old = Add(part=Person(name="Agent", role="informant", restricted=True)).apply(old)
    assert like(new, old).people == ()
    assert like(new, old).incident.services == ()
    assert [layer.text for layer in like(new, old).layers] == [layer.text for layer in new.layers]
