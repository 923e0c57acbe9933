from datetime import UTC, datetime
from time import perf_counter

import pytest

from pmfacil.review.edit import Add
from pmfacil.review.lessons import Lesson
from pmfacil.review.people import Person
from pmfacil.review.review import Review

from .samples import begun, read, why


@pytest.fixture(scope="module")
def crowded() -> Review:
    review = begun(datetime(2026, 11, 18, 16, 20, tzinfo=UTC), "Europe/Berlin", Person(name="Dana"), Lesson(text="one"))
    for place in range(600):
        review = Add(part=why(f"w{place}", f"w{place // 3}" if place > 5 else None)).apply(review)
    return review


@pytest.mark.parametrize(
    "line",
    [
        "a Alert at 75 % and 90 % pool use @dana P1 ~detect by:2w #3.1 L1 check: fires in a drill",
        "t 23:27 ~trigger rm run on the primary from:terminal !",
        "w #3.1 Why was the site down? The primary's data was gone",
        "o monitoring: no alert on a missing backup",
    ],
)
def test_a_line_is_read_between_two_keys_among_600_whys(crowded: Review, line: str):
    took: list[float] = []
    for _ in range(30):
        began = perf_counter()
        read(line, crowded)
        took.append(perf_counter() - began)
    # The goal is a millisecond; what is looked for here is work that grows with the whys, not a slow machine.
    assert min(took) < 0.003
