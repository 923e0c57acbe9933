from datetime import date

import pytest

from pmfacil.sessions.file_name import LONGEST, file_name, id_in

DAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Users could not check out", "2026-11-18-users-could-not-check-out-k3f9x2ab.json"),
        ("Überlauf: Größe", "2026-11-18-uberlauf-grosse-k3f9x2ab.json"),
        ("../../etc/passwd", "2026-11-18-etc-passwd-k3f9x2ab.json"),
        (".hidden\\con:nul\0\n", "2026-11-18-hidden-con-nul-k3f9x2ab.json"),
        ("", "2026-11-18-review-k3f9x2ab.json"),
        ("数据库 💥", "2026-11-18-review-k3f9x2ab.json"),
        ("\x1b[31m‮[/]", "2026-11-18-31m-k3f9x2ab.json"),
        ("\ud800", "2026-11-18-review-k3f9x2ab.json"),
    ],
)
def test_a_title_becomes_a_plain_name(title: str, name: str) -> None:
    assert file_name(DAY, title, "k3f9x2ab") == name
    assert id_in(name) == "k3f9x2ab"


@pytest.mark.parametrize("title", ["word " * 1_000_000, "x" * 5_000_000, "ﷺ" * 300])
def test_no_title_makes_the_name_too_long(title: str) -> None:
    name = file_name(DAY, title, "k3f9x2ab")
    assert len(name.encode()) <= LONGEST
    assert id_in(name) == "k3f9x2ab"


@pytest.mark.parametrize("id", ["", "../x", "a/b", ".x", "a b", "é", "x" * 200, "a\n"])
def test_an_id_that_is_no_part_of_a_name_is_refused(id: str) -> None:
    with pytest.raises(ValueError, match="cannot be part of a file name"):
        file_name(DAY, "title", id)


@pytest.mark.parametrize("name", ["notes.json", "2026-11-18.json", "2026-11-18-x.JSON", "._2026-11-18-a-k3f9x2ab.json"])
def test_other_names_hold_no_id(name: str) -> None:
    assert id_in(name) is None
