import random

import pytest

from pmfacil.review.numbers import line_of, next_branch, next_counted, next_head, next_in_line, number_key


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("1", "1"),
        ("12", "12"),
        ("1.1", "1"),
        ("3.12", "3"),
        ("1a", "1a"),
        ("1.2a", "1.2a"),
        ("1.2a.3", "1.2a"),
        ("1.2a.3b", "1.2a.3b"),
        ("1.2a.3b.11", "1.2a.3b"),
        ("1.2aa.1", "1.2aa"),
    ],
)
def test_a_number_goes_on_in_the_line_of_its_head(number: str, line: str):
    assert line_of(number) == line


def test_a_new_chain_takes_the_first_number_that_never_was():
    assert next_head([]) == "1"
    assert next_head({"1", "2"}) == "3"
    assert next_head({"2", "1.1"}) == "1"


@pytest.mark.parametrize(
    ("parent", "used", "number"),
    [
        ("1", set[str](), "1.1"),
        ("1", {"1", "1.1"}, "1.2"),
        ("1.2", {"1.1", "1.2"}, "1.3"),
        ("1.2", {"1.1", "1.2", "1.3", "1.4"}, "1.5"),
        ("1.2a", {"1.2a"}, "1.2a.1"),
        ("1.2a.9", {f"1.2a.{n}" for n in range(1, 10)}, "1.2a.10"),
    ],
)
def test_going_deeper_counts_on_inside_the_line(parent: str, used: set[str], number: str):
    assert next_in_line(parent, used) == number


def test_branches_count_from_a_to_z_and_go_on_with_aa():
    given: list[str] = []
    for _ in range(26 + 26 * 26 + 1):
        given.append(next_branch("1.2", given))
    assert given[:3] == ["1.2a", "1.2b", "1.2c"]
    assert given[24:29] == ["1.2y", "1.2z", "1.2aa", "1.2ab", "1.2ac"]
    assert given[26 + 25 : 26 + 27] == ["1.2az", "1.2ba"]
    assert given[-2:] == ["1.2zz", "1.2aaa"]


def test_a_branch_takes_the_first_letter_that_never_was():
    assert next_branch("1.2", {"1.2a", "1.2c"}) == "1.2b"


def test_numbers_sort_as_people_count():
    in_order = ["1", "1.1", "1.2", "1.2a", "1.2a.1", "1.2a.10", "1.2b", "1.2z", "1.2aa", "1.3", "1.10", "1a", "2", "10"]
    mixed = in_order.copy()
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=number_key) == in_order


def test_counted_numbers_skip_what_was_used():
    assert next_counted("L", []) == 1
    assert next_counted("L", {"L1", "L2", "A3"}) == 3
    assert next_counted("A", {"A1", "A3"}) == 2
