"""What hits a square by itself; the words are those of rooms, not of the pack."""

from typing import Any

import pytest

from pmfacil.coach.patterns.squares import Square, hits_of, squares_of
from pmfacil.packs import read_squares
from tests.coach.patterns.written import review_of


def hit(**fields: Any) -> dict[str, list[str]]:
    return hits_of(review_of("one", "2026-03-01", **fields), read_squares())


@pytest.mark.parametrize(
    ("square", "words"),
    [
        ("monitoring", "No alert on replication lag"),
        ("monitoring", "Only error rates raise alerts"),
        ("monitoring", "The alert for the queue never fired"),
        ("monitoring", "Nobody was watching the disk"),
        ("monitoring", "Certificate expiry was not monitored"),
        ("testing", "The release check has no load step"),
        ("testing", "The failover was never tested"),
        ("testing", "The tests did not cover an empty cart"),
        ("testing", "An untested path"),
        ("staging", "It worked fine in staging"),
        ("staging", "Staging has a tenth of the data"),
        ("staging", "Everything passed on the test system"),
        ("staging", "The bug shows only in production"),
        ("manual", "The value was typed by hand"),
        ("manual", "A manual failover"),
        ("manual", "The command was copied and pasted from a wiki"),
        ("manual", "Somebody ran the script on the primary"),
        ("deploy", "The release made ten times the queries"),
        ("deploy", "A config change reached all regions at once"),
    ],
)
def test_words_about_causes_hit_a_square(square: str, words: str) -> None:
    assert hit(factors=[words])[square] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "The connection pool was exhausted",
        "Two tenants shared one limit",
        "The lock was released too early",
        "The vendor changed an address",
        "A cable was cut",
        "Latest values were shown to the wrong region",
        "[/] [red]",
    ],
)
def test_other_words_hit_none(words: str) -> None:
    assert hit(factors=[words]) == {}


def test_a_hole_in_a_layer_hits_its_square_once() -> None:
    found = hit(holes=[("Monitoring", "No alert on pool use"), ("Testing", "One of two paths")])
    assert found == {"monitoring": ["Monitoring: No alert on pool use"], "testing": ["Testing: One of two paths"]}


def test_a_layer_that_held_hits_none() -> None:
    assert hit(held=["Monitoring", "Testing", "Deployment safeguards"]) == {}


def test_the_trigger_tells_of_a_deploy() -> None:
    assert hit(trigger="Version 41 goes out") == {"deploy": ["Version 41 goes out"]}
    assert hit(trigger="Traffic doubles") == {}


def test_customers_who_tell_us_are_seen_on_the_timeline() -> None:
    assert hit(detected=5, source="customer ticket") == {"customers": ["The pager goes off"]}
    assert hit(detected=5, source="alert") == {}


def test_every_square_of_the_practice_is_on_the_card_and_asks_a_question() -> None:
    squares = read_squares()
    assert [square.id for square in squares] == [
        *("monitoring", "testing", "staging"),
        *("manual", "deploy", "customers"),
        *("same-layer", "same-service", "repeat"),
    ]
    for square in squares:
        assert square.ask.endswith("?")
        assert square.three.endswith(".")
        assert len(square.name) <= 16 or square.name == "Worked in staging"


ENTRY: dict[str, Any] = {"id": "x", "name": "X", "counts": "It is.", "three": "So.", "ask": "Why?"}


def test_three_dots_stand_for_up_to_five_words() -> None:
    (square,) = squares_of({"square": [{**ENTRY, "words": ["no ...alert"]}]})
    review = review_of("one", "2026-03-01", factors=["no alert", "no a b c d e alert", "no a b c d e f alert"])
    assert hits_of(review, [square]) == {"x": ["no alert", "no a b c d e alert"]}


@pytest.mark.parametrize("wrong", [{"ask": ""}, {"looks": "at the moon"}, {"words": ["("]}])
def test_a_square_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="the square “x”"):
        squares_of({"square": [{**ENTRY, **wrong}]})


def test_a_square_without_expressions_hits_nothing_by_itself() -> None:
    assert hits_of(review_of("one", "2026-03-01", factors=["x"]), [Square(**ENTRY)]) == {}
