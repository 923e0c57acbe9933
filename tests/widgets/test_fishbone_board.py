"""The fish: everything is on it in full, it is walked like a picture, and what is asked on it reaches the review."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add, Change, Edit, LinkParts, Remove
from pmfacil.review.fishbone import Category, Cause
from pmfacil.review.incident import Incident
from pmfacil.review.part import Id
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line
from pmfacil.widgets.drawing import Line, wide
from pmfacil.widgets.fish_drawing import fish
from pmfacil.widgets.fish_ribs import seated
from pmfacil.widgets.rows import cells

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

LINES = (
    st.lists(st.sampled_from([*"ab [/]é漢字🙂ก-,", "👩\u200d🚒", "ก\u0301"]), min_size=1, max_size=90)
    .map("".join)
    .map(clean_line)
    .filter(bool)
)
FULL = (120, 36)
NEW = new_review(Incident(title="Users could not check out for 23 minutes"), datetime(2026, 11, 18, tzinfo=UTC))
PEOPLE, PROCESS, TECHNOLOGY, ENVIRONMENT = NEW.categories


def after(review: Review, *edits: Edit) -> Review:
    """The review after some edits."""
    for edit in edits:
        review = edit.apply(review)
    return review


def cause(text: str, id: str, category: Category = PEOPLE, parent: str | None = None) -> Add:
    """Writes a cause down."""
    return Add(part=Cause(text=text, id=id, category=category.id, parent=parent))


def said(lines: list[Line], part: Id, *looks: str) -> str:
    """What is drawn of a part in these looks, without the spaces, which change where it wraps."""
    spans = [span for line in lines for span in line if span.part == part and span.look in looks]
    return "".join("".join(span.text for span in spans).split())


def drawn(lines: list[Line]) -> list[str]:
    """The lines as they can be read."""
    return ["".join(span.text for span in line).rstrip() for line in lines]


def crowded() -> Review:
    """Nine categories and forty causes, some below others, in the words of people who type anything."""
    names = ("供应商", "[/] Tools 🛠", "Money", "Measurement and monitoring of everything", "A")
    review = after(NEW, *(Add(part=Category(text=name)) for name in names))
    words = (
        "[red]full[/] [/",
        "库存服务不可用了二十三分钟",
        "👩\u200d🚒 fire drill",
        "x" * 70,
        "The pool was exhausted",
    )
    for place in range(40):
        category = review.categories[place * 7 % 9]
        above = [other.id for other in review.causes if other.category == category.id]
        parent = above[-1] if above and place % 3 == 2 else None
        part = Cause(text=words[place % 5], category=category.id, parent=parent, factor=place % 4 == 0)
        review = Add(part=part).apply(review)
    return review


def test_four_categories_stand_above_and_below_one_spine_that_leads_to_the_problem() -> None:
    lines = drawn(fish(NEW, 120, 40))
    spine = next(place for place, line in enumerate(lines) if "●" in line)
    assert lines[spine].count("●") == 2
    assert "▶ ┃ " in lines[spine]
    above, below = " ".join(lines[:spine]), " ".join(lines[spine + 1 :])
    assert "People" in above
    assert "Process" in above
    assert "Technology" in below
    assert "Environment" in below
    assert "Users could not check" in " ".join(lines[spine - 1 : spine + 2])


def test_a_category_of_the_rooms_own_leaves_the_usual_ones_where_they_are() -> None:
    before = [(rib.pair, rib.above) for rib in seated(NEW.categories)]
    more = after(NEW, Add(part=Category(text="Signals")), Add(part=Category(text="Suppliers")))
    seats = [(rib.pair, rib.above) for rib in seated(more.categories)]
    assert seats[:4] == before
    assert seats[4:] == [(2, True), (2, False)]


@pytest.mark.parametrize("width", [57, 62, 78, 120, 198])
@pytest.mark.parametrize("height", [10, 40])
def test_a_crowded_fish_keeps_every_word_and_no_line_is_too_wide(width: int, height: int) -> None:
    review = crowded()
    lines = fish(review, width, height)
    assert all(wide(line) <= width for line in lines)
    for part in (*review.categories, *review.causes):
        assert said(lines, part.id, "text", "heading") == "".join(part.text.split())
    assert sum("◆ factor" in " ".join(span.text for span in line) for line in lines) > 0


@given(LINES, LINES, LINES, st.integers(57, 140))
def test_whatever_is_typed_stands_on_the_fish_in_full(name: str, text: str, below: str, width: int) -> None:
    mine = Category(text=name)
    review = after(NEW, Change(id="incident", changes={"title": text}))
    if any(other.text == name for other in review.categories):
        return
    review = after(review, Add(part=mine), cause(text, "c1", mine), cause(below, "c2", mine, "c1"))
    lines = fish(review, width, 20)
    assert all(wide(line) <= width for line in lines)
    wanted = {mine.id: name, "c1": text, "c2": below}
    assert {part: said(lines, part, "text", "heading") for part in wanted} == {
        part: "".join(words.split()) for part, words in wanted.items()
    }
    head = "".join(span.text for line in lines for span in line if span.look == "heading" and span.part is None)
    assert "".join(head.split()) == "".join(text.split())


def test_a_deep_chain_of_sub_causes_is_drawn_and_still_has_room_for_its_words() -> None:
    chain = [cause(f"below {depth}", f"c{depth}", PEOPLE, f"c{depth - 1}" if depth else None) for depth in range(1200)]
    lines = fish(NEW.put(*(add.part for add in chain)), 62, 20)
    assert said(lines, "c1199", "text") == "below1199"
    assert all(wide(line) <= 62 for line in lines)


def test_many_ribs_get_a_second_spine_and_both_lead_to_the_problem() -> None:
    lines = drawn(fish(crowded(), 62, 30))
    spines = [line for line in lines if "●" in line]
    assert [line.count("●") for line in spines] == [2, 2, 1]
    assert all("▶ ┃" in line for line in spines)


def test_where_there_is_room_the_causes_stand_apart() -> None:
    review = after(NEW, cause("One", "c1"), cause("Two", "c2"))
    airy, dense = fish(review, 120, 60), fish(review, 120, 5)
    assert len(airy) > len(dense)
    gap = drawn(airy)[next(place for place, line in enumerate(drawn(airy)) if "Two" in line) - 1]
    assert gap.split()[0] == "╲"
    assert "One" not in gap


async def test_it_is_drawn_where_there_is_room_and_else_a_list_with_the_same_in_hand(meet: "Meet") -> None:
    async with meet(size=(120, 36)) as room:
        await room.press("5")
        room.select("c1")
        assert "●" in room.text
        await room.pilot.resize_terminal(100, 30)
        await room.pilot.pause()
        assert "●" not in room.text
        assert "━ Process" in room.text
        assert room.selected == "c1"
        await room.press("right")
        assert room.selected == TECHNOLOGY.id
        await room.press("left", "left")
        assert room.selected == PEOPLE.id
        await room.pilot.resize_terminal(120, 36)
        await room.pilot.pause()
        assert "●" in room.text
        assert room.selected == PEOPLE.id


async def test_left_and_right_walk_between_the_ribs_and_up_and_down_along_them(meet: "Meet") -> None:
    review = after(
        NEW,
        *(cause(f"People {n}", f"p{n}") for n in range(3)),
        *(cause(f"Process {n}", f"q{n}", PROCESS) for n in range(3)),
        cause("Below", "t1", TECHNOLOGY),
    )
    async with meet(review, FULL) as room:
        await room.press("5")
        walked: list[str | None] = [room.selected]
        for key in ("down", "down", "right", "right", "down", "left", "down", "down", "right", "up", "end"):
            await room.press(key)
            walked.append(room.selected)
        assert walked == [
            *(PEOPLE.id, "p0", "p1", "q1", "q1", "q2", "p2", "t1", TECHNOLOGY.id),
            *(ENVIRONMENT.id, "q2", ENVIRONMENT.id),
        ]


async def test_what_is_in_hand_is_marked_and_in_sight(meet: "Meet") -> None:
    async with meet(crowded(), size=(80, 24)) as room:
        await room.press("5")
        for key in ["down"] * 48 + ["up"] * 8:
            await room.press(key)
            assert room.board.selected is not None
            marked = [line for line in room.text.splitlines() if "▌" in line]
            assert marked
            assert room.board.selected.says()[:2] in " ".join(marked)


async def test_an_empty_rib_asks_and_a_writes_a_cause_on_it(meet: "Meet", new: Review) -> None:
    async with meet(new, size=(80, 24)) as room:
        await room.press("5")
        assert "What did people not see" in room.text
        assert room.text.count("For") >= 4
        await room.press("right", "a")
        assert "╭─ New cause: " in room.text
        await room.fill(text="No load step", factor=True)
        await room.press("enter")
        made = room.on_disk().causes[0]
        assert (made.text, made.category, made.factor) == ("No load step", PROCESS.id, True)
        assert room.selected == made.id
        assert "╴No load step ◆ factor" in room.text


async def test_w_asks_below_a_cause_and_on_the_rib_in_hand(meet: "Meet") -> None:
    async with meet(size=FULL) as room:
        await room.press("5")
        room.select("c1")
        await room.press("w")
        await room.fill(text="Nobody had asked for more")
        await room.press("enter")
        assert (room.on_disk().causes[-1].parent, room.on_disk().causes[-1].category) == ("c1", PROCESS.id)
        assert "– Nobody had asked" in room.text
        room.select(PEOPLE.id)
        await room.press("w")
        await room.fill(text="Two people for four services")
        await room.press("enter")
        assert (room.on_disk().causes[-1].parent, room.on_disk().causes[-1].category) == (None, PEOPLE.id)


async def test_a_category_of_its_own_is_added_renamed_moved_removed_and_brought_back(meet: "Meet") -> None:
    async with meet(size=FULL) as room:
        await room.press("5", "A")
        await room.fill(text="Signals")
        await room.press("enter")
        assert room.review.categories[-1].text == "Signals"
        assert room.selected == room.review.categories[-1].id
        await room.press("e")
        await room.fill(text="Alerts")
        await room.press("enter", "m", "enter")
        assert [category.text for category in room.on_disk().categories][:2] == ["Alerts", "People"]
        await room.press("x")
        assert len(room.on_disk().categories) == 4
        await room.press("u")
        assert [category.text for category in room.on_disk().categories][:2] == ["Alerts", "People"]
        assert "Alerts" in room.text


async def test_m_puts_a_cause_on_another_rib_before_or_below_another_cause(meet: "Meet") -> None:
    review = after(NEW, cause("First", "c1"), cause("Second", "c2"), cause("Third", "c3"))
    async with meet(review, FULL) as room:
        await room.press("5")
        for words, place in (
            ("before First", (PEOPLE.id, None)),
            ("to Process", (PROCESS.id, None)),
            ("below Second", (PEOPLE.id, "c2")),
        ):
            room.select("c3")
            await room.press("m")
            await room.type(words)
            await room.press("enter")
            moved = room.on_disk().get(Cause, "c3")
            assert (moved.category, moved.parent) == place
            if words == "before First":
                assert [one.id for one in room.review.causes] == ["c3", "c1", "c2"]


async def test_a_link_shows_on_the_fish_and_goes_with_its_name(meet: "Meet", small: Review) -> None:
    async with meet(after(small, LinkParts(source="c1", target="a1")), size=(200, 50)) as room:
        await room.press("5")
        assert "→ A1" in room.text
        room.screen.ask(Remove(id="a1"))
        await room.pilot.pause()
        assert "→ A1" not in room.text


def spot(room: "Room", words: str) -> tuple[int, int]:
    """Where words can be read first, counted from the corner of the board."""
    left, top, width, height = room.board.region
    for y, line in enumerate(room.text.splitlines()[top : top + height]):
        if words in line[left : left + width]:
            return cells(line[left : left + width].partition(words)[0]) + 1, y
    raise AssertionError(f"“{words}” is not to be seen")


async def test_a_click_takes_in_hand_a_second_one_opens_and_one_beside_everything_does_nothing(meet: "Meet") -> None:
    review = after(NEW, cause("First", "c1"), cause("Second", "c2", ENVIRONMENT))
    async with meet(review, FULL) as room:
        await room.press("5")
        await room.pilot.click(room.board, offset=spot(room, "Second"))
        assert room.selected == "c2"
        await room.pilot.click(room.board, offset=(room.board.size.width - 3, room.board.size.height - 1))
        await room.pilot.click(room.board, offset=spot(room, "●"))
        assert room.selected == "c2"
        await room.pilot.click(room.board, offset=spot(room, "First"), times=2)
        await room.pilot.pause()
        assert "╭─ Cause ─" in room.text
        assert room.selected == "c1"


async def drag(room: "Room", what: str, where: str) -> None:
    """Drag what can be read to where something else can be read."""
    start, end = spot(room, what), spot(room, where)
    await room.pilot.mouse_down(room.board, offset=start)
    await room.pilot.hover(room.board, offset=end)
    await room.pilot.mouse_up(room.board, offset=end)
    await room.pilot.pause()


async def test_causes_and_categories_are_dragged_to_other_places_and_u_brings_them_back(meet: "Meet") -> None:
    review = after(NEW, cause("First", "c1"), cause("Second", "c2"), cause("Third", "c3", ENVIRONMENT))
    async with meet(review, FULL) as room:
        await room.press("5")
        await drag(room, "First", "Environment")
        assert room.on_disk().get(Cause, "c1").category == ENVIRONMENT.id
        assert room.selected == "c1"
        await drag(room, "First", "Third")
        assert [one.id for one in room.on_disk().causes if one.category == ENVIRONMENT.id] == ["c1", "c3"]
        await drag(room, "First", "Third")
        assert [one.id for one in room.on_disk().causes if one.category == ENVIRONMENT.id] == ["c3", "c1"]
        await drag(room, "Process", "Technology")
        assert [one.text for one in room.on_disk().categories] == ["People", "Technology", "Process", "Environment"]
        await room.press("u", "u", "u", "u")
        assert room.on_disk().causes == review.causes
        assert room.on_disk().categories == review.categories


async def test_a_cause_dragged_below_itself_is_refused_in_one_sentence(meet: "Meet") -> None:
    review = after(NEW, cause("Above", "c1"), cause("Below", "c2", PEOPLE, "c1"), cause("Lowest", "c3", PEOPLE, "c2"))
    async with meet(review, FULL) as room:
        await room.press("5")
        await drag(room, "Above", "Lowest")
        assert room.app.told == ["A cause cannot stand below itself."]
        assert room.review.causes == review.causes


async def test_without_any_category_a_names_the_first_one(meet: "Meet") -> None:
    review = after(NEW, *(Remove(id=category.id) for category in NEW.categories))
    async with meet(review, FULL) as room:
        await room.press("5")
        assert "press a and name one" in room.text
        await room.press("a")
        await room.fill(text="Signals")
        await room.press("enter")
        assert [category.text for category in room.on_disk().categories] == ["Signals"]
        assert "●" in room.text
