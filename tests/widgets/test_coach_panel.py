"""The coach's panel: opened with a key, closed in the zoom, and who has not been heard only there."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.review.edit import Add
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.widgets.coach import CoachPanel

if TYPE_CHECKING:
    from tests.conftest import Meet, Room


@pytest.fixture
def people(new: Review, clock: FrozenClock) -> Review:
    """A review with three people."""
    review = new
    for id, name in (("p1", "Dana"), ("p2", "Mei"), ("p3", '"[red]Noor[/] [/"')):
        review = Add(part=Person(id=id, name=name)).apply(review)
    return review


def shows(room: "Room") -> bool:
    """Whether the panel can be seen."""
    return any(panel.region.area for panel in room.screen.query(CoachPanel))


async def test_h_opens_the_panel_goes_there_and_closes_it(meet: "Meet", people: Review) -> None:
    async with meet(people) as room:
        assert not shows(room)
        await room.press("h")
        assert shows(room)
        assert room.screen.query_one(CoachPanel).has_focus
        await room.press("h")
        assert not shows(room)
        assert room.board.has_focus


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_panel_opens_at_every_size_and_the_board_stays_in_sight(
    meet: "Meet", people: Review, size: tuple[int, int]
) -> None:
    async with meet(people, size) as room:
        await room.press("1", "h")
        assert "Not heard yet" in room.read(CoachPanel)
        assert "We look at systems" in room.text


async def test_escape_closes_the_panel_from_the_panel_and_from_the_board(meet: "Meet", people: Review) -> None:
    async with meet(people) as room:
        await room.press("h", "escape")
        assert not shows(room)
        await room.press("h", "1")
        assert shows(room)
        assert room.board.has_focus
        await room.press("escape")
        assert not shows(room)


async def test_the_zoom_hides_the_panel(meet: "Meet", people: Review) -> None:
    async with meet(people) as room:
        await room.press("h", "1", "z")
        assert not shows(room)
        await room.press("z")
        assert shows(room)


async def test_who_has_not_been_heard_shows_in_the_panel_only_and_only_the_number_is_kept(
    meet: "Meet", people: Review
) -> None:
    async with meet(people, (120, 36)) as room:
        await room.press("1")
        room.select("p1")
        before = room.read(".board")
        await room.press("s")
        assert room.read(".board") == before
        assert room.review.pulse.spoke == 1
        assert room.read("#reading") == "1 of 3 have been heard."
        await room.press("h")
        said = room.read(CoachPanel)
        assert "Mei" in said
        assert "[red]Noor[/] [/" in said
        assert "Dana" not in said
        kept = room.on_disk()
        assert kept.pulse.spoke == 1
        assert kept.people == people.people


async def test_who_is_marked_again_once_the_review_is_opened_again_is_not_counted_twice(
    meet: "Meet", people: Review
) -> None:
    async with meet(people.put(people.pulse.changed(spoke=2))) as room:
        await room.press("1")
        for person in ("p1", "p2"):
            room.select(person)
            await room.press("s")
        assert room.review.pulse.spoke == 2
        room.select("p3")
        await room.press("s")
        assert room.review.pulse.spoke == 3


async def test_the_same_key_takes_a_mark_back(meet: "Meet", people: Review) -> None:
    async with meet(people) as room:
        await room.press("1")
        room.select("p2")
        await room.press("s", "s", "h")
        assert room.review.pulse.spoke == 0
        assert "s marks a" in room.read(CoachPanel)


async def test_once_everybody_was_heard_the_panel_says_so(meet: "Meet", people: Review) -> None:
    async with meet(people, (120, 36)) as room:
        await room.press("1")
        for id in ("p1", "p2", "p3"):
            room.select(id)
            await room.press("s")
        await room.press("h")
        assert "Everybody has been heard." in room.read(CoachPanel)
