import time

import pytest

from pmfacil.coach.patterns.stems import alike, grouped, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The pool was exhausted", "Exhausted pools"),
        ("The connection pool was exhausted", "Exhausted connection pools again"),
        ("Deploying needs a manual check", "The deployment needed manual checks"),
        ("Nobody tests that backups restore", "Backups were never restored"),
        ("Queries were slow", "A slow query"),
        ("結帳", "結帳"),
    ],
)
def test_texts_with_the_same_words_in_other_forms_are_alike(one: str, other: str) -> None:
    assert alike(stems(one), stems(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No alert on pool use", "No alert on missing backups"),
        ("The pool was exhausted", "The disk was full"),
        ("It was what it was", "There is nothing"),
        ("", ""),
        ("The process had no access", "The proceeds had no axis"),
    ],
)
def test_texts_about_different_things_are_not_alike(one: str, other: str) -> None:
    assert not alike(stems(one), stems(other))


def test_each_text_joins_the_group_whose_first_text_is_nearest() -> None:
    texts = ["pool exhausted", "disk full on primary", "the pools were exhausted", "primary disk full", "dns expired"]
    assert grouped(texts) == [[0, 2], [1, 3], [4]]


def test_thirty_thousand_texts_are_grouped_in_seconds() -> None:
    words = [f"word{n % 700}" for n in range(40_000)]
    texts = [" ".join(words[n : n + 5]) for n in range(0, 30_000)]
    began = time.perf_counter()
    groups = grouped(texts)
    assert time.perf_counter() - began < 20
    assert sum(map(len, groups)) == len(texts)
