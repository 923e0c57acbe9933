import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from click.testing import Result

from pmfacil.sessions.entry import Entry

Run = Callable[..., Result]
Make = Callable[..., Path]


def test_an_absent_library_is_an_empty_listing(run: Run, library: Path) -> None:
    ran = run("list", "--json")
    assert (ran.exit_code, json.loads(ran.stdout), ran.stderr) == (0, [], "")
    ran = run("list")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"No session yet in “{library}”: `pmfacil new TITLE` makes the first")
    assert not library.exists()


def test_the_newest_comes_first_in_columns(run: Run, make: Make) -> None:
    make("An older one", "aaaabbbb", severity="SEV2", start=datetime(2025, 1, 2, tzinfo=UTC))
    make("A newer one", "k3f9x2ab")
    assert run("capture", "newer", "a Do this", "a And that").exit_code == 0
    assert run("list").stdout.splitlines() == [
        "k3f9x2ab  2026-11-18  -     draft  2 open  A newer one",
        "aaaabbbb  2025-01-02  SEV2  draft  -       An older one",
    ]


def test_as_json_it_says_all_that_is_known_of_a_session(run: Run, make: Make) -> None:
    path = make("Users [/] could not", "k3f9x2ab", severity="SEV1", services=("shop", "payments"))
    (entry,) = json.loads(run("list", "--json").stdout)
    assert list(entry) == [field.name for field in fields(Entry)]
    assert (entry["id"], entry["title"], entry["services"]) == ("k3f9x2ab", "Users [/] could not", ["shop", "payments"])
    assert entry["path"] == str(path)


def test_a_wide_title_is_not_cut_and_wide_signs_count_twice(run: Run, make: Make) -> None:
    title = "結帳 " + "very " * 700
    make(title, "k3f9x2ab", severity="重大")
    make("Short", "aaaabbbb", severity="SEV1")
    lines = run("list").stdout.splitlines()
    assert "k3f9x2ab  2026-11-18  重大  draft  -  " + title.strip() in lines
    assert "aaaabbbb  2026-11-18  SEV1  draft  -  Short" in lines


def test_a_long_severity_does_not_push_the_others_away(run: Run, make: Make) -> None:
    make("One", "aaaabbbb", severity="x" * 1000)
    make("Two", "k3f9x2ab", severity="SEV1")
    assert f"k3f9x2ab  2026-11-18  {'SEV1':12}  draft  -  Two" in run("list").stdout.splitlines()


def test_what_files_say_is_cleaned(run: Run, make: Make) -> None:
    path = make("TITLE", severity="SEV1")
    text = path.read_text().replace("TITLE", r"\u001b]52;c;\u0007[/]\u202e").replace("SEV1", r"\u009b31m")
    path.write_text(text)
    ran = run("list")
    assert "]52;c;[/]" in ran.stdout
    assert ran.stdout[:-1].isprintable()


def test_a_damaged_and_a_newer_session_are_listed_as_such(run: Run, make: Make) -> None:
    damaged, newer = make("Damaged", "aaaabbbb"), make("Newer", "k3f9x2ab")
    damaged.write_bytes(damaged.read_bytes()[:-100])
    newer.write_text(newer.read_text().replace('"schema": 1', '"schema": 99'))
    lines = sorted(run("list").stdout.splitlines())
    assert lines[0].startswith("aaaabbbb  2026-11-18  -  damaged  -  2026-11-18-damaged-aaaabbbb (it is not whole JSON")
    assert lines[1].startswith("k3f9x2ab  2026-11-18  -  draft    -  Newer (a newer pmfacil wrote it (schema 99)")
    listed = {entry["id"]: entry for entry in json.loads(run("list", "--json").stdout)}
    assert (listed["aaaabbbb"]["damaged"], listed["k3f9x2ab"]["damaged"]) == (True, False)


def test_a_library_that_is_no_folder_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    ran = run("list", "--library", str(tmp_path / "file"))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.endswith("cannot be read: a part of its path is not a folder; give another with --library.\n")
