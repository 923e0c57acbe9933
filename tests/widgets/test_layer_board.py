"""The slices: the path goes through the holes and stops where a layer held; the list below says what closes them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.review.actions import Action
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add, Change, Edit, LinkParts, Remove
from pmfacil.review.incident import Incident
from pmfacil.review.layers import Hole, Layer, LayerState
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused, clean_line
from pmfacil.widgets.drawing import Line, wide
from pmfacil.widgets.rows import cells
from pmfacil.widgets.slices import NOT, SURE, UNSURE, sliced, slices

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

NAMES = (
    st.lists(st.sampled_from([*"ab [/]é漢字🙂ก-,", "👩\u200d🚒", "ก\u0301"]), min_size=1, max_size=40)
    .map("".join)
    .map(clean_line)
    .filter(bool)
)
STATES = [state for state in LayerState if state != LayerState.HOLE]
NEW = new_review(Incident(title="Users could not check out"), datetime(2026, 11, 18, tzinfo=UTC))
CODE, TESTING, DEPLOYMENT, MONITORING, RESPONSE = NEW.layers
FULL = (120, 36)


def after(review: Review, *edits: Edit) -> Review:
    """The review after some edits."""
    for edit in edits:
        review = edit.apply(review)
    return review


def state(layer: Layer, state: LayerState) -> Change:
    """Says what a layer did."""
    return Change(id=layer.id, changes={"state": state})


def hole(layer: Layer, id: str = "h1", text: str = "No load step", accepted: str = "") -> Add:
    """Writes down what a layer let through."""
    return Add(part=Hole(text=text, id=id, layer=layer.id, accepted=accepted))


WORKED = after(
    NEW,
    state(CODE, LayerState.NOT_RELEVANT),
    hole(TESTING),
    hole(TESTING, "h2"),
    state(DEPLOYMENT, LayerState.MISSING),
    state(MONITORING, LayerState.HELD),
    state(RESPONSE, LayerState.HELD),
)


def drawn(lines: list[Line]) -> list[str]:
    """The lines as they can be read."""
    return ["".join(span.text for span in line).rstrip() for line in lines]


def many(count: int) -> Review:
    """A review with so many layers, every second with two holes."""
    review = after(NEW, *(Add(part=Layer(text=f"Guard {n} 漢字", id=f"l{n}")) for n in range(count - 5)))
    holes = (hole(layer, f"{layer.id}-{n}") for layer in review.layers[::2] for n in range(2))
    return after(review, *holes)


def test_the_path_goes_through_holes_and_stops_at_the_first_layer_that_held() -> None:
    ways = [(one.before, one.after) for one in sliced(WORKED)]
    assert ways == [(SURE, SURE), (SURE, SURE), (SURE, SURE), (SURE, NOT), (NOT, NOT)]
    assert [one.stops for one in sliced(WORKED)] == [False, False, False, True, False]


def test_behind_a_layer_that_nobody_looked_at_the_path_is_open_until_something_shows_that_it_got_there() -> None:
    assert [one.after for one in sliced(NEW)] == [UNSURE] * 5
    assert [one.after for one in sliced(after(NEW, hole(DEPLOYMENT)))] == [SURE, SURE, UNSURE, UNSURE, UNSURE]
    assert [one.after for one in sliced(after(NEW, state(TESTING, LayerState.HELD)))] == [SURE, NOT, NOT, NOT, NOT]


def test_every_state_looks_its_own_and_says_its_word() -> None:
    lines = drawn(slices(WORKED, 120, 20))
    assert lines[0].startswith("change")
    assert lines[1].startswith("══════▶═│–│═")
    assert "▶┃ ◯ ┃═" in lines[1]
    assert "▶┊═══┊═" in lines[1]
    assert "▶┃███┃ stopped" in lines[1]
    assert lines[1].endswith("┃███┃")
    words = " ".join(lines[3:])
    for word in ("not relevant", "2 holes", "missing", "held", "Code review", "Incident response"):
        assert word in words


def test_a_path_that_nothing_stopped_leads_to_the_impact() -> None:
    through = after(NEW, *(hole(layer, f"h-{layer.id}") for layer in NEW.layers))
    for lines in (slices(through, 78, 20), slices(through, 78, 1)):
        assert "impact" in " ".join(drawn(lines))
        assert "stopped" not in " ".join(drawn(lines))
    assert "impact" not in " ".join(drawn(slices(WORKED, 78, 20)))


@pytest.mark.parametrize("width", [10, 30, 62, 78, 120, 198])
@pytest.mark.parametrize("height", [1, 12, 30, 400])
@pytest.mark.parametrize("count", [5, 9, 12, 40])
def test_any_number_of_layers_stands_in_the_rooms_order_within_the_width(count: int, width: int, height: int) -> None:
    review = many(count)
    lines = slices(review, width, height)
    assert all(wide(line) <= width for line in lines)
    parts = [span.part for line in lines for span in line if span.part and "┃" in span.text]
    assert list(dict.fromkeys(parts)) == [layer.id for layer in review.layers]
    if height == 30 and count <= 12 and width >= 62:
        assert len(lines) <= 30


def test_too_many_layers_for_the_width_go_on_in_a_second_row() -> None:
    lines = drawn(slices(many(8), 78, 30))
    paths = [line for line in lines if "▶" in line]
    assert len(paths) == 2
    assert paths[0].endswith(" …")
    assert paths[1].startswith("… ════▶")


def test_names_keep_their_words_whole_where_that_is_possible() -> None:
    review = after(NEW, Add(part=Layer(text="Replication")))
    assert "Replication" in " ".join(drawn(slices(review, 78, 30)))


def test_without_the_height_all_slices_stand_on_one_line_and_their_words_in_the_list() -> None:
    assert drawn(slices(WORKED, 78, 3)) == ["change ═▶│–│═▶┃◯┃═▶┊═┊═▶┃█┃ stopped  ┃█┃"]


@given(st.lists(st.tuples(NAMES, st.sampled_from(STATES)), max_size=9), st.integers(10, 140), st.integers(1, 40))
def test_whatever_the_layers_are_called_their_names_are_in_full_below_the_slices(
    layers: list[tuple[str, LayerState]], width: int, height: int
) -> None:
    review = NEW
    for name, said in layers:
        try:
            review = Add(part=Layer(text=name, state=said)).apply(review)
        except EditRefused:
            continue
    lines = slices(review, width, height)
    assert all(wide(line) <= width for line in lines)
    if len(lines) > 2 and any("Testing" in line for line in drawn(lines)):
        for layer in review.layers:
            spans = [span for line in lines for span in line if span.part == layer.id]
            said = "".join("".join(span.text for span in spans if span.look in ("text", "question")).split())
            assert "".join(layer.text.split()) in said


async def test_each_hole_shows_what_closes_it_or_that_nothing_does_yet(meet: "Meet") -> None:
    review = after(
        NEW,
        hole(TESTING, text="One"),
        hole(TESTING, "h2", text="Two", accepted="cheaper than a fix"),
        hole(MONITORING, "h3", text="Three"),
        hole(MONITORING, "h4", text="Four"),
        Add(part=Action(id="a1", text="Add a load step", number=0)),
        Add(part=Action(id="a2", text="Watch the pool")),
        LinkParts(source="h1", target="a1"),
        LinkParts(source="h3", target="a2"),
    )
    async with meet(review, FULL) as room:
        await room.press("6")
        lines = room.text.splitlines()
        shown = {
            words: next(line for line in lines if f"◯ {words}" in line) for words in ("One", "Two", "Three", "Four")
        }
        assert "→ A1" in shown["One"]
        assert "no action yet" not in shown["One"] + shown["Two"]
        assert "accepted: cheaper than a fix" in lines[lines.index(shown["Two"]) + 1]
        assert "→ idea “Watch the pool” · no action yet" in shown["Three"]
        assert "no action yet" in shown["Four"]
        room.screen.ask(Remove(id="a1"))
        await room.pilot.pause()
        assert "→ A1" not in room.text


async def test_left_and_right_walk_from_layer_to_layer_and_up_and_down_through_the_holes(meet: "Meet") -> None:
    async with meet(WORKED, FULL) as room:
        await room.press("6")
        walked: list[str | None] = [room.selected]
        for key in ("right", "down", "down", "right", "left", "left", "left", "up", "end", "right"):
            await room.press(key)
            walked.append(room.selected)
        assert walked == [
            *(CODE.id, TESTING.id, "h1", "h2", DEPLOYMENT.id, TESTING.id, CODE.id),
            *(CODE.id, CODE.id, RESPONSE.id, RESPONSE.id),
        ]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_layer_in_hand_is_marked_in_the_list_and_its_slice_above(meet: "Meet", size: tuple[int, int]) -> None:
    async with meet(WORKED, size) as room:
        await room.press("6", "right", "down")
        marked = [line for line in room.text.splitlines() if "▌" in line]
        assert any("◯ No load step" in line for line in marked)
        assert any("▌Testing" in line for line in marked)


async def test_the_room_says_what_a_layer_did_and_the_path_follows(meet: "Meet", new: Review) -> None:
    async with meet(new, FULL) as room:
        await room.press("6")
        assert "did it hold?" in room.text
        assert "stopped" not in room.text
        await room.press("right", "s")
        assert "stopped" in room.text
        assert "did it hold?" not in room.text
        assert room.on_disk().get(Layer, TESTING.id).state == LayerState.HELD
        await room.press("a")
        await room.fill(text="No load step before a release")
        await room.press("enter")
        assert room.on_disk().holes[0].layer == TESTING.id
        assert room.selected == room.on_disk().holes[0].id
        assert "stopped" not in room.text
        await room.press("x")
        assert "stopped" in room.text
        await room.press("u", "u", "u")
        assert "did it hold?" in room.text


async def test_a_layer_of_its_own_is_added_renamed_and_moved(meet: "Meet", new: Review) -> None:
    async with meet(new, FULL) as room:
        await room.press("6", "A")
        await room.fill(text="Backups")
        await room.press("enter")
        assert room.selected == room.review.layers[-1].id
        await room.press("e")
        await room.fill(text="Snapshots")
        await room.press("enter", "m")
        await room.type("before Monitoring")
        await room.press("enter")
        names = [layer.text for layer in room.on_disk().layers]
        assert names == [
            *("Code review", "Testing", "Deployment safeguards", "Snapshots", "Monitoring", "Incident response"),
        ]
        places = [room.text.index(name) for name in ("Testing", "Snapshots", "Monitoring")]
        assert places == sorted(places)


async def test_m_puts_a_hole_before_another_one_or_in_another_layer(meet: "Meet") -> None:
    review = after(NEW, hole(TESTING, text="First"), hole(TESTING, "h2", text="Second"))
    async with meet(review, FULL) as room:
        await room.press("6")
        room.select("h2")
        await room.press("m")
        await room.type("before First")
        await room.press("enter")
        assert [one.id for one in room.on_disk().holes] == ["h2", "h1"]
        await room.press("m")
        await room.type("to Monitoring")
        await room.press("enter")
        assert room.on_disk().get(Hole, "h2").layer == MONITORING.id
        assert room.selected == "h2"


def spot(room: "Room", words: str, *, last: bool = False) -> tuple[int, int]:
    """Where words can be read first, or last, counted from the corner of the board."""
    left, top, width, height = room.board.region
    lines = [line[left : left + width] for line in room.text.splitlines()[top : top + height]]
    found = [(cells(line[: line.index(words)]) + 1, y) for y, line in enumerate(lines) if words in line]
    return found[-1 if last else 0]


async def test_a_click_on_a_slice_takes_its_layer_in_hand_and_a_second_one_opens_it(meet: "Meet") -> None:
    async with meet(many(12), (120, 60)) as room:
        await room.press("6")
        await room.pilot.click(room.board, offset=spot(room, "Guard 4"))
        assert room.selected == "l4"
        await room.pilot.click(room.board, offset=spot(room, "Guard 2"), times=2)
        await room.pilot.pause()
        assert "╭─ Guard 2 " in room.text
        assert room.selected == "l2"


async def test_holes_and_layers_are_dragged_in_the_list_and_onto_the_slices(meet: "Meet") -> None:
    review = after(NEW, hole(TESTING, text="First"), hole(TESTING, "h2", text="Second"))
    async with meet(review, FULL) as room:
        await room.press("6")
        for what, where in (("◯ First", "Monitoring"), ("Code", "Incident")):
            start, end = spot(room, what, last=what != "Code"), spot(room, where)
            await room.pilot.mouse_down(room.board, offset=start)
            await room.pilot.mouse_up(room.board, offset=end)
            await room.pilot.pause()
        assert room.on_disk().get(Hole, "h1").layer == MONITORING.id
        assert [layer.text for layer in room.on_disk().layers][-2:] == ["Incident response", "Code review"]
        await room.press("u", "u")
        assert room.on_disk().holes == review.holes
        assert room.on_disk().layers == review.layers


async def test_without_any_layer_a_names_the_first_one(meet: "Meet") -> None:
    review = after(NEW, *(Remove(id=layer.id) for layer in NEW.layers))
    async with meet(review, FULL) as room:
        await room.press("6", "right", "left", "down")
        assert "press a and name the first one" in " ".join(room.text.split())
        await room.press("a")
        await room.fill(text="Backups")
        await room.press("enter")
        assert [layer.text for layer in room.on_disk().layers] == ["Backups"]
        assert "change" in room.text
