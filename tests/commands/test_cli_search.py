import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
Make = Callable[..., Path]


def test_it_says_where_the_words_stand(run: Run, make: Make) -> None:
    make("Users could not check out", "k3f9x2ab", severity="SEV1", services=("checkout",))
    make("Another one")
    assert run("capture", "k3f9x2ab", "w Why? The pool was exhausted", "a Alert on pool use").exit_code == 0
    ran = run("search", "pool", "service:checkout")
    assert (ran.exit_code, ran.stderr) == (0, "")
    first, second = ran.stdout.splitlines()
    assert first == "k3f9x2ab  2026-11-18  SEV1  draft  1 open  Users could not check out"
    assert second == "    whys: Why? · The pool was exhausted"


def test_words_in_quotation_marks_stand_together(run: Run, make: Make) -> None:
    make("Users could not check out")
    assert run("search", "not check").exit_code == 0
    assert run("search", "check not").exit_code == 1
    assert run("search", "check", "not").exit_code == 0


def test_as_json_a_hit_has_its_place_and_what_is_around_it(run: Run, make: Make) -> None:
    path = make("Users could not check out", "k3f9x2ab")
    (hit,) = json.loads(run("search", "users", "--json").stdout)
    assert (hit["id"], hit["path"], hit["place"], hit["around"]) == (
        "k3f9x2ab",
        str(path),
        "title",
        "Users could not check out",
    )


def test_nothing_found_is_one_sentence_and_no_success(run: Run, make: Make) -> None:
    make()
    ran = run("search", "zebra")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Nothing in the library fits that;")
    ran = run("search", "zebra", "--json")
    assert (ran.exit_code, json.loads(ran.stdout), ran.stderr) == (1, [], "")


def test_an_absent_library_is_an_empty_listing(run: Run, library: Path) -> None:
    ran = run("search", "pool", "--json")
    assert (ran.exit_code, json.loads(ran.stdout), ran.stderr) == (0, [], "")
    assert not library.exists()


def test_what_does_not_fit_on_the_page_is_counted(run: Run, make: Make) -> None:
    for number in range(3):
        make(f"Users could not {number}")
    ran = run("search", "users", "--most", "2")
    assert len([line for line in ran.stdout.splitlines() if "title:" in line]) == 2
    assert ran.stderr == "2 of 3; --most shows more.\n"


def test_an_empty_library_says_that_it_is_empty(run: Run, library: Path) -> None:
    ran = run("search", "pool")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr == f"The library “{library}” is empty; `pmfacil new TITLE` makes the first session.\n"


def test_what_is_no_date_is_wrong_usage(run: Run, make: Make) -> None:
    make()
    ran = run("search", "before:rubbish")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("“rubbish” is no date; write 2026, 2026-06 or 2026-06-15")
    assert ran.stderr.count("\n") == 1
    assert run("search", "before:2027").exit_code == 0
