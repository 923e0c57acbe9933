import pytest

from pmfacil.review.agenda import FORMATS, Board, Item, planned_minutes
from pmfacil.review.clock import Borrow, Minutes, ParkItem
from pmfacil.review.edit import Add, Change, Edit

from .samples import after, begun, refusal


@pytest.mark.parametrize(("format", "minutes", "reserve"), [("short", 45, 0), ("standard", 60, 0), ("deep", 75, 10)])
def test_the_three_formats_have_their_minutes(format: str, minutes: int, reserve: int):
    review = begun(format)
    assert planned_minutes(review) == minutes
    assert review.plan.reserve == reserve
    assert review.plan.format == format
    assert len(review.agenda) == 9
    assert set(FORMATS) == {"short", "standard", "deep"}


def test_the_deep_format_is_the_one_with_a_reserve():
    assert [(item.board, item.minutes) for item in begun().agenda] == [
        ("open", 5),
        ("overview", 6),
        ("timeline", 20),
        ("whys", 15),
        ("fishbone", 7),
        ("response", 6),
        ("lessons", 4),
        ("actions", 10),
        ("close", 2),
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_actions_and_close_are_protected_and_no_item_begins_below_its_least(format: str):
    agenda = begun(format).agenda
    assert [item.board for item in agenda if item.protected] == [Board.ACTIONS, Board.CLOSE]
    assert all(item.minutes >= item.least for item in agenda)
    assert [item.least for item in agenda] == [1, 2, 2, 2, 2, 2, 2, 2, 1]


def test_a_parked_item_has_no_minutes_in_this_meeting():
    review = ParkItem(item="item-timeline").apply(begun())
    assert planned_minutes(review) == 55
    assert review.get(Item, "item-timeline").minutes == 20


def too_long(minutes: int) -> str:
    return (
        f"The plan would be {minutes} minutes with its reserve and 90 is the most: "
        "take minutes from another item, or park one."
    )


@pytest.mark.parametrize(
    ("edit", "minutes"),
    [
        (Change(id="item-whys", changes={"minutes": 21}), 91),
        (Change(id="plan", changes={"reserve": 16}), 91),
        (Minutes(item="item-whys", minutes=16), 91),
        (Minutes(item="item-whys", minutes=600), 675),
        (Add(part=Item(text="Demo", board=Board.CLOSE, minutes=6)), 91),
    ],
)
def test_a_plan_over_90_minutes_is_refused_with_the_reason(edit: Edit, minutes: int):
    assert refusal(begun(), edit) == too_long(minutes)


@pytest.mark.parametrize(
    "edit",
    [
        Change(id="item-whys", changes={"minutes": 20}),
        Change(id="plan", changes={"reserve": 15}),
        Minutes(item="item-whys", minutes=15),
        Add(part=Item(text="Demo", board=Board.CLOSE, minutes=5)),
    ],
)
def test_a_plan_of_90_minutes_is_fine(edit: Edit):
    review = edit.apply(begun())
    assert planned_minutes(review) + review.plan.reserve == 90


def test_bringing_an_item_back_is_refused_if_its_minutes_are_taken():
    review = after(begun(), ParkItem(item="item-timeline"), Minutes(item="item-whys", minutes=20))
    assert planned_minutes(review) + review.plan.reserve == 75
    assert refusal(review, ParkItem(item="item-timeline", parked=False)) == too_long(95)
    review = Change(id="item-timeline", changes={"minutes": 15}).apply(review)
    assert planned_minutes(ParkItem(item="item-timeline", parked=False).apply(review)) == 90


def test_borrowing_leaves_a_full_plan_as_long_as_it_is():
    full = Minutes(item="item-whys", minutes=15).apply(begun())
    review = Borrow(source="item-timeline", target="item-lessons", minutes=18).apply(full)
    assert planned_minutes(review) + review.plan.reserve == 90
    assert (review.get(Item, "item-timeline").minutes, review.get(Item, "item-lessons").minutes) == (2, 22)
